//! Where cards are: `assets/cards/en/news/port.3f2a90c1d4b7.png` is that of `en/news/port/index.html`. The page is found again
//! by the address, and the digits tell what is in the card: browsers may keep it for ever.

use super::subject;
use super::{Card, FOLDER, drawn_for};
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::pictures::cards::CardFormat;
use crate::plan::Route;
use crate::render::press::Press;

/// Where the card of a page is.
pub(super) fn of(route: &Route, digits: &str, format: CardFormat) -> Option<OutputPath> {
    let plain = |c: char| if c.is_alphanumeric() || "-_.~/".contains(c) { c } else { '-' };
    let stem: String = stem(route.path.as_str()).chars().map(plain).collect();
    OutputPath::new(&format!("{FOLDER}{stem}.{digits}.{}", format.ending()))
}

/// `en/news/port` of `en/news/port/index.html` and of `en/news/port.html`.
fn stem(path: &str) -> &str {
    path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path)
}

/// The card at a path of the site. It may never have been drawn.
pub fn card_at(press: &Press, path: &str) -> Option<Card> {
    let below = path.strip_prefix(FOLDER)?;
    let (rest, _) = below.rsplit_once('.')?;
    let (stem, _) = rest.rsplit_once('.')?;
    let pages = [format!("{stem}/index.html"), format!("{stem}.html"), stem.to_owned()];
    let card = |route: &Route| {
        let language = route.language.unwrap_or(LanguageId(0));
        drawn_for(press, &subject::of(press, route, language)?).ok()?.filter(|card| card.path.as_str() == path)
    };
    pages.iter().filter_map(|page| press.routes.find(&OutputPath::new(page)?)).find_map(card)
}
