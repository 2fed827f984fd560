//! Shown: which of the files beside the texts readers get to see. Only what public pages show or link to is published, found
//! in what was rendered and not in what was written.

use super::press::Press;
use super::texts;
use crate::html::tags::{self, Token};
use crate::input::media::MediaId;
use crate::plan::Subject;
use crate::site::{ArticleId, NoteId};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Sets all texts that pages show, on all cores.
pub fn set_texts(press: &Press) {
    let site = &*press.site;
    (0..site.articles.len()).into_par_iter().for_each(|i| {
        texts::body(press, site.article(ArticleId(i)));
    });
    notes_on_pages(press).into_par_iter().for_each(|note| {
        texts::note_body(press, note);
    });
    for dossier in 0..site.dossier_texts.len() {
        for language in site.locales.ids() {
            texts::dossier_body(press, dossier, language);
        }
    }
}

/// The notes that stand below articles, or on the pages of authors.
fn notes_on_pages(press: &Press) -> BTreeSet<NoteId> {
    let site = &*press.site;
    let note = |author: usize, language: usize| site.profiles[author].notes[language];
    let mut notes = BTreeSet::new();
    for route in press.routes.iter() {
        let Some(language) = route.language else { continue };
        match route.subject {
            Subject::Article(id) | Subject::Fallback(id) => {
                notes.extend(site.article(id).authors.iter().filter_map(|author| note(*author, language.0)));
            }
            Subject::Author(author, _) => notes.extend(note(author, language.0)),
            _ => {}
        }
    }
    notes
}

/// By the ids of the files, whether front matter or text of what is public shows them.
pub(super) fn by_texts(press: &Press) -> Vec<bool> {
    set_texts(press);
    let site = &*press.site;
    let mut shown = vec![false; site.media.files.len()];
    let of_texts = press.bodies().flat_map(|body| &body.files);
    for id in site.published.iter().chain(of_texts) {
        if let Some(shown) = shown.get_mut(id.0) {
            *shown = true;
        }
    }
    shown
}

/// Files that a page shows or links to and that no text does: what a template makes of `extra`, say. A page that has only
/// what texts show is not parsed.
pub fn by_template(press: &Press, page: &[u8]) -> BTreeSet<MediaId> {
    let is_new = |id: &MediaId| !press.shows(*id);
    let is_new_at = |at: usize| ends(&page[at..]).any(|address| {
        press.site.media.with_address(&address.replace("&amp;", "&")).as_ref().is_some_and(is_new)
    });
    if !memchr::memmem::find_iter(page, MEDIA).any(is_new_at) {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    tags::read(page, &mut |token, _| {
        let Token::Value(value) = token else { return };
        let Ok(value) = std::str::from_utf8(value) else { return };
        // An attribute may hold several addresses (`srcset`), and an address a query.
        let addresses = value.split([' ', ',', '\n', '\t']).filter_map(|word| below_site(press, word));
        let addresses = addresses.chain(below_site(press, value));
        found.extend(addresses.filter_map(|address| press.site.media.with_address(address)).filter(is_new));
    });
    found
}

const MEDIA: &[u8] = b"/media/";

/// The longest address that is looked at.
const LONGEST: usize = 2048;

/// What may be an address at the beginning of some bytes: it ends with its quotation marks, or where it has none.
fn ends(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let cut = |ends: &'static [u8]| {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let end = bytes.iter().position(|byte| ends.contains(byte))?;
        std::str::from_utf8(&bytes[..end]).ok()
    };
    [&b"\"<>?#"[..], b"'<>?#", b" \n\"'<>?#", b", \n\"'<>?#"].into_iter().filter_map(cut)
}

/// The path below the site's root that an address on a page means, without query and anchor.
pub(super) fn below_site<'a>(press: &Press, address: &'a str) -> Option<&'a str> {
    let site = &*press.site;
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    let below = address.strip_prefix(site.config.base_url.as_str()).or_else(|| address.strip_prefix(site.base_path()))?;
    below.starts_with('/').then_some(below).filter(|below| percent_decode_str(below).decode_utf8().is_ok())
}
