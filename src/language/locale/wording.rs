//! The words of the site's own messages, each with the bytes of the file that it stands at.

use super::Locales;
use crate::language::LanguageId;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::ops::Range;

/// The words of a Fluent file.
pub struct Wording<'l> {
    /// Its path below the site's root.
    pub path: &'l str,
    /// The file.
    pub source: &'l str,
    /// Where words stand in it.
    pub words: Vec<Range<usize>>,
}

/// The attribute of a name that is a part of addresses.
const SLUG: &str = "slug";

impl Locales {
    /// The words that the site itself has written in the messages of a language, those of a language that it is a variety
    /// of left out: they are that language's.
    pub fn wording(&self, id: LanguageId) -> Vec<Wording<'_>> {
        let locale = self.get(id);
        let own = self.resources.of(&locale.tag).into_iter().filter(|resource| {
            resource.is_site() && crate::language::LanguageTag::parse(resource.folder()).as_ref() == Some(&locale.tag)
        });
        own.map(|resource| {
            let source = resource.fluent.source();
            let mut words = Vec::new();
            let mut add = |text: &str| {
                let start = text.as_ptr() as usize - source.as_ptr() as usize;
                words.push(start..start + text.len());
            };
            for entry in resource.fluent.entries() {
                let (value, attributes) = match entry {
                    Entry::Message(message) => (message.value.as_ref(), &message.attributes),
                    Entry::Term(term) => (Some(&term.value), &term.attributes),
                    _ => continue,
                };
                let attributes = attributes.iter().filter(|attribute| attribute.id.name != SLUG);
                value
                    .into_iter()
                    .chain(attributes.map(|attribute| &attribute.value))
                    .for_each(|p| in_pattern(p, &mut add));
            }
            Wording { path: &resource.path, source, words }
        })
        .collect()
    }
}

fn in_pattern<'s>(pattern: &Pattern<&'s str>, add: &mut dyn FnMut(&'s str)) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => add(value),
            PatternElement::Placeable { expression } => in_expression(expression, add),
        }
    }
}

fn in_expression<'s>(expression: &Expression<&'s str>, add: &mut dyn FnMut(&'s str)) {
    match expression {
        Expression::Select { variants, .. } => variants.iter().for_each(|variant| in_pattern(&variant.value, add)),
        Expression::Inline(InlineExpression::Placeable { expression }) => in_expression(expression, add),
        Expression::Inline(_) => {}
    }
}
