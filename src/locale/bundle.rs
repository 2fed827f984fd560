//! Fluent files to bundles. For each language the site's messages stand over the theme's, one by one.

use super::functions;
use super::plurals;
use super::tag::LanguageTag;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::discover::SourceFile;
use crate::theme::Theme;
use fluent::concurrent::FluentBundle;
use fluent::resolver::errors::{ReferenceKind, ResolverError};
use fluent::{FluentArgs, FluentError, FluentResource};
use fluent_syntax::ast;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The messages of a language, ready to be formatted.
pub(super) type Bundle = FluentBundle<Arc<FluentResource>>;

/// One Fluent file.
pub(super) struct Resource {
    pub path: String,
    /// Path below the folder of all languages, `aa/site.ftl`.
    pub below: String,
    /// Whether it can be mended here: the site's, or that of a theme in its `themes/`, and not part of the program.
    pub is_own: bool,
    /// 0 for the site, then a number for each theme.
    pub layer: usize,
    /// The file as it is written.
    pub fluent: Arc<FluentResource>,
    /// The file as it is used: with the plural rules of CLDR.
    pub compiled: Arc<FluentResource>,
}

/// The Fluent files by language, the most general first: a later message stands over an earlier one.
#[derive(Default)]
pub(super) struct Resources {
    by_language: BTreeMap<LanguageTag, Vec<Resource>>,
}

impl Resource {
    /// Whether the file is the site's own, and not a theme's.
    pub fn is_site(&self) -> bool {
        self.layer == 0
    }

    /// The folder that is named for the language.
    pub fn folder(&self) -> &str {
        self.below.split('/').next().unwrap_or_default()
    }
}

impl Resources {
    pub fn read(site: &[SourceFile], themes: &[Theme], problems: &mut Diagnostics) -> Resources {
        let mut by_language: BTreeMap<LanguageTag, Vec<Resource>> = BTreeMap::new();
        let of_themes =
            themes.iter().enumerate().rev().flat_map(|(i, theme)| theme.locales.iter().map(move |file| (i + 1, file)));
        for (layer, file) in of_themes.chain(site.iter().map(|file| (0, file))) {
            if !file.below.ends_with(".ftl") {
                continue;
            }
            let Some((folder, _)) = file.below.split_once('/') else { continue };
            let Some(tag) = LanguageTag::parse(folder) else {
                problems.push(
                    Diagnostic::warning(
                        Code::UnknownLanguage,
                        format!("the folder `{folder}` is not named for a language"),
                    )
                    .at(Place::file(&file.path))
                    .hint("name it with a BCP 47 tag"),
                );
                continue;
            };
            let Some(text) = file.text(problems) else { continue };
            let resource = match FluentResource::try_new(text) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    problems.extend(errors.iter().map(|error| {
                        Diagnostic::error(Code::BadFluent, format!("this message cannot be understood: {}", error.kind))
                            .at(Place::at_offset(&file.path, resource.source(), error.pos.start))
                            .hint("a message is `name = text`; further lines are indented; `{` and `}` come in pairs")
                    }));
                    resource
                }
            };
            let fluent = Arc::new(resource);
            let rewritten = plurals::by_cldr(fluent.source()).and_then(|text| FluentResource::try_new(text).ok());
            let compiled = rewritten.map_or_else(|| Arc::clone(&fluent), Arc::new);
            by_language.entry(tag).or_default().push(Resource {
                path: file.path.clone(),
                below: file.below.clone(),
                is_own: !file.is_embedded(),
                layer,
                fluent,
                compiled,
            });
        }
        Resources { by_language }
    }

    pub fn tags(&self) -> impl Iterator<Item = &LanguageTag> {
        self.by_language.keys()
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().flatten().map(|resource| resource.fluent.source())
    }

    /// The files that speak a language: those of the language that it is a variety of, then its own.
    pub fn of(&self, tag: &LanguageTag) -> Vec<&Resource> {
        let mut lineage: Vec<LanguageTag> = tag.lineage().collect();
        lineage.reverse();
        lineage.iter().filter_map(|tag| self.by_language.get(tag)).flatten().collect()
    }
}

/// The text of `message` or `message.attribute`, and whether it was formatted without an error.
pub(super) fn format(bundle: &Bundle, key: &str, arguments: Option<&FluentArgs>) -> Option<(String, bool)> {
    let pattern = pattern(bundle, key)?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
    let sound = errors.is_empty() && !functions::have_failed(&text);
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
