//! From one day, or time of day, to another in the house style.
//!
//! A house style is a text, and nobody knows which of its letters are the year. But what all days of a month have in
//! common, at the beginning or at the end of their text, is month and year: a range within that month says it once. So
//! it is with all days of a year, and with all times of half a day.

use super::{DATE_RANGE, HouseStyle, TIME_RANGE};
use crate::language::Moment;
use crate::language::locale::formats::{Clock, DateOptions, DateStyle, Shared, TimeStyle};
use fluent::FluentArgs;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

impl HouseStyle {
    /// From one day to another. What CLDR says once in the range, the house says once.
    pub fn range(&self, from: &Moment, to: &Moment, style: DateStyle) -> String {
        let (first, last) = (self.date(from, style), self.date(to, style));
        if from.local.date() == to.local.date() || first == last {
            return first;
        }
        if !self.messages.has_message(style.message()) && !self.messages.has_message(DATE_RANGE) {
            return self.formats.range(from, to, style);
        }
        let (between, shared) = self.formats.between_days(from, to, style);
        let all: Vec<String> = match shared {
            Shared::Nothing => Vec::new(),
            Shared::Month => days_of_month(from).map(|day| self.date(&day, style)).collect(),
            Shared::Year => days_of_year(from).map(|day| self.date(&day, style)).collect(),
        };
        self.joined(DATE_RANGE, &between, [first, last], &all)
    }

    /// From one time of day to another.
    pub fn time_range(&self, from: &Moment, to: &Moment, style: TimeStyle, clock: Option<Clock>) -> String {
        let options = DateOptions { time: Some(style), clock, ..DateOptions::default() };
        let is_house = self.messages.has_message(style.message()) && clock.is_none();
        if !is_house && !self.messages.has_message(TIME_RANGE) {
            return self.formats.time_range(from, to, style, clock);
        }
        let time = |moment: &Moment| self.moment(moment, &options);
        let half = |moment: &Moment| (moment.local.date(), moment.local.hour() < 12);
        let is_within_half = half(from) == half(to);
        let all = if is_within_half { times_of_half_day(from).map(|at| time(&at)).collect() } else { Vec::new() };
        let between = self.formats.between_times(from, to, style);
        self.joined(TIME_RANGE, &between, [time(from), time(to)], &all)
    }

    /// The two ends of a range, and once what all texts have in common.
    fn joined(&self, message: &str, between: &str, [first, last]: [String; 2], all: &[String]) -> String {
        let (start, end) = common(all);
        let (start, end) = if start + end < first.len().min(last.len()) { (start, end) } else { (0, 0) };
        let (from, to) = (&first[start..first.len() - end], &last[start..last.len() - end]);
        let own = self.own(message, || {
            let mut arguments = FluentArgs::with_capacity(2);
            arguments.set("from", from.to_owned());
            arguments.set("to", to.to_owned());
            arguments
        });
        let middle = own.unwrap_or_else(|| format!("{from}{between}{to}"));
        format!("{}{middle}{}", &first[..start], &first[first.len() - end..])
    }
}

/// How many bytes all texts have in common at their beginning and at their end, in whole words.
fn common(texts: &[String]) -> (usize, usize) {
    let Some((first, others)) = texts.split_first() else { return (0, 0) };
    let is_same = |(a, b): &(char, char)| a == b;
    let same_start =
        |other: &String| first.chars().zip(other.chars()).take_while(is_same).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let same_end = |other: &String| {
        first.chars().rev().zip(other.chars().rev()).take_while(is_same).map(|(c, _)| c.len_utf8()).sum::<usize>()
    };
    let start = others.iter().map(same_start).min().unwrap_or_default();
    let end = others.iter().map(same_end).min().unwrap_or_default();
    // A word that only begins or ends alike ("Monday", "Sunday") is no word in common.
    let start = first[..start].trim_end_matches(char::is_alphanumeric).len();
    let end = first[first.len() - end..].trim_start_matches(char::is_alphanumeric).len();
    (start, end)
}

fn days_of_month(moment: &Moment) -> impl Iterator<Item = Moment> {
    let first = moment.local.date().first_of_month();
    first.series(jiff::Span::new().days(1)).take(first.days_in_month() as usize).map(noon)
}

/// Days of every month, of different numbers and names: two a month are enough to tell what all have in common.
fn days_of_year(moment: &Moment) -> impl Iterator<Item = Moment> {
    let first = moment.local.date().first_of_year();
    first.series(jiff::Span::new().days(15)).take(24).map(noon)
}

fn times_of_half_day(moment: &Moment) -> impl Iterator<Item = Moment> {
    let (date, begins) = (moment.local.date(), if moment.local.hour() < 12 { 0 } else { 12 });
    (0..36).map(move |n: i16| {
        let minute = |n: i16| (n % 60) as i8;
        at(date, Time::constant(begins + (n / 3) as i8, minute(n * 7), minute(n * 11), 0))
    })
}

fn noon(date: Date) -> Moment {
    at(date, Time::constant(12, 0, 0, 0))
}

/// A moment of which the clock matters and nothing else.
fn at(date: Date, time: Time) -> Moment {
    let local = date.to_datetime(time);
    let timestamp = Offset::UTC.to_timestamp(local).unwrap_or_default();
    Moment { timestamp, local, offset: Offset::UTC }
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn texts_have_whole_words_in_common() {
        let of = |texts: &[&str]| common(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["January 1, 2025", "January 12, 2025", "January 31, 2025"]), (8, 6));
        assert_eq!(of(&["1 January 2025, Wednesday", "2 January 2025, Thursday"]), (0, 0));
        assert_eq!(of(&["lundi 6 janvier", "lundi 13 janvier", "mardi 7 janvier"]), (0, " janvier".len()));
        assert_eq!(of(&[]), (0, 0));
    }
}
