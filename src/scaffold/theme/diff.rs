//! What a site's own copies miss of the program's files.

use super::record::{self, Entry};
use super::{as_written, fingerprint, originals, own_place};
use crate::compare;
use crate::diagnostic::Diagnostics;
use crate::input::config::{self, DEFAULT_THEME};
use crate::input::theme::{self, NEXT};
use crate::language::locale::entries;
use crate::templates::named_in;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// How a copy and the program's file are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// They are the same.
    Same,
    /// Only the copy was changed.
    Yours,
    /// Only the program's file was changed.
    Newer,
    /// Both were changed.
    Both,
    /// They differ, and nobody knows what the copy was made of.
    Unrecorded,
    /// The site's folder of the theme lacks the file.
    Missing,
}

impl State {
    /// In a word, for other programs.
    pub fn name(self) -> &'static str {
        match self {
            State::Same => "same",
            State::Yours => "yours",
            State::Newer => "newer",
            State::Both => "both",
            State::Unrecorded => "unrecorded",
            State::Missing => "missing",
        }
    }

    /// Whether the copy may lack something that the program's file has.
    pub fn misses(self) -> bool {
        !matches!(self, State::Same | State::Yours)
    }
}

/// A copy held against the program's file.
#[derive(Debug)]
pub struct Compared {
    /// The copy's path below the site's root.
    pub path: String,
    /// The theme.
    pub theme: String,
    /// The file's path in it.
    pub file: String,
    /// How they are to each other.
    pub state: State,
    /// The version of the program that wrote the copy, where that is known.
    pub exported_with: Option<String>,
    /// Messages of a Fluent file, or keys of a YAML file, that the copy lacks, as the program writes them.
    pub lacks: Vec<(String, String)>,
    /// What has to be done to the copy to make the program's file of it, as a unified diff; none for what is no text.
    pub diff: Option<String>,
}

/// A copy: what it is of, and what is remembered of it.
struct Copy {
    theme: String,
    file: String,
    entry: Option<Entry>,
}

/// Holds all copies of a site against the program's files, in the order of their paths.
pub fn compare(root: &Path) -> (Vec<Compared>, Diagnostics) {
    let (record, problems) = record::read(root);
    if !problems.0.is_empty() {
        return (Vec::new(), problems);
    }
    let mut copies: BTreeMap<String, Copy> = BTreeMap::new();
    for (path, entry) in record.0.iter().filter(|(path, _)| root.join(path).is_file()) {
        let entry = entry.clone();
        copies.insert(path.clone(), Copy { theme: entry.theme.clone(), file: entry.file.clone(), entry: Some(entry) });
    }
    let files = originals(DEFAULT_THEME).unwrap_or_default();
    let folder = format!("themes/{DEFAULT_THEME}");
    let has_folder = root.join(&folder).is_dir();
    let stands_below = !has_folder && chain(root).contains(DEFAULT_THEME);
    for file in &files {
        let unrecorded = || Copy { theme: DEFAULT_THEME.to_owned(), file: file.below.clone(), entry: None };
        if has_folder {
            copies.entry(format!("{folder}/{}", file.below)).or_insert_with(unrecorded);
        } else if stands_below && let Some(path) = own_place(&file.below).filter(|path| is_copy(root, path)) {
            copies.entry(path.to_owned()).or_insert_with(unrecorded);
        }
    }
    let all = copies.into_iter().filter_map(|(path, copy)| compared(root, path, copy));
    (all.collect(), Diagnostics::default())
}

/// The names of the site's theme and of those that it extends. What is wrong with them is told by `check`.
fn chain(root: &Path) -> BTreeSet<String> {
    let config = fs::read_to_string(root.join(config::FILE)).ok().and_then(|text| config::parse(&text, None).0);
    let Some(config) = config else { return BTreeSet::from([DEFAULT_THEME.to_owned()]) };
    let (themes, _) = theme::load(root, &config.theme, crate::diagnostic::Place::file(config::FILE));
    themes.into_iter().map(|theme| theme.name).collect()
}

/// Whether a file of the site that nobody has exported is a copy: a template that extends the one it stands over is none,
/// and what a Fluent file lacks comes from the theme.
fn is_copy(root: &Path, path: &str) -> bool {
    let Ok(bytes) = fs::read(root.join(path)) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    let below = path.strip_prefix("templates/").unwrap_or(path);
    let extended = [NEXT, DEFAULT_THEME].map(|name| format!("{name}/{below}"));
    !path.starts_with("locales/") && !named_in(&text).iter().any(|name| extended.iter().any(|other| other == name))
}

fn compared(root: &Path, path: String, copy: Copy) -> Option<Compared> {
    let files = originals(&copy.theme)?;
    // A file that the program no longer has is the site's own.
    let original = files.iter().find(|file| file.below == copy.file)?.bytes().ok()?;
    let exported_with = copy.entry.as_ref().map(|entry| entry.program.clone());
    let Ok(own) = fs::read(root.join(&path)) else {
        let (theme, file) = (copy.theme, copy.file);
        return Some(Compared {
            path,
            theme,
            file,
            state: State::Missing,
            exported_with,
            lacks: Vec::new(),
            diff: None,
        });
    };
    let state = state(&fingerprint(&own), &fingerprint(&original), copy.entry.as_ref().map(|e| e.original.as_str()));
    let texts = match (std::str::from_utf8(&as_written(&own)), std::str::from_utf8(&original)) {
        (Ok(own), Ok(original)) => Some((own.to_owned(), original.to_owned())),
        _ => None,
    };
    let (lacks, diff) = match texts {
        Some((own, original)) if state != State::Same => {
            (lacking(&copy.file, &own, &original), Some(unified(&path, &copy, &own, &original)))
        }
        _ => (Vec::new(), None),
    };
    Some(Compared { path, theme: copy.theme, file: copy.file, state, exported_with, lacks, diff })
}

fn state(own: &str, original: &str, recorded: Option<&str>) -> State {
    match recorded {
        _ if own == original => State::Same,
        None => State::Unrecorded,
        Some(recorded) if recorded == original => State::Yours,
        Some(recorded) if recorded == own => State::Newer,
        Some(_) => State::Both,
    }
}

fn unified(path: &str, copy: &Copy, own: &str, original: &str) -> String {
    let program = format!("{}/{} (Dateline {})", copy.theme, copy.file, env!("CARGO_PKG_VERSION"));
    compare::unified(own, original, [path, &program])
}

/// What the program's file has and the copy does not: messages with their texts, keys of YAML.
fn lacking(file: &str, own: &str, original: &str) -> Vec<(String, String)> {
    let (there, all) = if file.ends_with(".ftl") {
        (entries(own), entries(original))
    } else if file.ends_with(".yaml") {
        (keys(own), keys(original))
    } else {
        return Vec::new();
    };
    let there: BTreeSet<String> = there.into_iter().map(|(name, _)| name).collect();
    all.into_iter().filter(|(name, _)| !there.contains(name)).collect()
}

/// The keys of a YAML file, two levels deep: `options.pictures`.
fn keys(text: &str) -> Vec<(String, String)> {
    let written = |value: &serde_yaml::Value| serde_yaml::to_string(value).unwrap_or_default().trim_end().to_owned();
    let Ok(serde_yaml::Value::Mapping(map)) = serde_yaml::from_str(text) else { return Vec::new() };
    let mut keys = Vec::new();
    for (key, value) in &map {
        let Some(name) = key.as_str() else { continue };
        keys.push((name.to_owned(), written(value)));
        for (key, value) in value.as_mapping().into_iter().flatten() {
            let Some(inner) = key.as_str() else { continue };
            keys.push((format!("{name}.{inner}"), written(value)));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_change_it_is_follows_from_what_was_exported() {
        assert_eq!(state("a", "a", Some("b")), State::Same);
        assert_eq!(state("b", "a", Some("a")), State::Yours);
        assert_eq!(state("a", "b", Some("a")), State::Newer);
        assert_eq!(state("c", "b", Some("a")), State::Both);
        assert_eq!(state("c", "b", None), State::Unrecorded);
    }

    #[test]
    fn messages_and_keys_that_a_copy_lacks_are_named() {
        let lacks = lacking("a.ftl", "one = 1\n", "one = 1\n    .more = 2\n# why\ntwo = 2\n-term = x\n");
        let names: Vec<&str> = lacks.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["one.more", "two", "-term"]);
        let lacks = lacking("theme.yaml", "options: { a: 1 }\n", "options: { a: 1, b: [2] }\nplaces: { c: 1 }\n");
        let names: Vec<&str> = lacks.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["options.b", "places", "places.c"]);
    }
}
