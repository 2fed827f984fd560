//! How values are written, for the schemas that editors read: what a type with a reader of its own takes.

use schemars::transform::Transform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// Says in JSON Schema what a type takes that is read by a visitor of its own: beside that, since both change together.
macro_rules! written_as {
    ($type:ty, |$generator:ident| $schema:tt) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn inline_schema() -> bool {
                true
            }
            #[allow(unused_variables, reason = "most types have no other inside")]
            fn json_schema($generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
pub(crate) use written_as;

/// What [`super::switch`] reads.
pub struct Switch;

written_as!(Switch, |generator| { "enum": [true, false, "on", "off", "yes", "no", null] });

/// A list of words, or one alone.
pub struct Words;

written_as!(Words, |generator| {
    "anyOf": [
        { "type": ["string", "number", "boolean", "null"] },
        { "type": "array", "items": { "type": ["string", "number", "boolean"] } }
    ]
});

/// What the names of a group can be: a map does not say it of itself.
pub fn names<T: JsonSchema>() -> Value {
    Value::from(T::json_schema(&mut SchemaGenerator::default()))
}

/// A group that can be written as a text, too: what that says is the first of its keys.
#[derive(Clone)]
pub struct OrText;

impl Transform for OrText {
    fn transform(&mut self, schema: &mut Schema) {
        let group = std::mem::take(schema.ensure_object());
        let anyway = [json!({ "type": "string" }), Value::Object(group)];
        schema.insert("anyOf".to_owned(), Value::from(anyway.to_vec()));
    }
}
