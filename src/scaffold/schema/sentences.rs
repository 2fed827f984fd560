//! The sentences of the docs, put to the keys that they are about.

use super::kind::{Kind, Told};
use crate::scaffold::docs;
use serde_json::{Map, Value, json};

/// Gives each key its sentence, its other names, and whether it must be there.
pub(super) fn describe(schema: &mut Value, kind: Kind) {
    names(schema, kind);
    walk(schema, kind, "");
}

/// Keys that have two names: the reader knows both, its type one.
fn names(schema: &mut Value, kind: Kind) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for key in kind.keys() {
        let same = || {
            let mut told = kind.told().iter().filter(|told| told.group.is_empty());
            told.find_map(|told| docs::synonyms(told.page, told.heading, key).into_iter().next())
        };
        if !properties.contains_key(*key)
            && let Some(shape) = same().and_then(|other| properties.get(&other)).cloned()
        {
            properties.insert((*key).to_owned(), shape);
        }
    }
}

fn walk(schema: &mut Value, kind: Kind, group: &str) {
    let Value::Object(map) = schema else { return };
    for way in ["anyOf", "allOf", "oneOf"] {
        map.get_mut(way).and_then(Value::as_array_mut).into_iter().flatten().for_each(|part| walk(part, kind, group));
    }
    for way in ["items", "additionalProperties"] {
        let inside = if group.is_empty() { "*".to_owned() } else { format!("{group}.*") };
        map.get_mut(way).into_iter().for_each(|part| walk(part, kind, &inside));
    }
    let mut required: Vec<String> = Vec::new();
    for (key, shape) in map.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        let told = || kind.told().iter().filter(|told| told.group == group);
        let sentence = told().find_map(|told| docs::row(told.page, told.heading, key));
        if let (Some(sentence), Some(shape)) = (sentence, as_group(shape)) {
            shape.insert("description".to_owned(), json!(docs::plain(&sentence)));
            shape.insert("markdownDescription".to_owned(), json!(docs::unlinked(&sentence)));
        }
        let is_required = |told: &Told| docs::is_required(told.page, told.heading, key);
        if told().find(|told| docs::row(told.page, told.heading, key).is_some()).is_some_and(is_required) {
            required.push(key.clone());
        }
        let inside = if group.is_empty() { key.clone() } else { format!("{group}.{key}") };
        walk(shape, kind, &inside);
    }
    // What the type itself asks for stays.
    if !required.is_empty() {
        let there = map.entry("required").or_insert_with(|| json!([]));
        for key in required {
            if let Value::Array(there) = there
                && !there.contains(&json!(key))
            {
                there.push(json!(key));
            }
        }
    }
}

/// A shape as a group of keys: that anything is allowed can be written as `true`, too.
fn as_group(shape: &mut Value) -> Option<&mut Map<String, Value>> {
    if shape == &Value::Bool(true) {
        *shape = json!({});
    }
    shape.as_object_mut()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaffold::schema::schema;

    /// A new key of a type must be told in the docs before editors can explain it.
    #[test]
    fn every_key_has_a_sentence() {
        fn look(schema: &Value, way: &str, missing: &mut Vec<String>) {
            for (key, shape) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let is_told = shape["description"].as_str().is_some_and(|text| text.len() > 3);
                if !is_told {
                    missing.push(format!("{way}.{key}"));
                }
                look(shape, &format!("{way}.{key}"), missing);
            }
            for part in ["anyOf", "allOf"] {
                schema
                    .get(part)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .for_each(|part| look(part, way, missing));
            }
            for part in ["items", "additionalProperties"] {
                schema.get(part).into_iter().for_each(|part| look(part, &format!("{way}.*"), missing));
            }
        }
        let mut missing = Vec::new();
        for kind in Kind::ALL {
            look(&schema(*kind, None), kind.name(), &mut missing);
        }
        assert!(missing.is_empty(), "no sentence in the docs for {missing:?}");
    }

    #[test]
    fn every_key_of_a_file_is_told_by_the_docs_themselves() {
        for kind in Kind::ALL {
            let schema = schema(*kind, None);
            for (key, shape) in schema["properties"].as_object().into_iter().flatten() {
                assert!(shape["markdownDescription"].is_string(), "{} of {}: a row in the docs", key, kind.name());
            }
        }
    }
}
