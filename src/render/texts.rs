//! Texts of the site, rendered: the Markdown of articles, notes and dossiers with the site around it.

use super::links::SiteLinks;
use crate::input::content::Document;
use crate::language::LanguageId;
use crate::language::typography::Typography;
use crate::markdown::{Body, Labels, RawHtml, Source, render};
use crate::site::{Article, DossierText, Note, Site};

/// Renders the text of an article of the site for readers of a language, which need not be the text's own: links lead
/// to what is in theirs.
pub fn render_article(site: &Site, article: &Article, reader: LanguageId) -> Body {
    let links = SiteLinks::new(site, &article.document, reader);
    let typography = site.locales.typography(article.language, article.typography);
    render(&source_of(site, &links, &article.document, article.language, typography))
}

/// Renders the note about an author.
pub fn render_note(site: &Site, note: &Note) -> Body {
    let links = SiteLinks::new(site, &note.document, note.language);
    let typography = site.locales.typography(note.language, None);
    render(&source_of(site, &links, &note.document, note.language, typography))
}

/// Renders the introduction of a dossier.
pub fn render_dossier(site: &Site, text: &DossierText) -> Body {
    let links = SiteLinks::new(site, &text.document, text.language);
    let typography = site.locales.typography(text.language, text.typography);
    render(&source_of(site, &links, &text.document, text.language, typography))
}

fn source_of<'a>(
    site: &Site,
    links: &'a SiteLinks,
    document: &'a Document,
    language: LanguageId,
    typography: &'a Typography,
) -> Source<'a> {
    let word =
        |key: &str| site.locales.message(language, key, None).map_or_else(|| key.to_owned(), |text| text.into_owned());
    Source {
        path: &document.path,
        text: &document.text,
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
    }
}
