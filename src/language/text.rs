//! Words of a text, for counts that people read: what a translator has to do, how long an article takes.

use icu::properties::{CodePointMapData, props::Script};
use icu::segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu::segmenter::{SentenceSegmenter, WordSegmenter};
use std::borrow::Cow;

/// The number of words, in any script.
///
/// A word is what stands between white space and holds a letter or a digit. Where a script puts no spaces between
/// words (Chinese, Thai), ICU's dictionaries find them: that takes ten times as long, and is done only there.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace()
        .map(|run| {
            if run.is_ascii() || !run.chars().any(is_written_without_spaces) {
                usize::from(run.chars().any(char::is_alphanumeric))
            } else {
                segmented(run)
            }
        })
        .sum()
}

fn segmented(run: &str) -> usize {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    segmenter.segment_str(run).iter_with_word_type().filter(|(_, kind)| kind.is_word_like()).count()
}

/// Whether a character is a letter. The common ones are known without a look at Unicode's tables: this is asked for
/// every word of every text.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{bf}' => c.is_ascii_alphabetic() || (c > '\u{7f}' && c.is_alphabetic()),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{52f}' => !matches!(c, '\u{482}'..='\u{489}'),
        _ => c.is_alphabetic(),
    }
}

/// Characters of a description that search engines show.
pub const DESCRIPTION: usize = 160;

/// A beginning of a text of at most `longest` characters, with an ellipsis where something was left out.
///
/// It ends with a sentence where one ends in its second half, or else with a word: in scripts without spaces, too
/// (Unicode Standard Annex 29).
pub fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    let Some((limit, _)) = text.char_indices().nth(longest) else { return Cow::Borrowed(text) };
    let room = text.char_indices().nth(longest.saturating_sub(1)).map_or(limit, |(at, _)| at);
    // What follows decides whether a word ends here; more than that need not be looked at.
    let seen = text.char_indices().nth(longest + 100).map_or(text, |(at, _)| &text[..at]);
    let sentences = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let last = |ends: &mut dyn Iterator<Item = usize>, up_to: usize| ends.take_while(|end| *end <= up_to).last();
    if let Some(end) = last(&mut sentences.segment_str(seen), limit)
        && end * 2 >= limit
    {
        return Cow::Borrowed(text[..end].trim_end());
    }
    let words = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let end = last(&mut words.segment_str(seen), room).filter(|end| *end > 0).unwrap_or(room);
    let kept = text[..end].trim_end_matches(|c: char| {
        c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, ')' | '»' | '”' | '“' | '%'))
    });
    Cow::Owned(format!("{kept}…"))
}

/// The text of HTML that this program has written, without its tags; blocks are parted by a space.
pub fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = rest[at..end].trim_start_matches(['<', '/']);
        if INLINE.iter().all(|name| !tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']))) {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Elements inside a line: no space is read where they begin or end.
const INLINE: [&str; 12] = ["a", "em", "strong", "del", "code", "span", "sup", "sub", "b", "i", "bdi", "mark"];

/// A word or a sentence with a large first letter, whatever its language.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What follows the first of several when it is the only one named: ` and 2 other files`, or nothing.
pub fn and_others(n: usize, noun: &str) -> String {
    if n == 0 { String::new() } else { format!(" and {}", counted(n, &format!("other {noun}"))) }
}

/// A number with its noun: `1 word`, `2 words`. For people at the command line, whose language is English.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Scripts whose words stand together (Unicode Standard Annex 29, section 4.1).
fn is_written_without_spaces(c: char) -> bool {
    // All of them are above Latin, Greek, Cyrillic, Arabic and the scripts of India.
    c >= '\u{e00}'
        && matches!(
            CodePointMapData::<Script>::new().get(c),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
}

/// Whether two lines are one text without a blank between them: what ends and what begins is of scripts without spaces.
pub fn joins_without_blank(before: &str, after: &str) -> bool {
    let is_wide =
        |c: char| is_written_without_spaces(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    before.chars().next_back().is_some_and(is_wide) && after.chars().next().is_some_and(is_wide)
}

/// Markdown without what is not read aloud: addresses of links and pictures, HTML tags, bare addresses.
///
/// This is for counting, not for display: the marks of emphasis and headings stay, since no word is made of them alone.
pub fn without_addresses(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("](") && !markdown.contains('<') && !markdown.contains("://") {
        return Cow::Borrowed(markdown);
    }
    let mut kept = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find([']', '<']) {
        let (before, found) = rest.split_at(at);
        kept.push_str(before);
        let end = if found.starts_with('<') { end_of_tag(found) } else { end_of_address(found) };
        kept.push(if found.starts_with('<') && end.is_none() { '<' } else { ' ' });
        rest = &found[end.unwrap_or(1)..];
    }
    kept.push_str(rest);
    let is_address = |word: &&str| word.contains("://");
    if kept.split_whitespace().any(|word| is_address(&word)) {
        kept = kept.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ");
    }
    Cow::Owned(kept)
}

/// Bytes in which an address or a tag ends, if it is one: what goes on for longer is text.
const LONGEST_ADDRESS: usize = 2048;

/// Where `](address "title")` ends, if it does: a title is read, so that it is not part of the address.
fn end_of_address(link: &str) -> Option<usize> {
    let bytes = link.strip_prefix("](")?.as_bytes();
    let end = bytes.iter().take(LONGEST_ADDRESS).position(|b| matches!(b, b')' | b' ' | b'\n'))?;
    Some(2 + end + usize::from(bytes[end] == b')'))
}

/// Where a tag or an address in angle brackets ends, if this is one: `a < b` is not.
fn end_of_tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.get(1).filter(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'))?;
    bytes.iter().take(LONGEST_ADDRESS).position(|b| *b == b'>').map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("One, two — and 3.\n\n## Why?"), 5);
        assert_eq!(count_words("Договор вступит в силу"), 4);
        assert_eq!(count_words("L’accord entre en vigueur"), 4);
        assert_eq!(count_words("مرحبا بالعالم"), 2);
        assert_eq!(count_words("我们喜欢读书。"), 4 - 1 + usize::from(count_words("读书") == 2));
        assert!((2..=3).contains(&count_words("สวัสดีชาวโลก")));
        assert_eq!(count_words("# — *** 。"), 0);
    }

    #[test]
    fn a_beginning_ends_with_a_sentence_or_a_word() {
        assert_eq!(shortened("Short.", 10), "Short.");
        assert_eq!(shortened("One two three. Four five six.", 20), "One two three.");
        assert_eq!(shortened("One two three four five", 12), "One two…");
        assert_eq!(shortened("Договор, вступивший в силу", 20), "Договор, вступивший…");
        assert_eq!(shortened("我们喜欢读书。他们喜欢唱歌，也喜欢跳舞。", 8), "我们喜欢读书。");
        assert_eq!(shortened("我们喜欢读书也喜欢唱歌跳舞", 6), "我们喜欢…");
        assert_eq!(shortened("Unbreakable", 4), "Unb…");
        assert_eq!(shortened("", 4), "");
    }

    #[test]
    fn the_text_of_html_is_what_is_read() {
        assert_eq!(of_html("<p>A <em>b</em>c &amp; &lt;d&gt;</p>\n<p>e<br>\nf</p>"), "A bc & <d> e f");
    }

    #[test]
    fn addresses_and_tags_are_not_words() {
        let words = |text: &str| count_words(&without_addresses(text));
        assert_eq!(words("See [the other](../news/other.md#why) now"), 4);
        assert_eq!(words("![A map](map.svg \"The route\")"), 4);
        assert_eq!(words("<https://example.org/a> and <br class=\"x y\"> https://example.org b"), 2);
        assert_eq!(words("a < b"), 2);
        assert_eq!(words("5 <6 [a] b[c](d)e"), 5);
        assert_eq!(words("[слово](<адрес>) и ещё]("), 3);
        assert_eq!(words(&"a <b ".repeat(100_000)), 200_000);
    }
}
