//! The functions for pictures: `picture()`, `preload()`, `srcset()`, `sizes()` and `picture_url()`. What they give is made
//! elsewhere; here is how templates ask for it.

use super::bindings::Bindings;
use super::picture_maker::{FILE, FOCUS, PictureAsked, PictureWords, Pictures, Shown, WHOLE};
use std::borrow::Cow;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(tera: &mut Tera, bindings: &Bindings) {
    let function = |name: &'static str, function: fn(&Arc<dyn Pictures>, &Kwargs) -> TeraResult<Value>| {
        let pictures = bindings.pictures.clone();
        (name, move |kwargs: Kwargs, _: &State| match &pictures {
            Some(pictures) => function(pictures, &kwargs),
            None => Ok(Value::from("")),
        })
    };
    for (name, function) in [
        function("picture", html),
        function("preload", preload),
        function("srcset", srcset),
        function("sizes", sizes),
        function("picture_url", url),
    ] {
        tera.register_function(name, function);
    }
}

fn html(pictures: &Arc<dyn Pictures>, kwargs: &Kwargs) -> TeraResult<Value> {
    let image = kwargs.must_get::<Value>("image")?;
    let own = text_of(&image, "alt");
    let alt = kwargs.get::<Cow<str>>("alt")?;
    let class = kwargs.get::<Cow<str>>("class")?;
    let is_eager = match kwargs.get::<&str>("loading")? {
        None => None,
        Some("eager") => Some(true),
        Some("lazy") => Some(false),
        Some(other) => return Err(Error::message(format!("`loading` is eager or lazy, and not `{other}`"))),
    };
    let words = PictureWords {
        alt: alt.as_deref().or(own).unwrap_or_default(),
        class: class.as_deref().filter(|class| !class.is_empty()),
        is_eager,
    };
    let html = pictures.html(&asked(&image)?, kwargs.must_get::<&str>("place")?, &words).map_err(Error::message)?;
    Ok(Value::safe_string(&html))
}

fn preload(pictures: &Arc<dyn Pictures>, kwargs: &Kwargs) -> TeraResult<Value> {
    let image = kwargs.must_get::<Value>("image")?;
    let html = pictures.preload(&asked(&image)?, kwargs.must_get::<&str>("place")?).map_err(Error::message)?;
    Ok(Value::safe_string(&html))
}

fn srcset(pictures: &Arc<dyn Pictures>, kwargs: &Kwargs) -> TeraResult<Value> {
    let image = kwargs.must_get::<Value>("image")?;
    let is_modern = match kwargs.get::<&str>("format")? {
        None | Some("webp") => true,
        Some("safe") => false,
        Some(other) => return Err(Error::message(format!("`format` is webp or safe, and not `{other}`"))),
    };
    let place = kwargs.must_get::<&str>("place")?;
    pictures.srcset(&asked(&image)?, place, is_modern).map(Value::from).map_err(Error::message)
}

fn sizes(pictures: &Arc<dyn Pictures>, kwargs: &Kwargs) -> TeraResult<Value> {
    pictures.sizes(kwargs.must_get::<&str>("place")?).map(Value::from).map_err(Error::message)
}

fn url(pictures: &Arc<dyn Pictures>, kwargs: &Kwargs) -> TeraResult<Value> {
    let image = kwargs.must_get::<Value>("image")?;
    let shape = kwargs.get::<&str>("shape")?.map(|shape| {
        let sides =
            shape.split_once([':', '/']).and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
        let sides = sides.filter(|(w, h)| (1..=10_000).contains(w) && (1..=10_000).contains(h));
        sides.ok_or_else(|| Error::message(format!("`shape` is a width and a height, as in 16:9, and not `{shape}`")))
    });
    let width = kwargs.get::<u32>("width")?;
    Ok(Value::from(pictures.url(&asked(&image)?, shape.transpose()?, width)))
}

/// Reads what the model says of a picture.
fn asked(image: &Value) -> TeraResult<PictureAsked<'_>> {
    let number = |key: &'static str| image.as_map().and_then(|map| map.get(&key.into())).and_then(Value::as_i128);
    let side = |key: &'static str| number(key).and_then(|n| u32::try_from(n).ok());
    let shown = match number(FILE) {
        Some(index) => Shown::File(usize::try_from(index).unwrap_or(usize::MAX)),
        None => Shown::Elsewhere(text_of(image, "url").ok_or_else(|| {
            Error::message("`image` must be a picture: `article.image`, `dossier.image`, `author.photo` or the like")
        })?),
    };
    let focus = image.as_map().and_then(|map| map.get(&FOCUS.into())).and_then(Value::as_array).and_then(|point| {
        let percent = |i: usize| point.get(i).and_then(Value::as_i128).and_then(|n| u8::try_from(n).ok());
        Some((percent(0)?, percent(1)?))
    });
    let is_whole = image.as_map().and_then(|map| map.get(&WHOLE.into())).and_then(Value::as_bool).unwrap_or(false);
    Ok(PictureAsked { shown, size: side("width").zip(side("height")), focus, is_whole })
}

fn text_of<'a>(image: &'a Value, key: &'static str) -> Option<&'a str> {
    image.as_map().and_then(|map| map.get(&key.into())).and_then(Value::as_str)
}
