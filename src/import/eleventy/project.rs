//! An Eleventy project: its folders, and the data that its files have in common. Its configuration is a program, which is
//! read for the few words that matter and never run.

use crate::import::matter::{Matter, data, text};
use crate::import::walk;
use regex::Regex;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is known of a project.
#[derive(Debug, Default)]
pub struct Project {
    /// The folders of texts, of what is made, of data and of templates: below the project, without slashes at the ends.
    pub input: String,
    pub output: String,
    pub data: String,
    pub includes: String,
    /// Folders and files that are copied, and where to.
    pub copied: Vec<(String, String)>,
    /// Data by the names of its files, for templates.
    pub known: Mapping,
    /// Data files that are programs.
    pub programs: Vec<String>,
    /// What is said of the site: title, address, language.
    pub about: Matter,
}

/// The names of configurations.
const NAMES: [&str; 6] = [
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    ".eleventy.cjs",
    ".eleventy.mjs",
];

/// The names of data files that say what the site is.
const ABOUT: [&str; 7] = ["site", "metadata", "meta", "config", "global", "env", "settings"];

/// Reads a project. None where there is none.
pub fn read(root: &Path) -> Option<Project> {
    let program = NAMES.iter().find_map(|name| fs::read_to_string(root.join(name)).ok());
    let is_one = program.is_some()
        || fs::read_to_string(root.join("package.json")).is_ok_and(|text| text.contains("@11ty/eleventy"));
    if !is_one {
        return None;
    }
    let program = program.unwrap_or_default();
    let said = |name: &str| {
        let found = Regex::new(&format!(r#"\b{name}\s*:\s*["'`]([^"'`]+)["'`]"#)).ok()?.captures(&program)?;
        Some(found[1].trim_start_matches("./").trim_matches('/').to_owned())
    };
    let input = said("input").filter(|input| input != ".").unwrap_or_default();
    let below = |name: String| if input.is_empty() { name } else { format!("{input}/{name}") };
    let mut project = Project {
        output: said("output").unwrap_or_else(|| "_site".to_owned()),
        data: below(said("data").unwrap_or_else(|| "_data".to_owned())),
        includes: below(said("includes").unwrap_or_else(|| "_includes".to_owned())),
        copied: copied(&program, &input),
        input,
        ..Project::default()
    };
    project.data(root);
    Some(project)
}

/// What `addPassthroughCopy` names: a path, or a path and where it goes.
fn copied(program: &str, input: &str) -> Vec<(String, String)> {
    let clean = |path: &str| {
        path.trim_start_matches("./").trim_matches('/').trim_end_matches("/**/*").trim_end_matches("/**").to_owned()
    };
    let mut found = Vec::new();
    if let Ok(single) = Regex::new(r#"addPassthroughCopy\(\s*["'`]([^"'`]+)["'`]"#) {
        for path in single.captures_iter(program).map(|found| clean(&found[1])) {
            let to = path.strip_prefix(&format!("{input}/")).unwrap_or(&path).to_owned();
            found.push((path, to));
        }
    }
    if let (Ok(group), Ok(pair)) = (
        Regex::new(r"(?s)addPassthroughCopy\(\s*\{(.*?)\}"),
        Regex::new(r#"["'`]([^"'`]+)["'`]\s*:\s*["'`]([^"'`]*)["'`]"#),
    ) {
        for group in group.captures_iter(program) {
            found.extend(pair.captures_iter(&group[1]).map(|pair| (clean(&pair[1]), clean(&pair[2]))));
        }
    }
    found
}

impl Project {
    fn data(&mut self, root: &Path) {
        for file in walk::files(&root.join(&self.data), &[]) {
            let stem = file.below.rsplit_once('.').map_or(file.below.as_str(), |(stem, _)| stem);
            match data(&file.disk) {
                Some(value) => {
                    if let Value::Mapping(map) = &value
                        && ABOUT.contains(&stem)
                    {
                        self.about.add_missing(map);
                    }
                    self.known.insert(Value::from(stem), value);
                }
                None => {
                    // A program that only hands on words can still be read for them.
                    if let Some(map) =
                        fs::read_to_string(&file.disk).ok().filter(|_| ABOUT.contains(&stem)).map(|text| words(&text))
                    {
                        self.about.add_missing(&map);
                        self.known.insert(Value::from(stem), Value::Mapping(map));
                    }
                    self.programs.push(format!("{}/{}", self.data, file.below));
                }
            }
        }
    }

    /// The values that hold for a text: those of its folders' data files, and of its own.
    pub fn of_text(&self, files: &BTreeMap<String, Mapping>, place: &str) -> Mapping {
        let mut all = Mapping::new();
        let folders = place.match_indices('/').map(|(at, _)| &place[..at]);
        let stem = place.rsplit_once('.').map_or(place, |(stem, _)| stem);
        // The nearest counts most; tags add up, as Eleventy has it.
        for folder in folders {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            if let Some(map) = files.get(&format!("{folder}/{name}")) {
                all.extend(map.clone());
            }
        }
        if let Some(map) = files.get(stem) {
            all.extend(map.clone());
        }
        all
    }
}

/// Simple pairs of a program: `title: "The Gazette"`.
fn words(program: &str) -> Mapping {
    let pair = Regex::new(r#"\b(title|name|url|description|language|lang|author)\s*:\s*["'`]([^"'`\n]+)["'`]"#);
    let Ok(pair) = pair else { return Mapping::new() };
    let mut map = Mapping::new();
    for found in pair.captures_iter(program) {
        map.entry(Value::from(&found[1])).or_insert_with(|| Value::from(&found[2]));
    }
    map
}

/// A text of the data about a site.
pub fn said(about: &Matter, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| about.get(name).and_then(text))
}
