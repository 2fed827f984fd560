//! Liquid, in which texts of Jekyll and Eleventy are templates. Only this file knows the crate.
//!
//! A text is evaluated as a whole with what is known of the site and the page. Where that cannot be done, each output is
//! evaluated by itself, and what is left becomes a comment.

mod guard;

use super::shortcodes::comment;
use crate::edge::{At, caught};
use crate::path::beginning;
use liquid::{Object, Parser, ParserBuilder};
use regex::Regex;
use serde_yaml::Mapping;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Filters that make addresses of paths: ours are seen from the root already.
static ADDRESS_FILTERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\|\s*(?:relative_url|absolute_url|url|uri_escape|prepend:\s*site\.(?:base)?url)\s*").ok()
});

/// Tags that are Liquid's own, and may be evaluated.
const OF_LIQUID: [&str; 22] = [
    "assign",
    "capture",
    "endcapture",
    "for",
    "endfor",
    "else",
    "if",
    "elsif",
    "endif",
    "unless",
    "endunless",
    "case",
    "when",
    "endcase",
    "break",
    "continue",
    "cycle",
    "increment",
    "decrement",
    "comment",
    "endcomment",
    "ifchanged",
];

/// A reader of templates.
pub struct Liquid {
    parser: Option<Parser>,
}

/// A tag or an output of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Where it stands.
    pub at: Range<usize>,
    /// The name of the tag; empty for an output.
    pub name: &'a str,
    /// What follows the name; of an output all that stands inside.
    pub rest: &'a str,
}

/// What is known of a site and a page.
#[derive(Debug, Default, Clone)]
pub struct Globals(Object);

impl Globals {
    /// Adds values by their names.
    pub fn add_all(&mut self, map: &Mapping) {
        for (name, value) in map {
            if let (Some(name), Ok(value)) = (name.as_str(), liquid::model::to_value(value)) {
                self.0.insert(name.to_owned().into(), value);
            }
        }
    }

    /// Adds a group of values.
    pub fn add(&mut self, name: &str, map: &Mapping) {
        if let Ok(value) = liquid::model::to_value(map) {
            self.0.insert(name.to_owned().into(), value);
        }
    }
}

impl Liquid {
    /// A reader with Liquid's own tags and filters.
    pub fn new() -> Liquid {
        Liquid { parser: ParserBuilder::with_stdlib().build().ok() }
    }

    /// A template evaluated. None where it cannot be.
    fn evaluated(&self, text: &str, globals: &Globals) -> Option<String> {
        let text = match &*ADDRESS_FILTERS {
            Some(filters) => filters.replace_all(text, ""),
            None => text.into(),
        };
        if !guard::may_be_evaluated(&text) {
            return None;
        }
        let evaluate = || {
            let mut written = guard::Bounded::default();
            self.parser.as_ref()?.parse(&text).ok()?.render_to(&mut written, &globals.0).ok()?;
            String::from_utf8(written.0).ok()
        };
        // Sums of large numbers fail, too, which are known only once they are made.
        caught(At::Within, evaluate).ok().flatten()
    }

    /// What the name of a variable stands for; none where nothing is known by it.
    pub fn value(&self, name: &str, globals: &Globals) -> Option<String> {
        self.evaluated(&format!("{{{{ {name} }}}}"), globals).filter(|value| !value.is_empty())
    }

    /// A text with its tags and outputs evaluated, as far as they can be. `special` gives what stands in the place of a tag that
    /// is not Liquid's own, with what stands up to its end where it has one; `left` is told of what became a comment.
    pub fn text(
        &self,
        text: &str,
        globals: &Globals,
        program: &str,
        special: &mut dyn FnMut(&Piece, Option<&str>) -> Option<String>,
        left: &mut dyn FnMut(usize, &str),
    ) -> String {
        if !text.contains("{{") && !text.contains("{%") {
            return text.to_owned();
        }
        // What is done is set aside, so that nothing in it is read once more.
        let mut done: Vec<String> = Vec::new();
        let text = text.replace(MARKS, "");
        let text = self.without_special(&text, special, &mut done, program, left);
        let text = match self.evaluated(&text, globals) {
            Some(text) => text,
            None => self.piece_by_piece(&text, globals, program, left),
        };
        put_back(&text, &done)
    }

    fn without_special(
        &self,
        text: &str,
        special: &mut dyn FnMut(&Piece, Option<&str>) -> Option<String>,
        done: &mut Vec<String>,
        program: &str,
        left: &mut dyn FnMut(usize, &str),
    ) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut ends = Ends::default();
        while let Some(piece) = next(text, at) {
            out.push_str(&text[at..piece.at.start]);
            at = piece.at.end;
            if piece.name == "raw" {
                let end = ends.of(text, at, "raw");
                done.push(text[at..end.as_ref().map_or(text.len(), |end| end.start)].to_owned());
                out.push_str(&mark(done.len() - 1));
                at = end.map_or(text.len(), |end| end.end);
                continue;
            }
            if piece.name.is_empty() || OF_LIQUID.contains(&piece.name) {
                out.push_str(&text[piece.at]);
                continue;
            }
            let end = ends.of(text, at, piece.name);
            let inner = end.as_ref().map(|end| &text[at..end.start]);
            match special(&piece, inner) {
                Some(text) => {
                    done.push(text);
                    out.push_str(&mark(done.len() - 1));
                    at = end.map_or(at, |end| end.end);
                }
                None => {
                    let written = &text[piece.at.clone()];
                    left(piece.at.start, written);
                    done.push(comment(program, written));
                    out.push_str(&mark(done.len() - 1));
                }
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// Each output and each block by itself: what cannot be evaluated becomes a comment, with all that stands in it, for
    /// nobody knows whether it was shown.
    fn piece_by_piece(
        &self,
        text: &str,
        globals: &Globals,
        program: &str,
        left: &mut dyn FnMut(usize, &str),
    ) -> String {
        let mut out = String::with_capacity(text.len());
        let ends = ends_of_blocks(text);
        let mut at = 0;
        while let Some(piece) = next(text, at) {
            out.push_str(&text[at..piece.at.start]);
            at = ends.get(&piece.at.start).copied().unwrap_or(piece.at.end);
            if piece.name == "comment" {
                continue;
            }
            let written = &text[piece.at.start..at];
            match self.evaluated(written, globals) {
                Some(value) => out.push_str(&value),
                None => {
                    left(piece.at.start, written);
                    out.push_str(&comment(program, written));
                }
            }
        }
        out.push_str(&text[at..]);
        out
    }
}

/// Tags that have an end.
const BLOCKS: [&str; 8] = ["if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "comment"];

/// For each block, by where its first tag begins: where it ends, behind its last.
fn ends_of_blocks(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut ends): (HashMap<&str, Vec<usize>>, HashMap<usize, usize>) = (HashMap::new(), HashMap::new());
    let mut at = 0;
    while let Some(piece) = next(text, at) {
        at = piece.at.end;
        if BLOCKS.contains(&piece.name) {
            open.entry(piece.name).or_default().push(piece.at.start);
        } else if let Some(of_name) = piece.name.strip_prefix("end").and_then(|name| open.get_mut(name))
            && let Some(start) = of_name.pop()
        {
            ends.insert(start, at);
        }
    }
    ends
}

/// What begins and ends the number of something that is done: signs that no text has (private use).
const MARKS: [char; 2] = ['\u{e030}', '\u{e031}'];

/// What stands in the place of something that is done.
fn mark(i: usize) -> String {
    format!("{}{i}{}", MARKS[0], MARKS[1])
}

/// A text with what was set aside in its places, in one go: there may be thousands.
fn put_back(text: &str, done: &[String]) -> String {
    let mut parts = text.split(MARKS[0]);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(MARKS[1]).unwrap_or(("", part));
        let piece = number.parse::<usize>().ok().and_then(|i| done.get(i));
        out.push_str(piece.map_or("", String::as_str));
        out.push_str(rest);
    }
    out
}

/// Bytes of a tag or an output, at most.
const LONGEST_PIECE: usize = 8 * 1024;

/// The next tag or output.
fn next(text: &str, from: usize) -> Option<Piece<'_>> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('{')?;
        let (close, is_tag) = match text.as_bytes()[start..] {
            [b'{', b'{', ..] => ("}}", false),
            [b'{', b'%', ..] => ("%}", true),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(length) = beginning(&text[start + 2..], LONGEST_PIECE).find(close) else {
            at = start + 2;
            continue;
        };
        let inside = text[start + 2..start + 2 + length].trim_matches('-').trim();
        let range = start..start + 2 + length + 2;
        if !is_tag {
            return Some(Piece { at: range, name: "", rest: inside });
        }
        let end = inside.find(|c: char| c.is_whitespace()).unwrap_or(inside.len());
        return Some(Piece { at: range, name: &inside[..end], rest: inside[end..].trim() });
    }
}

/// Where the ends of blocks stand that are not Liquid's own, `endraw`, `endhighlight`: by the name of the block, the first that
/// has been looked for.
#[derive(Default)]
struct Ends<'t>(HashMap<&'t str, Option<Range<usize>>>);

impl<'t> Ends<'t> {
    /// Where the end of a block stands that is open at `from`.
    fn of(&mut self, text: &'t str, from: usize, name: &'t str) -> Option<Range<usize>> {
        if let Some(known) = self.0.get(name)
            && known.as_ref().is_none_or(|end| end.start >= from)
        {
            return known.clone();
        }
        let end = end_of(text, from, name);
        self.0.insert(name, end.clone());
        end
    }
}

fn end_of(text: &str, from: usize, name: &str) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(piece) = next(text, at) {
        if piece.name.strip_prefix("end") == Some(name) {
            return Some(piece.at);
        }
        at = piece.at.end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> (String, Vec<String>) {
        let mut globals = Globals::default();
        let site: Mapping =
            serde_yaml::from_str("{ baseurl: '', title: Gazette, data: { ports: [{ name: Le Havre }] } }").unwrap();
        globals.add("site", &site);
        let mut left = Vec::new();
        let out = Liquid::new().text(
            text,
            &globals,
            "jekyll",
            &mut |piece, inner| {
                (piece.name == "highlight").then(|| format!("```{}{}```", piece.rest, inner.unwrap_or_default()))
            },
            &mut |_, written| left.push(written.to_owned()),
        );
        (out, left)
    }

    #[test]
    fn what_is_known_is_evaluated() {
        for (text, expected) in [
            ("{{ site.baseurl }}/a.jpg", "/a.jpg"),
            ("{{ '/a.jpg' | relative_url }}", "/a.jpg"),
            ("{% assign x = site.title %}{{ x | upcase }}", "GAZETTE"),
            ("{% for port in site.data.ports %}{{ port.name }}{% endfor %}", "Le Havre"),
            ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
            ("{% comment %}no{% endcomment %}a", "a"),
            ("{% highlight go %}{{ site.title }}{% endhighlight %}", "```go{{ site.title }}```"),
            ("a { b } {c", "a { b } {c"),
        ] {
            assert_eq!(say(text), (expected.to_owned(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_a_comment_and_the_rest_is_evaluated() {
        let (out, left) = say("{{ site.title }} {{ page.nothing.at.all }} {% plugin a %} {{ site.baseurl }}/x");
        assert_eq!(out, "Gazette <!-- jekyll: {{ page.nothing.at.all }} --> <!-- jekyll: {% plugin a %} --> /x");
        assert_eq!(left.len(), 2);
    }

    #[test]
    fn what_may_not_have_been_shown_stays_hidden() {
        let comments = Regex::new("(?s)<!--.*?-->").unwrap();
        for text in [
            "{{ a.b.c }}{% comment %}HIDE{% endcomment %}",
            "{{ a.b.c }}{% if false %}HIDE{% endif %}",
            "{{ a.b.c }}{% if a.b.c %}{% if true %}HIDE{% endif %}{% endif %}",
            "{% for i in (1..1000000000) %}HIDE{% endfor %}",
        ] {
            let out = say(text).0;
            let shown = comments.replace_all(&out, "").into_owned();
            assert!(!shown.contains("HIDE"), "{out}");
        }
    }

    #[test]
    fn a_text_of_thousands_of_tags_is_read_once() {
        for (tags, expected) in [
            ("{% highlight %}", 20_000),
            ("{% plugin a %}", 20_000),
            ("{% if a.b.c %}", 20_000),
            ("{{ {% ", 0),
            ("{% raw %}x{% endraw %}", 0),
        ] {
            let (out, left) = say(&tags.repeat(20_000));
            assert_eq!(left.len(), if tags.contains("highlight") { 0 } else { expected }, "{tags}");
            assert!(!out.contains(MARKS) && out.len() >= 20_000, "{tags}");
        }
        let (out, left) = say("{% if a.b.c %}{% if a.b.c %}1{% endif %}2");
        assert_eq!((left.len(), out.ends_with(" -->2")), (1, true), "{out}");
        assert_eq!(say("\u{e030}0\u{e031}{% raw %}\u{e030}0\u{e031}{% endraw %}").0, "00");
    }
}
