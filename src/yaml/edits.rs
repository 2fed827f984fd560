//! Edits of front matter: other bytes in the place of a value, a line or an item. All else stays as it was written.

use super::marks::{Kind, Node};
use super::{Block, is_switch, quoted};
use crate::edit::Edit;

/// Where a block of YAML begins in its file.
fn start_of(block: &Block) -> usize {
    block.yaml.as_ptr() as usize - block.text.as_ptr() as usize
}

/// Where a text ends that is written on the line: to the parser, what follows up to the next value belongs to it.
fn end_of(yaml: &str, value: &Node) -> usize {
    let Some(written) = yaml.get(value.range.clone()) else { return value.range.end };
    let mut chars = written.char_indices();
    let Some((_, quote @ ('"' | '\''))) = chars.next() else {
        return value.range.start + written.trim_end().len();
    };
    let mut chars = chars.peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => drop(chars.next()),
            '\'' if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => drop(chars.next()),
            c if c == quote => return value.range.start + at + 1,
            _ => {}
        }
    }
    value.range.end
}

/// Whether a text stands in lines of its own, below `|` or `>`: neither plain nor in quotation marks.
fn is_in_lines(yaml: &str, value: &Node) -> bool {
    let is_quoted = yaml.get(value.range.clone()).is_some_and(|written| written.starts_with(['"', '\'']));
    matches!(value.kind, Kind::Scalar { is_plain: false, .. }) && !is_quoted
}

/// Another text in the place of a value, with the quotation marks that are there. None where it stands in lines of its own.
pub fn exchanged(block: &Block, value: &Node, with: &str) -> Option<Edit> {
    let written = block.yaml.get(value.range.clone())?;
    if is_in_lines(block.yaml, value) {
        return None;
    }
    let text = match written.chars().next()? {
        '"' => quoted(with),
        '\'' => format!("'{}'", with.replace('\'', "''")),
        // One that has a name or a kind of its own.
        '&' | '!' => return None,
        _ if is_plain(with) => with.to_owned(),
        _ => quoted(with),
    };
    let start = start_of(block);
    Some(Edit { at: start + value.range.start..start + end_of(block.yaml, value), with: text })
}

/// Another text in the place of one that stands in lines of its own, below `|` or `>`: in quotation marks, on the line of its
/// key. None where it stands in another way.
pub fn unfolded(block: &Block, value: &Node, with: &str) -> Option<Edit> {
    if !is_in_lines(block.yaml, value) {
        return None;
    }
    let line = block.yaml[..value.range.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let own = indent(&block.yaml[line..]);
    // The mark may stand behind the key, on the line above what the parser takes for the value.
    let head = block.yaml[..value.range.start].trim_end_matches([' ', '\n', '\r']).len();
    let mark = block.yaml[value.range.start..].starts_with(['|', '>']);
    let start = if mark { value.range.start } else { block.yaml[..head].rfind(['|', '>'])? };
    let own = if mark { own } else { indent(&block.yaml[block.yaml[..start].rfind('\n').map_or(0, |at| at + 1)..]) };
    let first = start + block.yaml[start..].find('\n')?;
    let mut end = first;
    let mut offset = first + 1;
    for text in block.yaml[offset..].split_inclusive('\n') {
        let is_blank = text.trim().is_empty();
        if !is_blank && indent(text) <= own {
            break;
        }
        offset += text.len();
        if !is_blank {
            end = offset - (text.len() - text.trim_end_matches(['\n', '\r']).len());
        }
    }
    let from = start_of(block);
    Some(Edit { at: from + start..from + end, with: quoted(with) })
}

/// Whether a text means itself without quotation marks, inside a list on one line, too.
fn is_plain(text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || "/-_.".contains(c);
    let begins = text.trim_start_matches("../");
    let is_text = begins.starts_with(|c: char| c.is_alphabetic()) && text.chars().all(is_word);
    is_text && serde_yaml::from_str::<String>(text).is_ok_and(|read| read == text) && !is_switch(text)
}

/// Adds texts to a top-level list; begins it, below the line of one of the keys `below` or at the end, where there is none.
///
/// # Errors
/// A sentence: why there is no place for them.
pub fn with_items(block: &Block, key: &str, items: &[String], below: &[&str]) -> Result<Vec<Edit>, &'static str> {
    let start = start_of(block);
    let line_end = if block.text.contains("\r\n") { "\r\n" } else { "\n" };
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    let insert = |at: usize, with: String| vec![Edit { at: start + at..start + at, with }];
    let tree = block.tree();
    // What cannot be read with its places takes nothing: a second key of this name would make it wrong.
    if tree.is_none() && !block.yaml.trim().is_empty() {
        return Err("a list or a text in it goes over lines in a way that takes no more: write it on one line");
    }
    let entry = tree.as_ref().and_then(|tree| tree.entry(block.written_name(tree, key)));
    let Some((name, value)) = entry else {
        if tree.as_ref().is_some_and(|tree| block.yaml[tree.range.clone()].starts_with('{')) {
            return Err("it is written on one line, in braces");
        }
        let line = format!("{key}: [{}]{line_end}", items.join(", "));
        let end = below.iter().find_map(|key| block.end_of(key)).unwrap_or(start + block.yaml.len());
        let needs_end = end > start && !block.text[..end].ends_with('\n');
        let line = if needs_end { format!("{line_end}{line}") } else { line };
        return Ok(vec![Edit { at: end..end, with: line }]);
    };
    match &value.kind {
        Kind::List(list) if block.yaml[value.range.clone()].starts_with('[') => {
            let close = block.yaml[..value.range.end].rfind(']').ok_or("its list has no end")?;
            let last = list.last().map(|item| end_of(block.yaml, item));
            let is_open = last.is_some_and(|last| block.yaml[last..close].trim_start().starts_with(','));
            let comma = if list.is_empty() || is_open { "" } else { ", " };
            let at = last.filter(|_| !is_open).unwrap_or(close);
            Ok(insert(at, format!("{comma}{}", items.join(", "))))
        }
        Kind::List(list) => {
            let last = list.last().ok_or("its list has no items")?;
            let line = block.yaml[..list[0].range.start].rfind('\n').map_or(0, |at| at + 1);
            let dash = &block.yaml[line..list[0].range.start];
            let dash = dash.trim_end().strip_suffix('-').ok_or("its list is written in a way that takes no more")?;
            let last = end_of(block.yaml, last);
            let end = block.yaml[last..].find('\n').map(|at| last + at + 1);
            let at = end.unwrap_or(block.yaml.len());
            let lines: String = items.iter().map(|item| format!("{dash}- {item}{line_end}")).collect();
            let is_open = end.is_none() && !block.yaml.ends_with('\n');
            Ok(insert(at, if is_open { format!("{line_end}{lines}") } else { lines }))
        }
        // `aliases:` with nothing behind it.
        Kind::Scalar { text, .. } if text.is_empty() || text == "~" || text == "null" => {
            let end = value.range.end.max(name.range.end);
            let colon = block.yaml[name.range.end..].find(':').map_or(end, |at| name.range.end + at + 1);
            let at = colon..if text.is_empty() { colon } else { end };
            let with = format!(" [{}]", items.join(", "));
            Ok(vec![Edit { at: start + at.start..start + at.end, with }])
        }
        _ => Err("its value is no list"),
    }
}

/// Takes the items of a top-level list out of which `is_meant` is true.
pub fn without_items(block: &Block, key: &str, is_meant: impl Fn(&str) -> bool) -> Vec<Edit> {
    let start = start_of(block);
    let Some(tree) = block.tree() else { return Vec::new() };
    let Some((_, value)) = tree.entry(block.written_name(&tree, key)) else { return Vec::new() };
    let Kind::List(list) = &value.kind else { return Vec::new() };
    let meant: Vec<bool> = list.iter().map(|item| item.as_text().is_some_and(&is_meant)).collect();
    if meant.iter().all(|is_meant| !is_meant) {
        return Vec::new();
    }
    if meant.iter().all(|is_meant| *is_meant) {
        return block.range_of(key).map_or_else(Vec::new, |range| {
            let end = block.end_of(key).map_or(range.end, |end| end - start);
            vec![Edit { at: start + range.start..start + end, with: String::new() }]
        });
    }
    let is_in_brackets = block.yaml[value.range.clone()].starts_with('[');
    let cut = |(i, item): (usize, &Node)| {
        let at = match is_in_brackets {
            // A comma goes with what is taken: at the beginning the one behind it, elsewhere the one before.
            true if meant[..i].iter().all(|is_meant| *is_meant) => item.range.start..list[i + 1].range.start,
            true => end_of(block.yaml, &list[i - 1])..end_of(block.yaml, item),
            false => {
                let line = block.yaml[..item.range.start].rfind('\n').map_or(0, |at| at + 1);
                let end =
                    block.yaml[item.range.end..].find('\n').map_or(block.yaml.len(), |at| item.range.end + at + 1);
                line..end
            }
        };
        Edit { at: start + at.start..start + at.end, with: String::new() }
    };
    list.iter().enumerate().filter(|(i, _)| meant[*i]).map(cut).collect()
}

/// A plain value of a top-level key: another one in its place, or a line of its own, below the line of one of the keys
/// `below` or at the end.
///
/// # Errors
/// A sentence: why there is no place for it.
pub fn with_value(block: &Block, key: &str, value: &str, below: &[&str]) -> Result<Edit, &'static str> {
    let start = start_of(block);
    let tree = block.tree();
    if let Some(tree) = &tree
        && block.has_key(key)
    {
        let (name, old) = tree.entry(block.written_name(tree, key)).ok_or("the key has no place")?;
        return match &old.kind {
            Kind::Scalar { text, .. } if text.is_empty() => {
                let colon = block.yaml[name.range.end..].find(':').ok_or("the key has no colon")?;
                let at = start + name.range.end + colon + 1;
                Ok(Edit { at: at..at, with: format!(" {value}") })
            }
            Kind::Scalar { .. } if !is_in_lines(block.yaml, old) => {
                Ok(Edit { at: start + old.range.start..start + end_of(block.yaml, old), with: value.to_owned() })
            }
            _ => Err("its value is no plain one"),
        };
    }
    if tree.as_ref().is_some_and(|tree| block.yaml[tree.range.clone()].starts_with('{')) {
        return Err("the front matter is written on one line, in braces");
    }
    let line_end = if block.text.contains("\r\n") { "\r\n" } else { "\n" };
    let end = below.iter().find_map(|key| block.end_of(key)).unwrap_or(start + block.yaml.len());
    Ok(Edit { at: end..end, with: format!("{key}: {value}{line_end}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::applied;

    fn block(text: &str) -> Block<'_> {
        Block::whole("site.yaml", text)
    }

    #[test]
    fn items_join_a_list_as_it_is_written() {
        let add = |text: &str| {
            let edits = with_items(&block(text), "gone", &["/a/".to_owned(), "/b/".to_owned()], &["title"]);
            edits.map(|edits| applied(text, &edits))
        };
        for (before, after) in [
            ("title: T\nx: 1\n", "title: T\ngone: [\"/a/\", \"/b/\"]\nx: 1\n"),
            ("x: 1", "x: 1\ngone: [\"/a/\", \"/b/\"]\n"),
            ("gone: [/c/] # why\nx: 1\n", "gone: [/c/, \"/a/\", \"/b/\"] # why\nx: 1\n"),
            ("gone: []\n", "gone: [\"/a/\", \"/b/\"]\n"),
            ("gone: [\n  /c/,\n]\n", "gone: [\n  /c/,\n\"/a/\", \"/b/\"]\n"),
            ("gone: [\n  /c/\n  ]\n", "gone: [\n  /c/, \"/a/\", \"/b/\"\n  ]\n"),
            (
                "gone:\n  - /c/ # one\n\n# next\nx: 1\n",
                "gone:\n  - /c/ # one\n  - \"/a/\"\n  - \"/b/\"\n\n# next\nx: 1\n",
            ),
            ("gone:\n- /c/", "gone:\n- /c/\n- \"/a/\"\n- \"/b/\"\n"),
            ("gone:\r\n- /c/\r\nx: 1\r\n", "gone:\r\n- /c/\r\n- \"/a/\"\r\n- \"/b/\"\r\nx: 1\r\n"),
            ("gone: # none yet\nx: 1\n", "gone: [\"/a/\", \"/b/\"] # none yet\nx: 1\n"),
            ("gone: ~\n", "gone: [\"/a/\", \"/b/\"]\n"),
        ] {
            assert_eq!(add(before).unwrap(), after, "{before}");
            assert!(serde_yaml::from_str::<serde_yaml::Value>(after).is_ok(), "{after}");
        }
        // The reader with places does not take a bracket at the beginning of a line behind a text in quotes.
        for text in ["gone: [\n  \"/c/\",\n  \"/d/\"\n]\n", "gone: [\n  /c/\n]\nx: 1\n"] {
            let added = add(text);
            let reads = |text: &String| serde_yaml::from_str::<serde_yaml::Value>(text).is_ok();
            assert!(added.is_err() || added.as_ref().is_ok_and(reads), "{text}: {added:?}");
        }
        assert!(add("gone: yes\n").is_err() && add("{title: T}\n").is_err());
    }

    #[test]
    fn items_leave_a_list_as_it_is_written() {
        let cut = |text: &str| applied(text, &without_items(&block(text), "aliases", |item| item == "/b/"));
        for (before, after) in [
            ("aliases: [/a/, \"/b/\", /c/]\n", "aliases: [/a/, /c/]\n"),
            ("aliases: [/a/, /b/]\n", "aliases: [/a/]\n"),
            ("x: 1\naliases: [/b/]\ny: 2\n", "x: 1\ny: 2\n"),
            ("aliases:\n  - /a/\n  - /b/\n  - /c/\n", "aliases:\n  - /a/\n  - /c/\n"),
            ("aliases: [/a/]\n", "aliases: [/a/]\n"),
            ("aliases: [/a/, /b/, /b/]\n", "aliases: [/a/]\n"),
            ("aliases: [/b/, \"/b/\", /a/] # why\n", "aliases: [/a/] # why\n"),
            ("aliases: [/b/, /a/, /b/, /c/, /b/]\n", "aliases: [/a/, /c/]\n"),
            ("aliases: [/b/, /b/]\nx: 1\n", "x: 1\n"),
        ] {
            assert_eq!(cut(before), after);
        }
    }

    #[test]
    fn a_key_is_found_under_the_name_that_the_files_have_for_it() {
        let names = [crate::yaml::KeyName { written: "redirect_from".to_owned(), meant: Some("aliases".to_owned()) }];
        let text = "redirect_from: [/a/, /b/]\n";
        let block = Block { path: "a.md", text, yaml: text, names: &names };
        let without = without_items(&block, "aliases", |item| item == "/b/");
        assert_eq!(applied(text, &without), "redirect_from: [/a/]\n");
        let with = with_items(&block, "aliases", &["/c/".to_owned()], &[]).unwrap();
        assert_eq!(applied(text, &with), "redirect_from: [/a/, /b/, \"/c/\"]\n");
    }

    #[test]
    fn a_value_is_written_as_the_one_before() {
        let change = |text: &str, with: &str| {
            let block = block(text);
            let tree = block.tree().unwrap();
            let edit = exchanged(&block, &tree.entry("a").unwrap().1, with);
            edit.map(|edit| applied(text, &[edit]))
        };
        assert_eq!(change("a: news/x # why\n", "news/y").as_deref(), Some("a: news/y # why\n"));
        assert_eq!(change("a: 'x' # why\n", "l'y").as_deref(), Some("a: 'l''y' # why\n"));
        assert_eq!(change("{ a: \"x\\\"\" }\n", "y").as_deref(), Some("{ a: \"y\" }\n"));
        assert_eq!(change("a: x\n", "on").as_deref(), Some("a: \"on\"\n"));
        assert_eq!(change("a: x\n", "2024/y").as_deref(), Some("a: \"2024/y\"\n"));
        assert_eq!(change("a: новости/х\n", "новости/й").as_deref(), Some("a: новости/й\n"));
        assert_eq!(change("a: ../x.svg\n", "../y/x.svg").as_deref(), Some("a: ../y/x.svg\n"));
        assert_eq!(change("a: |\n  x\n", "y"), None);
        // What is meant elsewhere by a name is left to a person.
        assert_eq!(change("a: &it x\nb: *it\n", "y"), None);
        assert_eq!(change("a: x\n", "a\u{7}b").as_deref(), Some("a: \"a\\u0007b\"\n"));
    }
}
