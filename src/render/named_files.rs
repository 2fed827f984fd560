//! A document of the site and the files that it names: beside the text, at an address of the site, or elsewhere.

use super::media::{self, Wrong};
use super::press::Press;
use crate::diagnostic::Code;
use crate::input::content::{Document, StoryId};
use crate::input::media::{MediaId, Origin};
use crate::language::LanguageId;
use crate::path::{OutputPath, scheme};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The links of a document of the site, for a reader of a language.
pub(super) struct SiteLinks<'a> {
    pub(super) press: &'a Press,
    pub(super) language: LanguageId,
    /// The language of the text itself: its pictures speak it, too.
    pub(super) written_in: LanguageId,
    /// The language of its original: what names no language speaks it.
    pub(super) original: LanguageId,
    /// The document's folder below `content/`.
    pub(super) folder: &'a str,
    /// The template of the page that the text stands on.
    pub(super) template: &'static str,
    /// The page that the text stands on, where that is one alone.
    pub(super) page: Option<&'a OutputPath>,
    /// The files whose own addresses were asked for.
    pub(super) files: RefCell<BTreeSet<MediaId>>,
    /// The pictures that are shown by derivatives.
    pub(super) derived: RefCell<BTreeSet<MediaId>>,
}

/// What the address of a picture or a film means.
pub(super) enum Found<'p> {
    /// What is elsewhere, or at an address of the site that no text knows.
    Elsewhere(Cow<'p, str>),
    /// A file: the one that is named, and the one that readers of the text's language get.
    File { named: MediaId, shown: MediaId, rest: &'p str },
}

impl<'a> SiteLinks<'a> {
    pub fn new(
        press: &'a Press,
        document: &'a Document,
        language: LanguageId,
        template: &'static str,
        page: Option<&'a OutputPath>,
    ) -> SiteLinks<'a> {
        let folder = document.folder();
        let (files, derived) = (RefCell::default(), RefCell::default());
        SiteLinks { press, language, written_in: language, original: language, folder, template, page, files, derived }
    }

    /// The same, of a text that is written in another language than its reader's, or than its original.
    pub fn written_in(self, language: LanguageId, original: LanguageId) -> SiteLinks<'a> {
        SiteLinks { written_in: language, original, ..self }
    }

    /// The files that the text has led to so far, and the pictures of which it shows derivatives.
    pub fn files(self) -> (Vec<MediaId>, Vec<MediaId>) {
        let list = |set: RefCell<BTreeSet<MediaId>>| set.into_inner().into_iter().collect();
        (list(self.files), list(self.derived))
    }

    /// The file beside the text, or at an address of the site, that a path means, if there is one. A path may have a query.
    pub(super) fn file(&self, path: &str) -> Result<Option<(MediaId, String)>, Wrong> {
        let Some((id, rest)) = self.find(path)? else { return Ok(None) };
        Ok(Some((id, self.original_at(id, rest))))
    }

    /// The address of a file as it is, which is published for that.
    pub(super) fn original_at(&self, id: MediaId, rest: &str) -> String {
        self.files.borrow_mut().insert(id);
        format!("{}{rest}", media::Source::of(self.press).original(id))
    }
}

impl SiteLinks<'_> {
    /// The file that readers of the text's language get for a path, and what stands behind it in the path.
    pub(super) fn find<'p>(&self, path: &'p str) -> Result<Option<(MediaId, &'p str)>, Wrong> {
        let found = self.named(path).map(|(id, rest)| (self.press.site.media.in_language(id, self.written_in), rest));
        match found.and_then(|(id, _)| self.is_withheld(id)) {
            Some(wrong) => Err(wrong),
            None => Ok(found),
        }
    }

    /// The file that a path means, and what stands behind it in the path.
    fn named<'p>(&self, path: &'p str) -> Option<(MediaId, &'p str)> {
        let library = &self.press.site.media;
        let find = |path: &str| match path.starts_with('/') {
            true => library.with_address(path).or_else(|| library.with_address(below_site(self.press, path)?)),
            false => library.named(self.folder, path),
        };
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let whole = find(path).map(|id| (id, ""));
        whole.or_else(|| find(&path[..end]).map(|id| (id, &path[end..])))
    }

    /// What the address of a picture or a film means.
    pub(super) fn source<'p>(&self, src: &'p str, noun: &str) -> Result<Found<'p>, Wrong> {
        if let Some(scheme) = scheme(src) {
            if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
                return Ok(Found::Elsewhere(Cow::Borrowed(src)));
            }
            let message = format!("the address `{}` of the {noun} is not safe", shortened(src));
            return Err((Code::UnsafeLink, message, "put the file beside the article".into()));
        }
        if src.starts_with("//") {
            return Ok(Found::Elsewhere(Cow::Borrowed(src)));
        }
        if let Some((shown, rest)) = self.find(src)? {
            let named = self.named(src).map_or(shown, |(named, _)| named);
            return Ok(Found::File { named, shown, rest });
        }
        if src.starts_with('/') {
            return Ok(Found::Elsewhere(Cow::Owned(format!("{}{src}", self.press.site.base_path()))));
        }
        let path: Cow<str> = percent_decode_str(src).decode_utf8_lossy();
        let near = self.press.site.media.near_variant(self.folder, &path);
        Err((
            Code::MissingFile,
            format!("there is no {noun} `{}` beside this file", shortened(&path)),
            near.unwrap_or_else(|| format!("put it into content/{}/, or fix its name", self.folder)),
        ))
    }

    /// What is wrong with showing a file of a folder that belongs to a text that is not public: its address alone would
    /// tell of that.
    fn is_withheld(&self, id: MediaId) -> Option<Wrong> {
        let site = &*self.press.site;
        if site.media.get(id).origin == Origin::Static {
            return None;
        }
        let mut folder = site.media.get(id).source.below.as_str();
        while let Some((parent, _)) = folder.rsplit_once('/') {
            folder = parent;
            if self.folder == folder || self.folder.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) {
                return None;
            }
            if let Some(state) = self.state_of_hidden(folder) {
                let name = &site.media.get(id).source.path;
                let message = format!("the file {name} is in the folder of `{folder}`, which {state}");
                return Some((Code::LinkToHidden, message, "put a copy beside this text".to_owned()));
            }
        }
        None
    }

    /// What keeps a story or a dossier from readers, if none of its texts is public.
    fn state_of_hidden(&self, id: &str) -> Option<&'static str> {
        let site = &*self.press.site;
        if let Some(dossier) = id.strip_prefix("dossiers/") {
            let is_public = |i: &usize| site.dossier_texts[*i].iter().any(Option::is_some);
            let hidden = site.concealed.iter().find(|text| *text.story.0 == *id)?;
            return (!site.dossiers.index.get(dossier).is_some_and(is_public)).then(|| hidden.why.in_words());
        }
        let story = StoryId(id.into());
        let hidden = site.hidden.get(&story).filter(|_| !site.story_index.contains_key(&story))?;
        Some(hidden.in_words())
    }
}

/// An address as a message quotes it: a picture may stand in one as a whole (`data:`).
fn shortened(address: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    match address.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &address[..end])),
        None => Cow::Borrowed(address),
    }
}

/// The path below the site's root that an address on a page means, without query and anchor.
pub(super) fn below_site<'a>(press: &Press, address: &'a str) -> Option<&'a str> {
    let site = &*press.site;
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    let below =
        address.strip_prefix(site.config.base_url.as_str()).or_else(|| address.strip_prefix(site.base_path()))?;
    below.starts_with('/').then_some(below).filter(|below| percent_decode_str(below).decode_utf8().is_ok())
}
