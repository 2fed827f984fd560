//! The headline in the text: a page shows its title once, wherever it was written.

use super::Spanned;
use super::events::{end_of, plain_text};
use crate::path::slugify;
use pulldown_cmark::{Event, HeadingLevel, Tag};

/// Takes a first heading out that only repeats the headline. Gives the id that it would have had: links to it lead to the
/// top of the page.
pub(super) fn without_repetition(markdown: &str, events: &mut Vec<Spanned>, headline: &str) -> Option<String> {
    // Comments before it are nothing.
    let mut start = 0;
    while let Some((Event::Start(Tag::HtmlBlock), range)) = events.get(start)
        && markdown[range.clone()].trim_start().starts_with("<!--")
        && markdown[range.clone()].trim_end().ends_with("-->")
    {
        start = end_of(events, start) + 1;
    }
    let Some((Event::Start(Tag::Heading { level: HeadingLevel::H1, id, .. }), _)) = events.get(start) else {
        return None;
    };
    let end = end_of(events, start);
    let inner = &events[start + 1..end];
    let is_more = |(event, _): &Spanned| {
        let is_place = matches!(event, Event::FootnoteReference(_) | Event::InlineHtml(_));
        is_place || matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))
    };
    let words = plain_text(inner);
    let title = normal(&words);
    if inner.iter().any(is_more) || title.is_empty() || title != normal(headline) {
        return None;
    }
    let id = id.as_ref().map_or_else(|| slugify(&words), |id| id.to_string());
    events.drain(start..=end);
    Some(id)
}

/// A text without what typography and habit change: case, white space, the form of quotation marks and dashes.
fn normal(text: &str) -> String {
    let composed = icu::normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    let mut normal = String::with_capacity(composed.len());
    for c in composed.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_whitespace() || c.is_control() => {}
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => {}
            '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '「'..='』' | 'ʼ' | '′' | '″' => {
                normal.push('"')
            }
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                if !normal.ends_with('-') {
                    normal.push('-');
                }
            }
            c => normal.push(c),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_typography_changes_is_the_same_headline() {
        for (a, b) in [
            ("The “deal” — what’s next?", "The \"deal\" -- what's  next ?"),
            ("L’accord : l’essentiel", "L'ACCORD: l'essentiel"),
            ("«Сделка»…", "\"сделка\"..."),
            ("Cafe\u{301}", "café"),
        ] {
            assert_eq!(normal(a), normal(b));
        }
        assert_ne!(normal("C++"), normal("C"));
        assert_ne!(normal("Is it over?"), normal("Is it over"));
    }
}
