//! The tags of Jekyll, and what its templates know.

use super::Jekyll;
use super::config::Config;
use crate::import::archive::{Archive, Entry};
use crate::import::liquid::{Globals, Piece};
use crate::import::report::{Notes, Sort};
use crate::import::shortcodes::parameters;
use crate::import::table::Parameters;
use serde_yaml::{Mapping, Value};
use std::cell::Cell;
use std::fs;
use std::path::Path;

/// How deep one include may stand in another.
const DEEPEST: usize = 8;

/// Includes of one text, at most: each may have others, which have others.
const MOST_INCLUDED: usize = 500;

/// In how many includes a template stands, and how many its text has had.
#[derive(Clone, Copy)]
struct Within<'a> {
    depth: usize,
    included: &'a Cell<usize>,
}

/// What templates know of the site: its settings, and its data.
pub(super) fn globals(globals: &mut Globals, config: &Config, root: &Path) {
    let mut site = config.all.clone();
    // Our addresses are seen from the root of the site, whatever its path is.
    for name in ["baseurl", "url"] {
        site.insert(Value::from(name), Value::from(""));
    }
    let mut data = Mapping::new();
    for file in crate::import::walk::files(&root.join("_data"), &[]) {
        if let Some(value) = crate::import::matter::data(&file.disk) {
            let name = file.below.rsplit_once('.').map_or(file.below.as_str(), |(stem, _)| stem);
            put(&mut data, name, value);
        }
    }
    site.insert(Value::from("data"), Value::Mapping(data));
    globals.add("site", &site);
}

/// Puts a value where its path says.
fn put(map: &mut Mapping, path: &str, value: Value) {
    match path.split_once('/') {
        None => drop(map.insert(Value::from(path), value)),
        Some((first, rest)) => {
            let below = map.entry(Value::from(first)).or_insert_with(|| Value::Mapping(Mapping::new()));
            if let Value::Mapping(below) = below {
                put(below, rest, value);
            }
        }
    }
}

impl Jekyll {
    /// A text with its Liquid evaluated, as far as that can be.
    pub(super) fn evaluated(
        &self,
        archive: &Archive,
        entry: &Entry,
        body: &str,
        line: usize,
        notes: &mut Notes,
    ) -> String {
        let mut globals = self.globals.clone();
        if let Some(page) = self.pages.get(&entry.place) {
            globals.add("page", page);
        }
        let included = Cell::new(0);
        self.template(archive, entry, body, &globals, (line, Within { depth: 0, included: &included }), notes)
    }

    fn template(
        &self,
        archive: &Archive,
        entry: &Entry,
        body: &str,
        globals: &Globals,
        (line, within): (usize, Within),
        notes: &mut Notes,
    ) -> String {
        let mut found = Notes::default();
        let mut left = Vec::new();
        let text = self.liquid.text(
            body,
            globals,
            "jekyll",
            &mut |piece, inner| self.tag(archive, entry, piece, inner, globals, within, &mut found),
            &mut |at, written| left.push((at, written.to_owned())),
        );
        notes.append(found);
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', body.as_bytes()).collect();
        for (at, written) in left {
            let line = line + ends.partition_point(|end| *end < at);
            let what = "Tags that nobody knows: they are comments, which readers do not see. Say in `import.yaml` what they mean";
            notes.add(Sort::Decide, what, format!("{}:{line}", entry.place), written);
        }
        text
    }

    #[expect(clippy::too_many_arguments, reason = "what a tag may ask for")]
    fn tag(
        &self,
        archive: &Archive,
        entry: &Entry,
        piece: &Piece,
        inner: Option<&str>,
        globals: &Globals,
        within: Within,
        notes: &mut Notes,
    ) -> Option<String> {
        match piece.name {
            "link" => return Some(self.linked(archive, piece.rest)),
            "post_url" => return Some(self.posted(archive, piece.rest)),
            "highlight" => {
                let language = piece.rest.split_whitespace().next().unwrap_or_default();
                return Some(format!("```{language}\n{}\n```", inner?.trim_matches('\n')));
            }
            "toc" | "feed_meta" | "seo" => return Some(String::new()),
            _ => {}
        }
        if ["include", "include_relative", "include_cached"].contains(&piece.name) {
            return self.included(archive, entry, piece, globals, within, notes);
        }
        let text = self.table.expand(piece.name, &parameters(piece.rest), inner)?;
        notes.add(
            Sort::Changed,
            "Tags that are Markdown now",
            &entry.place,
            format!("{{% {} {} %}}", piece.name, piece.rest),
        );
        Some(text)
    }

    /// The address of a file that `link` names; it is made a link to the new file with all others.
    fn linked(&self, archive: &Archive, named: &str) -> String {
        let path = named.trim().trim_matches(['"', '\'']).trim_start_matches('/');
        let found = self.places.get(path).map(|i| &archive.entries[*i]);
        found.and_then(|entry| entry.address.clone()).unwrap_or_else(|| format!("/{path}"))
    }

    /// The address of a post by its name, perhaps with the folder that it is in.
    fn posted(&self, archive: &Archive, named: &str) -> String {
        let named = named.trim().trim_matches(['"', '\'', '/']);
        let (folder, name) = named.rsplit_once('/').map_or(("", named), |(folder, name)| (folder, name));
        let found = self.posts.get(name).into_iter().flatten().map(|i| &archive.entries[*i]);
        let found = found.into_iter().find(|entry| entry.place.contains(folder));
        found.and_then(|entry| entry.address.clone()).unwrap_or_else(|| format!("/{named}"))
    }

    /// What an include comes to: by the table, or by the file itself.
    fn included(
        &self,
        archive: &Archive,
        entry: &Entry,
        piece: &Piece,
        globals: &Globals,
        within: Within,
        notes: &mut Notes,
    ) -> Option<String> {
        let (file, rest) = piece.rest.split_once(char::is_whitespace).unwrap_or((piece.rest, ""));
        let name = file.rsplit('/').next().unwrap_or(file);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let given = self.values(&parameters(rest), globals);
        if let Some(text) = self.table.expand(name, &given, None) {
            notes.add(
                Sort::Changed,
                "Tags that are Markdown now",
                &entry.place,
                format!("{{% include {} %}}", piece.rest),
            );
            return Some(text);
        }
        let below = if piece.name == "include_relative" {
            self.root.join(crate::import::links::folder(&entry.place)).join(file)
        } else {
            self.root.join("_includes").join(file)
        };
        // As Jekyll has it, none leads out of its folder.
        if file.split('/').any(|part| part == "..") {
            return None;
        }
        let real = below
            .canonicalize()
            .ok()
            .filter(|real| self.root.canonicalize().is_ok_and(|root| real.starts_with(root)))?;
        within.included.set(within.included.get() + 1);
        let is_one_more = within.depth < DEEPEST && within.included.get() <= MOST_INCLUDED;
        let template = fs::read_to_string(real).ok().filter(|_| is_one_more)?;
        let mut globals = globals.clone();
        let include: Mapping =
            given.named.iter().map(|(key, value)| (Value::from(key.as_str()), Value::from(value.as_str()))).collect();
        globals.add("include", &include);
        let mut found = Notes::default();
        let text = self.template(
            archive,
            entry,
            crate::import::matter::split(&template).body,
            &globals,
            (1, Within { depth: within.depth + 1, ..within }),
            &mut found,
        );
        // An include that is not understood is told by its own name, and not by what stands in it.
        found.0.is_empty().then(|| {
            notes.add(Sort::Changed, "Includes that stand in the text now", &entry.place, file.to_owned());
            text.trim().to_owned()
        })
    }

    /// Parameters with names of variables as what they stand for.
    fn values(&self, given: &Parameters, globals: &Globals) -> Parameters {
        let mut values = given.clone();
        for value in values.named.values_mut() {
            let is_name = value.contains('.') && value.chars().all(|c| c.is_alphanumeric() || "._-[]".contains(c));
            if is_name && let Some(known) = self.liquid.value(value, globals) {
                *value = known;
            }
        }
        values
    }
}
