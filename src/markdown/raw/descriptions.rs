//! Descriptions of pictures in raw HTML: what those who cannot see them are told.
//!
//! An empty `alt` takes a picture away from screen readers. That is right for one that only decorates, and wrong for every
//! other; exporters write it for all. So it counts where the element says a second time that it means it: by its role, by
//! `aria-hidden`, or by being a single point (which counts readers, and is no picture).

use super::Raw;
use super::pieces::Tag;
use crate::diagnostic::{Code, Diagnostic};

/// Characters of an address that a message quotes: a picture may stand in one as a whole.
const LONGEST: usize = 80;

/// What one element needs to be described by.
enum Needs {
    /// `alt`.
    Alt,
    /// `aria-label`, or a title inside it.
    Label,
}

impl Raw<'_, '_> {
    /// Tells of a picture that nobody can hear of.
    pub(super) fn described(&mut self, tag: &Tag, offset: usize) {
        let Some((needs, what)) = needs(tag) else { return };
        let says = |name: &str| tag.attribute(name).is_some_and(|value| !value.trim().is_empty());
        let has_label = says("aria-label") || says("aria-labelledby");
        let is_described = match needs {
            Needs::Alt => says("alt") || has_label || decorates(tag),
            Needs::Label => has_label || says("title") || is_hidden(tag) || self.has_title(tag, offset),
        };
        if is_described {
            return;
        }
        let address = ["src", "href"].into_iter().find_map(|name| tag.attribute(name)).unwrap_or_default().trim();
        let name: String = address.chars().take(LONGEST).collect();
        let quoted = if name.is_empty() { what.to_owned() } else { format!("{what} `{name}`") };
        let message = format!("{quoted} has no description");
        let problem = self.source.problem(Diagnostic::warning, Code::NoAltText, message, offset);
        self.body.problems.push(match (needs, tag.name.as_str()) {
            (Needs::Alt, "img") => problem
                .hint("add `alt=\"…\"`: what it shows, for those who cannot see it")
                .hint("if it only decorates, say so: `alt=\"\" role=\"presentation\"`"),
            (Needs::Alt, _) => problem.hint("add `alt=\"…\"`: what happens for who follows it"),
            (Needs::Label, _) => problem
                .hint("add `aria-label=\"…\"`: what it shows, for those who cannot see it")
                .hint("if it only decorates, say so: `aria-hidden=\"true\"`"),
        });
    }

    /// Whether a drawing has a title of its own (SVG 2, section 5.7).
    fn has_title(&self, tag: &Tag, offset: usize) -> bool {
        if tag.name != "svg" {
            return false;
        }
        let rest = self.source.text.get(self.source.start + offset..).unwrap_or_default();
        let drawing = &rest[..find(rest, "</svg").unwrap_or(rest.len())];
        find(drawing, "<title").is_some()
    }
}

/// Where a text has some letters, in any case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// By what an element is described, if it shows something, and what it is called.
fn needs(tag: &Tag) -> Option<(Needs, &'static str)> {
    let is =
        |name: &str, value: &str| tag.attribute(name).is_some_and(|found| found.trim().eq_ignore_ascii_case(value));
    match tag.name.as_str() {
        "img" => Some((Needs::Alt, "the picture")),
        "input" if is("type", "image") => Some((Needs::Alt, "the button with the picture")),
        "area" if tag.attribute("href").is_some() => Some((Needs::Alt, "the part of the map that leads to")),
        _ if is("role", "img") || is("role", "image") => Some((Needs::Label, "what has the role of a picture")),
        _ => None,
    }
}

/// Whether a picture says that it is none for those who cannot see it.
fn decorates(tag: &Tag) -> bool {
    let role = tag.attribute("role").unwrap_or_default().to_ascii_lowercase();
    let is_point = |side: &str| matches!(tag.attribute(side).unwrap_or_default().trim(), "0" | "1" | "1px" | "0px");
    let is_nothing = role.split_ascii_whitespace().any(|role| matches!(role, "presentation" | "none"));
    is_hidden(tag) || is_nothing || is_point("width") && is_point("height")
}

fn is_hidden(tag: &Tag) -> bool {
    tag.attribute("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || tag.attribute("hidden").is_some()
}
