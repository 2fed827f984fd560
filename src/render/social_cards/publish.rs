//! Cards on their way to the output folder, and to who asks for one in a preview.

use super::{Card, TEMPLATE, card_at, faults};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::edge::{self, At};
use crate::path::OutputPath;
use crate::pictures::cards::{CardFault, draw};
use crate::render::media::derivative_at;
use crate::render::press::Press;
use crate::timings::{Work, begin};
use percent_encoding::percent_decode_str;
use std::cell::Cell;

/// Hands a card to `take`: where it is written, its size if it has been drawn before, and what gives its bytes.
///
/// # Errors
/// Why it cannot be drawn, and what `take` says.
pub fn publish(
    press: &Press,
    path: &OutputPath,
    take: impl Fn(&OutputPath, Option<u64>, &dyn Fn() -> Result<Vec<u8>, Diagnostic>) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostics> {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let name = name.rsplitn(3, '.').take(2).collect::<Vec<_>>();
    let name = name.into_iter().rev().collect::<Vec<_>>().join(".");
    let size = press.pictures.card_size(&name);
    let work = begin(Work::File, "social card");
    let drawn = Cell::new(size);
    let bytes = || match card_at(press, path.as_str()) {
        Some(card) => bytes(press, &card).inspect(|bytes| drawn.set(Some(bytes.len() as u64))),
        None => Err(faults::of_drawing(press, TEMPLATE, &CardFault::NotDrawn("its page is gone".to_owned()))),
    };
    take(path, size, &bytes)?;
    work.done(|| drawn.get().unwrap_or(0));
    Ok(())
}

/// The bytes of a card, which is drawn if it has not been.
///
/// # Errors
/// Why it cannot be drawn.
pub fn bytes(press: &Press, card: &Card) -> Result<Vec<u8>, Diagnostic> {
    let picture = |href: &str| picture(press, href);
    let drawn = press
        .pictures
        .card(card.name(), || {
            let _open = edge::begin(At::Page(press.templates.path_of(TEMPLATE).unwrap_or(TEMPLATE)));
            draw(&card.svg, card.format, &press.fonts, &picture)
        })
        .map_err(|fault| faults::of_drawing(press, TEMPLATE, &fault))?;
    press.kept.cards.faults.note_empty(&card.path, &drawn.without_glyph);
    Ok(drawn.bytes)
}

/// Whether there is a picture at an address that a drawing names.
pub(super) fn is_known(press: &Press, href: &str) -> bool {
    href.starts_with("data:")
        || path_of(press, href)
            .is_some_and(|path| derivative_at(press, &path).is_some() || static_file(press, &path).is_some())
}

/// The bytes of a picture that a drawing names: a derivative, or a file of `static/`.
fn picture(press: &Press, href: &str) -> Option<Vec<u8>> {
    let path = path_of(press, href)?;
    if let Some((derivative, looked)) = derivative_at(press, &path) {
        let source = &press.site.media.get(derivative.file).source;
        return press.pictures.derivative(source, looked, derivative.variant).ok();
    }
    let file = static_file(press, &path)?;
    press.site.statics.files[file].1.bytes_inside().ok().map(std::borrow::Cow::into_owned)
}

/// The path below the site's root that an address of a page leads to.
fn path_of(press: &Press, href: &str) -> Option<String> {
    let below = href.strip_prefix(press.site.base_path())?.strip_prefix('/')?;
    let path = below.split(['?', '#']).next().unwrap_or_default();
    percent_decode_str(path).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn static_file(press: &Press, path: &str) -> Option<usize> {
    press.site.statics.files.iter().position(|(known, _)| known.as_str() == path)
}
