//! The texts of WordPress: classic ones, whose paragraphs are blank lines, and those made of blocks; with their shortcodes.

use crate::import::html::attribute_text;
use crate::import::shortcodes::comment;
use regex::{Captures, Regex};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Elements that are no part of a paragraph.
const BLOCKS: &str = "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary|iframe|video|audio|script|noscript";

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static BLOCK_START: LazyLock<Option<Regex>> = LazyLock::new(|| regex(&format!("(?i)^</?(?:{BLOCKS})(?:[\\s/>]|$)")));
static BLOCK_TAG: LazyLock<Option<Regex>> = LazyLock::new(|| regex(&format!("(?i)(</?(?:{BLOCKS})(?:\\s[^<>]*)?/?>)")));
static KEPT: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex("(?is)<(?:pre|script|style)\\b.*?</(?:pre|script|style)>"));
/// Where something was taken out that is kept.
static STOOD: LazyLock<Option<Regex>> = LazyLock::new(|| regex("<pre \u{e020}(\\d+)\u{e021}></pre>"));
static SHORTCODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex("\\[(\\[?)([a-zA-Z][\\w-]*)((?:\\s|=)(?:[^\\[\\]\"']|\"[^\"]*\"|'[^']*')*)?(/?)\\]"));
static ATTRIBUTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        "([\\w-]+)\\s*=\\s*\"([^\"]*)\"|([\\w-]+)\\s*=\\s*'([^']*)'|([\\w-]+)\\s*=\\s*([^\\s\"']+)|\"([^\"]*)\"|(\\S+)",
    )
});

/// Paragraphs of a classic text: blank lines part them, and a line that ends breaks the line. What is HTML already stays so.
pub fn paragraphs(text: &str) -> String {
    let (Some(kept), Some(tags), Some(stood)) = (&*KEPT, &*BLOCK_TAG, &*STOOD) else { return text.to_owned() };
    // What is written as it should be shown has no paragraphs.
    let mut pieces: Vec<String> = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = kept.replace_all(&text, |found: &Captures| {
        pieces.push(found[0].to_owned());
        format!("\n\n<pre \u{e020}{}\u{e021}></pre>\n\n", pieces.len() - 1)
    });
    let text = tags.replace_all(&text, |found: &Captures| {
        let tag = &found[1];
        if tag.starts_with("</") { format!("{tag}\n\n") } else { format!("\n\n{tag}") }
    });
    let mut out = String::new();
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let is_block = BLOCK_START.as_ref().is_some_and(|start| start.is_match(part));
        // A block's own words: `<li>a`, `<div>a`.
        let lines = part.lines().map(str::trim_end).collect::<Vec<_>>();
        if is_block {
            out.push_str(&broken(&lines));
        } else {
            out.push_str(&format!("<p>{}</p>", broken(&lines)));
        }
        out.push('\n');
    }
    let piece =
        |found: &Captures| found[1].parse().ok().and_then(|i: usize| pieces.get(i).cloned()).unwrap_or_default();
    stood.replace_all(&out, piece).into_owned()
}

/// Lines with their breaks; a line that is a tag alone breaks nothing.
fn broken(lines: &[&str]) -> String {
    let mut out = String::new();
    for (i, line) in lines.iter().enumerate() {
        out.push_str(line);
        if i + 1 < lines.len() {
            let is_tag = line.ends_with('>')
                && (line.ends_with("/>")
                    || !line.ends_with("</a>") && line.starts_with('<') && line.matches('<').count() == 1);
            let has_break = line.ends_with("<br>") || line.ends_with("<br />") || line.ends_with("<br/>");
            out.push_str(if is_tag || has_break { "\n" } else { "<br>" });
        }
    }
    out
}

/// A text of blocks without the comments that say which they are. `reused` gives what stands in a block that is kept once;
/// `unknown` is told of blocks that the server would fill.
pub fn without_blocks(text: &str, reused: &dyn Fn(u64) -> Option<String>, unknown: &mut dyn FnMut(&str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        let Some(length) = rest[start..].find("-->") else { break };
        // `<!-->` is a comment, too, with nothing in it.
        let comment_text = rest.get(start + 4..start + length).unwrap_or_default().trim();
        out.push_str(&rest[..start]);
        let after = &rest[start + length + 3..];
        match comment_text.strip_prefix("wp:") {
            Some(block) if block.ends_with('/') => {
                let (name, attributes) = block
                    .trim_end_matches('/')
                    .trim()
                    .split_once(' ')
                    .unwrap_or((block.trim_end_matches('/').trim(), ""));
                let attributes: serde_json::Value = serde_json::from_str(attributes.trim()).unwrap_or_default();
                match (name, attributes["ref"].as_u64().and_then(reused)) {
                    ("block", Some(text)) => out.push_str(&without_blocks(&text, &|_| None, unknown)),
                    ("more" | "nextpage" | "spacer" | "separator", _) => {}
                    (name, _) => {
                        let written = format!("<wp:{name}>");
                        unknown(&written);
                        out.push_str(&format!("\n{}\n", comment("wordpress", &written)));
                    }
                }
            }
            Some(_) => {}
            None if comment_text.starts_with("/wp:") => {}
            None => out.push_str(&rest[start..start + length + 3]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A shortcode of WordPress.
pub struct Call<'a> {
    pub name: &'a str,
    /// Name and value of each parameter; the name is empty where only a value stands.
    pub parameters: Vec<(String, String)>,
    /// What stands between its two ends.
    pub inner: Option<&'a str>,
    pub written: &'a str,
}

impl Call<'_> {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The value that stands without a name.
    pub fn bare(&self) -> Option<&str> {
        self.get("")
    }
}

/// What a shortcode comes to.
pub enum Said {
    /// Something in the place of it, and of what is between its ends.
    InPlace(String),
    /// Something in the place of each of its ends; what is between them is read on.
    AtEnds(String, String),
}

/// A shortcode whose inside is being read.
struct Open {
    end: usize,
    tag: usize,
    with: String,
}

/// A text in which `say` has put something in the place of each shortcode; none leaves it as it is, for it may be prose.
pub fn expanded(text: &str, say: &mut dyn FnMut(&Call) -> Option<Said>) -> String {
    let Some(shortcode) = &*SHORTCODE else { return text.to_owned() };
    let ends = ends(text);
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    loop {
        let limit = open.last().map_or(text.len(), |open| open.end);
        let found = shortcode.captures_at(&text[..limit], at);
        let Some((found, whole)) = found.and_then(|found| found.get(0).map(|whole| (found, whole))) else {
            out.push_str(&text[at..limit]);
            let Some(Open { end, tag, with }) = open.pop() else { return out };
            out.push_str(&with);
            at = end + tag;
            continue;
        };
        out.push_str(&text[at..whole.start()]);
        at = whole.end();
        let name = found.get(2).map_or("", |name| name.as_str());
        // `[[gallery]]` shows the shortcode itself.
        if found.get(1).is_some_and(|twice| !twice.is_empty()) {
            out.push_str(whole.as_str());
            continue;
        }
        let is_closed = found.get(4).is_some_and(|slash| !slash.is_empty());
        let end = ends.get(name).filter(|_| !is_closed).and_then(|of_name| {
            of_name.get(of_name.partition_point(|end| *end < at)).copied().filter(|end| *end < limit)
        });
        let call = Call {
            name,
            parameters: parameters(found.get(3).map_or("", |parameters| parameters.as_str())),
            inner: end.map(|end| &text[at..end]),
            written: whole.as_str(),
        };
        let tag = name.len() + "[/]".len();
        match say(&call) {
            Some(Said::InPlace(text)) => {
                out.push_str(&text);
                at = end.map_or(at, |end| end + tag);
            }
            Some(Said::AtEnds(start, with)) => {
                out.push_str(&start);
                open.extend(end.map(|end| Open { end, tag, with }));
            }
            None => out.push_str(whole.as_str()),
        }
    }
}

/// Where the ends of shortcodes stand, `[/name]`, by their names.
fn ends(text: &str) -> HashMap<&str, Vec<usize>> {
    let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, _) in text.match_indices("[/") {
        let rest = &text[at + 2..];
        if let Some(end) = rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']')) {
            ends.entry(&rest[..end]).or_default().push(at);
        }
    }
    ends
}

fn parameters(text: &str) -> Vec<(String, String)> {
    let Some(attribute) = &*ATTRIBUTE else { return Vec::new() };
    let text = text.trim().trim_start_matches('=').trim();
    let pair = |found: Captures| {
        let group = |i: usize| found.get(i).map(|group| group.as_str().to_owned());
        let named = [(1, 2), (3, 4), (5, 6)].into_iter().find_map(|(name, value)| Some((group(name)?, group(value)?)));
        let (name, value) = named.unwrap_or_else(|| (String::new(), group(7).or_else(|| group(8)).unwrap_or_default()));
        (name, attribute_text(&value))
    };
    attribute.captures_iter(text).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_comments_are_comments() {
        let text = without_blocks("a<!-->b<!--->c", &|_| None, &mut |_| {});
        assert!(text.starts_with('a') && text.contains('b') && text.ends_with('c'), "{text}");
    }

    #[test]
    fn a_classic_text_has_its_paragraphs() {
        for (text, expected) in [
            ("a\nb\n\nc", "<p>a<br>b</p>\n<p>c</p>\n"),
            ("a\r\n\r\n<h2>b</h2>\r\nc", "<p>a</p>\n<h2>b</h2>\n<p>c</p>\n"),
            ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nc", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>\n"),
            ("a\n\n<pre>b\n\nc</pre>\n\nd", "<p>a</p>\n<pre>b\n\nc</pre>\n<p>d</p>\n"),
            ("https://youtu.be/a\n\nb", "<p>https://youtu.be/a</p>\n<p>b</p>\n"),
            ("<strong>a</strong> b\n<em>c</em>", "<p><strong>a</strong> b<br><em>c</em></p>\n"),
        ] {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
    }

    #[test]
    fn blocks_lose_their_comments_alone() {
        let text = "<!-- wp:paragraph {\"a\":1} -->\n<p>a</p>\n<!-- /wp:paragraph -->\n<!-- wp:block {\"ref\":7} /-->\n<!-- wp:latest-posts /--><!--more-->";
        let mut told = Vec::new();
        let out = without_blocks(
            text,
            &|id| (id == 7).then(|| "<!-- wp:paragraph --><p>r</p><!-- /wp:paragraph -->".to_owned()),
            &mut |name| told.push(name.to_owned()),
        );
        assert_eq!(out.replace('\n', ""), "<p>a</p><p>r</p><!-- wordpress: <wp:latest-posts> --><!--more-->");
        assert_eq!(told, ["<wp:latest-posts>"]);
    }

    #[test]
    fn shortcodes_are_read_as_wordpress_does() {
        let mut calls = Vec::new();
        let out = expanded(
            "[caption id=\"a_1\" width='300']<img> Words[/caption] [gallery ids=1,2] [sic] [[gallery]] [embed]https://x.example[/embed] [youtube https://youtu.be/a_b] [youtube=https://youtu.be/c]",
            &mut |call| {
                calls.push(format!("{} {:?} {:?}", call.name, call.parameters, call.inner));
                (call.name != "sic").then(|| Said::InPlace(format!("<{}>", call.name)))
            },
        );
        assert_eq!(out, "<caption> <gallery> [sic] [[gallery]] <embed> <youtube> <youtube>");
        assert!(calls[0].contains("(\"id\", \"a_1\"), (\"width\", \"300\")") && calls[0].contains("<img> Words"));
        assert!(calls[1].contains("(\"ids\", \"1,2\")"));
        assert!(
            calls[4].contains("(\"\", \"https://youtu.be/a_b\")")
                && calls[5].contains("(\"\", \"https://youtu.be/c\")"),
            "{calls:#?}"
        );
    }

    #[test]
    fn shortcodes_inside_others_are_read_to_any_depth() {
        let at_ends = |text: &str| {
            expanded(text, &mut |call| {
                let end = call.inner.map_or("", |_| ">");
                Some(Said::AtEnds(format!("<{}", call.name), end.to_owned()))
            })
        };
        assert_eq!(at_ends("[a]1[b]2[/b]3[/a]4[a]"), "<a1<b2>3>4<a");
        // The end of one is no end of what began inside it.
        assert_eq!(at_ends("[a][b][/a][/b]"), "<a<b>[/b]");
        assert_eq!(at_ends("[a][a][/a][/a]"), "<a<a>[/a]");
        let deep = |name: &dyn Fn(usize) -> String| (0..5000).map(name).collect::<String>();
        let text = deep(&|n| format!("[a{n}]")) + &deep(&|n| format!("[/a{}]", 4999 - n));
        assert_eq!(at_ends(&text).matches('>').count(), 5000);
    }

    #[test]
    fn what_is_written_as_it_should_be_shown_stays_so_however_often() {
        let text = "<pre>a\n\nb</pre>".repeat(20);
        assert_eq!(paragraphs(&text).matches("<pre>a\n\nb</pre>").count(), 20);
    }
}
