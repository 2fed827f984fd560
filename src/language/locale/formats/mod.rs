//! Dates, numbers, lists, letters and sorting of one language, by CLDR's data.

#[cfg(test)]
mod agreement;
mod cache;
mod casing;
mod dates;
mod digits;
mod lists;
mod names;
mod numbers;
mod percent;
mod pieces;
mod plurals;
mod ranges;
mod relative;
mod styles;
mod times;
mod zones;

pub use casing::{TitleCase, capitalize, lower, title, upper};
pub use dates::{DateOptions, Fields};
pub use digits::Digits;
pub use lists::ListStyle;
pub use numbers::{Compact, Currency, CurrencyDisplay, Grouping, NumberOptions, NumberStyle};
pub use relative::Width;
pub use styles::{Clock, DateStyle, TimeStyle, ZoneName};

pub(super) use names::own_name;
pub(super) use numbers::Numbers;
pub(super) use percent::with_space;
pub(super) use plurals::{Ranking, is_category, name_of, rules as plural_rules};
pub(super) use ranges::Shared;

use crate::language::{LanguageTag, Moment};
use cache::Cache;
use icu::collator::CollatorBorrowed;
use icu::datetime::fieldsets::builder::FieldSetBuilder;
use icu::datetime::options::TimePrecision;
use icu::experimental::relativetime::RelativeTimeFormatter;
use icu::list::ListFormatter;
use icu::locale::Locale;
use icu::plurals::PluralRules;
use jiff::tz::TimeZone;
use std::sync::{OnceLock, RwLock};

/// The formatters of one language. CLDR has data for every language that a tag can name: where the language itself
/// has none, its parent's. Each formatter is made when it is first asked for.
pub struct Formats {
    locale: Locale,
    zone: zones::Zone,
    dates: Cache<dates::DateKey, dates::DateFormatter>,
    /// Dates as they are written: an archive has some thousand days, and each on many pages.
    written: RwLock<foldhash::HashMap<(jiff::civil::Date, DateStyle), Box<str>>>,
    ranges: Cache<FieldSetBuilder, ranges::RangeFormatter>,
    time_ranges: Cache<(TimePrecision, Option<Clock>), times::TimeRangeFormatter>,
    relative: Cache<(relative::Unit, Width), RelativeTimeFormatter>,
    numbers: Numbers,
    counts: OnceLock<Option<PluralRules>>,
    ranks: OnceLock<Option<PluralRules>>,
    digits: OnceLock<Vec<String>>,
    lists: Cache<ListStyle, ListFormatter>,
    collator: OnceLock<Option<CollatorBorrowed<'static>>>,
    /// The 31 days of a month as they stand beside its name: none where that is the number, as in CLDR.
    days: OnceLock<Vec<Option<String>>>,
    /// The sign of percentages and the space before it, where the language's typography says one.
    percent: Option<(char, String)>,
}

impl Formats {
    /// The formatters of a language, for a site that keeps its time in `zone`.
    pub fn new(tag: &LanguageTag, zone: &TimeZone) -> Formats {
        Formats {
            locale: tag.icu(),
            zone: zones::Zone::new(zone),
            dates: Cache::default(),
            written: RwLock::default(),
            ranges: Cache::default(),
            time_ranges: Cache::default(),
            relative: Cache::default(),
            numbers: Numbers::new(tag),
            counts: OnceLock::new(),
            ranks: OnceLock::new(),
            digits: OnceLock::new(),
            lists: Cache::default(),
            collator: OnceLock::new(),
            days: OnceLock::new(),
            percent: None,
        }
    }

    /// The same with percentages that have the space before their sign which texts have: `space` says that of a sign.
    pub(super) fn set_like_texts<'s>(mut self, space: impl Fn(char) -> Option<&'s str>) -> Formats {
        let percentage = self.number(0.0, &NumberOptions { style: NumberStyle::Percent, ..NumberOptions::default() });
        self.percent = percentage.chars().find_map(|sign| Some((sign, space(sign)?.to_owned())));
        self
    }

    /// The space before the sign of percentages, where the language's typography says one.
    pub(super) fn space_of_percent(&self) -> Option<(char, &str)> {
        self.percent.as_ref().map(|(sign, space)| (*sign, space.as_str()))
    }

    /// A number with the language's digits and signs.
    pub fn number(&self, value: f64, options: &NumberOptions) -> String {
        let text = self.numbers.format(value, options);
        match self.space_of_percent().filter(|_| options.style == NumberStyle::Percent) {
            Some(space) => percent::with_space(&text, space),
            None => text,
        }
    }

    /// The plural form that a number takes as `options` print it, by CLDR's name of it.
    pub(super) fn plural(&self, value: f64, options: &NumberOptions, ranking: Ranking) -> Option<&'static str> {
        let rules = match ranking {
            Ranking::Count => &self.counts,
            Ranking::Rank => &self.ranks,
        };
        let rules = rules.get_or_init(|| plurals::load(&self.locale, ranking)).as_ref()?;
        plurals::category(rules, value, options)
    }

    /// The digits from 0 to 9.
    pub fn digits(&self) -> &[String] {
        let digit = |digit: u8| self.number(f64::from(digit), &NumberOptions::default());
        self.digits.get_or_init(|| (0..10).map(digit).collect())
    }

    /// The site's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone.rules
    }

    /// Sets the locale's own way of writing the days of a month, from the first to the 31st. The first call counts.
    pub(super) fn set_days(&self, days: Vec<String>) {
        let number = |day: usize| self.number(day as f64, &NumberOptions::default());
        // Only what differs costs anything when a date is written: in French one day of a month.
        let own = days.into_iter().enumerate().map(|(i, day)| (day != number(i + 1)).then_some(day));
        let _ = self.days.set(own.collect());
    }

    /// The locale's own way of writing the day of a moment.
    fn own_day(&self, moment: &Moment) -> Option<&str> {
        self.days.get()?.get(moment.local.day() as usize - 1)?.as_deref()
    }
}
