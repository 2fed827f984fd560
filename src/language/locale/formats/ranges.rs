//! From one day to another: "1–3 January 2025".

use super::dates::{date_set, is_number, text_of};
use super::pieces::{Piece, join, pieces};
use super::{DateStyle, Formats};
use crate::language::Moment;
use icu::datetime::fieldsets::builder::{DateFields, FieldSetBuilder};
use icu::datetime::fieldsets::enums::{CalendarPeriodFieldSet, DateFieldSet};
use icu::datetime::options::Length;
use icu::datetime::parts;
use icu::datetime::range::DateRangeFormatter;
use writeable::Part;

/// The formatter of ranges of days, or of months and years.
pub(super) enum RangeFormatter {
    Days(DateRangeFormatter<DateFieldSet>),
    Periods(DateRangeFormatter<CalendarPeriodFieldSet>),
}

/// What a range says once, because both its ends have it in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::language::locale) enum Shared {
    Nothing,
    Year,
    /// The month and its year.
    Month,
}

/// The spaces and dashes between the two ends of a range.
pub(super) fn separator(pieces: &[Piece]) -> String {
    let end = pieces.iter().position(|piece| piece.is(parts::RANGE_END)).unwrap_or(pieces.len());
    let before: String = pieces[..end].iter().map(|piece| piece.text.as_str()).collect();
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '~' | '～');
    let start = before.trim_end_matches(is_between).len();
    if before[start..].trim().is_empty() { " – ".to_owned() } else { before[start..].to_owned() }
}

impl Formats {
    /// From one day (or month, or year) to another, in the site's time zone. What both have in common is said once,
    /// as CLDR says for the language; what lies in one day is that day.
    pub fn range(&self, from: &Moment, to: &Moment, style: DateStyle) -> String {
        if from.local.date() == to.local.date() {
            return self.date(from, style);
        }
        match self.range_pieces(from, to, style) {
            Some(pieces) => join(&pieces),
            None => format!("{} – {}", self.date(from, style), self.date(to, style)),
        }
    }

    /// What CLDR puts between two days, and what it says once of both.
    pub(in crate::language::locale) fn between_days(
        &self,
        from: &Moment,
        to: &Moment,
        style: DateStyle,
    ) -> (String, Shared) {
        let Some(pieces) = self.range_pieces(from, to, style) else { return (" – ".to_owned(), Shared::Nothing) };
        let count = |part: Part| pieces.iter().filter(|piece| piece.is(part)).count();
        let shared = match (count(parts::YEAR), count(parts::MONTH)) {
            (0 | 1, 1) => Shared::Month,
            (0 | 1, _) => Shared::Year,
            _ => Shared::Nothing,
        };
        (separator(&pieces), shared)
    }

    fn range_pieces(&self, from: &Moment, to: &Moment, style: DateStyle) -> Option<Vec<Piece>> {
        let set = date_set(style);
        let formatter = self.ranges.get(set.clone(), |set| {
            let preferences = (&self.locale).into();
            let fields = set.date_fields?;
            Some(if fields.is_calendar_period() {
                let set = set.clone().build_calendar_period().ok()?;
                RangeFormatter::Periods(DateRangeFormatter::try_new(preferences, set).ok()?)
            } else {
                RangeFormatter::Days(DateRangeFormatter::try_new(preferences, set.clone().build_date().ok()?).ok()?)
            })
        });
        let (start, end) = (self.zone.input(from).date, self.zone.input(to).date);
        let mut pieces = match formatter.as_deref() {
            Some(RangeFormatter::Days(formatter)) => pieces(&formatter.format(&start, &end)),
            Some(RangeFormatter::Periods(formatter)) => pieces(&formatter.format(&start, &end)),
            None => return None,
        };
        for piece in &mut pieces {
            let moment = if piece.is(parts::RANGE_END) { to } else { from };
            self.name_missing_word(piece, moment, &set);
        }
        self.write_days(&mut pieces, from, to);
        Some(pieces)
    }

    /// ICU4X 2.4 loads the names that the pattern of a single date needs. Where the pattern of a range needs longer
    /// ones it writes `M01` and `mon`, and marks them as errors: here they get the names that a single date has.
    fn name_missing_word(&self, piece: &mut Piece, moment: &Moment, set: &FieldSetBuilder) {
        if !piece.is(Part::ERROR) {
            return;
        }
        if piece.is(parts::WEEKDAY) {
            let name = self.word(moment, DateFields::YMDE, set.length, parts::WEEKDAY);
            piece.text = name;
        } else if piece.is(parts::MONTH) {
            let fields = if set.date_fields.is_some_and(DateFields::is_calendar_period) {
                DateFields::M
            } else {
                DateFields::YMD
            };
            let name = self.word(moment, fields, set.length, parts::MONTH);
            // A language that writes the month of a date in digits has its names in the shorter form: "1月", not "一月".
            piece.text = if is_number(&name) || self.writes_months_in_digits(moment) {
                self.word(moment, DateFields::M, Some(Length::Medium), parts::MONTH)
            } else {
                name
            };
        }
    }

    fn writes_months_in_digits(&self, moment: &Moment) -> bool {
        is_number(&self.word(moment, DateFields::YMD, Some(Length::Long), parts::MONTH))
    }

    fn word(&self, moment: &Moment, fields: DateFields, length: Option<Length>, part: Part) -> String {
        let mut set = FieldSetBuilder::new();
        set.date_fields = Some(fields);
        set.length = length;
        text_of(&self.date_pieces(set, moment), part)
    }
}
