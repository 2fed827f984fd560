//! Proof: pages that hold what is not public say so, whatever templates made them.

use crate::html::escape;
use crate::language::LanguageId;
use crate::site::Site;
use memchr::memmem;

/// The message that says it, in the theme's words.
const NOTICE: &str = "proof-notice";

/// What stands there where no locale has the message.
const SIGN: &str = "⚠ PROOF";

/// A page that says at its top that it is a proof, and asks search engines to leave it alone.
pub(super) fn mark(site: &Site, language: LanguageId, page: &[u8]) -> Vec<u8> {
    let notice = site.locales.optional_message(language, NOTICE);
    let notice = format!("\n<p class=\"proof\" role=\"note\">{}</p>", escape(notice.as_deref().unwrap_or(SIGN)));
    let robots = b"<meta name=\"robots\" content=\"noindex, nofollow\">\n";
    let head = memmem::find(page, b"</head>").unwrap_or(0);
    let body = start_of_body(page, head).unwrap_or(page.len());
    let mut marked = Vec::with_capacity(page.len() + notice.len() + robots.len());
    marked.extend_from_slice(&page[..head]);
    marked.extend_from_slice(if head > 0 { robots } else { b"" });
    marked.extend_from_slice(&page[head..body]);
    marked.extend_from_slice(notice.as_bytes());
    marked.extend_from_slice(&page[body..]);
    marked
}

/// Where the content of the body begins. A `>` may stand in the value of an attribute.
fn start_of_body(page: &[u8], from: usize) -> Option<usize> {
    let start = from + memmem::find(&page[from..], b"<body")?;
    let mut quote = None;
    for (i, byte) in page[start..].iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(start + i + 1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_begins_behind_its_tag_whatever_stands_in_it() {
        let page = b"<html><head></head><body class='a>b' id=x>\n<p>";
        assert_eq!(start_of_body(page, 0), Some(page.len() - 4));
        assert_eq!(start_of_body(b"<p>", 0), None);
    }
}
