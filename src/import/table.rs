//! The table: what becomes of shortcodes, and what keys mean. The program's own is data (`shortcodes.yaml`); a site extends
//! it by `import.yaml`.

use super::Options;
use super::matter::Matter;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::markdown::encoded;
use crate::reading::in_words;
use crate::yaml::{self, Block};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;

/// The file by which a site extends the table; in its own folder or in that of the source.
pub const FILE: &str = "import.yaml";

/// The program's own table.
const OWN: &str = include_str!("shortcodes.yaml");

/// What becomes of a shortcode: templates, of which the first counts that has all it names; none where it is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates(Vec<String>);

impl<'de> Deserialize<'de> for Templates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a text, a list of texts, or nothing")]
        enum Written {
            Nothing,
            One(String),
            Several(Vec<String>),
        }
        Ok(Templates(match Written::deserialize(deserializer)? {
            Written::Nothing => Vec::new(),
            Written::One(text) => vec![text],
            Written::Several(texts) => texts,
        }))
    }
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    shortcodes: BTreeMap<String, Templates>,
    keys: BTreeMap<String, String>,
}

/// What becomes of shortcodes and keys.
#[derive(Debug, Clone, Default)]
pub struct Table {
    shortcodes: BTreeMap<String, Templates>,
    keys: BTreeMap<String, String>,
}

/// The parameters of a shortcode: by name, and by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Those that have a name.
    pub named: BTreeMap<String, String>,
    /// The others, in order.
    pub placed: Vec<String>,
}

impl Table {
    /// The program's own table, with what the site says.
    ///
    /// # Errors
    /// The site's file cannot be understood.
    pub fn read(options: &Options) -> Result<Table, Diagnostics> {
        let mut shortcodes: BTreeMap<String, Templates> = serde_yaml::from_str(OWN).unwrap_or_default();
        let places = [options.into.join(FILE), options.source.join(FILE)];
        let Some(path) = places.into_iter().find(|path| path.is_file()) else {
            return Ok(Table { shortcodes, keys: BTreeMap::new() });
        };
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| {
            Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {}", in_words(&error)))
                .at(Place::file(&*shown))
        })?;
        let unknown = |unknown: &yaml::Unknown| {
            let problem = Diagnostic::error(Code::UnknownKey, format!("the key `{}` is not known", unknown.key));
            Some(problem.did_you_mean(unknown.key, unknown.known.iter().copied()))
        };
        let (written, problems) = yaml::parse_with::<Written>(Block::whole(&shown, &text), unknown);
        if !problems.0.is_empty() {
            return Err(problems);
        }
        shortcodes.extend(written.shortcodes);
        Ok(Table { shortcodes, keys: written.keys })
    }

    /// What a shortcode comes to. None where nobody knows it, or it lacks what each of its templates names.
    pub fn expand(&self, name: &str, parameters: &Parameters, inner: Option<&str>) -> Option<String> {
        let templates = self.shortcodes.get(name)?;
        if templates.0.is_empty() {
            return Some(String::new());
        }
        templates.0.iter().find_map(|template| fill(template, parameters, inner))
    }

    /// Gives keys of front matter the names that the site says they have here.
    pub fn rename(&self, matter: &mut Matter) {
        for (from, to) in &self.keys {
            matter.rename(from, to);
        }
    }
}

/// A template with its gaps filled: `{name|0|'else'}`, of which the first counts that is there, with `:address` where it is
/// part of an address; `<? … ?>` is left out where something in it is not there. None where something else is not.
fn fill(template: &str, parameters: &Parameters, inner: Option<&str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(start) = rest.find("<?") {
        let end = start + rest[start..].find("?>")?;
        out.push_str(&gaps(&rest[..start], parameters, inner)?);
        out.push_str(&gaps(&rest[start + 2..end], parameters, inner).unwrap_or_default());
        rest = &rest[end + 2..];
    }
    out.push_str(&gaps(rest, parameters, inner)?);
    Some(out)
}

fn gaps(text: &str, parameters: &Parameters, inner: Option<&str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let end = start + rest[start..].find('}')?;
        out.push_str(&rest[..start]);
        let (names, form) = match rest[start + 1..end].rsplit_once(':') {
            Some((names, form)) => (names, Some(form)),
            None => (&rest[start + 1..end], None),
        };
        let value = names.split('|').find_map(|name| value(name.trim(), parameters, inner))?;
        match form {
            Some("address") => out.push_str(&address(&value)),
            Some("raw") => out.push_str(&value),
            // What is inside is Markdown of its own; in a quotation each of its lines is one of the quotation.
            _ if names == "inner" => {
                let line = &out[out.rfind('\n').map_or(0, |at| at + 1)..];
                let quote = line.trim_end().to_owned();
                let is_quote = quote.starts_with('>') && quote.trim_matches(['>', ' ']).is_empty();
                let break_ = if is_quote { format!("\n{quote} ") } else { "\n".to_owned() };
                out.push_str(&value.trim().lines().collect::<Vec<_>>().join(&break_).replace("> \n", ">\n"));
            }
            _ => out.push_str(&harmless(&value)),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Some(out)
}

fn value<'a>(name: &'a str, parameters: &'a Parameters, inner: Option<&'a str>) -> Option<Cow<'a, str>> {
    let quoted = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\''));
    let found = match (quoted, name.parse::<usize>()) {
        (Some(text), _) => return Some(Cow::Borrowed(text)),
        (None, Ok(place)) => parameters.placed.get(place).map(String::as_str),
        (None, Err(_)) if name == "inner" => inner,
        (None, Err(_)) => parameters.named.get(name).map(String::as_str),
    };
    found.filter(|text| !text.trim().is_empty()).map(Cow::Borrowed)
}

fn address(text: &str) -> String {
    let text = text.trim();
    // What is encoded already stays so.
    if text.contains('%') || text.contains("://") {
        text.replace(' ', "%20").replace(['(', ')'], "")
    } else {
        encoded(text).into_owned()
    }
}

/// A text that ends no quotation marks, brackets or tags.
fn harmless(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('"', "&quot;").replace('[', "&#91;").replace(']', "&#93;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(named: &[(&str, &str)], placed: &[&str]) -> Parameters {
        Parameters {
            named: named.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            placed: placed.iter().map(|v| (*v).to_owned()).collect(),
        }
    }

    #[test]
    fn a_gap_takes_the_first_that_is_there() {
        let figure = "![{alt|caption|''}]({src|0:address}<? \"{caption}\"?>)<?\n*{attr}*?>";
        let fill = |named: &[(&str, &str)], placed: &[&str]| fill(figure, &parameters(named, placed), None);
        assert_eq!(
            fill(&[("src", "a b.jpg"), ("caption", "The \"port\"")], &[]).as_deref(),
            Some("![The &quot;port&quot;](a%20b.jpg \"The &quot;port&quot;\")")
        );
        assert_eq!(fill(&[("alt", "A"), ("attr", "Ann")], &["/x.jpg"]).as_deref(), Some("![A](/x.jpg)\n*Ann*"));
        assert_eq!(fill(&[("alt", "A")], &[]), None);
    }

    #[test]
    fn the_programs_own_table_can_be_read() {
        let table: BTreeMap<String, Templates> = serde_yaml::from_str(OWN).unwrap();
        assert!(table.len() > 8 && table.contains_key("figure"));
        let table = Table { shortcodes: table, keys: BTreeMap::new() };
        let say = |name: &str, named: &[(&str, &str)], placed: &[&str], inner| {
            table.expand(name, &parameters(named, placed), inner)
        };
        assert_eq!(say("youtube", &[], &["abc"], None).as_deref(), Some("https://www.youtube.com/watch?v=abc"));
        assert_eq!(say("x", &[("user", "a"), ("id", "1")], &[], None).as_deref(), Some("https://x.com/a/status/1"));
        assert_eq!(say("highlight", &[], &["go"], Some("\nfunc\n")).as_deref(), Some("```go\nfunc\n```"));
        assert_eq!(
            say("figure", &[("src", "a.jpg"), ("link", "/b/")], &[], None).as_deref(),
            Some("[![](a.jpg)](/b/)")
        );
        assert_eq!(
            say("quote", &[("author", "Ann")], &[], Some("\na\n\nb\n")).as_deref(),
            Some("> a\n>\n> b\n>\n> — Ann")
        );
        assert_eq!(say("unknown", &[], &[], None), None);
    }
}
