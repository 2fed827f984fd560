//! Times of day: their parts, and from one to another.

use super::dates::text_of;
use super::pieces::{Piece, join, pieces};
use super::ranges::separator;
use super::styles::{Clock, TimeStyle, ZoneName};
use super::{DateOptions, Digits, Formats, NumberOptions};
use crate::language::Moment;
use icu::datetime::DateTimeFormatterPreferences;
use icu::datetime::fieldsets::builder::FieldSetBuilder;
use icu::datetime::fieldsets::enums::TimeFieldSet;
use icu::datetime::options::{Length, TimePrecision};
use icu::datetime::parts;
use icu::datetime::range::NoCalendarRangeFormatter;

/// The formatter of ranges of times.
pub(super) type TimeRangeFormatter = NoCalendarRangeFormatter<TimeFieldSet>;

/// The words of a time of day.
#[derive(Debug, Default)]
pub(in crate::language::locale) struct TimeParts {
    /// Two digits.
    pub minute: String,
    /// Two digits.
    pub second: String,
    /// The language's word for the half of the day, `PM`.
    pub period: String,
    /// What the zone is called.
    pub zone: String,
}

impl Formats {
    pub(in crate::language::locale) fn time_parts(&self, moment: &Moment, zone: ZoneName) -> TimeParts {
        let two = |n: i8| {
            let digits = Digits { minimum_integer: Some(2), ..Digits::default() };
            self.number(f64::from(n), &NumberOptions { digits, ..NumberOptions::default() })
        };
        let twelve = DateOptions { time: Some(TimeStyle::Short), clock: Some(Clock::Twelve), ..DateOptions::default() };
        TimeParts {
            minute: two(moment.local.minute()),
            second: two(moment.local.second()),
            period: text_of(&self.moment_pieces(moment, &twelve), parts::DAY_PERIOD),
            zone: self.moment(moment, &DateOptions { zone_name: Some(zone), ..DateOptions::default() }),
        }
    }

    /// From one time of day to another, in the site's time zone, as CLDR says.
    pub fn time_range(&self, from: &Moment, to: &Moment, style: TimeStyle, clock: Option<Clock>) -> String {
        match self.time_range_pieces(from, to, style, clock) {
            Some(pieces) => join(&pieces),
            None => {
                let time =
                    |moment| self.moment(moment, &DateOptions { time: Some(style), clock, ..Default::default() });
                format!("{} – {}", time(from), time(to))
            }
        }
    }

    /// What CLDR puts between two times of day.
    pub(in crate::language::locale) fn between_times(&self, from: &Moment, to: &Moment, style: TimeStyle) -> String {
        separator(&self.time_range_pieces(from, to, style, None).unwrap_or_default())
    }

    fn time_range_pieces(
        &self,
        from: &Moment,
        to: &Moment,
        style: TimeStyle,
        clock: Option<Clock>,
    ) -> Option<Vec<Piece>> {
        let precision = if style == TimeStyle::Short { TimePrecision::Minute } else { TimePrecision::Second };
        let formatter = self.time_ranges.get((precision, clock), |(precision, clock)| {
            let mut preferences = DateTimeFormatterPreferences::from(&self.locale);
            if let Some(clock) = clock {
                preferences.hour_cycle = Some(clock.cycle());
            }
            let mut set = FieldSetBuilder::new();
            set.length = Some(Length::Short);
            set.time_precision = Some(*precision);
            NoCalendarRangeFormatter::try_new(preferences, set.build_time().ok()?).ok()
        })?;
        Some(pieces(&formatter.format(&self.zone.input(from).time, &self.zone.input(to).time)))
    }
}
