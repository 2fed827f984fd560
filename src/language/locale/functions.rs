//! The functions of Fluent's messages: `NUMBER()` and `DATETIME()`.

use super::bundle::Bundle;
use super::formats::{
    Currency, DateOptions, Digits, Formats, Grouping, NumberOptions, NumberStyle, Numbers, Ranking, with_space,
};
use super::options::{self, Given};
use super::plurals;
use super::resources::Resources;
use crate::language::{LanguageTag, Moment, WrittenDate};
use fluent::types::{
    FluentNumber, FluentNumberCurrencyDisplayStyle, FluentNumberOptions, FluentNumberStyle, FluentNumberType,
};
use fluent::{FluentArgs, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use jiff::Timestamp;
use std::sync::Arc;

/// How `DATETIME()` writes a moment.
pub(super) type Dates = Arc<dyn Fn(&Moment, &DateOptions) -> String + Send + Sync>;

/// The messages of a language, with their functions.
pub(super) fn assemble(tag: &LanguageTag, resources: &Resources, formats: &Arc<Formats>, dates: Dates) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![tag.fluent()]);
    // Marks around values would leak into titles, feeds and addresses; templates mark direction with `<bdi>` and `dir`.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(number_in_words_of));
    let numbers = Arc::clone(formats);
    // Both names are new in a new bundle, so that adding them cannot fail.
    let _ = bundle.add_function("NUMBER", move |positional, named| {
        positional.first().map_or(FluentValue::Error, |value| number(&numbers, value, named))
    });
    let forms = Arc::clone(formats);
    let _ = bundle.add_function(plurals::FUNCTION, move |positional, _| {
        positional.first().map_or(FluentValue::Error, |value| plural_form(&forms, value))
    });
    let formats = Arc::clone(formats);
    let _ = bundle.add_function("DATETIME", move |positional, named| {
        let moment = positional.first().and_then(|value| moment(&formats, value));
        moment.map_or(FluentValue::Error, |moment| {
            FluentValue::from(dates(&moment, &options::date_options(&given(named))))
        })
    });
    for resource in resources.of(tag) {
        bundle.add_resource_overriding(Arc::clone(&resource.compiled));
    }
    bundle
}

fn given<'a>(named: &'a FluentArgs) -> Vec<(&'a str, Given<'a>)> {
    let value = |value: &'a FluentValue| match value {
        FluentValue::String(text) => Some(Given::Text(text)),
        FluentValue::Number(number) => Some(Given::Number(number.value)),
        _ => None,
    };
    named.iter().filter_map(|(name, given)| Some((name, value(given)?))).collect()
}

/// A number, or a text that is one: templates hand over either.
fn number(formats: &Formats, value: &FluentValue, named: &FluentArgs) -> FluentValue<'static> {
    let mut number = match value {
        FluentValue::Number(number) => number.clone(),
        FluentValue::String(text) => match text.trim().parse::<f64>() {
            Ok(value) => FluentNumber::new(value, FluentNumberOptions::default()),
            Err(_) => return FluentValue::Error,
        },
        _ => return FluentValue::Error,
    };
    let given = given(named);
    number.options.merge(named);
    if let Some((_, Given::Number(n))) = given.iter().find(|(name, _)| *name == "useGrouping") {
        number.options.use_grouping = *n != 0.0;
    }
    let asks = |name: &str, value: &str| given.contains(&(name, Given::Text(value)));
    // Fluent's own options have no place for these: they are written at once, and can choose no plural form.
    if asks("currencyDisplay", "narrowSymbol") || asks("notation", "compact") {
        return FluentValue::from(formats.number(number.value, &options::number_options(&given)));
    }
    if number.options.style == FluentNumberStyle::Percent {
        // Fluent's formatter sees a number, its options and the language. A percentage has no currency: there its sign
        // and the space before it travel.
        number.options.currency = formats.space_of_percent().map(|(sign, space)| format!("{sign}{space}"));
    }
    FluentValue::Number(number)
}

/// The name of a number's plural form. What is no number chooses by what it is.
fn plural_form(formats: &Formats, value: &FluentValue) -> FluentValue<'static> {
    let FluentValue::Number(number) = value else { return value.clone().into_owned() };
    let ranking = match number.options.r#type {
        FluentNumberType::Ordinal => Ranking::Rank,
        FluentNumberType::Cardinal => Ranking::Count,
    };
    formats.plural(number.value, &number_options(&number.options), ranking).unwrap_or("other").into()
}

/// A date as text, or (as in ECMAScript) the milliseconds since 1970.
fn moment(formats: &Formats, value: &FluentValue) -> Option<Moment> {
    match value {
        FluentValue::String(text) => WrittenDate::parse(text).ok()?.in_zone(formats.zone()),
        FluentValue::Number(number) => {
            let timestamp = Timestamp::from_millisecond(number.value as i64).ok()?;
            Some(Moment::new(timestamp, formats.zone()))
        }
        _ => None,
    }
}

/// A number that a message prints, with the options that `NUMBER()` gave it.
fn number_in_words_of(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let options = number_options(&number.options);
    let text = memoizer.with_try_get::<Numbers, _, _>((), |numbers| numbers.format(number.value, &options)).ok()?;
    let mut sign_and_space = number.options.currency.as_deref().unwrap_or_default().chars();
    Some(match (options.style, sign_and_space.next()) {
        (NumberStyle::Percent, Some(sign)) => with_space(&text, (sign, sign_and_space.as_str())),
        _ => text,
    })
}

fn number_options(options: &FluentNumberOptions) -> NumberOptions {
    let count = |digits: Option<usize>| digits.map(|n| u8::try_from(n.min(21)).unwrap_or(21));
    let display = options::currency_display(match options.currency_display {
        FluentNumberCurrencyDisplayStyle::Symbol => "symbol",
        FluentNumberCurrencyDisplayStyle::Code => "code",
        FluentNumberCurrencyDisplayStyle::Name => "name",
    });
    NumberOptions {
        style: match (options.style, options.currency.as_deref().and_then(Currency::parse)) {
            (FluentNumberStyle::Percent, _) => NumberStyle::Percent,
            (FluentNumberStyle::Currency, Some(currency)) => NumberStyle::Currency(currency, display),
            _ => NumberStyle::Decimal,
        },
        digits: Digits {
            minimum_integer: count(options.minimum_integer_digits),
            minimum_fraction: count(options.minimum_fraction_digits),
            maximum_fraction: count(options.maximum_fraction_digits),
            minimum_significant: count(options.minimum_significant_digits),
            maximum_significant: count(options.maximum_significant_digits),
        },
        grouping: if options.use_grouping { Grouping::Language } else { Grouping::None },
    }
}
