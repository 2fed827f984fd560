//! Front matter in the middle of a text: lines of keys between two `---`, as when two files were put together.

use super::braces::name;
use super::kind::Kind;
use super::{Found, Part, Spanned};
use pulldown_cmark::Event;

/// Finds what looks like front matter behind a rule that the parser found.
pub(super) fn find<'t>(markdown: &'t str, events: &[Spanned], found: &mut Vec<Found<'t>>) {
    for (event, range) in events {
        if matches!(event, Event::Rule) && markdown[range.clone()].trim_end() == "---" {
            found.extend(keys_after(markdown, range.start));
        }
    }
}

fn keys_after(markdown: &str, at: usize) -> Option<Found<'_>> {
    let mut lines = markdown[at..].split_inclusive('\n');
    let mut end = at + lines.next()?.len();
    let mut keys = 0;
    let mut is_known = false;
    for line in lines {
        end += line.len();
        let text = line.trim_end();
        if text == "---" {
            let is_front_matter = keys > 1 || is_known;
            return is_front_matter.then_some(Found {
                at: at..end.min(markdown.len()),
                kind: Kind::FrontMatter,
                part: Part::Alone,
            });
        }
        let key = text.split_once(':').filter(|(key, value)| {
            name(key).is_some_and(|name| name.len() == key.len()) && (value.is_empty() || value.starts_with(' '))
        });
        match key {
            Some((key, _)) => {
                keys += 1;
                is_known |= key.starts_with(|c: char| c.is_ascii_lowercase());
            }
            None if keys > 0 && (text.starts_with([' ', '-', '#', '\t']) || text.is_empty()) => {}
            None => return None,
        }
    }
    None
}
