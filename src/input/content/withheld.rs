//! Keys of other generators, and slips in our own, that would publish what is withheld or withhold what is published.
//!
//! A newsroom that moves in brings the keys of its last program with it. Most of them only say less than they did; those
//! that keep a text from readers must not be passed over: they are errors until somebody says what is meant.

use super::families::{APPEARS, DRAFT, EXPIRES, Family, HIDDEN, LANGUAGE, family, is_language, plain};
use super::picture_words;
use super::synonyms::synonym;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Unknown;
use crate::yaml::marks::{Kind, Node};

/// Our keys that decide whether, when and in which language a text is published: what is nearer to one of them than to any
/// other key is taken for a slip.
const GUARDED: [&str; 6] = ["draft", "date", "title", "language", "expires", "unlisted"];

/// States in which a text is withheld.
const WITHHELD_STATES: [&str; 23] = [
    "draft",
    "drafts",
    "private",
    "pending",
    "hidden",
    "future",
    "scheduled",
    "trash",
    "unpublished",
    "password",
    "protected",
    "inreview",
    "embargoed",
    "noindex",
    "archived",
    "deleted",
    "embargo",
    "review",
    "needsreview",
    "unlisted",
    "internal",
    "wip",
    "onhold",
];

/// States in which a text is public.
const PUBLIC_STATES: [&str; 9] =
    ["publish", "published", "public", "live", "final", "open", "visible", "active", "everyone"];

/// What an unknown key of front matter means, where it is more than an unknown key. `language` is what the file's name says.
pub(super) fn judge(unknown: &Unknown, language: Option<&str>) -> Option<Diagnostic> {
    let (name, key) = (plain(unknown.key), unknown.key);
    let is_known = |ours: &str| unknown.known.contains(&ours);
    if let Some(group) = unknown.below {
        // Groups are closed: what withholds is known in none, and stops the build as every unknown key does.
        let ours = picture_words::field(&name).filter(|ours| is_known("src") && is_known(ours))?;
        let problem = Diagnostic::error(Code::UnknownKey, format!("`{group}` knows no `{key}`"));
        return Some(problem.hint(format!("here it is `{ours}`")));
    }
    if let Some(problem) = withholds(unknown, language) {
        return Some(problem);
    }
    if let Some(field) = picture_words::field_beside(&name)
        && let Some(picture) = ["image", "photo"].into_iter().find(|ours| is_known(ours))
    {
        let warning = Diagnostic::warning(Code::UnknownKey, format!("the key `{key}` is not known"));
        let src = if field == "src" { "" } else { "src: …, " };
        return Some(
            warning.hint(format!("here it is `{field}` below `{picture}`: `{picture}: {{ {src}{field}: … }}`")),
        );
    }
    let warning = Diagnostic::warning(Code::UnknownKey, format!("the key `{key}` is not known"));
    let ours = synonym(&name, is_known);
    let ours = ours.or_else(|| (is_language(&name) && is_known("language")).then_some("language"));
    Some(match ours {
        Some(ours) => warning
            .hint(format!("here it is `{ours}`"))
            .hint(format!("or for the whole site, in site.yaml: `keys: {{ {key}: {ours} }}`")),
        None => warning
            .did_you_mean(key, unknown.known.iter().copied())
            .hint("a theme's own values go below `extra:`")
            .hint(format!("if nobody needs it: `keys: {{ {key}: ~ }}` in site.yaml")),
    })
}

/// What is wrong with a key that may be meant to keep a text from readers, or to bring it to them, and does neither here.
fn withholds(unknown: &Unknown, language: Option<&str>) -> Option<Diagnostic> {
    let (key, value) = (unknown.key, unknown.value);
    let name = plain(key);
    let is_known = |key: &str| unknown.known.contains(&key);
    let error = |hint: &'static str| {
        let written = value.as_text().map_or_else(|| key.to_owned(), |text| format!("{key}: {text}"));
        let message = format!("`{written}` means nothing here, and the text would be published all the same");
        // Not every kind of file can be withheld.
        let hint = match hint {
            _ if !is_known("draft") => "remove the key: what this file says is never withheld",
            HIDDEN if !is_known("unlisted") => DRAFT,
            EXPIRES | APPEARS if !is_known("expires") => DRAFT,
            hint => hint,
        };
        Some(Diagnostic::error(Code::UnknownKey, message).hint(hint))
    };
    if key == "<<" {
        let message = "`<<` takes nothing in here: keys that are written elsewhere would be lost";
        return Some(Diagnostic::error(Code::UnknownKey, message).hint("write the keys themselves"));
    }
    if value.texts().iter().any(|text| is_state(text, &WITHHELD_STATES)) || value.entries().iter().any(is_below) {
        return error(DRAFT);
    }
    if let Some(ours) = slip(unknown) {
        let message = format!("the key `{key}` is not known");
        return Some(
            Diagnostic::error(Code::UnknownKey, message).hint(format!("did you mean `{ours}`? Then write it so")),
        );
    }
    // What says in so many words that nothing is withheld, is only a key that nobody reads.
    let says_no = says_no(value);
    match family(&name)? {
        Family::Time(_) | Family::Withheld(_) if says_no => None,
        // `unpublished: true` is no time.
        Family::Time(EXPIRES) if says(value, &["true", "yes", "on"]) => error(DRAFT),
        Family::Time(hint) | Family::Withheld(hint) => error(hint),
        Family::Public => {
            let is_time = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.len() > 1;
            if value.as_text().is_some_and(is_time) {
                return error(APPEARS);
            }
            let never = value.texts().iter().any(|text| is_state(text, &["false", "no", "never", "off"]));
            if says_no || never { error(DRAFT) } else { None }
        }
        Family::Access => {
            let is_public = value.texts().iter().all(|text| is_state(text, &PUBLIC_STATES));
            if is_public { None } else { error(DRAFT) }
        }
        Family::Language => {
            let tag = value.as_text().map(|text| text.trim().replace('_', "-"));
            let agrees = tag.zip(language).is_some_and(|(tag, language)| tag.eq_ignore_ascii_case(language));
            if agrees || says_no || !is_known("language") { None } else { error(LANGUAGE) }
        }
    }
}

/// Whether an entry of a group that nobody reads (`params`, `cascade`) is one that withholds.
fn is_below((key, value): &(Node, Node)) -> bool {
    let name = plain(key.as_text().unwrap_or_default());
    let is_ours = name == "draft" || name == "unlisted";
    match family(&name) {
        _ if is_ours => !says_no(value),
        Some(Family::Time(_) | Family::Withheld(_)) => !says_no(value),
        Some(Family::Public) => says_no(value),
        Some(Family::Access | Family::Language) | None => false,
    }
}

/// Whether a key of an archive may be read as one of ours: none may turn into its opposite, or lose what it withholds.
pub fn may_mean(key: &str, ours: &str) -> bool {
    match family(&plain(key)) {
        Some(Family::Time(_)) => ["date", "expires", "updated"].contains(&ours),
        Some(Family::Withheld(_)) => ["draft", "unlisted"].contains(&ours),
        Some(Family::Public) => ours == "date",
        Some(Family::Access) => false,
        Some(Family::Language) => ours == "language",
        None => true,
    }
}

fn says_no(value: &Node) -> bool {
    says(value, &["false", "no", "off", "0", "never", "none", "~", "null", ""])
}

/// The guarded key that a key is a slip of: nearer to it than to any other, or written in other letters.
fn slip<'a>(unknown: &Unknown<'a>) -> Option<&'a str> {
    let name = plain(unknown.key);
    // All of them are single values.
    if !matches!(unknown.value.kind, Kind::Scalar { .. }) {
        return None;
    }
    let guarded = |key: &&&str| GUARDED.contains(key);
    if let Some(same) = unknown.known.iter().filter(guarded).find(|key| plain(key) == name) {
        return Some(same);
    }
    // `state` is two letters from `date`, and is not meant for it: short words are near at one letter alone.
    let distance = |key: &str| strsim::damerau_levenshtein(&name, key);
    let most = |key: &str| if key.len().min(name.chars().count()) < 6 { 1 } else { 2 };
    let nearest = unknown.known.iter().min_by_key(|key| (distance(key), !GUARDED.contains(*key)))?;
    (GUARDED.contains(nearest) && distance(nearest) <= most(nearest)).then_some(*nearest)
}

fn says(value: &Node, words: &[&str]) -> bool {
    match &value.kind {
        Kind::Scalar { text, .. } => words.iter().any(|word| text.trim().eq_ignore_ascii_case(word)),
        Kind::List(items) => items.is_empty(),
        Kind::Group(entries) => entries.is_empty(),
        Kind::Alias => false,
    }
}

fn is_state(text: &Node, states: &[&str]) -> bool {
    text.as_text().is_some_and(|text| states.contains(&plain(text).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::input::content::front_matter::FrontMatter;
    use crate::yaml::{Block, parse_with};

    fn judged(line: &str) -> (Severity, String) {
        let text = format!("title: A\n{line}\n");
        let (_, problems) =
            parse_with::<FrontMatter>(Block::whole("a.md", &text), |unknown| judge(unknown, Some("xx")));
        let problem = problems.0.first().unwrap_or_else(|| panic!("{line} is told"));
        let place = problem.place.as_ref().unwrap();
        assert_eq!((problems.0.len(), place.line), (1, 2), "{line}");
        (problem.severity, problem.hints.join(" "))
    }

    #[test]
    fn what_withholds_elsewhere_stops_the_build() {
        for line in [
            "Draft: true",
            "not_before: 2099-01-01",
            "takedown: 2020-01-01",
            "do_not_publish: true",
            "on_hold: true",
            "deleted: true",
            "params: { draft: true }",
            "cascade: { published: false }",
            "<<: { draft: true }",
            "unpublished: true",
            "darft: true",
            "drafts: true",
            "is_draft: true",
            "published: false",
            "publish: no",
            "public: off",
            "unlsted: true",
            "Unlisted: true",
            "expire: 2020-01-01",
            "expiryDate: 2020-01-01",
            "expiry_date: 2020-01-01",
            "expires_at: 2020-01-01",
            "unpublishDate: 2020-01-01",
            "embargo: 2099-01-01",
            "embargo_until: 2099-01-01",
            "publishDate: 2099-01-01",
            "publish_date: 2099-01-01",
            "published_at: 2099-01-01",
            "published: 2099-01-01",
            "status: draft",
            "status: Pending",
            "status: [draft]",
            "state: draft",
            "post_status: private",
            "stage: hidden",
            "visibility: private",
            "visibility: members",
            "hidden: true",
            "password: x",
            "private: yes",
            "eleventyExcludeFromCollections: true",
            "noindex: true",
            "robots: noindex",
            "robots: [noindex, nofollow]",
            "lang: ru",
            "Language: ru",
            "langauge: ru",
            "locale: ru_RU",
            "lang_code: ru",
            "titel: A",
            "Title: A",
            "titre: A",
            "dat: 2020-01-01",
            "Date: 2020-01-01",
            "DATE: 2020-01-01",
            "_build: { render: never, list: never }",
            "render: false",
            "live: false",
        ] {
            assert_eq!(judged(line).0, Severity::Error, "{line}");
        }
    }

    #[test]
    fn what_withholds_nothing_stops_nothing() {
        for line in [
            "state: Texas",
            "status: Breaking",
            "embargo: false",
            "lang: xx",
            "data: { a: 1 }",
            "seo: { title: b }",
            "status: publish",
            "status: published",
            "visibility: public",
            "published: true",
            "hidden: false",
            "private: no",
            "layout: post",
            "menu: main",
            "comments: false",
            "weight: 3",
            "rating: 5",
            "colour: red",
            "showtoc: true",
            "private: ",
        ] {
            assert_eq!(judged(line).0, Severity::Warning, "{line}");
        }
    }

    #[test]
    fn a_key_of_another_program_is_told_with_ours() {
        for (line, ours) in [
            ("description: a", "summary"),
            ("excerpt: a", "summary"),
            ("topics: [a]", "tags"),
            ("categories: [a]", "tags"),
            ("redirect_from: [/a]", "aliases"),
            ("lastmod: 2020-01-01", "updated"),
            ("cover: a.png", "image"),
            ("featured_image: a.png", "image"),
            ("featureImage: a.png", "image"),
            ("thumbnail: a.png", "image"),
            ("image_url: a.png", "image"),
            ("image_credit: Ann", "image: { src: …, credit: … }"),
            ("photographer: Ann", "credit"),
            ("imageAlt: A cup", "alt"),
            ("cover-caption: A cup", "caption"),
        ] {
            let (severity, hint) = judged(line);
            assert_eq!(severity, Severity::Warning, "{line}");
            assert!(hint.contains(&format!("`{ours}`")), "{line}: {hint}");
        }
    }

    #[test]
    fn a_word_of_another_program_in_the_group_of_a_picture_is_told_with_ours() {
        for (word, ours) in [
            ("url: a.png", "src"),
            ("image: a.png", "src"),
            ("credits: Ann", "credit"),
            ("photographer: Ann", "credit"),
            ("title: A cup", "caption"),
            ("description: A cup", "alt"),
            ("focal_point: 1 2", "focus"),
            ("objectPosition: 1 2", "focus"),
            ("expires: 2025-01-01", "until"),
        ] {
            let (severity, hint) = judged(&format!("image: {{ {word} }}"));
            assert_eq!(severity, Severity::Error, "{word}");
            assert!(hint.contains(&format!("here it is `{ours}`")), "{word}: {hint}");
        }
        assert!(judged("image: { srcc: a.png }").1.contains("did you mean `src`?"));
    }

    #[test]
    fn a_key_of_an_archive_never_turns_into_its_opposite() {
        for (key, ours) in [
            ("published", "draft"),
            ("visible", "unlisted"),
            ("visibility", "dateline"),
            ("hidden", "featured"),
            ("lang", "kind"),
        ] {
            assert!(!may_mean(key, ours), "{key}");
        }
        for (key, ours) in [
            ("expiryDate", "expires"),
            ("publishDate", "date"),
            ("published", "date"),
            ("hidden", "unlisted"),
            ("lang", "language"),
            ("topics", "tags"),
        ] {
            assert!(may_mean(key, ours), "{key}");
        }
    }
}
