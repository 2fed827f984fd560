//! What a text shows of others: an address alone in its paragraph, where a provider knows it.

use super::figures::{figure_place, has_ended, said_below};
use super::{html, write};
use crate::html::embed::{Embed, Standing};
use crate::input::config::embeds::Origin;
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::{Body, EmbedAsked, Source, Spanned, Written};
use pulldown_cmark::{Event, LinkType, Tag};

/// An address of a paragraph, with what it shows as far as that is said.
struct Alone<'e, 'a> {
    address: &'e str,
    what: String,
    caption: Option<String>,
    /// The emphasised line below.
    below: Option<&'e [Spanned<'a>]>,
    offset: usize,
}

/// What may be said of a picture in braces, and of nothing of others.
const OF_PICTURES: [&str; 4] = ["focus", "crop", "width", "height"];

/// Writes a paragraph of addresses that providers know, each alone on its line and perhaps with an emphasised line below.
pub(super) fn embeds<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
    let Some(addresses) = addresses(inner) else { return false };
    let found: Option<Vec<Embed>> = addresses
        .iter()
        .map(|alone| {
            let below = alone.below.map(plain_text).unwrap_or_default();
            let said = [Some(alone.what.as_str()), alone.caption.as_deref(), Some(below.as_str())];
            let title = said.into_iter().flatten().find(|said| !said.trim().is_empty());
            let title = title.map(|title| source.typography.set(title));
            let (address, title) = (alone.address, title.as_deref());
            source.around.embed(&EmbedAsked { address, title, size: (None, None), origin: Origin::Text })
        })
        .collect();
    let Some(found) = found else { return false };
    for (alone, embed) in addresses.iter().zip(found) {
        if !has_ended(source, alone.address, alone.offset, body) {
            figure(source, alone, &embed, body, out);
        }
    }
    true
}

/// Writes a card with what is said of it.
fn figure<'a>(source: &Source, alone: &Alone<'_, 'a>, embed: &Embed, body: &mut Body, out: &mut Vec<Event<'a>>) {
    let (marks, line) = (body.marks.get(&alone.offset).cloned().unwrap_or_default(), alone.below);
    let told = marks.in_vain(source, &OF_PICTURES, "what another site shows", |_| "remove it".to_owned());
    body.problems.0.extend(told);
    let place = figure_place(source, &marks, body);
    out.push(html(format!("<figure class=\"embed{place}\">")));
    let what = source.typography.set(&alone.what);
    let what = Some(&*what).filter(|what| !what.is_empty());
    out.push(html(card(source, embed, (Standing::Block, what), alone.offset, body)));
    let said = said_below(source, alone.caption.as_deref(), marks.credit.as_deref());
    if line.is_some() || !said.is_empty() {
        out.push(html(format!("<figcaption>{said}")));
        if let Some(line) = line {
            out.push(html(if said.is_empty() { String::new() } else { " ".to_owned() }));
            write(source, line, body, out);
        }
        out.push(html("</figcaption>".to_owned()));
    }
    out.push(html("</figure>\n".to_owned()));
}

/// Whether a provider knows an address.
pub(super) fn is_known(source: &Source, address: &str) -> bool {
    let asked = EmbedAsked { address, title: None, size: (None, None), origin: Origin::Text };
    source.around.embed(&asked).is_some()
}

/// The card of something of others, which is taken down with whom it asks.
pub(in crate::markdown) fn card(
    source: &Source,
    embed: &Embed,
    (standing, what): (Standing, Option<&str>),
    offset: usize,
    body: &mut Body,
) -> String {
    let offset = source.start + offset;
    for (address, loads) in [(&embed.page, None), (&embed.frame, Some("frame-src"))] {
        body.links.push(Written { address: address.clone(), offset, loads, is_told: false });
    }
    body.frames.extend(embed.sources.iter().cloned());
    let html = embed.html(standing, what);
    body.put_aside(html)
}

/// The addresses of a paragraph that holds nothing else.
fn addresses<'e, 'a>(inner: &'e [Spanned<'a>]) -> Option<Vec<Alone<'e, 'a>>> {
    let mut found: Vec<Alone> = Vec::new();
    let (mut i, mut is_new_line) = (0, true);
    while i < inner.len() {
        let (event, range) = &inner[i];
        let end = end_of(inner, i);
        let alone = |address, what, caption| Alone { address, what, caption, below: None, offset: range.start };
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) if is_new_line => {
                found.push(alone(dest_url, String::new(), None));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let caption = (!title.trim().is_empty()).then(|| title.to_string());
                found.push(alone(dest_url, plain_text(&inner[i + 1..end]), caption));
            }
            Event::Start(Tag::Emphasis) if is_new_line => {
                let above = found.last_mut().filter(|above| above.below.is_none())?;
                above.below = Some(&inner[i + 1..end]);
            }
            Event::SoftBreak | Event::HardBreak => {
                is_new_line = true;
                i = end + 1;
                continue;
            }
            Event::Text(text) if text.chars().all(is_unseen) => {
                i = end + 1;
                continue;
            }
            _ => return None,
        }
        is_new_line = false;
        i = end + 1;
    }
    (!found.is_empty()).then_some(found)
}

/// Whether a character shows nothing: it comes with what is copied from elsewhere.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}
