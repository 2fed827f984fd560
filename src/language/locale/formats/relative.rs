//! How long ago, or how long from now.

use super::Formats;
use crate::language::Moment;
use fixed_decimal::Decimal;
use icu::experimental::relativetime::options::Numeric;
use icu::experimental::relativetime::{RelativeTimeFormatter, RelativeTimeFormatterOptions};
use jiff::civil;

/// How long the words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// "in 3 months"
    Long,
    /// "in 3 mo."
    Short,
    /// "in 3mo"
    Narrow,
}

impl Width {
    /// The names of all widths.
    pub const NAMES: [&'static str; 3] = ["long", "short", "narrow"];

    /// The width with a name.
    pub fn parse(name: &str) -> Option<Width> {
        let widths = [Width::Long, Width::Short, Width::Narrow];
        Width::NAMES.iter().zip(widths).find(|(known, _)| **known == name).map(|(_, width)| width)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Formats {
    /// A moment as seen from `now`: "in 5 minutes", "yesterday", "3 weeks ago".
    ///
    /// From an hour on, days are counted as the calendar of the site's time zone counts them: 23:00 was yesterday
    /// even at 1:00. Midnight sharp stands for a day without a time, which is never said in hours.
    pub fn relative(&self, moment: &Moment, now: &Moment, width: Width) -> String {
        let (unit, count) = distance(moment, now);
        let formatter = self.relative.get((unit, width), |(unit, width)| {
            // "last month" is true of a day five weeks ago only by chance; "yesterday" always is.
            let numeric = match unit {
                Unit::Second | Unit::Day => Numeric::Auto,
                _ => Numeric::Always,
            };
            make(&self.locale, *unit, *width, RelativeTimeFormatterOptions::default().with_numeric(numeric))
        });
        match formatter {
            Some(formatter) => formatter.format(Decimal::from(count)).to_string(),
            None => self.date(moment, super::DateStyle::Long),
        }
    }
}

/// The largest unit of which there is at least one, and how many (negative for the past).
fn distance(moment: &Moment, now: &Moment) -> (Unit, i64) {
    let seconds = moment.timestamp.as_second() - now.timestamp.as_second();
    let days = i64::from((moment.local.date() - now.local.date()).get_days());
    let has_time = moment.local.time() != civil::Time::midnight();
    match seconds.abs() {
        ..60 if has_time => return (Unit::Second, seconds),
        60..3600 if has_time => return (Unit::Minute, seconds / 60),
        _ if has_time && days == 0 => return (Unit::Hour, seconds / 3600),
        _ => {}
    }
    let months = whole_months(now.local.date(), moment.local.date());
    match (days.abs(), months.abs()) {
        (..7, _) => (Unit::Day, days),
        (_, 0) => (Unit::Week, days / 7),
        (_, 1..12) => (Unit::Month, months),
        _ => (Unit::Year, months / 12),
    }
}

/// Full months from one day to another, negative towards the past.
fn whole_months(from: civil::Date, to: civil::Date) -> i64 {
    let months = |date: civil::Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let between = months(to) - months(from);
    match (from <= to, from.day(), to.day()) {
        (true, start, end) if end < start => between - 1,
        (false, start, end) if end > start => between + 1,
        _ => between,
    }
}

fn make(
    locale: &icu::locale::Locale,
    unit: Unit,
    width: Width,
    options: RelativeTimeFormatterOptions,
) -> Option<RelativeTimeFormatter> {
    use RelativeTimeFormatter as R;
    let locale = locale.into();
    match (unit, width) {
        (Unit::Second, Width::Long) => R::try_new_long_second(locale, options),
        (Unit::Second, Width::Short) => R::try_new_short_second(locale, options),
        (Unit::Second, Width::Narrow) => R::try_new_narrow_second(locale, options),
        (Unit::Minute, Width::Long) => R::try_new_long_minute(locale, options),
        (Unit::Minute, Width::Short) => R::try_new_short_minute(locale, options),
        (Unit::Minute, Width::Narrow) => R::try_new_narrow_minute(locale, options),
        (Unit::Hour, Width::Long) => R::try_new_long_hour(locale, options),
        (Unit::Hour, Width::Short) => R::try_new_short_hour(locale, options),
        (Unit::Hour, Width::Narrow) => R::try_new_narrow_hour(locale, options),
        (Unit::Day, Width::Long) => R::try_new_long_day(locale, options),
        (Unit::Day, Width::Short) => R::try_new_short_day(locale, options),
        (Unit::Day, Width::Narrow) => R::try_new_narrow_day(locale, options),
        (Unit::Week, Width::Long) => R::try_new_long_week(locale, options),
        (Unit::Week, Width::Short) => R::try_new_short_week(locale, options),
        (Unit::Week, Width::Narrow) => R::try_new_narrow_week(locale, options),
        (Unit::Month, Width::Long) => R::try_new_long_month(locale, options),
        (Unit::Month, Width::Short) => R::try_new_short_month(locale, options),
        (Unit::Month, Width::Narrow) => R::try_new_narrow_month(locale, options),
        (Unit::Year, Width::Long) => R::try_new_long_year(locale, options),
        (Unit::Year, Width::Short) => R::try_new_short_year(locale, options),
        (Unit::Year, Width::Narrow) => R::try_new_narrow_year(locale, options),
    }
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::WrittenDate;
    use jiff::tz::TimeZone;

    fn at(text: &str) -> Moment {
        WrittenDate::parse(text).unwrap().in_zone(&TimeZone::get("Europe/Paris").unwrap()).unwrap()
    }

    #[test]
    fn the_largest_unit_that_is_full_counts() {
        let now = at("2025-03-10T12:00:00");
        let far = |text: &str| distance(&at(text), &now);
        assert_eq!(far("2025-03-10T12:00:00"), (Unit::Second, 0));
        assert_eq!(far("2025-03-10T11:59:01"), (Unit::Second, -59));
        assert_eq!(far("2025-03-10T11:01:00"), (Unit::Minute, -59));
        assert_eq!(far("2025-03-10T14:30:00"), (Unit::Hour, 2));
        assert_eq!(far("2025-03-09T23:00:00"), (Unit::Day, -1));
        assert_eq!(far("2025-03-11T01:00:00"), (Unit::Day, 1));
        assert_eq!(far("2025-03-10"), (Unit::Day, 0));
        assert_eq!(far("2025-03-03"), (Unit::Week, -1));
        assert_eq!(far("2025-02-11"), (Unit::Week, -3));
        assert_eq!(far("2025-02-10"), (Unit::Month, -1));
        assert_eq!(far("2024-03-11"), (Unit::Month, -11));
        assert_eq!(far("2024-03-10"), (Unit::Year, -1));
        assert_eq!(far("2027-03-09"), (Unit::Year, 1));
    }

    #[test]
    fn minutes_are_minutes_across_midnight() {
        assert_eq!(distance(&at("2025-03-09T23:50:00"), &at("2025-03-10T00:30:00")), (Unit::Minute, -40));
    }
}
