//! The words of a text at their places, for those who look for names in them.

use super::parse::parse;
use super::visible::Visible;
use pulldown_cmark::{Event, Tag, TagEnd};

/// What readers see of a text and its pictures' captions, every byte at its place, with blanks for all else: for mark-up,
/// code and addresses of links. What a block quotation says is blank, too: those are words of others.
pub fn words_in_place(markdown: &str) -> String {
    parse(markdown, |events, _| {
        let mut seen = Visible::of(markdown, &events).into_bytes();
        let mut depth = 0_usize;
        let mut in_tag = false;
        for (event, range) in &events {
            match event {
                Event::Html(_) | Event::InlineHtml(_) => {
                    // A tag may be in several lines, each with an event of its own.
                    for at in range.clone() {
                        in_tag |= markdown.as_bytes()[at] == b'<';
                        if in_tag {
                            seen[at] = b' ';
                        }
                        in_tag &= markdown.as_bytes()[at] != b'>';
                    }
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    depth += 1;
                    seen[range.clone()].fill(b' ');
                }
                Event::End(TagEnd::BlockQuote(_)) => depth = depth.saturating_sub(1),
                Event::Start(Tag::Image { title, .. }) if !title.is_empty() && depth == 0 => {
                    // The caption stands as it is written, or has escapes: then it is left out.
                    if let Some(at) = markdown[range.clone()].rfind(&**title) {
                        let at = range.start + at;
                        seen[at..at + title.len()].copy_from_slice(title.as_bytes());
                    }
                }
                _ => {}
            }
        }
        String::from_utf8(seen).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::words_in_place;

    #[test]
    fn words_stay_where_they_are_and_all_else_is_blank() {
        let text = "A [link](https://kiev.example), `code` and *Киев*.\n\n![An alt](a.png \"A caption\")\n\n> Others\n\n<p class=\"Kiev\">Raw</p>\n";
        let seen = words_in_place(text);
        assert_eq!(seen.len(), text.len());
        for word in ["link", "Киев", "An alt", "A caption", "Raw"] {
            assert_eq!(seen.find(word), text.find(word), "{word}");
        }
        for word in ["kiev.example", "code", "Others", "class", "Kiev", "a.png"] {
            assert!(!seen.contains(word), "{word}: {seen}");
        }
    }
}
