//! The fields of a form: rows of data, with the help of the documentation and the choices of the types.

use super::kind::CmsKind;
use crate::scaffold::schema::{Kind, schema};
use crate::yaml::KeyName;
use serde::Deserialize;
use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

const FIELDS: &str = include_str!("fields.yaml");

/// A field as the data has it.
#[derive(Debug, Clone, Deserialize)]
struct Row {
    name: String,
    label: Option<String>,
    widget: String,
    /// Whether it is written in each language.
    #[serde(default)]
    words: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    fields: Vec<Row>,
    /// What the form has besides.
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

/// The widget that is a matter of the system.
const DRAFT: &str = "draft";

impl Row {
    /// Takes what a system has for this field.
    fn ask(&mut self, settings: &Mapping) {
        self.required = true;
        for (name, value) in settings {
            match (name.as_str().unwrap_or_default(), value) {
                ("widget", value) => self.widget = value.as_str().unwrap_or_default().to_owned(),
                ("required", value) => self.required = value.as_bool().unwrap_or(true),
                (name, value) => {
                    self.more.insert(name.to_owned(), value.clone());
                }
            }
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Rows {
    dates: BTreeMap<String, Mapping>,
    #[serde(flatten)]
    kinds: BTreeMap<String, Vec<Row>>,
}

/// How dates are written in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    /// With the time of day.
    Moments,
    /// Days alone.
    Days,
}

/// In how many languages a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Languages {
    /// There is one, and file names do not say it.
    One,
    /// File names say which.
    Several,
}

/// The fields of a kind of file.
pub(super) fn fields(kind: Kind, dates: Dates, languages: Languages, cms: &CmsKind, names: &[KeyName]) -> Vec<Value> {
    let rows = rows();
    let dates = match dates {
        Dates::Moments => rows.dates.get("moment"),
        Dates::Days => rows.dates.get("day"),
    };
    let known = schema(kind, None);
    let mut rows = rows.kinds.get(kind.name()).cloned().unwrap_or_default();
    rows.iter_mut().filter(|row| row.widget == DRAFT).for_each(|row| row.ask(&cms.draft));
    let of_row = |row: &Row| with_names(field(row, &known, dates, languages), &row.name, names);
    let passed_over = names.iter().filter(|name| name.meant.is_none()).map(|name| hidden(&name.written));
    rows.iter().flat_map(of_row).chain(passed_over).map(Value::Mapping).collect()
}

/// A key that the site's files have another name for has that in the form. All other names are kept: some file may have
/// them.
fn with_names(mut field: Mapping, key: &str, names: &[KeyName]) -> Vec<Mapping> {
    let mut written = names.iter().filter(|name| name.meant.as_deref() == Some(key)).map(|name| &name.written);
    let Some(first) = written.next() else { return vec![field] };
    field.insert("name".into(), first.clone().into());
    [field, hidden(key)].into_iter().chain(written.map(|name| hidden(name))).collect()
}

/// A key that is kept and not shown.
fn hidden(key: &str) -> Mapping {
    [("name", key), ("widget", "hidden")].map(|(name, value)| (name.into(), value.into())).into_iter().collect()
}

fn rows() -> Rows {
    // A test reads the data: what is part of the program can be read.
    serde_yaml::from_str(FIELDS).unwrap_or_default()
}

fn field(row: &Row, group: &Json, dates: Option<&Mapping>, languages: Languages) -> Mapping {
    let key = key_of(group, &row.name);
    let is_hidden = row.widget == "hidden";
    let mut made = Mapping::new();
    let mut set = |name: &str, value: Value| made.insert(name.into(), value);
    set("name", row.name.clone().into());
    if let Some(label) = &row.label {
        set("label", label.clone().into());
    }
    set("widget", row.widget.clone().into());
    if !row.required && !is_hidden {
        set("required", false.into());
    }
    if row.words && languages == Languages::Several {
        set("i18n", true.into());
    }
    if let Some(hint) = key.and_then(|key| key["description"].as_str()).filter(|_| !is_hidden) {
        set("hint", help(hint).into());
    }
    if row.widget == "datetime" {
        for (name, value) in dates.into_iter().flatten() {
            set(name.as_str().unwrap_or_default(), value.clone());
        }
    }
    if row.widget == "select" && !row.more.contains_key("options") {
        set("options", Value::Sequence(key.map(choices).unwrap_or_default()));
    }
    for (name, value) in &row.more {
        set(name, value.clone());
    }
    if !row.fields.is_empty() {
        let inside = key.unwrap_or(&Json::Null);
        let fields = row.fields.iter().map(|row| Value::Mapping(field(row, inside, dates, languages))).collect();
        made.insert("fields".into(), Value::Sequence(fields));
    }
    made
}

/// The sentence of the docs as the help of a field: that something is required the form says by itself.
fn help(sentence: &str) -> &str {
    let rest = sentence.strip_prefix("required").and_then(|rest| rest.split_once(": "));
    rest.map_or(sentence, |(_, rest)| rest)
}

/// The schema of a key of a group, however many ways there are to write the group.
fn key_of<'a>(group: &'a Json, name: &str) -> Option<&'a Json> {
    if let Some(key) = group.get("properties").and_then(|keys| keys.get(name)) {
        return Some(key);
    }
    let ways = ["anyOf", "allOf", "oneOf"].into_iter().filter_map(|way| group.get(way)?.as_array()).flatten();
    ways.chain(group.get("items")).find_map(|part| key_of(part, name))
}

/// The words that a key takes.
fn choices(key: &Json) -> Vec<Value> {
    let listed = key.get("enum").and_then(Json::as_array).into_iter().flatten();
    let mut words: Vec<Value> = listed.chain(key.get("const")).filter_map(Json::as_str).map(Value::from).collect();
    let ways = ["anyOf", "allOf", "oneOf"].into_iter().filter_map(|way| key.get(way)?.as_array()).flatten();
    words.extend(ways.flat_map(choices));
    words
}

#[cfg(test)]
mod tests {
    use super::super::kind::kinds;
    use super::*;

    /// What a form does not know it may throw away: every key of a file has a field, seen or hidden.
    #[test]
    fn every_key_of_a_file_has_a_field() {
        for kind in [Kind::Article, Kind::Author, Kind::Dossier, Kind::Term] {
            let rows = rows().kinds.remove(kind.name()).unwrap();
            compare(&schema(kind, None), &rows, kind.name());
        }
        let article = schema(Kind::Page, None);
        for row in &rows().kinds["page"] {
            assert!(row.name == "body" || article["properties"].get(&row.name).is_some(), "{}", row.name);
        }
    }

    fn compare(group: &Json, rows: &[Row], way: &str) {
        // Two names of one key: the first is enough.
        for key in keys_in(group).iter().filter(|key| *key != "authors") {
            assert!(rows.iter().any(|row| row.name == *key), "{way}: no field for `{key}` in fields.yaml");
        }
        for row in rows.iter().filter(|row| row.name != "body") {
            let key = key_of(group, &row.name).unwrap_or_else(|| panic!("{way}: there is no key `{}`", row.name));
            if !row.fields.is_empty() {
                compare(key, &row.fields, &format!("{way}.{}", row.name));
            }
        }
    }

    fn keys_in(group: &Json) -> Vec<String> {
        let own = group.get("properties").and_then(Json::as_object).into_iter().flatten().map(|(key, _)| key.clone());
        let mut keys: Vec<String> = own.collect();
        for way in ["anyOf", "allOf"] {
            group.get(way).and_then(Json::as_array).into_iter().flatten().for_each(|part| keys.extend(keys_in(part)));
        }
        group.get("items").into_iter().for_each(|part| keys.extend(keys_in(part)));
        keys
    }

    #[test]
    fn a_form_has_the_names_that_the_files_have() {
        let name =
            |written: &str, meant: Option<&str>| KeyName { written: written.into(), meant: meant.map(str::to_owned) };
        let names = [name("description", Some("summary")), name("layout", None)];
        let fields = fields(Kind::Article, Dates::Days, Languages::One, &kinds()[0], &names);
        let widget = |key: &str| fields.iter().find(|field| field["name"] == key).map(|field| field["widget"].clone());
        assert_eq!(widget("description"), Some("text".into()));
        assert_eq!(widget("summary"), Some("hidden".into()));
        assert_eq!(widget("layout"), Some("hidden".into()));
    }

    #[test]
    fn a_choice_has_the_words_of_its_type() {
        let fields = fields(Kind::Article, Dates::Days, Languages::Several, &kinds()[0], &[]);
        let kind = fields.iter().find(|field| field["name"] == "kind").unwrap();
        assert!(kind["options"].as_sequence().unwrap().contains(&"reportage".into()));
        let date = fields.iter().find(|field| field["name"] == "date").unwrap();
        assert_eq!(date["format"], "YYYY-MM-DD");
        assert!(date.get("i18n").is_none(), "a translation inherits the date");
        assert!(date["hint"].as_str().unwrap().contains("embargo"));
    }
}
