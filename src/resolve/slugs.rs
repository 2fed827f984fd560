//! Slugs: the last parts of addresses, from a file's name or a title, in the language's own letters or in Latin ones.
//!
//! An address must never change once it is published. So only what nobody edits afterwards may make it: the name of
//! the file, or a `slug` in the front matter. What comes from a title or a transliteration counts as not pinned.

use super::members::Gathered;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::config::{Config, SlugSource};
use crate::input::slug;
use crate::language::{LanguageId, LanguageTag};
use crate::path::slugify;
use crate::site::SlugOrigin;
use icu::experimental::transliterate::Transliterator;
use icu::locale::Locale;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// CLDR's name for "the nearest ASCII letters": what any romanisation ends with.
const TO_ASCII: &str = "und-t-und-latn-d0-ascii";

/// ISO 9:1995, letter for letter, for every language that writes Cyrillic.
const ISO_9: &str = "und-Latn-t-und-cyrl";

/// The values of `transliterate` that have names.
const NAMES: [&str; 3] = ["bgn", "iso9", "none"];

/// How the languages of a site make slugs.
pub struct Slugs {
    source: SlugSource,
    /// For each language the transforms that its slugs go through.
    romanisers: Vec<Option<Romaniser>>,
}

struct Romaniser {
    letters: Rc<Transliterator>,
    ascii: Rc<Transliterator>,
    /// Words that have been seen. CLDR's rules take milliseconds for a title as a whole and a fraction of that for its
    /// words, most of which are those of other titles.
    words: RefCell<HashMap<String, String>>,
}

impl Slugs {
    /// Loads the transforms that `site.yaml` asks for; none is loaded where nobody does, since that takes a while.
    pub fn load(config: &Config, problems: &mut Diagnostics) -> Slugs {
        let mut loaded: HashMap<String, Option<Rc<Transliterator>>> = HashMap::new();
        let mut load = |id: &str| {
            let transform = loaded.entry(id.to_owned()).or_insert_with(|| {
                let locale: Locale = id.parse().ok()?;
                Transliterator::try_new(&locale).ok().map(Rc::new)
            });
            transform.clone()
        };
        let mut default_works = false;
        let mut romaniser = |i: usize, tag: &LanguageTag, own: Option<&str>| {
            let name = own.or(config.transliterate.as_deref()).filter(|name| *name != "none")?;
            match (load(&transform_id(tag, name)), load(TO_ASCII)) {
                (Some(letters), Some(ascii)) => {
                    default_works |= own.is_none();
                    Some(Romaniser { letters, ascii, words: RefCell::default() })
                }
                _ => {
                    // A default is for the languages that have it: none of them is to blame.
                    if own.is_some() {
                        let place = config.places.of(KeyPath::from("languages").item(i).key("transliterate"));
                        problems.push(unknown(name, place, format!("`{tag}` cannot be transliterated by `{name}`")));
                    }
                    None
                }
            }
        };
        let romanisers: Vec<Option<Romaniser>> = (config.languages.iter().enumerate())
            .map(|(i, l)| romaniser(i, &l.tag, l.transliterate.as_deref()))
            .collect();
        if let Some(name) = config.transliterate.as_deref().filter(|name| *name != "none")
            && !default_works
            && config.languages.iter().any(|l| l.transliterate.is_none())
        {
            let place = config.places.of(KeyPath::from("transliterate").value());
            problems.push(unknown(name, place, format!("no language of the site can be transliterated by `{name}`")));
        }
        Slugs { source: config.slugs, romanisers }
    }

    /// The slug of an id or a name in a language.
    pub fn of(&self, language: LanguageId, text: &str) -> String {
        match self.romanisers.get(language.0).and_then(Option::as_ref) {
            Some(romaniser) if !text.is_ascii() => slugify(&romaniser.romanise(text)),
            _ => slugify(text),
        }
    }

    /// Gives the members of a story their slugs. A step of its own, since the transforms cannot be shared by several cores.
    pub(super) fn name(&self, gathered: &mut Gathered) {
        for member in &mut gathered.members {
            let title = member.matter.title.as_deref().unwrap_or_default();
            let stem = member.document.name.story.stem();
            let written = member.matter.slug.as_deref();
            (member.slug, member.slug_origin) = self.of_article(member.language, written, title, stem);
        }
    }

    /// The slug of an article: what its front matter says, or else its title or the name of its file.
    fn of_article(&self, language: LanguageId, written: Option<&str>, title: &str, stem: &str) -> (String, SlugOrigin) {
        match (slug::written(written), self.source) {
            (Some(slug), _) => (slug, SlugOrigin::Fixed),
            (None, SlugSource::Title) => (within_limits(self.of(language, title)), SlugOrigin::Title),
            (None, SlugSource::File) => {
                let slug = self.of(language, stem);
                let as_it_is = slug == slugify(stem);
                (slug, if as_it_is { SlugOrigin::Fixed } else { SlugOrigin::Transliteration })
            }
        }
    }
}

/// Bytes of a slug that is made of a title: file systems take 255 for a name.
const LONGEST: usize = 160;

/// The slug up to the last word that has room.
fn within_limits(mut slug: String) -> String {
    if slug.len() > LONGEST {
        let room = (0..=LONGEST).rev().find(|at| slug.is_char_boundary(*at)).unwrap_or(0);
        slug.truncate(slug[..room].rfind('-').unwrap_or(room));
    }
    slug
}

impl Romaniser {
    fn romanise(&self, text: &str) -> String {
        let mut words = self.words.borrow_mut();
        let word = |word: &str| match words.get(word) {
            Some(known) => known.clone(),
            None => {
                let romanised = self.word(word);
                words.insert(word.to_owned(), romanised.clone());
                romanised
            }
        };
        text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }

    fn word(&self, word: &str) -> String {
        if word.is_ascii() {
            return word.to_owned();
        }
        let letters = self.letters.transliterate(word.to_owned());
        // Signs for the soft and the hard sign are no letters of an address; ASCII would make quotes of them.
        let letters: String = letters.chars().filter(|c| !matches!(c, 'ʹ' | 'ʺ' | 'ʼ' | 'ʻ' | '\'' | '’')).collect();
        if letters.is_ascii() { letters } else { self.ascii.transliterate(letters) }
    }
}

/// The name under which CLDR knows a transform. BGN/PCGN has a table for each language, ISO 9 one for all.
fn transform_id(tag: &LanguageTag, name: &str) -> String {
    let language = tag.as_str().split('-').next().unwrap_or_default();
    match name {
        "bgn" => format!("{language}-Latn-t-{language}-m0-bgn"),
        "iso9" => ISO_9.to_owned(),
        other => other.to_owned(),
    }
}

fn unknown(name: &str, place: Place, message: String) -> Diagnostic {
    Diagnostic::error(Code::BadConfig, message)
        .at(place)
        .did_you_mean(name, NAMES)
        .hint("there are `bgn` (BGN/PCGN, for the languages that CLDR has it for), `iso9` (ISO 9, for Cyrillic) and `none`")
        .hint(format!("or the BCP 47 id of one of CLDR's transforms, such as {ISO_9}"))
}
