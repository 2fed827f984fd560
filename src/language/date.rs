//! Dates as writers write them: a day, a day and a time, or an instant with its offset.

use super::moment::Moment;
use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// A date as it stands in front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    civil: civil::DateTime,
    offset: Option<Offset>,
}

/// Why a text is no date, and how one is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDate {
    /// What is wrong.
    pub wrong: String,
    /// What to write.
    pub to_do: &'static str,
}

impl fmt::Display for NoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.wrong, self.to_do)
    }
}

impl std::error::Error for NoDate {}

/// How a date is written.
const FORM: &str = "write a date as 2025-01-20, or with a time as 2025-01-20T09:30:00+03:00";

impl WrittenDate {
    /// Reads `2025-01-20`, `2025-01-20T09:30` (in the site's time zone) or `2025-01-20T09:30:00+03:00` (RFC 3339), and the
    /// same as other programs write it: `2015-03-16 10:00:28 -0400`, `2015-03-16 10:00:28 UTC`, `2015-3-6`, `20150316`.
    ///
    /// # Errors
    /// What is wrong with the date and how one is written.
    pub fn parse(text: &str) -> Result<WrittenDate, NoDate> {
        let written = text.trim();
        if let Some(date) = of_machine(written) {
            return Ok(date);
        }
        let text = canonical(written);
        let civil = parse_civil(written, &text)?;
        let pieces = Pieces::parse(&text).ok();
        let offset = match pieces.as_ref().and_then(Pieces::to_numeric_offset) {
            Some(offset) => Some(offset),
            None if text.ends_with(['Z', 'z']) => Some(Offset::UTC),
            // A zone by its name: `[Europe/Paris]`.
            None => match pieces.as_ref().map(Pieces::to_time_zone) {
                Some(Ok(Some(zone))) => zone.to_timestamp(civil).ok().map(|at| zone.to_offset(at)),
                Some(Err(_)) => {
                    return Err(NoDate { wrong: format!("`{written}` names no time zone that there is"), to_do: FORM });
                }
                Some(Ok(None)) | None => None,
            },
        };
        Ok(WrittenDate { civil, offset })
    }

    /// The moment with the clock as it was written: an offset is kept, not converted.
    pub fn as_written(&self, zone: &TimeZone) -> Option<Moment> {
        match self.offset {
            Some(offset) => {
                Some(Moment { timestamp: offset.to_timestamp(self.civil).ok()?, local: self.civil, offset })
            }
            None => self.in_zone(zone),
        }
    }

    /// The moment meant, where the site keeps its time in `zone`. A day alone begins at midnight.
    pub fn in_zone(&self, zone: &TimeZone) -> Option<Moment> {
        let timestamp = match self.offset {
            Some(offset) => offset.to_timestamp(self.civil).ok()?,
            None => zone.to_timestamp(self.civil).ok()?,
        };
        Some(Moment::new(timestamp, zone))
    }
}

/// A moment as this program writes it for templates, `2025-01-20T09:30:00+03:00`: each page has many.
fn of_machine(text: &str) -> Option<WrittenDate> {
    let bytes: &[u8; 25] = text.as_bytes().try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (22, b':')];
    if marks.iter().any(|(at, mark)| bytes[*at] != *mark) {
        return None;
    }
    let number = |digits: &[u8]| {
        let add = |sum: i16, digit: &u8| digit.is_ascii_digit().then(|| 10 * sum + i16::from(digit - b'0'));
        digits.iter().try_fold(0, add)
    };
    let two = |at: usize| number(&bytes[at..at + 2]).and_then(|number| i8::try_from(number).ok());
    let year = number(&bytes[..4]).filter(|year| (1..=LAST_YEAR).contains(year))?;
    let civil = civil::DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()?;
    let seconds = i32::from(two(20)?) * 3600 + i32::from(two(23).filter(|minutes| *minutes < 60)?) * 60;
    let offset = match bytes[19] {
        b'+' => Offset::from_seconds(seconds),
        b'-' => Offset::from_seconds(-seconds),
        _ => return None,
    };
    Some(WrittenDate { civil, offset: Some(offset.ok()?) })
}

/// A date as RFC 3339 has it, made of one that differs in what machines leave out or add: a month of one digit, a space
/// before the offset, an offset without its colon, `UTC`. Any other text comes back as it is.
fn canonical(text: &str) -> String {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim_start()),
        None => (text, ""),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let date = match parts[..] {
        [year, month, day] if year.len() == 4 && parts.iter().all(is_number) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => date.to_owned(),
    };
    if rest.is_empty() {
        return date;
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !":.,".contains(c)).unwrap_or(rest.len());
    let (time, zone) = (&rest[..end], rest[end..].trim_start());
    let time = if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() };
    let is_utc = ["utc", "gmt", "z"].iter().any(|name| zone.eq_ignore_ascii_case(name));
    let zone = match zone.as_bytes() {
        _ if is_utc => "Z".to_owned(),
        [b'+' | b'-', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) => {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        _ => zone.to_owned(),
    };
    format!("{date}T{time}{zone}")
}

/// The last year whose days are instants in every time zone.
const LAST_YEAR: i16 = 9998;

fn parse_civil(written: &str, text: &str) -> Result<civil::DateTime, NoDate> {
    let no_date = |why: String| Err(NoDate { wrong: format!("`{written}` is no date{why}"), to_do: FORM });
    if let Ok(pieces) = Pieces::parse(text) {
        let date = pieces.date();
        if !(1..=LAST_YEAR).contains(&date.year()) {
            return Err(NoDate {
                wrong: format!("`{written}` is too far away"),
                to_do: "write the day that is meant, or leave the key out where there is none",
            });
        }
        return Ok(date.to_datetime(pieces.time().unwrap_or(civil::Time::midnight())));
    }
    // A well-formed date that is no day of the calendar deserves a better word than "parse error".
    let numbers: Vec<i16> = text.get(..10).unwrap_or(text).split('-').filter_map(|p| p.parse().ok()).collect();
    if let [year, month, day] = numbers[..]
        && text.len() >= 8
    {
        if !(1..=12).contains(&month) {
            return no_date(format!(": there is no month {month}"));
        }
        let days = civil::Date::new(year, month as i8, 1).map_or(31, |d| i16::from(d.days_in_month()));
        if !(1..=days).contains(&day) {
            return no_date(format!(": that month has {days} days"));
        }
    }
    no_date(String::new())
}

// Most forms are read that other programs write; what is no date at all has no four digits of a year.
written_as!(WrittenDate, |generator| { "type": ["string", "integer"], "pattern": "[0-9]{4}", "examples": ["2025-01-20", "2025-01-20T09:30"] });

impl<'de> Deserialize<'de> for WrittenDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = WrittenDate;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a date such as 2025-01-20")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<WrittenDate, E> {
                WrittenDate::parse(text).map_err(|no_date| mistake(no_date.wrong, no_date.to_do))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, zone: &str) -> String {
        WrittenDate::parse(text).unwrap().in_zone(&TimeZone::get(zone).unwrap()).unwrap().rfc3339()
    }

    #[test]
    fn a_day_begins_at_midnight_where_the_site_is() {
        assert_eq!(moment("2025-01-20", "Europe/Paris"), "2025-01-20T00:00:00+01:00");
        assert_eq!(moment("2025-07-20", "Europe/Paris"), "2025-07-20T00:00:00+02:00");
        assert_eq!(moment("2025-01-20 09:30", "Europe/Moscow"), "2025-01-20T09:30:00+03:00");
    }

    #[test]
    fn an_offset_is_respected() {
        assert_eq!(moment("2025-01-20T23:30:00-05:00", "Europe/Paris"), "2025-01-21T05:30:00+01:00");
        assert_eq!(moment("2025-01-20T11:59:00Z", "Europe/Moscow"), "2025-01-20T14:59:00+03:00");
    }

    #[test]
    fn an_impossible_date_says_why() {
        let wrong = |text: &str| WrittenDate::parse(text).unwrap_err().to_string();
        assert!(wrong("2025-02-30").contains("28 days"));
        assert!(wrong("2025-13-01").contains("no month 13"));
        assert!(wrong("20 January").contains("2025-01-20"));
        assert!(wrong("9999-12-31").contains("too far away"));
        for text in ["0000-00-00 00:00:00", "03/16/2015", "16 March 2015", "2015-03-16 10:00 EST", "2015", ""] {
            assert!(WrittenDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_machines_write_is_read_as_all_else_is() {
        for text in [
            "2025-01-20T09:30:00+03:00",
            "2024-02-29T23:59:59-05:30",
            "2025-01-20T00:00:00+00:00",
            "0001-01-01T00:00:00+14:00",
        ] {
            // A second space makes the other way read it.
            let other = text.replace('T', "  ");
            assert_eq!(of_machine(text), Some(WrittenDate::parse(&other).unwrap()), "{text}");
        }
        for text in [
            "2025-02-29T09:30:00+03:00",
            "2025-01-20T24:30:00+03:00",
            "2025-01-20T09:30:00+03:99",
            "9999-01-20T09:30:00+03:00",
            "2025-01-20 09:30:00+03:00",
            "2025-01-20T09:30:0a+03:00",
            "2025-01-20T09:30:60+03:00",
        ] {
            assert_eq!(of_machine(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_other_programs_write_them() {
        for (text, instant) in [
            ("2015-03-16 10:00:28 -0400", "2015-03-16T14:00:28+00:00"),
            ("2015-03-16 10:00:28 UTC", "2015-03-16T10:00:28+00:00"),
            ("2015-03-16 10:00", "2015-03-16T10:00:00+00:00"),
            ("2013-06-27T00:00:00.000Z", "2013-06-27T00:00:00+00:00"),
            ("2015-03-16T10:00:28-0400", "2015-03-16T14:00:28+00:00"),
            ("2015-3-6", "2015-03-06T00:00:00+00:00"),
            ("2015-03-16 10:00:28 +00:00", "2015-03-16T10:00:28+00:00"),
            ("2015-03-16T10:00:28 +0530", "2015-03-16T04:30:28+00:00"),
            ("2015-03-16 9:05", "2015-03-16T09:05:00+00:00"),
            ("2015-07-16T10:00[Europe/Paris]", "2015-07-16T08:00:00+00:00"),
            ("20150316", "2015-03-16T00:00:00+00:00"),
        ] {
            assert_eq!(moment(text, "UTC"), instant, "{text}");
        }
    }

    #[test]
    fn feeds_get_their_form() {
        let date = WrittenDate::parse("2025-01-20T09:30:00+03:00").unwrap();
        assert_eq!(date.in_zone(&TimeZone::UTC).unwrap().rfc2822(), "Mon, 20 Jan 2025 06:30:00 +0000");
    }
}
