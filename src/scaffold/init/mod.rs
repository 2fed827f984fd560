//! A new site: from what its editor answers to the files that it begins with.
//!
//! The site is small, and nothing is wrong with it: it is published as it is, in every language of the world, and every
//! file of it is one that the editor will change or write more of.

mod answers;
mod editors;
mod look;
mod recipes;
mod site;
mod words;

pub use answers::{Addresses, Answers, languages_of, prefix_of, site_address, time_zone_of, title_of_folder};
pub use look::{choices, option_of};
pub use recipes::Recipe;

use super::NewFile;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::config;
use crate::input::theme::{self, Theme};
use crate::whole::put;
use std::path::Path;
use std::{fs, io};

/// The first files of a site. `site.yaml` is the last: without it there is no site.
pub fn files(answers: &Answers) -> Vec<NewFile> {
    let theme = theme::default_theme();
    let mut files = words::files(answers, &theme);
    files.extend(words::messages(&answers.languages, &theme));
    files.extend(editors::files());
    files.extend(answers.recipe.file(&answers.base_url));
    files.push(NewFile::new(config::FILE, site::text(answers, &letters_lacking(answers, &theme))));
    files
}

/// `.gitignore`, or what one that is there lacks: most new repositories bring one.
///
/// # Errors
/// It cannot be read or written.
pub fn ignore_outputs(root: &Path) -> io::Result<()> {
    let path = root.join(".gitignore");
    let there = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        other => other?,
    };
    let has = |line: &str| there.lines().any(|known| known.trim().trim_matches('/') == line.trim_matches('/'));
    let lacking: String = GIT_IGNORE.lines().filter(|line| !has(line)).map(|line| format!("{line}\n")).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
    put(&path, format!("{there}{gap}{lacking}").as_bytes())
}

/// What the answers make impossible together, or in an address: as the site's own configuration would tell it.
pub fn faults(answers: &Answers) -> Diagnostics {
    let (_, problems) = config::parse(&site::text(answers, &[]), None);
    // There is no file yet that these could be a place of.
    let said = |found: Diagnostic| {
        let problem = Diagnostic::error(Code::BadUsage, found.message);
        found.hints.into_iter().fold(problem, Diagnostic::hint)
    };
    Diagnostics(problems.0.into_iter().map(said).collect())
}

/// What the program writes: the published site, proofs, and what is kept between builds.
const GIT_IGNORE: &str = "/public/\n/proof/\n/.dateline/\n.*.dateline-*\n";

/// What no font of the theme has all letters of: languages, or the title.
fn letters_lacking(answers: &Answers, theme: &Theme) -> Vec<String> {
    let (fonts, _) = crate::pictures::cards::Fonts::read(&theme.fonts);
    let lacks = |letters: &str| !fonts.without_glyph(letters).is_empty();
    let languages = answers.languages.iter().filter(|tag| lacks(&tag.letters()));
    let title = lacks(&answers.title).then(|| "the title".to_owned());
    languages.map(ToString::to_string).chain(title).collect()
}
