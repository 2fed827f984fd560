//! A block of YAML inside a file, and where in it things stand.

use super::marks::{self, Node};
use crate::diagnostic::{KeyPath, Place, Step};
use std::cell::RefCell;

/// A name that a site's files have for a key of ours, or for one that nobody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyName {
    /// The key as the files write it.
    pub written: String,
    /// The key that is meant; none for one that is passed over.
    pub meant: Option<String>,
}

/// A block of YAML inside a file.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// Path of the file below the site's root.
    pub path: &'a str,
    /// The whole file, for excerpts.
    pub text: &'a str,
    /// The block: a part of the text.
    pub yaml: &'a str,
    /// Other names that its keys may have.
    pub names: &'a [KeyName],
}

thread_local! {
    /// The block that places were looked for in last, and its tree.
    static LAST_TREE: RefCell<Option<(String, Option<Node>)>> = const { RefCell::new(None) };
}

impl<'a> Block<'a> {
    /// A file that is YAML from its first line to its last.
    pub fn whole(path: &'a str, text: &'a str) -> Block<'a> {
        Block { path, text, yaml: text, names: &[] }
    }

    /// The values with the places that they stand at. None where the block is no YAML.
    pub fn tree(&self) -> Option<Node> {
        marks::read(self.yaml)
    }

    /// The place of a byte of the block.
    pub fn place_at(&self, offset: usize) -> Place {
        let start = self.yaml.as_ptr() as usize - self.text.as_ptr() as usize;
        Place::at_offset(self.path, self.text, start + offset)
    }

    /// The place of a line and a column of the block, both from 1.
    pub(super) fn place_in_lines(&self, line: usize, column: usize) -> Place {
        let start = self.yaml.as_ptr() as usize - self.text.as_ptr() as usize;
        // To its parser, YAML ends one line below the last one, and a carriage return alone ends a line, too.
        let line = self.yaml.split_inclusive('\n').nth(line.saturating_sub(1)).unwrap_or_default();
        let from = if line.is_empty() { self.yaml.len() } else { line.as_ptr() as usize - self.yaml.as_ptr() as usize };
        let length = line.trim_end_matches(['\n', '\r']).char_indices().nth(column.saturating_sub(1));
        let within = length.map_or_else(|| line.trim_end_matches(['\n', '\r']).len(), |(at, _)| at);
        Place::at_offset(self.path, self.text, start + from + within)
    }

    /// The place that a way leads to: that of a key, of a value below it, or of the nearest that is there; else the block's
    /// first line.
    pub fn place_of(&self, path: impl Into<KeyPath>) -> Place {
        let path = path.into();
        let (found, is_tree) = self.with_tree(|tree| {
            let find = |tree: &Node| {
                let steps = path.steps().iter().skip(1).cloned();
                let written = Step::Key(self.written_name(tree, path.top()?).to_owned());
                tree.find(&std::iter::once(written).chain(steps).collect())
            };
            (tree.and_then(find), tree.is_some())
        });
        // Some blocks are read by one of the two readers alone: then at least the line of the key is known.
        let line = || path.top().filter(|_| !is_tree).and_then(|key| self.line_of_key(key));
        let start = found.or_else(line).unwrap_or(0);
        match path.steps().last() {
            Some(Step::Line(line)) => self.place_at(self.line_of_text(start, *line)),
            _ => self.place_at(start),
        }
    }

    /// Hands the tree to `ask`. Where thousands of things are wrong in one block, it is read once.
    fn with_tree<T>(&self, ask: impl FnOnce(Option<&Node>) -> T) -> T {
        LAST_TREE.with_borrow_mut(|last| {
            if last.as_ref().is_none_or(|(yaml, _)| yaml != self.yaml) {
                *last = Some((self.yaml.to_owned(), self.tree()));
            }
            ask(last.as_ref().and_then(|(_, tree)| tree.as_ref()))
        })
    }

    /// What a key of ours is called in this block.
    pub fn written_name<'b>(&'b self, tree: &Node, key: &'b str) -> &'b str {
        let others = || self.names.iter().filter(|name| name.meant.as_deref() == Some(key));
        let other = || others().find(|name| tree.entry(&name.written).is_some());
        if tree.entry(key).is_some() { key } else { other().map_or(key, |name| &name.written) }
    }

    /// Where a line begins with a key.
    fn line_of_key(&self, key: &str) -> Option<usize> {
        let mut offset = 0;
        self.yaml.split_inclusive('\n').find_map(|line| {
            let start = offset;
            offset += line.len();
            line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')).then_some(start)
        })
    }

    /// Where a line of the text stands that begins at `start`, a block text or one in quotes.
    fn line_of_text(&self, start: usize, line: usize) -> usize {
        let text = &self.yaml[start..];
        let above = if text.starts_with(['|', '>']) { line + 1 } else { line };
        let below: usize = text.split_inclusive('\n').take(above).map(str::len).sum();
        let rest = &text[below..];
        start + below + (rest.len() - rest.trim_start_matches(' ').len())
    }

    /// The places of the texts below a top-level key that are meant: those of which `is_meant` is true.
    pub fn places_below(&self, key: &str, is_meant: impl Fn(&str) -> bool) -> Vec<Place> {
        self.with_tree(|tree| {
            let texts = tree.and_then(|tree| tree.entry(key)).map(|(_, value)| value.texts()).unwrap_or_default();
            let meant = texts.into_iter().filter(|node| node.as_text().is_some_and(&is_meant));
            meant.map(|node| self.place_at(node.range.start)).collect()
        })
    }

    /// Whether a top-level key is written.
    pub fn has_key(&self, key: &str) -> bool {
        self.first_key([key]).is_some()
    }

    /// The first of some top-level keys that is written.
    pub fn first_key<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
        let others = |key: &str| self.names.iter().any(|name| name.meant.as_deref() == Some(key));
        let mut keys = keys.into_iter().filter(|key| self.may_have(key) || others(key)).peekable();
        keys.peek()?;
        self.with_tree(|tree| {
            let tree = tree?;
            keys.find(|key| tree.entry(self.written_name(tree, key)).is_some())
        })
    }

    /// Where, in bytes of the file, the lines of a top-level key and its value end; comments and empty lines below them
    /// belong to what follows. None where the key is not a line of its own.
    pub fn end_of(&self, key: &str) -> Option<usize> {
        let range = self.range_of(key)?;
        let start = self.yaml.as_ptr() as usize - self.text.as_ptr() as usize + range.start;
        let mut end = 0;
        let mut offset = 0;
        for line in self.yaml[range].split_inclusive('\n') {
            offset += line.len();
            if end == 0 || (line.starts_with([' ', '\t']) && !line.trim().is_empty()) {
                end = offset;
            }
        }
        Some(start + end)
    }

    /// The range in the block of a top-level key with its value, and with what stands between it and the next key. None
    /// where the key is not a line of its own.
    pub fn range_of(&self, key: &str) -> Option<std::ops::Range<usize>> {
        let tree = self.tree()?;
        let key = self.written_name(&tree, key);
        let mut starts = tree.entries().iter().map(|(name, _)| name.range.start);
        let index = tree.entries().iter().position(|(name, _)| name.as_text() == Some(key))?;
        let start = starts.nth(index)?;
        let is_line = start == 0 || self.yaml[..start].ends_with('\n');
        is_line.then(|| start..starts.next().unwrap_or(self.yaml.len()))
    }

    /// Whether the block may have a key under another name than ours.
    pub(super) fn names_other_keys(&self) -> bool {
        self.names.iter().any(|name| self.may_have(&name.written))
    }

    /// Whether a word stands anywhere in the block: without it there is no such key, and no need to look for one.
    fn may_have(&self, word: &str) -> bool {
        memchr::memmem::find(self.yaml.as_bytes(), word.as_bytes()).is_some()
    }

    /// Whether a key is one that the site does not need.
    pub(super) fn passes_over(&self, key: &str) -> bool {
        self.names.iter().any(|name| name.meant.is_none() && name.written == key)
    }

    /// The block, which has this tree, with its keys under the names that are ours; none where it has no other.
    pub(super) fn renamed(&self, tree: &Node) -> Option<String> {
        let mut text = self.yaml.to_owned();
        let mut is_changed = false;
        for (i, (key, value)) in tree.entries().iter().enumerate().rev() {
            let Some(name) = key.as_text().and_then(|key| self.names.iter().find(|name| name.written == key)) else {
                continue;
            };
            is_changed = true;
            match &name.meant {
                Some(meant) => text.replace_range(key.range.clone(), meant),
                None => {
                    let next = tree.entries().get(i + 1).map(|(key, _)| key.range.start);
                    let end = next.unwrap_or_else(|| value.range.end.max(key.range.end));
                    super::erase(&mut text, key.range.start..end);
                }
            }
        }
        is_changed.then_some(text)
    }
}
