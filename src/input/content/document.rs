//! One file of `content/`: read, split, typed.

use super::dossier_matter::DossierMatter;
use super::front_matter::{AuthorMatter, FrontMatter};
use super::source_name::{SourceName, below_content};
use super::source_text::SourceText;
use super::term_matter::{TERM_FOLDERS, TermMatter};
use super::unfinished::unfinished_part;
use super::{cut, withheld};
use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath, Place, Severity};
use crate::input::slug;
use crate::yaml::{self, Block, KeyName};
use std::borrow::Cow;
use std::sync::Arc;

/// A parsed file of `content/`.
#[derive(Debug)]
pub struct Document {
    /// Path below the site's root, `content/news/a.fr.md`.
    pub path: String,
    /// What the file's name says.
    pub name: SourceName,
    /// The whole file; `yaml` and `body` are ranges of it.
    pub source: SourceText,
    /// Where the YAML begins and ends.
    pub yaml: std::ops::Range<usize>,
    /// Where the Markdown begins.
    pub body: usize,
    /// What the front matter says.
    pub kind: DocumentKind,
    /// What shows of the Markdown at a glance.
    pub marks: Marks,
    /// What has been reported as wrong in the front matter already, and is an error.
    pub flawed: Vec<About>,
    /// Other names that the site's files have for keys.
    pub names: Arc<[KeyName]>,
    /// Whether somebody publishes without it: nothing of its file is known.
    pub is_left_out: bool,
}

/// What shows of a text's Markdown before it is parsed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it may hold HTML.
    pub has_html: bool,
    /// How often it has what pictures begin with, in Markdown and in HTML: sitemaps reckon with it.
    pub pictures: [usize; 2],
    /// Whether one of its pictures may say until when it may be shown.
    pub may_have_ends: bool,
}

impl Marks {
    fn of(markdown: &str) -> Marks {
        let bytes = markdown.as_bytes();
        let count = |mark: &str| memchr::memmem::find_iter(bytes, mark).count();
        let pictures = [count("!["), count("<img") + count("<IMG")];
        Marks {
            has_html: memchr::memchr(b'<', bytes).is_some(),
            pictures,
            may_have_ends: pictures[0] > 0 && memchr::memmem::find(bytes, b"until").is_some(),
        }
    }
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
    /// What a section or a tag is called.
    Term(Box<TermMatter>),
}

impl DocumentKind {
    /// The part of the address that the front matter gives.
    pub fn slug(&self) -> Option<&str> {
        match self {
            DocumentKind::Article(matter) => matter.slug.as_deref(),
            DocumentKind::Dossier(matter) => matter.slug.as_deref(),
            DocumentKind::Term(matter) => matter.slug.as_deref(),
            DocumentKind::Author(_) => None,
        }
    }
}

impl Document {
    /// The document of an article that is left out: it has its place among the others, and no words.
    pub fn left_out(path: String, name: SourceName, names: Arc<[KeyName]>) -> Document {
        let kind = kind_of(&name);
        Document { is_left_out: true, ..Document::unread(path, name, String::new(), kind, names) }
    }

    /// A document of which nothing is known but that it is there: its translations are not to blame for it.
    fn unread(path: String, name: SourceName, text: String, kind: DocumentKind, names: Arc<[KeyName]>) -> Document {
        Document {
            path,
            name,
            marks: Marks { has_html: text.contains('<'), ..Marks::default() },
            source: SourceText::new(text),
            yaml: 0..0,
            body: 0,
            kind,
            flawed: vec![About::Block],
            names,
            is_left_out: false,
        }
    }

    /// Whether its front matter says something of a picture itself, below `image` or another key, and does not inherit it.
    /// Slow: to be asked where something is wrong.
    pub fn says_of_picture(&self, key: &str, field: &str) -> bool {
        let tree = self.block().tree();
        let image = tree.as_ref().and_then(|tree| tree.entry(key)).map(|(_, image)| image);
        image.is_some_and(|image| image.as_text().is_some() && field == "src" || image.entry(field).is_some())
    }

    /// The whole text ([`SourceText::whole`]).
    pub fn text(&self) -> Cow<'_, str> {
        self.source.whole()
    }

    /// The Markdown below the front matter.
    pub fn markdown(&self) -> Cow<'_, str> {
        match self.source.whole() {
            Cow::Borrowed(text) => Cow::Borrowed(&text[self.body.min(text.len())..]),
            Cow::Owned(mut text) => Cow::Owned(text.split_off(self.body.min(text.len()))),
        }
    }

    /// The Markdown where texts stay in memory, as they do unless a site is built.
    pub fn kept_markdown(&self) -> &str {
        self.source.front().get(self.body..).unwrap_or_default()
    }

    /// What is written in the front matter, as YAML.
    pub fn yaml(&self) -> &str {
        &self.source.front()[self.yaml.clone()]
    }

    /// The path below `content/`.
    pub fn below(&self) -> &str {
        below_content(&self.path)
    }

    /// The folder below `content/` that the file is in: names of pictures are seen from there.
    pub fn folder(&self) -> &str {
        self.below().rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the text says that there are pictures in it.
    pub fn has_pictures(&self) -> bool {
        self.marks.pictures != [0, 0]
    }

    /// Whether the value of a key has been reported as wrong.
    pub fn is_flawed(&self, key: &str) -> bool {
        self.flawed.iter().any(|flawed| flawed.covers(key))
    }

    /// The front matter as a block with places.
    pub fn block(&self) -> Block<'_> {
        Block { path: &self.path, text: self.source.front(), yaml: self.yaml(), names: &self.names }
    }
}

/// Reads a file's text as a document. A document with errors is still returned where anything of it can be used. `names` are
/// other names that keys have in the site's files.
pub fn parse_document(
    path: String,
    name: SourceName,
    text: String,
    names: Arc<[KeyName]>,
) -> (Option<Document>, Diagnostics) {
    let Some((yaml, body)) = split(&text) else {
        let start = text.trim_start_matches('\u{feff}');
        let (message, hint) = if start.starts_with("---") {
            ("the front matter has no end", "close it with a line `---`")
        } else if start.starts_with("+++") || start.starts_with('{') {
            (
                "this front matter is TOML or JSON, and only YAML is read here",
                "write it as YAML between two lines `---`: `title: …` in the place of `title = …`",
            )
        } else {
            (
                "the file does not begin with front matter",
                "begin with a line `---`, then `title: …` and `date: …`, then another line `---`",
            )
        };
        let problem = Diagnostic::error(Code::NoFrontMatter, message).at(Place::at(&*path, &text, 1, 1)).hint(hint);
        let kind = kind_of(&name);
        let document = Document::unread(path, name, text, kind, names);
        return (Some(document), problem.into());
    };
    let mut problems = Diagnostics::default();
    problems.extend(keys_below(&path, &text, body));
    problems.append(control_characters(&path, &text, body));
    let marks = Marks::of(&text[body..]);
    let (document, found) = with_front(path, name, SourceText::new(text), ((yaml, body), marks), names);
    problems.append(found);
    (Some(document), problems)
}

/// The document of a text of which the front matter is there, and the rest is known to be without fault and to have these marks.
/// None where it has no front matter.
pub fn document_of_front(
    path: String,
    name: SourceName,
    source: SourceText,
    marks: Marks,
    names: Arc<[KeyName]>,
) -> Option<(Document, Diagnostics)> {
    let ranges = split(source.front())?;
    Some(with_front(path, name, source, (ranges, marks), names))
}

/// Where the YAML is, and where the Markdown begins.
type Ranges = (std::ops::Range<usize>, usize);

fn with_front(
    path: String,
    name: SourceName,
    source: SourceText,
    ((yaml, body), marks): (Ranges, Marks),
    names: Arc<[KeyName]>,
) -> (Document, Diagnostics) {
    let text = source.front();
    let block = Block { path: &path, text, yaml: &text[yaml.clone()], names: &names };
    let judge = |unknown: &yaml::Unknown| withheld::judge(unknown, name.language.as_deref());
    let (kind, mut problems) = match name.story.section() {
        Some("authors") => {
            let (matter, problems) = yaml::parse_with(block, judge);
            (DocumentKind::Author(Box::new(matter)), problems)
        }
        Some("dossiers") => {
            let (matter, problems) = yaml::parse_with(block, judge);
            (DocumentKind::Dossier(Box::new(matter)), problems)
        }
        Some(folder) if TERM_FOLDERS.contains(&folder) => {
            let (matter, problems) = yaml::parse_with(block, judge);
            (DocumentKind::Term(Box::new(matter)), problems)
        }
        _ => {
            let (matter, problems) = yaml::parse_with::<FrontMatter>(block, judge);
            (DocumentKind::Article(Box::new(matter)), problems)
        }
    };
    problems.append(cut::cut_texts(&block));
    problems.append(cut::foreign_signs(&block));
    let slug = kind.slug().and_then(|slug| slug::problem(slug, || block.place_of(KeyPath::from("slug").value())));
    problems.extend(slug);
    if let DocumentKind::Article(matter) = &kind {
        problems.extend(unfinished(&path, matter.draft));
    }
    let errors = problems.0.iter().filter(|problem| problem.severity == Severity::Error);
    let flawed = errors.filter_map(|problem| problem.about.as_deref().cloned()).collect();
    let document = Document { path, name, source, yaml, body, kind, marks, flawed, names, is_left_out: false };
    (document, problems)
}

/// What a file is by the folder that it is in, before anything is read of it.
fn kind_of(name: &SourceName) -> DocumentKind {
    match name.story.section() {
        Some("authors") => DocumentKind::Author(Box::default()),
        Some("dossiers") => DocumentKind::Dossier(Box::default()),
        Some(folder) if TERM_FOLDERS.contains(&folder) => DocumentKind::Term(Box::default()),
        _ => DocumentKind::Article(Box::default()),
    }
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

/// Keys that stand below the front matter, where readers would see them and nobody would obey them.
fn keys_below(path: &str, text: &str, body: usize) -> Option<Diagnostic> {
    const KEYS: [&str; 14] = [
        "title",
        "date",
        "draft",
        "expires",
        "unlisted",
        "published",
        "status",
        "visibility",
        "tags",
        "author",
        "summary",
        "aliases",
        "slug",
        "language",
    ];
    let (key, value) = text[body..].lines().next()?.split_once(':')?;
    (KEYS.contains(&key) && value.starts_with(' ')).then(|| {
        Diagnostic::error(Code::BadYaml, format!("`{key}` stands below the front matter, where readers would see it"))
            .at(Place::at_offset(path, text, body))
            .hint("move it above the second line `---`; if it belongs to the text, put an empty line in front of it")
    })
}

/// A text in a folder of drafts, or with a name of one, that does not say itself whether it is one.
fn unfinished(path: &str, draft: Option<bool>) -> Option<Diagnostic> {
    let part = unfinished_part(path.strip_prefix("content/")?).filter(|_| draft.is_none())?;
    let message = format!("`{part}` in the path withholds nothing here: the text would be published");
    let problem = Diagnostic::error(Code::UnsaidDraft, message).at(Place::file(path));
    Some(problem.hint("add `draft: true` to the front matter; `draft: false` if it is meant to be public"))
}

/// The range of the YAML between the two `---` lines, and where the text after them begins.
fn split(text: &str) -> Option<Ranges> {
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
            parse_document("content/news/a.md".into(), name, text.into(), [].into()).1
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
