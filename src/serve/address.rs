//! Address: what an address of the preview leads to, as the site's host would have it.

use super::response::{Content, LARGE, Large, media_type};
use crate::diagnostic::Diagnostics;
use crate::input::old_address::OldAddress;
use crate::input::statics::{self, ASSETS, FINGERPRINT, VERSION};
use crate::path::{OutputPath, encode_path};
use crate::pictures::Looked;
use crate::plan::{NOT_FOUND, Route, Subject, hosting, podcast};
use crate::render::media::{Derivative, derivative_at, in_words};
use crate::render::social_cards::{Card, bytes, card_at};
use crate::render::{Press, as_it_is, is_made_by_template, render_within};
use crate::site::address::beside_home;
use axum::http::StatusCode;
use percent_encoding::percent_decode_str;
use std::collections::HashSet;
use std::time::Duration;

/// How long a writer waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is at an address.
pub enum Found {
    /// A page that a template has made.
    Page(Content),
    /// Another file.
    File(Content),
    /// A file that is too large to be kept in memory.
    Large(Large),
    /// Something that is at another address.
    Moved(String),
    /// A page that cannot be rendered.
    Broken(Diagnostics),
    /// No address at all.
    Malformed,
}

impl Found {
    /// The same with another status.
    fn with_status(self, status: StatusCode) -> Found {
        match self {
            Found::Page(content) => Found::Page(content.with_status(status)),
            Found::File(content) => Found::File(content.with_status(status)),
            other => other,
        }
    }
}

/// Looks up the path and the query of a request, encoded as they came. Only what is in the table of routes is ever found: no
/// path leads to the disk.
pub fn find(press: &Press, path: &str, query: Option<&str>) -> Found {
    let Some(address) = percent_decode_str(path).decode_utf8().ok().filter(|path| path.starts_with('/')) else {
        return Found::Malformed;
    };
    let Some(below) = address.strip_prefix(press.site.base_path()).filter(|below| below.starts_with('/')) else {
        return if address == "/" || address == press.site.base_path() {
            Found::Moved(encode_path(&format!("{}/", press.site.base_path())))
        } else {
            missing(press, &address)
        };
    };
    let Some(output) = OutputPath::page(below) else { return missing(press, below) };
    let asked = |query: Option<&str>| {
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        let read = OldAddress::read(&format!("{}{query}", encode_path(below)), &press.site.config.base_url);
        read.ok().map(|read| read.address)
    };
    if let Some(old) = query.and_then(|query| asked(Some(query))) {
        if let Some(redirect) = press.routes.redirect_of(&old).filter(|_| old.query.is_some()) {
            return Found::Moved(encode_path(&press.site.href(&redirect.path)));
        }
        if hosting::is_gone(&press.site, &press.routes, &old) {
            return missing(press, below).with_status(StatusCode::GONE);
        }
    }
    if let Some(route) = press.routes.at(below) {
        return read(press, route, StatusCode::OK);
    }
    let old = asked(None);
    let moved = || old.as_ref().and_then(|old| press.routes.redirect_of(old));
    if let Some(redirect) = press.routes.redirect(&output).or_else(moved) {
        return Found::Moved(encode_path(&press.site.href(&redirect.path)));
    }
    if let Some((derivative, looked)) = derivative_at(press, output.as_str()) {
        return made(press, derivative, looked);
    }
    if let Some(card) = card_at(press, output.as_str()) {
        return drawn(press, &card);
    }
    // Hosts lead from `/a` to `/a/`, and from `/a/` to `/a` where pages have no ending.
    let other = below.strip_suffix('/').map_or_else(|| format!("{below}/"), str::to_owned);
    if let Some(route) = press.routes.at(&other) {
        return Found::Moved(encode_path(&press.site.href(&route.path)));
    }
    // A page that is open still names the files of its theme as they were.
    let of_theme = output.as_str().strip_prefix(ASSETS).and_then(|rest| rest.split_once('/'));
    let asset =
        of_theme.and_then(|(folder, name)| press.site.statics.find(name).filter(|_| folder.len() == FINGERPRINT));
    match asset.and_then(|(path, _)| press.routes.find(path)) {
        Some(route) => read(press, route, StatusCode::OK),
        None if old.is_some_and(|old| hosting::is_gone(&press.site, &press.routes, &old)) => {
            missing(press, below).with_status(StatusCode::GONE)
        }
        None => missing(press, below),
    }
}

/// A derivative of a picture, which is made when somebody first asks for it.
fn made(press: &Press, derivative: Derivative, looked: &Looked) -> Found {
    let source = &press.site.media.get(derivative.file).source;
    Found::File(match press.pictures.derivative(source, looked, derivative.variant) {
        Ok(bytes) => Content::new(derivative.variant.encoding.media_type(), bytes),
        Err(trouble) => {
            let (_, message, hint) = in_words(source, &trouble);
            let reason = format!("{message}; {hint}\n");
            Content::new("text/plain; charset=utf-8", reason).with_status(StatusCode::NOT_FOUND)
        }
    })
}

/// A social card, which is drawn when somebody first asks for it.
fn drawn(press: &Press, card: &Card) -> Found {
    Found::File(match bytes(press, card) {
        Ok(bytes) => Content::new(card.format.media_type(), bytes),
        Err(problem) => {
            let reason = format!("{}\n", problem.message);
            Content::new("text/plain; charset=utf-8", reason).with_status(StatusCode::NOT_FOUND)
        }
    })
}

fn read(press: &Press, route: &Route, status: StatusCode) -> Found {
    let kind = match route.subject {
        Subject::Feed(_, format) => format!("{}; charset=utf-8", format.media_type()),
        Subject::Podcast => format!("{}; charset=utf-8", podcast::MEDIA_TYPE),
        Subject::SearchDescription => "application/opensearchdescription+xml".to_owned(),
        _ => media_type(route.path.as_str()),
    };
    if let Some(file) = as_it_is(press, route).filter(|file| file.size() > LARGE) {
        return Found::Large(Large { media_type: kind, file: file.clone() });
    }
    match render_within(PATIENCE, press, route) {
        Ok(page) => {
            let content = Content::new(kind, page.bytes).with_status(status);
            if is_made_by_template(route) { Found::Page(content) } else { Found::File(content) }
        }
        // A file that is gone since the site was read is no page that somebody could fix.
        Err(problems) if matches!(route.subject, Subject::Media(_) | Subject::Static(_)) => {
            let reasons = problems.0.iter().map(|problem| format!("{}\n", problem.message));
            let reasons: String = reasons.collect();
            Found::File(Content::new("text/plain; charset=utf-8", reasons).with_status(StatusCode::NOT_FOUND))
        }
        Err(problems) => Found::Broken(problems),
    }
}

/// The page for addresses that do not exist: of the language that the address begins with, or of all.
fn missing(press: &Press, below: &str) -> Found {
    let config = &press.site.config;
    let of_language = config.language_at(below).map(|language| beside_home(config, language, NOT_FOUND));
    let mut pages = of_language.into_iter().chain([format!("/{NOT_FOUND}")]);
    let route = pages.find_map(|page| press.routes.at(&page));
    match route {
        Some(route) => read(press, route, StatusCode::NOT_FOUND),
        None => Found::File(
            Content::new("text/plain; charset=utf-8", "There is no such page.\n").with_status(StatusCode::NOT_FOUND),
        ),
    }
}

/// The route whose page a path shows, if it is one of the press.site.
pub fn route<'a>(press: &'a Press, path: &str) -> Option<&'a Route> {
    let address = percent_decode_str(path).decode_utf8().ok()?;
    let below = address.strip_prefix(press.site.base_path())?;
    press.routes.at(below)
}

/// A fingerprint of a page that does not depend on those of the files which it names: a style sheet that changes does not
/// make it another page.
pub fn fingerprint(press: &Press, page: &[u8]) -> String {
    let of_folder = |address: &str| {
        address.trim_start_matches('/').strip_prefix(ASSETS).map(|rest| rest[..FINGERPRINT.min(rest.len())].to_owned())
    };
    let known: HashSet<String> = press
        .site
        .statics
        .assets()
        .map(|(_, asset)| of_folder(&asset.address).unwrap_or_else(|| asset.fingerprint.clone()))
        .collect();
    let mut parts = Vec::new();
    let mut from = 0;
    let marks = [VERSION, ASSETS].map(|mark| memchr::memmem::find_iter(page, mark).map(move |at| at + mark.len()));
    let mut places: Vec<usize> = marks.into_iter().flatten().collect();
    places.sort_unstable();
    for at in places {
        let digits = page.get(at..at + FINGERPRINT).unwrap_or_default();
        if at >= from && std::str::from_utf8(digits).is_ok_and(|digits| known.contains(digits)) {
            parts.push(&page[from..at]);
            from = at + FINGERPRINT;
        }
    }
    parts.push(&page[from..]);
    statics::fingerprint(parts)
}
