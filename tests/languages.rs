//! Dates, numbers, lists and order as readers of each language know them. Here, and not beside the code: no language is
//! named in `src/`.

#![allow(clippy::unwrap_used)]

use dateline::content::{Moment, WrittenDate};
use dateline::locale::{DateStyle, Formats, LanguageTag};
use std::cmp::Ordering;

fn moment() -> Moment {
    WrittenDate::parse("2025-01-20T15:04:00Z").unwrap().in_zone(&jiff::tz::TimeZone::UTC).unwrap()
}

fn formats(tag: &str) -> Formats {
    Formats::new(&LanguageTag::parse(tag).unwrap())
}

#[test]
fn dates_are_written_as_each_language_writes_them() {
    let date = |tag: &str, style| formats(tag).date(&moment(), style);
    assert_eq!(date("en", DateStyle::Long), "January 20, 2025");
    assert_eq!(date("en-GB", DateStyle::Long), "20 January 2025");
    assert_eq!(date("fr", DateStyle::Long), "20 janvier 2025");
    assert_eq!(date("ru", DateStyle::Long), "20 января 2025\u{202f}г.");
    assert_eq!(date("pt", DateStyle::Long), "20 de janeiro de 2025");
    assert_eq!(date("zh-Hans", DateStyle::Long), "2025年1月20日");
    assert_eq!(date("ru", DateStyle::MonthName), "январь");
    assert_eq!(date("ru", DateStyle::Month), "январь 2025\u{202f}г.");
    assert_eq!(date("fr", DateStyle::Full), "lundi 20 janvier 2025");
    assert_eq!(formats("fr").time(&moment()), "15:04");
}

#[test]
fn numbers_have_the_languages_separators() {
    assert_eq!(formats("en").number(1234567.5), "1,234,567.5");
    assert_eq!(formats("fr").number(1234567.0), "1\u{202f}234\u{202f}567");
    assert_eq!(formats("ru").number(12345.25), "12\u{a0}345,25");
}

#[test]
fn lists_are_joined_by_the_languages_words() {
    let names = ["A", "B", "C"].map(String::from);
    assert_eq!(formats("en").list(&names), "A, B, and C");
    assert_eq!(formats("fr").list(&names), "A, B et C");
    assert_eq!(formats("ru").list(&names), "A, B и C");
    assert_eq!(formats("en").list(&names[..1]), "A");
}

#[test]
fn names_are_in_the_order_of_the_languages_dictionary() {
    assert_eq!(formats("ru").compare("Ёлка", "Жук"), Ordering::Less);
    assert_eq!(formats("ru").compare("Ёлка", "Ель"), Ordering::Less);
    assert_eq!(formats("fr").compare("Égypte", "Finlande"), Ordering::Less);
    assert_eq!(formats("sv").compare("Åland", "Zambia"), Ordering::Greater);
}
