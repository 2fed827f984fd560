//! Reading PO as programs for translators save it: any order, any breaks of lines, entries that are no longer used.

use super::{MACHINE, STAMP};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::exchange::model::State;
use crate::exchange::returned::{Returned, Sent, Words};

/// What strings of an entry are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Id,
    Text,
    /// One of those that we never write: the text of a plural.
    Other,
}

/// An entry, as far as it has been read.
#[derive(Debug, Default)]
struct Entry {
    context: Option<String>,
    id: Option<String>,
    text: Option<String>,
    is_fuzzy: bool,
    is_machine: bool,
    offset: usize,
}

/// Reads a file.
///
/// # Errors
/// It is no PO file, or not in UTF-8.
pub fn read(path: &str, content: String) -> Result<Returned, Diagnostic> {
    let mut out = Returned { path: path.to_owned(), marks_unfinished: true, ..Returned::default() };
    let mut entry = Entry::default();
    let mut field = None;
    let mut offset = 0;
    let mut is_po = false;
    for whole in content.split_inclusive('\n') {
        let start = offset;
        offset += whole.len();
        let line = whole.trim_start_matches('\u{feff}').trim();
        let wrong = |message: &str| {
            Err(Diagnostic::error(Code::BadExchange, message.to_owned())
                .at(Place::at_offset(path, &content, start))
                .hint("a PO file has lines `msgid \"…\"` and `msgstr \"…\"`, and comments that begin with `#`"))
        };
        if line.is_empty() || line.starts_with('#') {
            if entry.text.is_some() {
                finish(&mut out, std::mem::take(&mut entry));
                field = None;
            }
            entry.is_fuzzy |= line.starts_with("#,") && line.contains("fuzzy");
            entry.is_machine |= line.starts_with("#.") && line.contains(MACHINE);
            continue;
        }
        let (name, rest) = match line.find('"') {
            Some(quote) => (line[..quote].trim(), &line[quote..]),
            None => return wrong("this line is none of a PO file"),
        };
        let next = match name {
            "" => field,
            "msgctxt" => Some(Field::Context),
            "msgid" => Some(Field::Id),
            "msgstr" | "msgstr[0]" => Some(Field::Text),
            name if name.starts_with("msgstr[") || name == "msgid_plural" => Some(Field::Other),
            _ => return wrong("this line is none of a PO file"),
        };
        let Some(next) = next else { return wrong("this text belongs to nothing") };
        let begins = !name.is_empty();
        // An entry may follow another one without an empty line.
        if begins && entry.text.is_some() && matches!(next, Field::Context | Field::Id) {
            finish(&mut out, std::mem::take(&mut entry));
        }
        let Some(text) = unquoted(rest) else { return wrong("this text has no closing quotation mark") };
        is_po = true;
        if begins && next == Field::Text {
            entry.offset = start;
        }
        let into = match next {
            Field::Context => &mut entry.context,
            Field::Id => &mut entry.id,
            Field::Text => &mut entry.text,
            Field::Other => &mut None,
        };
        into.get_or_insert_default().push_str(&text);
        field = Some(next);
    }
    finish(&mut out, entry);
    if !is_po {
        let problem = Diagnostic::error(Code::BadExchange, "this is no PO file").at(Place::file(path));
        return Err(problem.hint("save it again in the program that it comes from, as PO"));
    }
    out.content = content;
    Ok(out)
}

fn finish(out: &mut Returned, entry: Entry) {
    let (Some(id), Some(text)) = (entry.id, entry.text) else { return };
    let Some(context) = entry.context else {
        if id.is_empty() {
            header(out, &text);
        }
        return;
    };
    let mut parts = context.rsplitn(3, '#');
    let (Some(segment), Some(unit), Some(original)) = (parts.next(), parts.next(), parts.next()) else {
        // Somebody else's: it will be told that there is no such text.
        push(out, (context.clone(), String::new(), String::new()), text, State::Initial, entry.offset);
        return;
    };
    let state = match (entry.is_fuzzy, entry.is_machine, text.is_empty()) {
        (_, _, true) => State::Initial,
        (true, true, _) => State::Machine,
        (true, false, _) => State::Outdated,
        (false, ..) => State::Translated,
    };
    push(out, (original.to_owned(), unit.to_owned(), segment.to_owned()), text, state, entry.offset);
}

fn push(out: &mut Returned, names: (String, String, String), text: String, state: State, offset: usize) {
    let (original, unit, segment) = names;
    let order = out.segments.len();
    out.segments.push(Sent { original, unit, segment, target: Words::Plain(text), state, order, offset });
}

fn header(out: &mut Returned, text: &str) {
    for line in text.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim() {
            "Language" if !value.is_empty() => out.language = Some(value.replace('_', "-")),
            name if name.eq_ignore_ascii_case(STAMP) => {
                let stamps = value.split("; ").filter_map(|stamp| stamp.trim().split_once(' '));
                out.stamps.extend(stamps.map(|(stamp, original)| (original.to_owned(), stamp.to_owned())));
            }
            _ => {}
        }
    }
}

/// A text without its quotation marks.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            '"' => return None,
            c => out.push(c),
        }
    }
    Some(out)
}
