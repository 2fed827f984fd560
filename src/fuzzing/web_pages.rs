//! Web pages: raw HTML as it stands in texts, feeds and archives of other programs.

use super::{Outcome, held, number_of, size_of, text_of};
use crate::{html, import, language, templates};

/// Raw HTML that is made harmless, made Markdown, or read for its words.
pub fn web_pages(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let clean = html::clean(&text);
    held::well_formed(&clean)?;
    held::harmless(&clean)?;
    let again = html::clean(&clean);
    let absolute = html::absolute(&text, "https://news.example/xx/a/", true);
    held::harmless(&absolute)?;
    held::harmless(&html::absolute(&clean, "https://news.example/xx/a/", false))?;
    let words = language::text::of_html(&clean).len();
    let (markdown, plain) = import::of_html(&text);
    let ids = templates::named_in(&text).len();
    let sizes = [clean.len(), absolute.len(), words, markdown.len(), plain.len(), ids].map(size_of);
    Ok(number_of((sizes, again == clean)))
}
