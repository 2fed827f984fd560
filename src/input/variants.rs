//! Variants: files that are the same picture in other languages, `map.fr.svg` beside `map.svg`.

use super::config::LanguageConfig;
use crate::language::{LanguageId, LanguageTag};
use crate::path::composed;
use std::collections::HashMap;

/// Which files stand for others in which languages. Files are known by their places in a list.
#[derive(Debug, Default)]
pub(super) struct Variants {
    /// For each language the tags that its readers are served by, the nearest first.
    tags: Vec<Vec<LanguageTag>>,
    shown: HashMap<(usize, LanguageId), usize>,
    all: HashMap<usize, Vec<usize>>,
}

impl Variants {
    /// Finds the variants among files by their paths. A name with a language is that of a variant where the same name without
    /// is there, too.
    pub fn of(paths: &[&str], languages: &[LanguageConfig]) -> Variants {
        let by_path: HashMap<_, usize> = paths.iter().enumerate().map(|(i, path)| (composed(path), i)).collect();
        let mut found: HashMap<usize, Vec<(LanguageTag, usize)>> = HashMap::new();
        for (i, path) in paths.iter().enumerate() {
            let Some((base, suffix)) = split(&composed(path)) else { continue };
            let Some(base) = by_path.get(&*base) else { continue };
            if let Some(tag) = LanguageTag::parse(&suffix) {
                found.entry(*base).or_default().push((tag, i));
            }
        }
        let mut variants = Variants { tags: languages.iter().map(tags_of).collect(), ..Variants::default() };
        for (base, in_languages) in found {
            let mut all = Vec::new();
            for (language, tags) in variants.tags.iter().enumerate() {
                let nearest = tags.iter().find_map(|tag| in_languages.iter().find(|(of, _)| of == tag));
                if let Some((_, variant)) = nearest {
                    variants.shown.insert((base, LanguageId(language)), *variant);
                    all.push(*variant);
                }
            }
            all.sort_unstable();
            all.dedup();
            if !all.is_empty() {
                variants.all.insert(base, all);
            }
        }
        variants
    }

    /// The file that readers of a language get where a text names `file`.
    pub fn shown(&self, file: usize, language: LanguageId) -> usize {
        self.shown.get(&(file, language)).copied().unwrap_or(file)
    }

    /// The files that some readers get in the place of one.
    pub fn all(&self, file: usize) -> &[usize] {
        self.all.get(&file).map_or(&[], Vec::as_slice)
    }

    /// What to do where there is no file at `src`, and one of the same name in another language is there.
    pub fn near(&self, src: &str, is_there: impl Fn(&str) -> bool) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let is_known = |suffix: &str| {
            let tag = LanguageTag::parse(suffix);
            tag.is_some_and(|tag| self.tags.iter().flatten().any(|known| *known == tag))
        };
        if let Some((base, _)) = split(src).filter(|(base, suffix)| is_known(suffix) && is_there(base)) {
            let (base, own) = (name(&base), name(src));
            return Some(format!(
                "`{base}` is there: name that one, and readers of this language get `{own}` as soon as it is beside it"
            ));
        }
        let (stem, extension) = src.rsplit_once('.')?;
        let mut tags: Vec<&LanguageTag> = self.tags.iter().flatten().collect();
        tags.sort();
        tags.dedup();
        let other = tags.into_iter().map(|tag| format!("{stem}.{tag}.{extension}")).find(|other| is_there(other))?;
        let (other, own) = (name(&other), name(src));
        Some(format!(
            "`{other}` is there: the picture for all other languages has none in its name, so call one `{own}`"
        ))
    }
}

/// The tags that serve readers of a language: its own, the languages that it is a variety of, and those that the site falls
/// back to.
fn tags_of(language: &LanguageConfig) -> Vec<LanguageTag> {
    let mut tags: Vec<LanguageTag> = Vec::new();
    for tag in std::iter::once(&language.tag).chain(&language.fallback).flat_map(LanguageTag::lineage) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// `news/map.svg` and `fr`, for `news/map.fr.svg`.
fn split(path: &str) -> Option<(String, String)> {
    let (rest, extension) = path.rsplit_once('.')?;
    let (stem, suffix) = rest.rsplit_once('.')?;
    let is_in_name = !extension.contains('/') && !suffix.contains('/') && !stem.is_empty() && !stem.ends_with('/');
    // Other programs write `pt_BR`.
    is_in_name.then(|| (format!("{stem}.{extension}"), suffix.replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 8] = [
        "a/map.svg",
        "a/map.xx.svg",
        "a/map.YY_latn.svg",
        "a/map.qq.svg",
        "a/map.xx.png",
        "a/only.xx.svg",
        "a.b/c.svg",
        "b/map.xx.svg",
    ];

    fn variants() -> Variants {
        let language = |tag: &str, fallback: &[&str]| LanguageConfig {
            tag: LanguageTag::parse(tag).unwrap(),
            fallback: fallback.iter().map(|tag| LanguageTag::parse(tag).unwrap()).collect(),
            name: None,
            short_name: None,
            typography: true,
            transliterate: None,
            news_language: None,
            prefix: String::new(),
        };
        let languages =
            [language("zz", &[]), language("xx-CA", &[]), language("yy-Latn", &[]), language("vv", &["xx"])];
        Variants::of(&FILES, &languages)
    }

    #[test]
    fn readers_get_the_nearest_of_their_languages() {
        let variants = variants();
        let shown = |path: &str, language| {
            let file = FILES.iter().position(|file| *file == path).unwrap();
            FILES[variants.shown(file, LanguageId(language))]
        };
        assert_eq!(shown("a/map.svg", 0), "a/map.svg");
        assert_eq!(shown("a/map.svg", 1), "a/map.xx.svg");
        assert_eq!(shown("a/map.svg", 2), "a/map.YY_latn.svg");
        assert_eq!(shown("a/map.svg", 3), "a/map.xx.svg");
        // A file of a language is what it says, and one of its own where nothing stands behind it.
        assert_eq!(shown("a/map.xx.svg", 2), "a/map.xx.svg");
        assert_eq!(shown("a/only.xx.svg", 2), "a/only.xx.svg");
        assert_eq!(variants.all(0), [1, 2]);
    }

    #[test]
    fn a_name_that_is_missing_is_told_of_its_relatives() {
        let near = |src: &str| variants().near(src, |path| FILES.contains(&path));
        assert!(near("a/map.yy-Latn.svg").unwrap().starts_with("`map.svg`"));
        assert!(near("b/map.svg").unwrap().starts_with("`map.xx.svg`"));
        assert_eq!(near("a/map.tt.svg"), None);
        assert_eq!(near("a/other.svg"), None);
        assert_eq!(near("a/noending"), None);
    }
}
