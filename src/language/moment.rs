//! A moment: an instant as the newsroom's clock shows it.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

/// A moment, kept with how the site's time zone shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The instant.
    pub timestamp: Timestamp,
    /// The same in the site's time zone.
    pub local: civil::DateTime,
    /// The site's distance from UTC at that instant.
    pub offset: Offset,
}

impl Moment {
    /// The instant as a clock in `zone` shows it.
    pub fn new(timestamp: Timestamp, zone: &TimeZone) -> Moment {
        let offset = zone.to_offset(timestamp);
        Moment { timestamp, local: offset.to_datetime(timestamp), offset }
    }

    /// Whether it says a time of day: what lies at midnight sharp is a day without one.
    pub fn has_time(&self) -> bool {
        self.local.time() != civil::Time::midnight()
    }

    /// RFC 3339 with the site's offset, `2025-01-20T09:30:00+03:00`.
    pub fn rfc3339(&self) -> String {
        let seconds = self.offset.seconds();
        let (sign, distance) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
        let c = self.local;
        // Pages have dozens of these: digits are put together faster than a format is.
        let mut text = String::with_capacity(25);
        let mut two = |before: Option<char>, number: i32| {
            text.extend(before);
            text.extend([number / 10 % 10, number % 10].map(|digit| char::from(b'0' + digit.unsigned_abs() as u8)));
        };
        two(None, i32::from(c.year()) / 100);
        two(None, i32::from(c.year()) % 100);
        two(Some('-'), i32::from(c.month()));
        two(Some('-'), i32::from(c.day()));
        two(Some('T'), i32::from(c.hour()));
        two(Some(':'), i32::from(c.minute()));
        two(Some(':'), i32::from(c.second()));
        two(Some(sign), distance / 3600);
        two(Some(':'), distance / 60 % 60);
        text
    }

    /// RFC 2822 as RSS wants it, `Mon, 20 Jan 2025 09:30:00 +0300`.
    pub fn rfc2822(&self) -> String {
        let zoned = ZonedDateTime::new(self.timestamp, self.offset.to_time_zone());
        jiff::fmt::rfc2822::to_string(&zoned).unwrap_or_default()
    }
}
