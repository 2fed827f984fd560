//! The house style: dates and times as a locale wants them, where that is not as CLDR says.

mod ranges;

use super::bundle::{self, Bundle};
use super::formats::{DateOptions, DateStyle, Formats, TimeStyle};
use super::functions::{self, Dates};
use super::resources::Resources;
use crate::language::{LanguageTag, Moment};
use fluent::FluentArgs;
use std::sync::Arc;

/// The message that says how the day of a month is written beside the month's name, from `$day`.
const DAY: &str = "date-day";

/// The messages that say what stands between the two ends of a range, from `$from` and `$to`.
const DATE_RANGE: &str = "date-range";
const TIME_RANGE: &str = "time-range";

/// The variables that a message of the house style is given; none for a message that is no house style.
pub(super) fn variables(id: &str) -> Option<&'static [&'static str]> {
    match id {
        DAY => Some(&["day"]),
        DATE_RANGE | TIME_RANGE => Some(&["from", "to"]),
        _ if DateStyle::is_message(id) => Some(&["day", "month", "month-number", "year", "weekday", "date"]),
        _ if TimeStyle::is_message(id) => {
            Some(&["hour", "hour12", "minute", "minute-number", "second", "half", "period", "zone", "date"])
        }
        _ => None,
    }
}

/// Dates and times of one language.
pub(super) struct HouseStyle {
    /// The language's messages. Its `DATETIME()` is CLDR's, so that a house style can be built from it without end.
    messages: Bundle,
    formats: Arc<Formats>,
}

impl HouseStyle {
    pub fn new(tag: &LanguageTag, resources: &Resources, formats: &Arc<Formats>) -> HouseStyle {
        let of_cldr = Arc::clone(formats);
        let dates: Dates = Arc::new(move |moment, options| of_cldr.moment(moment, options));
        let messages = functions::assemble(tag, resources, formats, dates);
        if messages.has_message(DAY) {
            let day = |day: u8| {
                let mut arguments = FluentArgs::with_capacity(1);
                arguments.set("day", f64::from(day));
                bundle::format(&messages, DAY, Some(&arguments)).filter(|(_, sound)| *sound).map(|(text, _)| text)
            };
            // A message that fails is left to CLDR, and reported where it is checked.
            if let Some(days) = (1..=31).map(day).collect() {
                formats.set_days(days);
            }
        }
        HouseStyle { messages, formats: Arc::clone(formats) }
    }

    /// A date in the house style (`date-long = …`) where there is one, else CLDR's.
    ///
    /// A house style may use `$day` (a number), `$month` (as it stands in a date: «января»), `$month-number`, `$year`,
    /// `$weekday`, and `$date` for `DATETIME()`.
    pub fn date(&self, moment: &Moment, style: DateStyle) -> String {
        self.own_date(moment, style).unwrap_or_else(|| self.formats.date(moment, style))
    }

    /// What `options` asks for of a moment, with its date and its time in the house style. A clock that is asked for
    /// stands over the house's.
    pub fn moment(&self, moment: &Moment, options: &DateOptions) -> String {
        let shown = options.zone.as_ref().map_or(*moment, |zone| Moment::new(moment.timestamp, zone));
        let date = options.date.and_then(|style| self.own_date(&shown, style));
        let time = options.time.filter(|_| options.clock.is_none());
        let time = time.and_then(|style| self.own_time(&shown, style, options));
        let is_alone = options.zone_name.is_none();
        match (date, time) {
            (None, None) => self.formats.moment(moment, options),
            (Some(date), None) if options.time.is_none() && is_alone => date,
            (None, Some(time)) if options.date.is_none() && is_alone => time,
            (date, time) => {
                // CLDR joins a date and a time; what stands within is exchanged for the locale's own.
                let zone = || options.zone.clone();
                let only = |date, time| DateOptions { date, time, zone: zone(), ..DateOptions::default() };
                let mut written = self.formats.moment(moment, options);
                if let Some(date) = date {
                    written = written.replacen(&self.formats.moment(moment, &only(options.date, None)), &date, 1);
                }
                if let Some(time) = time {
                    written = written.replacen(&self.formats.moment(moment, &only(None, options.time)), &time, 1);
                }
                written
            }
        }
    }

    fn own_date(&self, moment: &Moment, style: DateStyle) -> Option<String> {
        self.own(style.message(), || {
            let date = moment.local.date();
            let parts = self.formats.date_parts(moment);
            let mut arguments = FluentArgs::with_capacity(6);
            arguments.set("day", f64::from(date.day()));
            arguments.set("month", parts.month);
            arguments.set("month-number", f64::from(date.month()));
            arguments.set("year", date.year().to_string());
            arguments.set("weekday", parts.weekday);
            arguments.set("date", moment.rfc3339());
            arguments
        })
    }

    /// A time in the house style. It may use `$hour` and `$hour12` (numbers), `$minute` and `$second` (two digits),
    /// `$minute-number`, `$half` (`first` or `second`, of the day, to choose by), `$period` (CLDR's word for it), `$zone`,
    /// and `$date` for `DATETIME()`.
    fn own_time(&self, moment: &Moment, style: TimeStyle, options: &DateOptions) -> Option<String> {
        self.own(style.message(), || {
            let time = moment.local.time();
            let parts = self.formats.time_parts(moment, options.zone_name.unwrap_or_else(|| style.zone()));
            let mut arguments = FluentArgs::with_capacity(9);
            arguments.set("hour", f64::from(time.hour()));
            arguments.set("hour12", f64::from((time.hour() + 11) % 12 + 1));
            arguments.set("minute", parts.minute);
            arguments.set("minute-number", f64::from(time.minute()));
            arguments.set("second", parts.second);
            arguments.set("half", if time.hour() < 12 { "first" } else { "second" });
            arguments.set("period", parts.period);
            arguments.set("zone", parts.zone);
            arguments.set("date", moment.rfc3339());
            arguments
        })
    }

    /// What a message of the house style says, where the locale has it and it can be formatted.
    fn own<'a>(&self, message: &str, arguments: impl FnOnce() -> FluentArgs<'a>) -> Option<String> {
        if !self.messages.has_message(message) {
            return None;
        }
        match bundle::format(&self.messages, message, Some(&arguments())) {
            Some((text, true)) => Some(text),
            _ => None,
        }
    }
}
