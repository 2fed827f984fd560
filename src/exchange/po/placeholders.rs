//! Placeholders: `<1>…</1>` around words, `<2/>` between them. Placeables of messages are written as they are.

use crate::exchange::model::{ById, Code, Inline};
use crate::markdown::runs::Sort;

/// Words and codes as one text. A `<` of the words is written as `&lt;`.
pub fn text_of(inlines: &[Inline], codes: &ById) -> String {
    let placeable = |id: &u32| codes.get(id).filter(|code| code.sort == Sort::Placeable);
    let one = |inline: &Inline| match inline {
        Inline::Words(words) => escaped(words),
        Inline::Open(id) => format!("<{id}>"),
        Inline::Close(id) => format!("</{id}>"),
        Inline::Alone(id) => placeable(id).map_or_else(|| format!("<{id}/>"), |code| code.opens.clone()),
    };
    inlines.iter().map(one).collect()
}

fn escaped(words: &str) -> String {
    let words = words.replace("&amp;", "&amp;amp;").replace("&lt;", "&amp;lt;");
    words.replace('<', "&lt;")
}

fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let (c, length) = if found.starts_with("&lt;") {
            ('<', 4)
        } else if found.starts_with("&amp;lt;") || found.starts_with("&amp;amp;") {
            ('&', 5)
        } else {
            ('&', 1)
        };
        out.push(c);
        rest = &found[length..];
    }
    out + rest
}

/// The words and codes of a text with placeholders. What looks like one and is none of the unit's is a code of that number
/// all the same, so that it can be told; a placeable that is none of `placeables`, those of the unit, gets the number 0.
pub fn words_of(text: &str, placeables: &[&Code]) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    // Behind the last sign that ends one there is none.
    let last_end = text.rfind('}').filter(|_| !placeables.is_empty()).unwrap_or(0);
    while let Some(c) = rest.chars().next() {
        let code = match c {
            '<' => tag(rest),
            '{' if text.len() - rest.len() < last_end => placeable(rest, placeables),
            _ => None,
        };
        match code {
            Some((inline, length)) => {
                if !words.is_empty() {
                    found.push(Inline::Words(unescaped(&std::mem::take(&mut words))));
                }
                found.push(inline);
                rest = &rest[length..];
            }
            None => {
                words.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    if !words.is_empty() {
        found.push(Inline::Words(unescaped(&words)));
    }
    found
}

/// `<1>`, `</1>` or `<1/>`, with blanks that programs put in.
fn tag(text: &str) -> Option<(Inline, usize)> {
    let end = text.bytes().take(16).position(|byte| byte == b'>')?;
    let inner = text[1..end].trim();
    let number = |text: &str| {
        let text = text.trim();
        text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
    };
    let inline = match (inner.strip_prefix('/'), inner.strip_suffix('/')) {
        (Some(id), _) => Inline::Close(number(id)?),
        (_, Some(id)) => Inline::Alone(number(id)?),
        (None, None) => Inline::Open(number(inner)?),
    };
    Some((inline, end + 1))
}

fn placeable(text: &str, placeables: &[&Code]) -> Option<(Inline, usize)> {
    let tight = |text: &str| text.split_whitespace().collect::<String>();
    let end = text.find('}')? + 1;
    // One may hold braces itself: the longest that fits.
    let fits = |code: &&&Code| text.starts_with(code.opens.as_str());
    let fitting = placeables.iter().filter(fits).max_by_key(|code| code.opens.len());
    if let Some(code) = fitting {
        return Some((Inline::Alone(code.id), code.opens.len()));
    }
    let found = placeables.iter().find(|code| tight(&code.opens) == tight(&text[..end]));
    Some((Inline::Alone(found.map_or(0, |code| code.id)), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_as_they_are_written() {
        let placeable = |id, opens: &str| Code {
            id,
            sort: Sort::Placeable,
            opens: opens.to_owned(),
            closes: None,
            inside: vec![],
            is_optional: false,
        };
        let codes = [placeable(1, "{ $count }"), placeable(2, "{ NUMBER($a, b: \"}\") }")];
        let own: Vec<&Code> = codes.iter().collect();
        for inlines in [
            vec![Inline::Words("a < b & c &lt; &amp; <3".into())],
            vec![Inline::Open(1), Inline::Words("a".into()), Inline::Close(1), Inline::Alone(2)],
        ] {
            assert_eq!(words_of(&text_of(&inlines, &ById::new()), &[]), inlines);
        }
        let both = vec![Inline::Alone(1), Inline::Words(" of ".into()), Inline::Alone(2)];
        assert_eq!(
            text_of(&both, &codes.iter().map(|code| (code.id, code)).collect()),
            "{ $count } of { NUMBER($a, b: \"}\") }"
        );
        assert_eq!(words_of("{$count} of { NUMBER($a, b: \"}\") }", &own), both);
        assert_eq!(words_of("{ $cuont }", &own), [Inline::Alone(0)]);
        assert_eq!(words_of("a < b <b> < 4 >", &[]), [Inline::Words("a < b <b> ".into()), Inline::Open(4)]);
    }
}
