//! Files of `locales/`: messages, rules of typography, house styles; and what the typography of each language does to a text.

use super::{Outcome, held, number_of, size_of, text_of};
use crate::diagnostic::Diagnostics;
use crate::input::discover::SourceFile;
use crate::input::theme;
use crate::language::locale::{
    LanguageSetup, LocaleFile, Locales, Setup, entries, entry_ranges, phrases, to_translate,
};
use crate::language::romanisation::Romanisation;
use crate::language::typography::{self, Typography};
use crate::language::usage::{self, Usage};
use crate::language::{LanguageId, LanguageTag};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// The languages that come with the program.
struct Languages {
    files: Vec<SourceFile>,
    tags: Vec<LanguageTag>,
    /// In the order of the tags.
    typographies: Vec<Typography>,
}

static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| {
    let files = theme::default_theme().locales;
    let folders: BTreeSet<&str> = files.iter().filter_map(|file| Some(file.below.split_once('/')?.0)).collect();
    let tags: Vec<LanguageTag> = folders.into_iter().filter_map(LanguageTag::parse).collect();
    let (locales, _) = load(&tags, &files, None);
    let typographies = locales.ids().map(|id| locales.typography(id, Some(true)).clone()).collect();
    Languages { files, tags, typographies }
});

/// Loads languages, with a file of the site over those of the theme.
fn load(tags: &[LanguageTag], files: &[SourceFile], own: Option<(&str, &str)>) -> (Locales, Diagnostics) {
    let setup = |tag: &LanguageTag| LanguageSetup {
        tag: tag.clone(),
        name: None,
        short_name: None,
        fallbacks: Vec::new(),
        typography: true,
    };
    let languages: Vec<LanguageSetup> = tags.iter().map(setup).collect();
    let zone = TimeZone::UTC;
    let setup = Setup { languages: &languages, last_resort: None, zone: &zone, pseudo: None };
    let of_theme = files.iter().map(|file| LocaleFile {
        path: &file.path,
        below: &file.below,
        layer: 1,
        is_own: false,
        read: Box::new(|problems| file.text(problems)),
    });
    let own = own.map(|(path, text)| LocaleFile {
        path,
        below: path.strip_prefix("locales/").unwrap_or(path),
        layer: 0,
        is_own: true,
        read: Box::new(|_| Some(text.to_owned())),
    });
    let files: Vec<LocaleFile> = of_theme.chain(own).collect();
    Locales::load(&setup, &files)
}

/// One of the languages, with all messages of the theme.
pub(super) fn one_language() -> Arc<Locales> {
    static ONE: LazyLock<Arc<Locales>> =
        LazyLock::new(|| Arc::new(load(&LANGUAGES.tags[..1.min(LANGUAGES.tags.len())], &LANGUAGES.files, None).0));
    Arc::clone(&ONE)
}

/// One of the languages, which an input chooses by its length.
fn chosen(input: &[u8]) -> usize {
    input.len() % LANGUAGES.tags.len().max(1)
}

/// The typography of one of the languages, which an input chooses by its length.
pub(super) fn typography_for(input: &[u8]) -> &'static Typography {
    static NONE: LazyLock<Typography> = LazyLock::new(Typography::default);
    LANGUAGES.typographies.get(chosen(input)).unwrap_or(&NONE)
}

/// A text, set by the rules of a language.
pub fn typography(input: &[u8]) -> Outcome {
    let text = text_of(input);
    set(&text, typography_for(input))
}

/// Only spaces and marks may become others, and what is set stays as it is.
fn set(text: &str, typography: &Typography) -> Outcome {
    let is_kept = |c: &char| !c.is_whitespace() && !is_mark(*c);
    let kept = |text: &str| text.chars().filter(is_kept).collect::<String>();
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let once = typography.set_with(text, &mut cuts).unwrap_or_else(|| text.to_owned());
    if kept(&once) != kept(text) {
        return Err(format!("more than spaces and marks have changed: {once:?}"));
    }
    let is_cut = |cut: &usize| once.is_char_boundary(*cut);
    if !cuts.is_sorted() || !cuts.iter().all(is_cut) {
        return Err(format!("it cannot be taken apart again: {once:?}"));
    }
    let twice = typography.set(&once);
    if twice != once {
        return Err(format!("set twice, it is another text: {once:?} and {twice:?}"));
    }
    Ok(number_of((size_of(once.len().abs_diff(text.len())), typography.is_cut_short(text), once == text)))
}

/// Quotation marks, dashes, hyphens, apostrophes and dots.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '-' | '.' | '«' | '»' | '‹' | '›' | '‐'..='‧' | '\u{2060}' | '「'..='』')
}

/// A Fluent file of a site.
pub fn messages(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let Some(tag) = LANGUAGES.tags.get(chosen(input)) else { return Ok(0) };
    let path = format!("locales/{tag}/site.ftl");
    let of_language: Vec<SourceFile> =
        LANGUAGES.files.iter().filter(|file| file.below.split('/').next() == Some(tag.as_str())).cloned().collect();
    let (locales, problems) = load(std::slice::from_ref(tag), &of_language, Some((&path, &text)));
    let said = held::told(&problems, &path, &text)?;
    let mut formatted = 0;
    for key in locales.keys().iter().take(MOST_FORMATTED) {
        formatted += locales.message(LanguageId(0), key, None).map_or(0, |text| text.len());
    }
    held::told(&locales.malformed(), &path, &text)?;
    held::told(&locales.unused(|_, _| false), &path, &text)?;
    held::told(&locales.copied(), &path, &text)?;
    let names = entries(&text);
    let found = phrases(&text);
    for phrase in &found {
        if !text.is_char_boundary(phrase.offset) {
            return Err(format!("a phrase from nowhere: {phrase:?}"));
        }
        phrase.words.fitted(tag).leaves();
    }
    let ranges = entry_ranges(&text);
    for phrase in &found {
        if ranges.get(&*phrase.message).is_some_and(|range| range.start != phrase.offset) {
            return Err(format!("a message in two places: {phrase:?}"));
        }
    }
    to_translate(&text, tag);
    Ok(number_of((said, size_of(names.len()), size_of(found.len()), size_of(formatted))))
}

/// Messages of a file that are formatted.
const MOST_FORMATTED: usize = 200;

/// The other files of a language: rules of typography, how a house writes names, and tables of letters.
pub fn house_rules(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let (written, problems) = typography::Written::parse("a", &text);
    let mut said = held::told(&problems, "a", &text)?;
    let sample = "\"Word\" - word: 25 km, a. b. 1914-1918 ... l'été «слово» т. е. No 5; 50% 'x'?!\n1-2 -- 3---4";
    let typography = Typography::new(written);
    let set = typography.set(sample).len() + typography.set(&text).len();
    let (written, problems) = usage::Written::parse("a", &text);
    said.extend(held::told(&problems, "a", &text)?);
    let usage = Usage::new(written);
    let found = usage.find(sample).len() + usage.find(&text).len();
    let (table, problems) = Romanisation::parse("a", &text);
    said.extend(held::told(&problems, "a", &text)?);
    let romanised = table.word(sample).len();
    Ok(number_of((said, size_of(set), size_of(found), size_of(romanised))))
}
