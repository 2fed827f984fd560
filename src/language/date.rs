//! Dates as writers write them: a day, a day and a time, or an instant with its offset.

use super::moment::Moment;
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

impl WrittenDate {
    /// Reads `2025-01-20`, `2025-01-20T09:30` (in the site's time zone) or `2025-01-20T09:30:00+03:00` (RFC 3339).
    ///
    /// # Errors
    /// A sentence for the writer: what is wrong with the date and how one is written.
    pub fn parse(text: &str) -> Result<WrittenDate, String> {
        let text = text.trim();
        let civil = parse_civil(text)?;
        let offset = match Pieces::parse(text).ok().and_then(|p| p.to_numeric_offset()) {
            Some(offset) => Some(offset),
            None if text.ends_with(['Z', 'z']) => Some(Offset::UTC),
            None => None,
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

fn parse_civil(text: &str) -> Result<civil::DateTime, String> {
    let form = "write a date as 2025-01-20, or with a time as 2025-01-20T09:30:00+03:00";
    if let Ok(pieces) = Pieces::parse(text) {
        return Ok(pieces.date().to_datetime(pieces.time().unwrap_or(civil::Time::midnight())));
    }
    // A well-formed date that is no day of the calendar deserves a better word than "parse error".
    let numbers: Vec<i16> = text.get(..10).unwrap_or(text).split('-').filter_map(|p| p.parse().ok()).collect();
    if let [year, month, day] = numbers[..]
        && text.len() >= 8
    {
        if !(1..=12).contains(&month) {
            return Err(format!("`{text}` is no date: there is no month {month}; {form}"));
        }
        let days = civil::Date::new(year, month as i8, 1).map_or(31, |d| i16::from(d.days_in_month()));
        if !(1..=days).contains(&day) {
            return Err(format!("`{text}` is no date: that month has {days} days; {form}"));
        }
    }
    Err(format!("`{text}` is no date; {form}"))
}

impl<'de> Deserialize<'de> for WrittenDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = WrittenDate;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a date such as 2025-01-20")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<WrittenDate, E> {
                WrittenDate::parse(text).map_err(E::custom)
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
        assert!(WrittenDate::parse("2025-02-30").unwrap_err().contains("28 days"));
        assert!(WrittenDate::parse("2025-13-01").unwrap_err().contains("no month 13"));
        assert!(WrittenDate::parse("20 January").unwrap_err().contains("2025-01-20"));
    }

    #[test]
    fn feeds_get_their_form() {
        let date = WrittenDate::parse("2025-01-20T09:30:00+03:00").unwrap();
        assert_eq!(date.in_zone(&TimeZone::UTC).unwrap().rfc2822(), "Mon, 20 Jan 2025 06:30:00 +0000");
    }
}
