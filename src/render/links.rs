//! Where the links and pictures of a text lead.

use super::media::Wrong;
use super::named_files::{Found, SiteLinks, below_site};
use super::{embeds, media, players};
use crate::diagnostic::{Code, nearest};
use crate::html::embed::Embed;
use crate::input::content::StoryId;
use crate::input::media::{MediaId, join, no_picture};
use crate::input::recording::Recording;
use crate::language::{WrittenDate, term_id};
use crate::markdown::{Asked, EmbedAsked, Picture, PictureRole, Played, Surroundings, Target};
use crate::path::{is_safe_address, scheme};
use crate::site::{Concealed, Hidden, TaxonomyKind};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The place of pictures among the paragraphs of a text.
const TEXT: &str = "text";

/// The place of pictures among others, and the one whose width they have when they are seen whole.
const GALLERY: &str = "gallery";
const WHOLE: &str = "lead";

impl SiteLinks<'_> {
    /// A picture of the site as a text shows it.
    fn shown(&self, id: MediaId, rest: &str, asked: &Asked) -> Result<Picture, Wrong> {
        let source = media::Source::of(self.press);
        if no_picture(&self.press.site.media.get(id).source.below).is_some() {
            return Ok(Picture::plain(self.original_at(id, rest), None));
        }
        if let Some(wrong) = media::wrong(source, id) {
            return Err(wrong);
        }
        if source.derived(id).is_none() {
            let url = self.original_at(id, rest);
            let whole = (asked.role == PictureRole::Gallery).then(|| url.clone());
            return Ok(Picture { whole, ..Picture::plain(url, source.own_size(id)) });
        }
        self.derived.borrow_mut().insert(id);
        let is_of_gallery = asked.role == PictureRole::Gallery;
        let place = if is_of_gallery { GALLERY } else { asked.place.unwrap_or(TEXT) };
        let place = self.press.site.place(place);
        let asked = media::Asked::of(id, asked.focus, asked.crop);
        let whole = is_of_gallery.then(|| source.whole(asked, self.press.site.place(WHOLE)));
        Ok(Picture { remark: media::remark(source, asked, place), whole, ..source.set(asked, place).in_text(place) })
    }

    fn story(&self, path: &str, anchor: &str) -> Target {
        let site = &*self.press.site;
        let Some(joined) = join(self.folder, path) else {
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
                return to_hidden(*hidden, message, hint.to_owned());
            }
            // Its own mistakes have been reported, and nothing is published.
            if site.incomplete.contains(&id) {
                return Target::Address { href: "#".to_owned(), language: None };
            }
            let near = nearest(&id.0, site.story_index.keys().map(|k| &*k.0));
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
            nearest.find(|l| !term.articles[l.0].is_empty()).map(|l| (l, &term.pages[l.0]))
        });
        let Some((language, address)) = in_language else {
            let is_it =
                |story: &StoryId| story.section() == Some(kind.folder()) && story.0.ends_with(&format!("/{id}"));
            let hidden = site.concealed.iter().find(|text| is_it(&text.story));
            if let Some(hidden) = hidden {
                let message = format!("the link leads to the {word} `{id}`, which {}", hidden.why.in_words());
                let hint = format!("readers would find nothing there: remove the link, or publish the {word} first");
                return to_hidden(hidden.why, message, hint);
            }
            let near = nearest(id, terms.terms.iter().map(|term| term.id.as_str()));
            let message = format!("there is no public {word} `{id}`");
            let hint = near.filter(|near| *near != id).map(|near| format!("did you mean `{}/{near}`?", kind.folder()));
            let hint = hint.unwrap_or_else(|| format!("a {word} is public once one of its articles is"));
            return Target::Broken(Code::BrokenLink, message, hint);
        };
        let foreign = (language != self.language).then(|| site.locales.get(language).tag.to_string());
        Target::Address { href: format!("{}{anchor}", encode_spaces(&site.href(address))), language: foreign }
    }

    /// The text that is not public and would be at an address of the site, if one would.
    fn hidden_at(&self, target: &str) -> Option<&Concealed> {
        let site = &*self.press.site;
        if site.concealed.is_empty() || !(target.starts_with('/') || scheme(target).is_some()) {
            return None;
        }
        let below = below_site(self.press, target)?;
        let below = percent_decode_str(below).decode_utf8_lossy();
        let is_public = |below: &str| self.press.routes.at(below).is_some();
        if is_public(&below) || is_public(&format!("{below}/")) {
            return None;
        }
        let is_it = |address: &String| address.trim_matches('/') == below.trim_matches('/');
        site.concealed.iter().find(|text| text.addresses.iter().any(is_it))
    }

    /// The story that a path below `content/` means, with or without a language, as a bundle or not.
    fn story_id(&self, path: &str) -> (StoryId, Option<String>) {
        let name = crate::input::content::SourceName::parse(path, |tag| self.press.site.locales.find(tag).is_some());
        (name.story, name.language)
    }
}

/// A link to what is not public. Where somebody publishes without a text, those that name it are published all the
/// same.
fn to_hidden(why: Hidden, message: String, hint: String) -> Target {
    match why {
        Hidden::LeftOut => Target::LeftOut(message, hint),
        _ => Target::Broken(Code::LinkToHidden, message, hint),
    }
}

impl Surroundings for SiteLinks<'_> {
    fn link(&self, target: &str) -> Target {
        if !is_safe_address(target) {
            let message = format!("the link `{target}` has an address that could run code");
            return Target::Broken(Code::UnsafeLink, message, "use an address that begins with https://".to_owned());
        }
        if let Some(hidden) = self.hidden_at(target) {
            let message = format!("the link leads to `{}`, which {}", hidden.story, hidden.why.in_words());
            let hint = "its address alone tells of it: remove the link, or publish the other text first";
            return to_hidden(hidden.why, message, hint.to_owned());
        }
        let here = |href: String| Target::Address { href, language: None };
        if target.starts_with('#') || target.starts_with("//") || target.is_empty() || scheme(target).is_some() {
            return here(target.to_owned());
        }
        let end = target.find(['#', '?']).unwrap_or(target.len());
        let (path, rest) = target.split_at(end);
        let decoded: Cow<str> = percent_decode_str(path).decode_utf8_lossy();
        if decoded.ends_with(".md") {
            return self.story(&decoded, rest);
        }
        match self.file(target) {
            Err((code, message, hint)) => return Target::Broken(code, message, hint),
            Ok(Some((_, href))) => return here(href),
            Ok(None) if path.starts_with('/') => return here(format!("{}{target}", self.press.site.base_path())),
            Ok(None) => {}
        }
        let near = self.press.site.media.near_variant(self.folder, &decoded);
        Target::Broken(
            Code::BrokenLink,
            format!("there is no file `{decoded}` beside this one"),
            near.unwrap_or_else(|| {
                "link to an article by its source file, `[x](../news/treaty.md)`, and to anything else by its full address"
                    .to_owned()
            }),
        )
    }

    fn picture(&self, asked: &Asked) -> Result<Picture, Wrong> {
        Ok(match self.source(asked.src, "picture")? {
            Found::Elsewhere(url) => {
                let whole = (asked.role == PictureRole::Gallery).then(|| url.clone().into_owned());
                Picture { whole, ..Picture::plain(url, asked.size) }
            }
            Found::File { shown, rest, .. } => self.shown(shown, rest, asked)?,
        })
    }

    fn recording(&self, src: &str, kind: Recording) -> Result<Played, Wrong> {
        Ok(match self.source(src, kind.noun())? {
            Found::Elsewhere(url) => players::elsewhere(self, url, kind),
            Found::File { named, shown, rest } => players::in_text(self, (named, shown), rest, kind),
        })
    }

    fn embed(&self, asked: &EmbedAsked) -> Option<Embed> {
        embeds::embed(self.press, asked, self.written_in)
    }

    fn has_ended(&self, until: WrittenDate) -> bool {
        let site = &*self.press.site;
        until.in_zone(&site.config.time_zone).is_some_and(|until| until.timestamp <= site.now.timestamp)
    }

    fn seen_from_page(&self, address: &str) -> Option<String> {
        let site = &*self.press.site;
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(end);
        let path: Cow<str> = percent_decode_str(path).decode_utf8_lossy();
        let below = match path.starts_with('/') {
            // Without a base path, it is what Markdown would make of it.
            true if site.base_path().is_empty() => return None,
            true => below_site(self.press, &path)?.to_owned(),
            false => {
                let page = self.page?.address();
                let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                let joined = join(folder.trim_start_matches('/'), &path)?;
                let slash = if path.ends_with('/') || path.ends_with("..") { "/" } else { "" };
                format!("/{joined}{slash}")
            }
        };
        if let Ok(Some((_, href))) = self.file(&below) {
            return Some(format!("{href}{rest}"));
        }
        let find = |below: &str| self.press.routes.at(below);
        let route = find(&below).or_else(|| find(&format!("{below}/")))?;
        let is_public = !matches!(route.subject, crate::plan::Subject::Media(_));
        is_public.then(|| format!("{}{rest}", encode_spaces(&site.href(&route.path))))
    }

    fn places(&self) -> Vec<&str> {
        let of_theme = self.press.site.places.iter().filter(|(_, place)| place.in_texts);
        let mut names: Vec<&str> = of_theme.map(|(name, _)| name.as_str()).collect();
        if names.is_empty() {
            names.push(TEXT);
        }
        names
    }

    fn has_id(&self, id: &str) -> bool {
        self.press.templates.has_id(self.template, id)
    }
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
        for good in ["https://a.b/c:d", "mailto:a@b", "tg:x", "any:x", "/a:b", "a/b:c", "#x", "../a.md"] {
            assert!(is_safe_address(good), "{good}");
        }
    }
}
