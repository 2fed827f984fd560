//! The headline in the text: a page shows its title once, wherever it was written.

use super::Spanned;
use super::blocks::{end_of, plain_text};
use pulldown_cmark::{Event, HeadingLevel, Tag};

/// Takes a first heading out that only repeats the headline.
pub(super) fn without_repetition(events: &mut Vec<Spanned>, headline: &str) {
    let is_headline =
        matches!(events.first(), Some((Event::Start(Tag::Heading { level: HeadingLevel::H1, id: None, .. }), _)));
    if !is_headline {
        return;
    }
    let end = end_of(events, 0);
    let inner = &events[1..end];
    let is_words = |(event, _): &Spanned| {
        let is_more = matches!(
            event,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::FootnoteReference(_) | Event::InlineHtml(_)
        );
        !is_more
    };
    let title = normal(&plain_text(inner));
    if inner.iter().all(is_words) && !title.is_empty() && title == normal(headline) {
        events.drain(..=end);
    }
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
