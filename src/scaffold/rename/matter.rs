//! Matter: what front matter names, and how it is written from now on.

use super::target::{In, Standpoint, Targets};
use super::{Change, Note};
use crate::diagnostic::Place;
use crate::edit::Edit;
use crate::input::content::{Document, DocumentKind, StoryId};
use crate::language::term_id;
use crate::markdown::Reference;
use crate::path::composed;
use crate::site::TaxonomyKind;
use crate::yaml::Block;
use crate::yaml::edits::exchanged;
use crate::yaml::marks::{Kind, Node};

/// What a value of front matter names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Story,
    File,
    Address,
    Author,
    Tag,
    /// Whatever a theme wants.
    Unknown,
}

/// The edits of a document's front matter.
pub(super) fn changes(document: &Document, targets: &Targets, from: &Standpoint, notes: &mut Vec<Note>) -> Vec<Change> {
    let block = document.block();
    let Some(tree) = block.tree() else {
        if !block.yaml.trim().is_empty() {
            notes.push(Note { place: block.place_at(0), what: "this front matter cannot be understood".to_owned() });
        }
        return Vec::new();
    };
    let mut found = Found { block, targets, from, changes: Vec::new(), notes };
    for (key, value) in tree.entries() {
        let Some(written) = key.as_text() else { continue };
        let name = document.names.iter().find(|name| name.written == written);
        let meant = name.map_or(Some(written), |name| name.meant.as_deref());
        match (&document.kind, meant) {
            (_, None) => {}
            (DocumentKind::Article(_), Some("related")) => found.related(value),
            (DocumentKind::Article(_), Some("translation")) | (DocumentKind::Dossier(_), Some("articles")) => {
                found.each(value, Names::Story);
            }
            (DocumentKind::Article(_), Some("author" | "authors")) => found.each(value, Names::Author),
            (DocumentKind::Article(_) | DocumentKind::Dossier(_), Some("tags")) => found.each(value, Names::Tag),
            (DocumentKind::Author(_), Some("links")) => found.below(value, &["url"], Names::Address),
            (_, Some("image" | "photo" | "audio")) => match &value.kind {
                Kind::Group(_) => found.below(value, &["src", "social"], Names::File),
                _ => found.each(value, Names::File),
            },
            (_, Some("extra")) => found.each(value, Names::Unknown),
            _ => {}
        }
    }
    found.changes
}

struct Found<'a, 'b> {
    block: Block<'a>,
    targets: &'b Targets<'b>,
    from: &'b Standpoint<'b>,
    changes: Vec<Change>,
    notes: &'b mut Vec<Note>,
}

impl Found<'_, '_> {
    /// Entries are ids, or links with an address.
    fn related(&mut self, value: &Node) {
        let Kind::List(items) = &value.kind else { return };
        for item in items {
            match &item.kind {
                Kind::Group(_) => self.below(item, &["url"], Names::Address),
                _ => self.each(item, Names::Story),
            }
        }
    }

    /// All texts of a value.
    fn each(&mut self, value: &Node, names: Names) {
        value.texts().into_iter().for_each(|text| self.one(text, names));
    }

    /// The values of some keys of a group, or of the groups of a list.
    fn below(&mut self, value: &Node, keys: &[&str], names: Names) {
        match &value.kind {
            Kind::List(items) => items.iter().for_each(|item| self.below(item, keys, names)),
            Kind::Group(entries) => {
                let meant = |(key, _): &&(Node, Node)| key.as_text().is_some_and(|key| keys.contains(&key));
                entries.iter().filter(meant).for_each(|(_, value)| self.each(value, names));
            }
            Kind::Scalar { .. } | Kind::Alias => {}
        }
    }

    fn one(&mut self, node: &Node, names: Names) {
        let Some(text) = node.as_text() else { return };
        let new = match names {
            Names::Story => {
                let id = StoryId::read(text).0;
                self.targets.id(&id).map(|new| if text.contains(&*id) { text.replacen(&*id, &new, 1) } else { new })
            }
            Names::File => self.targets.exchanged(text, self.from, In::Matter),
            Names::Address => self.targets.exchanged(text, self.from, In::Markdown),
            Names::Author => self.term(TaxonomyKind::Author, composed(text).as_ref()),
            Names::Tag => term_id(text).ok().and_then(|id| self.term(TaxonomyKind::Tag, &id)),
            Names::Unknown => {
                let is_named = self.targets.id(&StoryId::read(text).0).is_some();
                let is_there = is_named || self.targets.exchanged(text, self.from, In::Matter).is_some();
                if is_there {
                    let what = format!("`extra` names `{text}`: what it is for, only the theme knows");
                    self.notes.push(Note { place: self.block.place_at(node.range.start), what });
                }
                None
            }
        };
        let Some(new) = new else { return };
        let place = self.block.place_at(node.range.start);
        let edit = exchanged(&self.block, node, &new);
        self.changes.push(Change { place, from: text.to_owned(), to: new, edit });
    }

    /// The new id of a term, if this is the one that is renamed.
    fn term(&self, kind: TaxonomyKind, id: &str) -> Option<String> {
        let (renamed, old, new) = self.targets.moves.term()?;
        (renamed == kind && old == id && old != new).then_some(new)
    }
}

/// The edits of `site.yaml`.
pub(super) fn of_config(block: Block, targets: &Targets) -> Vec<Change> {
    let Some(tree) = block.tree() else { return Vec::new() };
    let section = targets.moves.term().filter(|(kind, ..)| *kind == TaxonomyKind::Section);
    let standpoint = Standpoint { folder: "", new_folder: "", page: None };
    let mut changes = Vec::new();
    let mut exchange = |node: &Node, new: String| {
        let place = block.place_at(node.range.start);
        let from = node.as_text().unwrap_or_default().to_owned();
        let edit = exchanged(&block, node, &new);
        changes.push(Change { place, from, to: new, edit });
    };
    let at = |path: &[&str]| {
        path.iter()
            .try_fold(&tree, |node, key| node.entry(key).map(|(_, value)| value))
            .map(Node::texts)
            .unwrap_or_default()
    };
    for node in at(&["pages"]).into_iter().chain(at(&["publisher", "policies"])) {
        if let Some(new) = node.as_text().and_then(|id| targets.id(&StoryId::read(id).0)) {
            exchange(node, new);
        }
    }
    if let Some((_, old, new)) = &section {
        for node in at(&["sections"]).into_iter().chain(at(&["feeds", "podcast", "sections"])) {
            if node.as_text() == Some(old) {
                exchange(node, new.clone());
            }
        }
        for path in [["permalinks", "sections"], ["missing_translations", "sections"]] {
            let group = path.iter().try_fold(&tree, |node, key| node.entry(key).map(|(_, value)| value));
            if let Some((key, _)) = group.and_then(|group| group.entry(old)) {
                exchange(key, new.clone());
            }
        }
    }
    // Full addresses of the site, wherever they stand; old ones under `gone` are meant to be old.
    for (key, value) in tree.entries().iter().filter(|(key, _)| key.as_text() != Some("gone")) {
        for node in value.texts().into_iter().filter(|_| key.as_text() != Some("base_url")) {
            let is_full = |text: &&str| text.contains("//");
            let new =
                node.as_text().filter(is_full).and_then(|text| targets.exchanged(text, &standpoint, In::Markdown));
            if let Some(new) = new {
                exchange(node, new);
            }
        }
    }
    changes
}

impl Change {
    /// An address in Markdown that is written in another way.
    pub(super) fn in_body(document: &Document, reference: &Reference, to: String) -> Change {
        let at = document.body + reference.at.start..document.body + reference.at.end;
        let place = Place::at_offset(&*document.path, &document.text(), at.start);
        let edit = reference.is_alone.then(|| Edit { at, with: reference.written(&to) });
        Change { place, from: reference.target.clone(), to, edit }
    }
}
