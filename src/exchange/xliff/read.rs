//! Reading XLIFF 2 as programs for translators save it: any prefix, any order, marks of reviewers, split and joined segments.

use super::{MACHINE, OUTDATED, STAMP};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::exchange::model::{Inline, State};
use crate::exchange::returned::{Returned, Sent, Words};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

/// The namespaces of the versions 2.
const NAMESPACES: &str = "urn:oasis:names:tc:xliff:document:2.";

/// Reads a file.
///
/// # Errors
/// It is no XML, or another version.
pub fn read(path: &str, content: String) -> Result<Returned, Diagnostic> {
    let mut reading = Reading { out: Returned { path: path.to_owned(), ..Returned::default() }, ..Reading::default() };
    let mut reader = NsReader::from_str(&content);
    reader.config_mut().check_end_names = true;
    let at = |offset: u64| Place::at_offset(path, &content, usize::try_from(offset).unwrap_or_default());
    loop {
        let offset = reader.buffer_position();
        let (namespace, event) = reader.read_resolved_event().map_err(|error| {
            Diagnostic::error(Code::BadExchange, format!("this is no well-formed XML: {error}"))
                .at(at(offset))
                .hint("save it again in the program that it comes from, as XLIFF 2")
        })?;
        let is_core = match namespace {
            ResolveResult::Bound(name) => name.0.starts_with(NAMESPACES),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => false,
        };
        match event {
            Event::Start(start) if !reading.is_root_read => {
                reading.root(&start, is_core).map_err(|d| d.at(at(offset)))?
            }
            Event::Start(start) => reading.start(&start, is_core, offset as usize),
            Event::Empty(start) => {
                reading.start(&start, is_core, offset as usize);
                reading.end(start.local_name().as_ref(), is_core);
            }
            Event::End(end) => reading.end(end.local_name().as_ref(), is_core),
            Event::Text(text) => reading.words(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => reading.words(&text),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.to_string();
                let known = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                reading.words(&character.or_else(known).unwrap_or_default());
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if !reading.is_root_read {
        return Err(no_xliff().at(Place::at_offset(path, &content, 0)));
    }
    if !reading.is_root_closed {
        let problem = Diagnostic::error(Code::BadExchange, "the file breaks off before its end");
        return Err(problem.at(Place::at_offset(path, &content, content.len())).hint("ask for it once more"));
    }
    reading.out.content = content;
    Ok(reading.out)
}

fn no_xliff() -> Diagnostic {
    Diagnostic::error(Code::BadExchange, "this is no XLIFF file")
        .hint("take the files that `dateline translations export` wrote, filled in")
}

#[derive(Default)]
struct Reading {
    out: Returned,
    is_root_read: bool,
    is_root_closed: bool,
    original: String,
    unit: String,
    sent: Option<Sent>,
    /// What is being read of a segment.
    into: Option<Vec<Inline>>,
    /// The category of the note that is being read, and what it says.
    note: Option<(String, String)>,
    /// Elements of other namespaces that are open: what is in them is not ours.
    foreign: usize,
    /// `pc` elements that are open.
    open: Vec<u32>,
    count: usize,
}

impl Reading {
    fn root(&mut self, start: &BytesStart, is_core: bool) -> Result<(), Diagnostic> {
        if start.local_name().as_ref() != "xliff" {
            return Err(no_xliff());
        }
        let version = attribute(start, "version").unwrap_or_default();
        if !is_core || !version.starts_with("2.") {
            return Err(Diagnostic::error(
                Code::BadExchange,
                format!("this is XLIFF {version}, and only XLIFF 2 is read"),
            )
            .hint("XLIFF 1.2 is another format: save it as XLIFF 2.0 or 2.1, or export PO with --format po"));
        }
        self.is_root_read = true;
        self.out.language = attribute(start, "trgLang");
        Ok(())
    }

    fn start(&mut self, start: &BytesStart, is_core: bool, offset: usize) {
        if self.foreign > 0 || !is_core {
            // Inside a sentence, words stay words whatever somebody has put around them.
            if self.into.is_none() {
                self.foreign += 1;
            }
            return;
        }
        let id = || attribute(start, "id").unwrap_or_default();
        let number = |name: &str| attribute(start, name).and_then(|id| id.trim().parse().ok());
        let own = || number("id").unwrap_or(0);
        match start.local_name().as_ref() {
            "file" => self.original = attribute(start, "original").unwrap_or_default(),
            "unit" => self.unit = id(),
            "note" => self.note = Some((attribute(start, "category").unwrap_or_default(), String::new())),
            "segment" => {
                self.count += 1;
                self.sent = Some(Sent {
                    original: self.original.clone(),
                    unit: self.unit.clone(),
                    segment: id(),
                    target: Words::Inlines(Vec::new()),
                    state: state(start),
                    order: self.count,
                    offset,
                });
            }
            "target" if self.sent.is_some() => {
                self.into = Some(Vec::new());
                self.open.clear();
                if let (Some(sent), Some(order)) = (&mut self.sent, number("order")) {
                    sent.order = order as usize;
                }
            }
            "pc" => {
                self.open.push(own());
                self.push(Inline::Open(own()));
            }
            "sc" => self.push(Inline::Open(own())),
            "ec" => self.push(Inline::Close(number("startRef").unwrap_or_else(own))),
            "ph" => self.push(Inline::Alone(own())),
            "cp" => {
                let code = attribute(start, "hex").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                self.words(&code.and_then(char::from_u32).map(String::from).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, is_core: bool) {
        if self.foreign > 0 || !is_core {
            if self.into.is_none() {
                self.foreign = self.foreign.saturating_sub(1);
            }
            return;
        }
        match name {
            "pc" => {
                if let Some(id) = self.open.pop() {
                    self.push(Inline::Close(id));
                }
            }
            "target" => {
                if let (Some(sent), Some(inlines)) = (&mut self.sent, self.into.take()) {
                    sent.target = Words::Inlines(inlines);
                }
            }
            "segment" => self.out.segments.extend(self.sent.take()),
            "xliff" => self.is_root_closed = true,
            "note" => {
                if let Some((category, words)) = self.note.take()
                    && category == STAMP
                {
                    self.out.stamps.push((self.original.clone(), words.trim().to_owned()));
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.foreign > 0 && self.into.is_none() {
            return;
        }
        if let Some((_, note)) = &mut self.note {
            note.push_str(words);
        }
        self.push(Inline::Words(words.to_owned()));
    }

    fn push(&mut self, inline: Inline) {
        if let Some(into) = &mut self.into {
            into.push(inline);
        }
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn state(start: &BytesStart) -> State {
    match (attribute(start, "state").as_deref(), attribute(start, "subState").as_deref()) {
        (Some("translated"), _) => State::Translated,
        (Some("reviewed"), _) => State::Reviewed,
        (Some("final"), _) => State::Final,
        (_, Some(MACHINE)) => State::Machine,
        (_, Some(OUTDATED)) => State::Outdated,
        _ => State::Initial,
    }
}
