//! The ids of the elements that templates write, found by reading them: a text on the page must not have one of them.

use super::{reach, scan};
use std::collections::{BTreeMap, BTreeSet};

/// The ids that a template writes, with what it extends, includes and calls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Ids {
    whole: BTreeSet<String>,
    /// How an id begins and ends that has an expression in the middle: `front-{{ section.id }}`.
    around: BTreeSet<(String, String)>,
}

impl Ids {
    /// Whether an element of the templates may have an id.
    pub fn has(&self, id: &str) -> bool {
        self.whole.contains(id)
            || self.around.iter().any(|(start, end)| {
                let middle = id.strip_prefix(start.as_str()).and_then(|rest| rest.strip_suffix(end.as_str()));
                middle.is_some_and(|middle| may_be_written(start, middle, end))
            })
    }

    fn append(&mut self, other: &Ids) {
        self.whole.extend(other.whole.iter().cloned());
        self.around.extend(other.around.iter().cloned());
    }
}

/// Whether an expression may give the middle of an id: a number, or a word that a sign sets apart from what is around it.
fn may_be_written(start: &str, middle: &str, end: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let is_apart = (start.is_empty() || start.ends_with(is_sign)) && (end.is_empty() || end.starts_with(is_sign));
    !middle.is_empty() && (is_apart || middle.bytes().all(|b| b.is_ascii_digit()))
}

/// The ids of each template: its own, those of the templates that it names, and those of all components. `resolve` finds
/// the name under which a template that is named in another is known.
pub(super) fn of_all<'a>(
    texts: &BTreeMap<&'a str, &'a str>,
    resolve: impl Fn(&str) -> Option<&'a str>,
) -> BTreeMap<String, Ids> {
    let own: BTreeMap<&str, Ids> = texts.iter().map(|(name, text)| (*name, written(text))).collect();
    let of = |(name, reached): (&str, BTreeSet<&str>)| {
        let mut ids = Ids::default();
        reached.iter().filter_map(|name| own.get(name)).for_each(|own| ids.append(own));
        (name.to_owned(), ids)
    };
    reach::of_all(texts, resolve).into_iter().map(of).collect()
}

/// The values of `id` in the mark-up of one template.
fn written(template: &str) -> Ids {
    let text = scan::text_only(template);
    let mut ids = Ids::default();
    for (at, _) in text.match_indices("id=") {
        if !text[..at].ends_with(|c: char| c.is_ascii_whitespace()) {
            continue;
        }
        let value = &text[at + 3..];
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default(),
        };
        // Expressions are blanks here, and an id has none.
        match (value.split_ascii_whitespace().next(), value.split_ascii_whitespace().next_back()) {
            (Some(whole), _) if whole.len() == value.len() => {
                ids.whole.insert(whole.to_owned());
            }
            _ => {
                let start = value.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
                let end = value.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
                if !start.is_empty() || !end.is_empty() {
                    ids.around.insert((start.to_owned(), end.to_owned()));
                }
            }
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(files: &[(&'static str, &'static str)], of: &str) -> Ids {
        let texts: BTreeMap<&str, &str> = files.iter().copied().collect();
        of_all(&texts, |name| texts.get_key_value(name).map(|(name, _)| *name)).remove(of).unwrap()
    }

    #[test]
    fn ids_are_read_from_mark_up() {
        let text = r#"<p id="a" data-id="no">id=no {# <i id="no"> #}{% if x %}<i id='b'>{% endif %}<i id=c>{{ f(x=" id='no'") }}"#;
        let found = ids(&[("x.html", text)], "x.html");
        assert!(["a", "b", "c"].iter().all(|id| found.has(id)));
        assert!(!found.has("no") && !found.has(""));
    }

    #[test]
    fn an_expression_in_an_id_stands_for_any_word() {
        let found = ids(
            &[("x.html", r#"<p id="front-{{ s.id }}"><p id="n{{ i }}"><p id="{{ any }}"><p id="{{ x }}-end">"#)],
            "x.html",
        );
        assert!(["front-news", "n3", "a-end"].iter().all(|id| found.has(id)));
        assert!(["front-", "front", "news", "end", "n"].iter().all(|id| !found.has(id)));
    }

    #[test]
    fn a_page_has_the_ids_of_what_it_extends_includes_and_calls_and_no_others() {
        let files = [
            ("base.html", "<main id=\"content\">"),
            ("article.html", "{% extends \"base.html\" %}<p id=\"own\">{% include \"part.html\" %}{{ <share /> }}"),
            ("part.html", "<p id=\"part\">"),
            ("home.html", "{% extends \"base.html\" %}<p id=\"latest\">"),
            ("components.html", "{% component share() %}<p id=\"share\">{% endcomponent share %}"),
        ];
        let found = ids(&files, "article.html");
        assert!(["content", "own", "part", "share"].iter().all(|id| found.has(id)));
        assert!(!found.has("latest"));
    }
}
