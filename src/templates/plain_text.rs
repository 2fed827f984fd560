//! Text that stands in a template as it is, where no translator finds it.

use super::scan::text_only;
use crate::html::reference_end;

/// Attributes that are read to people.
const READ_ALOUD: [&str; 4] = ["alt", "title", "aria-label", "placeholder"];

/// Elements whose content is for programs.
const FOR_PROGRAMS: [&str; 2] = ["script", "style"];

/// Elements that have no content and no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Every text of an HTML template that has a letter in it, and where that letter stands, in bytes. What an element with
/// `translate="no"` holds is left out: names, brands, signs.
pub(super) fn plain_text(template: &str) -> Vec<(usize, String)> {
    let text = text_only(template);
    let mut reader = Reader { text: &text, at: 0, found: Vec::new(), exempt: None };
    while reader.at < text.len() {
        reader.step();
    }
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<(usize, String)>,
    /// Inside an element that is not to be translated: its name, and how many of that name are open.
    exempt: Option<(String, usize)>,
}

struct Tag<'a> {
    name: String,
    is_end: bool,
    attributes: Vec<(&'a str, usize, &'a str)>,
}

impl<'a> Reader<'a> {
    /// Reads the text up to a tag, and the tag.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest.match_indices('<').map(|(i, _)| i).find(|i| begins_tag(&rest[i + 1..])).unwrap_or(rest.len());
        if self.exempt.is_none() {
            self.note(self.at, &rest[..end]);
        }
        self.at += end;
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            self.at += rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with(['<']) {
            let tag = self.tag();
            self.enter(&tag);
        }
    }

    fn note(&mut self, at: usize, text: &str) {
        if let Some(letter) = first_letter(text) {
            let words = text[letter..].split_whitespace().collect::<Vec<_>>().join(" ");
            self.found.push((at + letter, words));
        }
    }

    fn enter(&mut self, tag: &Tag) {
        if let Some((name, open)) = &mut self.exempt {
            if *name == tag.name {
                *open = if tag.is_end { *open - 1 } else { *open + 1 };
                if *open == 0 {
                    self.exempt = None;
                }
            }
            return;
        }
        let is_exempt = tag.attributes.iter().any(|(name, _, value)| *name == "translate" && *value == "no");
        if !is_exempt {
            for (_, at, value) in tag.attributes.iter().filter(|(name, ..)| READ_ALOUD.contains(name)) {
                self.note(*at, value);
            }
        } else if !VOID.contains(&tag.name.as_str()) {
            self.exempt = Some((tag.name.clone(), 1));
        }
        if FOR_PROGRAMS.contains(&tag.name.as_str()) && !tag.is_end {
            let rest = &self.text[self.at..];
            self.at += rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
        }
    }

    /// Reads a tag that begins here; the reader then stands behind it.
    fn tag(&mut self) -> Tag<'a> {
        let is_end = self.text[self.at..].starts_with("</");
        self.at += if is_end { 2 } else { 1 };
        let name = self.take(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            self.take(|c| c.is_whitespace() || c == '/');
            match self.text[self.at..].chars().next() {
                None => break,
                Some('>') => {
                    self.at += 1;
                    break;
                }
                Some(_) => attributes.push(self.attribute()),
            }
        }
        Tag { name, is_end, attributes }
    }

    fn attribute(&mut self) -> (&'a str, usize, &'a str) {
        let name = self.take(|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/'));
        if !self.text[self.at..].starts_with('=') {
            return (name, self.at, "");
        }
        self.at += 1;
        match self.text[self.at..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => {
                self.at += 1;
                let at = self.at;
                let value = self.take(|c| c != quote);
                self.at = (self.at + 1).min(self.text.len());
                (name, at, value)
            }
            None => {
                let at = self.at;
                (name, at, self.take(|c| !c.is_whitespace() && c != '>'))
            }
        }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let taken = &rest[..rest.find(|c| !wanted(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }
}

fn begins_tag(after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Where the first letter stands that is no part of an entity such as `&nbsp;`.
fn first_letter(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(length) = reference_end(&text[at..]) {
            at += length;
            continue;
        }
        if c.is_alphabetic() {
            return Some(at);
        }
        at += c.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str) -> Vec<String> {
        plain_text(template).into_iter().map(|(at, text)| format!("{at} {text}")).collect()
    }

    #[test]
    fn text_and_attributes_that_people_read_are_found() {
        assert_eq!(found("<p class=\"x\">Hello {{ name }}, you</p>"), ["13 Hello , you"]);
        assert_eq!(found("<img alt='A map' src=a.png><b title=Map>"), ["10 A map", "36 Map"]);
        assert_eq!(found("<a aria-label=\"{{ n }} Ёлка\">1 &lt; 2</a>"), ["23 Ёлка"]);
    }

    #[test]
    fn code_signs_and_what_is_not_to_be_translated_are_not() {
        for template in [
            "{# a #}{% if a %}{{ \"b\" }}{% endif %}",
            "<p{% if a %} class=\"a\"{% endif %}>· &nbsp;1 < 2 …</p>",
            "<script>var a = '<p>b';</script><style>a { b: c }</style><!-- a -->",
            "<span translate=\"no\">Gazette <span>x</span> y</span>",
            "<!doctype html><a href=\"/about\" data-x=\"y\"></a>",
            "<img translate=\"no\" alt=\"Gazette\">",
            "<unclosed alt=\"",
        ] {
            assert_eq!(found(template), Vec::<String>::new(), "{template}");
        }
        assert_eq!(found("<i translate=\"no\">a</i><i>b</i>"), ["26 b"]);
    }

    #[test]
    fn a_template_that_ends_anywhere_is_read_to_its_end() {
        let template = "<p ж='{{ t(key=\"é\\\"\" ~ `x`) }}' alt=\"&é;{% raw %}«{{ {% endraw %}{# й #}<!-- ü --></п";
        for (from, _) in template.char_indices() {
            for (to, _) in template[from..].char_indices() {
                plain_text(&template[from..from + to]);
            }
        }
    }
}
