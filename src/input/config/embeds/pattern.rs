//! Patterns of addresses: `video.example/watch?v={id}`.
//!
//! A pattern is an address without its scheme in which some parts are named. `{id}` is any part of a path between two slashes,
//! `{id:word}` one of ASCII letters, digits, `-` and `_`, `{id:digits}` a number, `{id:number}` one that may be below nothing,
//! `{kind:track|album}` one of some words, `{rest:any}` whatever follows, slashes too. What stands behind `?` or `#` may come in any order and among others.

use super::address::{Address, plain};
use percent_encoding::percent_decode_str;
use regex::Regex;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the parts of an address are called, with what they say, decoded.
pub(super) type Values<'a> = BTreeMap<&'a str, String>;

/// A pattern that addresses may fit.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    host: String,
    path: Part,
    asked: Vec<(String, Part)>,
    /// A query that has no names, as a whole.
    query: Option<Part>,
    /// How much of an address it says itself: of two that fit, the one that says more is meant.
    pub weight: usize,
}

/// A part of a pattern.
#[derive(Debug, Clone)]
struct Part {
    expression: Regex,
    /// Names of what may have slashes.
    any: Vec<String>,
}

/// Whether a text is written as addresses write it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Encoded,
    Decoded,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(written: &str) -> Result<Pattern, String> {
        let written = written.trim();
        let below = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://")).unwrap_or(written);
        let end = below.find(['/', '?', '#']).unwrap_or(below.len());
        let (host, rest) = below.split_at(end);
        if host.is_empty() || host.contains(['{', '}', ' ', ':']) || !host.contains('.') {
            return Err(format!("`{written}` does not begin with the name of a host"));
        }
        let (path, asked) = rest.find(['?', '#']).map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let (mut pairs, mut query) = (Vec::new(), None);
        for part in asked.split(['&', '#', '?']).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((name, value)) => pairs.push((name.to_owned(), compiled(value, "[^&#]+?")?)),
                None => query = Some(compiled(part, "[^/&#=]+?")?),
            }
        }
        let path = compiled(path.trim_end_matches('/'), "[^/?#]+?")?;
        let weight = weight(below);
        Ok(Pattern { weight, host: plain(host).to_ascii_lowercase(), path, asked: pairs, query })
    }

    /// Whether an address is one of its host.
    pub fn is_of_host(&self, address: &Address) -> bool {
        match self.host.strip_prefix("*.") {
            Some(domain) => {
                let rest = address.host().strip_suffix(domain);
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            None => address.host() == self.host,
        }
    }

    /// What the named parts of an address say that fits.
    pub fn matched<'a>(&'a self, address: &Address) -> Option<Values<'a>> {
        let mut values = Values::new();
        if !self.is_of_host(address) || !self.path.take(address.path(), Form::Encoded, &mut values) {
            return None;
        }
        for (name, part) in &self.asked {
            if !part.take(&address.parameter(name)?, Form::Decoded, &mut values) {
                return None;
            }
        }
        match &self.query {
            Some(query) => {
                let first = address.query().split('&').next().unwrap_or_default();
                query.take(first, Form::Encoded, &mut values).then_some(values)
            }
            None => Some(values),
        }
    }

    /// The names of its parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let parts = std::iter::once(&self.path).chain(self.asked.iter().map(|(_, part)| part)).chain(&self.query);
        parts.flat_map(|part| part.expression.capture_names().flatten())
    }
}

impl Part {
    /// Takes down what the named parts of a text say, if it fits.
    fn take<'a>(&'a self, text: &str, form: Form, values: &mut Values<'a>) -> bool {
        let Some(found) = self.expression.captures(text) else { return false };
        self.expression.capture_names().flatten().all(|name| {
            let Some(written) = found.name(name) else { return true };
            let value = match form {
                Form::Encoded => percent_decode_str(written.as_str()).decode_utf8().map(Cow::into_owned),
                Form::Decoded => Ok(written.as_str().to_owned()),
            };
            let value = value
                .ok()
                .filter(|value| is_part(value, form == Form::Decoded || self.any.iter().any(|any| any == name)));
            value.map(|value| values.insert(name, value)).is_some() || values.contains_key(name)
        })
    }
}

/// Whether a value stays where a new address puts it: it leads to no other folder.
fn is_part(value: &str, may_have_slashes: bool) -> bool {
    !value.contains(char::is_control)
        && (may_have_slashes || !value.contains(['/', '\\']))
        && !value.split(['/', '\\']).any(|step| matches!(step, "." | ".."))
}

/// The letters of a pattern outside of braces.
fn weight(written: &str) -> usize {
    let mut depth = 0_usize;
    written
        .bytes()
        .filter(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .count()
}

/// The expression for a text with parts in braces; `usual` is that of a part of which no more is said.
fn compiled(written: &str, usual: &str) -> Result<Part, String> {
    let (mut expression, mut any) = (String::from("^"), Vec::new());
    let mut rest = written;
    while let Some(open) = rest.find('{') {
        expression.push_str(&regex::escape(&rest[..open]));
        let close = rest[open..].find('}').ok_or_else(|| format!("`{written}`: a brace has no end"))? + open;
        let (name, kind) = rest[open + 1..close].split_once(':').unwrap_or((&rest[open + 1..close], ""));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(format!("`{written}`: the name of a part is small letters, as in `{{id}}`"));
        }
        let of_kind = match kind {
            "" => usual.to_owned(),
            "word" => "[A-Za-z0-9_-]+".to_owned(),
            "digits" => "[0-9]+".to_owned(),
            "number" => "-?[0-9]+".to_owned(),
            "any" => {
                any.push(name.to_owned());
                ".+".to_owned()
            }
            words if words.contains('|') => words.split('|').map(regex::escape).collect::<Vec<_>>().join("|"),
            other => {
                return Err(format!(
                    "`{written}`: a part is no `{other}`; it is `word`, `digits`, `number`, `any`, or one of some words: `a|b`"
                ));
            }
        };
        expression.push_str(&format!("(?P<{name}>{of_kind})"));
        rest = &rest[close + 1..];
    }
    if rest.contains('}') {
        return Err(format!("`{written}`: a brace has no beginning"));
    }
    expression.push_str(&regex::escape(rest));
    expression.push('$');
    let expression =
        Regex::new(&expression).map_err(|_| format!("`{written}`: two parts have one name, or it is too long"))?;
    Ok(Part { expression, any })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(pattern: &str, address: &str) -> Option<Vec<(String, String)>> {
        let pattern = Pattern::read(pattern).unwrap();
        let address = Address::read(address).unwrap();
        let values = pattern.matched(&address)?;
        Some(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn an_address_fits_a_pattern_whatever_else_it_asks() {
        let one = |value: &str| Some(vec![("id".to_owned(), value.to_owned())]);
        let watch = "video.example/watch?v={id}";
        for address in [
            "https://video.example/watch?v=a-B_1",
            "http://www.video.example/watch/?list=x&v=a-B_1&t=5s",
            "https://m.VIDEO.example/watch?t=5&amp;v=a-B_1#top",
            "//video.example/watch?v=a-B_1",
        ] {
            assert_eq!(matched(watch, address), one("a-B_1"), "{address}");
        }
        for address in [
            "https://video.example/watch",
            "https://video.example/watch?v=",
            "https://video.example/watchers?v=a",
            "https://video.example.evil.example/watch?v=a",
            "https://evil.example/video.example/watch?v=a",
            "https://evilvideo.example/watch?v=a",
        ] {
            assert_eq!(matched(watch, address), None, "{address}");
        }
        assert_eq!(matched("v.example/{id:digits}", "https://v.example/123/"), one("123"));
        assert_eq!(matched("v.example/{id:digits}", "https://v.example/about"), None);
        assert_eq!(matched("v.example/{id:film|song}", "https://v.example/song"), one("song"));
        assert_eq!(matched("v.example/{id:film|song}", "https://v.example/songs"), None);
        assert_eq!(matched("v.example/e/{id:any}", "https://v.example/e/a/b/c"), one("a/b/c"));
        assert_eq!(matched("*.v.example/{id}", "https://fr-fr.v.example/x"), one("x"));
        assert_eq!(matched("*.v.example/{id}", "https://v.example/x"), one("x"));
        assert_eq!(matched("*.v.example/{id}", "https://evilv.example/x"), None);
        for odd in [
            "https://v.example/a%2Fb",
            "https://v.example/..%5Cb",
            "https://v.example/a%00b",
            "https://v.example/a/../b",
        ] {
            assert_eq!(
                matched("v.example/{id}/{x}", odd).or(matched("v.example/{id}", odd)),
                if odd.ends_with("/../b") { one("b") } else { None },
                "{odd}"
            );
        }
        assert_eq!(matched("v.example/watch?v={id}", "https://v.example/watch?v=../x"), None);
        assert_eq!(matched("v.example/watch?v={id:word}", "https://v.example/watch?v=a?t=5"), None);
        assert_eq!(matched("v.example/{id:digits}", "https://v.example/-5"), None);
        assert_eq!(matched("v.example/p/?{id}/{name}", "https://v.example/p/?12-1/a-b").unwrap().len(), 2);
        assert_eq!(matched("v.example#map={id}", "https://v.example/#map=5/1/2"), one("5/1/2"));
        let two = matched("v.example/video{owner:number}_{id}", "https://v.example/video-12_34").unwrap();
        assert_eq!(two, [("id".into(), "34".into()), ("owner".into(), "-12".into())]);
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_why() {
        for wrong in
            ["", "/a/{id}", "{host}.example/a", "a.example/{id", "a.example/id}", "a.example/{Id}", "a.example/{a:b}"]
        {
            assert!(Pattern::read(wrong).is_err(), "{wrong}");
        }
        assert!(Pattern::read("a.example/{id}/{id}").is_err());
    }
}
