//! Where the links and pictures of a text lead.

use super::press::Press;
use crate::diagnostic::{Code, nearest};
use crate::input::content::{Document, StoryId};
use crate::input::media;
use crate::language::{LanguageId, term_id};
use crate::markdown::{Picture, Surroundings, Target};
use crate::path::{encode_path, is_safe_address, scheme};
use crate::site::TaxonomyKind;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The links of a document of the site, for a reader of a language.
pub(super) struct SiteLinks<'a> {
    press: &'a Press,
    language: LanguageId,
    /// The document's folder below `content/`.
    folder: &'a str,
}

impl<'a> SiteLinks<'a> {
    pub fn new(press: &'a Press, document: &'a Document, language: LanguageId) -> SiteLinks<'a> {
        SiteLinks { press, language, folder: document.folder() }
    }

    fn story(&self, path: &str, anchor: &str) -> Target {
        let site = &*self.press.site;
        let Some(joined) = media::join(self.folder, path) else {
            let message = format!("the link `{path}` leads out of content/");
            return Target::Broken(
                Code::OutsideSite,
                message,
                "link to a file of the site, or to a full address".to_owned(),
            );
        };
        let (id, wanted) = self.story_id(&joined);
        let of_term = |kind: &TaxonomyKind| Some((*kind, id.0.strip_prefix(kind.folder())?.strip_prefix('/')?));
        if let Some((kind, term)) = TaxonomyKind::ALL.iter().find_map(of_term) {
            return self.term(kind, term, anchor);
        }
        let Some(story) = site.story_index.get(&id) else {
            if let Some(hidden) = site.hidden.get(&id) {
                let message = format!("the link leads to `{id}`, which {}", hidden.in_words());
                let hint = "readers would find nothing there: remove the link, or publish the other article first";
                return Target::Broken(Code::LinkToHidden, message, hint.to_owned());
            }
            let near = nearest(&id.0, site.story_index.keys().map(|k| k.0.as_str()));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "check the path: it is seen from this file's folder".to_owned(),
            };
            return Target::Broken(Code::BrokenLink, format!("there is no article `{joined}`"), hint);
        };
        // A link that names a language gets that language; any other the reader's own, or the nearest there is.
        let named = wanted.and_then(|tag| site.locales.find(&tag)).filter(|language| *language != self.language);
        let Some(article) = site.best_article(*story, named.unwrap_or(self.language)) else {
            return Target::Broken(
                Code::BrokenLink,
                format!("there is no article `{joined}`"),
                "check the path".to_owned(),
            );
        };
        let language = (article.placement.language != self.language)
            .then(|| site.locales.get(article.placement.language).tag.to_string());
        let path = match named {
            Some(_) => &article.placement.path,
            None => self.press.routes.path_for(article, self.language),
        };
        Target::Address { href: format!("{}{anchor}", encode_spaces(&site.href(path))), language }
    }

    /// The page of what a file of a term is about.
    fn term(&self, kind: TaxonomyKind, id: &str, anchor: &str) -> Target {
        let site = &*self.press.site;
        let (terms, word) = (site.taxonomy(kind), kind.word());
        let of_tag = term_id(id).ok().filter(|_| kind == TaxonomyKind::Tag);
        let id = of_tag.as_deref().unwrap_or(id);
        let found = terms.index.get(id).map(|i| &terms.terms[*i]);
        let in_language = found.and_then(|term| {
            let mut nearest = site.locales.fallbacks(self.language).into_iter();
            nearest.find(|l| !term.articles[l.0].is_empty()).map(|l| (l, &term.addresses[l.0]))
        });
        let Some((language, address)) = in_language else {
            let is_it =
                |story: &StoryId| story.section() == Some(kind.folder()) && story.0.ends_with(&format!("/{id}"));
            let hidden = site.concealed.iter().find(|text| is_it(&text.story));
            if let Some(hidden) = hidden {
                let message = format!("the link leads to the {word} `{id}`, which {}", hidden.why.in_words());
                let hint = format!("readers would find nothing there: remove the link, or publish the {word} first");
                return Target::Broken(Code::LinkToHidden, message, hint);
            }
            let near = nearest(id, terms.terms.iter().map(|term| term.id.as_str()));
            let message = format!("there is no public {word} `{id}`");
            let hint = near.filter(|near| *near != id).map(|near| format!("did you mean `{}/{near}`?", kind.folder()));
            let hint = hint.unwrap_or_else(|| format!("a {word} is public once one of its articles is"));
            return Target::Broken(Code::BrokenLink, message, hint);
        };
        let foreign = (language != self.language).then(|| site.locales.get(language).tag.to_string());
        Target::Address { href: format!("{}{}{anchor}", site.base_path(), encode_spaces(address)), language: foreign }
    }

    /// The story that a path below `content/` means, with or without a language, as a bundle or not.
    fn story_id(&self, path: &str) -> (StoryId, Option<String>) {
        let name = crate::input::content::SourceName::parse(path, |tag| self.press.site.locales.find(tag).is_some());
        (name.story, name.language)
    }
}

impl Surroundings for SiteLinks<'_> {
    fn link(&self, target: &str) -> Target {
        if !is_safe_address(target) {
            let message = format!("the link `{target}` has an address that could run code");
            return Target::Broken(Code::UnsafeLink, message, "use an address that begins with https://".to_owned());
        }
        let here = |href: String| Target::Address { href, language: None };
        if target.starts_with('#') || target.starts_with("//") || target.is_empty() || scheme(target).is_some() {
            return here(target.to_owned());
        }
        let end = target.find(['#', '?']).unwrap_or(target.len());
        let (path, rest) = target.split_at(end);
        let path: Cow<str> = percent_decode_str(path).decode_utf8_lossy();
        if path.ends_with(".md") {
            return self.story(&path, rest);
        }
        if path.starts_with('/') {
            return here(format!("{}{target}", self.press.site.base_path()));
        }
        let Some(id) = self.press.site.media.find(self.folder, &path) else {
            return Target::Broken(
                Code::BrokenLink,
                format!("there is no file `{path}` beside this one"),
                "link to an article by its source file, `[x](../news/treaty.md)`, and to anything else by its full address".to_owned(),
            );
        };
        let file = self.press.site.media.get(id);
        if !self.press.site.published.contains(&id) {
            return Target::Broken(Code::MissingFile, not_published(&path), COPY_IT.to_owned());
        }
        here(format!("{}{}{rest}", self.press.site.base_path(), encode_path(&file.path.address())))
    }

    fn picture(&self, src: &str) -> Result<Picture, (Code, String, String)> {
        if let Some(scheme) = scheme(src) {
            if matches!(scheme.as_str(), "http" | "https") {
                return Ok(Picture { url: src.to_owned(), size: None });
            }
            return Err((
                Code::UnsafeLink,
                format!("the picture's address `{src}` is not safe"),
                "put the file beside the article".into(),
            ));
        }
        let path: Cow<str> = percent_decode_str(src).decode_utf8_lossy();
        if path.starts_with('/') {
            return Ok(Picture { url: format!("{}{src}", self.press.site.base_path()), size: None });
        }
        let Some(id) = self.press.site.media.find(self.folder, &path) else {
            return Err((
                Code::MissingFile,
                format!("there is no picture `{path}` beside this file"),
                format!("put it into content/{}/, or mend its name", self.folder),
            ));
        };
        let file = self.press.site.media.get(id);
        if !self.press.site.published.contains(&id) {
            return Err((Code::MissingFile, not_published(&path), COPY_IT.to_owned()));
        }
        Ok(Picture {
            url: format!("{}{}", self.press.site.base_path(), encode_path(&file.path.address())),
            size: self.press.size(id),
        })
    }
}

/// The way out where a file is only in another article's folder.
const COPY_IT: &str = "put a copy beside this article";

fn not_published(path: &str) -> String {
    format!("the file `{path}` is not in this article's folder, and no public article there shows it")
}

fn encode_spaces(path: &str) -> String {
    path.replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_code_are_not_safe_however_they_are_disguised() {
        for bad in ["javascript:alert(1)", "JaVaScript:x", " java\nscript:x", "data:text/html,x", "vbscript:x"] {
            assert!(!is_safe_address(bad), "{bad}");
        }
        for good in ["https://a.b/c:d", "mailto:a@b", "/a:b", "a/b:c", "#x", "../a.md"] {
            assert!(is_safe_address(good), "{good}");
        }
    }
}
