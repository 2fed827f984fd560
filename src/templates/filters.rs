//! The filters that know the page's language. `docs/formats.md` is their documentation.

use super::bindings::Bindings;
use crate::diagnostic::nearest;
use crate::language::locale::{
    Arguments, Clock, DATETIME, DateOptions, DateStyle, Function, Given, ListStyle, Locale, NUMBER, TimeStyle, Width,
    ZoneName, capitalize, date_options, lower, number_options, title, upper,
};
use crate::language::{Gender, LanguageTag, Moment, WrittenDate, text, with_soft_hyphens};
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tera::{Error, Kwargs, Map, State, StringInput, Tera, TeraResult, Value};

/// A filter: what it is given, what it is bound to, and its arguments.
type Filter = fn(&Value, &Bindings, &Kwargs) -> TeraResult<Value>;

/// A filter of letters: what it is given, the language of that, and the page's.
type Letters = fn(&str, &LanguageTag, &Locale) -> String;

/// Registers the filters under their names. Some stand over Tera's, which know no language.
pub(super) fn register(tera: &mut Tera, bindings: &Bindings) {
    let values: [(&str, Filter); 12] = [
        ("date", date),
        ("time", time),
        ("datetime", datetime),
        ("relative", relative),
        ("number", number),
        ("percent", percent),
        ("currency", currency),
        ("compact", compact),
        ("ordinal", ordinal),
        ("words", words),
        ("reading_time", reading_time),
        ("shorten", shorten),
    ];
    for (name, filter) in values {
        let b = bindings.clone();
        tera.register_filter(name, move |value: &Value, kwargs: Kwargs, _: &State| filter(value, &b, &kwargs));
    }
    let texts: [(&str, Letters); 5] = [
        ("hyphenate", |text, tag, _| with_soft_hyphens(text, tag).into_owned()),
        ("upper", |text, tag, _| upper(text, tag)),
        ("lower", |text, tag, _| lower(text, tag)),
        ("capitalize", |text, tag, _| capitalize(text, tag)),
        ("title", |text, tag, locale| title(text, tag, locale.title_case())),
    ];
    for (name, letters) in texts {
        let b = bindings.clone();
        tera.register_filter(name, move |text: StringInput, kwargs: Kwargs, _: &State| {
            only(&kwargs, &["lang"])?;
            let locale = b.locales.get(b.language);
            let written = match kwargs.get::<&str>("lang")? {
                None => letters(text.as_str(), &locale.tag, locale),
                Some(tag) => match LanguageTag::parse(tag) {
                    Some(tag) => letters(text.as_str(), &tag, locale),
                    None => return Err(Error::message(format!("`{tag}` is not a BCP 47 language tag"))),
                },
            };
            Ok(text.inherit_safety(written))
        });
    }
    let b = bindings.clone();
    tera.register_filter("list", move |items: Vec<Value>, kwargs: Kwargs, state: &State| {
        only(&kwargs, &["style"])?;
        let style = word(&kwargs, "style", ListStyle::parse, &ListStyle::NAMES)?.unwrap_or_default();
        let items = items.iter().map(|item| state.escape_if_needed(item)).collect::<TeraResult<Vec<String>>>()?;
        Ok::<_, Error>(Value::safe_string(&b.locales.get(b.language).formats.list(&items, style)))
    });
}

/// The text of a value, without its mark-up if it is HTML.
fn plain<'a>(value: &'a Value) -> TeraResult<Cow<'a, str>> {
    let text = value.as_str().ok_or_else(|| Error::message(format!("a text is needed here, not {}", value.name())))?;
    Ok(if value.is_safe() { Cow::Owned(text::of_html(text)) } else { Cow::Borrowed(text) })
}

fn words(value: &Value, _: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &[])?;
    Ok(Value::from(text::count_words(&plain(value)?)))
}

fn reading_time(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &[])?;
    Ok(Value::from(b.locales.get(b.language).minutes_to_read(text::count_words(&plain(value)?))))
}

fn shorten(value: &Value, _: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["length"])?;
    let length = kwargs.get::<usize>("length")?.unwrap_or(text::DESCRIPTION);
    Ok(Value::normal_string(&text::shortened(&plain(value)?, length)))
}

fn date(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["style", "to"])?;
    let locale = b.locales.get(b.language);
    let style = word(kwargs, "style", DateStyle::parse, &DateStyle::NAMES)?.unwrap_or(DateStyle::Long);
    let from = moment(value, b)?;
    let Some(to) = kwargs.get::<&Value>("to")? else { return Ok(Value::from(locale.date(&from, style))) };
    let to = moment(to, b)?;
    if to.timestamp < from.timestamp {
        return Err(Error::message("this range of dates ends before it begins"));
    }
    Ok(Value::from(locale.range(&from, &to, style)))
}

fn time(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["style", "zone", "hour12", "to"])?;
    let locale = b.locales.get(b.language);
    let style = word(kwargs, "style", TimeStyle::parse, &TimeStyle::NAMES)?.unwrap_or(TimeStyle::Short);
    let options = DateOptions { time: Some(style), ..clock_and_zone(kwargs)? };
    let from = moment(value, b)?;
    let Some(to) = kwargs.get::<&Value>("to")? else { return Ok(Value::from(locale.moment(&from, &options))) };
    let to = moment(to, b)?;
    if to.timestamp < from.timestamp {
        return Err(Error::message("this range of times ends before it begins"));
    }
    if options.zone_name.is_some() || !matches!(style, TimeStyle::Short | TimeStyle::Medium) {
        return Err(Error::message("a range of times is short or medium and names no zone"));
    }
    Ok(Value::from(locale.time_range(&from, &to, style, options.clock)))
}

/// A style of the date with a time, or any fields that `DATETIME()` knows.
fn datetime(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    let locale = b.locales.get(b.language);
    let own = ["style", "zone", "hour12"];
    let options = if kwargs.iter().all(|(name, _)| name.as_str().is_some_and(|name| own.contains(&name))) {
        let style = word(kwargs, "style", DateStyle::parse, &DateStyle::NAMES)?.unwrap_or(DateStyle::Medium);
        if !matches!(style, DateStyle::Short | DateStyle::Medium | DateStyle::Long | DateStyle::Full) {
            return Err(Error::message("a date with a time is short, medium, long or full; else use `date`"));
        }
        DateOptions { date: Some(style), time: Some(TimeStyle::Short), ..clock_and_zone(kwargs)? }
    } else {
        with_options(&DATETIME, kwargs, &[], date_options)?
    };
    Ok(Value::from(locale.moment(&moment(value, b)?, &options)))
}

fn clock_and_zone(kwargs: &Kwargs) -> TeraResult<DateOptions> {
    let zone = |name: &str| match name {
        "short" => Some(ZoneName::Short),
        "long" => Some(ZoneName::Long),
        "offset" => Some(ZoneName::Offset),
        _ => None,
    };
    let clock = kwargs.get::<bool>("hour12")?.map(|twelve| if twelve { Clock::Twelve } else { Clock::TwentyFour });
    let zone_name = word(kwargs, "zone", zone, &["short", "long", "offset"])?;
    Ok(DateOptions { zone_name, clock, ..DateOptions::default() })
}

fn relative(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["style"])?;
    let width = word(kwargs, "style", Width::parse, &Width::NAMES)?.unwrap_or(Width::Long);
    b.facts.asked_for_now.store(true, Ordering::Relaxed);
    let now = b.facts.now.ok_or_else(|| Error::message("there is no time before the site is built"))?;
    Ok(Value::from(b.locales.get(b.language).formats.relative(&moment(value, b)?, &now, width)))
}

fn number(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    with_number(value, b, kwargs, &[])
}

fn percent(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    with_number(value, b, kwargs, &[("style", Given::Text("percent"))])
}

fn currency(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    // `currency(code="EUR", display="name")` reads better than to say the filter's name twice.
    let code = kwargs.must_get::<&str>("code")?;
    let display = kwargs.get::<&str>("display")?.unwrap_or("symbol");
    let fixed = [
        ("style", Given::Text("currency")),
        ("currency", Given::Text(code)),
        ("currencyDisplay", Given::Text(display)),
    ];
    let rest = kwargs.iter().filter(|(name, _)| !matches!(name.as_str(), Some("code" | "display")));
    let rest: Map = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
    with_number(value, b, &Kwargs::new(Arc::new(rest)), &fixed)
}

fn compact(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["style"])?;
    let style = kwargs.get::<&str>("style")?.unwrap_or("short");
    let fixed = [("notation", Given::Text("compact")), ("compactDisplay", Given::Text(style))];
    with_number(value, b, &Kwargs::default(), &fixed)
}

fn with_number(value: &Value, b: &Bindings, kwargs: &Kwargs, fixed: &[(&str, Given)]) -> TeraResult<Value> {
    let options = with_options(&NUMBER, kwargs, fixed, number_options)?;
    Ok(Value::from(b.locales.get(b.language).formats.number(as_number(value)?, &options)))
}

/// "1st", by the locale's message `ordinal`: CLDR's rules for it are not in ICU4X.
fn ordinal(value: &Value, b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    only(kwargs, &["gender"])?;
    let number = as_number(value)?;
    let gender = word(kwargs, "gender", Gender::parse, &Gender::NAMES)?;
    let mut arguments = Arguments::with_capacity(2);
    arguments.set("n", number);
    // A language counts in the gender that its other form is for, unless it is told.
    arguments.set("gender", Gender::name(gender));
    let message = b.locales.message(b.language, "ordinal", Some(&arguments));
    let locale = b.locales.get(b.language);
    // An ending of another language would be worse than none; that the message is missing has been reported.
    let own = message.filter(|_| locale.has_message("ordinal"));
    Ok(Value::from(own.map_or_else(|| locale.formats.number(number, &Default::default()), |text| text.into_owned())))
}

/// Options of a function by the names that templates use: `minimum_fraction_digits` for `minimumFractionDigits`.
fn with_options<T>(
    function: &Function,
    kwargs: &Kwargs,
    fixed: &[(&str, Given)],
    read: impl Fn(&[(&str, Given)]) -> T,
) -> TeraResult<T> {
    let names: Vec<(String, &Value)> =
        kwargs.iter().filter_map(|(key, value)| Some((camel_case(key.as_str()?), value))).collect();
    let mut given: Vec<(&str, Given)> = fixed.to_vec();
    for (name, value) in &names {
        if fixed.iter().any(|(set, _)| set == name) {
            return Err(Error::message(format!("this filter sets `{}` itself", snake_case(name))));
        }
        let value = match (value.as_bool(), value.as_str(), value.as_f64()) {
            (Some(switch), ..) => Given::Text(if switch { "true" } else { "false" }),
            (_, Some(text), _) => Given::Text(text),
            (_, _, Some(number)) => Given::Number(number),
            _ => return Err(Error::message(format!("`{}` cannot be {}", snake_case(name), value.name()))),
        };
        given.push((name, value));
    }
    match function.problems(&given).first() {
        None => Ok(read(&given)),
        Some(problem) => {
            let hint = problem.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
            Err(Error::message(in_snake_case(&format!("{}{hint}", problem.message), function)))
        }
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &capital.into_iter().chain(letters).collect::<String>()
    })
}

fn snake_case(name: &str) -> String {
    name.chars().fold(String::new(), |name, letter| {
        if letter.is_ascii_uppercase() {
            format!("{name}_{}", letter.to_ascii_lowercase())
        } else {
            format!("{name}{letter}")
        }
    })
}

/// A sentence about options, with their names as templates write them.
fn in_snake_case(sentence: &str, function: &Function) -> String {
    function.option_names().fold(sentence.to_owned(), |sentence, name| sentence.replace(name, &snake_case(name)))
}

fn as_number(value: &Value) -> TeraResult<f64> {
    let text = || value.as_str().and_then(|text| text.trim().parse().ok());
    value.as_f64().or_else(text).ok_or_else(|| Error::message(format!("a number is needed here, not {}", value.name())))
}

fn moment(value: &Value, b: &Bindings) -> TeraResult<Moment> {
    let text = value
        .as_str()
        .ok_or_else(|| Error::message(format!("a date is a text such as 2025-01-20, not {}", value.name())))?;
    let written = WrittenDate::parse(text).map_err(|no_date| Error::message(no_date.to_string()))?;
    written.in_zone(&b.facts.zone()).ok_or_else(|| Error::message(format!("`{text}` is out of range")))
}

/// An argument that is one of a few words.
fn word<T>(kwargs: &Kwargs, name: &str, parse: impl Fn(&str) -> Option<T>, known: &[&str]) -> TeraResult<Option<T>> {
    let Some(text) = kwargs.get::<Cow<str>>(name)? else { return Ok(None) };
    parse(&text).map(Some).ok_or_else(|| {
        let near = nearest(&text, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        let list = known.join(", ");
        Error::message(format!("there is no {name} `{text}`; there are {list}{}", near.unwrap_or_default()))
    })
}

/// Tera takes any argument for any filter: a misspelt one would do nothing.
fn only(kwargs: &Kwargs, known: &[&str]) -> TeraResult<()> {
    let strange = kwargs.iter().find_map(|(name, _)| name.as_str().filter(|name| !known.contains(name)));
    match strange {
        None => Ok(()),
        Some(name) if known.is_empty() => Err(Error::message(format!("this filter takes no `{name}`"))),
        Some(name) => Err(Error::message(format!("this filter takes no `{name}`; it takes {}", known.join(", ")))),
    }
}
