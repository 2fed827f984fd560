//! What a text shows of others: an address alone in its paragraph, where a provider knows it.

use super::{html, write};
use crate::html::embed::{Embed, Standing};
use crate::input::config::embeds::Origin;
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::{Body, EmbedAsked, Source, Spanned, Written};
use pulldown_cmark::{Event, LinkType, Tag};

/// An address of a paragraph, with what it shows as far as that is said.
struct Alone<'e> {
    address: &'e str,
    what: String,
    caption: Option<String>,
    offset: usize,
}

/// Writes a paragraph of addresses that providers know, each alone on its line, and perhaps an emphasised line below.
pub(super) fn embeds<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
    let Some((addresses, line)) = addresses(inner) else { return false };
    let said = line.map(plain_text).unwrap_or_default();
    let last = addresses.len() - 1;
    let found: Option<Vec<Embed>> = addresses
        .iter()
        .enumerate()
        .map(|(i, alone)| {
            let below = Some(said.as_str()).filter(|said| i == last && !said.is_empty());
            let title = Some(alone.what.as_str()).filter(|what| !what.trim().is_empty());
            let title = title.or(alone.caption.as_deref()).or(below);
            let asked = EmbedAsked { address: alone.address, title, size: (None, None), origin: Origin::Text };
            source.around.embed(&asked)
        })
        .collect();
    let Some(found) = found else { return false };
    for (i, (alone, embed)) in addresses.iter().zip(found).enumerate() {
        out.push(html("<figure class=\"embed\">".to_owned()));
        let what = Some(alone.what.as_str()).filter(|what| !what.is_empty());
        let card = card(source, &embed, (Standing::Block, what), alone.offset, body);
        out.push(html(card));
        let line = line.filter(|_| i == last);
        if line.is_some() || alone.caption.is_some() {
            out.push(html("<figcaption>".to_owned()));
            if let Some(caption) = &alone.caption {
                let caption = crate::html::escape(&source.typography.set(caption));
                let space = if line.is_some() { " " } else { "" };
                out.push(html(format!("<span class=\"caption\">{caption}</span>{space}")));
            }
            if let Some(line) = line {
                write(source, line, body, out);
            }
            out.push(html("</figcaption>".to_owned()));
        }
        out.push(html("</figure>\n".to_owned()));
    }
    true
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

/// The addresses of a paragraph that holds nothing else, and what its last line says of them, emphasised.
fn addresses<'e, 'a>(inner: &'e [Spanned<'a>]) -> Option<(Vec<Alone<'e>>, Option<&'e [Spanned<'a>]>)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < inner.len() {
        let (event, range) = &inner[i];
        let end = end_of(inner, i);
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                found.push(Alone { address: dest_url, what: String::new(), caption: None, offset: range.start });
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let what = plain_text(&inner[i + 1..end]);
                let caption = (!title.trim().is_empty()).then(|| title.to_string());
                found.push(Alone { address: dest_url, what, caption, offset: range.start });
            }
            Event::Start(Tag::Emphasis) if end + 1 == inner.len() && !found.is_empty() => {
                return Some((found, Some(&inner[i + 1..end])));
            }
            _ => return None,
        }
        match inner.get(end + 1) {
            None => {}
            Some((Event::SoftBreak | Event::HardBreak, _)) => {}
            Some(_) => return None,
        }
        i = end + 2;
    }
    (!found.is_empty()).then_some((found, None))
}
