//! What an editor says of a new site, read and found to be right.

use super::recipes::Recipe;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::config::base_url;
use crate::language::LanguageTag;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::path::Path;

/// All that there is to say.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The site's name.
    pub title: String,
    /// Where it will be reached, without a slash at the end.
    pub base_url: String,
    /// Its languages, at least one: the first is the site's own.
    pub languages: Vec<LanguageTag>,
    /// Languages whose addresses do not begin with their tags.
    pub prefixes: Vec<Prefix>,
    /// Where the newsroom's clock hangs: a zone that is known.
    pub time_zone: String,
    /// Values for the theme's options.
    pub options: serde_yaml::Mapping,
    /// What the addresses of articles look like.
    pub addresses: Addresses,
    /// Who builds the site when something is pushed.
    pub recipe: Recipe,
    /// The moment of the first article.
    pub now: Timestamp,
}

/// What the addresses of a language begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// The language.
    pub language: LanguageTag,
    /// The first part of its addresses; empty for the root.
    pub prefix: String,
}

/// What the addresses of articles and pages look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Addresses {
    /// `/news/lighthouse/`.
    #[default]
    Folders,
    /// `/news/lighthouse.html`.
    Html,
    /// `/news/lighthouse`.
    Plain,
}

fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::BadUsage, message)
}

/// The languages of a list, parted by commas or spaces.
///
/// # Errors
/// Which word is no language tag.
pub fn languages_of(text: &str) -> Result<Vec<LanguageTag>, Diagnostic> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    for word in text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty()) {
        // Other programs write an underscore.
        let tag = LanguageTag::parse(&word.replace('_', "-")).ok_or_else(|| {
            wrong(format!("`{word}` is no language tag"))
                .hint("use BCP 47 tags: a code of two or three letters, then script or region, as in zh-Hans")
                .hint("write several with commas between them; the first is the site’s own language")
        })?;
        if !languages.contains(&tag) {
            languages.push(tag);
        }
    }
    if languages.is_empty() {
        return Err(wrong("a site has at least one language").hint("name its tag, such as zh-Hans"));
    }
    Ok(languages)
}

/// The address of a site, without a slash at its end. Who leaves out `https://` means it.
///
/// # Errors
/// Why it cannot be one.
pub fn site_address(text: &str) -> Result<String, Diagnostic> {
    let text = text.trim().trim_end_matches('/');
    let address = if text.is_empty() || text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    match base_url::fault(&address) {
        None => Ok(address),
        Some([what, way_out]) => Err(wrong(format!("`{text}` cannot be the site's address: {what}")).hint(way_out)),
    }
}

/// The name of a time zone, as it is known.
///
/// # Errors
/// There is no such zone.
pub fn time_zone_of(text: &str) -> Result<String, Diagnostic> {
    let zone = TimeZone::get(text.trim()).ok();
    zone.and_then(|zone| zone.iana_name().map(str::to_owned)).ok_or_else(|| {
        wrong(format!("there is no time zone `{text}`")).hint("write it as in Europe/Paris, America/New_York or UTC")
    })
}

/// A language with the first part of its addresses: `zh-Hans=cn`, `zh-Hans=` for the root.
///
/// # Errors
/// What cannot be understood of it.
pub fn prefix_of(text: &str, languages: &[LanguageTag]) -> Result<Prefix, Diagnostic> {
    let how =
        "write the language, `=`, and the first part of its addresses: `zh-Hans=cn`; nothing for the root: `zh-Hans=`";
    let (tag, prefix) = text.split_once('=').ok_or_else(|| wrong(format!("`{text}` has no `=`")).hint(how))?;
    let language = LanguageTag::parse(&tag.trim().replace('_', "-")).filter(|tag| languages.contains(tag));
    let Some(language) = language else {
        let known: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
        let problem = wrong(format!("`{tag}` is not a language of this site"));
        return Err(problem.did_you_mean(tag, known.iter().copied()).hint(format!("it has {}", known.join(", "))));
    };
    let prefix = prefix.trim().trim_matches('/');
    Ok(Prefix { language, prefix: prefix.to_owned() })
}

/// A title for a site in a folder, until its editor has a better one.
pub fn title_of_folder(folder: &Path) -> String {
    let full = std::fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let full = full.unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_', '.'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "The Gazette".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_listed_as_people_list_them() {
        let tags = |text| languages_of(text).map(|tags| tags.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(tags("en, fr ru").unwrap(), ["en", "fr", "ru"]);
        assert_eq!(tags("pt_br,ZH-hans,pt-BR").unwrap(), ["pt-BR", "zh-Hans"]);
        assert!(tags("english language").unwrap_err().message.contains("`language`") || tags(" ").is_err());
        assert!(tags("e").is_err() && tags("").is_err());
    }

    #[test]
    fn an_address_may_lack_its_beginning_but_not_its_host() {
        assert_eq!(site_address("example.org/news/").unwrap(), "https://example.org/news");
        assert_eq!(site_address("http://localhost:8080").unwrap(), "http://localhost:8080");
        for bad in ["", "https://", "my site", "ftp://example.org", "пример.рф"] {
            assert!(site_address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_prefix_belongs_to_a_language_of_the_site() {
        let languages = languages_of("en,zh-Hans").unwrap();
        assert_eq!(prefix_of("en=", &languages).unwrap().prefix, "");
        assert_eq!(prefix_of("zh-hans=/cn/", &languages).unwrap().prefix, "cn");
        for bad in ["en", "fr=f", "=x"] {
            assert!(prefix_of(bad, &languages).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_folder_gives_a_title() {
        assert_eq!(title_of_folder(Path::new("my-gazette")), "My gazette");
        assert_eq!(title_of_folder(Path::new("новая_газета")), "Новая газета");
        assert_eq!(title_of_folder(Path::new("/")), "The Gazette");
    }
}
