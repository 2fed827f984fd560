//! What is wrong with cards: with the letters of one, and with the template of all.

use super::subject::{About, Shown};
use super::words::Words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::pictures::cards::CardFault;
use crate::plan;
use crate::render::card_faults::PageOfCard;
use crate::render::press::Press;

/// Takes down which letters of a card no font has.
pub(super) fn note(press: &Press, shown: &Shown, words: &Words) {
    let page = || PageOfCard { place: place(press, shown), source: plan::source(&press.site, shown.route) };
    words.missing().for_each(|missing| press.kept.cards.faults.note(&shown.route.path, missing, page));
}

/// Where the headline of a card is written.
fn place(press: &Press, shown: &Shown) -> Place {
    match shown.about {
        About::Article(id) => press.site.article(id).document.block().place_of(KeyPath::from("title").value()),
        _ => press.site.config.places.of(KeyPath::from("title")),
    }
}

/// A fault of the drawing that the template makes.
pub(super) fn of_drawing(press: &Press, template: &str, fault: &CardFault) -> Diagnostic {
    Diagnostic::error(Code::BadCard, format!("the drawing of the social cards is wrong: {fault}"))
        .at(Place::file(press.templates.path_of(template).unwrap_or(template)))
        .hint(fault.way_out())
}

/// A picture of the drawing that is not one of the site's.
pub(super) fn unknown_picture(press: &Press, template: &str, href: &str) -> Diagnostics {
    of_drawing(press, template, &CardFault::UnknownPicture(href.to_owned())).into()
}
