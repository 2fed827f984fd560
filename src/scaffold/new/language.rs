//! The words around the texts, for a language that comes to a site.

use super::Made;
use crate::diagnostic::{Code, Diagnostic, KeyPath};
use crate::input::config::Config;
use crate::input::{discover, theme};
use crate::language::LanguageTag;
use crate::scaffold::messages;
use std::path::Path;

/// The Fluent files of a language that the site's theme does not speak.
///
/// # Errors
/// It is no language, or lacks nothing.
pub(super) fn files(root: &Path, config: &Config, tag: &str) -> Result<Made, Diagnostic> {
    let Some(tag) = LanguageTag::parse(&tag.replace('_', "-")) else {
        return Err(Diagnostic::error(Code::BadUsage, format!("`{tag}` is no language tag"))
            .hint("use a BCP 47 tag: a code of two or three letters, then script or region, as in zh-Hans"));
    };
    let (themes, _) = theme::load(root, &config.theme, config.places.of(KeyPath::from("theme").value()));
    let (own, _) = discover::files_below(root, "locales");
    let model = config.languages.first().map(|language| &language.tag);
    let files = messages::files(&tag, &themes, (&own, model));
    if files.is_empty() {
        return Err(Diagnostic::error(Code::BadUsage, format!("no file of words is missing for `{tag}`")).hint(
            "the theme speaks it, and the site has its own words in it: `dateline translations` tells what is left",
        ));
    }
    let mut notes = vec!["Each message is marked: `dateline translations` lists what is left.".to_owned()];
    if !config.languages.iter().any(|language| language.tag == tag) {
        notes.push(format!("Add `{tag}` to `languages` in site.yaml: then the site has it."));
    }
    Ok(Made { files, notes })
}
