//! One file of `content/`: read, split, typed.

use super::dossier_matter::DossierMatter;
use super::front_matter::{AuthorMatter, FrontMatter};
use super::source_name::SourceName;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::yaml::{self, Block};

/// A parsed file of `content/`.
#[derive(Debug)]
pub struct Document {
    /// Path below the site's root, `content/news/a.fr.md`.
    pub path: String,
    /// What the file's name says.
    pub name: SourceName,
    /// The whole file; `yaml` and `body` are ranges of it.
    pub text: String,
    /// Where the YAML begins and ends.
    pub yaml: std::ops::Range<usize>,
    /// Where the Markdown begins.
    pub body: usize,
    /// What the front matter says.
    pub kind: DocumentKind,
    /// How often the Markdown has what pictures begin with, in Markdown and in HTML: sitemaps reckon with it.
    pub picture_marks: [usize; 2],
    /// Keys whose values have been reported as wrong already; `*` stands for all of them.
    pub flawed: Vec<String>,
}

/// What a document is.
#[derive(Debug)]
pub enum DocumentKind {
    /// An article or a plain page.
    Article(Box<FrontMatter>),
    /// An author.
    Author(Box<AuthorMatter>),
    /// A dossier.
    Dossier(Box<DossierMatter>),
}

impl Document {
    /// The Markdown below the front matter.
    pub fn markdown(&self) -> &str {
        &self.text[self.body..]
    }

    /// The folder below `content/` that the file is in: names of pictures are seen from there.
    pub fn folder(&self) -> &str {
        let below = self.path.strip_prefix("content/").unwrap_or(&self.path);
        below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the text says that there are pictures in it.
    pub fn has_pictures(&self) -> bool {
        self.picture_marks != [0, 0]
    }

    /// Whether the value of a key has been reported as wrong.
    pub fn is_flawed(&self, key: &str) -> bool {
        self.flawed.iter().any(|flawed| flawed == key || flawed == "*")
    }

    /// The front matter as a block with places.
    pub fn block(&self) -> Block<'_> {
        Block { path: &self.path, text: &self.text, yaml: &self.text[self.yaml.clone()], lines_above: 1 }
    }
}

/// Reads a file's text as a document. A document with errors is still returned where anything of it can be used.
pub fn parse_document(path: String, name: SourceName, text: String) -> (Option<Document>, Diagnostics) {
    let Some((yaml, body)) = split(&text) else {
        let opened = text.trim_start_matches('\u{feff}').starts_with("---");
        let message = if opened { "the front matter has no end" } else { "the file does not begin with front matter" };
        let hint = if opened {
            "close it with a line `---`"
        } else {
            "begin with a line `---`, then `title: …` and `date: …`, then another line `---`"
        };
        let place = Place::at(path, &text, 1, 1);
        return (None, Diagnostic::error(Code::NoFrontMatter, message).at(place).hint(hint).into());
    };
    let block = Block { path: &path, text: &text, yaml: &text[yaml.clone()], lines_above: 1 };
    let (kind, mut problems) = match name.story.section() {
        Some("authors") => {
            let (matter, problems) = yaml::parse(block);
            (DocumentKind::Author(Box::new(matter)), problems)
        }
        Some("dossiers") => {
            let (matter, problems) = yaml::parse(block);
            (DocumentKind::Dossier(Box::new(matter)), problems)
        }
        _ => {
            let (matter, problems) = yaml::parse::<FrontMatter>(block);
            (DocumentKind::Article(Box::new(matter)), problems)
        }
    };
    let flawed = problems.0.iter().map(flawed_key).collect();
    problems.append(control_characters(&path, &text, body));
    let count = |mark: &str| memchr::memmem::find_iter(&text.as_bytes()[body..], mark).count();
    let marks = [count("!["), count("<img") + count("<IMG")];
    (Some(Document { path, name, text, yaml, body, kind, picture_marks: marks, flawed }), problems)
}

/// Lines with control characters that are reported: a file of garbage has thousands.
const MOST_CONTROL_CHARACTERS: usize = 100;

/// Control characters in the Markdown: word processors leave them behind, nobody sees them, and neither HTML nor XML
/// may hold them. YAML has none, its parser refuses them.
fn control_characters(path: &str, text: &str, body: usize) -> Diagnostics {
    let is_forbidden = |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || byte == 0x7f;
    // Without an early end, so that many bytes are looked at at once: almost no text has one.
    if !text.as_bytes()[body..].iter().fold(false, |found, byte| found | is_forbidden(*byte)) {
        return Diagnostics::default();
    }
    let above = text[..body].matches('\n').count();
    let in_line = |(number, line): (usize, &str)| {
        let at = line.bytes().position(is_forbidden)?;
        let column = line[..at].chars().count() + 1;
        let message = format!("an invisible control character, U+{:04X}", line.as_bytes()[at]);
        Some(
            Diagnostic::error(Code::ControlCharacter, message)
                .at(Place::at(path, text, above + number + 1, column))
                .hint("delete it: it often comes with text that was copied out of another program"),
        )
    };
    Diagnostics(text[body..].split('\n').enumerate().filter_map(in_line).take(MOST_CONTROL_CHARACTERS).collect())
}

/// The key that a problem is about: messages name it first.
fn flawed_key(problem: &Diagnostic) -> String {
    let key = problem.message.strip_prefix('`').and_then(|rest| rest.split(['`', '.', '[']).next());
    key.filter(|_| problem.code != Code::BadYaml).unwrap_or("*").to_owned()
}

/// The range of the YAML between the two `---` lines, and where the text after them begins.
fn split(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[start..].split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let from = start + first.len();
    let mut offset = from;
    for line in text[from..].split_inclusive('\n') {
        if line.starts_with("---") && line.trim_end() == "---" {
            return Some((from..offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_nobody_sees_is_found() {
        let parse = |text: &str| {
            let name = SourceName::parse("news/a.md", |_| false);
            parse_document("content/news/a.md".into(), name, text.into()).1
        };
        let problems = parse("---\ntitle: a\n---\nb\n\nc\u{e9}\u{b}d\u{7f}\n").0;
        let place = problems[0].place.as_ref().unwrap();
        assert_eq!((problems.len(), problems[0].code, place.line, place.column), (1, Code::ControlCharacter, 6, 3));
        assert!(parse("---\ntitle: a\n---\n\tb\r\n").0.is_empty());
    }

    #[test]
    fn front_matter_ends_at_the_second_line_of_hyphens() {
        for text in ["---\ntitle: a\n---\nb", "\u{feff}---\r\ntitle: a\r\n---\r\nb", "---\ntitle: a\n---"] {
            let (yaml, body) = split(text).unwrap();
            assert_eq!(text[yaml].trim(), "title: a");
            assert!(matches!(&text[body..], "b" | ""));
        }
        assert!(split("title: a").is_none());
        assert!(split("---\ntitle: a\n").is_none());
    }
}
