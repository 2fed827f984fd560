//! `card_lines()`: a text in lines that fit into a frame of a drawing, since SVG breaks no lines itself. How it is set is known
//! elsewhere; here is how templates ask for it.

use super::bindings::Bindings;
use super::letter_setter::LinesAsked;
use super::values::{list, none, object, text};
use std::borrow::Cow;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// What `card_lines()` takes.
const ARGUMENTS: [&str; 9] = ["text", "width", "height", "size", "min_size", "line_height", "lines", "weight", "font"];

/// From the upper edge of a line to where its letters stand, in sizes, beside half of what is between two lines.
const BASE: f64 = 0.36;

pub(super) fn register(tera: &mut Tera, bindings: &Bindings) {
    let b = bindings.clone();
    tera.register_function("card_lines", move |kwargs: Kwargs, _: &State| card_lines(&b, &kwargs));
}

fn card_lines(b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    if let Some(strange) = kwargs.iter().find_map(|(name, _)| name.as_str().filter(|name| !ARGUMENTS.contains(name))) {
        let known = ARGUMENTS.join(", ");
        return Err(Error::message(format!("`card_lines` takes no `{strange}`; it takes {known}")));
    }
    let Some(lettering) = &b.lettering else { return Ok(none()) };
    let words = match kwargs.get::<Value>("text")? {
        None => Cow::Borrowed(""),
        Some(value) if value.is_none() => Cow::Borrowed(""),
        Some(value) => Cow::Owned(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
    };
    let font = kwargs.get::<Cow<str>>("font")?;
    let size = number(kwargs, "size")?.unwrap_or(48.0);
    let needed = |name: &str| {
        let wrong = || Error::message(format!("`card_lines` needs `{name}`: how many pixels there are"));
        number(kwargs, name)?.ok_or_else(wrong)
    };
    let asked = LinesAsked {
        width: needed("width")?,
        height: needed("height")?,
        size,
        min_size: number(kwargs, "min_size")?.unwrap_or(size / 2.0),
        line_height: number(kwargs, "line_height")?.unwrap_or(1.2),
        lines: number(kwargs, "lines")?.map_or(usize::MAX, |lines| lines as usize),
        weight: number(kwargs, "weight")?.map_or(400, |weight| weight as u16),
        font: font.as_deref().unwrap_or_default(),
        from_right: b.locales.get(b.language).direction == "rtl",
    };
    let set = lettering.lines(&words, &asked);
    let line = |(i, (line, width)): (usize, &(String, f64))| {
        let y = (i as f64 + 0.5) * set.step + BASE * set.size;
        object([("text", text(line)), ("width", rounded(*width)), ("y", rounded(y))])
    };
    Ok(object([
        ("lines", list(set.lines.iter().enumerate().map(line).collect())),
        ("size", rounded(set.size)),
        ("height", rounded(set.step * set.lines.len() as f64)),
        ("font", text(&set.font)),
        ("weight", Value::from(u32::from(set.weight))),
        ("cut", Value::from(set.is_cut)),
    ]))
}

/// A number that is above nothing.
fn number(kwargs: &Kwargs, name: &str) -> TeraResult<Option<f64>> {
    let Some(value) = kwargs.get::<Value>(name)? else { return Ok(None) };
    let number = value.as_f64().filter(|number| number.is_finite() && *number > 0.0);
    number.map(Some).ok_or_else(|| Error::message(format!("`{name}` is a number above 0")))
}

/// Tenths of a pixel are enough.
fn rounded(number: f64) -> Value {
    Value::from((number * 10.0).round() / 10.0)
}
