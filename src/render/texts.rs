//! Texts of the site, rendered: the Markdown of articles, notes and dossiers with the site around it.

use super::named_files::SiteLinks;
use super::press::Press;
use super::{media, players, usage};
use crate::diagnostic::Diagnostics;
use crate::input::content::Document;
use crate::language::LanguageId;
use crate::language::typography::Typography;
use crate::language::usage::Usage;
use crate::markdown::{Body, Labels, RawHtml, Source, render};
use crate::site::{Article, DossierText, Image, Note, NoteId, TaxonomyKind, TermText};
use crate::timings::{Work, begin};
use std::cell::OnceCell;
use std::sync::Arc;

/// An article's text, set on first use.
pub fn body(press: &Press, article: &Article) -> Arc<Body> {
    press.kept_of(article).text.body(|| render_article(press, article, article.placement.language))
}

/// What an article's text tells. The text itself may have been dropped.
pub(super) fn told(press: &Press, article: &Article) -> Arc<Body> {
    press.kept_of(article).text.told().unwrap_or_else(|| body(press, article))
}

/// The same; none where it is known without looking that the text has nothing to tell.
pub(super) fn told_if_any(press: &Press, article: &Article) -> Option<Arc<Body>> {
    (!press.kept_of(article).text.is_free()).then(|| told(press, article))
}

/// An author's note, set on first use.
pub(super) fn note_body(press: &Press, id: NoteId) -> &Body {
    press.kept.notes[id.0].get_or_init(|| render_note(press, press.site.note(id)))
}

/// The introduction of a dossier in a language, set on first use; none where the language has none.
pub(super) fn dossier_body(press: &Press, dossier: usize, language: LanguageId) -> Option<&Body> {
    let text = press.site.dossier_texts[dossier][language.0].as_ref()?;
    Some(press.kept.dossiers[dossier][language.0].get_or_init(|| render_dossier(press, dossier, text)))
}

/// The templates of articles' pages: of those in a section, and of others.
pub const TEMPLATES: [&str; 2] = ["article.html", "page.html"];

/// The template of an article's page.
pub fn template_of(article: &Article) -> &'static str {
    let [article_html, page_html] = TEMPLATES;
    if article.section.is_some() { article_html } else { page_html }
}

/// The introduction of a section or a tag in a language, set on first use; none where the language has none.
pub(super) fn term_body(press: &Press, kind: TaxonomyKind, term: usize, language: LanguageId) -> Option<&Body> {
    let text = press.site.taxonomy(kind).terms[term].text(language)?;
    Some(press.kept.terms.get(&(kind, term, language))?.get_or_init(|| render_term(press, kind, text)))
}

/// Renders the text of an article of the site for readers of a language, which need not be the text's own: links lead
/// to what is in theirs.
pub(super) fn render_article(press: &Press, article: &Article, reader: LanguageId) -> Body {
    let work = begin(Work::Text, "article");
    let site = &*press.site;
    let links = SiteLinks::new(press, &article.document, reader, template_of(article), Some(&article.placement.path))
        .written_in(article.placement.language, article.placement.original);
    let typography = site.locales.typography(article.placement.language, article.typography);
    let usage = site.locales.usage(article.placement.language);
    let mut body = set(&article.document, usage, links, |links, text| {
        let source = source_of(press, links, (&article.document, text), article.placement.language, typography);
        render(&Source { headline: Some(&article.title), ..source })
    });
    body.problems.append(picture_problems(press, &article.document, article.image.as_ref()));
    body.problems.append(players::of_front_matter(press, article));
    work.done(|| body.html.len() as u64);
    body
}

/// What is wrong with the picture above a text, which is looked at when the text is set.
fn picture_problems(press: &Press, document: &Document, image: Option<&Image>) -> Diagnostics {
    media::of_front_matter(media::Source::of(press), document, "image", image)
}

fn render_note(press: &Press, note: &Note) -> Body {
    let work = begin(Work::Text, "author note");
    let site = &*press.site;
    let links = SiteLinks::new(press, &note.document, note.language, "author.html", None);
    let typography = site.locales.typography(note.language, None);
    // It stands on its own page, and below the articles of its author.
    let part = note.document.name.story.0.rsplit('/').next();
    let mut body = set(&note.document, site.locales.usage(note.language), links, |links, text| {
        render(&Source { part, ..source_of(press, links, (&note.document, text), note.language, typography) })
    });
    let photo = part.and_then(|author| site.authors.index.get(author)).and_then(|i| site.profiles[*i].photo.as_ref());
    body.problems.append(media::of_front_matter(media::Source::of(press), &note.document, "photo", photo));
    work.done(|| body.html.len() as u64);
    body
}

fn render_dossier(press: &Press, dossier: usize, text: &DossierText) -> Body {
    let work = begin(Work::Text, "dossier");
    let site = &*press.site;
    let links = SiteLinks::new(press, &text.document, text.language, "dossier.html", None);
    let typography = site.locales.typography(text.language, text.typography);
    let headline = Some(site.dossiers.terms[dossier].labels[text.language.0].name.as_str());
    let mut body = set(&text.document, site.locales.usage(text.language), links, |links, source| {
        render(&Source { headline, ..source_of(press, links, (&text.document, source), text.language, typography) })
    });
    body.problems.append(picture_problems(press, &text.document, text.image.as_ref()));
    work.done(|| body.html.len() as u64);
    body
}

/// Sets the text of a file, and takes down which files it leads to and what the house writes in another way. One that cannot be
/// read any more tells nothing else.
fn set(document: &Document, usage: &Usage, links: SiteLinks, render: impl FnOnce(&SiteLinks, &str) -> Body) -> Body {
    let text = match document.source.read() {
        Ok(text) => text,
        Err(problems) => return Body::of_problems(problems),
    };
    let mut body = render(&links, &text);
    (body.files, body.derived) = links.files();
    body.problems.append(usage::of_document(document, &text, usage));
    body
}

fn render_term(press: &Press, kind: TaxonomyKind, text: &TermText) -> Body {
    let work = begin(Work::Text, "section or tag");
    let template = if kind == TaxonomyKind::Section { "section.html" } else { "tag.html" };
    let links = SiteLinks::new(press, &text.document, text.language, template, None);
    let typography = press.site.locales.typography(text.language, None);
    let usage = press.site.locales.usage(text.language);
    let mut body = set(&text.document, usage, links, |links, source| {
        render(&source_of(press, links, (&text.document, source), text.language, typography))
    });
    body.problems.append(picture_problems(press, &text.document, text.image.as_ref()));
    work.done(|| body.html.len() as u64);
    body
}

fn source_of<'a>(
    press: &Press,
    links: &'a SiteLinks,
    (document, text): (&'a Document, &'a str),
    language: LanguageId,
    typography: &'a Typography,
) -> Source<'a> {
    let site = &*press.site;
    let word =
        |key: &str| site.locales.message(language, key, None).map_or_else(|| key.to_owned(), |text| text.into_owned());
    Source {
        path: &document.path,
        text,
        start: document.body,
        around: links,
        labels: Labels {
            table: word("table"),
            footnotes: word("footnotes"),
            back: word("footnote-back"),
            done: word("task-done"),
            to_do: word("task-open"),
            digits: site.locales.get(language).formats.digits().to_vec(),
        },
        raw_html: if site.config.trust_html { RawHtml::Trusted } else { RawHtml::Sanitised },
        typography,
        headline: None,
        part: None,
        lines: OnceCell::new(),
    }
}
