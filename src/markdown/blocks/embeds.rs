//! What a text shows of others: an address alone in its paragraph, where a provider knows it.

use super::figures::{figure_place, has_ended, in_vain};
use super::{html, write};
use crate::html::embed::{Embed, Standing};
use crate::html::escape;
use crate::input::config::embeds::Origin;
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::marks::Marks;
use crate::markdown::{Body, EmbedAsked, Source, Spanned, Written};
use pulldown_cmark::{Event, LinkType, Tag};

/// An address of a paragraph, with what it shows as far as that is said.
struct Alone<'e> {
    address: &'e str,
    what: String,
    caption: Option<String>,
    offset: usize,
    marks: Marks,
}

/// What may be said of a picture in braces, and of nothing of others.
const OF_PICTURES: [&str; 4] = ["focus", "crop", "width", "height"];

/// Writes a paragraph of addresses that providers know, each alone on its line, and perhaps an emphasised line below.
pub(super) fn embeds<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
    let Some((mut addresses, line)) = addresses(inner) else { return false };
    let below = line.map(plain_text).unwrap_or_default();
    let last = addresses.len() - 1;
    let found: Option<Vec<Embed>> = addresses
        .iter()
        .enumerate()
        .map(|(i, alone)| {
            let below = Some(below.as_str()).filter(|_| i == last);
            let said = [Some(alone.what.as_str()), alone.caption.as_deref(), below];
            let title = said.into_iter().flatten().find(|said| !said.trim().is_empty());
            let asked = EmbedAsked { address: alone.address, title, size: (None, None), origin: Origin::Text };
            source.around.embed(&asked)
        })
        .collect();
    let Some(found) = found else { return false };
    for alone in &mut addresses {
        alone.marks = body.marks.get(&alone.offset).cloned().unwrap_or_default();
    }
    for (i, (alone, embed)) in addresses.iter().zip(found).enumerate() {
        if !has_ended(source, alone.address, alone.offset, body) {
            figure(source, alone, &embed, line.filter(|_| i == last), body, out);
        }
    }
    true
}

/// Writes a card with what is said of it.
fn figure<'a>(
    source: &Source,
    alone: &Alone,
    embed: &Embed,
    line: Option<&[Spanned<'a>]>,
    body: &mut Body,
    out: &mut Vec<Event<'a>>,
) {
    let marks = &alone.marks;
    in_vain(source, marks, &OF_PICTURES, ("what another site shows", "remove it"), body);
    let place = figure_place(source, marks, body);
    out.push(html(format!("<figure class=\"embed{place}\">")));
    let what = Some(alone.what.as_str()).filter(|what| !what.is_empty());
    out.push(html(card(source, embed, (Standing::Block, what), alone.offset, body)));
    let said = [("caption", alone.caption.as_ref()), ("credit", marks.credit.as_ref())];
    let said: Vec<String> = said
        .into_iter()
        .filter_map(|(class, said)| {
            Some(format!("<span class=\"{class}\">{}</span>", escape(&source.typography.set(said?))))
        })
        .collect();
    if line.is_some() || !said.is_empty() {
        out.push(html(format!("<figcaption>{}", said.join(" "))));
        if let Some(line) = line {
            out.push(html(if said.is_empty() { String::new() } else { " ".to_owned() }));
            write(source, line, body, out);
        }
        out.push(html("</figcaption>".to_owned()));
    }
    out.push(html("</figure>\n".to_owned()));
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
                found.push(Alone {
                    address: dest_url,
                    what: String::new(),
                    caption: None,
                    offset: range.start,
                    marks: Marks::default(),
                });
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let what = plain_text(&inner[i + 1..end]);
                let caption = (!title.trim().is_empty()).then(|| title.to_string());
                found.push(Alone { address: dest_url, what, caption, offset: range.start, marks: Marks::default() });
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
