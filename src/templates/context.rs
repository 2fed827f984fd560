//! What a template sees of one page.

use crate::trace;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use tera::Value;
use tera::value::{Key, ValueKind};

/// Named values for a template. They are known by a digest: a template that sees the same writes the same.
#[derive(Debug, Clone, Default)]
pub struct Context {
    values: tera::Context,
    names: Vec<Cow<'static, str>>,
}

impl Context {
    /// No values.
    pub fn new() -> Context {
        Context::default()
    }

    /// Adds a value.
    pub fn insert_value(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        let name = name.into();
        if !self.values.contains_key(&name) {
            self.names.push(name.clone());
        }
        self.values.insert_value(name, value);
    }

    /// Takes a value out, to put another in its place.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.values.remove(name)
    }

    /// As Tera takes them.
    pub(super) fn for_tera(&self) -> &tera::Context {
        &self.values
    }

    /// Adds all values to a hash, but for those below `without`: the name of an object, and names of what is in it.
    pub fn digest(&self, without: Option<(&str, &[&str])>, hasher: &mut impl Hasher) {
        for name in &self.names {
            name.hash(hasher);
            let Some(value) = self.values.get(name) else { continue };
            match (value.as_map(), without) {
                (Some(map), Some((of, left_out))) if of == name => {
                    digest_map(
                        map.iter().filter(|(key, _)| !key.as_str().is_some_and(|k| left_out.contains(&k))),
                        hasher,
                    );
                }
                _ => digest(value, hasher),
            }
        }
    }
}

/// Adds a value to a hash: all that a template can make of it.
pub fn digest(value: &Value, hasher: &mut impl Hasher) {
    let kind = value.kind();
    std::mem::discriminant(&kind).hash(hasher);
    match kind {
        ValueKind::Bool => value.as_bool().hash(hasher),
        ValueKind::U64 | ValueKind::U128 => value.as_u128().hash(hasher),
        ValueKind::I64 | ValueKind::I128 => value.as_i128().hash(hasher),
        ValueKind::F64 => value.as_f64().map(f64::to_bits).hash(hasher),
        ValueKind::String => {
            value.is_safe().hash(hasher);
            value.as_str().hash(hasher);
        }
        ValueKind::Bytes => value.as_bytes().hash(hasher),
        ValueKind::Array => {
            let items = value.as_array().unwrap_or_default();
            items.len().hash(hasher);
            items.iter().for_each(|item| digest(item, hasher));
        }
        ValueKind::Map => {
            digest_map(value.as_map().into_iter().flatten(), hasher);
        }
        _ => {}
    }
}

/// Adds what is in a map to a hash. A map has no order: neither has a sum.
fn digest_map<'a>(entries: impl Iterator<Item = (&'a Key<'static>, &'a Value)>, hasher: &mut impl Hasher) {
    let entry = |(key, value): (&Key<'static>, &Value)| {
        let mut hasher = trace::hasher();
        key.hash(&mut hasher);
        digest(value, &mut hasher);
        hasher.finish()
    };
    entries.map(entry).fold(0_u64, u64::wrapping_add).hash(hasher);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::{list, none, object, safe, text};
    use proptest::prelude::*;

    fn of(value: &Value) -> u64 {
        let mut hasher = trace::hasher();
        digest(value, &mut hasher);
        hasher.finish()
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(none()),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            "[a-c]{0,3}".prop_map(|t| text(&t)),
            "[a-c]{0,3}".prop_map(|t| safe(&t)),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(list),
                (inner.clone(), inner).prop_map(|(a, b)| object([("a", a), ("b", b)])),
            ]
        })
    }

    proptest! {
        #[test]
        fn equal_values_have_one_digest_and_others_another(a in values(), b in values()) {
            prop_assert_eq!(of(&a), of(&a.clone()));
            let safety = |v: &Value| v.is_safe();
            if format!("{a:?}") != format!("{b:?}") && (a != b || safety(&a) != safety(&b)) {
                prop_assert_ne!(of(&a), of(&b), "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn what_is_escaped_is_another_value_than_what_is_not() {
        assert_ne!(of(&text("<b>")), of(&safe("<b>")));
        assert_ne!(of(&list(vec![text("ab")])), of(&list(vec![text("a"), text("b")])));
    }
}
