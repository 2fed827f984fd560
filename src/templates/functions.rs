//! The functions and filters of templates, bound to one language. `docs/templates.md` is their documentation.

use super::bindings::{Bindings, SiteFacts};
use super::things::Told;
use crate::language::locale::{Argument, Arguments};
use crate::language::{LanguageId, term_id};
use crate::path::encode_path;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Registers everything under its name.
pub(super) fn register(tera: &mut Tera, bindings: &Bindings) {
    let b = bindings.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| translate(&b, &kwargs));
    let b = bindings.clone();
    tera.register_function("t_html", move |kwargs: Kwargs, _: &State| super::markup::translate(&b, &kwargs));
    let b = bindings.clone();
    tera.register_function("url", move |kwargs: Kwargs, _: &State| url(&b, &kwargs));
    let b = bindings.clone();
    tera.register_function("count", move |kwargs: Kwargs, _: &State| count(&b, &kwargs));
    let b = bindings.clone();
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| asset(&b, &kwargs));
    let b = bindings.clone();
    tera.register_filter("language_name", move |tag: &str, _: Kwargs, _: &State| {
        b.locales.language_name(b.language, tag)
    });
    let b = bindings.clone();
    tera.register_filter("absolute", move |path: &str, _: Kwargs, _: &State| absolute(&b.facts, path));
    tera.register_filter("url_encode", |text: &str, _: Kwargs, _: &State| crate::path::encode_value(text));
    super::budget::register(tera);
    super::pictures::register(tera, bindings);
    super::lettering::register(tera, bindings);
    super::filters::register(tera, bindings);
}

fn translate(b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("key")?;
    let mut arguments = Arguments::new();
    let mut any = false;
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        any = true;
        let value = match value.as_f64() {
            Some(number) if value.is_number() => Argument::from(number),
            _ => Argument::from(value.to_string()),
        };
        arguments.set(name.to_owned(), value);
    }
    let message = b.locales.message(b.language, key, any.then_some(&arguments));
    Ok(Value::from(message.unwrap_or_else(|| key.to_owned().into())))
}

/// The language that a call asks for: that of the page, if it names none.
fn language_of(b: &Bindings, kwargs: &Kwargs) -> TeraResult<LanguageId> {
    let Some(tag) = kwargs.get::<&str>("lang")? else { return Ok(b.language) };
    b.locales.find(tag).ok_or_else(|| Error::message(format!("`{tag}` is not a language of this site")))
}

/// What is known of the thing that a call names, with its kind and its id.
fn thing<T>(told: Told, kwargs: &Kwargs, of: impl Fn(&str, &str) -> Option<T>) -> TeraResult<(&'static str, &str, T)> {
    for kind in told.kinds() {
        let Some(id) = kwargs.get::<&str>(kind)? else { continue };
        // A tag may be given as it is written.
        let found = of(kind, id).or_else(|| of(kind, &term_id(id).ok()?));
        let found = found.ok_or_else(|| Error::message(format!("there is no {kind} `{id}`")))?;
        return Ok((kind, id, found));
    }
    let (last, others) = told.kinds().split_last().unwrap_or((&"", &[]));
    Err(Error::message(format!("`{}` needs one of {}= or {last}=", told.function(), others.join("=, "))))
}

fn url(b: &Bindings, kwargs: &Kwargs) -> TeraResult<String> {
    let language = language_of(b, kwargs)?;
    let of = |kind: &str, id: &str| b.facts.addresses.as_ref()?.of(kind, id);
    let (kind, id, addresses) = thing(Told::Address, kwargs, of)?;
    let nearest = b.locales.fallbacks(language).into_iter().find_map(|l| addresses[l.0].clone());
    nearest.ok_or_else(|| Error::message(format!("the {kind} `{id}` has no page")))
}

/// How many articles in lists a section, a tag, an author or a dossier has in a language.
fn count(b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    let language = language_of(b, kwargs)?;
    let of = |kind: &str, id: &str| b.facts.addresses.as_ref()?.count(kind, id);
    let (.., counts) = thing(Told::Count, kwargs, of)?;
    Ok(Value::from(counts.get(language.0).copied().unwrap_or_default()))
}

fn asset(b: &Bindings, kwargs: &Kwargs) -> TeraResult<String> {
    let name = kwargs.must_get::<&str>("path")?;
    match b.statics.address(name) {
        Some(address) => Ok(format!("{}{address}", b.facts.base_path)),
        None => {
            let near = crate::diagnostic::nearest(name, b.statics.names());
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(Error::message(format!("there is no file `{name}` in static/{hint}")))
        }
    }
}

fn absolute(facts: &SiteFacts, path: &str) -> String {
    if path.contains("://") {
        return path.to_owned();
    }
    let below = path.strip_prefix(facts.base_path.as_str()).unwrap_or(path);
    format!("{}{}", facts.base_url, encode_again(below))
}

/// Encodes what is not encoded yet: an address may come from another function that has done so.
fn encode_again(path: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8();
    let (path, query) = decoded
        .as_deref()
        .unwrap_or(path)
        .split_once('?')
        .map_or((decoded.as_deref().unwrap_or(path), None), |(p, q)| (p, Some(q)));
    let encoded = encode_path(path);
    query.map_or(encoded.clone(), |query| format!("{encoded}?{query}"))
}
