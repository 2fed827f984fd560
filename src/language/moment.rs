//! A moment: an instant as the newsroom's clock shows it.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

/// A moment, kept with how the site's time zone shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            c.year(),
            c.month(),
            c.day(),
            c.hour(),
            c.minute(),
            c.second(),
            distance / 3600,
            distance / 60 % 60
        )
    }

    /// RFC 2822 as RSS wants it, `Mon, 20 Jan 2025 09:30:00 +0300`.
    pub fn rfc2822(&self) -> String {
        let zoned = ZonedDateTime::new(self.timestamp, self.offset.to_time_zone());
        jiff::fmt::rfc2822::to_string(&zoned).unwrap_or_default()
    }
}
