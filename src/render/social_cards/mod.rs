//! Social cards: the picture of a page that networks show, drawn with its headline from a template of the theme.
//!
//! A page names its card by what is in it, and has it written out for that and examined; it is drawn when all pages are there,
//! or when somebody asks for it in a preview.

mod address;
mod context;
mod faults;
mod lettering;
mod publish;
mod subject;
mod words;

pub use address::card_at;
pub(super) use lettering::ForCards;
pub use publish::{bytes, publish};

use super::press::Press;
use super::previews;
use crate::diagnostic::Diagnostics;
use crate::path::OutputPath;
use crate::pictures::cards::{CardFormat, HEIGHT, VERSION, WIDTH, examine};
use crate::plan::Route;
use crate::site::Site;
use crate::templates::{SOCIAL_CARD as TEMPLATE, Value};
use std::hash::{Hash, Hasher};
use subject::Shown;

/// The folder of all cards, below that of all that is named for what is in it.
pub const FOLDER: &str = "assets/cards/";

/// Digits in the name of a card.
const DIGITS: usize = 12;

/// A card of a page.
pub struct Card {
    /// Where it is written.
    pub path: OutputPath,
    /// How it is encoded.
    pub format: CardFormat,
    /// What it says, for who does not see it.
    pub alt: String,
    /// The drawing.
    svg: String,
}

impl Card {
    /// The card as templates of pages see it.
    pub(super) fn picture(&self, site: &Site) -> Value {
        let url = site.absolute(&self.path);
        previews::described(&url, Some((WIDTH, HEIGHT)), self.format.media_type(), Some(&self.alt))
    }

    /// Its name among all cards: what is in it, and how it is encoded.
    fn name(&self) -> &str {
        let path = self.path.as_str();
        let start = path.len().saturating_sub(DIGITS + 1 + self.format.ending().len());
        path.get(start..).unwrap_or(path)
    }
}

/// The card of a page: none where it has a picture of its own for networks, and where the site or its theme wants none.
///
/// # Errors
/// What is wrong in the template.
pub fn of(press: &Press, route: &Route) -> Result<Option<Card>, Diagnostics> {
    let Some(shown) = shown_for(press, route) else { return Ok(None) };
    let card = drawn_for(press, &shown)?;
    if let Some(card) = &card
        && !press.has_card(&card.path)
    {
        know(press, &card.path);
    }
    Ok(card)
}

/// Adds to a hash what the card of a page is drawn from.
pub(super) fn digest(press: &Press, route: &Route, hasher: &mut impl Hasher) {
    if let Some(shown) = shown_for(press, route) {
        let mut words = words::Words::new(&press.fonts);
        context::of(press, &shown, &mut words).digest(None, hasher);
        faults::note(press, &shown, &words);
        shown.route.path.as_str().hash(hasher);
    }
}

/// What the card of a page shows, if it has one.
fn shown_for<'a>(press: &'a Press, route: &Route) -> Option<Shown<'a>> {
    if !press.site.config.social_cards || !press.templates.has(TEMPLATE) {
        return None;
    }
    let language = route.language.unwrap_or(crate::language::LanguageId(0));
    if previews::is_given(press, route, language) {
        return None;
    }
    subject::of(press, route, language)
}

/// Takes down that a page has its card at a path.
pub fn know(press: &Press, path: &OutputPath) {
    if let Ok(mut named) = press.kept.cards.named.write() {
        named.insert(path.clone());
    }
}

/// The card of what is shown; none where no font has its letters, which is noted.
fn drawn_for(press: &Press, shown: &Shown) -> Result<Option<Card>, Diagnostics> {
    let mut words = words::Words::new(&press.fonts);
    let context = context::of(press, shown, &mut words);
    faults::note(press, shown, &words);
    if !words.can_be_read() {
        return Ok(None);
    }
    let svg = press.templates.render(shown.language, TEMPLATE, &context)?;
    let svg = words::without_forbidden(String::from_utf8(svg).unwrap_or_default());
    let examined = examine(&svg).map_err(|fault| faults::of_drawing(press, TEMPLATE, &fault))?;
    if let Some(unknown) = examined.pictures.iter().find(|href| !publish::is_known(press, href)) {
        return Err(faults::unknown_picture(press, TEMPLATE, unknown));
    }
    let format = CardFormat::of(&examined);
    let path = address::of(shown.route, &digits(press, &svg), format);
    Ok(path.map(|path| Card { path, format, alt: shown.alt(press), svg }))
}

/// What the bytes of a card depend on, in a few digits. The addresses of pictures tell what is in them.
fn digits(press: &Press, svg: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&VERSION.to_le_bytes());
    hasher.update(press.fonts.fingerprint().as_bytes());
    hasher.update(svg.as_bytes());
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}
