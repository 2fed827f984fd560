//! Keys of other generators, and slips in our own, that would publish what is withheld or withhold what is published.
//!
//! A newsroom that moves in brings the keys of its last program with it. Most of them only say less than they did; those
//! that keep a text from readers must not be passed over: they are errors until somebody says what is meant.

use super::synonyms::synonym;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Unknown;
use crate::yaml::marks::{Kind, Node};

/// Our keys that decide whether, when and in which language a text is published: what is nearer to one of them than to any
/// other key is taken for a slip.
const GUARDED: [&str; 6] = ["draft", "date", "title", "language", "expires", "unlisted"];

/// What keys of other programs keep from readers, by a part of their name: `hidden`, `excludeFromFeeds`, `is_private`.
const WITHHOLD: [(&str, &str); 12] = [
    ("draft", DRAFT),
    ("unpublish", DRAFT),
    ("private", DRAFT),
    (
        "password",
        "nothing is public here that needs a password: write `draft: true`, or remove the key to publish the text",
    ),
    ("protected", DRAFT),
    ("withdrawn", DRAFT),
    ("retracted", DRAFT),
    ("hidden", HIDDEN),
    ("hide", HIDDEN),
    ("exclude", HIDDEN),
    ("noindex", HIDDEN),
    ("unlist", HIDDEN),
];

/// Keys that keep a text from readers where they say no.
const PUBLISH: [&str; 14] = [
    "published",
    "publish",
    "public",
    "live",
    "enabled",
    "active",
    "visible",
    "show",
    "display",
    "online",
    "listed",
    "list",
    "render",
    "build",
];

/// Keys that say when a text appears or goes, by a part of their name.
const TIMES: [(&str, &str); 10] = [
    ("expir", EXPIRES),
    ("unpublish", EXPIRES),
    ("validuntil", EXPIRES),
    ("validthrough", EXPIRES),
    ("availableuntil", EXPIRES),
    ("enddate", EXPIRES),
    ("embargo", APPEARS),
    ("schedul", APPEARS),
    ("golive", APPEARS),
    ("availablefrom", APPEARS),
];

/// Keys of a day of publication that is another than `date`.
const PUBLICATION: [&str; 9] = [
    "publishdate",
    "publisheddate",
    "publishat",
    "publishedat",
    "publishon",
    "publishedon",
    "pubdate",
    "publicationdate",
    "releasedate",
];

/// Keys of the state that a text is in, in the programs that have such states.
const STATES: [&str; 6] = ["status", "visibility", "poststatus", "publicationstatus", "workflowstate", "access"];

/// States in which a text is withheld.
const WITHHELD_STATES: [&str; 14] = [
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
];

/// States in which a text is public.
const PUBLIC_STATES: [&str; 9] =
    ["publish", "published", "public", "live", "final", "open", "visible", "active", "everyone"];

const DRAFT: &str = "write `draft: true` to keep the text from readers, or remove the key to publish it";
const HIDDEN: &str =
    "write `unlisted: true` (found by its address alone) or `draft: true` (not published), or remove the key";
const EXPIRES: &str =
    "write `expires: 2026-01-01`, or map the key for the whole site: `keys: { … : expires }` in site.yaml";
const APPEARS: &str =
    "write `date: …`: a text with a date in the future waits for it; or map the key: `keys:` in site.yaml";
const LANGUAGE: &str = "write `language: …`, or say it in the file's name: article.fr.md";

/// What an unknown key of front matter means, where it is more than an unknown key.
pub(super) fn judge(unknown: &Unknown) -> Option<Diagnostic> {
    let name = plain(unknown.key);
    let is_known = |key: &str| unknown.known.contains(&key);
    let error = |hint: &str| {
        let value =
            unknown.value.as_text().map_or_else(|| unknown.key.to_owned(), |text| format!("{}: {text}", unknown.key));
        let message = format!("`{value}` means nothing here, and the text would be published all the same");
        Some(Diagnostic::error(Code::UnknownKey, message).hint(hint))
    };
    // What says in so many words that nothing is withheld, is only a key that nobody reads.
    let says_no = says(unknown.value, &["false", "no", "off", "0", "never", "none", "~", "null", ""]);
    let holds_back = |state: &Node| state.texts().iter().any(|text| is_state(text, &WITHHELD_STATES));
    if holds_back(unknown.value) {
        return error(DRAFT);
    }
    if let Some(key) = slip(unknown) {
        let message = format!("the key `{}` is not known", unknown.key);
        return Some(
            Diagnostic::error(Code::UnknownKey, message).hint(format!("did you mean `{key}`? Then write it so")),
        );
    }
    if PUBLICATION.contains(&name.as_str()) {
        return error(APPEARS);
    }
    if let Some((_, hint)) = TIMES.iter().find(|(part, _)| name.contains(part)) {
        return error(hint);
    }
    if let Some((_, hint)) = WITHHOLD.iter().find(|(part, _)| name.contains(part))
        && !says_no
    {
        return error(hint);
    }
    // `is_public` asks what `public` says.
    if PUBLISH.iter().any(|word| name.strip_suffix(word).is_some_and(|before| before.len() <= 2)) {
        let is_time = unknown
            .value
            .as_text()
            .is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()) && text.len() > 1);
        if is_time {
            return error(APPEARS);
        }
        if says_no || unknown.value.texts().iter().any(|text| is_state(text, &["false", "no", "never", "off"])) {
            return error(DRAFT);
        }
    }
    if STATES.contains(&name.as_str()) && !unknown.value.texts().iter().all(|text| is_state(text, &PUBLIC_STATES)) {
        return error(DRAFT);
    }
    let is_language = name == "lng" || ["lang", "locale"].iter().any(|begin| name.starts_with(begin));
    if is_known("language") && is_language {
        return error(LANGUAGE);
    }
    let message = format!("the key `{}` is not known", unknown.key);
    let warning = Diagnostic::warning(Code::UnknownKey, message);
    Some(match synonym(&name, is_known) {
        Some(ours) => warning
            .hint(format!("here it is `{ours}`"))
            .hint(format!("or for the whole site, in site.yaml: `keys: {{ {}: {ours} }}`", unknown.key)),
        None => warning
            .did_you_mean(unknown.key, unknown.known.iter().copied())
            .hint("a theme's own values go below `extra:`")
            .hint(format!("if nobody needs it: `keys: {{ {}: ~ }}` in site.yaml", unknown.key)),
    })
}

/// The guarded key that a key is a slip of: nearer to it than to any other, or written in other letters.
fn slip<'a>(unknown: &Unknown<'a>) -> Option<&'a str> {
    let name = plain(unknown.key);
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

/// A key without what programs write differently: case, hyphens, underscores.
fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// Names of folders and parts of names of files that say "not yet" in other programs.
const UNFINISHED: [&str; 6] = ["draft", "drafts", "unpublished", "private", "hidden", "trash"];

/// The part of a path below `content/` that says that its texts are not public, if one does: a folder `_drafts`, a file
/// `a.draft.md`.
pub(super) fn unfinished_part(below: &str) -> Option<&str> {
    let is_unfinished = |part: &str| UNFINISHED.iter().any(|word| part.eq_ignore_ascii_case(word));
    let mut parts = below.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let of_file = file.split('.').skip(1).find(|part| is_unfinished(part));
    parts.find(|part| is_unfinished(part.trim_start_matches('_'))).or(of_file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::input::content::front_matter::FrontMatter;
    use crate::yaml::{Block, parse_with};

    fn judged(line: &str) -> (Severity, String) {
        let text = format!("title: A\n{line}\n");
        let (_, problems) = parse_with::<FrontMatter>(Block::whole("a.md", &text), judge);
        let problem = problems.0.first().unwrap_or_else(|| panic!("{line} is told"));
        let place = problem.place.as_ref().unwrap();
        assert_eq!((problems.0.len(), place.line), (1, 2), "{line}");
        (problem.severity, problem.hints.join(" "))
    }

    #[test]
    fn what_withholds_elsewhere_stops_the_build() {
        for line in [
            "Draft: true",
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
        ] {
            let (severity, hint) = judged(line);
            assert_eq!(severity, Severity::Warning, "{line}");
            assert!(hint.contains(&format!("`{ours}`")), "{line}: {hint}");
        }
    }

    #[test]
    fn a_folder_of_drafts_is_known_by_its_name() {
        assert_eq!(unfinished_part("_drafts/a.md"), Some("_drafts"));
        assert_eq!(unfinished_part("news/_drafts/2020/a.md"), Some("_drafts"));
        assert_eq!(unfinished_part("news/Drafts/a.md"), Some("Drafts"));
        assert_eq!(unfinished_part("news/a.draft.md"), Some("draft"));
        assert_eq!(unfinished_part("news/draft.md"), None, "an article about drafts");
        assert_eq!(unfinished_part("news/private-equity.md"), None);
    }
}
