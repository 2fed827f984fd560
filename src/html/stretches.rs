//! Stretches of text that are written in time. At each `&`, and at each sign between U+0080 and U+00BF, html5ever 0.40 looks for the
//! next `<` or `>` up to the end of the text or the value: what has thousands of the ones and none of the others takes the
//! square of its length. So some of those are put in before the parser reads it, and taken out of what is written.

use super::tags::{Token, read};
use crate::edit::{Edit, applied};
use std::ops::Range;

/// Bytes of text that may stand together. A paragraph has some hundred.
const LONGEST: usize = 4096;

/// Signs that begin as `\u{a0}` does, in UTF-8.
const LATIN: u8 = 0xc2;

/// What stands where a stretch has been parted: a sign that no text has, and `>`. The parser keeps both, and writes them so.
struct Mark(char);

impl Mark {
    /// The first of the signs that are not for texts (Unicode, 23.7) which a text does not have.
    fn new(html: &str) -> Option<Mark> {
        ('\u{fdd0}'..='\u{fdef}').find(|c| !html.contains(*c)).map(Mark)
    }

    /// As it is read.
    fn put(&self) -> String {
        format!("{}>", self.0)
    }

    /// As it is written: in texts and values, and in addresses.
    fn written(&self) -> [String; 2] {
        let encoded: String = self.0.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        [format!("{}&gt;", self.0), format!("{encoded}%3E")]
    }
}

/// What `write` makes of some HTML, in time that grows with its length.
pub(super) fn in_time(html: &str, write: impl Fn(&str) -> String) -> String {
    let Some((parted, mark)) = parted(html) else { return write(html) };
    mark.written().iter().fold(write(&parted), |out, written| out.replace(written, ""))
}

/// The HTML with marks in its long stretches; none where it has none of those.
fn parted(html: &str) -> Option<(String, Mark)> {
    // Nearly every text ends here.
    if html.len() <= 2 * LONGEST || memchr::memchr2_iter(b'&', LATIN, html.as_bytes()).nth(LONGEST / 8).is_none() {
        return None;
    }
    let mark = Mark::new(html)?;
    let mut marks: Vec<Edit> = Vec::new();
    let mut since = 0;
    let mut has_select = false;
    read(html.as_bytes(), &mut |token, span| match token {
        // A paragraph is one to every parser, but for one in a menu. All other tags between two texts may be none: ends of
        // what is not open, rows without a table. They are one text then.
        Token::Open(b"p" | b"li") if !has_select => since = 0,
        Token::Open(b"select") => has_select = true,
        Token::Text => part(html, span, &mut since, &mark, &mut marks),
        Token::Value(_) if span.len() > LONGEST && is_quoted(html, &span) => {
            let mut since = 0;
            part(html, span, &mut since, &mark, &mut marks);
        }
        _ => {}
    });
    (!marks.is_empty()).then(|| (applied(html, &marks), mark))
}

/// Whether a value stands between quotation marks: elsewhere a `>` ends its tag.
fn is_quoted(html: &str, value: &Range<usize>) -> bool {
    value.start > 0 && matches!(html.as_bytes()[value.start - 1], b'"' | b'\'')
}

/// Puts a mark before some of the signs that are looked at one by one. `since` is how many bytes there are behind the last.
fn part(html: &str, span: Range<usize>, since: &mut usize, mark: &Mark, marks: &mut Vec<Edit>) {
    let mut from = span.start;
    for at in memchr::memchr2_iter(b'&', LATIN, &html.as_bytes()[span.clone()]).map(|at| span.start + at) {
        if *since + at - from >= LONGEST {
            marks.push(Edit { at: at..at, with: mark.put() });
            (*since, from) = (0, at);
        }
    }
    *since += span.end - from;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::clean;

    #[test]
    fn a_long_text_without_tags_is_written_as_it_is_and_in_time() {
        for sign in ["&", "\u{a0}", "«é» ", "&amp;amp;", "</x>&", "<tr>&"] {
            let text = sign.repeat(2_000_000 / sign.len());
            let shown = clean(&format!("a{text}"));
            let expected = clean(&format!("a{sign}"));
            assert_eq!(shown.len() - 1, (expected.len() - 1) * (2_000_000 / sign.len()), "{sign}");
            assert!(!shown.contains('\u{fdd0}') && !shown.contains("&gt;"), "{sign}");
        }
    }

    #[test]
    fn no_stretch_is_longer_than_what_is_looked_through_at_each_sign() {
        for html in ["&".repeat(100_000), format!("<p title=\"{}\">", "&".repeat(100_000))] {
            let (parted, _) = parted(&html).unwrap();
            assert!(parted.split('>').all(|stretch| stretch.len() <= LONGEST + 16), "{}", &html[..20]);
        }
    }

    #[test]
    fn a_long_value_is_written_as_it_is_and_in_time() {
        let text = "&a=\u{a7}".repeat(300_000);
        let shown =
            clean(&format!("<p title=\"{text}\" lang='{text}'>x</p><a href=\"https://x.example/?{text}\">y</a>"));
        assert_eq!(shown.matches("&amp;a=\u{a7}").count(), 900_000);
        assert!(!shown.contains('\u{fdd0}') && !shown.contains("&gt;") && shown.ends_with(">y</a>"));
        let absolute =
            crate::html::absolute(&format!("<a href=\"b?{}\">y</a>", "&a=b".repeat(9000)), "https://x.example/", false)
                .into_owned();
        assert!(absolute.starts_with("<a href=\"https://x.example/b?&amp;a=b&amp;"), "{}", &absolute[..80]);
        assert!(!absolute.contains('%') && absolute.matches("&amp;a=b").count() == 9000);
    }

    #[test]
    fn what_is_put_in_is_not_taken_for_what_was_there() {
        let text = "\u{fdd0}> & ".repeat(3000);
        let shown = clean(&text);
        assert_eq!(shown.matches("\u{fdd0}&gt; &amp; ").count(), 3000);
        assert!(!shown.contains('\u{fdd1}'));
        let usual = format!("<p>{}</p>", "« a & b »\u{a0}".repeat(20)).repeat(20);
        assert!(parted(&usual).is_none(), "what people write is not looked through");
    }
}
