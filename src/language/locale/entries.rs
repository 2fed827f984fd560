//! What a Fluent file defines, by itself: for who compares two.

use super::guard::guarded;
use fluent_syntax::ast::{Entry, Pattern};
use fluent_syntax::{parser, serializer};

/// The messages, terms (`-name`) and attributes (`message.attribute`) of a Fluent file with their source, in order. What
/// cannot be read is left out.
pub fn entries(text: &str) -> Vec<(String, String)> {
    let resource = match parser::parse(guarded(text).0.into_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut found = Vec::new();
    for entry in resource.body {
        let source = serializer::serialize(&fluent_syntax::ast::Resource { body: vec![entry.clone()] });
        let (name, has_value, attributes) = match entry {
            Entry::Message(message) => (message.id.name, message.value.is_some(), message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), true, term.attributes),
            _ => continue,
        };
        if has_value || attributes.is_empty() {
            found.push((name.clone(), source.trim_end().to_owned()));
        }
        for attribute in attributes {
            let words = words(&attribute.value);
            found.push((format!("{name}.{}", attribute.id.name), format!(".{} = {words}", attribute.id.name)));
        }
    }
    found
}

/// A pattern on its own, as it is written behind `=`.
fn words(pattern: &Pattern<String>) -> String {
    let message = fluent_syntax::ast::Message {
        id: fluent_syntax::ast::Identifier { name: "x".to_owned() },
        value: Some(pattern.clone()),
        attributes: Vec::new(),
        comment: None,
    };
    let text = serializer::serialize(&fluent_syntax::ast::Resource { body: vec![Entry::Message(message)] });
    text.trim_start_matches("x =").trim().to_owned()
}
