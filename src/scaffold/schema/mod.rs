//! JSON Schemas of the files of a site, for editors: made from the types that read the files, with the sentences of the docs.

mod facts;
mod kind;
mod sentences;

pub use facts::Facts;
pub use kind::Kind;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The folder of a site that they are written to.
pub const FOLDER: &str = "schemas";

/// What the program's own files say of themselves.
pub const COMMENT: &str = "Written by `dateline schema`. Write it again after an update of Dateline.";

/// The files of all schemas, as paths below the site's root and texts: for a site at hand, or for any.
pub fn files(facts: Option<&Facts>) -> Vec<(String, String)> {
    Kind::ALL.iter().map(|kind| (path(*kind), text(*kind, facts))).collect()
}

/// The file of a schema, below the site's root.
pub fn path(kind: Kind) -> String {
    format!("{FOLDER}/{}.json", kind.name())
}

/// Which files of a site are read by which schema, for the settings of editors: the schema's path and a glob. Files that
/// are YAML as a whole: no editor reads the front matter of Markdown by itself.
pub fn associations() -> Vec<(String, &'static str)> {
    Kind::ALL.iter().filter_map(|kind| Some((path(*kind), kind.yaml_files()?))).collect()
}

/// The text of a schema.
pub fn text(kind: Kind, facts: Option<&Facts>) -> String {
    // A value of this type can always be written.
    serde_json::to_string_pretty(&schema(kind, facts)).unwrap_or_default() + "\n"
}

/// A schema. Editors read draft 7 best.
pub fn schema(kind: Kind, facts: Option<&Facts>) -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut generator = settings.into_generator();
    let mut schema = Value::from(kind.shape(&mut generator));
    tidy(&mut schema);
    sentences::describe(&mut schema, kind);
    if let Some(facts) = facts {
        facts.suit(&mut schema, kind);
    }
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("$comment".to_owned(), json!(COMMENT));
    if let Value::Object(rest) = schema {
        whole.extend(rest);
    }
    whole.insert("title".to_owned(), json!(kind.title()));
    whole.insert("description".to_owned(), json!(kind.description()));
    Value::Object(whole)
}

/// Takes away what says nothing to people: empty defaults, sizes of numbers in the memory of a program, internal notes.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let says_nothing = |value: &Value| match value {
                Value::Null => true,
                Value::Object(map) => map.is_empty(),
                Value::Array(list) => list.is_empty(),
                _ => false,
            };
            if map.get("default").is_some_and(says_nothing) {
                map.remove("default");
            }
            if map.get("format").is_some_and(|format| format.as_str().is_some_and(|name| name.starts_with("uint"))) {
                map.remove("format");
            }
            map.values_mut().for_each(tidy);
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_is_a_closed_group_with_keys() {
        for kind in Kind::ALL {
            let schema = schema(*kind, None);
            assert_eq!(schema["type"], "object", "{kind:?}");
            if *kind != Kind::Embeds {
                assert!(schema["properties"].as_object().is_some_and(|keys| keys.len() > 3), "{kind:?}");
                assert_eq!(schema["additionalProperties"], false, "{kind:?}");
            }
        }
    }

    #[test]
    fn what_must_be_there_and_what_can_be_chosen_is_said() {
        let article = schema(Kind::Article, None);
        assert_eq!(article["required"], json!(["title"]));
        assert!(article["properties"]["kind"].to_string().contains("reportage"));
        assert!(article["properties"]["authors"].is_object(), "the other name of a key is one, too");
        assert_eq!(schema(Kind::Author, None)["required"], json!(["name"]));
        assert_eq!(schema(Kind::Site, None)["required"], json!(["languages", "title"]));
    }
}
