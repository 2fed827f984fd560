//! Addresses that are made of the parts of another: `https://player.example/{id}?start={?t:seconds}`.
//!
//! `{id}` is a part that the pattern names, `{?t}` what the address asks under that name, `{address}` the whole of it,
//! `{language}` the language of the page. What is asked under a name in a new address is left out where nothing is there to say.

use super::address::Address;
use super::pattern::Values;
use crate::path::forbidden;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// What cannot stand in a part of a path (RFC 3986, section 3.3).
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'^')
    .add(b'\\');

/// What cannot stand in a value of a query; the slash may (RFC 3986, section 3.4).
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',');

/// An address with parts to fill in.
#[derive(Debug, Clone)]
pub(super) struct Template {
    /// Scheme, host and port: no part of an address may choose who is asked.
    origin: String,
    path: Vec<Piece>,
    asked: Vec<(String, Vec<Piece>)>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Part { source: Wanted, into: Made },
}

#[derive(Debug, Clone)]
enum Wanted {
    Value(String),
    Asked(String),
    Address,
    Language,
}

/// What is made of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Itself,
    /// Words with `+` in the place of blanks.
    Words,
    /// `1h2m3s` in seconds.
    Seconds,
    /// `zoom/latitude/longitude` of a map as the area that is seen: west, south, east, north.
    Area,
}

impl Template {
    /// Reads an address with parts to fill in.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(written: &str) -> Result<Template, String> {
        let below = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
        let below = below.ok_or_else(|| format!("`{written}` does not begin with https://"))?;
        let end = below.find(['/', '?', '#']).unwrap_or(below.len());
        let host = &below[..end];
        if host.is_empty() || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte)) {
            return Err(format!("`{written}`: the name of the host is written out, in ASCII"));
        }
        let origin = written[..written.len() - below.len() + end].to_ascii_lowercase();
        let (path, asked) = match parts(&below[end..]) {
            (path, Some(asked)) => (path, asked.split('&').filter(|part| !part.is_empty()).collect()),
            (path, None) => (path, Vec::new()),
        };
        let asked = asked.into_iter().map(|part| {
            let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
            match value {
                Some(value) => Ok((name.to_owned(), pieces(value)?)),
                // A query without a name: its one part is the whole of it.
                None => Ok((String::new(), pieces(name)?)),
            }
        });
        let template = Template { origin, path: pieces(path)?, asked: asked.collect::<Result<_, String>>()? };
        let found = template.texts().find_map(forbidden);
        match found {
            Some(sign) => {
                let code: String = utf8_percent_encode(&sign.to_string(), NON_ALPHANUMERIC).collect();
                let shown = if sign.is_control() { sign.escape_debug().to_string() } else { sign.to_string() };
                Err(format!("`{written}`: an address has no `{shown}` in it; write `{code}`"))
            }
            None => Ok(template),
        }
    }

    /// What stands in it as it is.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let asked = self.asked.iter().map(|(name, _)| name.as_str());
        let pieces = self.path.iter().chain(self.asked.iter().flat_map(|(_, pieces)| pieces));
        let texts = pieces.filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Part { .. } => None,
        });
        asked.chain(texts)
    }

    /// Who is asked: `https://player.example`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The names of the parts that its path needs, and of those that its query may have.
    pub fn names(&self) -> (Vec<&str>, Vec<&str>) {
        (names(&self.path).collect(), self.asked.iter().flat_map(|(_, pieces)| names(pieces)).collect())
    }

    /// The address with its parts. None where one of its path is missing.
    pub fn filled(&self, values: &Values, address: &Address, language: &str) -> Option<String> {
        let mut filled = self.origin.clone();
        for piece in &self.path {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                piece => filled.extend(utf8_percent_encode(&piece.said(values, address, language)?, IN_PATH)),
            }
        }
        let (mut sign, mut written) = ('?', Vec::new());
        for (name, pieces) in &self.asked {
            let said: Option<Vec<String>> = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Some(text.clone()),
                    piece => Some(utf8_percent_encode(&piece.said(values, address, language)?, IN_QUERY).to_string()),
                })
                .collect();
            let Some(said) = said else { continue };
            // Of two under one name, the first that says something is meant.
            if !name.is_empty() && written.contains(&name) {
                continue;
            }
            written.push(name);
            filled.push(sign);
            if !name.is_empty() {
                filled.push_str(name);
                filled.push('=');
            }
            filled.push_str(&said.concat());
            sign = '&';
        }
        Some(filled)
    }
}

/// The names of the parts in some pieces.
fn names(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Part { source: Wanted::Value(name), .. } => Some(name.as_str()),
        Piece::Part { .. } | Piece::Text(_) => None,
    })
}

/// A path, and what is asked there. A question mark inside braces is no sign of a query.
fn parts(text: &str) -> (&str, Option<&str>) {
    let mut depth = 0;
    let sign = text.char_indices().find(|(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        *c == '?' && depth == 0
    });
    sign.map_or((text, None), |(at, _)| (&text[..at], Some(&text[at + 1..])))
}

fn pieces(written: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = written;
    while let Some(open) = rest.find('{') {
        if open > 0 {
            pieces.push(Piece::Text(rest[..open].to_owned()));
        }
        let close = rest[open..].find('}').ok_or_else(|| format!("`{written}`: a brace has no end"))? + open;
        let (name, into) = rest[open + 1..close].split_once(':').unwrap_or((&rest[open + 1..close], ""));
        let into = match into {
            "" => Made::Itself,
            "words" => Made::Words,
            "seconds" => Made::Seconds,
            "area" => Made::Area,
            other => {
                return Err(format!(
                    "`{written}`: nothing can be made into `{other}`, only `words`, `seconds` or `area`"
                ));
            }
        };
        let source = match name {
            "address" => Wanted::Address,
            "language" => Wanted::Language,
            _ => match name.strip_prefix('?') {
                Some(asked) => Wanted::Asked(asked.to_owned()),
                None => Wanted::Value(name.to_owned()),
            },
        };
        pieces.push(Piece::Part { source, into });
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

impl Piece {
    fn said<'a>(&'a self, values: &'a Values, address: &'a Address, language: &'a str) -> Option<Cow<'a, str>> {
        let Piece::Part { source, into } = self else { return None };
        let said: Cow<str> = match source {
            Wanted::Language => language.into(),
            // What the pattern finds in the address of a frame is the one that was meant.
            Wanted::Address => values.get("address").map_or_else(|| address.whole(), String::as_str).into(),
            Wanted::Asked(name) => address.parameter(name)?,
            Wanted::Value(name) => values.get(name.as_str())?.as_str().into(),
        };
        match into {
            Made::Itself => Some(said),
            Made::Words => Some(said.replace('+', " ").into()),
            Made::Seconds => seconds(&said).map(|seconds| seconds.to_string().into()),
            Made::Area => area(&said).map(Cow::Owned),
        }
    }
}

/// `1h2m3s`, `90s` or `90` in seconds.
fn seconds(text: &str) -> Option<u64> {
    let (mut all, mut number) = (0_u64, String::new());
    for c in text.chars() {
        let unit = match c {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        all = all.checked_add(number.parse::<u64>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    let rest = if number.is_empty() { 0 } else { number.parse().ok()? };
    all.checked_add(rest).filter(|_| !text.is_empty())
}

/// Pixels of the part of a map that an address with a zoom means: what fits into a column of text. A map that is told what to
/// show takes the zoom at which all of it is seen.
const SEEN: (f64, f64) = (560.0, 420.0);

/// Pixels of a tile of a map.
const TILE: f64 = 256.0;

/// The area that is seen of a map at `zoom/latitude/longitude`, in degrees: west, south, east, north
/// (the tiles of "slippy maps": in the projection of Mercator the world is one tile at zoom 0, and twice as wide at each step).
fn area(text: &str) -> Option<String> {
    let numbers: Vec<f64> = text.split('/').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let [zoom, latitude, longitude] = numbers[..] else { return None };
    if !(0.0..=22.0).contains(&zoom) || !(-85.0..=85.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return None;
    }
    let of_pixel = 360.0 / (TILE * zoom.exp2());
    let (wide, high) = (SEEN.0 * of_pixel / 2.0, SEEN.1 * of_pixel / 2.0 * latitude.to_radians().cos());
    let edges = [
        (longitude - wide).max(-180.0),
        (latitude - high).max(-85.0),
        (longitude + wide).min(180.0),
        (latitude + high).min(85.0),
    ];
    Some(edges.map(|edge| format!("{edge:.5}")).join(","))
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Pattern;
    use super::*;

    fn filled(pattern: &str, template: &str, address: &str) -> Option<String> {
        let pattern = Pattern::read(pattern).unwrap();
        let address = Address::read(address).unwrap();
        Template::read(template).unwrap().filled(&pattern.matched(&address)?, &address, "xx")
    }

    #[test]
    fn a_frame_is_filled_with_the_parts_of_an_address() {
        let frame = "https://player.example/e/{id}?hl={language}&start={?t:seconds}&list={?list}";
        let of = |address: &str| filled("v.example/{id}", frame, address).unwrap();
        assert_eq!(of("https://v.example/a%20b"), "https://player.example/e/a%20b?hl=xx");
        assert_eq!(
            of("https://v.example/a?t=1m30s&list=x%26y"),
            "https://player.example/e/a?hl=xx&start=90&list=x%26y"
        );
        assert_eq!(of("https://v.example/a?t=soon"), "https://player.example/e/a?hl=xx");
        assert_eq!(of("https://v.example/a%22%3E%3Cscript"), "https://player.example/e/a%22%3E%3Cscript?hl=xx");
        let whole = filled("v.example/{id}", "https://p.example/?u={address}", "https://v.example/a?b=c&d=e");
        assert_eq!(whole.as_deref(), Some("https://p.example/?u=https%3A%2F%2Fv.example%2Fa%3Fb%3Dc%26d%3De"));
        let meant = filled(
            "v.example/?u={address}",
            "https://p.example/?u={address}",
            "https://v.example/?u=https%3A%2F%2Fx.example%2F",
        );
        assert_eq!(meant.as_deref(), Some("https://p.example/?u=https%3A%2F%2Fx.example%2F"));
        let marks = filled("v.example/{id}", "https://p.example/{id}", "https://v.example/a|b^c");
        assert_eq!(marks.as_deref(), Some("https://p.example/a%7Cb%5Ec"));
        let bare = filled("v.example/?{id}/{name}", "https://v.example/s/?{id}", "https://v.example/?12-1/a");
        assert_eq!(bare.as_deref(), Some("https://v.example/s/?12-1"));
    }

    #[test]
    fn moments_and_maps_are_read() {
        let read: Vec<Option<u64>> = ["90", "90s", "1m30s", "1h", "", "s", "5x"].map(seconds).to_vec();
        assert_eq!(read, [Some(90), Some(90), Some(90), Some(3600), None, None, None]);
        let edges: Vec<f64> = area("0/0/0").unwrap().split(',').map(|edge| edge.parse().unwrap()).collect();
        assert_eq!(edges, [-180.0, -85.0, 180.0, 85.0]);
        let edges: Vec<f64> = area("12/48.85/2.35").unwrap().split(',').map(|edge| edge.parse().unwrap()).collect();
        assert!(edges[0] < 2.35 && edges[2] > 2.35 && edges[1] < 48.85 && edges[3] > 48.85, "{edges:?}");
        assert!((edges[2] - edges[0] - 560.0 * 360.0 / 256.0 / 4096.0).abs() < 0.001, "{edges:?}");
        for wrong in ["", "5", "5/1", "99/0/0", "5/91/0", "a/b/c"] {
            assert_eq!(area(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_part_of_an_address_chooses_who_is_asked() {
        for wrong in [
            "https://{id}.example/",
            "player.example/{id}",
            "javascript:{id}",
            "https:///{id}",
            "https://a.example/{id:x}",
            "https://a.example/}",
            "https://a.example/?a}=b",
            "https://a.example/?a=b c",
        ] {
            assert!(Template::read(wrong).is_err(), "{wrong}");
        }
    }
}
