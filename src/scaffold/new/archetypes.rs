//! Archetypes: what a new text begins with. The site's own stand over those of the program.

use super::kind::Kind;
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input::content::{SourceName, parse_document};
use crate::input::discover;
use crate::templates::{Context, render_archetype};
use std::path::Path;

/// The folder of a site's own.
const FOLDER: &str = "archetypes";

/// What an archetype is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    New,
    Translation,
}

const TRANSLATION: &str = "translation";

/// Fills in the archetype of a text.
///
/// # Errors
/// The archetype is wrong, or what it writes is no text of a site.
pub(super) fn fill(root: &Path, target: &Target, purpose: Purpose, context: &Context) -> Result<String, Diagnostics> {
    let (files, problems) = discover::files_below(root, FOLDER);
    if problems.count(Severity::Error) > 0 {
        return Err(problems);
    }
    let own = names(target, purpose).into_iter().find_map(|name| files.iter().find(|file| file.below == name));
    let (path, archetype) = match own {
        Some(file) => {
            let mut problems = Diagnostics::default();
            let Some(text) = file.text(&mut problems) else { return Err(problems) };
            (file.path.clone(), text)
        }
        None => (format!("{FOLDER}/{}.md", target.kind.as_str()), of_program(target.kind, purpose).to_owned()),
    };
    let text = render_archetype(&path, &archetype, context)?;
    let text = format!("{}\n", text.trim_end());
    match fault(&text, target) {
        None => Ok(text),
        Some(problem) => Err(problem.at(Place::file(path)).into()),
    }
}

/// The files that may be the archetype of a text, the nearest first: that of its section before that of its kind, and each
/// in its language before the one for all.
fn names(target: &Target, purpose: Purpose) -> Vec<String> {
    let kind = match purpose {
        Purpose::New => target.kind.as_str(),
        Purpose::Translation => TRANSLATION,
    };
    let section = target.section().filter(|_| purpose == Purpose::New);
    let stems = section.into_iter().chain([kind]);
    stems.flat_map(|stem| [format!("{stem}.{}.md", target.language), format!("{stem}.md")]).collect()
}

fn of_program(kind: Kind, purpose: Purpose) -> &'static str {
    match (purpose, kind) {
        (Purpose::Translation, _) => include_str!("archetypes/translation.md"),
        (Purpose::New, Kind::Article) => include_str!("archetypes/article.md"),
        (Purpose::New, Kind::Page) => include_str!("archetypes/page.md"),
        (Purpose::New, Kind::Author) => include_str!("archetypes/author.md"),
        (Purpose::New, Kind::Dossier) => include_str!("archetypes/dossier.md"),
        (Purpose::New, Kind::Term) => include_str!("archetypes/term.md"),
    }
}

/// What is wrong with a text that an archetype has made: better told now than by the next build.
fn fault(text: &str, target: &Target) -> Option<Diagnostic> {
    let path = format!("content/{}.md", target.id);
    let name = SourceName::parse(&format!("{}.md", target.id), |_| false);
    let (_, problems) = parse_document(path, name, text.to_owned(), [].into());
    let wrong = problems.0.into_iter().find(|problem| matches!(problem.code, Code::NoFrontMatter | Code::BadYaml))?;
    let line = wrong.place.as_ref().map_or(1, |place| place.line);
    let message = format!("line {line} of what this archetype writes cannot be read: {}", wrong.message);
    let problem = Diagnostic::error(wrong.code, message);
    Some(wrong.hints.iter().fold(problem, |problem, hint| problem.hint(hint)))
}
