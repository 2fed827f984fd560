//! The headline: the first heading of a text, where its front matter says no title.

use super::code::outside;
use std::ops::Range;

/// The first heading of a text, if it is one of the first level: its words, and the bytes of its lines.
pub(super) fn headline(body: &str) -> Option<(String, Range<usize>)> {
    let mut before: Option<Range<usize>> = None;
    for line in outside(body).lines {
        let text = body[line.clone()].trim_end();
        // Up to three blanks are no code.
        let bare = text.trim_start_matches(' ');
        let is_indented = text.len() - bare.len() > 3;
        let level = bare.bytes().take_while(|b| *b == b'#').count();
        if !is_indented && (1..=6).contains(&level) && bare[level..].starts_with([' ', '\t']) {
            return (level == 1)
                .then(|| (plain(bare[1..].trim().trim_end_matches('#')), line))
                .filter(|(t, _)| !t.is_empty());
        }
        // A line of equals signs makes a heading of the line above it.
        if let Some(above) = before.take()
            && !bare.is_empty()
            && bare.bytes().all(|b| b == b'=')
        {
            return Some((plain(&body[above.clone()]), above.start..line.end));
        }
        before = Some(line).filter(|_| !bare.is_empty());
    }
    None
}

/// Words without their marks and the attributes behind them.
fn plain(words: &str) -> String {
    let words = words.trim();
    let words = match words.rfind(" {") {
        Some(at) if words.ends_with('}') => &words[..at],
        _ => words,
    };
    let mut out = String::new();
    let mut rest = words;
    // Of links their words.
    while let Some(at) = rest.find("](") {
        let Some(end) = rest[at..].find(')') else { break };
        let start = rest[..at].rfind('[').unwrap_or(at);
        out.push_str(&rest[..start]);
        out.push_str(&rest[(start + 1).min(at)..at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out.replace("**", "").replace(['*', '`'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_the_headline() {
        for (body, expected) in [
            ("# A *b* [c](d.md) #\n\ntext", Some(("A b c", "# A *b* [c](d.md) #\n"))),
            ("\n\nwords\n\n# Late {#x}\n", Some(("Late", "# Late {#x}\n"))),
            ("A title\n=======\ntext", Some(("A title", "A title\n=======\n"))),
            ("## Second\n\n# First\n", None),
            ("```\n# comment\n```\n\ntext", None),
            ("    # code\n", None),
            ("#tag\n", None),
        ] {
            let found = headline(body);
            let found = found.as_ref().map(|(title, at)| (title.as_str(), &body[at.clone()]));
            assert_eq!(found, expected, "{body}");
        }
    }
}
