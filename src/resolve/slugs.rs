//! Slugs: the last parts of addresses, from a file's name or a title, in the language's own letters or in Latin ones.
//!
//! An address must never change once it is published. So only what nobody edits afterwards may make it: the name of
//! the file, or a `slug` in the front matter. What comes from a title or a transliteration counts as not pinned.

use super::members::{Gathered, LettersLeft};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::config::{Config, SlugSource};
use crate::input::slug;
use crate::language::locale::{Locales, lower};
use crate::language::romanisation::Romanisation;
use crate::language::{LanguageId, LanguageTag};
use crate::path::{beginning, slugify};
use crate::site::SlugOrigin;
use icu::experimental::transliterate::Transliterator;
use icu::locale::Locale;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// CLDR's name for "the nearest ASCII letters": what any romanisation ends with.
const TO_ASCII: &str = "und-t-und-latn-d0-ascii";

/// ISO 9:1995, letter for letter, for every language that writes Cyrillic.
const ISO_9: &str = "und-Latn-t-und-cyrl";

/// Letters that are named where some are left.
const MOST_LETTERS: usize = 12;

/// The values of `transliterate` that have names.
const NAMES: [&str; 3] = ["bgn", "iso9", "none"];

/// How the languages of a site make slugs.
pub struct Slugs {
    source: SlugSource,
    languages: Vec<OfLanguage>,
    /// What is wrong with what `site.yaml` asks for.
    pub(super) problems: Diagnostics,
}

/// How one language makes slugs.
struct OfLanguage {
    tag: LanguageTag,
    /// Whether an apostrophe parts two words.
    apostrophe_parts: bool,
    /// What its slugs go through to be in Latin letters.
    romaniser: Option<Romaniser>,
}

struct Romaniser {
    /// What `site.yaml` calls it, and where.
    name: String,
    place: Place,
    letters: Letters,
    ascii: Rc<Transliterator>,
    /// Words that have been seen. CLDR's rules take milliseconds for a title as a whole and a fraction of that for its
    /// words, most of which are those of other titles.
    words: RefCell<HashMap<String, String>>,
    /// Letters that nothing made Latin, since somebody last took them.
    left: RefCell<BTreeSet<char>>,
}

/// What makes Latin letters of others.
enum Letters {
    /// A table of the locale.
    Table(Romanisation),
    /// A transform of CLDR.
    Transform(Rc<Transliterator>),
}

impl Slugs {
    /// Loads the transforms that `site.yaml` asks for; none is loaded where nobody does, since that takes a while. A
    /// table of the locale with the name of a standard stands over CLDR's.
    pub fn load(config: &Config, locales: &Locales) -> Slugs {
        let mut problems = Diagnostics::default();
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
            let place = match own {
                Some(_) => config.places.of(KeyPath::from("languages").item(i).key("transliterate")),
                None => config.places.of(KeyPath::from("transliterate").value()),
            };
            let table = locales.ids().nth(i).and_then(|id| locales.get(id).romanisation(name)).cloned();
            let letters = table.map(Letters::Table).or_else(|| load(&transform_id(tag, name)).map(Letters::Transform));
            match (letters, load(TO_ASCII)) {
                (Some(letters), Some(ascii)) => {
                    default_works |= own.is_none();
                    let (words, left) = (RefCell::default(), RefCell::default());
                    Some(Romaniser { name: name.to_owned(), place, letters, ascii, words, left })
                }
                _ if own.is_some() => {
                    problems.push(unknown(name, place, format!("`{tag}` cannot be transliterated by `{name}`")));
                    None
                }
                _ => {
                    // A default is for the languages that have it; of those in Latin letters nobody expects it.
                    if is_known(name) && !tag.is_latin() {
                        problems.push(not_covered(tag, name, place));
                    }
                    None
                }
            }
        };
        let languages: Vec<OfLanguage> = (config.languages.iter().enumerate())
            .map(|(i, l)| OfLanguage {
                tag: l.tag.clone(),
                apostrophe_parts: locales.ids().nth(i).is_some_and(|id| locales.get(id).apostrophe_parts_words()),
                romaniser: romaniser(i, &l.tag, l.transliterate.as_deref()),
            })
            .collect();
        if let Some(name) = config.transliterate.as_deref().filter(|name| *name != "none")
            && !default_works
            && !is_known(name)
            && config.languages.iter().any(|l| l.transliterate.is_none())
        {
            let place = config.places.of(KeyPath::from("transliterate").value());
            problems.push(unknown(name, place, format!("no language of the site can be transliterated by `{name}`")));
        }
        Slugs { source: config.slugs, languages, problems }
    }

    /// The slug of an id or a name in a language.
    pub fn of(&self, language: LanguageId, text: &str) -> String {
        let Some(of) = self.languages.get(language.0) else { return slugify(text) };
        let text = if of.apostrophe_parts { Cow::Owned(text.replace(['\'', '’'], " ")) } else { Cow::Borrowed(text) };
        // Not every language has one small letter for `I`.
        let text = lower(&text, &of.tag);
        match &of.romaniser {
            Some(romaniser) if !text.is_ascii() => slugify(&romaniser.romanise(&text)),
            _ => slugify(&text),
        }
    }

    /// The letters that nothing has made Latin since this was last asked.
    pub(super) fn take_letters_left(&self) -> LettersLeft {
        let romanisers = self.languages.iter().enumerate().filter_map(|(i, of)| Some((i, of.romaniser.as_ref()?)));
        let left = romanisers.map(|(i, romaniser)| (LanguageId(i), romaniser.left.take()));
        left.filter(|(_, letters)| !letters.is_empty()).collect()
    }

    /// Warns of letters that stayed as they were in a language whose addresses should be Latin.
    pub(super) fn report<'a>(
        &self,
        found: impl IntoIterator<Item = &'a (LanguageId, BTreeSet<char>)>,
        problems: &mut Diagnostics,
    ) {
        let mut all: BTreeMap<LanguageId, BTreeSet<char>> = BTreeMap::new();
        for (language, letters) in found {
            all.entry(*language).or_default().extend(letters);
        }
        for (language, left) in all {
            let of = &self.languages[language.0];
            if let Some(romaniser) = &of.romaniser {
                let letters = left.iter().take(MOST_LETTERS).map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
                let message =
                    format!("`{}` leaves letters of `{}` as they are in addresses: {letters}", romaniser.name, of.tag);
                problems.push(uncovered(message, romaniser.place.clone(), &of.tag));
            }
        }
    }

    /// Gives the members of a story their slugs. A step of its own, since the transforms cannot be shared by several cores.
    pub(super) fn name(&self, gathered: &mut Gathered) {
        // Whoever wants those of others has taken them.
        self.take_letters_left();
        for member in &mut gathered.members {
            let title = member.matter.title.as_deref().unwrap_or_default();
            let stem = member.document.name.story.stem();
            let written = member.matter.slug.as_deref();
            (member.slug, member.slug_origin) = self.of_article(member.language, written, title, stem);
        }
        gathered.letters_left = self.take_letters_left();
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
        let room = beginning(&slug, LONGEST).len();
        slug.truncate(slug[..room].rfind('-').unwrap_or(room));
    }
    slug
}

impl Romaniser {
    fn romanise(&self, text: &str) -> String {
        let mut words = self.words.borrow_mut();
        let word = |word: &str| {
            let romanised = match words.get(word) {
                Some(known) => known.clone(),
                None => {
                    let romanised = self.word(word);
                    words.insert(word.to_owned(), romanised.clone());
                    romanised
                }
            };
            if !romanised.is_ascii() {
                let left = romanised.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
                self.left.borrow_mut().extend(left);
            }
            romanised
        };
        text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }

    fn word(&self, word: &str) -> String {
        if word.is_ascii() {
            return word.to_owned();
        }
        let letters = match &self.letters {
            Letters::Table(table) => table.word(word),
            Letters::Transform(transform) => transform.transliterate(word.to_owned()),
        };
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

/// Whether a standard has a name that every site can use.
fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

fn not_covered(tag: &LanguageTag, name: &str, place: Place) -> Diagnostic {
    uncovered(format!("there is no `{name}` for `{tag}`: its addresses keep their own letters"), place, tag)
}

fn uncovered(message: String, place: Place, tag: &LanguageTag) -> Diagnostic {
    Diagnostic::warning(Code::NotRomanised, message)
        .at(place)
        .hint(format!(
            "write a table, `locales/{tag}/romanisation/<name>.yaml`, or name a transform of CLDR for `{tag}`"
        ))
        .hint(format!("if the letters shall stay: `{{ tag: {tag}, transliterate: none }}` under `languages`"))
}

fn unknown(name: &str, place: Place, message: String) -> Diagnostic {
    Diagnostic::error(Code::BadConfig, message)
        .at(place)
        .did_you_mean(name, NAMES)
        .hint("there are `bgn` (BGN/PCGN, for the languages that CLDR has it for), `iso9` (ISO 9, for Cyrillic) and `none`")
        .hint(format!("or the BCP 47 id of one of CLDR's transforms, such as {ISO_9}"))
}
