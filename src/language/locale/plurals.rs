//! Messages that choose between plural forms, by the rules of CLDR as ICU4X has them.
//!
//! Fluent brings rules of its own (the crate `intl_pluralrules`), which are those of CLDR from years ago and lack the
//! `n % 100` of some languages: in Arabic it takes 134 for another form than 34. There is no way to give it others, so
//! each choice between plural forms is made through the function `PLURAL()`, which no author can write, and which gives
//! the name of the form. Numbers among the keys are asked before.

use super::formats::is_category;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource, Variant,
    VariantKey,
};
use fluent_syntax::{parser, serializer};

/// The name of the function: it is given a number and gives the name of its plural form.
pub(super) const FUNCTION: &str = "PLURAL";

/// The messages of a file with their choices rewritten; none where there is nothing to rewrite.
pub(super) fn by_cldr(text: &str) -> Option<String> {
    let mut resource: Resource<&str> = match parser::parse_runtime(text) {
        Ok(resource) => resource,
        // What could not be understood has been reported, and is left out.
        Err((resource, _)) => resource,
    };
    let mut changed = false;
    for entry in &mut resource.body {
        let (value, attributes) = match entry {
            Entry::Message(message) => (message.value.as_mut(), &mut message.attributes),
            Entry::Term(term) => (Some(&mut term.value), &mut term.attributes),
            _ => continue,
        };
        let patterns = value.into_iter().chain(attributes.iter_mut().map(|attribute| &mut attribute.value));
        patterns.for_each(|pattern| changed |= rewrite(pattern));
    }
    resource.body.retain(|entry| !matches!(entry, Entry::Junk { .. }));
    changed.then(|| serializer::serialize(&resource))
}

fn rewrite(pattern: &mut Pattern<&str>) -> bool {
    let mut changed = false;
    for element in &mut pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            changed |= rewrite_expression(expression);
        }
    }
    changed
}

fn rewrite_expression(expression: &mut Expression<&str>) -> bool {
    match expression {
        Expression::Inline(InlineExpression::Placeable { expression }) => rewrite_expression(expression),
        Expression::Inline(_) => false,
        Expression::Select { selector, variants } => {
            let mut changed = false;
            variants.iter_mut().for_each(|variant| changed |= rewrite(&mut variant.value));
            let chosen = by_form(selector, variants);
            changed |= chosen.is_some();
            if let Some(chosen) = chosen {
                *expression = chosen;
            }
            changed
        }
    }
}

/// A choice between plural forms as one between their names; none if this is another choice.
fn by_form<'a>(selector: &InlineExpression<&'a str>, variants: &[Variant<&'a str>]) -> Option<Expression<&'a str>> {
    let name = |variant: &Variant<&'a str>| match variant.key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    };
    let is_plural = variants.iter().filter_map(name).any(|name| name != "other" && is_category(name));
    let default_is_form = variants.iter().any(|variant| variant.default && name(variant).is_some());
    if !is_plural || !default_is_form {
        return None;
    }
    let (forms, numbers): (Vec<_>, Vec<_>) = variants.iter().cloned().partition(|variant| name(variant).is_some());
    let call = InlineExpression::FunctionReference {
        id: Identifier { name: FUNCTION },
        arguments: CallArguments { positional: vec![selector.clone()], named: Vec::new() },
    };
    let choice = Expression::Select { selector: call, variants: forms };
    if numbers.is_empty() {
        return Some(choice);
    }
    let mut variants = numbers;
    variants.push(Variant {
        key: VariantKey::Identifier { name: "other" },
        value: Pattern { elements: vec![PatternElement::Placeable { expression: choice }] },
        default: true,
    });
    Some(Expression::Select { selector: selector.clone(), variants })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_forms_are_chosen_by_name_and_numbers_first() {
        let text = "a = { $n ->\n    [0] none\n    [one] { $n } thing\n   *[other] { $n } things\n }\nb = { $x ->\n    [boss] B\n   *[other] O\n }\n";
        let written = by_cldr(text).unwrap();
        let squeezed = written.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            squeezed
                .contains("{ $n -> [0] none *[other] { PLURAL($n) -> [one] { $n } thing *[other] { $n } things } }"),
            "{written}"
        );
        assert!(squeezed.contains("b = { $x -> [boss] B *[other] O }"), "{written}");
        assert!(parser::parse(written.as_str()).is_ok());
        assert_eq!(by_cldr("a = b\n"), None);
    }
}
