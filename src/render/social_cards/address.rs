//! Where cards are: `assets/cards/en/news/port.3f2a90c1d4b7.png` is that of `en/news/port/index.html`. The page is found again
//! by the address, and the digits tell what is in the card: browsers may keep it for ever.

use super::subject;
use super::{Card, FOLDER, drawn_for};
use crate::language::LanguageId;
use crate::path::{OutputPath, beginning};
use crate::pictures::cards::CardFormat;
use crate::plan::Route;
use crate::render::press::Press;

/// The longest last part of a stem, in bytes: names of files have at most 255.
const LONGEST_NAME: usize = 180;

/// Where the card of a page is.
pub(super) fn of(route: &Route, digits: &str, format: CardFormat) -> Option<OutputPath> {
    OutputPath::new(&format!("{FOLDER}{}.{digits}.{}", stem(route.path.as_str()), format.ending()))
}

/// `en/news/port` of `en/news/port/index.html` and of `en/news/port.html`, in letters, digits and `-_.~/` alone: what else an
/// address must or may encode would have several spellings.
fn stem(path: &str) -> String {
    let stem = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    let name = stem.rfind('/').map_or(0, |slash| slash + 1);
    let plain = |c: char| if c.is_alphanumeric() || "-_.~/".contains(c) { c } else { '-' };
    beginning(stem, name + LONGEST_NAME).chars().map(plain).collect()
}

/// The card at a path of the site. It may never have been drawn.
pub fn card_at(press: &Press, path: &str) -> Option<Card> {
    let below = path.strip_prefix(FOLDER)?;
    let (rest, _) = below.rsplit_once('.')?;
    let (wanted, _) = rest.rsplit_once('.')?;
    let pages = [format!("{wanted}/index.html"), format!("{wanted}.html"), wanted.to_owned()];
    let card = |route: &Route| {
        let language = route.language.unwrap_or(LanguageId(0));
        drawn_for(press, &subject::of(press, route, language)?).ok()?.filter(|card| card.path.as_str() == path)
    };
    let found = pages.iter().filter_map(|page| press.routes.find(&OutputPath::new(page)?)).find_map(card);
    // A stem that is another than the path leads back to nothing.
    let is_of = |route: &&Route| route.path.as_str().ends_with(".html") && stem(route.path.as_str()) == wanted;
    found.or_else(|| press.routes.iter().filter(is_of).find_map(card))
}
