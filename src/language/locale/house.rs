//! The house style: dates as a locale wants them, where that is not as CLDR says.

use super::bundle::{self, Bundle};
use super::formats::{DateOptions, DateStyle, Formats};
use super::functions::{self, Dates};
use super::resources::Resources;
use crate::language::{LanguageTag, Moment};
use fluent::FluentArgs;
use std::sync::Arc;

/// The message that says how the day of a month is written beside the month's name, from `$day`.
const DAY: &str = "date-day";

/// The variables that a message of the house style is given; none for a message that is no house style.
pub(super) fn variables(id: &str) -> Option<&'static [&'static str]> {
    if id == DAY {
        return Some(&["day"]);
    }
    DateStyle::is_message(id).then_some(&["day", "month", "month-number", "year", "weekday", "date"])
}

/// Dates of one language.
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
        self.own(moment, style).unwrap_or_else(|| self.formats.date(moment, style))
    }

    /// What `options` asks for of a moment, with its date in the house style.
    pub fn moment(&self, moment: &Moment, options: &DateOptions) -> String {
        let Some(style) = options.date else { return self.formats.moment(moment, options) };
        let shown = options.zone.as_ref().map_or(*moment, |zone| Moment::new(moment.timestamp, zone));
        let Some(own) = self.own(&shown, style) else { return self.formats.moment(moment, options) };
        if options.time.is_none() && options.zone_name.is_none() {
            return own;
        }
        // CLDR joins a date and a time; the date within is exchanged for the locale's own.
        let date_alone = DateOptions { date: options.date, zone: options.zone.clone(), ..DateOptions::default() };
        let date = self.formats.moment(moment, &date_alone);
        self.formats.moment(moment, options).replacen(&date, &own, 1)
    }

    fn own(&self, moment: &Moment, style: DateStyle) -> Option<String> {
        let message = style.message();
        if !self.messages.has_message(message) {
            return None;
        }
        let date = moment.local.date();
        let parts = self.formats.date_parts(moment);
        let mut arguments = FluentArgs::with_capacity(6);
        arguments.set("day", f64::from(date.day()));
        arguments.set("month", parts.month);
        arguments.set("month-number", f64::from(date.month()));
        arguments.set("year", date.year().to_string());
        arguments.set("weekday", parts.weekday);
        arguments.set("date", moment.rfc3339());
        match bundle::format(&self.messages, message, Some(&arguments)) {
            Some((text, true)) => Some(text),
            _ => None,
        }
    }
}
