//! Values as templates see them.

use std::collections::BTreeMap;
use tera::{Map, Value};

/// A group of named values.
pub fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    // Tera makes a map of its own in any case; a sorted one is the cheapest to hand over.
    Value::from(BTreeMap::from(fields))
}

/// Nothing; unlike a name that does not exist, a template may ask for it.
pub fn none() -> Value {
    Value::none()
}

/// A text, escaped where it is printed.
pub fn text(text: &str) -> Value {
    Value::normal_string(text)
}

/// A text, or none.
pub fn optional(value: Option<&str>) -> Value {
    value.map_or_else(none, text)
}

/// HTML that is printed as it is.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// A list.
pub fn list(values: Vec<Value>) -> Value {
    Value::from(values)
}

/// What front matter or a configuration file holds.
pub fn from_yaml(value: &serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => none(),
        serde_yaml::Value::Bool(b) => Value::from(*b),
        serde_yaml::Value::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => Value::from(n),
            (None, Some(n)) => Value::from(n),
            _ => none(),
        },
        serde_yaml::Value::String(s) => text(s),
        serde_yaml::Value::Sequence(items) => list(items.iter().map(from_yaml).collect()),
        serde_yaml::Value::Mapping(pairs) => {
            let mut map = Map::with_capacity(pairs.len());
            for (key, value) in pairs {
                let key = match key {
                    serde_yaml::Value::String(key) => key.clone(),
                    other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
                };
                map.insert(key.into(), from_yaml(value));
            }
            Value::from(map)
        }
        serde_yaml::Value::Tagged(tagged) => from_yaml(&tagged.value),
    }
}
