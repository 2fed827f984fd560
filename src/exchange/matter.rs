//! Words of front matter: one value gets another text, and all else stays as it was written.

use crate::diagnostic::{KeyPath, Step};
use crate::edit::{Edit, applied};
use crate::input::content::{Document, parse_document};
use crate::yaml::edits::{exchanged, unfolded, with_value};
use crate::yaml::marks::{Kind, Node};
use crate::yaml::{Block, quoted};

/// The document with another text.
pub fn reread(document: &Document, text: String) -> Option<Document> {
    parse_document(document.path.clone(), document.name.clone(), text, document.names.clone()).0
}

/// The text of a document in which a key has these words.
///
/// # Errors
/// A sentence: why there is no place for them.
pub fn with_words(document: &Document, key: &KeyPath, words: &str) -> Result<String, &'static str> {
    let block = document.block();
    let tree = block.tree();
    if tree.is_none() && !block.yaml.trim().is_empty() {
        return Err("its front matter is written in a way that takes no more");
    }
    let edit = match key.steps() {
        [Step::Key(key)] => value(&block, tree.as_ref(), key, words)?,
        [Step::Key(group), Step::Key(field)] => member(&block, tree.as_ref(), group, field, words)?,
        [Step::Key(list), Step::Item(item), Step::Key(field)] => {
            let items = tree.as_ref().and_then(|tree| tree.entry(block.written_name(tree, list)));
            let item = match items.map(|(_, value)| &value.kind) {
                Some(Kind::List(items)) => items.get(*item),
                _ => None,
            };
            let (_, old) = item.and_then(|item| item.entry(field)).ok_or("it has no such list, or a shorter one")?;
            replaced(&block, old, words)?
        }
        _ => return Err("it is no key that is translated"),
    };
    Ok(applied(&document.text(), &[edit]))
}

fn value(block: &Block, tree: Option<&Node>, key: &str, words: &str) -> Result<Edit, &'static str> {
    let old = tree.and_then(|tree| tree.entry(block.written_name(tree, key))).map(|(_, value)| value);
    match old {
        Some(old) if old.as_text().is_some_and(|text| !text.is_empty()) => replaced(block, old, words),
        _ => with_value(block, key, &quoted(words), &["title", "name", "summary"]),
    }
}

fn replaced(block: &Block, old: &Node, words: &str) -> Result<Edit, &'static str> {
    let edit = exchanged(block, old, words).or_else(|| unfolded(block, old, words));
    edit.ok_or("its value is written in a way that cannot be replaced")
}

fn member(block: &Block, tree: Option<&Node>, group: &str, field: &str, words: &str) -> Result<Edit, &'static str> {
    let start = block.yaml.as_ptr() as usize - block.text.as_ptr() as usize;
    let end_of_line = if block.text.contains("\r\n") { "\r\n" } else { "\n" };
    let insert = |at: usize, with: String| Ok(Edit { at: at..at, with });
    let written = quoted(words);
    let found = tree.and_then(|tree| tree.entry(block.written_name(tree, group)));
    let Some((name, value)) = found else {
        let end = start + block.yaml.len();
        return insert(end, format!("{group}:{end_of_line}  {field}: {written}{end_of_line}"));
    };
    if let Some((key, old)) = value.entry(field) {
        if old.as_text().is_some_and(str::is_empty) {
            let colon = block.yaml[key.range.end..].find(':').ok_or("the key has no colon")?;
            return insert(start + key.range.end + colon + 1, format!(" {written}"));
        }
        return replaced(block, old, words);
    }
    match &value.kind {
        Kind::Group(_) if block.yaml[value.range.clone()].starts_with('{') => {
            let close = block.yaml[..value.range.end].rfind('}').ok_or("its braces have no end")?;
            let before = block.yaml[..close].trim_end().len();
            let comma = if block.yaml[..before].ends_with(['{', ',']) { "" } else { "," };
            insert(start + before, format!("{comma} {field}: {written}"))
        }
        Kind::Group(entries) => {
            let (first, _) = entries.first().ok_or("its group is empty")?;
            let line = block.yaml[..first.range.start].rfind('\n').map_or(0, |at| at + 1);
            let indent = &block.yaml[line..first.range.start];
            let end = block.end_of(group).ok_or("the key has no line of its own")?;
            insert(end, format!("{indent}{field}: {written}{end_of_line}"))
        }
        Kind::Scalar { text, .. } if text.is_empty() => {
            let colon = block.yaml[name.range.end..].find(':').ok_or("the key has no colon")?;
            insert(start + name.range.end + colon + 1, format!("{end_of_line}  {field}: {written}"))
        }
        Kind::Scalar { text, .. } => {
            let group = format!("{{ src: {}, {field}: {written} }}", quoted(text));
            let old = exchanged(block, value, text).ok_or("its value cannot be replaced")?;
            Ok(Edit { at: old.at, with: group })
        }
        Kind::List(_) | Kind::Alias => Err("its value is no group"),
    }
}

/// The text of a document in which a key of one word says something: `translation_status: draft`.
///
/// # Errors
/// A sentence: why there is no place for it.
pub fn with_word(document: &Document, key: &str, word: &str) -> Result<String, &'static str> {
    let edit = with_value(&document.block(), key, word, &["translation_status", "summary", "title", "name"])?;
    Ok(applied(&document.text(), &[edit]))
}

/// The text of a document without some lines of its front matter.
pub fn without_lines(document: &Document, is_meant: impl Fn(&str) -> bool) -> String {
    let block = document.block();
    let mut at = document.yaml.start;
    let mut edits = Vec::new();
    for line in block.yaml.split_inclusive('\n') {
        if is_meant(line.trim()) {
            edits.push(Edit { at: at..at + line.len(), with: String::new() });
        }
        at += line.len();
    }
    applied(&document.text(), &edits)
}
