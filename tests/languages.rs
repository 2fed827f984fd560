//! Dates, numbers, lists and order as readers of each language know them. Here, and not beside the code: no language is
//! named in `src/`.

#![allow(clippy::unwrap_used)]

use dateline::language::locale::{
    Clock, Compact, Currency, DateOptions, DateStyle, Digits, Formats, Grouping, ListStyle, NumberOptions, NumberStyle,
    TimeStyle, TitleCase, Width, ZoneName, capitalize, lower, title, upper,
};
use dateline::language::{LanguageTag, Moment, WrittenDate};
use jiff::tz::TimeZone;
use std::cmp::Ordering;

/// The columns of the tables.
const LANGUAGES: [&str; 7] = ["en", "fr", "ru", "ar", "ar-EG", "zh-Hans", "pt"];

fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

fn at(text: &str) -> Moment {
    WrittenDate::parse(text).unwrap().in_zone(&zone()).unwrap()
}

fn formats(tag: &str) -> Formats {
    Formats::new(&LanguageTag::parse(tag).unwrap(), &zone())
}

/// Spaces that cannot be told apart by eye (`~` does not break, `_` is narrow and does not break, `^` is thin), and no
/// marks of direction.
fn seen(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}'))
        .map(|c| match c {
            '\u{a0}' => '~',
            '\u{202f}' => '_',
            '\u{2009}' => '^',
            c => c,
        })
        .collect()
}

/// Compares what every language writes with a row of the table.
fn row(write: impl Fn(&Formats) -> String, expected: [&str; 7]) {
    let found = LANGUAGES.map(|tag| seen(&write(&formats(tag))));
    assert_eq!(found, expected.map(String::from));
}

#[test]
#[rustfmt::skip]
fn dates_are_written_as_each_language_writes_them() {
    let date = |style| move |f: &Formats| f.date(&at("2025-08-20"), style);
    row(date(DateStyle::Short), ["8/20/25", "20/08/2025", "20.08.2025", "20/8/2025", "٢٠/٨/٢٠٢٥", "2025/8/20", "20/08/2025"]);
    row(date(DateStyle::Medium), ["Aug 20, 2025", "20 août 2025", "20 авг. 2025_г.", "20/08/2025", "٢٠/٠٨/٢٠٢٥", "2025年8月20日", "20 de ago. de 2025"]);
    row(date(DateStyle::Long), ["August 20, 2025", "20 août 2025", "20 августа 2025_г.", "20 أغسطس 2025", "٢٠ أغسطس ٢٠٢٥", "2025年8月20日", "20 de agosto de 2025"]);
    row(date(DateStyle::Full), ["Wednesday, August 20, 2025", "mercredi 20 août 2025", "среда, 20 августа 2025_г.", "الأربعاء، 20 أغسطس 2025", "الأربعاء، ٢٠ أغسطس ٢٠٢٥", "2025年8月20日星期三", "quarta-feira, 20 de agosto de 2025"]);
    row(date(DateStyle::Month), ["August 2025", "août 2025", "август 2025_г.", "أغسطس 2025", "أغسطس ٢٠٢٥", "2025年8月", "agosto de 2025"]);
    row(date(DateStyle::MonthName), ["August", "août", "август", "أغسطس", "أغسطس", "八月", "agosto"]);
    row(date(DateStyle::Year), ["2025", "2025", "2025", "2025", "٢٠٢٥", "2025年", "2025"]);
    row(date(DateStyle::MonthDay), ["August 20", "20 août", "20 августа", "20 أغسطس", "٢٠ أغسطس", "8月20日", "20 de agosto"]);
    row(date(DateStyle::Weekday), ["Wednesday", "mercredi", "среда", "الأربعاء", "الأربعاء", "星期三", "quarta-feira"]);
    assert_eq!(formats("en-GB").date(&at("2025-01-20"), DateStyle::Long), "20 January 2025");
}

#[test]
#[rustfmt::skip]
fn ranges_say_once_what_both_days_have_in_common() {
    let range = |from, to, style| move |f: &Formats| f.range(&at(from), &at(to), style);
    row(range("2025-01-01", "2025-01-03", DateStyle::Long), ["January 1^–^3, 2025", "1–3 janvier 2025", "1—3 января 2025_г.", "1–3 يناير 2025", "١–٣ يناير ٢٠٢٥", "2025年1月1日^–^3日", "1^–^3 de janeiro de 2025"]);
    row(range("2025-01-30", "2025-02-03", DateStyle::Long), ["January 30^–^February 3, 2025", "30 janvier^–^3 février 2025", "30 января — 3 февраля 2025_г.", "30 يناير – 3 فبراير 2025", "٣٠ يناير – ٣ فبراير ٢٠٢٥", "2025年1月30日^–^2月3日", "30 de janeiro^–^3 de fevereiro de 2025"]);
    row(range("2024-12-30", "2025-01-03", DateStyle::Medium), ["Dec 30, 2024^–^Jan 3, 2025", "30 déc. 2024^–^3 janv. 2025", "30 дек. 2024_г. — 3 янв. 2025_г.", "30/12/2024 – 3/1/2025", "٣٠/١٢/٢٠٢٤ – ٣/١/٢٠٢٥", "2024年12月30日^–^2025年1月3日", "30 de dez. de 2024^–^3 de jan. de 2025"]);
    row(range("2025-01-20T09:00", "2025-01-20T17:00", DateStyle::Long), ["January 20, 2025", "20 janvier 2025", "20 января 2025_г.", "20 يناير 2025", "٢٠ يناير ٢٠٢٥", "2025年1月20日", "20 de janeiro de 2025"]);
    assert_eq!(formats("fr").range(&at("2024-05-01"), &at("2026-05-01"), DateStyle::Year), "2024–2026");
    assert_eq!(seen(&formats("de").range(&at("2025-01-01"), &at("2025-01-03"), DateStyle::Full)), "Mittwoch, 1.^–^Freitag, 3. Januar 2025");
}

#[test]
#[rustfmt::skip]
fn times_have_the_languages_clock_and_the_zones_name() {
    let winter = || at("2025-01-20T15:04:05");
    let zone = |name| move |f: &Formats| {
        f.moment(&winter(), &DateOptions { time: Some(TimeStyle::Short), zone_name: Some(name), ..DateOptions::default() })
    };
    row(|f| f.time(&winter(), TimeStyle::Short), ["3:04_PM", "15:04", "15:04", "3:04 م", "٣:٠٤ م", "15:04", "15:04"]);
    row(|f| f.time(&winter(), TimeStyle::Medium), ["3:04:05_PM", "15:04:05", "15:04:05", "3:04:05 م", "٣:٠٤:٠٥ م", "15:04:05", "15:04:05"]);
    row(zone(ZoneName::Short), ["3:04_PM GMT+1", "15:04 UTC+1", "15:04 GMT+1", "3:04 م غرينتش+1", "٣:٠٤ م غرينتش+١", "GMT+1 15:04", "15:04 +1 GMT"]);
    row(zone(ZoneName::Long), ["3:04_PM Central European Standard Time", "15:04 heure normale d’Europe centrale", "15:04 Центральная Европа, стандартное время", "3:04 م توقيت وسط أوروبا الرسمي", "٣:٠٤ م توقيت وسط أوروبا الرسمي", "中欧标准时间 15:04", "15:04 Horário Padrão da Europa Central"]);
    row(|f| f.moment(&winter(), &DateOptions::date_and_time(DateStyle::Long, TimeStyle::Short)), ["January 20, 2025 at 3:04_PM", "20 janvier 2025 à 15:04", "20 января 2025_г. в 15:04", "20 يناير 2025 في 3:04 م", "٢٠ يناير ٢٠٢٥ في ٣:٠٤ م", "2025年1月20日 15:04", "20 de janeiro de 2025 às 15:04"]);
    let clock = |tag: &str, clock| {
        let options = DateOptions { time: Some(TimeStyle::Short), clock: Some(clock), ..DateOptions::default() };
        seen(&formats(tag).moment(&winter(), &options))
    };
    assert_eq!(clock("en", Clock::TwentyFour), "15:04");
    assert_eq!(clock("fr", Clock::Twelve), "3:04_PM");
    // Summer time has a name of its own, and another zone shows its own clock.
    let summer = |options| formats("en-GB").moment(&at("2025-07-20T15:04:05"), &options);
    let options = DateOptions { time: Some(TimeStyle::Short), zone_name: Some(ZoneName::Short), ..DateOptions::default() };
    assert_eq!(summer(options.clone()), "15:04 CEST");
    assert_eq!(summer(DateOptions { zone: TimeZone::get("Europe/Moscow").ok(), ..options }), "16:04 GMT+3");
}

#[test]
#[rustfmt::skip]
fn the_past_and_the_future_are_counted_in_the_largest_unit() {
    let now = || at("2025-02-01T12:00:00");
    let from = |text| move |f: &Formats| f.relative(&at(text), &now(), Width::Long);
    row(from("2025-01-31"), ["yesterday", "hier", "вчера", "أمس", "أمس", "昨天", "ontem"]);
    row(from("2025-01-31T23:30:00"), ["yesterday", "hier", "вчера", "أمس", "أمس", "昨天", "ontem"]);
    row(from("2025-01-30"), ["2 days ago", "avant-hier", "позавчера", "أول أمس", "أول أمس", "前天", "anteontem"]);
    row(from("2025-01-18"), ["2 weeks ago", "il y a 2 semaines", "2 недели назад", "قبل أسبوعين", "قبل أسبوعين", "2周前", "há 2 semanas"]);
    row(from("2025-07-01"), ["in 5 months", "dans 5 mois", "через 5 месяцев", "خلال 5 أشهر", "خلال ٥ أشهر", "5个月后", "em 5 meses"]);
    row(from("2025-02-01T11:55:00"), ["5 minutes ago", "il y a 5 minutes", "5 минут назад", "قبل 5 دقائق", "قبل ٥ دقائق", "5分钟前", "há 5 minutos"]);
    assert_eq!(formats("en").relative(&at("2004-02-01"), &now(), Width::Short), "21 yr. ago");
    assert_eq!(formats("en").relative(&now(), &now(), Width::Long), "now");
}

#[test]
#[rustfmt::skip]
fn numbers_have_the_languages_digits_and_signs() {
    let number = |value: f64, options: NumberOptions| move |f: &Formats| f.number(value, &options);
    let style = |style| NumberOptions { style, ..NumberOptions::default() };
    let euro = NumberStyle::Currency(Currency::parse("EUR").unwrap(), Default::default());
    row(number(1234567.891, NumberOptions::default()), ["1,234,567.891", "1_234_567,891", "1~234~567,891", "1,234,567.891", "١٬٢٣٤٬٥٦٧٫٨٩١", "1,234,567.891", "1.234.567,891"]);
    row(number(0.57, style(NumberStyle::Percent)), ["57%", "57~%", "57~%", "57%", "٥٧%", "57%", "57%"]);
    row(number(1234.5, style(euro)), ["€1,234.50", "1_234,50~€", "1~234,50~€", "1,234.50~€", "١٬٢٣٤٫٥٠~€", "€1,234.50", "€~1.234,50"]);
    row(number(1234567.0, style(NumberStyle::Compact(Compact::Long))), ["1.2 million", "1,2 million", "1,2 миллиона", "1.2 مليون", "١٫٢ مليون", "123万", "1,2 milhão"]);
    let whole = Digits { maximum_fraction: Some(0), ..Digits::default() };
    let plain = NumberOptions { style: euro, digits: whole, grouping: Grouping::None };
    row(number(-1234.5, plain), ["-€1235", "-1235~€", "-1235~€", "-1235~€", "-١٢٣٥~€", "-€1235", "-€~1235"]);
    // Spanish divides only what has more than four digits.
    assert_eq!(formats("es").number(1234.0, &NumberOptions::default()), "1234");
    assert_eq!(formats("en").number(f64::INFINITY, &NumberOptions::default()), "inf");
}

#[test]
#[rustfmt::skip]
fn lists_are_joined_by_the_languages_words() {
    let list = |style| move |f: &Formats| f.list(&["A", "B", "C"].map(String::from), style);
    row(list(ListStyle::And), ["A, B, and C", "A, B et C", "A, B и C", "A وB وC", "A وB وC", "A、B和C", "A, B e C"]);
    row(list(ListStyle::Or), ["A, B, or C", "A, B ou C", "A, B или C", "A أو B أو C", "A أو B أو C", "A、B或C", "A, B ou C"]);
    assert_eq!(formats("en").list(&["A".to_owned()], ListStyle::And), "A");
}

#[test]
fn names_are_in_the_order_of_the_languages_dictionary() {
    assert_eq!(formats("ru").compare("Ёлка", "Жук"), Ordering::Less);
    assert_eq!(formats("ru").compare("Ёлка", "Ель"), Ordering::Less);
    assert_eq!(formats("fr").compare("Égypte", "Finlande"), Ordering::Less);
    assert_eq!(formats("sv").compare("Åland", "Zambia"), Ordering::Greater);
}

#[test]
fn letters_are_those_of_the_language() {
    let tag = |tag: &str| LanguageTag::parse(tag).unwrap();
    assert_eq!(upper("istanbul", &tag("tr")), "İSTANBUL");
    assert_eq!(upper("istanbul", &tag("en")), "ISTANBUL");
    assert_eq!(upper("Άδωνις", &tag("el")), "ΑΔΩΝΙΣ");
    assert_eq!(lower("ISPARTA", &tag("tr")), "ısparta");
    assert_eq!(capitalize("ijsland", &tag("nl")), "IJsland");
    assert_eq!(capitalize("«январь» и NATO", &tag("ru")), "«Январь» и NATO");
    assert_eq!(title("trade of the NATO states", &tag("en"), TitleCase::EveryWord), "Trade Of The NATO States");
    assert_eq!(title("le commerce de l’OTAN", &tag("fr"), TitleCase::FirstWord), "Le commerce de l’OTAN");
}
