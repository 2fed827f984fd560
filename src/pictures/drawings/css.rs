//! Style sheets in drawings: the declarations and rules that load something from elsewhere.

use super::address::{Use, is_harmless};
use cssparser::{ParseError, Parser, Token};
use std::ops::Range;

/// A part of a style sheet that has to go.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The whole declaration or rule, in bytes.
    pub range: Range<usize>,
    /// Where in it the reason stands.
    pub at: usize,
    /// The address that it would load, as far as it can be read.
    pub address: String,
}

/// Blocks in blocks that are read; what lies deeper has to go.
const DEEPEST: usize = 32;

/// What has to go from a style sheet, or from declarations alone. In the order of places.
pub(super) fn cuts(css: &str) -> Vec<Cut> {
    if loads_nothing(css) {
        return Vec::new();
    }
    let mut found = Vec::new();
    block(&mut Parser::new(css), 0, &mut found);
    found
}

/// Whether a value of one attribute loads something from elsewhere: the address.
pub(super) fn outside(value: &str) -> Option<String> {
    cuts(value).into_iter().next().map(|cut| cut.address)
}

/// Without one of these nothing is loaded, whatever else there is: only functions and `@import` do. A function or a rule may be
/// written with escapes, in any case.
fn loads_nothing(css: &str) -> bool {
    let bytes = css.as_bytes();
    memchr::memchr2_iter(b'(', b'@', bytes).all(|at| match bytes[at] {
        b'@' => !starts_with(&bytes[at + 1..], b"import"),
        _ => !LOADING.iter().any(|name| ends_with(&bytes[..at], name.as_bytes())),
    }) && memchr::memchr(b'\\', bytes).is_none()
}

fn starts_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn ends_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes.len().checked_sub(word.len()).is_some_and(|start| bytes[start..].eq_ignore_ascii_case(word))
}

/// The functions that load what their texts name (CSS Values 4, CSS Images 4), and their old prefixes' last parts.
const LOADING: [&str; 6] = ["url", "src", "image", "image-set", "cross-fade", "expression"];

fn is_loading(name: &str) -> bool {
    LOADING.iter().any(|loading| ends_with(name.as_bytes(), loading.as_bytes()))
}

/// What is wrong in a declaration or a rule: where, and the address.
type Wrong = Option<(usize, String)>;

/// Reads a block or a whole sheet: statements that end with `;` or with a block of their own.
fn block(parser: &mut Parser, depth: usize, found: &mut Vec<Cut>) {
    let mut start = parser.position().byte_index();
    let (mut wrong, mut inside): (Wrong, usize) = (None, found.len());
    let (mut importing, mut naming) = (false, false);
    loop {
        let at = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { break };
        let mut ends = false;
        match token.clone() {
            Token::WhiteSpace(_) | Token::Comment(_) if at == start => start = parser.position().byte_index(),
            Token::Semicolon => ends = true,
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                importing = true;
                wrong.get_or_insert((at, String::new()));
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("namespace") => naming = true,
            // The name of a namespace looks like an address, and nobody goes there.
            Token::UnquotedUrl(_) if naming => {}
            Token::Function(name) if naming && name.eq_ignore_ascii_case("url") => {}
            Token::QuotedString(address) if importing => wrong = wrong.map(|(at, _)| (at, address.to_string())),
            Token::UnquotedUrl(address) if importing => wrong = wrong.map(|(at, _)| (at, address.to_string())),
            Token::CurlyBracketBlock if depth < DEEPEST => {
                let _ = parser.parse_nested_block(|inner| {
                    block(inner, depth + 1, found);
                    Ok::<(), ParseError<()>>(())
                });
                ends = true;
            }
            Token::CurlyBracketBlock => {
                wrong.get_or_insert((at, String::new()));
            }
            token => {
                let of_value = value(parser, &token, at, depth, false);
                wrong = wrong.or(of_value);
            }
        }
        if ends {
            let end = parser.position().byte_index();
            cut(found, inside, start..end, wrong.take());
            (start, inside) = (end, found.len());
            (importing, naming) = (false, false);
        }
    }
    cut(found, inside, start..parser.position().byte_index(), wrong);
}

/// A statement goes as a whole, with what was found in its own blocks.
fn cut(found: &mut Vec<Cut>, inside: usize, range: Range<usize>, wrong: Wrong) {
    if let Some((at, address)) = wrong {
        found.truncate(inside);
        found.push(Cut { range, at, address });
    }
}

/// Reads on to the end of a token that may have others in it.
fn value(parser: &mut Parser, token: &Token, at: usize, depth: usize, in_loading: bool) -> Wrong {
    let is_wrong = |address: &str| (!is_harmless(address, Use::Styles)).then(|| (at, address.to_owned()));
    let (loads, wrong) = match token {
        Token::UnquotedUrl(address) => return is_wrong(address),
        Token::BadUrl(address) => return Some((at, address.to_string())),
        Token::BadString(address) if in_loading => return Some((at, address.to_string())),
        Token::QuotedString(address) if in_loading => return is_wrong(address),
        Token::Function(name) if is_loading(name) => {
            (true, name.eq_ignore_ascii_case("expression").then(|| (at, String::new())))
        }
        // In a function that loads, the address may come from anywhere but from functions that give no address.
        Token::Function(name) => {
            (in_loading, (in_loading && !gives_no_address(name)).then(|| (at, format!("{name}(…)"))))
        }
        Token::ParenthesisBlock | Token::SquareBracketBlock => (in_loading, None),
        _ => return None,
    };
    if depth >= DEEPEST {
        return Some((at, String::new()));
    }
    let is_kind = matches!(token, Token::Function(name) if name.eq_ignore_ascii_case("type"));
    let mut wrong = wrong;
    let _ = parser.parse_nested_block(|inner| {
        loop {
            let at = inner.position().byte_index();
            let Ok(token) = inner.next_including_whitespace_and_comments() else { break };
            let token = token.clone();
            let of_value = match token {
                Token::CurlyBracketBlock => Some((at, String::new())),
                token => value(inner, &token, at, depth + 1, loads && !is_kind),
            };
            wrong = wrong.take().or(of_value);
        }
        Ok::<(), ParseError<()>>(())
    });
    wrong
}

/// Functions that may stand in one that loads, and never are an address.
fn gives_no_address(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("-gradient") || ["type", "calc", "rgb", "rgba", "hsl", "hsla"].contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_of(css: &str) -> String {
        let mut left = css.to_owned();
        for cut in cuts(css).iter().rev() {
            left.replace_range(cut.range.clone(), "");
        }
        left
    }

    #[test]
    fn what_is_in_the_drawing_itself_stays() {
        for css in [
            ".a{fill:url(#b);stroke:#000}",
            ".a{background:url( 'data:image/png;base64,AA' )}",
            "@font-face{font-family:x;src:local('x'),url(data:font/woff2;base64,AA) format('woff2')}",
            "@media (max-width: 10px){.a{fill:red}}",
            "@namespace svg \"http://www.w3.org/2000/svg\"; a{fill:red}",
            "@namespace url(http://www.w3.org/2000/svg);@namespace x url('http://a.b'); a{fill:red}",
            "content: \"url(https://a.b)\"",
            "/* url(https://a.b) */ fill: red",
            "transform: translate(1px, 2px)",
            "",
        ] {
            assert_eq!(left_of(css), css);
        }
    }

    #[test]
    fn what_loads_something_goes_with_its_declaration() {
        assert_eq!(left_of("fill:red;filter:url(https://a.b/#c);stroke:#000"), "fill:red;stroke:#000");
        assert_eq!(left_of(".a{fill:red; background: URL('//a.b')} .b{c:d}"), ".a{fill:red; } .b{c:d}");
        assert_eq!(left_of("@import 'https://a.b'; .b{c:d}"), " .b{c:d}");
        assert_eq!(left_of("@IMPORT url(#a); .b{c:d}"), " .b{c:d}");
        assert_eq!(left_of("@media print{.a{b:url(x)}.c{d:e}}"), "@media print{.a{}.c{d:e}}");
        assert_eq!(left_of("@import url(x) print{.a{b:c}} .d{e:f}"), " .d{e:f}");
    }

    #[test]
    fn however_it_is_written() {
        for css in [
            r"a{b:\75rl(https://a.b)}",
            r"a{b:u\72 l(https://a.b)}",
            r"a{b:ur\l(https://a.b)}",
            "a{b:url(https://a.b}",
            "a{b:url(\"https://a.b\n)}",
            "a{b:url(data:text/html,x)}",
            "a{b:url(data:image/svg+xml,x)}",
            "a{b:-webkit-image-set('https://a.b' 1x)}",
            "a{b:image-set('https://a.b' 1x)}",
            "a{--x:'https://a.b';b:image-set(var(--x) 1x)}",
            "a{b:src('https://a.b')}",
            "a{b:src(var(--x))}",
            "a{b:(((url(https://a.b))))}",
            "a{behavior:url(a.htc)}",
            "a{-moz-binding:url('a.xml#b')}",
            "a{b:expression(alert(1))}",
            r"@\69mport 'https://a.b'",
            "@import'https://a.b'",
            "@namespace x url(y);a{b:url(z)}",
            "@namespace x{b:url(z)}",
        ] {
            let left = left_of(css);
            assert_eq!(cuts(css).len(), 1, "{css}");
            assert!(cuts(&left).is_empty(), "{css}: {left}");
            assert!(!left.contains("b)") && !left.contains("alert"), "{left}");
        }
    }

    #[test]
    fn blocks_without_end_do_not_exhaust_anything() {
        for sign in ["{", "(", "[", "a{", "url(", "src("] {
            let left = left_of(&format!("url(x) {}", sign.repeat(100_000)));
            assert!(cuts(&left).is_empty(), "{sign}");
        }
    }
}
