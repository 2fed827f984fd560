//! Languages: messages through Fluent, dates, numbers, lists and sorting through ICU4X.
//!
//! Only this module knows Fluent and ICU4X's formatters. No language is named here: what a language needs is in
//! CLDR's data and in the Fluent files.

mod bundle;
mod check;
mod formats;
mod functions;
mod house;
mod options;
mod tag;

pub use formats::{
    Clock, Compact, Currency, CurrencyDisplay, DateOptions, DateStyle, Digits, Fields, Formats, Grouping, ListStyle,
    NumberOptions, NumberStyle, TimeStyle, TitleCase, Width, ZoneName, capitalize, lower, title, upper,
};
pub use options::{DATETIME, Function, Given, NUMBER, OptionProblem, date_options, number_options};
pub use tag::LanguageTag;

use crate::config::Config;
use crate::content::Moment;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::discover::SourceFile;
use crate::theme::Theme;
use bundle::Bundle;
use fluent::{FluentArgs, FluentValue};
use house::HouseStyle;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Index of a language of the site, in the order of `site.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub usize);

/// One language with all that it needs to speak.
pub struct Locale {
    /// The tag.
    pub tag: LanguageTag,
    /// The language's name in itself.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Dates, numbers, lists, sorting.
    pub formats: Arc<Formats>,
    house: Arc<HouseStyle>,
    bundle: Bundle,
    /// Messages without variables, formatted once: a page asks for dozens of them.
    constants: HashMap<String, Arc<str>>,
    /// Locales to look in, this one first.
    chain: Vec<usize>,
}

/// The languages of the site, and those that only serve as a last resort.
pub struct Locales {
    all: Vec<Locale>,
    site_languages: usize,
    missing: Mutex<BTreeMap<(usize, String), Code>>,
    resources: bundle::Resources,
}

/// Messages that the program itself asks for.
const USED_BY_NAME: [&str; 14] = [
    "language-name",
    "ordinal",
    "title-case",
    "site-title",
    "site-description",
    "table",
    "footnotes",
    "footnote-back",
    "task-done",
    "task-open",
    "tags",
    "authors",
    "archive",
    "not-found",
];

/// Messages that are named for something: names of tags and sections.
const USED_BY_PREFIX: [&str; 2] = ["tag-", "section-"];

/// A variable for a message.
pub type Arguments<'a> = FluentArgs<'a>;

/// A value for a message's variable.
pub type Argument<'a> = FluentValue<'a>;

impl Locales {
    /// Loads the Fluent files of the site and its themes (the nearest theme first).
    pub fn load(config: &Config, site: &[SourceFile], themes: &[Theme]) -> (Locales, Diagnostics) {
        let mut problems = Diagnostics::default();
        let mut tags: Vec<LanguageTag> = config.languages.iter().map(|l| l.tag.clone()).collect();
        let site_languages = tags.len();
        let last_resort = themes.iter().rev().find_map(|t| t.language.as_deref()).and_then(LanguageTag::parse);
        if let Some(tag) = &last_resort
            && !tags.contains(tag)
        {
            tags.push(tag.clone());
        }
        let resources = bundle::Resources::read(site, themes, &mut problems);
        let all: Vec<Locale> = tags
            .iter()
            .enumerate()
            .map(|(index, tag)| {
                let wanted = config.languages.get(index).map_or(&[][..], |l| &l.fallback);
                let mut chain = vec![index];
                let more = wanted.iter().chain(tags.first()).chain(last_resort.as_ref());
                for next in more.filter_map(|tag| tags.iter().position(|t| t == tag)) {
                    if !chain.contains(&next) {
                        chain.push(next);
                    }
                }
                let formats = Arc::new(Formats::new(tag, &config.time_zone));
                let house = Arc::new(HouseStyle::new(tag, &resources, &formats));
                let of_house = Arc::clone(&house);
                let dates: functions::Dates = Arc::new(move |moment, options| of_house.moment(moment, options));
                let bundle = functions::assemble(tag, &resources, &formats, dates);
                let constants = bundle::constants(&bundle, &resources.of(tag));
                let name = config
                    .languages
                    .get(index)
                    .and_then(|l| l.name.clone())
                    .or_else(|| constants.get("language-name").map(|n| n.to_string()))
                    .or_else(|| formats::own_name(tag))
                    .unwrap_or_else(|| tag.to_string());
                let direction = tag.direction();
                Locale { tag: tag.clone(), name, direction, formats, house, bundle, constants, chain }
            })
            .collect();
        problems.append(check::languages(&tags, &resources));
        (Locales { all, site_languages, missing: Mutex::default(), resources }, problems)
    }

    /// No language at all: for templates that are compiled before the site is resolved.
    pub fn none() -> Locales {
        Locales {
            all: Vec::new(),
            site_languages: 0,
            missing: Mutex::default(),
            resources: bundle::Resources::default(),
        }
    }

    /// The languages of the site.
    pub fn ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.site_languages).map(LanguageId)
    }

    /// A language.
    pub fn get(&self, id: LanguageId) -> &Locale {
        &self.all[id.0]
    }

    /// The language with a tag, if the site has it.
    pub fn find(&self, tag: &str) -> Option<LanguageId> {
        let tag = LanguageTag::parse(tag)?;
        self.all[..self.site_languages].iter().position(|l| l.tag == tag).map(LanguageId)
    }

    /// The languages to try for content that `id` lacks, itself first.
    pub fn fallbacks(&self, id: LanguageId) -> Vec<LanguageId> {
        let chain = self.all[id.0].chain.iter().copied();
        let rest = 0..self.site_languages;
        let mut ids = Vec::new();
        for index in chain.chain(rest).filter(|i| *i < self.site_languages) {
            if !ids.contains(&LanguageId(index)) {
                ids.push(LanguageId(index));
            }
        }
        ids
    }

    /// The text of a message (or, as `message.attribute`, of one of its attributes) in a language or its fallbacks;
    /// none where no language has it. What is missing or cannot be formatted is remembered for [`Locales::missing`].
    pub fn message(&self, id: LanguageId, key: &str, arguments: Option<&FluentArgs>) -> Option<Cow<'_, str>> {
        let found = self.lookup(id, key, arguments);
        let own = matches!(&found, Some((0, ..)));
        if !own {
            self.remember(id, key, Code::MissingMessage);
        }
        if let Some((_, _, false)) = &found {
            self.remember(id, key, Code::BadMessage);
        }
        found.map(|(_, text, _)| text)
    }

    /// The text of a message that need not exist.
    pub fn optional_message(&self, id: LanguageId, key: &str) -> Option<Cow<'_, str>> {
        self.lookup(id, key, None).map(|(_, text, _)| text)
    }

    /// The text of a message that the language itself has: no fallback.
    pub fn own_message(&self, id: LanguageId, key: &str) -> Option<&str> {
        self.all[id.0].constants.get(key).map(|text| &**text)
    }

    /// Depth in the fallback chain, text, and whether it was formatted without an error.
    fn lookup(&self, id: LanguageId, key: &str, arguments: Option<&FluentArgs>) -> Option<(usize, Cow<'_, str>, bool)> {
        self.all[id.0].chain.iter().enumerate().find_map(|(depth, index)| {
            let locale = &self.all[*index];
            if let Some(text) = locale.constants.get(key) {
                return Some((depth, Cow::Borrowed(&**text), true));
            }
            let (text, sound) = bundle::format(&locale.bundle, key, arguments)?;
            Some((depth, Cow::Owned(text), sound))
        })
    }

    fn remember(&self, id: LanguageId, key: &str, code: Code) {
        if let Ok(mut missing) = self.missing.lock() {
            missing.entry((id.0, key.to_owned())).or_insert(code);
        }
    }

    /// Messages of the site's own files that nothing uses. `in_templates` says whether a template names a message.
    pub fn unused(&self, in_templates: impl Fn(&str) -> bool) -> Diagnostics {
        let used = |id: &str| {
            in_templates(id)
                || USED_BY_NAME.contains(&id)
                || USED_BY_PREFIX.iter().any(|prefix| id.starts_with(prefix))
                || house::variables(id).is_some()
        };
        let found = self.ids().map(|id| check::unused(&self.get(id).tag, &self.resources, used));
        Diagnostics(found.flat_map(|problems| problems.0).collect())
    }

    /// What was asked for and not found, or not formatted, since the locales were loaded: one diagnostic for each
    /// language and kind of problem, since a new language lacks hundreds of messages at once.
    pub fn missing(&self) -> Diagnostics {
        const SHOWN: usize = 12;
        let Ok(missing) = self.missing.lock() else { return Diagnostics::default() };
        let mut groups: BTreeMap<(usize, Code), Vec<&str>> = BTreeMap::new();
        for ((index, key), code) in missing.iter() {
            groups.entry((*index, *code)).or_default().push(key);
        }
        let describe = |((index, code), keys): (&(usize, Code), &Vec<&str>)| {
            let tag = &self.all[*index].tag;
            let mut list = keys.iter().take(SHOWN).map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
            if keys.len() > SHOWN {
                list.push_str(&format!(" and {} more", keys.len() - SHOWN));
            }
            let (message, hint) = match code {
                Code::MissingMessage => (
                    format!("`{tag}` lacks {}: {list}", plural(keys.len(), "message")),
                    format!("add `{} = …` to a file in locales/{tag}/", keys[0].split('.').next().unwrap_or_default()),
                ),
                _ => (
                    format!("`{tag}` has {} that cannot be formatted: {list}", plural(keys.len(), "message")),
                    "check the names of the variables and of the messages that they refer to".to_owned(),
                ),
            };
            Diagnostic::warning(*code, message).at(Place::file(format!("locales/{tag}"))).hint(hint)
        };
        Diagnostics(groups.iter().map(describe).collect())
    }
}

fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

impl Locale {
    /// A date in this language: the house style of the locale (`date-long = …`) where it has one, else CLDR's.
    pub fn date(&self, moment: &Moment, style: DateStyle) -> String {
        self.house.date(moment, style)
    }

    /// From one day to another, as CLDR says, with the locale's own way of writing the day of a month (`date-day`).
    pub fn range(&self, from: &Moment, to: &Moment, style: DateStyle) -> String {
        if from.local.date() == to.local.date() { self.date(from, style) } else { self.formats.range(from, to, style) }
    }

    /// What `options` asks for of a moment, with its date in the house style.
    pub fn moment(&self, moment: &Moment, options: &DateOptions) -> String {
        self.house.moment(moment, options)
    }

    /// Whether the language itself has a message: no fallback.
    pub fn has_message(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// Which words of a headline begin with a capital letter: every one where the locale's message `title-case` says
    /// `words`, else the first alone.
    pub fn title_case(&self) -> TitleCase {
        match self.constants.get("title-case").map(|text| text.trim()) {
            Some("words") => TitleCase::EveryWord,
            _ => TitleCase::FirstWord,
        }
    }
}
