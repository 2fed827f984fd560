//! Dates, numbers, lists and sorting of one language, by CLDR's data.

use super::tag::LanguageTag;
use crate::content::Moment;
use icu::calendar::{Date, Iso};
use icu::collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu::datetime::fieldsets::{self, enums::CompositeDateTimeFieldSet};
use icu::datetime::input::{DateTime, Time};
use icu::datetime::{DateTimeFormatter, parts};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::list::{ListFormatter, options::ListFormatterOptions};
use intl_memoizer::Memoizable;
use std::cmp::Ordering;
use std::fmt;
use writeable::{Part, PartsWrite, Writeable};

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

impl DateStyle {
    const ALL: [(DateStyle, &'static str, &'static str); 6] = [
        (DateStyle::Short, "short", "date-short"),
        (DateStyle::Medium, "medium", "date-medium"),
        (DateStyle::Long, "long", "date-long"),
        (DateStyle::Full, "full", "date-full"),
        (DateStyle::Month, "month", "date-month"),
        (DateStyle::MonthName, "month-name", "date-month-name"),
    ];

    /// The style with a name.
    pub fn parse(name: &str) -> Option<DateStyle> {
        DateStyle::ALL.iter().find(|(_, known, _)| *known == name).map(|(style, ..)| *style)
    }

    /// The names of all styles.
    pub fn names() -> String {
        DateStyle::ALL.map(|(_, name, _)| name).join(", ")
    }

    /// The message in which a locale says its own way.
    pub(super) fn message(self) -> &'static str {
        DateStyle::ALL.iter().find(|(style, ..)| *style == self).map_or("", |(.., message)| message)
    }
}

/// The words of a date as they stand in a full one.
#[derive(Debug, Default)]
pub(super) struct DateParts {
    pub month: String,
    pub weekday: String,
}

/// The formatters of one language. CLDR has data for every language that a tag can name: where the language itself
/// has none, its parent's.
pub struct Formats {
    dates: Vec<Option<DateTimeFormatter<CompositeDateTimeFieldSet>>>,
    date_times: Vec<Option<DateTimeFormatter<CompositeDateTimeFieldSet>>>,
    time: Option<DateTimeFormatter<fieldsets::T>>,
    number: Option<DecimalFormatter>,
    list: Option<ListFormatter>,
    collator: Option<CollatorBorrowed<'static>>,
}

impl Formats {
    /// Loads the formatters of a language.
    pub fn new(tag: &LanguageTag) -> Formats {
        use fieldsets::{M, YM, YMD, YMDE, enums::*};
        let locale = tag.icu();
        let date = |fields: CompositeDateTimeFieldSet| DateTimeFormatter::try_new((&locale).into(), fields).ok();
        let styles = [
            CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(YMD::short())),
            CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(YMD::medium())),
            CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(YMD::long())),
            CompositeDateTimeFieldSet::Date(DateFieldSet::YMDE(YMDE::long())),
            CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::YM(YM::long())),
            CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::M(M::long())),
        ];
        let with_time = [
            DateAndTimeFieldSet::YMDT(YMD::short().with_time_hm()),
            DateAndTimeFieldSet::YMDT(YMD::medium().with_time_hm()),
            DateAndTimeFieldSet::YMDT(YMD::long().with_time_hm()),
            DateAndTimeFieldSet::YMDET(YMDE::long().with_time_hm()),
        ];
        Formats {
            dates: styles.into_iter().map(date).collect(),
            date_times: with_time.into_iter().map(|fields| date(CompositeDateTimeFieldSet::DateTime(fields))).collect(),
            time: DateTimeFormatter::try_new((&locale).into(), fieldsets::T::hm()).ok(),
            number: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            list: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok(),
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok(),
        }
    }

    /// A date.
    pub fn date(&self, moment: &Moment, style: DateStyle) -> String {
        match self.dates.get(style as usize).and_then(Option::as_ref) {
            Some(formatter) => formatter.format(&input(moment)).to_string(),
            None => moment.local.date().to_string(),
        }
    }

    /// A time of day.
    pub fn time(&self, moment: &Moment) -> String {
        match &self.time {
            Some(formatter) => formatter.format(&input(moment).time).to_string(),
            None => moment.local.time().to_string(),
        }
    }

    /// A date and a time of day.
    pub fn datetime(&self, moment: &Moment, style: DateStyle) -> String {
        match self.date_times.get(style as usize).and_then(Option::as_ref) {
            Some(formatter) => formatter.format(&input(moment)).to_string(),
            None => moment.rfc3339(),
        }
    }

    pub(super) fn date_parts(&self, moment: &Moment) -> DateParts {
        let mut sink = PartSink::default();
        if let Some(formatter) = self.dates.get(DateStyle::Full as usize).and_then(Option::as_ref) {
            // Writing to a string cannot fail.
            let _ = formatter.format(&input(moment)).write_to_parts(&mut sink);
        }
        sink.parts
    }

    /// A number with the language's digits and separators.
    pub fn number(&self, value: f64) -> String {
        match (&self.number, decimal(value, None, None)) {
            (Some(formatter), Some(decimal)) => formatter.format(&decimal).to_string(),
            _ => value.to_string(),
        }
    }

    /// "A, B and C".
    pub fn list(&self, items: &[String]) -> String {
        match &self.list {
            Some(formatter) => formatter.format_to_string(items.iter()),
            None => items.join(", "),
        }
    }

    /// Which of two names comes first in an index.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }
}

fn input(moment: &Moment) -> DateTime<Iso> {
    let local = moment.local;
    let date = Date::try_new_iso(i32::from(local.year()), local.month() as u8, local.day() as u8);
    let time = Time::try_new(local.hour() as u8, local.minute() as u8, local.second() as u8, 0);
    DateTime {
        // jiff's dates are always days of the calendar.
        date: date.unwrap_or_else(|_| Date::from_rata_die(icu::calendar::types::RataDie::new(1), Iso)),
        time: time.unwrap_or(Time::start_of_day()),
    }
}

fn decimal(value: f64, minimum_fraction: Option<usize>, maximum_fraction: Option<usize>) -> Option<Decimal> {
    let digits = |n: usize| -i16::try_from(n.min(20)).unwrap_or(20);
    let mut decimal = Decimal::try_from_str(&value.to_string()).ok()?;
    if let Some(maximum) = maximum_fraction.or((value.fract() != 0.0).then_some(3)) {
        decimal.round(digits(maximum.max(minimum_fraction.unwrap_or(0))));
        decimal.trim_end();
    }
    if let Some(minimum) = minimum_fraction {
        decimal.pad_end(digits(minimum));
    }
    Some(decimal)
}

/// A number formatter that Fluent keeps for a language.
pub(super) struct NumberFormat(DecimalFormatter);

impl NumberFormat {
    pub fn format(&self, value: f64, minimum_fraction: Option<usize>, maximum_fraction: Option<usize>) -> String {
        decimal(value, minimum_fraction, maximum_fraction)
            .map_or_else(|| value.to_string(), |d| self.0.format(&d).to_string())
    }
}

impl Memoizable for NumberFormat {
    type Args = (bool,);
    type Error = ();

    fn construct(language: unic_langid::LanguageIdentifier, (grouping,): Self::Args) -> Result<Self, ()> {
        let tag = LanguageTag::parse(&language.to_string()).ok_or(())?;
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(if grouping { GroupingStrategy::Auto } else { GroupingStrategy::Never });
        DecimalFormatter::try_new((&tag.icu()).into(), options).map(NumberFormat).map_err(|_| ())
    }
}

/// Keeps the month and the weekday of a formatted date.
#[derive(Default)]
struct PartSink {
    parts: DateParts,
    inside: Option<Part>,
}

impl fmt::Write for PartSink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.inside {
            Some(part) if part == parts::MONTH => self.parts.month.write_str(text),
            Some(part) if part == parts::WEEKDAY => self.parts.weekday.write_str(text),
            _ => Ok(()),
        }
    }
}

impl PartsWrite for PartSink {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut f: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let outer = self.inside;
        if part == parts::MONTH || part == parts::WEEKDAY {
            self.inside = Some(part);
        }
        let result = f(self);
        self.inside = outer;
        result
    }
}
