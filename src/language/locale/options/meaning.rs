//! What the options mean.

use super::Given;
use crate::language::locale::formats::{
    Clock, Compact, Currency, CurrencyDisplay, DateOptions, DateStyle, Digits, Grouping, NumberOptions, NumberStyle,
    TimeStyle, ZoneName,
};
use icu::datetime::fieldbag::field;
use jiff::tz::TimeZone;

/// How a number is written. What [`Function::problems`] reports is left out.
pub fn number_options(given: &[(&str, Given)]) -> NumberOptions {
    let mut options = NumberOptions::default();
    let text = |name: &str| {
        given.iter().find_map(|(option, value)| match value {
            Given::Text(text) if *option == name => Some(*text),
            _ => None,
        })
    };
    let digits = |name: &str| {
        given.iter().find_map(|(option, value)| match value {
            Given::Number(n) if *option == name => Some(whole(*n)),
            _ => None,
        })
    };
    options.digits = Digits {
        minimum_integer: digits("minimumIntegerDigits"),
        minimum_fraction: digits("minimumFractionDigits"),
        maximum_fraction: digits("maximumFractionDigits"),
        minimum_significant: digits("minimumSignificantDigits"),
        maximum_significant: digits("maximumSignificantDigits"),
    };
    if switch(given, "useGrouping") == Some(false) {
        options.grouping = Grouping::None;
    }
    options.style = match (text("notation"), text("style"), text("currency").and_then(Currency::parse)) {
        (Some("compact"), ..) => NumberStyle::Compact(match text("compactDisplay") {
            Some("long") => Compact::Long,
            _ => Compact::Short,
        }),
        (_, Some("percent"), _) => NumberStyle::Percent,
        (_, Some("currency"), Some(currency)) => {
            let display = text("currencyDisplay").map_or(CurrencyDisplay::Symbol, currency_display);
            NumberStyle::Currency(currency, display)
        }
        _ => NumberStyle::Decimal,
    };
    options
}

pub(in crate::language::locale) fn currency_display(name: &str) -> CurrencyDisplay {
    match name {
        "narrowSymbol" => CurrencyDisplay::NarrowSymbol,
        "code" => CurrencyDisplay::Code,
        "name" => CurrencyDisplay::Name,
        _ => CurrencyDisplay::Symbol,
    }
}

/// Counts of digits as [`Values::Whole`] lets them through.
fn whole(n: f64) -> u8 {
    n.clamp(0.0, 21.0) as u8
}

fn switch(given: &[(&str, Given)], name: &str) -> Option<bool> {
    given.iter().find(|(option, _)| *option == name).map(|(_, value)| match value {
        Given::Text(text) => *text != "false",
        Given::Number(n) => *n != 0.0,
    })
}

/// What is said of a moment. What [`Function::problems`] reports is left out.
pub fn date_options(given: &[(&str, Given)]) -> DateOptions {
    let mut options = DateOptions::default();
    let fields = &mut options.fields.0;
    for (option, value) in given {
        let Given::Text(text) = value else {
            if let (&"fractionalSecondDigits", Given::Number(n)) = (option, value) {
                fields.fractional_second_digits = match whole(*n) {
                    1 => Some(field::FractionalSecondDigits::F1),
                    2 => Some(field::FractionalSecondDigits::F2),
                    _ => Some(field::FractionalSecondDigits::F3),
                };
            }
            continue;
        };
        let two = *text == "2-digit";
        match *option {
            "dateStyle" => options.date = DateStyle::parse(text),
            "timeStyle" => options.time = TimeStyle::parse(text),
            "timeZone" => options.zone = TimeZone::get(text).ok(),
            "timeZoneName" => options.zone_name = zone_name(text),
            "hourCycle" => {
                options.clock = match *text {
                    "h11" => Some(Clock::H11),
                    "h12" => Some(Clock::H12),
                    _ => Some(Clock::H23),
                }
            }
            "weekday" if *text == "long" => fields.weekday = Some(field::Weekday::Long),
            "weekday" => fields.weekday = Some(field::Weekday::Short),
            "era" => fields.era = Some(field::Era::Short),
            "year" => fields.year = Some(field::Year::Numeric),
            "month" => {
                fields.month = Some(match *text {
                    "long" => field::Month::Long,
                    "short" => field::Month::Short,
                    "2-digit" => field::Month::TwoDigit,
                    _ => field::Month::Numeric,
                });
            }
            "day" => fields.day = Some(if two { field::Day::TwoDigit } else { field::Day::Numeric }),
            "hour" => fields.hour = Some(if two { field::Hour::TwoDigit } else { field::Hour::Numeric }),
            "minute" => fields.minute = Some(if two { field::Minute::TwoDigit } else { field::Minute::Numeric }),
            "second" => fields.second = Some(if two { field::Second::TwoDigit } else { field::Second::Numeric }),
            _ => {}
        }
    }
    // As in ECMA-402, `hour12` stands over `hourCycle`.
    if let Some(twelve) = switch(given, "hour12") {
        options.clock = Some(if twelve { Clock::Twelve } else { Clock::TwentyFour });
    }
    options
}

fn zone_name(text: &str) -> Option<ZoneName> {
    match text {
        "short" => Some(ZoneName::Short),
        "long" => Some(ZoneName::Long),
        "shortOffset" => Some(ZoneName::Offset),
        "longOffset" => Some(ZoneName::LongOffset),
        "shortGeneric" => Some(ZoneName::Generic),
        "longGeneric" => Some(ZoneName::LongGeneric),
        _ => None,
    }
}
