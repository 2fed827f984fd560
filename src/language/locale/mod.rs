//! Languages: messages through Fluent, dates, numbers, lists and sorting through ICU4X.
//!
//! Only this module knows Fluent and ICU4X's formatters. No language is named here: what a language needs is in
//! CLDR's data and in the Fluent files.

mod bundle;
mod check;
mod entries;
mod file;
mod formats;
mod functions;
mod guard;
mod house;
mod names;
mod options;
mod phrases;
mod plurals;
mod pseudo;
mod resources;
mod romanisation;
mod short_names;
mod to_translate;
mod typography;
mod untranslated;
mod usage;
mod wording;

pub use check::Call;
pub use entries::entries;
pub use file::LocaleFile;
pub use formats::{
    Clock, Compact, Currency, CurrencyDisplay, DateOptions, DateStyle, Digits, Fields, Formats, Grouping, ListStyle,
    NumberOptions, NumberStyle, TimeStyle, TitleCase, Width, ZoneName, capitalize, lower, title, upper,
};
pub use options::{DATETIME, Function, Given, NUMBER, OptionProblem, date_options, number_options};
pub use phrases::{Branches, Part, Phrase, entry_ranges, message, phrases};
pub use pseudo::Pseudo;
pub use to_translate::{TO_TRANSLATE, Untranslated, form_of_count, forms_of_counts, is_marked, to_translate};
pub use typography::FILE as TYPOGRAPHY_FILE;
pub use wording::Wording;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::romanisation::Romanisation;
use crate::language::typography::Typography;
use crate::language::usage::Usage;
use crate::language::{LanguageId, LanguageTag, Moment};
use bundle::Bundle;
use fluent::{FluentArgs, FluentValue};
use house::HouseStyle;
use jiff::tz::TimeZone;
use resources::Resources;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

/// Words that a reader reads in a minute, where the locale's message `words-per-minute` does not say. The mean of
/// silent reading in English is 238 (Brysbaert 2019), and most languages are near it.
const WORDS_PER_MINUTE: f64 = 230.0;

/// A language as the site asks for it.
#[derive(Debug, Clone)]
pub struct LanguageSetup {
    /// The tag.
    pub tag: LanguageTag,
    /// The language's name in itself, where the locale's `language-name` is not wanted.
    pub name: Option<String>,
    /// What it is called in a narrow bar of languages, where the locale's `language-short` is not wanted.
    pub short_name: Option<String>,
    /// Languages to look in for what this one lacks.
    pub fallbacks: Vec<LanguageTag>,
    /// Whether texts in it are set by the rules of its typography, where an article does not say.
    pub typography: bool,
}

/// What the languages of a site are made with, besides their files.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// The languages, in the order of `site.yaml`.
    pub languages: &'a [LanguageSetup],
    /// The language of last resort for the theme's words.
    pub last_resort: Option<&'a LanguageTag>,
    /// Where the newsroom's clock hangs.
    pub zone: &'a TimeZone,
    /// Whether messages are written in a shape that nobody overlooks.
    pub pseudo: Option<Pseudo>,
}

/// One language with all that it needs to speak.
pub struct Locale {
    /// The tag.
    pub tag: LanguageTag,
    /// The language's name in itself.
    pub name: String,
    /// What the language is called in a narrow bar of languages, `ZH`.
    pub short_name: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Dates, numbers, lists, sorting.
    pub formats: Arc<Formats>,
    typography: Typography,
    usage: Usage,
    /// Whether the typography is used where an article does not say.
    is_typeset: bool,
    romanisations: BTreeMap<String, Romanisation>,
    house: Arc<HouseStyle>,
    bundle: Bundle,
    /// The same messages with marks around values.
    isolating: Bundle,
    /// Messages without variables, formatted once: a page asks for dozens of them.
    constants: HashMap<String, Arc<str>>,
    /// Locales to look in, this one first.
    chain: Vec<usize>,
}

/// The languages of the site, and those that only serve as a last resort.
pub struct Locales {
    all: Vec<Locale>,
    site_languages: usize,
    /// Whether every message is written in a shape that nobody overlooks.
    pseudo: Option<Pseudo>,
    memory: Mutex<Recollection>,
    resources: Resources,
}

/// What languages were asked for and have not, and what could not be formatted.
#[derive(Clone, Default)]
pub struct Recollection {
    missing: BTreeSet<(LanguageId, String)>,
    /// By the language that has the message: why it cannot be formatted.
    malformed: BTreeMap<(usize, String), String>,
}

/// Whether a message is a house style of dates or times: the program asks for it where a language has it.
pub fn is_house_style(id: &str) -> bool {
    house::variables(id).is_some()
}

/// A variable for a message.
pub type Arguments<'a> = FluentArgs<'a>;

/// A value for a message's variable.
pub type Argument<'a> = FluentValue<'a>;

impl Locales {
    /// Loads the languages of a site from the files of `locales/`, the most general first: those of the themes, then the
    /// site's own.
    pub fn load(setup: &Setup, files: &[LocaleFile]) -> (Locales, Diagnostics) {
        let Setup { languages, last_resort, zone, pseudo } = *setup;
        let mut problems = Diagnostics::default();
        let mut tags: Vec<LanguageTag> = languages.iter().map(|l| l.tag.clone()).collect();
        let site_languages = tags.len();
        if let Some(tag) = last_resort
            && !tags.contains(tag)
        {
            tags.push(tag.clone());
        }
        let resources = Resources::read(files, &mut problems);
        let mut lists = usage::Lists::default();
        let shortest = short_names::of(&tags);
        let all: Vec<Locale> = tags
            .iter()
            .enumerate()
            .map(|(index, tag)| {
                let wanted = languages.get(index).map_or(&[][..], |l| &l.fallbacks);
                let mut chain = vec![index];
                let more = wanted.iter().chain(tags.first()).chain(last_resort);
                for next in more.filter_map(|tag| tags.iter().position(|t| t == tag)) {
                    if !chain.contains(&next) {
                        chain.push(next);
                    }
                }
                let typography = typography::load(tag, files, &mut problems);
                let is_typeset = languages.get(index).is_none_or(|l| l.typography);
                let space = |sign| typography.space_before(sign).filter(|_| is_typeset);
                let formats = Arc::new(Formats::new(tag, zone).set_like_texts(space));
                let house = Arc::new(HouseStyle::new(tag, &resources, &formats));
                let assemble = || {
                    let of_house = Arc::clone(&house);
                    let dates: functions::Dates = Arc::new(move |moment, options| of_house.moment(moment, options));
                    functions::assemble(tag, &resources, &formats, dates)
                };
                let (mut bundle, mut isolating) = (assemble(), assemble());
                isolating.set_use_isolating(true);
                let mut constants = bundle::constants(&bundle, &resources.of(tag));
                if let Some(pseudo) = pseudo {
                    pseudo.apply([&mut bundle, &mut isolating], &mut constants, &resources.of(tag));
                }
                let direction = pseudo.and_then(Pseudo::direction).unwrap_or_else(|| tag.direction());
                let name = languages
                    .get(index)
                    .and_then(|l| l.name.clone())
                    .or_else(|| constants.get("language-name").map(|n| n.to_string()))
                    .or_else(|| formats::own_name(tag))
                    .unwrap_or_else(|| tag.to_string());
                let short_name = languages
                    .get(index)
                    .and_then(|l| l.short_name.clone())
                    .or_else(|| constants.get("language-short").map(|n| n.to_string()))
                    .unwrap_or_else(|| shortest[index].clone());
                Locale {
                    tag: tag.clone(),
                    name,
                    short_name,
                    direction,
                    formats,
                    typography,
                    usage: usage::load(tag, files, &mut lists, &mut problems),
                    is_typeset,
                    romanisations: romanisation::load(tag, files, &mut problems),
                    house,
                    bundle,
                    isolating,
                    constants,
                    chain,
                }
            })
            .collect();
        problems.append(check::folders(&tags, &resources));
        problems.append(check::languages(&tags, &resources));
        (Locales { all, site_languages, pseudo, memory: Mutex::default(), resources }, problems)
    }

    /// No language at all: for templates that are compiled before the site is resolved.
    pub fn none() -> Locales {
        Locales {
            all: Vec::new(),
            site_languages: 0,
            pseudo: None,
            memory: Mutex::default(),
            resources: Resources::default(),
        }
    }

    /// Whether messages are written in a shape that nobody overlooks.
    pub fn are_pseudo(&self) -> bool {
        self.pseudo.is_some()
    }

    /// The texts of all Fluent files.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.resources.texts()
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

    /// How texts of a language are set. `wanted` is what an article says of itself, over what the site says.
    pub fn typography(&self, id: LanguageId, wanted: Option<bool>) -> &Typography {
        static NONE: LazyLock<Typography> = LazyLock::new(Typography::default);
        let locale = &self.all[id.0];
        if wanted.unwrap_or(locale.is_typeset) { &locale.typography } else { &NONE }
    }

    /// How the house writes names in a language.
    pub fn usage(&self, id: LanguageId) -> &Usage {
        &self.all[id.0].usage
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
    /// none where no language has it. What is missing or cannot be formatted is remembered for [`Locales::asked_in_vain`] and
    /// [`Locales::malformed`].
    pub fn message(&self, id: LanguageId, key: &str, arguments: Option<&FluentArgs>) -> Option<Cow<'_, str>> {
        let found = self.lookup(id, key, |locale| bundle::format(&locale.bundle, key, arguments));
        self.remember(id, key, &found, |locale| bundle::trouble(&locale.bundle, key, arguments));
        found.map(|(_, text, _)| text)
    }

    /// The same with U+2068 and U+2069 around each value, for mark-up to be made of them.
    pub fn isolated_message(&self, id: LanguageId, key: &str, arguments: &FluentArgs) -> Option<Cow<'_, str>> {
        let found = self.lookup(id, key, |locale| bundle::format_isolated(&locale.isolating, key, Some(arguments)));
        self.remember(id, key, &found, |locale| bundle::trouble(&locale.bundle, key, Some(arguments)));
        found.map(|(_, text, _)| text)
    }

    fn remember<T>(
        &self,
        id: LanguageId,
        key: &str,
        found: &Option<(usize, T, bool)>,
        trouble: impl Fn(&Locale) -> Option<String>,
    ) {
        if matches!(found, Some((0, _, true))) {
            return;
        }
        let Ok(mut memory) = self.memory.lock() else { return };
        if !matches!(found, Some((0, ..))) {
            memory.missing.insert((id, key.to_owned()));
        }
        if let Some((depth, _, false)) = found {
            let index = self.all[id.0].chain[*depth];
            let reason = || trouble(&self.all[index]).unwrap_or_default();
            memory.malformed.entry((index, key.to_owned())).or_insert_with(reason);
        }
    }

    /// The text of a message that need not exist.
    pub fn optional_message(&self, id: LanguageId, key: &str) -> Option<Cow<'_, str>> {
        self.lookup(id, key, |locale| bundle::format(&locale.bundle, key, None)).map(|(_, text, _)| text)
    }

    /// The text of a message that the language itself has: no fallback.
    pub fn own_message(&self, id: LanguageId, key: &str) -> Option<&str> {
        self.all[id.0].constants.get(key).map(|text| &**text)
    }

    /// Depth in the fallback chain, text, and whether it was formatted without an error.
    fn lookup(
        &self,
        id: LanguageId,
        key: &str,
        format: impl Fn(&Locale) -> Option<(String, bool)>,
    ) -> Option<(usize, Cow<'_, str>, bool)> {
        self.all[id.0].chain.iter().enumerate().find_map(|(depth, index)| {
            let locale = &self.all[*index];
            if let Some(text) = locale.constants.get(key) {
                return Some((depth, Cow::Borrowed(&**text), true));
            }
            let (text, sound) = format(locale)?;
            let text = if self.pseudo.is_some() { pseudo::in_brackets(&text) } else { text };
            Some((depth, Cow::Owned(text), sound))
        })
    }

    /// All that was asked for so far and is remembered.
    pub fn recollection(&self) -> Recollection {
        self.memory.lock().map(|memory| memory.clone()).unwrap_or_default()
    }

    /// Remembers this, and nothing else.
    pub fn recall(&self, recollection: Recollection) {
        self.memory.lock().iter_mut().for_each(|memory| **memory = recollection.clone());
    }

    /// What pages asked for and a language did not have since the locales were loaded.
    pub fn asked_in_vain(&self) -> BTreeSet<(LanguageId, String)> {
        self.memory.lock().map(|memory| memory.missing.clone()).unwrap_or_default()
    }

    /// What could not be formatted since the locales were loaded, where it is defined.
    pub fn malformed(&self) -> Diagnostics {
        let Ok(memory) = self.memory.lock() else { return Diagnostics::default() };
        let problem = |((index, key), reason): (&(usize, String), &String)| {
            let tag = &self.all[*index].tag;
            let place = check::place(tag, &self.resources, key);
            let place = place.unwrap_or_else(|| Place::file(format!("locales/{tag}")));
            let problem =
                Diagnostic::warning(Code::BadMessage, format!("`{key}` cannot be formatted in `{tag}`")).at(place);
            let problem = if reason.is_empty() { problem } else { problem.hint(reason) };
            problem.hint("check the names of the variables and of the messages that it refers to")
        };
        Diagnostics(memory.malformed.iter().map(problem).collect())
    }

    /// What languages lack of what they are asked for, where another language has it; and the keys that none has.
    pub fn lacking(&self, asked: &BTreeSet<(LanguageId, String)>) -> (Diagnostics, BTreeSet<String>) {
        check::lacking(&self.tags(), &self.resources, asked)
    }

    /// Messages that say the same in two languages.
    pub fn copied(&self) -> Diagnostics {
        let tags = self.all[..self.site_languages].iter().map(|locale| locale.tag.clone()).collect::<Vec<_>>();
        check::copied(&tags, &self.resources)
    }

    /// Messages, attributes and terms that nothing uses. `used` says whether a message, or one of its attributes, is
    /// asked for anywhere outside the Fluent files.
    pub fn unused(&self, used: impl Fn(&str, Option<&str>) -> bool) -> Diagnostics {
        let found = self.tags().into_iter().map(|tag| check::unused(&tag, &self.resources, &used));
        Diagnostics(found.flat_map(|problems| problems.0).collect())
    }

    /// Where a message of a language, or one of its attributes (`section-news.slug`), stands.
    pub fn place_of(&self, id: LanguageId, key: &str) -> Option<Place> {
        check::place(&self.get(id).tag, &self.resources, key)
    }

    /// Messages that use variables which the templates do not pass.
    pub fn variables(&self, calls: &[Call]) -> Diagnostics {
        check::variables(&self.tags(), &self.resources, calls)
    }

    /// The names of all messages of the site's languages.
    pub fn keys(&self) -> BTreeSet<String> {
        self.tags().iter().flat_map(|tag| check::keys(tag, &self.resources)).collect()
    }

    fn tags(&self) -> Vec<LanguageTag> {
        self.all.iter().map(|locale| locale.tag.clone()).collect()
    }
}

impl Locale {
    /// A date in this language: the house style of the locale (`date-long = …`) where it has one, else CLDR's.
    pub fn date(&self, moment: &Moment, style: DateStyle) -> String {
        self.house.date(moment, style)
    }

    /// From one day to another: in the house style of the locale where it has one, else as CLDR says.
    pub fn range(&self, from: &Moment, to: &Moment, style: DateStyle) -> String {
        self.house.range(from, to, style)
    }

    /// From one time of day to another: in the house style of the locale where it has one and no clock is asked for,
    /// else as CLDR says.
    pub fn time_range(&self, from: &Moment, to: &Moment, style: TimeStyle, clock: Option<Clock>) -> String {
        self.house.time_range(from, to, style, clock)
    }

    /// What `options` asks for of a moment, with its date and its time in the house style.
    pub fn moment(&self, moment: &Moment, options: &DateOptions) -> String {
        self.house.moment(moment, options)
    }

    /// Whether the language itself has a message: no fallback.
    pub fn has_message(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The language's own table of Latin letters with a name.
    pub fn romanisation(&self, name: &str) -> Option<&Romanisation> {
        self.romanisations.get(name)
    }

    /// Whether an apostrophe parts two words in an address (the message `slug-apostrophe` is `hyphen`): where an article
    /// that lost its vowel stands before it, as in *l’accord*. Elsewhere it stands inside a word.
    pub fn apostrophe_parts_words(&self) -> bool {
        self.constants.get("slug-apostrophe").is_some_and(|text| text.trim() == "hyphen")
    }

    /// Minutes that reading takes, at least one.
    pub fn minutes_to_read(&self, words: usize) -> u64 {
        let own = self.constants.get("words-per-minute").and_then(|text| text.trim().parse::<f64>().ok());
        let speed = own.filter(|speed| *speed >= 1.0).unwrap_or(WORDS_PER_MINUTE);
        ((words as f64 / speed).round() as u64).max(1)
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
