//! How much of the words around the texts is left to translate.

use super::resources::Resources;
use super::{Locales, is_house_style};
use crate::language::{LanguageId, LanguageTag};
use fluent_syntax::ast;
use std::collections::BTreeSet;

/// What a language has of its own, or not at all, as it has house styles of dates.
const OF_ONE_LANGUAGE: [&str; 3] = ["title-case", "words-per-minute", "slug-apostrophe"];

/// Whether a message belongs to one language, and is no model for others.
pub(super) fn is_of_one_language(id: &str) -> bool {
    OF_ONE_LANGUAGE.contains(&id)
}

impl Locales {
    /// The number of messages that the site's first language has, in its own files or a theme's, and this one lacks.
    pub fn untranslated_messages(&self, id: LanguageId) -> usize {
        let of = |id: LanguageId| messages(&self.resources, &self.get(id).tag);
        self.ids().next().map_or(0, |first| of(first).difference(&of(id)).count())
    }
}

fn messages<'a>(resources: &'a Resources, tag: &LanguageTag) -> BTreeSet<&'a str> {
    let entries = resources.of(tag).into_iter().flat_map(|resource| resource.fluent.entries());
    let name = |entry: &'a ast::Entry<&'a str>| match entry {
        ast::Entry::Message(message) => Some(message.id.name),
        _ => None,
    };
    entries.filter_map(name).filter(|name| !is_of_one_language(name) && !is_house_style(name)).collect()
}
