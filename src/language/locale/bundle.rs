//! Messages of a bundle, formatted.

use super::options;
use super::resources::Resource;
use fluent::concurrent::FluentBundle;
use fluent::resolver::errors::{ReferenceKind, ResolverError};
use fluent::{FluentArgs, FluentError, FluentResource};
use fluent_syntax::ast;
use std::collections::HashMap;
use std::sync::Arc;

/// The messages of a language, ready to be formatted.
pub(super) type Bundle = FluentBundle<Arc<FluentResource>>;

/// The text of `message` or `message.attribute`, and whether it was formatted without an error.
pub(super) fn format(bundle: &Bundle, key: &str, arguments: Option<&FluentArgs>) -> Option<(String, bool)> {
    let pattern = pattern(bundle, key)?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
    let sound = errors.is_empty() && !options::have_failed(&text);
    Some((text, sound))
}

/// Why a message could not be formatted, in words.
pub(super) fn trouble(bundle: &Bundle, key: &str, arguments: Option<&FluentArgs>) -> Option<String> {
    let mut errors = Vec::new();
    bundle.format_pattern(pattern(bundle, key)?, arguments, &mut errors);
    let text = |error: FluentError| match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
            format!("the page does not pass the variable `${id}`")
        }
        other => other.to_string(),
    };
    errors.into_iter().next().map(text)
}

/// The same from a bundle that marks where values stand, also where a message is nothing but a value: Fluent leaves the
/// marks out there.
pub(super) fn format_isolated(bundle: &Bundle, key: &str, arguments: Option<&FluentArgs>) -> Option<(String, bool)> {
    use ast::{Expression::Inline, InlineExpression as I, PatternElement::Placeable};
    let (text, sound) = format(bundle, key, arguments)?;
    let is_value = matches!(
        pattern(bundle, key)?.elements.as_slice(),
        [Placeable { expression: Inline(I::VariableReference { .. } | I::FunctionReference { .. }) }]
    );
    Some((if is_value { format!("\u{2068}{text}\u{2069}") } else { text }, sound))
}

/// `message.attribute` as its two parts, `message` as one.
pub(super) fn parts_of_key(key: &str) -> (&str, Option<&str>) {
    key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)))
}

fn pattern<'a>(bundle: &'a Bundle, key: &str) -> Option<&'a ast::Pattern<&'a str>> {
    let (id, attribute) = parts_of_key(key);
    let message = bundle.get_message(id)?;
    match attribute {
        Some(attribute) => Some(message.get_attribute(attribute)?.value()),
        None => message.value(),
    }
}

/// All messages and attributes that need no variable, formatted.
pub(super) fn constants(bundle: &Bundle, resources: &[&Resource]) -> HashMap<String, Arc<str>> {
    let mut constants = HashMap::new();
    for entry in resources.iter().flat_map(|r| r.fluent.entries()) {
        let ast::Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let attributes = message.attributes.iter().map(|a| format!("{id}.{}", a.id.name));
        for key in message.value.iter().map(|_| id.to_owned()).chain(attributes) {
            if let Some((text, true)) = format(bundle, &key, None) {
                constants.insert(key, Arc::from(text));
            }
        }
    }
    constants
}
