//! The options of `NUMBER()` and `DATETIME()`, and of the filters of the same names: what each may be set to, and what
//! it means. The names are those of Fluent's function reference, which are ECMA-402's.

mod conflicts;
mod meaning;

pub(super) use meaning::currency_display;
pub use meaning::{date_options, number_options};

use super::formats::{Currency, DateStyle, TimeStyle};
use crate::diagnostic::nearest;
use jiff::tz::TimeZone;

/// A value as it is written: Fluent knows texts and numbers, templates truth as well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'a> {
    /// A text.
    Text(&'a str),
    /// A number.
    Number(f64),
}

/// What an option may be set to.
enum Values {
    Words(&'static [&'static str]),
    Whole(u8, u8),
    Switch,
    Currency,
    Zone,
}

/// A function of Fluent's messages.
pub struct Function {
    /// `NUMBER`
    pub name: &'static str,
    options: &'static [(&'static str, Values)],
    /// Options of the standard that nothing here can honour, and what to do instead.
    refused: &'static [(&'static str, &'static str)],
}

/// What is wrong with an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionProblem<'a> {
    /// The option.
    pub option: &'a str,
    /// Whether the value is wrong, and not the option.
    pub in_value: bool,
    /// A sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

const TEXT: Values = Values::Words(&["long", "short"]);
const DIGITS: Values = Values::Words(&["numeric", "2-digit"]);
/// Fluent chooses plural forms by numbers of at most eighteen digits after the decimal sign.
const FRACTION: Values = Values::Whole(0, 18);

/// Formats a number.
pub const NUMBER: Function = Function {
    name: "NUMBER",
    options: &[
        ("type", Values::Words(&["cardinal", "ordinal"])),
        ("style", Values::Words(&["decimal", "percent", "currency"])),
        ("currency", Values::Currency),
        ("currencyDisplay", Values::Words(&["symbol", "narrowSymbol", "code", "name"])),
        ("notation", Values::Words(&["standard", "compact"])),
        ("compactDisplay", Values::Words(&["short", "long"])),
        ("useGrouping", Values::Switch),
        ("minimumIntegerDigits", Values::Whole(1, 21)),
        ("minimumFractionDigits", FRACTION),
        ("maximumFractionDigits", FRACTION),
        ("minimumSignificantDigits", Values::Whole(1, 21)),
        ("maximumSignificantDigits", Values::Whole(1, 21)),
    ],
    refused: &[
        ("unit", "write the unit in the message"),
        ("unitDisplay", "write the unit in the message"),
        ("numberingSystem", "the digits are those of the language"),
    ],
};

/// Formats a date, a time of day, or both.
pub const DATETIME: Function = Function {
    name: "DATETIME",
    options: &[
        ("dateStyle", Values::Words(&DateStyle::NAMES)),
        ("timeStyle", Values::Words(&TimeStyle::NAMES)),
        ("weekday", TEXT),
        ("era", Values::Words(&["short"])),
        // ICU4X shortens a year where a language does so, and not on demand.
        ("year", Values::Words(&["numeric"])),
        ("month", Values::Words(&["numeric", "2-digit", "long", "short"])),
        ("day", DIGITS),
        ("hour", DIGITS),
        ("minute", DIGITS),
        ("second", DIGITS),
        ("fractionalSecondDigits", Values::Whole(1, 3)),
        ("hour12", Values::Switch),
        ("hourCycle", Values::Words(&["h11", "h12", "h23"])),
        ("timeZoneName", Values::Words(&["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"])),
        ("timeZone", Values::Zone),
    ],
    refused: &[
        ("dayPeriod", "`hour12: \"true\"` shows whether it is before or after noon"),
        ("calendar", "the calendar is that of the language"),
        ("numberingSystem", "the digits are those of the language"),
    ],
};

/// The functions that messages can use.
pub const FUNCTIONS: [&Function; 2] = [&NUMBER, &DATETIME];

impl Values {
    fn accept(&self, given: Given) -> bool {
        match (self, given) {
            (Values::Words(words), Given::Text(text)) => words.contains(&text),
            (Values::Whole(least, most), Given::Number(n)) => {
                n.fract() == 0.0 && (f64::from(*least)..=f64::from(*most)).contains(&n)
            }
            (Values::Switch, Given::Text(text)) => matches!(text, "true" | "false"),
            (Values::Switch, Given::Number(n)) => n == 0.0 || n == 1.0,
            (Values::Currency, Given::Text(text)) => Currency::parse(text).is_some(),
            (Values::Zone, Given::Text(text)) => TimeZone::get(text).is_ok(),
            _ => false,
        }
    }

    fn in_words(&self) -> String {
        match self {
            Values::Words(words) => words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "),
            Values::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Values::Switch => "\"true\" or \"false\"".to_owned(),
            Values::Currency => "a code of ISO 4217 such as \"EUR\"".to_owned(),
            Values::Zone => "a time zone such as \"Europe/Paris\"".to_owned(),
        }
    }
}

impl Function {
    /// The names of all options.
    pub fn option_names(&self) -> impl Iterator<Item = &'static str> {
        self.options.iter().map(|(name, _)| *name).chain(self.refused.iter().map(|(name, _)| *name))
    }

    /// Everything that is wrong with the options that a function is given.
    pub fn problems<'a>(&self, given: &[(&'a str, Given)]) -> Vec<OptionProblem<'a>> {
        let mut problems: Vec<_> = given.iter().filter_map(|(option, value)| self.problem(option, *value)).collect();
        if problems.is_empty() {
            problems = match self.name {
                "NUMBER" => conflicts::of_number(given),
                _ => conflicts::of_date(given),
            };
        }
        problems
    }

    fn problem<'a>(&self, option: &'a str, value: Given) -> Option<OptionProblem<'a>> {
        let function = self.name;
        if let Some((_, instead)) = self.refused.iter().find(|(name, _)| *name == option) {
            let message = format!("`{function}()` does not support `{option}`");
            return Some(OptionProblem { option, in_value: false, message, hint: Some((*instead).to_owned()) });
        }
        let Some((_, values)) = self.options.iter().find(|(name, _)| *name == option) else {
            let names: Vec<&str> = self.options.iter().map(|(name, _)| *name).collect();
            let near = nearest(option, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let message = format!("`{function}()` knows no `{option}`");
            let hint = near.unwrap_or_else(|| format!("it knows {}", names.join(", ")));
            return Some(OptionProblem { option, in_value: false, message, hint: Some(hint) });
        };
        if values.accept(value) {
            return None;
        }
        let written = match value {
            Given::Text(text) => format!("\"{text}\""),
            Given::Number(number) => number.to_string(),
        };
        let near = match (values, value) {
            (Values::Words(words), Given::Text(text)) => nearest(text, words.iter().copied()),
            _ => None,
        };
        Some(OptionProblem {
            option,
            in_value: true,
            message: format!("`{option}` cannot be {written}: it is {}", values.in_words()),
            hint: near.map(|near| format!("did you mean \"{near}\"?")),
        })
    }
}

/// Whether a text shows that a function was given something that it cannot format: Fluent then prints its name.
pub(super) fn have_failed(text: &str) -> bool {
    FUNCTIONS
        .iter()
        .any(|function| text.match_indices(function.name).any(|(at, name)| text[at + name.len()..].starts_with("()")))
}
