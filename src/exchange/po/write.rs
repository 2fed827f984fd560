//! Writing PO.

use super::placeholders::text_of;
use super::plural_forms::plural_forms;
use super::{MACHINE, STAMP};
use crate::exchange::model::{ById, Code, Inline, Segment, State, Text, Unit};
use crate::markdown::runs::Sort;
use std::collections::BTreeMap;

/// The PO file of some texts, which are of one pair of languages.
pub fn write(texts: &[Text]) -> String {
    let Some(first) = texts.first() else { return String::new() };
    let mut head = vec![
        format!("Project-Id-Version: {}", first.original),
        format!("Language: {}", first.language.as_str().replace('-', "_")),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=UTF-8".to_owned(),
        "Content-Transfer-Encoding: 8bit".to_owned(),
        format!("Plural-Forms: {}", plural_forms(&first.language)),
        format!("X-Source-Language: {}", first.source.as_str().replace('-', "_")),
        format!("X-Generator: dateline {}", env!("CARGO_PKG_VERSION")),
    ];
    let stamps: Vec<String> =
        texts.iter().map(|text| format!("{} {}", text.stamp.as_deref().unwrap_or("none"), text.original)).collect();
    head.push(format!("{STAMP}: {}", stamps.join("; ")));
    let mut out = String::new();
    texts.iter().flat_map(|text| &text.notes).for_each(|note| out.push_str(&comment("#", note)));
    out.push_str("#\n");
    let head: String = head.into_iter().map(|line| line + "\n").collect();
    out.push_str(&format!("msgid \"\"\nmsgstr {}\n", quoted(&head)));
    for text in texts {
        for unit in &text.units {
            let (of_source, of_target) = (unit.of_source(), unit.of_target());
            for segment in &unit.segments {
                entry(&mut out, text, unit, segment, (&of_source, &of_target));
            }
        }
    }
    out
}

fn entry(out: &mut String, text: &Text, unit: &Unit, segment: &Segment, (of_source, of_target): (&ById, &ById)) {
    out.push('\n');
    out.push_str(&comment("#.", &unit.what));
    unit.notes.iter().for_each(|note| out.push_str(&comment("#.", note)));
    let shown: BTreeMap<u32, &Code> = segment.source.iter().filter_map(|inline| code_of(inline, of_source)).collect();
    for code in shown.into_values().filter(|code| code.sort != Sort::Placeable) {
        out.push_str(&comment("#.", &explained(code)));
    }
    if segment.state == State::Machine {
        out.push_str(&comment("#.", MACHINE));
    }
    out.push_str(&format!("#: {}:{}\n", reference(&text.original), unit.line));
    if segment.target.is_some() && matches!(segment.state, State::Outdated | State::Machine) {
        out.push_str("#, fuzzy\n");
    }
    let context = format!("{}#{}#{}", text.original, unit.id, segment.id);
    let target = segment.target.as_ref().map(|target| text_of(target, of_target)).unwrap_or_default();
    out.push_str(&format!("msgctxt {}\n", quoted(&context)));
    out.push_str(&format!("msgid {}\n", quoted(&text_of(&segment.source, of_source))));
    out.push_str(&format!("msgstr {}\n", quoted(&target)));
}

/// The code that begins or stands there, if one does.
fn code_of<'a>(inline: &Inline, codes: &ById<'a>) -> Option<(u32, &'a Code)> {
    match inline {
        Inline::Open(id) | Inline::Alone(id) => Some((*id, *codes.get(id)?)),
        Inline::Words(_) | Inline::Close(_) => None,
    }
}

/// What a placeholder stands for.
fn explained(code: &Code) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match &code.closes {
        Some(closes) => format!("<{id}>…</{id}>: {}…{}", one_line(&code.opens), one_line(closes), id = code.id),
        None if code.sort == Sort::Break => format!("<{}/>: a new line", code.id),
        None => format!("<{}/>: {}", code.id, one_line(&code.opens)),
    }
}

fn comment(mark: &str, text: &str) -> String {
    text.lines().map(|line| format!("{mark} {line}").trim_end().to_owned() + "\n").collect()
}

/// A path as gettext has it, which ends references at blanks: isolated where it has some.
fn reference(path: &str) -> String {
    if path.contains(' ') { format!("\u{2068}{path}\u{2069}") } else { path.to_owned() }
}

/// A text in quotation marks: a line of the file for each of its own.
fn quoted(text: &str) -> String {
    let line = |line: &str| {
        let mut out = String::from("\"");
        for c in line.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '"' => out.push_str("\\\""),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                c => out.push(c),
            }
        }
        out + "\""
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    match lines[..] {
        [] => "\"\"".to_owned(),
        [only] => line(only),
        _ => "\"\"\n".to_owned() + &lines.into_iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}
