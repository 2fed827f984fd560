//! Keys that other programs have in their configuration, and where the same is said here.

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Unknown;

/// Keys of other programs, in small letters and without hyphens and underscores, and what to do.
const ELSEWHERE: [(&[&str], &str); 9] = [
    (
        &["menu", "menus", "nav", "navigation"],
        "the menu is made of the sections: `sections: [news, analysis]` sets their order, `pages:` that of the footer",
    ),
    (
        &["data", "params", "extra", "custom", "config", "variables", "vars", "themeconfig"],
        "values for the theme go below `options:`; theme.yaml names those that the theme has",
    ),
    (&["url", "siteurl", "baseurl", "root", "host"], "the address of the site is `base_url: https://example.org`"),
    (
        &["lang", "language", "locale", "languagecode", "defaultcontentlanguage", "defaultlanguage"],
        "languages are a list, the site's own first: `languages: [en, fr]`",
    ),
    (&["timezone", "tz"], "the newsroom's clock is `time_zone: Europe/Paris`"),
    (&["name", "sitename"], "the name of the site is `title: …`"),
    (&["output", "outputdir", "publishdir", "destination", "outdir"], "the folder is named on the command line: --out"),
    (&["social", "sociallinks", "channels"], "channels are `follow: [{ title: …, url: … }]`"),
    (&["permalink", "urls", "routes"], "patterns of addresses are `permalinks: { article: /:section/:slug/ }`"),
];

/// What a key means that `site.yaml` does not have.
pub(super) fn judge(unknown: &Unknown) -> Option<Diagnostic> {
    if unknown.below.is_some() {
        return None;
    }
    let plain: String = unknown.key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (_, hint) = ELSEWHERE.iter().find(|(keys, _)| keys.contains(&plain.as_str()))?;
    Some(Diagnostic::warning(Code::UnknownKey, format!("the key `{}` is not known", unknown.key)).hint(*hint))
}
