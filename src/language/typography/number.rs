//! Numbers as they are written in a text: whole ones with their groups, decimals, times of the day, dates.

use super::is_space;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Whole,
    Decimal,
    Time,
    Date,
}

/// A number as it is written.
pub(super) struct Number<'t> {
    pub text: &'t str,
    pub kind: Kind,
    pub value: f64,
}

/// Bytes of the longest number: what is longer is a list of them.
const LONGEST: usize = 64;

impl<'t> Number<'t> {
    /// The number that a text ends with.
    pub fn ending(text: &'t str) -> Option<Number<'t>> {
        let mut start = text.len();
        for (n, c) in text.char_indices().rev() {
            if text.len() - n > LONGEST {
                return None;
            }
            let digit_before = || text[..n].ends_with(|c: char| c.is_ascii_digit());
            let is_part = c.is_ascii_digit()
                || (matches!(c, '.' | ',' | ':')
                    && start < text.len()
                    && text[start..].starts_with(|c: char| c.is_ascii_digit())
                    && digit_before())
                || (is_space(c) && is_group(&text[start..]) && ends_with_group(&text[..n]));
            if !is_part {
                break;
            }
            start = n;
        }
        Number::of(&text[start..])
    }

    /// The number that a text begins with.
    pub fn beginning(text: &'t str) -> Option<Number<'t>> {
        let mut end = 0;
        for (n, c) in text.char_indices() {
            if n > LONGEST {
                return None;
            }
            let rest = &text[n + c.len_utf8()..];
            let is_part = c.is_ascii_digit()
                || (matches!(c, '.' | ',' | ':') && n > 0 && rest.starts_with(|c: char| c.is_ascii_digit()))
                || (is_space(c)
                    && (1..=7).contains(&n)
                    && (1..=3).contains(&digits_in_front(rest.trim_start_matches(is_space)))
                    && is_group(rest));
            if !is_part {
                break;
            }
            end = n + c.len_utf8();
        }
        Number::of(&text[..end])
    }

    fn of(text: &'t str) -> Option<Number<'t>> {
        let plain: String = text.chars().filter(|c| !is_space(*c)).collect();
        if plain.is_empty() {
            return None;
        }
        let parts: Vec<&str> = plain.split(['.', ',', ':']).collect();
        let (kind, value) = match parts.as_slice() {
            [whole] if whole.len() <= 4 || whole.len() < text.len() => (Kind::Whole, whole.parse().ok()?),
            [hours, minutes] if plain.contains(':') => {
                let (h, m): (f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?);
                if minutes.len() != 2 || h > 24.0 || m > 59.0 {
                    return None;
                }
                (Kind::Time, h * 60.0 + m)
            }
            [whole, part] if part.len() == 3 && plain.contains(',') => {
                (Kind::Whole, format!("{whole}{part}").parse().ok()?)
            }
            [_, part] if part.len() <= 2 => (Kind::Decimal, plain.replace(',', ".").parse().ok()?),
            [day, month, year]
                if day.len() <= 2 && month.len() == 2 && matches!(year.len(), 2 | 4) && !plain.contains(':') =>
            {
                (Kind::Date, 0.0)
            }
            _ => return None,
        };
        Some(Number { text, kind, value })
    }

    pub fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }

    pub fn is_year(&self) -> bool {
        self.text.len() == 4 && self.digits() == 4 && (1000.0..2200.0).contains(&self.value)
    }

    /// Whether another number is more; in `1914-18` the end leaves out the century.
    pub fn rises_to(&self, to: &Number) -> bool {
        match (self.digits(), to.digits()) {
            (4, 2) => self.is_year() && self.value % 100.0 < to.value,
            (4, 1 | 3) => false,
            _ => self.value < to.value,
        }
    }
}

/// As many digits as a text begins with, or 4 where it is more: a group has 3.
fn digits_in_front(text: &str) -> usize {
    text.bytes().take(4).take_while(u8::is_ascii_digit).count()
}

/// Whether a text begins with three digits and no more.
fn is_group(text: &str) -> bool {
    digits_in_front(text) == 3
}

/// Whether a text ends with one to three digits that begin a number.
fn ends_with_group(text: &str) -> bool {
    let digits = text.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
}
