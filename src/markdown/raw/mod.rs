//! Raw HTML in a text: its addresses lead where those of Markdown would, and what the sanitiser takes out is told.
//!
//! The parser gives a block of raw HTML line by line and raw HTML inside a line tag by tag; each piece has its place in the
//! file. What is written here still goes through the sanitiser: nothing depends on this module for safety.

mod addresses;
mod alignment;
mod descriptions;
mod elements;
mod frames;
mod pieces;

use super::{Body, RawHtml, Source, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::{escape, keeps_attribute, keeps_element, parts};
use pieces::{Item, Piece, Tag};
use pulldown_cmark::{CowStr, Event, Tag as Block, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// Works through all raw HTML of a text, in place.
pub(super) fn rework(source: &Source, events: &mut [Spanned], body: &mut Body) {
    let mut raw = Raw { source, body, links: 0, in_noscript: false, last_frame: None, depth: 0 };
    let mut paragraph_so_far = Inline::default();
    let (mut i, mut paragraph) = (0, 0);
    while i < events.len() {
        match &events[i].0 {
            Event::Start(Block::HtmlBlock) => {
                let length = events[i..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
                let end = length.map_or(events.len(), |length| i + length);
                raw.block(&mut events[i + 1..end]);
                i = end;
            }
            Event::InlineHtml(_) => {
                let last = raw.inline(events, i, &mut paragraph_so_far);
                events[i..last].iter().for_each(|(event, _)| paragraph_so_far.pass(event));
                i = last;
            }
            Event::Start(Block::Paragraph) => paragraph = i,
            Event::End(TagEnd::Paragraph) if is_nothing(&events[paragraph + 1..i]) => {
                for end in [paragraph, i] {
                    events[end].0 = Event::InlineHtml(CowStr::Borrowed(""));
                }
            }
            _ => {}
        }
        if let Some((event, _)) = events.get(i) {
            paragraph_so_far.pass(event);
        }
        i += 1;
    }
}

/// Whether all that a paragraph held has been taken out.
fn is_nothing(events: &[Spanned]) -> bool {
    let is_gone = |event: &Event| match event {
        Event::InlineHtml(html) => html.is_empty(),
        Event::SoftBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    events.iter().any(|(event, _)| matches!(event, Event::InlineHtml(_)))
        && events.iter().all(|(event, _)| is_gone(event))
}

struct Raw<'a, 'b> {
    source: &'a Source<'b>,
    body: &'a mut Body,
    /// Links that are open in the piece at hand.
    links: usize,
    /// Whether this is for browsers without scripts.
    in_noscript: bool,
    /// What the frame before showed.
    last_frame: Option<String>,
    /// Elements with text inside that the piece at hand stands in.
    depth: usize,
}

/// Elements with text inside, one in another: browsers know of one.
const DEEPEST: usize = 8;

/// What is known of a paragraph up to a place in it, and of the ends of elements behind that.
#[derive(Default)]
struct Inline {
    /// Whether a link is open.
    in_link: bool,
    /// Where the tags stand that end elements, by their names, as far as they have been looked for.
    ends: HashMap<String, Vec<usize>>,
    looked_until: usize,
    /// As far as here, the parts of players have been taken out.
    without_parts: usize,
}

impl Inline {
    /// Goes on behind an event.
    fn pass(&mut self, event: &Event) {
        match event {
            Event::Start(Block::Link { .. }) => self.in_link = true,
            Event::End(TagEnd::Link) => self.in_link = false,
            Event::InlineHtml(html) if super::text::opens(html, "a") => self.in_link = true,
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("</a>") => self.in_link = false,
            event if !super::text::is_inline(event) => self.in_link = false,
            _ => {}
        }
    }

    /// Where the tag stands that ends an element which begins at `at`, in the same block.
    fn end_of(&mut self, events: &[Spanned], at: usize, name: &str) -> Option<usize> {
        if at >= self.looked_until {
            self.ends.clear();
            let block = events[at..].iter().take_while(|(event, _)| super::text::is_inline(event));
            self.looked_until = at;
            for (i, (event, _)) in (at..).zip(block) {
                self.looked_until = i + 1;
                if let Event::InlineHtml(html) = event
                    && let Some(rest) = html.strip_prefix("</")
                {
                    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    self.ends.entry(rest[..length].to_ascii_lowercase()).or_default().push(i);
                }
            }
        }
        let ends = self.ends.get(name)?;
        ends.get(ends.partition_point(|end| *end <= at)).copied()
    }
}

impl Raw<'_, '_> {
    fn block(&mut self, lines: &mut [Spanned]) {
        let mut piece = Piece::default();
        for (event, range) in lines.iter() {
            if let Event::Html(html) | Event::Text(html) = event {
                piece.push(html, range.start);
            }
        }
        let mut out = String::with_capacity(piece.html.len());
        self.links = 0;
        if let Some(figure) = self.frame_alone(&piece) {
            out.push_str(&figure);
        } else {
            self.write(&piece, 0..piece.html.len(), &mut out);
        }
        let mut out = Some(out);
        for (event, _) in lines {
            *event = Event::Html(CowStr::from(out.take().unwrap_or_default()));
        }
    }

    /// Works on the tag at `at`, and on what goes with it when it is taken out; gives the last event that is done.
    fn inline(&mut self, events: &mut [Spanned], at: usize, before: &mut Inline) -> usize {
        let (Event::InlineHtml(html), range) = &events[at] else { return at };
        let mut piece = Piece::default();
        piece.push(html, range.start);
        let open = piece.items(0..piece.html.len()).0.into_iter().find_map(Item::into_tag).filter(|tag| !tag.is_end);
        self.links = usize::from(before.in_link);
        if let Some(card) = open.as_ref().and_then(|tag| self.frame(tag, piece.offset(tag.span.start))) {
            let last = before.end_of(events, at, "iframe").unwrap_or(at);
            without(&mut events[at..=last]);
            events[at].0 = Event::InlineHtml(CowStr::from(card));
            return last;
        }
        let Some(tag) = open.filter(|tag| self.is_sanitised() && !keeps(tag)) else {
            let mut out = String::new();
            self.write(&piece, 0..piece.html.len(), &mut out);
            events[at].0 = Event::InlineHtml(CowStr::from(out));
            return at;
        };
        self.taken_out(piece.offset(tag.span.start), &tag);
        let end = elements::hides_content(&tag.name).then(|| before.end_of(events, at, &tag.name)).flatten();
        let last = end.unwrap_or(at);
        let has_more = elements::may_have_links(&tag.name) && events[at..=last].iter().any(|(event, _)| is_link(event));
        if has_more {
            events[at].0 = Event::InlineHtml(CowStr::Borrowed(""));
            let from = before.without_parts.max(at);
            before.without_parts = before.without_parts.max(last + 1);
            for (event, _) in events.get_mut(from..=last).unwrap_or_default() {
                let is_part =
                    |html: &str| ["source", "track", "param"].iter().any(|name| super::text::opens(html, name));
                if matches!(event, Event::InlineHtml(html) if is_part(html)) {
                    *event = Event::InlineHtml(CowStr::Borrowed(""));
                }
            }
            return at;
        }
        without(&mut events[at..=last]);
        last
    }

    fn is_sanitised(&self) -> bool {
        self.source.raw_html == RawHtml::Sanitised
    }

    /// Writes a part of a piece.
    fn write(&mut self, piece: &Piece, part: Range<usize>, out: &mut String) {
        if self.depth == DEEPEST {
            let what = "elements with text inside stand inside each other too often: what is inside is left out";
            return self.unclosed(piece.offset(part.start), what, "their end tags");
        }
        self.depth += 1;
        self.write_items(piece, part, out);
        self.depth -= 1;
    }

    fn write_items(&mut self, piece: &Piece, part: Range<usize>, out: &mut String) {
        let (items, unfinished) = piece.items(part.clone());
        let ends = pieces::ends(&items);
        let mut from = part.start;
        let mut i = 0;
        while i < items.len() {
            let item = &items[i];
            let end = ends[i];
            i += 1;
            let Item::Tag(tag) = item else {
                match item {
                    Item::Instruction(span) if self.is_sanitised() => {
                        self.taken_out(piece.offset(span.start), &Tag { name: "?…".to_owned(), ..Tag::default() });
                    }
                    Item::OpenComment(span) => {
                        self.unclosed(piece.offset(span.start), "the comment that begins here has no end", "`-->`");
                    }
                    _ => {}
                }
                continue;
            };
            let text = &piece.html[from..tag.span.start];
            match self.address_alone(piece, from..tag.span.start, tag) {
                Some(card) => out.push_str(&card),
                None => out.push_str(text),
            }
            from = tag.span.end;
            if tag.name == "a" {
                self.links = if tag.is_end { self.links.saturating_sub(1) } else { self.links + 1 };
            }
            if let Some(card) = self.frame(tag, piece.offset(tag.span.start)) {
                out.push_str(&card);
                // What stands inside stands in for the frame.
                if let Some(end) = end {
                    from = items[end].end();
                    i = end + 1;
                }
                continue;
            }
            if self.is_sanitised() && !keeps(tag) {
                if tag.is_end {
                    continue;
                }
                self.taken_out(piece.offset(tag.span.start), tag);
                match end {
                    Some(end) if elements::hides_content(&tag.name) => {
                        let inside = &items[i..end];
                        let has_more = elements::may_have_links(&tag.name) && inside.iter().any(Item::is_link);
                        if has_more {
                            let until = items[end].start();
                            self.write_links(piece, inside, from..until, out);
                        }
                        from = items[end].end();
                        i = end + 1;
                    }
                    None if matches!(tag.name.as_str(), "script" | "style") => {
                        let message = format!("`<{}>` has no end, and hides what follows", tag.name);
                        self.unclosed(piece.offset(tag.span.start), &message, &format!("`</{}>`", tag.name));
                        from = part.end;
                        i = items.len();
                    }
                    end if pieces::holds_text(&tag.name) => {
                        // What browsers take for text is mark-up once the element around it is gone.
                        let until = end.map_or(part.end, |end| items[end].start());
                        match tag.name.as_str() {
                            "noscript" => self.without_scripts(piece, from..until, out),
                            _ => self.write(piece, from..until, out),
                        }
                        from = end.map_or(part.end, |end| items[end].end());
                        i = end.map_or(items.len(), |end| end + 1);
                    }
                    _ => {}
                }
                continue;
            }
            self.kept(piece, tag, out);
            if !tag.is_end && tag.name == "noscript" {
                let until = end.map_or(part.end, |end| items[end].start());
                self.without_scripts(piece, from..until, out);
                from = until;
            }
        }
        match unfinished.filter(|start| *start >= from) {
            Some(start) => {
                out.push_str(&piece.html[from..start]);
                self.unclosed(piece.offset(start), "the tag that begins here has no end", "`>`");
                let rest = &piece.html[start..part.end];
                out.push_str(&if self.is_sanitised() { escape(rest) } else { rest.to_owned() });
            }
            None => out.push_str(&piece.html[from..part.end]),
        }
    }

    /// Writes what is there for browsers without scripts.
    fn without_scripts(&mut self, piece: &Piece, part: Range<usize>, out: &mut String) {
        let was = std::mem::replace(&mut self.in_noscript, true);
        self.write(piece, part, out);
        self.in_noscript = was;
    }

    /// Writes what is inside an element that is taken out and has something to read for those who do not get it.
    fn write_links(&mut self, piece: &Piece, items: &[Item], part: Range<usize>, out: &mut String) {
        let mut from = part.start;
        for tag in items.iter().filter_map(Item::as_tag) {
            out.push_str(&piece.html[from..tag.span.start]);
            from = tag.span.end;
            let is_part = matches!(tag.name.as_str(), "source" | "track" | "param");
            if keeps(tag) && !is_part {
                self.kept(piece, tag, out);
            } else if !is_part && !tag.is_end {
                self.taken_out(piece.offset(tag.span.start), tag);
            }
        }
        out.push_str(&piece.html[from..part.end]);
    }

    /// Writes a tag that stays.
    fn kept(&mut self, piece: &Piece, tag: &Tag, out: &mut String) {
        let written = &piece.html[tag.span.clone()];
        if tag.is_end {
            out.push_str(written);
            return;
        }
        let offset = piece.offset(tag.span.start);
        let mut attributes = tag.attributes.clone();
        if self.is_sanitised() {
            self.sanitise(tag, &mut attributes, offset);
        } else {
            self.note_inline(tag, offset);
        }
        self.resolve(tag, written, &mut attributes, offset);
        if self.is_sanitised() && tag.name == "img" && addresses::is_made(tag.attribute("src").unwrap_or_default()) {
            // It has been told that the address is not safe: nothing is left to show.
            return;
        }
        self.described(tag, offset);
        if attributes == tag.attributes {
            out.push_str(written);
            return;
        }
        out.push('<');
        out.push_str(&tag.name);
        for (name, value) in &attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        out.push_str(if written.ends_with("/>") { " />" } else { ">" });
    }

    /// Takes out of a tag what the sanitiser would, and says so; alignment becomes a class.
    fn sanitise(&mut self, tag: &Tag, attributes: &mut Vec<(String, String)>, offset: usize) {
        let alignment = alignment::take(&tag.name, attributes);
        let mut lost: Vec<String> = alignment.lost;
        attributes.retain(|(name, _)| {
            let is_kept = keeps_attribute(&tag.name, name);
            if !is_kept && !elements::is_invisible(name) {
                lost.push(format!("`{name}`"));
            }
            is_kept
        });
        if let Some(class) = alignment.class {
            match attributes.iter_mut().find(|(name, _)| name == "class") {
                Some((_, classes)) => *classes = format!("{classes} {class}"),
                None => attributes.push(("class".to_owned(), class.to_owned())),
            }
        }
        if lost.is_empty() {
            return;
        }
        lost.sort();
        let are_taken_out = if lost.len() == 1 { "is taken out" } else { "are taken out" };
        let message = format!("{} of `<{}>` {are_taken_out} of the text", lost.join(", "), tag.name);
        let problem = self.source.problem(Diagnostic::warning, Code::TakenOut, message, offset);
        self.body.problems.push(problem.hint(elements::way_out_of_attributes(&lost)).hint(elements::TRUST));
    }

    /// Notes what a browser runs or obeys on a page that has raw HTML as it is.
    fn note_inline(&mut self, tag: &Tag, offset: usize) {
        for (directive, what) in parts::inline(&tag.name, &tag.attributes) {
            self.body.inline.push(super::Inline { offset: self.source.start + offset, directive, what });
        }
    }

    fn taken_out(&mut self, offset: usize, tag: &Tag) {
        let name = tag.name.as_str();
        if name == "iframe" {
            return self.unknown_frame(tag, offset);
        }
        if !elements::is_of_html(name) {
            let message = format!("`<{name}…>` is read as a tag: readers do not see what stands between `<` and `>`");
            let problem = self.source.problem(Diagnostic::warning, Code::TakenOut, message, offset);
            let hint = "if it is text, write `&lt;` in the place of `<`; if it is a tag of another program, remove it";
            self.body.problems.push(problem.hint(hint).hint(elements::TRUST));
            return;
        }
        let is_gone = elements::hides_content(name) || elements::is_empty(name);
        let what_stays = if is_gone { "readers do not see it" } else { "what is inside stays" };
        let message = format!("`<{name}>` is taken out of the text: {what_stays}");
        let problem = self.source.problem(Diagnostic::warning, Code::TakenOut, message, offset);
        self.body.problems.push(problem.hint(elements::way_out(name)).hint(elements::TRUST));
    }

    fn unclosed(&mut self, offset: usize, message: &str, end: &str) {
        let problem = self.source.problem(Diagnostic::warning, Code::UnclosedHtml, message.to_owned(), offset);
        self.body.problems.push(problem.hint(format!("close it with {end}; or write `&lt;` where a `<` is meant")));
    }
}

/// Takes some events out of the text. What begins or ends an element of Markdown stays: the elements must stay in pairs.
fn without(events: &mut [Spanned]) {
    for (event, _) in events {
        if !matches!(event, Event::Start(_) | Event::End(_)) {
            *event = Event::InlineHtml(CowStr::Borrowed(""));
        }
    }
}

/// Whether something begins here that readers can look at or follow.
fn is_link(event: &Event) -> bool {
    match event {
        Event::InlineHtml(html) => ["a", "img"].iter().any(|name| super::text::opens(html, name)),
        Event::Start(tag) => matches!(tag, Block::Link { .. } | Block::Image { .. }),
        _ => false,
    }
}

/// Whether an element stays. Of the parts of forms it is the box of a list of tasks alone, which sends nothing.
fn keeps(tag: &Tag) -> bool {
    keeps_element(&tag.name) && (tag.name != "input" || tag.attribute("type") == Some("checkbox"))
}
