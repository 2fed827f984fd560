//! A moment as ICU4X takes it: the clock that the site's time zone shows, and the zone's name.

use crate::language::Moment;
use icu::calendar::{Date, Iso};
use icu::datetime::input::{Time, TimeZone as ZoneId, TimeZoneInfo, UtcOffset, ZonedDateTime};
use icu::time::zone::{IanaParser, models::AtTime};
use jiff::tz::TimeZone;

/// A time zone: its rules, and the id under which CLDR knows its names.
pub(super) struct Zone {
    pub rules: TimeZone,
    id: ZoneId,
}

/// A date, a time of day and a zone.
pub(super) type Input = ZonedDateTime<Iso, TimeZoneInfo<AtTime>>;

impl Zone {
    pub fn new(rules: &TimeZone) -> Zone {
        let id = rules.iana_name().map_or(ZoneId::UNKNOWN, |name| IanaParser::new().parse(name));
        Zone { rules: rules.clone(), id }
    }

    pub fn input(&self, moment: &Moment) -> Input {
        let local = moment.local;
        let date = Date::try_new_iso(i32::from(local.year()), local.month() as u8, local.day() as u8)
            // jiff's dates are always days of the calendar.
            .unwrap_or_else(|_| Date::from_rata_die(icu::calendar::types::RataDie::new(1), Iso));
        let time = Time::try_new(local.hour() as u8, local.minute() as u8, local.second() as u8, 0)
            .unwrap_or(Time::start_of_day());
        let offset = UtcOffset::try_from_seconds(moment.offset.seconds()).ok();
        let zone = self.id.with_offset(offset).at_date_time(icu::datetime::input::DateTime { date, time });
        ZonedDateTime { date, time, zone }
    }
}
