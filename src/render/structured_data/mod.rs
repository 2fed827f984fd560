//! Structured data: what a page says of itself to search engines, as JSON-LD in the vocabulary of schema.org.
//!
//! Each page has one graph, whose nodes refer to each other by `@id`: `<page>#article`, `<page>#breadcrumb`,
//! `<home>#website`, `<site>/#publisher`, `<site>/#author-<id>`. An author has one `@id` in all languages, with a name in
//! each. The publisher is told in full on the home pages; elsewhere an article carries its name, logo and address.

mod article;
mod breadcrumbs;
mod pages;
mod shared;

use super::kept::LinkedData;
use super::press::Press;
use crate::language::LanguageId;
use crate::plan::{Route, Subject};
use crate::site::Site;
use serde::Serialize;
use serde_json::Value;

/// A page with what the other parts of the program have found out about it.
pub(super) struct Described<'a> {
    pub press: &'a Press,
    pub route: &'a Route,
    pub language: LanguageId,
    /// The page's full address.
    pub url: &'a str,
    /// The title, without the site's name.
    pub title: Option<&'a str>,
    /// A sentence or two.
    pub description: Option<&'a str>,
}

impl Described<'_> {
    fn site(&self) -> &Site {
        &self.press.site
    }

    fn shared(&self) -> &LinkedData {
        shared::linked_data(self.press)
    }

    fn tag(&self) -> &str {
        self.site().locales.get(self.language).tag.as_str()
    }
}

/// A node of the graph, made anew or written before.
#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Article(Box<article::NewsArticle<'a>>),
    Breadcrumbs(breadcrumbs::Breadcrumbs<'a>),
    Other(Value),
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

/// The graph of a page as JSON that can stand in a `script` element; none for a page that says nothing.
pub(super) fn of(page: &Described) -> Option<String> {
    let graph = match page.route.subject {
        Subject::Article(id) => {
            let article = page.site().article(id);
            let node = match article.section {
                Some(_) => Node::Article(Box::new(article::news_article(page, article))),
                None => Node::Other(pages::plain_page(page, article)),
            };
            vec![node, Node::Breadcrumbs(breadcrumbs::of(page)?)]
        }
        // The article is told of at its own address.
        Subject::Fallback(_) => vec![Node::Breadcrumbs(breadcrumbs::of(page)?)],
        Subject::Home => {
            vec![Node::Other(pages::website(page)), Node::Other(shared::publisher(page.site(), page.language))]
        }
        Subject::Author(i, _) => {
            vec![Node::Other(pages::profile(page, i)), Node::Breadcrumbs(breadcrumbs::of(page)?)]
        }
        Subject::Dossier(i, number) => {
            vec![Node::Other(pages::dossier(page, i, number)), Node::Breadcrumbs(breadcrumbs::of(page)?)]
        }
        _ => vec![Node::Other(pages::collection(page)), Node::Breadcrumbs(breadcrumbs::of(page)?)],
    };
    serde_json::to_string(&Document { context: "https://schema.org", graph }).ok().map(|json| in_html(&json))
}

/// JSON without what could end the element that it stands in, or a line of an old script (HTML, section 4.12.1.3). These
/// characters stand in texts alone, where JSON can escape them.
fn in_html(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 64);
    let mut from = 0;
    let bytes = json.as_bytes();
    for at in memchr::memchr3_iter(b'<', b'>', b'&', bytes) {
        safe.push_str(&json[from..at]);
        safe.push_str(match bytes[at] {
            b'<' => "\\u003c",
            b'>' => "\\u003e",
            _ => "\\u0026",
        });
        from = at + 1;
    }
    safe.push_str(&json[from..]);
    if safe.contains(['\u{2028}', '\u{2029}']) {
        safe = safe.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_cannot_leave_its_element_and_says_the_same(text in "[<>&\"\\\\a/!\\-\u{2028}\u{2029}я]{0,40}") {
            let json = in_html(&serde_json::to_string(&text).unwrap());
            let breaks_out = json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
            prop_assert!(!breaks_out);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
