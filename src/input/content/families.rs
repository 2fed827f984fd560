//! Keys of other programs by what they decide: whether a text is published, when, for whom, in which language.

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

/// The same, as whole names.
const WHOLE_WITHHOLD: [&str; 16] = [
    "wip",
    "hold",
    "onhold",
    "internal",
    "restricted",
    "confidential",
    "membersonly",
    "headless",
    "disabled",
    "trashed",
    "deleted",
    "archived",
    "donotpublish",
    "dontpublish",
    "notpublished",
    "nopublish",
];

/// Keys that keep a text from readers where they say no.
const PUBLISH: [&str; 16] = [
    "ready",
    "publishing",
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

/// The same, as whole names.
const WHOLE_TIMES: [(&str, &str); 12] = [
    ("notbefore", APPEARS),
    ("validfrom", APPEARS),
    ("available", APPEARS),
    ("release", APPEARS),
    ("released", APPEARS),
    ("goeslive", APPEARS),
    ("notafter", EXPIRES),
    ("until", EXPIRES),
    ("remove", EXPIRES),
    ("removeon", EXPIRES),
    ("takedown", EXPIRES),
    ("deleteon", EXPIRES),
];

/// Keys of a day of publication that is another than `date`.
const PUBLICATION: [&str; 11] = [
    "datepublished",
    "datepublic",
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

/// Keys of who may see a text.
const ACCESS: [&str; 3] = ["visibility", "access", "audience"];

pub(super) const DRAFT: &str = "write `draft: true` to keep the text from readers, or remove the key to publish it";
pub(super) const HIDDEN: &str =
    "write `unlisted: true` (found by its address alone) or `draft: true` (not published), or remove the key";
pub(super) const EXPIRES: &str =
    "write `expires: 2026-01-01`, or map the key for the whole site: `keys: { … : expires }` in site.yaml";
pub(super) const APPEARS: &str =
    "write `date: …`: a text with a date in the future waits for it; or map the key: `keys:` in site.yaml";
pub(super) const LANGUAGE: &str = "write `language: …`, or say it in the file's name: article.fr.md";

/// What a key of another program decides.
pub(super) enum Family {
    /// When a text appears, or goes.
    Time(&'static str),
    /// That it is withheld, where it says yes.
    Withheld(&'static str),
    /// That it is withheld, where it says no.
    Public,
    /// Who may see it.
    Access,
    /// Which language it is in.
    Language,
}

/// What a key decides, by its name in small letters and without hyphens and underscores.
pub(super) fn family(name: &str) -> Option<Family> {
    let time =
        TIMES.iter().find(|(part, _)| name.contains(part)).or_else(|| WHOLE_TIMES.iter().find(|(key, _)| *key == name));
    if PUBLICATION.contains(&name) {
        return Some(Family::Time(APPEARS));
    }
    if let Some((_, hint)) = time {
        return Some(Family::Time(hint));
    }
    if let Some((_, hint)) = WITHHOLD.iter().find(|(part, _)| name.contains(part)) {
        return Some(Family::Withheld(hint));
    }
    if WHOLE_WITHHOLD.contains(&name) {
        return Some(Family::Withheld(DRAFT));
    }
    // `is_public` asks what `public` says.
    if PUBLISH.iter().any(|word| name.strip_suffix(word).is_some_and(|before| before.len() <= 2)) {
        return Some(Family::Public);
    }
    if ACCESS.contains(&name) {
        return Some(Family::Access);
    }
    is_language(name).then_some(Family::Language)
}

/// Whether a key says which language a text is in.
pub(super) fn is_language(name: &str) -> bool {
    name == "lng" || ["lang", "locale"].iter().any(|begin| name.starts_with(begin))
}

/// A key without what programs write differently: case, hyphens, underscores.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
