//! The named ways of saying a date, a time of day, a time zone.

use icu::datetime::fieldsets::builder::{DateFields, ZoneStyle};
use icu::datetime::options::Length;
use icu::datetime::preferences::HourCycle;

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// `20/01/2025`
    Short,
    /// `20 janv. 2025`
    Medium,
    /// `20 janvier 2025`
    Long,
    /// `lundi 20 janvier 2025`
    Full,
    /// `janvier 2025`
    Month,
    /// `janvier`
    MonthName,
    /// `2025`, with the word or the digits that the language adds to a year.
    Year,
    /// `20 janvier`
    MonthDay,
    /// `lundi`
    Weekday,
}

impl DateStyle {
    /// Each style, its name, and the message in which a locale says its own way.
    const ALL: [(DateStyle, &'static str, &'static str); 9] = [
        (DateStyle::Short, "short", "date-short"),
        (DateStyle::Medium, "medium", "date-medium"),
        (DateStyle::Long, "long", "date-long"),
        (DateStyle::Full, "full", "date-full"),
        (DateStyle::Month, "month", "date-month"),
        (DateStyle::MonthName, "month-name", "date-month-name"),
        (DateStyle::Year, "year", "date-year"),
        (DateStyle::MonthDay, "month-day", "date-month-day"),
        (DateStyle::Weekday, "weekday", "date-weekday"),
    ];

    /// The names of all styles.
    pub const NAMES: [&'static str; 9] =
        ["short", "medium", "long", "full", "month", "month-name", "year", "month-day", "weekday"];

    /// The style with a name.
    pub fn parse(name: &str) -> Option<DateStyle> {
        DateStyle::ALL.iter().find(|(_, known, _)| *known == name).map(|(style, ..)| *style)
    }

    /// The message in which a locale says its own way.
    pub(in crate::language::locale) fn message(self) -> &'static str {
        DateStyle::ALL.iter().find(|(style, ..)| *style == self).map_or("", |(.., message)| message)
    }

    /// Whether a locale says its own way of some style in this message.
    pub(in crate::language::locale) fn is_message(id: &str) -> bool {
        DateStyle::ALL.iter().any(|(.., message)| *message == id)
    }

    /// Whether the style says a day, to which a time of day can be added.
    pub(in crate::language::locale) fn has_day(self) -> bool {
        !matches!(self, DateStyle::Month | DateStyle::MonthName | DateStyle::Year)
    }

    pub(super) fn length(self) -> Length {
        match self {
            DateStyle::Short => Length::Short,
            DateStyle::Medium => Length::Medium,
            _ => Length::Long,
        }
    }

    pub(super) fn fields(self) -> DateFields {
        match self {
            DateStyle::Short | DateStyle::Medium | DateStyle::Long => DateFields::YMD,
            DateStyle::Full => DateFields::YMDE,
            DateStyle::Month => DateFields::YM,
            DateStyle::MonthName => DateFields::M,
            DateStyle::Year => DateFields::Y,
            DateStyle::MonthDay => DateFields::MD,
            DateStyle::Weekday => DateFields::E,
        }
    }
}

/// How much of a time of day is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeStyle {
    /// `15:04`
    Short,
    /// `15:04:30`
    Medium,
    /// `15:04:30 UTC+1`
    Long,
    /// `15:04:30 heure normale d’Europe centrale`
    Full,
}

impl TimeStyle {
    /// The names of all styles.
    pub const NAMES: [&'static str; 4] = ["short", "medium", "long", "full"];

    /// The messages in which a locale says its own way, in the order of the names.
    const MESSAGES: [&'static str; 4] = ["time-short", "time-medium", "time-long", "time-full"];

    /// The message in which a locale says its own way.
    pub(in crate::language::locale) fn message(self) -> &'static str {
        TimeStyle::MESSAGES[self as usize]
    }

    /// Whether a locale says its own way of some style in this message.
    pub(in crate::language::locale) fn is_message(id: &str) -> bool {
        TimeStyle::MESSAGES.contains(&id)
    }

    /// How the style names the zone.
    pub(in crate::language::locale) fn zone(self) -> ZoneName {
        if self == TimeStyle::Full { ZoneName::Long } else { ZoneName::Short }
    }

    /// The style with a name.
    pub fn parse(name: &str) -> Option<TimeStyle> {
        let styles = [TimeStyle::Short, TimeStyle::Medium, TimeStyle::Long, TimeStyle::Full];
        TimeStyle::NAMES.iter().zip(styles).find(|(known, _)| **known == name).map(|(_, style)| style)
    }
}

/// What a time zone is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneName {
    /// `CET`, or `UTC+1` where the language has no usual abbreviation.
    Short,
    /// `heure normale d’Europe centrale`
    Long,
    /// `UTC+1`
    Offset,
    /// `UTC+01:00`
    LongOffset,
    /// `CET`, or a place: the same all year round.
    Generic,
    /// `heure d’Europe centrale`: the same all year round.
    LongGeneric,
}

impl ZoneName {
    pub(super) fn style(self) -> ZoneStyle {
        match self {
            ZoneName::Short => ZoneStyle::SpecificShort,
            ZoneName::Long => ZoneStyle::SpecificLong,
            ZoneName::Offset => ZoneStyle::LocalizedOffsetShort,
            ZoneName::LongOffset => ZoneStyle::LocalizedOffsetLong,
            ZoneName::Generic => ZoneStyle::GenericShort,
            ZoneName::LongGeneric => ZoneStyle::GenericLong,
        }
    }
}

/// The 12-hour or the 24-hour clock, where it is not left to the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Twelve hours, counted as the language counts them.
    Twelve,
    /// Twenty-four hours.
    TwentyFour,
    /// From 0 to 11.
    H11,
    /// From 1 to 12.
    H12,
    /// From 0 to 23.
    H23,
}

impl Clock {
    pub(super) fn cycle(self) -> HourCycle {
        match self {
            Clock::Twelve => HourCycle::Clock12,
            Clock::TwentyFour => HourCycle::Clock24,
            Clock::H11 => HourCycle::H11,
            Clock::H12 => HourCycle::H12,
            Clock::H23 => HourCycle::H23,
        }
    }
}
