//! Style sheets read for what they load: fonts, pictures, other style sheets.

use super::scan::Found;
use cssparser::{Parser, Token};

/// Reads a style sheet, and calls `each` with what it loads and where the address begins.
pub(super) fn read(sheet: &[u8], each: &mut dyn FnMut(Found, usize)) {
    let Ok(text) = std::str::from_utf8(sheet) else { return };
    // Without one of these it loads nothing.
    if memchr::memmem::find(sheet, b"url(").is_none() && memchr::memmem::find(sheet, b"@import").is_none() {
        return;
    }
    of_block(&mut Parser::new(text), "img-src", each);
}

/// Reads on to the end of a block. In it, addresses are of what `directive` says.
fn of_block(parser: &mut Parser, directive: &'static str, each: &mut dyn FnMut(Found, usize)) {
    // What the next block, or the next address, is about.
    let mut next = directive;
    loop {
        parser.skip_whitespace();
        let at = parser.position().byte_index();
        let Ok(token) = parser.next() else { return };
        match token {
            Token::AtKeyword(name) => {
                next = match name.to_ascii_lowercase().as_str() {
                    "import" => "style-src",
                    "font-face" => "font-src",
                    _ => directive,
                };
            }
            Token::UnquotedUrl(address) => each(Found::Part { directive: next, address: address.to_string() }, at),
            Token::QuotedString(address) if next == "style-src" => {
                each(Found::Part { directive: next, address: address.to_string() }, at);
            }
            Token::Function(name) => {
                let is_url = matches!(name.to_ascii_lowercase().as_str(), "url" | "src");
                let inner = next;
                let _ = parser.parse_nested_block(|block| {
                    match is_url {
                        true => of_address(block, inner, at, each),
                        false => of_block(block, inner, each),
                    }
                    Ok::<(), cssparser::ParseError<()>>(())
                });
            }
            Token::CurlyBracketBlock | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                let inner = if next == "style-src" { directive } else { next };
                let _ = parser.parse_nested_block(|block| {
                    of_block(block, inner, each);
                    Ok::<(), cssparser::ParseError<()>>(())
                });
                next = directive;
            }
            Token::Semicolon => next = directive,
            _ => {}
        }
    }
}

/// The address in `url("…")`.
fn of_address(parser: &mut Parser, directive: &'static str, at: usize, each: &mut dyn FnMut(Found, usize)) {
    while let Ok(token) = parser.next() {
        if let Token::QuotedString(address) = token {
            each(Found::Part { directive, address: address.to_string() }, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_what_they_are_of() {
        let sheet = "@import 'a.css'; @import url(b.css) print;\n/* url(no) */ @font-face { src: url(\"f.woff2\") format('x') }\n\
                     @media print { p::before { background: image-set(url('i.png') 1x); content: 'url(no)' } } @import \"c.css\";";
        let mut found = Vec::new();
        read(sheet.as_bytes(), &mut |part, at| match part {
            Found::Part { directive, address } => found.push(format!("{directive} {address} {}", &sheet[at..at + 3])),
            Found::Inline { .. } => {}
        });
        assert_eq!(
            found,
            [
                "style-src a.css 'a.",
                "style-src b.css url",
                "font-src f.woff2 url",
                "img-src i.png url",
                "style-src c.css \"c."
            ]
        );
    }
}
