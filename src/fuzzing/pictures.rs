//! Pictures and drawings.

use super::{Outcome, number_of, size_of};
use crate::html::tags::{Token, read};
use crate::input::media;
use crate::pictures::{self, Encoding, Limits, Recipe, Shape, drawings as drawing};

/// Pixels and bytes of a picture that is tried: enough for all that readers do, and quick.
const LIMITS: Limits = Limits { pixels: 1 << 20, bytes: 1 << 22 };

/// A photograph: its head, its pixels, whom it names, and derivatives of it.
pub fn pictures(input: &[u8]) -> Outcome {
    let header = pictures::header(input);
    let size = media::size_in(input, false);
    let credits = pictures::credits(input);
    let raster = match pictures::decode(input, LIMITS) {
        Ok(raster) => raster,
        Err(fault) => {
            let fault = format!("{fault:?}");
            let kind = fault.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
            return Ok(number_of((kind, header.ok().map(|header| header.format.name()), size.is_some())));
        }
    };
    let facts = raster.facts();
    match header {
        Ok(header) if (header.width, header.height) == (facts.width, facts.height) => {}
        other => return Err(format!("its head says {other:?}, and its pixels {facts:?}")),
    }
    let (width, height) = (facts.width.min(32), facts.height.min(32));
    for encoding in [Encoding::WebP, Encoding::Jpeg, Encoding::Png] {
        let recipe = Recipe { width, height, shape: Shape::Around { x: 50, y: 50 }, encoding };
        let made = pictures::derive(&raster, &recipe, &credits).map_err(|fault| format!("no derivative: {fault:?}"))?;
        let again = pictures::decode(&made, LIMITS).map_err(|fault| format!("nobody reads {encoding:?}: {fault:?}"))?;
        if (again.facts().width, again.facts().height) != (width, height) {
            return Err(format!("a derivative of another size: {:?}", again.facts()));
        }
    }
    Ok(number_of((
        facts.format.name(),
        facts.animated,
        facts.transparent,
        facts.drawing,
        size_of(facts.width as usize),
    )))
}

/// A drawing: what is left of it can do no harm, and is read as it is.
pub fn drawings(input: &[u8]) -> Outcome {
    media::size_in(input, true);
    let cleaned = match drawing::clean(input) {
        Ok(cleaned) => cleaned,
        Err(fault) => {
            let problem = drawing::fault_told("a", input, &fault);
            return Ok(number_of((problem.code, problem.message.len().min(40))));
        }
    };
    let problems = drawing::told("a", input, &cleaned, "trust it");
    let again = drawing::clean(&cleaned.bytes).map_err(|fault| format!("what is left cannot be read: {fault:?}"))?;
    if again.bytes != cleaned.bytes {
        return Err(format!("cleaned twice, it is another drawing: {}", String::from_utf8_lossy(&cleaned.bytes)));
    }
    let mut harm = None;
    let mut is_for_people = false;
    read(&cleaned.bytes, &mut |token, span| {
        let is_harm = match token {
            Token::Open(name) => [&b"script"[..], b"foreignobject", b"iframe"].contains(&name),
            Token::Name(name) => {
                is_for_people = name.starts_with(b"aria-") || name.starts_with(b"data-") || name.ends_with(b"title");
                name.starts_with(b"on")
            }
            Token::Value(value) => !is_for_people && value.to_ascii_lowercase().starts_with(b"javascript:"),
            _ => false,
        };
        harm = harm.or(is_harm.then_some(span.start));
    });
    if let Some(at) = harm {
        return Err(format!("what is left may do harm at {at}: {}", String::from_utf8_lossy(&cleaned.bytes)));
    }
    let kinds: Vec<_> = cleaned.taken.iter().map(|taken| taken.kind).collect();
    Ok(number_of((problems.0.len().min(8), kinds)))
}
