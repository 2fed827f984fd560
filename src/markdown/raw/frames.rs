//! `<iframe>` in raw HTML: what a provider knows becomes a card like that of an address alone in its paragraph; of any other,
//! the lines are told that make it known.

use super::pieces::{Piece, Tag};
use super::{Raw, elements};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::embed::Standing;
use crate::input::config::embeds::Origin;
use crate::markdown::EmbedAsked;
use crate::markdown::blocks::card;
use std::ops::Range;

/// Where archives keep the address of a frame that a script loads later.
const ADDRESSES: [&str; 5] = ["src", "data-src", "data-lazy-src", "data-litespeed-src", "data-src-cmplz"];

/// The address of a frame; none where it is no page of another site.
fn address(tag: &Tag) -> Option<&str> {
    let is_full = |address: &&str| ["https://", "http://", "//"].iter().any(|start| address.starts_with(start));
    ADDRESSES.iter().filter_map(|name| tag.attribute(name)).map(str::trim).find(is_full)
}

impl Raw<'_, '_> {
    /// The card in the place of a frame, if a provider knows what it shows.
    pub(super) fn frame(&mut self, tag: &Tag, offset: usize) -> Option<String> {
        self.card(tag, offset, Standing::Inline).map(|card| if card.is_empty() { card } else { format!("{card} ") })
    }

    /// The figure in the place of a block that is a frame and nothing else.
    pub(super) fn frame_alone(&mut self, piece: &Piece) -> Option<String> {
        let html = piece.html.trim();
        let is_frame = html.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("<iframe")) && html.ends_with('>');
        let (items, None) = piece.items(0..piece.html.len()) else { return None };
        let is_one = is_frame
            && matches!(&items[..], [_, last] if last.as_tag().is_some_and(|tag| tag.is_end && tag.name == "iframe"));
        let tag = items.first().filter(|_| is_one)?.as_tag()?;
        let card = self.card(tag, piece.offset(tag.span.start), Standing::Block)?;
        Some(format!("<figure class=\"embed\">{card}</figure>\n"))
    }

    fn card(&mut self, tag: &Tag, offset: usize, standing: Standing) -> Option<String> {
        // A card has a link of its own, and no link may stand in another.
        let address = address(tag).filter(|_| tag.name == "iframe" && !tag.is_end && self.links == 0)?;
        let title = tag.attribute("title").map(str::trim).filter(|title| !title.is_empty());
        let pixels = |name: &str| tag.attribute(name)?.trim().trim_end_matches("px").parse().ok();
        let size = (pixels("width"), pixels("height"));
        let embed = self.source.around.embed(&EmbedAsked { address, title, size, origin: Origin::Frame })?;
        // Scripts that load a frame late leave the same one for browsers without scripts.
        if self.in_noscript && self.last_frame.as_ref() == Some(&embed.frame) {
            return Some(String::new());
        }
        self.last_frame = Some(embed.frame.clone());
        Some(card(self.source, &embed, (standing, title), offset, self.body))
    }

    /// The card in the place of an address that is all that an element holds, as other programs leave it for a script.
    pub(super) fn address_alone(&mut self, piece: &Piece, text: Range<usize>, next: &Tag) -> Option<String> {
        let written = piece.html[text.clone()].trim();
        let is_address = ["https://", "http://"].iter().any(|scheme| written.starts_with(scheme));
        let is_alone = next.is_end && piece.html[..text.start].ends_with('>');
        if !is_address || !is_alone || self.links > 0 || written.contains(char::is_whitespace) {
            return None;
        }
        let address = written.replace("&amp;", "&");
        let asked = EmbedAsked { address: &address, title: None, size: (None, None), origin: Origin::Text };
        let embed = self.source.around.embed(&asked)?;
        let offset = piece.offset(text.start + piece.html[text].find(written).unwrap_or(0));
        Some(card(self.source, &embed, (Standing::Inline, None), offset, self.body))
    }

    /// Tells of a frame that no provider knows.
    pub(super) fn unknown_frame(&mut self, tag: &Tag, offset: usize) {
        let host = address(tag).and_then(host).map(|host| format!(" of {host}")).unwrap_or_default();
        let message = format!("`<iframe>`{host} is taken out of the text: readers do not see it");
        let mut problem = self.source.problem(Diagnostic::warning, Code::TakenOut, message, offset);
        if self.links > 0 {
            problem = problem.hint("take it out of the link: a player and a link cannot be pressed both");
        } else if let Some(lines) = address(tag).and_then(lines) {
            problem = problem.hint(format!("to show it once a reader asks for it, add to site.yaml: {lines}"));
        }
        self.body.problems.push(problem.hint(elements::way_out(&tag.name)).hint(elements::TRUST));
    }
}

/// The host of a full address, where it is written in plain letters.
fn host(address: &str) -> Option<&str> {
    let host = address.split_once("//")?.1.split(['/', '?', '#']).next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    (host.contains('.') && host.chars().all(is_plain)).then_some(host)
}

/// The line that makes the provider of a frame known, from the frame's address.
fn lines(address: &str) -> Option<String> {
    let host = host(address)?;
    let rest = address.split_once("//")?.1[host.len()..].split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (pattern, filled) = match path.trim_matches('/') {
        "" => ("", ""),
        _ => ("/{page:any}", "{page}"),
    };
    let names = query.split('&').filter_map(|part| part.split_once('=')).map(|(name, _)| name);
    let names: Vec<&str> = names.collect();
    // A line that would show something else is no help.
    if !names.iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')) {
        return None;
    }
    let asked: Vec<String> = names.iter().map(|name| format!("{name}={{?{name}}}")).collect();
    let sign = if asked.is_empty() { "" } else { "?" };
    let host = host.to_ascii_lowercase();
    Some(format!(
        "`embeds: {{ {}: {{ name: {host}, addresses: [\"{host}{pattern}\"], frame: \"https://{host}/{filled}{sign}{}\" }} }}`",
        host.replace('.', "-"),
        asked.join("&")
    ))
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::diagnostic::Code;
    use crate::diagnostic::Place;
    use crate::input::config::embeds::{self, Origin, Providers, Written};
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Site {
        embeds: Written,
    }

    #[test]
    fn the_lines_that_are_told_make_the_frame_known_as_it_was() {
        for address in [
            "https://charts.example/embed/a/b?x=1&lang=aa",
            "https://www.charts.example/?id=5",
            "https://charts.example/a/",
            "https://charts.example",
        ] {
            let line = lines(address).unwrap();
            let site: Site = serde_yaml::from_str(line.trim_matches('`')).unwrap();
            let (layer, problems) = embeds::read(site.embeds, Code::BadConfig, |_| Place::file("site.yaml"));
            assert!(problems.0.is_empty(), "{line}: {problems:?}");
            let providers = Providers::of([&layer], []);
            let shown = providers.find(address, Origin::Frame, "aa").unwrap_or_else(|| panic!("{line}"));
            assert_eq!(shown.frame.trim_end_matches('/'), address.trim_end_matches('/'), "{line}");
        }
        assert_eq!(lines("https://exa mple/"), None);
        assert_eq!(lines("https://localhost/a"), None);
    }
}
