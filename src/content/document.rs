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
    let (kind, problems) = match name.story.section() {
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
    (Some(Document { path, name, text, yaml, body, kind, flawed }), problems)
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
