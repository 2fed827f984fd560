//! Markdown to HTML. Only this module knows pulldown-cmark.
//!
//! CommonMark with tables, footnotes, strikethrough, task lists, definition lists and bare addresses, and four rules of
//! our own that stay plain Markdown in any other tool (`docs/markdown.md`): a picture alone in its paragraph is a figure,
//! a quotation that is bold as a whole is a pull quote, headings get readable anchors, and a link to a source file leads
//! to its page.

mod amend;
mod bare;
mod blocks;
mod characters;
mod cjk;
mod enclosing;
mod events;
mod films;
mod footnotes;
mod foreign;
mod headline;
mod ids;
mod lists;
mod marks;
mod outline;
mod parse;
mod raw;
mod raw_ids;
mod references;
pub mod runs;
mod schemes;
mod structure;
mod text;
mod unread;
mod visible;
mod words;

pub use outline::{Part, PartKind, outline};
pub use references::{Form, Reference, encoded, references};
pub(crate) use schemes::doubt;
pub use structure::{Element, ElementKind, structure};
pub use words::words_in_place;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::edge::{At, caught};
use crate::html::embed::Embed;
use crate::html::picture::Choice;
use crate::html::player::Track;
use crate::html::{clean_with, without_links_in_links};
use crate::input::config::embeds::Origin;
use crate::input::framing::{Crop, Focus};
use crate::input::media::MediaId;
use crate::input::recording::Recording;
use crate::language::WrittenDate;
use crate::language::typography::Typography;
use crate::path::{is_safe_address, scheme};
use pulldown_cmark::{Event, html};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// A rendered text.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The HTML, safe to print as it is.
    pub html: String,
    /// Where in `html` a theme may put something of its own between two blocks: after the opening paragraphs, or 0
    /// where the text is too short for that.
    pub fold: usize,
    /// Addresses of its pictures, as the page has them.
    pub pictures: Vec<String>,
    /// The pictures beside the text of which derivatives are shown.
    pub derived: Vec<MediaId>,
    /// The addresses that it has put on the page, in the order in which they were written.
    pub links: Vec<Written>,
    /// Scripts and styles that stand on the page itself.
    pub inline: Vec<Inline>,
    /// The files of the site that it shows or links to, as far as its surroundings know them.
    pub files: Vec<MediaId>,
    /// The headings.
    pub toc: Vec<Heading>,
    /// Whom the frames of what it shows of others ask, as a content security policy has it.
    pub frames: BTreeSet<String>,
    /// Whether it has a gallery.
    pub has_gallery: bool,
    /// What was wrong in the Markdown.
    pub problems: Diagnostics,
    /// The ids of its headings.
    ids: ids::Ids,
    /// What is said of its pictures in braces behind them, while it is set.
    marks: marks::ByPicture,
    /// Where mark-up waits that the sanitiser would take for a writer's, while the text is set; none where it is not cleaned.
    aside: Option<Vec<String>>,
}

impl Body {
    /// A text that is this HTML and tells nothing besides.
    pub fn of_html(html: String) -> Body {
        Body { html, ..Body::default() }
    }

    /// No text, but what is wrong with it.
    pub fn of_problems(problems: Diagnostics) -> Body {
        Body { problems, ..Body::default() }
    }

    /// What the text tells besides itself: what it shows and loads, and what was wrong in it.
    pub fn told(&self) -> Body {
        Body {
            pictures: self.pictures.clone(),
            derived: self.derived.clone(),
            links: self.links.iter().filter(|link| link.loads.is_some()).cloned().collect(),
            inline: self.inline.clone(),
            files: self.files.clone(),
            frames: self.frames.clone(),
            has_gallery: self.has_gallery,
            problems: self.problems.clone(),
            ..Body::default()
        }
    }

    /// The mark-up itself; or, where the text will be cleaned, an element that stands for it until then.
    fn put_aside(&mut self, html: String) -> String {
        let Some(aside) = &mut self.aside else { return html };
        aside.push(html);
        stand_in(aside.len() - 1)
    }
}

/// What stands in the place of mark-up of ours, before and behind its number. A writer who writes it gets what stands there,
/// twice.
const STAND_IN: [&str; 2] = ["<span data-aside=\"", "\"></span>"];

fn stand_in(index: usize) -> String {
    let [before, behind] = STAND_IN;
    format!("{before}{index}{behind}")
}

/// A text with the mark-up that was put aside, in one go: a text may have thousands of films.
fn put_back(html: &str, aside: &[String]) -> String {
    let [before, behind] = STAND_IN;
    let mut out = String::with_capacity(html.len() + aside.iter().map(String::len).sum::<usize>());
    let mut rest = html;
    while let Some(at) = rest.find(before) {
        let number = &rest[at + before.len()..];
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let meant = number[..digits].parse::<usize>().ok().and_then(|index| aside.get(index));
        match meant.filter(|_| number[digits..].starts_with(behind)) {
            Some(html) => {
                out.push_str(&rest[..at]);
                out.push_str(html);
                rest = &number[digits + behind.len()..];
            }
            None => {
                out.push_str(&rest[..at + before.len()]);
                rest = number;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor, unique in the text.
    pub id: String,
    /// Its text without mark-up.
    pub title: String,
    /// 2 to 6: the headline of the page is 1.
    pub level: u8,
}

/// An address that a text has put on its page, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The address as the page has it.
    pub address: String,
    /// The byte of the file at which the link, the picture or the element begins.
    pub offset: usize,
    /// As what a browser loads it with the page: the directive of a content security policy, `img-src`; none for a link.
    pub loads: Option<&'static str>,
    /// Whether it has been told already that it leads nowhere.
    pub is_told: bool,
}

/// Something on a page that a browser runs or obeys where it stands: a script, a style, an event handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The byte of the file at which the element begins.
    pub offset: usize,
    /// The directive of a content security policy that it falls under.
    pub directive: &'static str,
    /// What it is, as a message names it: `the script`.
    pub what: String,
}

/// Where a link of a text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address to print, with the language's tag where it is not the text's own.
    Address {
        /// The address.
        href: String,
        /// The language of what is there, if another.
        language: Option<String>,
    },
    /// Nowhere: what is wrong, and the way out.
    Broken(Code, String, String),
    /// To a text that the site is published without this time: what there is to say, and the way out. The words stay.
    LeftOut(String, String),
}

/// A picture of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The address.
    pub url: String,
    /// Width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// What a browser may choose from, where there is a choice.
    pub choice: Option<Choice>,
    /// Where it is seen whole, as large as readers can use it; asked for in a gallery.
    pub whole: Option<String>,
    /// What is not as it should be with it, though it is shown: code, message and way out.
    pub remark: Option<(Code, String, String)>,
}

impl Picture {
    /// A picture that is shown as it is.
    pub fn plain(url: impl Into<String>, size: Option<(u32, u32)>) -> Picture {
        Picture { url: url.into(), size, choice: None, whole: None, remark: None }
    }
}

/// A picture that a text asks for, with what is said of it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// What names it: the name of a file, or an address.
    pub src: &'a str,
    /// What it shows, for those who cannot see it.
    pub alt: &'a str,
    /// Where it stands.
    pub role: PictureRole,
    /// The point that stays in sight where it is cut.
    pub focus: Option<Focus>,
    /// Whether it may be cut.
    pub crop: Crop,
    /// The place of the page that it is made for, `wide`.
    pub place: Option<&'a str>,
    /// Its width and height in pixels, where the text says both.
    pub size: Option<(u32, u32)>,
}

impl<'a> Asked<'a> {
    /// A picture of which nothing is known but its name.
    pub fn of(src: &'a str, role: PictureRole) -> Asked<'a> {
        Asked { src, alt: "", role, focus: None, crop: Crop::Auto, place: None, size: None }
    }
}

/// Where a picture stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureRole {
    /// Alone in its paragraph.
    Figure,
    /// Between words.
    Inline,
    /// Among others, in a paragraph of pictures.
    Gallery,
    /// In raw HTML, as an address in one of its attributes.
    Raw,
}

/// An address of which something may be shown.
#[derive(Debug, Clone, Copy)]
pub struct EmbedAsked<'a> {
    /// The address.
    pub address: &'a str,
    /// What it shows, where that is said.
    pub title: Option<&'a str>,
    /// Width and height that are written with it, in pixels.
    pub size: (Option<u32>, Option<u32>),
    /// Where it comes from.
    pub origin: Origin,
}

/// Places that figures may have where nothing else is said: in the column of the text, and wider than it.
pub const PLACES: [&str; 2] = ["text", "wide"];

/// A film or a sound of a text, as its player shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// The address.
    pub url: String,
    /// Width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// The address of the picture that is shown until it plays.
    pub poster: Option<String>,
    /// Its captions.
    pub tracks: Vec<Track>,
    /// What is not as it should be with it, though it is shown: code, message and way out.
    pub remarks: Vec<(Code, String, String)>,
}

/// What a text needs to know of the site around it.
pub trait Surroundings {
    /// Where a link leads.
    fn link(&self, target: &str) -> Target;
    /// The picture that is meant.
    fn picture(&self, asked: &Asked) -> Result<Picture, (Code, String, String)>;
    /// The film or the sound that is meant.
    fn recording(&self, src: &str, _kind: Recording) -> Result<Played, (Code, String, String)> {
        Ok(Played { url: src.to_owned(), ..Played::default() })
    }
    /// What is shown of an address of another site, if a provider knows it.
    fn embed(&self, _asked: &EmbedAsked) -> Option<Embed> {
        None
    }
    /// Whether a picture may no longer be shown that may be until a moment.
    fn has_ended(&self, _until: WrittenDate) -> bool {
        false
    }
    /// The places that figures may have.
    fn places(&self) -> Vec<&str> {
        PLACES.to_vec()
    }
    /// Whether the page around the text has an element with this id.
    fn has_id(&self, _id: &str) -> bool {
        false
    }
    /// What an address in raw HTML leads to where it is meant as browsers see it from the page, and not as a link of
    /// Markdown.
    fn seen_from_page(&self, _address: &str) -> Option<String> {
        None
    }
}

/// Words in the text's language that stand in the HTML for screen readers.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Name of the region of a table that scrolls.
    pub table: String,
    /// Name of the footnotes.
    pub footnotes: String,
    /// Name of a link from a footnote back to the text.
    pub back: String,
    /// A task that is done.
    pub done: String,
    /// A task that is not.
    pub to_do: String,
    /// The digits from 0 to 9 as the language writes them; empty for those of ASCII.
    pub digits: Vec<String>,
}

impl Labels {
    /// The number of a footnote.
    fn numeral(&self, number: usize) -> String {
        let digit = |c: char| c.to_digit(10).and_then(|digit| self.digits.get(digit as usize)).cloned();
        number.to_string().chars().map(|c| digit(c).unwrap_or_else(|| c.to_string())).collect()
    }
}

/// Whether raw HTML is published as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// As it is.
    Trusted,
    /// Without what could run code or change the page around it.
    Sanitised,
}

/// A text with all that its rendering depends on.
pub struct Source<'a> {
    /// Path of the file.
    pub path: &'a str,
    /// The whole file, for places.
    pub text: &'a str,
    /// Where the Markdown begins in it.
    pub start: usize,
    /// The site around it.
    pub around: &'a dyn Surroundings,
    /// Words for screen readers.
    pub labels: Labels,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// How the text is set.
    pub typography: &'a Typography,
    /// The headline that the page shows above the text.
    pub headline: Option<&'a str>,
    /// What all its ids begin with, where its page has other texts.
    pub part: Option<&'a str>,
    /// The lines of the file, once something has been wrong in one of them.
    pub lines: OnceCell<Lines>,
}

/// An event of the parser and the range of the Markdown that it comes from.
type Spanned<'a> = (Event<'a>, Range<usize>);

impl Source<'_> {
    /// An id of the text, as the page has it. No heading's words make `--`.
    fn id(&self, id: &str) -> String {
        self.part.map_or_else(|| id.to_owned(), |part| format!("{part}--{id}"))
    }

    fn place(&self, offset: usize) -> Place {
        self.lines.get_or_init(|| Lines::of(self.text)).place(self.path, self.text, self.start + offset)
    }

    fn problem(
        &self,
        severity: fn(Code, String) -> Diagnostic,
        code: Code,
        message: String,
        offset: usize,
    ) -> Diagnostic {
        severity(code, message).at(self.place(offset))
    }
}

/// Until when the pictures of a text may be shown, of those that say it.
pub fn picture_ends(markdown: &str) -> Vec<WrittenDate> {
    parse::parse(markdown, |_, findings| findings.marks.iter().filter_map(|found| found.marks.until).collect())
}

/// Renders a text.
pub fn render(source: &Source) -> Body {
    let markdown = &source.text[source.start..];
    caught(At::File(source.path), || parse::parse(markdown, |events, findings| set(source, markdown, events, findings)))
        .unwrap_or_else(|failed| Body { problems: failed.of_file(source.path).into(), ..Body::default() })
}

/// Makes HTML of what the parser has read.
fn set<'a>(source: &Source, markdown: &'a str, mut events: Vec<Spanned<'a>>, findings: parse::Findings) -> Body {
    let mut body = Body::default();
    if let Some(wrong) = &findings.unread {
        let problem = source.problem(Diagnostic::error, Code::TooLarge, wrong.message.clone(), wrong.at);
        body.problems.push(problem.hint(wrong.hint));
        return body;
    }
    for reference in &findings.no_characters {
        let problem = reference.problem(&markdown[reference.at.clone()]);
        body.problems.push(problem.at(source.place(reference.at.start)));
    }
    for definition in &findings.unused {
        let line = markdown[definition.clone()].lines().next().unwrap_or_default();
        let name = line.split(']').next().unwrap_or_default().trim_start_matches('[');
        // What begins with a sign is a remark of a program, and not for readers: `[//]: # (…)`.
        if name.chars().any(char::is_alphanumeric) {
            let message = format!("`[{name}]:` defines a link, and nothing refers to it: readers do not see the line");
            let problem = source.problem(Diagnostic::warning, Code::UnreadLink, message, definition.start);
            body.problems.push(problem.hint(format!("if it is text, write `\\[{name}]:`; else remove the line")));
        }
    }
    body.problems.extend(findings.marks.iter().flat_map(|found| found.problems(source)));
    body.marks = findings.marks.into_iter().map(|found| (found.picture, found.marks)).collect();
    ids::take_written(source, markdown, &mut events, &mut body.problems);
    let told = foreign::report(source, markdown, &events, &mut body.problems);
    unread::report(source, markdown, &events, &findings.undefined, &told, &mut body.problems);
    lists::report(source, markdown, &events, &mut body.problems);
    let repeated = source.headline.and_then(|headline| headline::without_repetition(markdown, &mut events, headline));
    let has_raw_html = events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    text::split_at(&mut events, &told);
    cjk::join_lines(&mut events);
    text::typeset(&mut events, source.typography, &told);
    let (mut events, notes) = footnotes::split(source, events, &mut body.problems);
    let is_cleaned = has_raw_html && source.raw_html == RawHtml::Sanitised;
    body.aside = is_cleaned.then(Vec::new);
    if has_raw_html {
        raw::rework(source, &mut events, &mut body);
    }
    ids::give(source, markdown, &events, &notes, repeated, &mut body);
    let (events, fold) = blocks::transform_article(source, events, &mut body);
    let mut out = String::with_capacity(markdown.len() * 5 / 4 + 64);
    let mut events = events.into_iter();
    // Raw HTML may open an element in one block and close it in another: such a text has no safe place to be cut.
    if let Some(opening) = fold.filter(|_| !has_raw_html) {
        html::push_html(&mut out, events.by_ref().take(opening));
        body.fold = out.len();
    }
    html::push_html(&mut out, events);
    footnotes::write(source, notes, &mut body, &mut out);
    if is_cleaned {
        // Each of them has been looked at where it was written.
        let schemes = body.links.iter().filter_map(|link| scheme(&link.address));
        out = clean_with(&out, &schemes.filter(|scheme| is_safe_address(&format!("{scheme}:"))).collect());
    }
    body.html = match body.aside.take().filter(|aside| !aside.is_empty()) {
        // What was put aside has links of its own.
        Some(aside) => without_links_in_links(put_back(&out, &aside)),
        None => out,
    };
    body.marks = marks::ByPicture::default();
    body
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A site of one story and one picture.
    struct OneStory;

    impl Surroundings for OneStory {
        fn link(&self, target: &str) -> Target {
            match target {
                "../news/treaty.md" => Target::Address { href: "/xx/news/treaty/".into(), language: None },
                "other.md" => Target::Address { href: "/yy/other/".into(), language: Some("yy".into()) },
                t if t.ends_with(".md") => Target::Broken(Code::BrokenLink, format!("no story `{t}`"), "fix it".into()),
                t => Target::Address { href: t.into(), language: None },
            }
        }
        fn picture(&self, asked: &Asked) -> Result<Picture, (Code, String, String)> {
            match asked.src {
                "map.svg" => Ok(Picture::plain("/media/map.svg", Some((1200, 675)))),
                src => Err((Code::MissingFile, format!("no `{src}`"), "put it there".into())),
            }
        }
    }

    pub(crate) fn rendered(markdown: &str) -> Body {
        let typography = Typography::default();
        render(&Source {
            path: "content/a.md",
            text: markdown,
            start: 0,
            around: &OneStory,
            labels: Labels {
                table: "Table".into(),
                footnotes: "Notes".into(),
                back: "Back".into(),
                done: "Done".into(),
                to_do: "To do".into(),
                digits: Vec::new(),
            },
            raw_html: RawHtml::Sanitised,
            typography: &typography,
            headline: None,
            part: None,
            lines: OnceCell::new(),
        })
    }

    #[test]
    fn headings_get_unique_readable_anchors_in_any_script() {
        let body = rendered("## Что дальше?\n\ntext\n\n## Что дальше?\n\n# Top *em*\n");
        let ids: Vec<&str> = body.toc.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["что-дальше", "что-дальше-2", "top-em"]);
        assert!(body.html.contains("<h2 id=\"что-дальше\">"), "{}", body.html);
        assert_eq!(body.toc[2].level, 2, "the headline is the page's only first heading");
    }

    #[test]
    fn links_to_source_files_lead_to_pages_and_broken_ones_have_a_place() {
        let body = rendered("See [this](../news/treaty.md) and [that](other.md).\n\nBut [not](gone.md) here.\n");
        assert!(body.html.contains("<a href=\"/xx/news/treaty/\">this</a>"), "{}", body.html);
        assert!(body.html.contains("<a href=\"/yy/other/\" hreflang=\"yy\">that</a>"), "{}", body.html);
        let place = body.problems.0[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (3, 5));
    }

    #[test]
    fn a_picture_alone_in_its_paragraph_is_a_figure() {
        let body = rendered("![A map](map.svg \"The *route*\")\n*Map: us*\n\nInline ![x](map.svg) picture.\n");
        assert!(
            body.html.contains(
                "<figure class=\"picture\"><img src=\"/media/map.svg\" alt=\"A map\" width=\"1200\" height=\"675\""
            ),
            "{}",
            body.html
        );
        assert!(
            body.html.contains("<span class=\"caption\">The *route*</span> <span class=\"credit\">Map: us</span>"),
            "{}",
            body.html
        );
        assert_eq!(body.html.matches("<figure").count(), 1);
        assert!(rendered("![ ](gone.svg)\n").problems.0.iter().any(|p| p.code == Code::MissingFile));
        assert!(rendered("![](map.svg)\n").problems.0.iter().any(|p| p.code == Code::NoAltText));
    }

    #[test]
    fn a_quotation_that_is_bold_as_a_whole_is_a_pull_quote() {
        let body = rendered("> **One sentence.**\n>\n> — A. Author\n\n> Plain **quotation**.\n");
        assert!(body.html.contains("<figure class=\"pullquote\"><blockquote><p>One sentence.</p></blockquote><figcaption>A. Author</figcaption></figure>"), "{}", body.html);
        assert!(
            body.html.contains("<blockquote>\n<p>Plain <strong>quotation</strong>.</p>\n</blockquote>"),
            "{}",
            body.html
        );
    }

    #[test]
    fn footnotes_are_numbered_in_the_order_of_the_text() {
        let body = rendered("One[^b] two[^a] again[^b].\n\n[^a]: Note *A*.\n[^b]: Note B.\n[^c]: Nobody.\n");
        assert!(
            body.html.contains("<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>"),
            "{}",
            body.html
        );
        let (first, second) = (body.html.find("Note B").unwrap(), body.html.find("Note <em>A</em>").unwrap());
        assert!(first < second);
        assert!(body.html.contains("id=\"fnref-1-2\""), "{}", body.html);
        assert!(!body.html.contains("Nobody"));
        assert!(body.problems.0.iter().any(|p| p.code == Code::BrokenFootnote && p.place.as_ref().unwrap().line == 5));
    }

    #[test]
    fn what_stands_too_deep_is_reported_and_notes_may_stand_inside_notes() {
        let deep = rendered(&format!("{}a\n", "> ".repeat(20_000)));
        assert!(deep.problems.0.iter().any(|p| p.code == Code::TooLarge));
        rendered("# [^a]\n[^a]: >[^a]: ");
    }

    #[test]
    fn a_text_can_be_cut_after_its_opening_paragraphs() {
        let body = rendered("One.\n\nTwo.\n\nThree.\n\n## Four\n\nFive.\n");
        assert_eq!(&body.html[..body.fold], "<p>One.</p>\n<p>Two.</p>\n");
        assert_eq!(rendered("One.\n\nTwo.\n").fold, 0);
        assert_eq!(rendered("<div>\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\n</div>\n").fold, 0);
    }

    proptest::proptest! {
        /// Whatever stands in a text, its pieces are cut at letters, and what is trusted and leads nowhere stays as it is.
        #[test]
        fn raw_html_of_any_form_is_worked_through(
            text in "(<|>|</|<!--|-->|<\\?|<!|/>|=|\"|'| |\r?\n|&|;|é|я|a|b|p|img|script|noscript|iframe|video|svg|style|src|on|x){0,40}",
        ) {
            let typography = Typography::default();
            for raw_html in [RawHtml::Sanitised, RawHtml::Trusted] {
                let source = Source { path: "a.md", text: &text, start: 0, around: &OneStory, labels: Labels::default(), raw_html, headline: None, part: None, typography: &typography, lines: OnceCell::new() };
                let body = render(&source);
                for link in &body.links {
                    proptest::prop_assert!(link.offset <= text.len());
                }
            }
        }
    }

    #[test]
    fn no_link_stands_in_a_link() {
        for (markdown, expected) in [
            ("[a ![b](c.mp4) d](https://x.example)", "<a href=\"https://x.example\">a b d</a>"),
            ("[![b](c.pdf)](https://x.example)", "<a href=\"https://x.example\"></a>"),
            ("<a href=\"https://x.example\">\n\n[b](https://y.example)\n", "<a href=\"https://y.example\">b</a>"),
            (
                "<a href=\"https://x.example\">\n\n| a |\n| - |\n| [b](https://y.example) |\n",
                "<td><a href=\"https://y.example\">b</a></td>",
            ),
        ] {
            let html = rendered(markdown).html;
            assert!(html.contains(expected), "{markdown}: {html}");
            let mut depth = 0;
            for part in html.split('<').skip(1) {
                depth += i32::from(part.starts_with("a ")) - i32::from(part.starts_with("/a>"));
                assert!((0..=1).contains(&depth), "{markdown}: {html}");
            }
        }
    }

    #[test]
    fn code_that_a_writer_pastes_does_not_run() {
        let body = rendered("a <b onclick=\"x()\">b</b> <script>alert(1)</script>\n\n[x](javascript:alert(1))\n");
        assert!(!body.html.contains("script") && !body.html.contains("onclick"), "{}", body.html);
        assert!(body.html.contains("<b>b</b>"));
    }

    #[test]
    fn tables_and_task_lists_and_strikethrough_are_there() {
        let body = rendered("| a | b |\n| - | -: |\n| 1 | 2 |\n\n- [x] done\n\n~~gone~~\n");
        assert!(
            body.html.contains("<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>"),
            "{}",
            body.html
        );
        assert!(
            body.html
                .contains("<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"end\">b</th></tr></thead>"),
            "{}",
            body.html
        );
        assert!(body.html.contains("<tbody>\n<tr><td>1</td><td class=\"end\">2</td></tr>"), "{}", body.html);
        assert!(
            body.html.contains("<input type=\"checkbox\" disabled checked aria-label=\"Done\"> done")
                && body.html.contains("<del>gone</del>")
        );
        let body = rendered("a\\\nb\n\n---\n\n```rust x\n<i>\n```\n");
        assert!(body.html.contains("a<br>\nb") && body.html.contains("<hr>"), "{}", body.html);
        assert!(body.html.contains("<pre tabindex=\"0\"><code class=\"language-rust\">&lt;i&gt;"), "{}", body.html);
    }
}
