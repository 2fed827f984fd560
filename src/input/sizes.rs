//! The `sizes` of a place for pictures: how wide it is in a window of any width (HTML, "sizes attributes").
//!
//! A theme writes them once, for browsers; what is read here says which widths of a picture a browser can ask for.

use cssparser::{ParseError, Parser, Token};

/// The narrowest and the widest window that is reckoned with, in CSS pixels.
const WINDOWS: (u32, u32) = (320, 2560);

/// A font's size that nobody has changed, in CSS pixels: what `em` and `rem` mean in `sizes`.
const EM: f64 = 16.0;

/// How wide a place is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// In the window where it is narrowest.
    pub narrowest: u32,
    /// In the window where it is widest.
    pub widest: u32,
}

/// Reads `sizes`.
///
/// # Errors
/// What is wrong, in words.
pub fn span(sizes: &str) -> Result<Span, String> {
    let mut all: Option<Span> = None;
    // Between two conditions a width changes in a straight line: its ends are among windows so close to each other.
    for window in (WINDOWS.0..=WINDOWS.1).step_by(4).chain([375, 390, 393, 414, 430, 1366]) {
        let width = width(sizes, f64::from(window))?;
        if !(1.0..=20_000.0).contains(&width) {
            return Err(format!("in a window of {window} pixels the place would be {width:.0} pixels wide"));
        }
        let width = width.ceil() as u32;
        let span = all.get_or_insert(Span { narrowest: width, widest: width });
        *span = Span { narrowest: span.narrowest.min(width), widest: span.widest.max(width) };
    }
    all.ok_or_else(|| "it is empty".to_owned())
}

/// The width of the place in a window: that of the first entry whose condition holds.
fn width(sizes: &str, window: f64) -> Result<f64, String> {
    let mut parser = Parser::new(sizes);
    let entries = parser.parse_comma_separated(|entry| read_entry(entry, window));
    let entries = entries.map_err(|_| "it is no list of lengths, each with its condition but the last".to_owned())?;
    entries.into_iter().flatten().next().ok_or_else(|| "its last entry must have no condition".to_owned())
}

type Read<T> = Result<T, ParseError<()>>;

/// An entry: its width if its condition holds.
fn read_entry(entry: &mut Parser, window: f64) -> Read<Option<f64>> {
    let holds = entry.try_parse(|parser| conditions(parser, window)).unwrap_or(true);
    // A number is part of a calculation, and no length.
    if entry.try_parse(|entry| entry.expect_number()).is_ok() {
        return Err(ParseError::custom(()));
    }
    let width = term(entry, window)?;
    entry.expect_exhausted()?;
    Ok(holds.then_some(width))
}

/// Conditions that are joined by `and` or by `or`, or one with `not`.
fn conditions(parser: &mut Parser, window: f64) -> Read<bool> {
    if parser.try_parse(|parser| parser.expect_ident_matching("not")).is_ok() {
        return condition(parser, window).map(|holds| !holds);
    }
    let mut holds = condition(parser, window)?;
    loop {
        if parser.try_parse(|parser| parser.expect_ident_matching("and")).is_ok() {
            holds &= condition(parser, window)?;
        } else if parser.try_parse(|parser| parser.expect_ident_matching("or")).is_ok() {
            holds |= condition(parser, window)?;
        } else {
            return Ok(holds);
        }
    }
}

/// `(min-width: 40rem)`, `(width >= 640px)`, `(40rem <= width < 60rem)`, or further conditions in brackets. Of all else, such
/// as `(orientation: portrait)`, nothing is known: it holds in no window.
fn condition(parser: &mut Parser, window: f64) -> Read<bool> {
    parser.expect_parenthesis_block()?;
    parser.parse_nested_block(|inner| {
        if let Ok(holds) = inner.try_parse(|inner| conditions(inner, window)) {
            return Ok(holds);
        }
        if let Ok(holds) = inner.try_parse(|inner| range(inner, window)) {
            return Ok(holds);
        }
        let name = inner.expect_ident()?.to_ascii_lowercase();
        if inner.try_parse(|inner| inner.expect_colon()).is_ok() {
            match name.as_str() {
                "min-width" => return Ok(window >= term(inner, window)?),
                "max-width" => return Ok(window <= term(inner, window)?),
                _ => {}
            }
        }
        while inner.next().is_ok() {}
        Ok(false)
    })
}

/// The width compared with something on its right, on its left, or on both sides.
fn range(parser: &mut Parser, window: f64) -> Read<bool> {
    let mut holds = true;
    if let Ok(bound) = parser.try_parse(|parser| term(parser, window)) {
        holds &= compared(parser, |compare| compare(bound, window))?;
        parser.expect_ident_matching("width")?;
        if parser.is_exhausted() {
            return Ok(holds);
        }
    } else {
        parser.expect_ident_matching("width")?;
    }
    let mut compare: fn(f64, f64) -> bool = |_, _| false;
    compared(parser, |read| {
        compare = read;
        true
    })?;
    holds &= compare(window, term(parser, window)?);
    parser.expect_exhausted()?;
    Ok(holds)
}

/// Reads `<`, `<=`, `>` or `>=`.
fn compared(parser: &mut Parser, take: impl FnOnce(fn(f64, f64) -> bool) -> bool) -> Read<bool> {
    let wrong = ParseError::custom(());
    let sign = parser.next()?.clone();
    let or_equal = parser.try_parse(|parser| parser.expect_delim('=')).is_ok();
    match (sign, or_equal) {
        (Token::Delim('<'), false) => Ok(take(|a, b| a < b)),
        (Token::Delim('<'), true) => Ok(take(|a, b| a <= b)),
        (Token::Delim('>'), false) => Ok(take(|a, b| a > b)),
        (Token::Delim('>'), true) => Ok(take(|a, b| a >= b)),
        _ => Err(wrong),
    }
}

/// A length in CSS pixels, or a calculation with lengths.
fn term(parser: &mut Parser, window: f64) -> Read<f64> {
    let unknown = ParseError::custom(());
    match parser.next()?.clone() {
        Token::Dimension { value, unit, .. } => {
            let value = f64::from(value);
            match unit.to_ascii_lowercase().as_str() {
                "px" => Ok(value),
                "em" | "rem" => Ok(value * EM),
                "vw" | "svw" | "lvw" | "dvw" => Ok(value * window / 100.0),
                "cm" => Ok(value * 96.0 / 2.54),
                "mm" => Ok(value * 96.0 / 25.4),
                "in" => Ok(value * 96.0),
                _ => Err(unknown),
            }
        }
        Token::Number { value, .. } => Ok(f64::from(value)),
        Token::ParenthesisBlock => parser.parse_nested_block(|inner| sum(inner, window)),
        Token::Function(name) => {
            let several = parser.parse_nested_block(|inner| inner.parse_comma_separated(|part| sum(part, window)))?;
            match (name.to_ascii_lowercase().as_str(), several.as_slice()) {
                ("calc", [one]) => Ok(*one),
                ("min", all) => Ok(all.iter().copied().fold(f64::INFINITY, f64::min)),
                ("max", all) => Ok(all.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
                ("clamp", [least, value, most]) => Ok(value.min(*most).max(*least)),
                _ => Err(unknown),
            }
        }
        _ => Err(unknown),
    }
}

fn sum(parser: &mut Parser, window: f64) -> Read<f64> {
    let mut total = product(parser, window)?;
    loop {
        if parser.try_parse(|parser| parser.expect_delim('+')).is_ok() {
            total += product(parser, window)?;
        } else if parser.try_parse(|parser| parser.expect_delim('-')).is_ok() {
            total -= product(parser, window)?;
        } else {
            return Ok(total);
        }
    }
}

fn product(parser: &mut Parser, window: f64) -> Read<f64> {
    let mut total = term(parser, window)?;
    loop {
        if parser.try_parse(|parser| parser.expect_delim('*')).is_ok() {
            total *= term(parser, window)?;
        } else if parser.try_parse(|parser| parser.expect_delim('/')).is_ok() {
            total /= term(parser, window)?;
        } else {
            return Ok(total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sizes: &str) -> Result<(u32, u32), String> {
        span(sizes).map(|span| (span.narrowest, span.widest))
    }

    #[test]
    fn a_place_is_as_wide_as_its_first_entry_that_holds() {
        assert_eq!(of("100vw"), Ok((320, 2560)));
        assert_eq!(of("300px"), Ok((300, 300)));
        assert_eq!(of("(min-width: 40rem) 300px, 100vw"), Ok((300, 636)));
        assert_eq!(of("(min-width: 64em) 45rem, (min-width: 40em) calc(100vw - 4rem), 100vw"), Ok((320, 956)));
        assert_eq!(of("(max-width: 600px) 100vw, 600px"), Ok((320, 600)));
        assert_eq!(of("(600px <= width) 1px, 2px"), Ok((1, 2)));
        assert_eq!(of("(600px < width <= 900px) 5px, 3px"), Ok((3, 5)));
        assert_eq!(of("(width >= 600px) 500px, 90vw"), Ok((288, 537)));
        assert_eq!(of("((min-width: 40rem) and (max-width: 60rem)) 50vw, min(100vw, 700px)"), Ok((320, 700)));
        assert_eq!(of("not (min-width: 40rem) 10vw, 200px"), Ok((32, 200)));
        assert_eq!(of("clamp(6rem, 26vw, 15rem)"), Ok((96, 240)));
        assert_eq!(of("(orientation: portrait) 100vw, 50vw"), Ok((160, 1280)));
        assert_eq!(of("calc((100vw - 2 * 16px) / 3)"), Ok((96, 843)));
    }

    #[test]
    fn what_no_browser_understands_is_told() {
        for bad in
            ["", "(min-width: 40rem) 300px", "300", "wide", "calc(100vw -", "-300px", "50%", "(min-width: 1px) 2px,"]
        {
            assert!(span(bad).is_err(), "{bad}");
        }
    }
}
