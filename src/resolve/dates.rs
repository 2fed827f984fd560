//! Dates that are right one by one and wrong together: an update before the article, a translation a year ahead.

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, FrontMatter};
use crate::language::{Moment, WrittenDate};
use jiff::tz::TimeZone;

/// Reports what in an article cannot have been before it.
pub(super) fn report(
    (document, matter): (&Document, &FrontMatter),
    moment: impl Fn(WrittenDate) -> Option<Moment>,
    problems: &mut Diagnostics,
) {
    let Some(date) = matter.date.and_then(&moment) else { return };
    let others = [
        ("updated", matter.updated, "the article would have been changed before it appeared"),
        ("expires", matter.expires, "the article would be gone before it appears"),
    ];
    for (key, other, what) in others {
        let Some(other) = other.and_then(&moment) else { continue };
        // A day alone begins at midnight: an update "on the same day" is none before it.
        let is_same_day = key == "updated" && other.local.date() == date.local.date();
        let block = document.block();
        if other.timestamp < date.timestamp && !is_same_day {
            let Some(key) = block.first_key([key, "date"]) else { continue };
            problems.push(
                Diagnostic::warning(Code::OddDate, format!("`{key}` is earlier than `date`: {what}"))
                    .at(block.place_of(KeyPath::from(key).value()))
                    .about(About::Key(KeyPath::from(key)))
                    .hint("correct the one that is wrong: often it is the year"),
            );
        }
    }
}

/// Reports the date of a translation that its original makes unlikely. A later one is right: the text is news in its
/// language when it appears in it.
pub(super) fn report_translation(
    (original, from): (&Document, &FrontMatter),
    (document, to): (&Document, &FrontMatter),
    zone: &TimeZone,
    problems: &mut Diagnostics,
) {
    let moment = |date: Option<WrittenDate>| date.and_then(|date| date.in_zone(zone));
    let (Some(from), Some(to)) = (moment(from.date), moment(to.date)) else { return };
    let block = document.block();
    let place = || block.place_of(KeyPath::from("date").value());
    let path = &original.path;
    if to.timestamp < from.timestamp {
        let message = format!("`date` is earlier than that of the original {path}");
        let problem = Diagnostic::warning(Code::TranslationDiffers, message).at(place());
        problems.push(
            problem
                .about(About::Key(KeyPath::from("date")))
                .hint("remove `date` here: a translation inherits it; keep it only if the translation appeared later"),
        );
        return;
    }
    let (from, to) = (from.local.date(), to.local.date());
    let is_same_day_of_another_year = from.year() != to.year() && (from.month(), from.day()) == (to.month(), to.day());
    let is_years_later = i32::from(to.year()) - i32::from(from.year()) > YEARS;
    if is_same_day_of_another_year || is_years_later {
        let message = format!("`date` is {to}, and the original {path} is of {from}");
        problems.push(
            Diagnostic::warning(Code::OddDate, message)
                .at(place())
                .about(About::Key(KeyPath::from("date")))
                .hint("correct the year, or remove `date`: a translation inherits it"),
        );
    }
}

/// Years after which nobody translates news.
const YEARS: i32 = 5;
