//! Ids of terms: one text, in any script, is one id, whatever its case, its form of Unicode or its spaces.
//!
//! An id is a slug, so that it can stand in an address and be the name of a file. Signs that a slug has no room for are
//! spelt out: `C++` is `c-plus-plus`, `🔥` is `fire`. What an id is depends on its text alone: it never changes with the
//! other tags of a site.

use icu::casemap::CaseMapper;
use icu::normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu::properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu::properties::{CodePointMapData, CodePointSetData};
use std::borrow::Cow;

/// Bytes of an id: file systems take 255 for a name, and a term file has its language and `.md` behind the id.
const LONGEST: usize = 200;

/// Why a text is no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTerm {
    /// It has no letter, no digit and no sign.
    Empty,
    /// Its id would be too long for the name of a file.
    TooLong,
}

/// The id of a term.
///
/// # Errors
/// The text cannot be a term.
pub fn term_id(text: &str) -> Result<Cow<'_, str>, NoTerm> {
    let id = if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(spelt_out(text)) };
    match &*id {
        id if !id.chars().any(char::is_alphanumeric) => Err(NoTerm::Empty),
        id if id.len() > LONGEST => Err(NoTerm::TooLong),
        _ => Ok(id),
    }
}

/// Whether a text is its own id, seen at a glance: most tags are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && bytes.first() != Some(&b'-')
        && bytes.last() != Some(&b'-')
        && !text.contains("--")
}

/// Signs that stand for a word other than their name in Unicode, or that are punctuation there.
const WORDS: [(char, &str); 6] =
    [('&', "and"), ('@', "at"), ('%', "percent"), ('♯', "sharp"), ('*', "star"), ('§', "section")];

/// Symbols that people type for a hyphen or a space.
const NO_SIGNS: [char; 2] = ['\u{2212}', '|'];

fn spelt_out(text: &str) -> String {
    let text = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        // Before compatibility makes a space with a mark of it.
        let text = text.replace('\u{b4}', "'");
        Cow::Owned(ComposingNormalizerBorrowed::new_nfkc().normalize(&text).into_owned())
    };
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let mut id = Id(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    // Whether the last character was white space or punctuation, or there was none.
    let mut begins = true;
    let mut was_sign = false;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let follows = |test: fn(char) -> bool| next.is_some_and(test);
        if !c.is_ascii() && ignorable.contains(c) {
            // The flags of regions are a flag and letters that nobody sees.
            match tag_letter(c) {
                Some(letter) if was_sign => id.0.push(letter),
                _ => {}
            }
            continue;
        }
        let (was_sign_before, began) = (std::mem::take(&mut was_sign), std::mem::take(&mut begins));
        match c {
            '\'' | '`' | '’' | '·' => begins = began,
            // `#MeToo` is the tag `metoo`; `#1` is a number, and `C#` is pronounced.
            '#' if began && follows(char::is_alphabetic) => begins = true,
            '#' if began && follows(char::is_numeric) => id.word("number"),
            '#' => id.word("sharp"),
            // `.NET` is not `net`; `fec.gov` and `U.S.` are words that a full stop parts.
            '.' if began && follows(char::is_alphanumeric) => id.word("dot"),
            _ if regional_letter(c).is_some() => {
                id.word("flag");
                id.part();
                let mut letter = regional_letter(c);
                while let Some(next) = letter {
                    id.0.push(next);
                    letter = chars.peek().copied().and_then(regional_letter).inspect(|_| {
                        chars.next();
                    });
                }
                id.part();
            }
            _ => match kind_of(c) {
                Kind::Letter => id.letter(c),
                Kind::Mark if !was_sign_before && id.0.ends_with(|c: char| c != '-') => id.0.push(c),
                Kind::Mark => {}
                Kind::Sign => {
                    id.word(&name_of(c));
                    was_sign = true;
                }
                Kind::Space => {
                    id.part();
                    begins = true;
                }
            },
        }
    }
    finished(id.0)
}

/// Without hyphens at its ends, in composed letters, and with the form of sigma that ends a word.
fn finished(id: String) -> String {
    let id = id.trim_matches('-');
    if id.is_ascii() {
        return id.to_owned();
    }
    let id = ComposingNormalizerBorrowed::new_nfc().normalize(id).into_owned();
    if !id.contains('σ') {
        return id;
    }
    let mut in_word = false;
    let mut finished = String::with_capacity(id.len());
    let mut chars = id.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = chars.peek().is_none_or(|next| !next.is_alphanumeric());
        finished.push(if c == 'σ' && in_word && ends { 'ς' } else { c });
        in_word = c.is_alphabetic();
    }
    finished
}

struct Id(String);

impl Id {
    /// What comes is another word.
    fn part(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('-') {
            self.0.push('-');
        }
    }

    fn word(&mut self, word: &str) {
        self.part();
        self.0.push_str(word);
        self.part();
    }

    /// A letter or a digit, as one that differs from it by case alone.
    fn letter(&mut self, c: char) {
        // A capital I with a dot is an i, which has its dot already.
        if c == 'İ' {
            return self.0.push('i');
        }
        let folded = if c.is_ascii() { c } else { CaseMapper::new().simple_fold(c) };
        self.0.extend(folded.to_lowercase());
    }
}

enum Kind {
    Letter,
    Mark,
    Sign,
    Space,
}

fn kind_of(c: char) -> Kind {
    use GeneralCategory as G;
    if c.is_ascii_alphanumeric() || c == '_' {
        return Kind::Letter;
    }
    if NO_SIGNS.contains(&c) {
        return Kind::Space;
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        G::MathSymbol | G::CurrencySymbol | G::OtherSymbol => Kind::Sign,
        _ if WORDS.iter().any(|(sign, _)| *sign == c) => Kind::Sign,
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark => Kind::Mark,
        _ if c.is_alphanumeric() => Kind::Letter,
        // Emoji of a skin colour are modifiers; the others are accents without a letter.
        G::ModifierSymbol if u32::from(c) >= 0x1_f000 => Kind::Sign,
        _ => Kind::Space,
    }
}

/// A sign as a word: its name in Unicode, which never changes, or its number where it has none.
fn name_of(c: char) -> String {
    if let Some((_, word)) = WORDS.iter().find(|(sign, _)| *sign == c) {
        return (*word).to_owned();
    }
    let Some(name) = unicode_names2::name(c) else { return format!("u{:x}", u32::from(c)) };
    let name = name.to_string();
    let name = name.strip_suffix(" SIGN").unwrap_or(&name);
    let mut word = String::with_capacity(name.len());
    for c in name.chars() {
        word.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    }
    word
}

/// The letter that half of a flag stands for.
fn regional_letter(c: char) -> Option<char> {
    let letter = u32::from(c).checked_sub(0x1_f1e6).filter(|n| *n < 26)?;
    char::from_u32(u32::from('a') + letter)
}

/// The letter or digit that a tag character stands for.
fn tag_letter(c: char) -> Option<char> {
    let ascii = char::from_u32(u32::from(c).checked_sub(0xe_0000)?)?;
    ascii.is_ascii_alphanumeric().then(|| ascii.to_ascii_lowercase())
}

/// A text as a message shows it, with what nobody would see in it: two spellings can look the same.
pub fn shown(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let is_unseen = |c: char| ignorable.contains(c) || c.is_control() || (c.is_whitespace() && c != ' ');
    let visible: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_unseen(*c)).collect();
    let mut unseen: Vec<String> =
        text.chars().filter(|c| is_unseen(*c)).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    unseen.dedup();
    let mut notes = Vec::new();
    if !unseen.is_empty() {
        notes.push(format!("with the invisible {}", unseen.join(", ")));
    }
    if !ComposingNormalizerBorrowed::new_nfc().is_normalized(text) {
        let form = if DecomposingNormalizerBorrowed::new_nfd().is_normalized(text) { "decomposed" } else { "mixed" };
        notes.push(format!("in {form} letters"));
    }
    if notes.is_empty() { format!("`{visible}`") } else { format!("`{visible}` ({})", notes.join(", ")) }
}

/// A spelling as readers may see it: composed, with single spaces, and without the marks that copied text brings along.
/// Joiners stay: Persian words and emoji need them.
pub fn visible(text: &str) -> String {
    let text = text.replace(['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}'], "");
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::slugify;
    use proptest::prelude::*;

    fn id(text: &str) -> String {
        term_id(text).unwrap().into_owned()
    }

    #[test]
    fn spellings_of_one_tag_have_one_id() {
        for (spellings, expected) in [
            (
                &["iran", "Iran", "IRAN", " iran ", "\u{200b}iran", "iran\u{feff}", "i\u{ad}ran", "Ｉｒａｎ", "İran"][..],
                "iran",
            ),
            (
                &[
                    "middle-east",
                    "Middle East",
                    "middle  east",
                    "MIDDLE\u{a0}EAST",
                    "Middle–East",
                    "middle \u{200d}east",
                ],
                "middle-east",
            ),
            (&["café", "cafe\u{301}", "CAFÉ", "Cafe\u{301} "], "café"),
            (&["Иран", "иран", "ИРАН"], "иран"),
            (&["ближний восток", "Ближний-Восток"], "ближний-восток"),
            (&["Ελλάς", "ΕΛΛΆΣ", "ελλάσ"], "ελλάς"),
            (&["NO", "no", "No"], "no"),
            (&["R&D", "r & d", "R＆D"], "r-and-d"),
            (&["O'Brien", "O’Brien", "O`Brien", "O´Brien"], "obrien"),
            (&["#MeToo", "metoo", "＃MeToo"], "metoo"),
            (&["❤️", "❤"], "heavy-black-heart"),
            (&["СВО\u{301}", "сво\u{301}"], "сво\u{301}"),
            (&["می\u{200c}خواهم", "میخواهم"], "میخواهم"),
        ] {
            for spelling in spellings {
                assert_eq!(id(spelling), expected, "{spelling:?}");
            }
        }
    }

    #[test]
    fn signs_are_spelt_out() {
        for (text, expected) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("F♯", "f-sharp"),
            (".NET", "dot-net"),
            ("fec.gov", "fec-gov"),
            ("U.S.", "u-s"),
            ("1.5", "1-5"),
            ("2024", "2024"),
            ("LGBTQ+", "lgbtq-plus"),
            ("#1", "number-1"),
            ("$TSLA", "dollar-tsla"),
            ("€", "euro"),
            ("100%", "100-percent"),
            ("@home", "at-home"),
            ("A*", "a-star"),
            ("1.5°", "1-5-degree"),
            ("🔥", "fire"),
            ("👩\u{200d}🚀", "woman-rocket"),
            ("🇷🇺", "flag-ru"),
            ("🇷🇺🇮🇷", "flag-ruir"),
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "waving-black-flag-gbeng"),
            ("a<b", "a-less-than-b"),
            ("AC/DC", "ac-dc"),
            ("Yahoo!", "yahoo"),
            ("COVID−19", "covid-19"),
            ("हिन्दी भाषा", "हिन्दी-भाषा"),
            ("中东", "中东"),
            ("الشرق الأوسط", "الشرق-الأوسط"),
        ] {
            assert_eq!(id(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_has_nothing_to_read_is_no_term() {
        for text in ["", " ", "-", "—", "...", "\u{200b}", "\u{feff}\u{ad}", "\"\"", "!?", "___", "\u{301}"] {
            assert_eq!(term_id(text), Err(NoTerm::Empty), "{text:?}");
        }
        assert_eq!(term_id(&"a".repeat(201)), Err(NoTerm::TooLong));
        assert_eq!(term_id(&"🔥".repeat(100)), Err(NoTerm::TooLong));
    }

    #[test]
    fn what_nobody_sees_is_named() {
        assert_eq!(shown("iran"), "`iran`");
        assert_eq!(shown("\u{200b}iran"), "`iran` (with the invisible U+200B)");
        assert_eq!(shown("cafe\u{301}"), "`cafe\u{301}` (in decomposed letters)");
        assert_eq!(shown("a\u{a0}b"), "`ab` (with the invisible U+00A0)");
    }

    proptest! {
        /// An id is its own id, and the part of an address that stands for it.
        #[test]
        fn an_id_stays_what_it_is(text in "\\PC{0,12}|[a-zA-Zßİıςσéюα #.&+'-]{0,10}") {
            if let Ok(id) = term_id(&text) {
                prop_assert_eq!(&*term_id(&id).unwrap(), &*id);
                prop_assert_eq!(slugify(&id), &*id);
            }
        }

        #[test]
        fn case_and_form_make_no_other_tag(text in "[a-zéàüößюйя0-9αβγόώक़िก ]{1,10}") {
            use icu::normalizer::DecomposingNormalizerBorrowed as D;
            if let Ok(id) = term_id(&text) {
                let simple: String = text.chars().map(|c| {
                    let mut upper = c.to_uppercase();
                    if upper.len() == 1 { upper.next().unwrap() } else { c }
                }).collect();
                prop_assert_eq!(term_id(&simple).unwrap(), &*id);
                let decomposed = D::new_nfd().normalize(&text).into_owned();
                prop_assert_eq!(term_id(&decomposed).unwrap(), &*id);
            }
        }
    }
}
