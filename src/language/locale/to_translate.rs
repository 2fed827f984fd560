//! Messages that wait for their translation: a copy of a language's file for one that has none, each message with a mark.
//!
//! The copy says the same in another language's words. What belongs to the grammar of those words goes: plural forms are
//! those of the new language, so that nothing is wrong with the file but that it is not translated.

use super::formats::{Ranking, is_category, name_of, own_name, plural_rules};
use super::untranslated::is_of_one_language;
use super::{Locales, guard, is_house_style};
use crate::diagnostic::Place;
use crate::language::{LanguageId, LanguageTag};
use fluent_syntax::ast::{
    Comment, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::{parser, serializer};
use std::collections::BTreeSet;

/// The comment that stands above what is still to be translated: in Fluent files above the message, in texts in the front
/// matter. It goes when the translation is there.
pub const TO_TRANSLATE: &str = "# TODO translate";

/// The same as Fluent's parser gives it.
const MARK: &str = "TODO translate";

/// What stands at the top of such a file.
const HEAD: &str = "# Write each text in your language, then delete the line above it that says it is still to do.\n";

/// Counts up to here decide which plural forms a message gets, as they do in what is checked.
const LARGEST_COUNT: u32 = 1000;

/// A message that says in another language's words what it is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untranslated {
    /// Its name.
    pub message: String,
    /// Where it stands.
    pub place: Place,
}

impl Locales {
    /// The messages of a language's own files that are marked.
    pub fn marked_messages(&self, id: LanguageId) -> Vec<Untranslated> {
        let own = self.resources.of(&self.get(id).tag).into_iter().filter(|resource| resource.is_own);
        own.flat_map(|resource| marked(&resource.path, resource.fluent.source())).collect()
    }
}

/// The marked messages of a file.
fn marked(path: &str, text: &str) -> Vec<Untranslated> {
    let mut found = Vec::new();
    let mut is_marked = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') {
            is_marked |= line.trim_end() == TO_TRANSLATE;
            continue;
        }
        let name = line.split_once('=').map(|(name, _)| name.trim());
        if let Some(name) = name.filter(|name| is_marked && !name.is_empty()) {
            found.push(Untranslated { message: name.to_owned(), place: Place::at(path, text, number, 1) });
        }
        is_marked = false;
    }
    found
}

/// Whether a text has the mark on a line of its own.
pub fn is_marked(text: &str) -> bool {
    text.lines().any(|line| line.trim() == TO_TRANSLATE)
}

/// The messages of a file, each marked, for a language that has none of them yet.
pub fn to_translate(text: &str, tag: &LanguageTag) -> String {
    let (kept, _) = guard::guarded(text);
    let mut resource: Resource<&str> = match parser::parse(kept.as_ref()) {
        Ok(resource) => resource,
        // What cannot be understood is reported where it stands, and is no model for others.
        Err((resource, _)) => resource,
    };
    resource.body.retain(|entry| match entry {
        Entry::Message(message) => !is_of_one_language(message.id.name) && !is_house_style(message.id.name),
        // What is said of the file as a whole is said of another one.
        Entry::Junk { .. } | Entry::Comment(_) | Entry::ResourceComment(_) => false,
        _ => true,
    });
    let forms = Forms::of(tag);
    for entry in &mut resource.body {
        let (value, attributes, comment) = match entry {
            Entry::Message(message) => (message.value.as_mut(), &mut message.attributes, &mut message.comment),
            Entry::Term(term) => (Some(&mut term.value), &mut term.attributes, &mut term.comment),
            _ => continue,
        };
        let patterns = value.into_iter().chain(attributes.iter_mut().map(|attribute| &mut attribute.value));
        patterns.for_each(|pattern| forms.fit(pattern));
        let said = comment.take().map_or_else(Vec::new, |comment| comment.content);
        *comment = Some(Comment { content: said.into_iter().chain([MARK]).collect() });
    }
    let written = serializer::serialize(&resource);
    let written = written.trim_start();
    // The language bar would show the tag.
    let name =
        if own_name(tag).is_none() { format!("{TO_TRANSLATE}\nlanguage-name = {tag}\n\n") } else { String::new() };
    format!("{HEAD}\n{name}{written}")
}

/// The plural form that a whole number takes in a language.
pub fn form_of_count(tag: &LanguageTag, n: u64) -> &'static str {
    plural_rules(tag, Ranking::Count).map_or("other", |rules| name_of(rules.category_for(n)))
}

/// The plural forms that counts of things take in a language, in the order of CLDR; `other` is the last.
pub fn forms_of_counts(tag: &LanguageTag) -> Vec<&'static str> {
    let mut forms: Vec<&'static str> = Forms::of(tag).needed.into_iter().filter(|form| *form != "other").collect();
    forms.push("other");
    forms
}

/// The plural forms of a language, in the order of CLDR.
struct Forms {
    /// Those that counts of things take.
    needed: Vec<&'static str>,
    /// All that there are.
    all: Vec<&'static str>,
}

impl Forms {
    fn of(tag: &LanguageTag) -> Forms {
        let Some(rules) = plural_rules(tag, Ranking::Count) else { return Forms { needed: vec![], all: vec![] } };
        let needed: BTreeSet<&str> = (0..=LARGEST_COUNT).map(|n| name_of(rules.category_for(n))).collect();
        let all: Vec<&str> = rules.categories().map(name_of).collect();
        Forms { needed: all.iter().copied().filter(|form| needed.contains(form)).collect(), all }
    }

    /// Gives the choices of a pattern the forms of the language.
    fn fit(&self, pattern: &mut Pattern<&str>) {
        let mut fitted = Vec::with_capacity(pattern.elements.len());
        for mut element in std::mem::take(&mut pattern.elements) {
            let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = &mut element
            else {
                fitted.push(element);
                continue;
            };
            variants.iter_mut().for_each(|variant| self.fit(&mut variant.value));
            if let Some(number) = ranked(selector) {
                // How a language writes ranks is its own affair: the number is right in each.
                fitted.push(PatternElement::Placeable { expression: Expression::Inline(number) });
                continue;
            }
            if is_plural(variants) {
                self.fit_variants(selector, variants);
            }
            match variants.as_mut_slice() {
                [only] if is_form(only) => fitted.append(&mut only.value.elements),
                _ => fitted.push(element),
            }
        }
        pattern.elements = fitted;
    }

    fn fit_variants<'a>(&self, selector: &InlineExpression<&'a str>, variants: &mut Vec<Variant<&'a str>>) {
        let other = variants.iter().find(|variant| variant.default).cloned();
        variants.retain(|variant| !is_form(variant) || variant.default || self.all.contains(&name(variant)));
        let shows = variable(selector).is_some_and(|id| variants.iter().any(|variant| shows(&variant.value, id)));
        let Some(other) = other.filter(|_| shows) else { return };
        let has = |variants: &[Variant<&str>], form: &str| variants.iter().any(|variant| name(variant) == form);
        let missing: Vec<&'static str> =
            self.needed.iter().copied().filter(|form| *form != "other" && !has(variants, form)).collect();
        let new = missing.into_iter().map(|form| Variant {
            key: VariantKey::Identifier { name: form },
            value: other.value.clone(),
            default: false,
        });
        variants.extend(new.collect::<Vec<_>>());
        // Numbers first, then the forms in the order in which everybody lists them.
        let place = |variant: &Variant<&str>| self.all.iter().position(|form| *form == name(variant));
        variants.sort_by_key(|variant| (variant.default, place(variant).map_or(0, |i| i + 1)));
    }
}

/// The number of a choice by rank (`NUMBER($n, type: "ordinal")`).
pub(super) fn ranked<'a>(selector: &InlineExpression<&'a str>) -> Option<InlineExpression<&'a str>> {
    let InlineExpression::FunctionReference { arguments, .. } = selector else { return None };
    let is_rank =
        |value: &InlineExpression<&str>| matches!(value, InlineExpression::StringLiteral { value: "ordinal" });
    let is_ordinal = arguments.named.iter().any(|named| named.name.name == "type" && is_rank(&named.value));
    arguments.positional.first().filter(|_| is_ordinal).cloned()
}

fn variable<'a>(selector: &InlineExpression<&'a str>) -> Option<&'a str> {
    match selector {
        InlineExpression::VariableReference { id: Identifier { name } } => Some(name),
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.first().and_then(variable),
        _ => None,
    }
}

/// Whether a pattern shows a variable.
fn shows(pattern: &Pattern<&str>, wanted: &str) -> bool {
    pattern.elements.iter().any(|element| match element {
        PatternElement::TextElement { .. } => false,
        PatternElement::Placeable { expression: Expression::Inline(inline) } => variable(inline) == Some(wanted),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().any(|variant| shows(&variant.value, wanted))
        }
    })
}

fn name<'a>(variant: &Variant<&'a str>) -> &'a str {
    match variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

fn is_form(variant: &Variant<&str>) -> bool {
    is_category(name(variant))
}

/// Whether a choice is one between plural forms: it names no other words, and a form besides `other`.
fn is_plural(variants: &[Variant<&str>]) -> bool {
    let words = || variants.iter().filter(|variant| matches!(variant.key, VariantKey::Identifier { .. }));
    words().all(is_form) && words().any(|variant| name(variant) != "other")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Words.\n\n## Lists\n# How many.\narticles = { $count ->\n    [one] { $count } article\n   \
                        *[other] { $count } articles\n}\nthings = { $count ->\n    [one] Thing\n   *[other] Things\n}\n\
                        ordinal = { NUMBER($n, type: \"ordinal\") ->\n    [one] { $n }st\n   *[other] { $n }th\n}\n\
                        title-case = words\nkind = { $kind ->\n    [map] Map\n   *[other] Thing\n}\nlast = {\" – \"}\n    .old = Old\n";

    fn for_language(tag: &str) -> String {
        to_translate(TEXT, &LanguageTag::parse(tag).unwrap())
    }

    #[test]
    fn a_message_gets_the_plural_forms_of_its_language() {
        let arabic = for_language("ar");
        for form in ["[zero]", "[one]", "[two]", "[few]", "[many]"] {
            assert_eq!(arabic.matches(form).count(), if form == "[one]" { 2 } else { 1 }, "{arabic}");
        }
        let chinese = for_language("zh-Hans");
        assert!(chinese.contains("articles = { $count } articles\n") && chinese.contains("things = Things\n"));
        assert!(chinese.contains("[map] Map"), "a choice between words stays: {chinese}");
        let polish = for_language("pl");
        assert!(polish.contains("[few] { $count } articles") && polish.contains("[many] { $count } articles"));
    }

    #[test]
    fn each_message_is_marked_and_what_belongs_to_the_other_language_is_left_out() {
        let text = for_language("he");
        assert!(text.contains("# How many.\n# TODO translate\narticles ="), "{text}");
        assert!(text.contains("ordinal = { $n }\n") && !text.contains("title-case"), "{text}");
        let names: Vec<String> = marked("a.ftl", &text).into_iter().map(|found| found.message).collect();
        assert_eq!(names, ["articles", "things", "ordinal", "kind", "last"]);
        let done = text.replacen("# TODO translate\n", "", 1);
        assert_eq!(marked("a.ftl", &done).len(), 4);
        assert_eq!(marked("a.ftl", &done)[0].message, "things");
    }

    #[test]
    fn a_language_whose_name_nobody_knows_asks_for_it() {
        assert!(for_language("qaa").contains("\n\n# TODO translate\nlanguage-name = qaa\n"));
        assert!(!for_language("eo").contains("language-name"));
    }
}
