//! Front matter of other programs: YAML, TOML or JSON at the head of a text, key by key.

use super::report::{Notes, Sort, UNREADABLE};
use crate::language::WrittenDate;
use jiff::fmt::{rfc2822, strtime};
use serde_yaml::{Mapping, Value};
use std::fs;
use std::path::Path;

/// The front matter of a text. Keys are found whatever the case of their letters, as Hugo does.
#[derive(Debug, Default, Clone)]
pub struct Matter(Mapping);

/// A text in two parts.
pub struct Split<'a> {
    /// What stands before it; none where it begins at once.
    pub matter: Option<Result<Matter, String>>,
    /// The front matter as it is written.
    pub raw: &'a str,
    /// The text itself.
    pub body: &'a str,
    /// The line at which that begins, from 1.
    pub line: usize,
}

impl Split<'_> {
    /// The front matter; of what cannot be read, which is told, one that withholds the text.
    pub fn keys(&self, place: &str, notes: &mut Notes) -> Matter {
        match &self.matter {
            Some(Ok(matter)) => matter.clone(),
            Some(Err(why)) => {
                notes.add(Sort::Decide, UNREADABLE, place, why.clone());
                unreadable(self.raw)
            }
            None => Matter::default(),
        }
    }
}

/// How a form of front matter is read.
type Read = fn(&str) -> Result<Mapping, String>;

/// Parts a text from its front matter: YAML between `---`, TOML between `+++`, JSON in braces or between `---json` and `---`.
pub fn split(text: &str) -> Split<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let none = Split { matter: None, raw: "", body: text, line: 1 };
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (fence, read): (&str, Read) = match first {
        "---" | "--- yaml" | "---yaml" => ("---", of_yaml),
        "+++" | "---toml" => (if first == "+++" { "+++" } else { "---" }, of_toml),
        "---json" | ";;;" => (if first == ";;;" { ";;;" } else { "---" }, of_json),
        "---js" | "---javascript" => {
            return Split { matter: Some(Err("it is a program".to_owned())), raw: text, body: "", line: 1 };
        }
        _ if first.starts_with('{') && first.trim_start_matches('{').trim_start().starts_with(['"', '}'])
            || first == "{" =>
        {
            return of_braces(text).unwrap_or_else(|| without_end(text));
        }
        _ => return none,
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        // Jekyll ends at three dots, too.
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            let body = &text[at + line.len()..];
            let before = text[..at + line.len()].matches('\n').count();
            return Split {
                matter: Some(read(&text[start..at]).map(Matter)),
                raw: &text[start..at],
                body,
                line: before + 1,
            };
        }
        at += line.len();
    }
    // A rule at the beginning of a text is no front matter, and neither is what has no key.
    let is_key = |line: &str| {
        let name = line.split([':', '=']).next().unwrap_or_default().trim();
        name.len() < line.trim().len()
            && !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || "-_\"".contains(c))
    };
    match text[start..].lines().find(|line| !line.trim().is_empty()) {
        Some(line) if is_key(line) => without_end(text),
        _ => none,
    }
}

/// What began as front matter and has no end: all of it is withheld.
fn without_end(text: &str) -> Split<'_> {
    Split { matter: Some(Err("it has no end".to_owned())), raw: text, body: "", line: text.matches('\n').count() + 1 }
}

/// What stands for front matter that cannot be read: the text is withheld, and what is written stays with it.
fn unreadable(raw: &str) -> Matter {
    let keys = [("draft", Value::Bool(true)), ("front_matter", Value::String(raw.trim_end().to_owned()))];
    Matter(keys.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

/// Hugo’s JSON: an object at the very beginning, without fences.
fn of_braces(text: &str) -> Option<Split<'_>> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let map = values.next()?.ok()?;
    let end = values.byte_offset();
    let body = text.get(end..)?.trim_start_matches(['\r', '\n', ' ']);
    let line = text[..text.len() - body.len()].matches('\n').count() + 1;
    let matter = serde_yaml::to_value(map).map_err(|error| error.to_string());
    let matter = matter.map(|value| Matter(value.as_mapping().cloned().unwrap_or_default()));
    Some(Split { matter: Some(matter), raw: &text[..end], body, line })
}

fn of_yaml(text: &str) -> Result<Mapping, String> {
    match serde_yaml::from_str::<Value>(text).map_err(|error| error.to_string())? {
        Value::Null => Ok(Mapping::new()),
        Value::Mapping(map) => Ok(map),
        _ => Err("it holds no keys".to_owned()),
    }
}

fn of_toml(text: &str) -> Result<Mapping, String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    Ok(table.into_iter().map(|(key, value)| (Value::String(key), yaml_of_toml(value))).collect())
}

fn of_json(text: &str) -> Result<Mapping, String> {
    // YAML has JSON in it.
    serde_json::from_str::<Mapping>(text).map_err(|error| error.to_string())
}

/// A file of settings: TOML, YAML or JSON. None where it is not there, cannot be read, or holds no keys.
pub fn settings(path: &Path) -> Option<Mapping> {
    data(path)?.as_mapping().cloned()
}

/// A file of data: TOML, YAML or JSON. None where it is not there or cannot be read.
pub fn data(path: &Path) -> Option<Value> {
    let content = fs::read_to_string(path).ok()?;
    match path.extension()?.to_str()? {
        "toml" => Some(yaml_of_toml(toml::Value::Table(content.parse().ok()?))),
        "yaml" | "yml" | "json" => serde_yaml::from_str(&content).ok(),
        _ => None,
    }
}

/// A value of TOML as one of YAML; dates are texts there.
pub fn yaml_of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(number.into()),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Sequence(items.into_iter().map(yaml_of_toml).collect()),
        toml::Value::Table(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), yaml_of_toml(value))).collect())
        }
    }
}

impl Matter {
    /// Front matter of keys that are known already.
    pub fn new(map: Mapping) -> Matter {
        Matter(map)
    }

    fn name_of(&self, name: &str) -> Option<Value> {
        let is_it = |key: &&Value| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(name));
        self.0.keys().find(is_it).cloned()
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(&self.name_of(name)?).filter(|value| !value.is_null())
    }

    /// Takes a key out. An empty one is none.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let name = self.name_of(name)?;
        self.0.remove(&name).filter(|value| !value.is_null())
    }

    /// Takes the first of some keys that is a text.
    pub fn take_text(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let text = self.get(name).and_then(text)?;
            self.take(name);
            Some(text)
        })
    }

    /// Takes all of some keys that are lists of texts, or a text.
    pub fn take_texts(&mut self, names: &[&str]) -> Vec<String> {
        names.iter().filter_map(|name| self.take(name)).flat_map(|value| texts(&value)).collect()
    }

    /// Takes a key that is true or false, however that is written.
    pub fn take_switch(&mut self, name: &str) -> Option<bool> {
        let value = self.take(name)?;
        match &value {
            Value::Bool(is) => Some(*is),
            other => match text(other)?.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Some(true),
                "false" | "no" | "off" | "0" => Some(false),
                _ => None,
            },
        }
    }

    /// Withholds the text.
    pub fn withhold(&mut self) {
        self.take("draft");
        self.0.insert(Value::from("draft"), Value::Bool(true));
    }

    /// Gives a key another name, where the second is free.
    pub fn rename(&mut self, from: &str, to: &str) {
        if self.get(to).is_none()
            && let Some(value) = self.take(from)
        {
            self.0.insert(Value::String(to.to_owned()), value);
        }
    }

    /// Adds what is not there.
    pub fn add_missing(&mut self, other: &Mapping) {
        for (key, value) in other {
            if key.as_str().is_none_or(|name| self.name_of(name).is_none()) {
                self.0.insert(key.clone(), value.clone());
            }
        }
    }

    /// What nobody has taken.
    pub fn rest(self) -> Mapping {
        self.0.into_iter().filter(|(_, value)| !is_empty(value)).collect()
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(map) => map.is_empty(),
        _ => false,
    }
}

/// A value as a text; none of lists and groups, and where it is empty.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is) => is.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A value as a list of texts; a text is a list of one.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

/// The day at the beginning of a name, and the rest of it.
pub fn dated(name: &str) -> Option<(String, String)> {
    let (year, rest) = name.split_once('-')?;
    let (month, rest) = rest.split_once('-')?;
    let (day, rest) = rest.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let is_day = is_number(year) && is_number(month) && is_number(day) && month.len() <= 2 && day.len() <= 2;
    let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    is_day.then(|| (format!("{year}-{month:0>2}-{day:0>2}"), rest.to_owned()))
}

/// The forms of dates that are read besides those which front matter takes.
const FORMS: [&str; 9] = [
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%Y.%m.%d",
    "%a %b %d %Y",
];

/// A date as front matter takes it.
///
/// # Errors
/// The text, where it cannot be read as a date. `Ok(None)` stands for a date that says that there is none.
pub fn date(value: &Value) -> Result<Option<String>, String> {
    let Some(written) = text(value) else { return Ok(None) };
    if written.starts_with("0000-00-00") || written.starts_with("0001-01-01") {
        return Ok(None);
    }
    if WrittenDate::parse(&written).is_ok() {
        return Ok(Some(written));
    }
    if let Ok(zoned) = rfc2822::parse(&written) {
        return Ok(Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()));
    }
    for form in FORMS {
        let Ok(parsed) = strtime::parse(form, &written) else { continue };
        if form.contains("%H")
            && let Ok(moment) = parsed.to_datetime()
        {
            return Ok(Some(moment.to_string()));
        }
        if let Ok(day) = parsed.to_date() {
            return Ok(Some(day.to_string()));
        }
    }
    Err(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> (Option<String>, String, usize) {
        let split = split(text);
        let title = split.matter.map(|matter| matter.unwrap().take_text(&["title"]).unwrap_or_default());
        (title, split.body.to_owned(), split.line)
    }

    #[test]
    fn front_matter_is_read_in_each_of_its_forms() {
        for text in [
            "---\nTitle: A\n---\nText\n",
            "+++\ntitle = \"A\"\n+++\nText\n",
            "{\n  \"title\": \"A\"}\nText\n",
            "---json\n{ \"title\": \"A\" }\n---\nText\n",
            "\u{feff}---\r\ntitle: A\r\n---\r\nText\n",
            "---\ntitle: A\n...\nText\n",
        ] {
            let (found, body, line) = title(text);
            assert_eq!((found.as_deref(), body.as_str()), (Some("A"), "Text\n"), "{text}");
            assert_eq!(text.lines().nth(line - 1), Some("Text"), "{text}");
        }
        assert_eq!(title("Text\n---\n"), (None, "Text\n---\n".to_owned(), 1));
        assert!(split("---\ntitle: A\n").matter.unwrap().is_err(), "what has no end is withheld");
        assert!(split("---js\n{}\n---\n").matter.unwrap().is_err() && split("{\"title\": ").matter.unwrap().is_err());
        assert!(split("---\n\nA rule.\n").matter.is_none());
        assert!(split("---\na: b: c\n---\n").matter.unwrap().is_err());
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let read = |text: &str| date(&Value::String(text.to_owned()));
        for (written, expected) in [
            ("2015-03-16 10:00:28 -0400", "2015-03-16 10:00:28 -0400"),
            ("2015-03-16", "2015-03-16"),
            ("Mon, 16 Mar 2015 10:00:28 +0300", "2015-03-16T10:00:28+03:00"),
            ("March 16, 2015", "2015-03-16"),
            ("16 Mar 2015", "2015-03-16"),
            ("2015/03/16 10:30", "2015-03-16T10:30:00"),
        ] {
            assert_eq!(read(written), Ok(Some(expected.to_owned())), "{written}");
        }
        assert_eq!(read("0000-00-00 00:00:00"), Ok(None));
        assert_eq!(read("0001-01-01T00:00:00Z"), Ok(None));
        assert_eq!(read("soon"), Err("soon".to_owned()));
    }

    #[test]
    fn toml_has_dates_of_its_own() {
        let split = split("+++\ndate = 2019-05-01T10:00:00+02:00\nday = 2019-05-01\n[extra]\nx = [1, 2.5]\n+++\n");
        let mut matter = split.matter.unwrap().unwrap();
        assert_eq!(date(&matter.take("date").unwrap()), Ok(Some("2019-05-01T10:00:00+02:00".to_owned())));
        assert_eq!(date(&matter.take("day").unwrap()), Ok(Some("2019-05-01".to_owned())));
        assert_eq!(matter.rest().len(), 1);
    }
}
