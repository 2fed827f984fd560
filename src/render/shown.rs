//! Shown: which of the files beside the texts readers get to see. Only what public pages show or link to is published, found
//! in what was rendered and not in what was written.

use super::kept::Showing;
use super::media::Source;
use super::named_files::below_site;
use super::press::Press;
use super::texts;
use crate::html::tags::{self, Token};
use crate::input::content::Document;
use crate::input::media::MediaId;
use crate::language::LanguageId;
use crate::markdown::Body;
use crate::path::OutputPath;
use crate::plan::{Route, Subject};
use crate::site::{Article, ArticleId, NoteId, TaxonomyKind};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

/// Sets all texts that pages show, on all cores, and notes which files they show.
pub fn set_texts(press: &Press) {
    set_other_texts(press);
    press.site.articles.par_iter().for_each(|article| drop(texts::told(press, article)));
    // Nothing in here is shared among cores: one that waits for it could be the one that is to do it.
    press.kept.shown.get_or_init(|| by_texts(press));
}

/// Sets the texts that are no articles.
pub fn set_other_texts(press: &Press) {
    let site = &*press.site;
    notes_on_pages(press).into_par_iter().for_each(|note| {
        texts::note_body(press, note);
    });
    for dossier in 0..site.dossier_texts.len() {
        for language in site.locales.ids() {
            texts::dossier_body(press, dossier, language);
        }
    }
    press.kept.terms.keys().for_each(|(kind, term, language)| {
        texts::term_body(press, *kind, *term, *language);
    });
}

/// Notes which files texts show, where all have been set but some that are known to show none.
pub fn note_files(press: &Press) {
    press.kept.shown.get_or_init(|| by_texts(press));
}

/// Sets all texts, unless that has been done.
fn set_texts_once(press: &Press) {
    if press.kept.shown.get().is_none() {
        set_texts(press);
    }
}

/// The notes that stand below articles, or on the pages of authors.
fn notes_on_pages(press: &Press) -> Vec<NoteId> {
    let site = &*press.site;
    let note = |author: usize, language: usize| site.profiles[author].notes[language];
    let mut are_shown = vec![false; site.notes.len()];
    let mut show = |note: NoteId| are_shown[note.0] = true;
    for route in press.routes.iter() {
        let Some(language) = route.language else { continue };
        match route.subject {
            Subject::Article(id) | Subject::Fallback(id) => {
                site.article(id).authors.iter().filter_map(|author| note(*author, language.0)).for_each(&mut show);
            }
            Subject::Author(author, _) => note(author, language.0).into_iter().for_each(&mut show),
            _ => {}
        }
    }
    (0..site.notes.len()).filter(|note| are_shown[*note]).map(NoteId).collect()
}

/// Whether a public text shows a file or links to it, in its front matter or on its page. What only a template shows is not
/// known here. All texts are set for it.
pub fn shows(press: &Press, id: MediaId) -> bool {
    showing(press, id) != Showing::No
}

/// Whether a file itself is published: a public text links to it, or shows it as it is. What only a template shows is not
/// known here.
pub fn is_published(press: &Press, id: MediaId) -> bool {
    showing(press, id) == Showing::AsItIs
}

fn showing(press: &Press, id: MediaId) -> Showing {
    set_texts_once(press);
    press.kept.shown.get().and_then(|shown| shown.get(id.0).copied()).unwrap_or_default()
}

/// The number of files that a site is published as; those that only templates show are not among them.
pub fn count_files(press: &Press) -> usize {
    let is_there = |route: &&Route| match route.subject {
        Subject::Media(id) => is_published(press, id),
        _ => true,
    };
    press.routes.iter().filter(is_there).count()
}

/// By the ids of the files, how front matter or text of what is public shows them.
fn by_texts(press: &Press) -> Vec<Showing> {
    let site = &*press.site;
    let mut shown = vec![Showing::No; site.media.files.len()];
    let mut note = |id: MediaId, showing: Showing| {
        if let Some(shown) = shown.get_mut(id.0) {
            *shown = showing.max(*shown);
        }
    };
    for id in site.published.iter() {
        let is_derived = Source::of(press).derived(*id).is_some();
        note(*id, if is_derived { Showing::Derived } else { Showing::AsItIs });
    }
    press.each_told(|body| {
        body.files.iter().for_each(|id| note(*id, Showing::AsItIs));
        body.derived.iter().for_each(|id| note(*id, Showing::Derived));
    });
    shown
}

/// Files that a page shows or links to as they are, whoever put them there: a text, or a template that makes it of `extra`,
/// say. A page with nothing but what is known already is not parsed.
pub fn by_page(press: &Press, page: &[u8], is_known: impl Fn(MediaId) -> bool) -> BTreeSet<MediaId> {
    let is_new = |id: &MediaId| !is_known(*id);
    let is_new_at = |at: usize| {
        !page[..at].ends_with(b"/assets")
            && ends(&page[at..]).any(|address| {
                press.site.media.with_address(&address.replace("&amp;", "&")).as_ref().is_some_and(is_new)
            })
    };
    if !memchr::memmem::find_iter(page, MEDIA).any(is_new_at) {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    tags::read(page, &mut |token, _| {
        let Token::Value(value) = token else { return };
        let Ok(value) = std::str::from_utf8(value) else { return };
        // An attribute may hold several addresses (`srcset`), and an address a query.
        let addresses = value.split([' ', ',', '\n', '\t']).filter_map(|word| below_site(press, word));
        let addresses = addresses.chain(below_site(press, value));
        found.extend(addresses.filter_map(|address| press.site.media.with_address(address)).filter(is_new));
    });
    found
}

/// What stands in the address of every file beside the texts, and of its derivatives.
pub(super) const MEDIA: &[u8] = b"/media/";

/// The longest address that is looked at.
const LONGEST: usize = 2048;

/// What may be an address at the beginning of some bytes: it ends with its quotation marks, or where it has none.
fn ends(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let cut = |ends: &'static [u8]| {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let end = bytes.iter().position(|byte| ends.contains(byte))?;
        std::str::from_utf8(&bytes[..end]).ok()
    };
    [&b"\"<>?#"[..], b"'<>?#", b" \n\"'<>?#", b", \n\"'<>?#"].into_iter().filter_map(cut)
}

/// A text as it stands on pages.
pub struct Text<'a> {
    /// Its file.
    pub document: &'a Document,
    /// The text, set.
    pub body: SetText<'a>,
    of: TextOf,
}

/// A text that has been set.
pub enum SetText<'a> {
    /// It is kept for as long as the press.
    Kept(&'a Body),
    /// It may be dropped.
    Shared(Arc<Body>),
}

impl Deref for SetText<'_> {
    type Target = Body;

    fn deref(&self) -> &Body {
        match self {
            SetText::Kept(body) => body,
            SetText::Shared(body) => body,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TextOf {
    Article(ArticleId),
    Note(NoteId),
    Dossier(usize, LanguageId),
    Term(TaxonomyKind, usize, LanguageId),
}

/// The texts that pages show and that may have something to tell. An article's text itself may have been dropped.
pub fn texts(press: &Press) -> Vec<Text<'_>> {
    let site = &*press.site;
    let may_tell = |article: &&Arc<Article>| !press.kept_of(article).text.is_free();
    let articles = site.articles.iter().filter(may_tell).map(|article| told_by(press, article));
    let notes = notes_on_pages(press).into_iter().map(|note| of_note(press, note));
    let dossiers = (0..site.dossier_texts.len())
        .flat_map(|dossier| site.locales.ids().filter_map(move |language| of_dossier(press, dossier, language)));
    let terms = press.kept.terms.keys().filter_map(|(kind, term, language)| of_term(press, *kind, *term, *language));
    articles.chain(notes).chain(dossiers).chain(terms).collect()
}

/// The texts that stand on the page of a route.
pub fn texts_on<'a>(press: &'a Press, route: &Route) -> Vec<Text<'a>> {
    let site = &*press.site;
    let Some(language) = route.language else { return Vec::new() };
    let note = |author: usize| site.profiles[author].notes[language.0].map(|note| of_note(press, note));
    match route.subject {
        Subject::Article(id) => {
            let notes = site.article(id).authors.iter().filter_map(|author| note(*author));
            std::iter::once(of_article(press, id)).chain(notes).collect()
        }
        Subject::Fallback(id) => {
            let article = site.article(id);
            let body = SetText::Shared(Arc::new(texts::render_article(press, article, language)));
            let text = Text { document: &article.document, body, of: TextOf::Article(id) };
            std::iter::once(text).chain(article.authors.iter().filter_map(|author| note(*author))).collect()
        }
        Subject::Author(author, _) => note(author).into_iter().collect(),
        Subject::Dossier(dossier, _) => of_dossier(press, dossier, language).into_iter().collect(),
        Subject::Section(term, _) => of_term(press, TaxonomyKind::Section, term, language).into_iter().collect(),
        Subject::Tag(term, _) => of_term(press, TaxonomyKind::Tag, term, language).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The first page that a text stands on.
pub fn page_of<'a>(press: &'a Press, text: &Text) -> Option<&'a OutputPath> {
    let site = &*press.site;
    let has = |route: &&Route| match (text.of, route.subject) {
        (TextOf::Note(note), Subject::Article(id)) => {
            let language = route.language.map_or(0, |language| language.0);
            site.article(id).authors.iter().any(|author| site.profiles[*author].notes[language] == Some(note))
        }
        (TextOf::Dossier(wanted, language), Subject::Dossier(dossier, 1)) => {
            dossier == wanted && route.language == Some(language)
        }
        (TextOf::Term(TaxonomyKind::Section, wanted, language), Subject::Section(term, 1))
        | (TextOf::Term(TaxonomyKind::Tag, wanted, language), Subject::Tag(term, 1)) => {
            term == wanted && route.language == Some(language)
        }
        _ => false,
    };
    match text.of {
        TextOf::Article(id) => Some(&site.article(id).placement.path),
        _ => press.routes.iter().find(has).map(|route| &route.path),
    }
}

/// Whether a text on the page of a route shows something of others, and whether one has a gallery.
pub(super) fn needs_script(press: &Press, route: &Route) -> (bool, bool) {
    let of = |body: &Body| (!body.frames.is_empty(), body.has_gallery);
    let either = |a: (bool, bool), b: (bool, bool)| (a.0 || b.0, a.1 || b.1);
    match route.subject {
        // What stands around it in another language makes no difference.
        Subject::Fallback(id) => of(&texts::told(press, press.site.article(id))),
        _ => texts_on(press, route).iter().map(|text| of(&text.body)).fold((false, false), either),
    }
}

/// Whom the frames of all public texts ask, as a content security policy has it.
pub fn frames(press: &Press) -> BTreeSet<String> {
    set_texts_once(press);
    frames_so_far(press)
}

/// The same, of those texts that have been set.
pub fn frames_so_far(press: &Press) -> BTreeSet<String> {
    let mut frames = BTreeSet::new();
    press.each_told(|body| frames.extend(body.frames.iter().cloned()));
    frames
}

fn of_article(press: &Press, id: ArticleId) -> Text<'_> {
    let article = press.site.article(id);
    Text { document: &article.document, body: SetText::Shared(texts::body(press, article)), of: TextOf::Article(id) }
}

fn told_by<'a>(press: &'a Press, article: &'a Article) -> Text<'a> {
    let body = SetText::Shared(texts::told(press, article));
    Text { document: &article.document, body, of: TextOf::Article(article.id) }
}

fn of_note(press: &Press, id: NoteId) -> Text<'_> {
    let note = press.site.note(id);
    Text { document: &note.document, body: SetText::Kept(texts::note_body(press, id)), of: TextOf::Note(id) }
}

fn of_dossier(press: &Press, dossier: usize, language: LanguageId) -> Option<Text<'_>> {
    let body = SetText::Kept(texts::dossier_body(press, dossier, language)?);
    let document = &press.site.dossier_texts[dossier][language.0].as_ref()?.document;
    Some(Text { document, body, of: TextOf::Dossier(dossier, language) })
}

fn of_term(press: &Press, kind: TaxonomyKind, term: usize, language: LanguageId) -> Option<Text<'_>> {
    let body = SetText::Kept(texts::term_body(press, kind, term, language)?);
    let document = &press.site.taxonomy(kind).terms[term].text(language)?.document;
    Some(Text { document, body, of: TextOf::Term(kind, term, language) })
}
