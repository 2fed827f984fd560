//! Writing XLIFF: a `file` for each text, a `unit` for each block, a `segment` for each sentence.

use super::{CORE, MACHINE, OUTDATED, STAMP};
use crate::exchange::model::{ById, Code, Inline, Segment, State, Text, Unit};
use crate::markdown::runs::Sort;
use quick_xml::escape::escape;
use std::collections::BTreeMap;

/// The XLIFF file of some texts, which are of one pair of languages.
pub fn write(texts: &[Text]) -> String {
    let Some(first) = texts.first() else { return String::new() };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<xliff xmlns=\"{CORE}\" version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">\n",
        first.source, first.language
    ));
    texts.iter().enumerate().for_each(|(i, text)| of_text(&mut out, i, text));
    out.push_str("</xliff>\n");
    out
}

fn of_text(out: &mut String, i: usize, text: &Text) {
    out.push_str(&format!(
        "  <file id=\"f{}\" original=\"{}\" canResegment=\"no\">\n",
        i + 1,
        attribute(&text.original)
    ));
    out.push_str("    <notes>\n");
    text.notes.iter().for_each(|words| note(out, "      ", "about", words));
    note(out, "      ", STAMP, text.stamp.as_deref().unwrap_or("none"));
    out.push_str("    </notes>\n");
    text.units.iter().for_each(|unit| of_unit(out, text, unit));
    out.push_str("  </file>\n");
}

fn note(out: &mut String, indent: &str, category: &str, words: &str) {
    out.push_str(&format!("{indent}<note category=\"{category}\">{}</note>\n", content(words)));
}

fn of_unit(out: &mut String, text: &Text, unit: &Unit) {
    let space = if unit.keeps_lines { " xml:space=\"preserve\"" } else { "" };
    out.push_str(&format!("    <unit id=\"{}\" name=\"{}\"{space}>\n", attribute(&unit.id), attribute(&unit.what)));
    out.push_str("      <notes>\n");
    note(out, "        ", "place", &format!("{}:{}", text.original, unit.line));
    unit.notes.iter().for_each(|words| note(out, "        ", "comment", words));
    out.push_str("      </notes>\n");
    let data = Data::of(unit);
    data.write(out);
    let (of_source, of_target) = (unit.of_source(), unit.of_target());
    for (i, segment) in unit.segments.iter().enumerate() {
        if i > 0 {
            // Blanks between sentences belong to neither.
            out.push_str("      <ignorable><source xml:space=\"preserve\"> </source></ignorable>\n");
        }
        of_segment(out, segment, (&of_source, &of_target), &data);
    }
    out.push_str("    </unit>\n");
}

fn of_segment(out: &mut String, segment: &Segment, (of_source, of_target): (&ById, &ById), data: &Data) {
    let state = match segment.state {
        State::Initial => "state=\"initial\"".to_owned(),
        State::Machine => format!("state=\"initial\" subState=\"{MACHINE}\""),
        State::Outdated => format!("state=\"initial\" subState=\"{OUTDATED}\""),
        State::Translated => "state=\"translated\"".to_owned(),
        State::Reviewed => "state=\"reviewed\"".to_owned(),
        State::Final => "state=\"final\"".to_owned(),
    };
    out.push_str(&format!("      <segment id=\"{}\" {state}>\n", attribute(&segment.id)));
    out.push_str(&format!("        <source>{}</source>\n", inlines(&segment.source, of_source, data)));
    if let Some(target) = &segment.target {
        out.push_str(&format!("        <target>{}</target>\n", inlines(target, of_target, data)));
    }
    out.push_str("      </segment>\n");
}

/// What codes stand for, each once.
struct Data(BTreeMap<String, usize>, Vec<String>);

impl Data {
    fn of(unit: &Unit) -> Data {
        let mut data = Data(BTreeMap::new(), Vec::new());
        for code in unit.codes.iter().chain(&unit.own_codes) {
            for text in std::iter::once(&code.opens).chain(&code.closes) {
                if !data.0.contains_key(text) {
                    data.1.push(text.clone());
                    data.0.insert(text.clone(), data.1.len());
                }
            }
        }
        data
    }

    fn id(&self, text: &str) -> String {
        format!("d{}", self.0.get(text).copied().unwrap_or_default())
    }

    fn write(&self, out: &mut String) {
        if self.1.is_empty() {
            return;
        }
        out.push_str("      <originalData>\n");
        for (i, text) in self.1.iter().enumerate() {
            out.push_str(&format!("        <data id=\"d{}\" xml:space=\"preserve\">{}</data>\n", i + 1, content(text)));
        }
        out.push_str("      </originalData>\n");
    }
}

fn inlines(inlines: &[Inline], codes: &ById, data: &Data) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Words(words) => out.push_str(&content(words)),
            Inline::Open(id) => {
                let Some(code) = codes.get(id) else { continue };
                let (opens, closes) = (data.id(&code.opens), data.id(code.closes.as_deref().unwrap_or_default()));
                let kept = kept(code, "subFlowsEnd");
                out.push_str(&format!(
                    "<pc id=\"{id}\"{}{kept} dataRefStart=\"{opens}\" dataRefEnd=\"{closes}\">",
                    sort(code.sort)
                ));
            }
            Inline::Close(_) => out.push_str("</pc>"),
            Inline::Alone(id) => {
                let Some(code) = codes.get(id) else { continue };
                let kept = kept(code, "subFlows");
                let shown = attribute(&code.opens);
                out.push_str(&format!(
                    "<ph id=\"{id}\"{}{kept} dataRef=\"{}\" disp=\"{shown}\"/>",
                    sort(code.sort),
                    data.id(&code.opens)
                ));
            }
        }
    }
    out
}

/// What may not happen to a code, and which units stand inside it.
fn kept(code: &Code, flows: &str) -> String {
    let inside = code.inside.join(" ");
    let flows = if inside.is_empty() { inside } else { format!(" {flows}=\"{inside}\"") };
    format!(" canCopy=\"no\" canDelete=\"no\"{flows}")
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Emphasis => " type=\"fmt\" subType=\"xlf:i\"",
        Sort::Strong => " type=\"fmt\" subType=\"xlf:b\"",
        Sort::Struck => " type=\"fmt\" subType=\"dateline:struck\"",
        Sort::Break => " type=\"fmt\" subType=\"xlf:lb\"",
        Sort::Link | Sort::Address => " type=\"link\"",
        Sort::Picture => " type=\"image\"",
        Sort::Placeable => " type=\"ui\" subType=\"xlf:var\"",
        Sort::Code => " type=\"other\" subType=\"dateline:code\"",
        Sort::Footnote => " type=\"other\" subType=\"dateline:footnote\"",
        Sort::Html => " type=\"other\" subType=\"dateline:html\"",
        Sort::Shortcode => " type=\"other\" subType=\"dateline:shortcode\"",
    }
}

/// A text between tags. What XML cannot hold is written as XLIFF has it.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_forbidden(*c)) {
        out.push_str(&escape(&rest[..at]));
        out.push_str(&format!("<cp hex=\"{:04X}\"/>", u32::from(c)));
        rest = &rest[at + c.len_utf8()..];
    }
    out + &escape(rest)
}

fn attribute(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
    // A break of lines in an attribute is read as a blank.
    escape(&text).replace('\n', "&#10;")
}

fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}
