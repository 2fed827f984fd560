//! Dates and times of day.

use super::pieces::{Piece, join, pieces};
use super::styles::{Clock, DateStyle, TimeStyle, ZoneName};
use super::zones::Zone;
use super::{Formats, NumberOptions};
use crate::language::Moment;
use icu::datetime::fieldbag::DateTimeFieldBag;
use icu::datetime::fieldsets::builder::{DateFields, FieldSetBuilder, ZoneStyle};
use icu::datetime::options::TimePrecision;
use icu::datetime::{DateTimeFormatter, DateTimeFormatterPreferences, parts};
use jiff::tz::TimeZone;

/// What is said of a moment: styles, or single fields. With nothing asked for it is a date of medium length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateOptions {
    /// The date, in a style.
    pub date: Option<DateStyle>,
    /// The time of day, in a style.
    pub time: Option<TimeStyle>,
    /// How the time zone is named.
    pub zone_name: Option<ZoneName>,
    /// The clock.
    pub clock: Option<Clock>,
    /// Another time zone than the site's.
    pub zone: Option<TimeZone>,
    /// Single fields, as in ECMA-402; they count only where neither style is given.
    pub fields: Fields,
}

/// A choice of fields: year, month, day, hour and so on, each in a form.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Fields(pub(in crate::language::locale) DateTimeFieldBag);

impl DateOptions {
    /// A date and a time of day.
    pub fn date_and_time(date: DateStyle, time: TimeStyle) -> DateOptions {
        DateOptions { date: Some(date), time: Some(time), ..DateOptions::default() }
    }

    fn field_set(&self) -> FieldSetBuilder {
        let mut set = FieldSetBuilder::new();
        match (self.date, self.time) {
            (None, None) if self.fields != Fields::default() => set = self.fields.0.to_field_set_builder(),
            (None, None) if self.zone_name.is_some() => {}
            (None, None) => set = date_set(DateStyle::Medium),
            (date, time) => {
                if let Some(style) = date {
                    set = date_set(style);
                }
                set.time_precision = time.map(|style| match style {
                    TimeStyle::Short => TimePrecision::Minute,
                    _ => TimePrecision::Second,
                });
                set.zone_style = match time {
                    Some(TimeStyle::Long) => Some(ZoneStyle::SpecificShort),
                    Some(TimeStyle::Full) => Some(ZoneStyle::SpecificLong),
                    _ => None,
                };
            }
        }
        if let Some(name) = self.zone_name {
            set.zone_style = Some(name.style());
        }
        set
    }
}

pub(super) fn date_set(style: DateStyle) -> FieldSetBuilder {
    let mut set = FieldSetBuilder::new();
    set.length = Some(style.length());
    set.date_fields = Some(style.fields());
    set
}

/// A formatter, with what it was made for.
pub(super) type DateKey = (FieldSetBuilder, Option<Clock>);

/// The formatter of any choice of fields.
pub(super) type DateFormatter = DateTimeFormatter<icu::datetime::fieldsets::enums::CompositeFieldSet>;

/// The words of a date as they stand in a full one.
#[derive(Debug, Default)]
pub(in crate::language::locale) struct DateParts {
    pub month: String,
    pub weekday: String,
}

impl Formats {
    /// A date, in the site's time zone.
    pub fn date(&self, moment: &Moment, style: DateStyle) -> String {
        let key = (moment.local.date(), style);
        let known = || self.written.read().ok()?.get(&key).map(|text| text.to_string());
        known().unwrap_or_else(|| {
            let text = self.write((date_set(style), None), moment, &self.zone);
            if let Ok(mut written) = self.written.write() {
                written.insert(key, text.as_str().into());
            }
            text
        })
    }

    /// A time of day, in the site's time zone.
    pub fn time(&self, moment: &Moment, style: TimeStyle) -> String {
        self.moment(moment, &DateOptions { time: Some(style), ..DateOptions::default() })
    }

    /// What `options` asks for of a moment.
    pub fn moment(&self, moment: &Moment, options: &DateOptions) -> String {
        let key = (options.field_set(), options.clock);
        match &options.zone {
            Some(rules) => self.write(key, &Moment::new(moment.timestamp, rules), &Zone::new(rules)),
            None => self.write(key, moment, &self.zone),
        }
    }

    fn write(&self, key: DateKey, moment: &Moment, zone: &Zone) -> String {
        let is_weekday_and_time = key.0.date_fields == Some(DateFields::E) && key.0.time_precision.is_some();
        let Some(formatter) = self.formatter(key) else { return moment.rfc3339() };
        let input = zone.input(moment);
        let formatted = formatter.format(&input);
        if self.own_day(moment).is_none() && !is_weekday_and_time {
            return formatted.to_string();
        }
        let mut pieces = pieces(&formatted);
        self.write_days(&mut pieces, moment, moment);
        if is_weekday_and_time {
            self.fill_minutes(&mut pieces);
        }
        join(&pieces)
    }

    pub(super) fn formatter(&self, key: DateKey) -> Option<std::sync::Arc<DateFormatter>> {
        self.dates.get(key, |(set, clock)| {
            let mut preferences = DateTimeFormatterPreferences::from(&self.locale);
            if let Some(clock) = clock {
                preferences.hour_cycle = Some(clock.cycle());
            }
            DateTimeFormatter::try_new(preferences, set.clone().build_composite().ok()?).ok()
        })
    }

    /// Writes the days of the month in the locale's own way ("1er"), where they stand beside the name of a month.
    pub(super) fn write_days(&self, pieces: &mut [Piece], from: &Moment, to: &Moment) {
        let is_name = |piece: &Piece| piece.is(parts::MONTH) && !is_number(&piece.text);
        if !pieces.iter().any(is_name) {
            return;
        }
        for piece in pieces.iter_mut().filter(|piece| piece.is(parts::DAY)) {
            let moment = if piece.is(parts::RANGE_END) { to } else { from };
            if let Some(day) = self.own_day(moment) {
                day.clone_into(&mut piece.text);
            }
        }
    }

    /// ICU4X 2.4 forgets the zero of "Monday 15:04": in the pattern of a full weekday with a time, and in no other.
    fn fill_minutes(&self, pieces: &mut [Piece]) {
        let is_time = |piece: &&mut Piece| piece.is(parts::MINUTE) || piece.is(parts::SECOND);
        for piece in pieces.iter_mut().filter(is_time).filter(|piece| piece.text.chars().count() == 1) {
            piece.text.insert_str(0, &self.number(0.0, &NumberOptions::default()));
        }
    }

    pub(in crate::language::locale) fn date_parts(&self, moment: &Moment) -> DateParts {
        let pieces = self.date_pieces(date_set(DateStyle::Full), moment);
        DateParts { month: text_of(&pieces, parts::MONTH), weekday: text_of(&pieces, parts::WEEKDAY) }
    }

    pub(super) fn date_pieces(&self, set: FieldSetBuilder, moment: &Moment) -> Vec<Piece> {
        self.pieces_of((set, None), moment)
    }

    pub(super) fn moment_pieces(&self, moment: &Moment, options: &DateOptions) -> Vec<Piece> {
        self.pieces_of((options.field_set(), options.clock), moment)
    }

    fn pieces_of(&self, key: DateKey, moment: &Moment) -> Vec<Piece> {
        let formatter = self.formatter(key);
        formatter.map(|formatter| pieces(&formatter.format(&self.zone.input(moment)))).unwrap_or_default()
    }
}

pub(super) fn text_of(pieces: &[Piece], part: writeable::Part) -> String {
    pieces.iter().filter(|piece| piece.is(part)).map(|piece| piece.text.as_str()).collect()
}

/// Whether a month is written in digits, of whatever script.
pub(super) fn is_number(text: &str) -> bool {
    text.chars().all(char::is_numeric)
}
