//! Chinese, Japanese and Korean, which put no blanks between words: emphasis beside their punctuation, and ends of lines.
//!
//! CommonMark lets stars begin or end emphasis by what stands on both sides of them, and takes `**` in `**你好。**世界`
//! for a beginning: a full stop before it, a letter behind. Here the rules are those of "CommonMark CJK-friendly
//! amendments" (T. Uwagawa, <https://github.com/tats-u/markdown-cjk-friendly>): punctuation of these scripts is as good
//! as a letter, and other punctuation may touch stars that have one of their characters on the other side. `_` and
//! `~~` need nothing. A mark between stars and punctuation makes the parser decide so.

use super::Spanned;
use super::amend::{Edit, With};
use icu::properties::props::{EastAsianWidth, EmojiPresentation, GeneralCategory, Script};
use icu::properties::{CodePointMapData, CodePointSetData};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Where marks are needed. A text without such characters beside stars gets none.
pub(super) fn edits(markdown: &str) -> Vec<Edit> {
    let bytes = markdown.as_bytes();
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(start) = memchr::memchr(b'*', &bytes[from..]).map(|n| from + n) {
        let end = bytes[start..].iter().position(|b| *b != b'*').map_or(bytes.len(), |n| start + n);
        from = end;
        // A star behind a backslash is text.
        let backslashes = bytes[..start].iter().rev().take_while(|b| **b == b'\\').count();
        let start = start + backslashes % 2;
        let is_ascii = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
        if start == end || is_ascii(start.checked_sub(1)) && is_ascii(Some(end)) {
            continue;
        }
        let (before, after) = (Side::before(&markdown[..start]), Side::after(&markdown[end..]));
        let at = match (before, after) {
            // Beginning and end of a line are blanks.
            (Side::Blank, _) | (_, Side::Blank) => continue,
            (Side::Other | Side::Letter, Side::Punctuation) => end,
            (Side::Punctuation, Side::Other | Side::Letter) => start,
            (_, Side::OtherPunctuation) if before == Side::Letter => end,
            (Side::OtherPunctuation, _) if after == Side::Letter => start,
            _ => continue,
        };
        edits.push(Edit { at: at..at, with: With::Mark });
    }
    edits
}

/// Takes out the ends of lines between two characters of Chinese or Japanese, which put no blanks between words: a
/// browser would show one. The rule is that of CSS Text 4, "segment break transformation". Korean has blanks.
pub(super) fn join_lines(events: &mut [Spanned]) {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| is_of_these_scripts(c) && CodePointMapData::<Script>::new().get(c) != Script::Hangul)
    };
    for i in 0..events.len() {
        if !matches!(events[i].0, Event::SoftBreak) {
            continue;
        }
        let before = events[..i].iter().rev().find_map(|(event, _)| text_of(event)).and_then(|t| t.chars().next_back());
        if !joins(before) {
            continue;
        }
        let after = events[i + 1..].iter().find_map(|(event, _)| text_of(event)).and_then(|t| t.chars().next());
        if joins(after) {
            events[i].0 = Event::Text(CowStr::Borrowed(""));
        }
    }
}

/// The text that stands in an event; an empty one where something stands there that is none.
fn text_of<'a>(event: &'a Event) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => None,
        _ => Some(""),
    }
}

/// What stands on one side of stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    /// A letter or another sign of these scripts.
    Letter,
    /// Punctuation of these scripts.
    Punctuation,
    /// Any other punctuation.
    OtherPunctuation,
    Other,
}

impl Side {
    fn before(text: &str) -> Side {
        let mut characters = text.chars().rev();
        match characters.next() {
            // A selector of a variant belongs to the character before it.
            Some('\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') => Side::of(characters.next()),
            character => Side::of(character),
        }
    }

    fn after(text: &str) -> Side {
        Side::of(text.chars().next())
    }

    fn of(character: Option<char>) -> Side {
        let Some(c) = character.filter(|c| !c.is_whitespace()) else { return Side::Blank };
        match (is_of_these_scripts(c), is_punctuation(c)) {
            (true, true) => Side::Punctuation,
            (true, false) => Side::Letter,
            (false, true) => Side::OtherPunctuation,
            (false, false) => Side::Other,
        }
    }
}

fn is_of_these_scripts(c: char) -> bool {
    if c < '\u{1100}' {
        return false;
    }
    let width = CodePointMapData::<EastAsianWidth>::new().get(c);
    let is_wide = [EastAsianWidth::Wide, EastAsianWidth::Fullwidth, EastAsianWidth::Halfwidth].contains(&width);
    is_wide && !CodePointSetData::new::<EmojiPresentation>().contains(c)
        || CodePointMapData::<Script>::new().get(c) == Script::Hangul
}

/// What CommonMark calls punctuation: Unicode's punctuation and symbols.
fn is_punctuation(c: char) -> bool {
    use GeneralCategory as G;
    c.is_ascii_punctuation()
        || !c.is_ascii()
            && matches!(
                CodePointMapData::<G>::new().get(c),
                G::ConnectorPunctuation
                    | G::DashPunctuation
                    | G::OpenPunctuation
                    | G::ClosePunctuation
                    | G::InitialPunctuation
                    | G::FinalPunctuation
                    | G::OtherPunctuation
                    | G::MathSymbol
                    | G::CurrencySymbol
                    | G::ModifierSymbol
                    | G::OtherSymbol
            )
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::rendered;

    fn html(markdown: &str) -> String {
        rendered(markdown).html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    #[test]
    fn stars_beside_punctuation_of_east_asia_are_emphasis() {
        for (markdown, expected) in [
            ("**你好。**世界", "<strong>你好。</strong>世界"),
            ("这是**“引号”**后", "这是<strong>“引号”</strong>后"),
            ("これは**「強調」**です。*（例）*も", "これは<strong>「強調」</strong>です。<em>（例）</em>も"),
            ("**이 [링크](other.md)**는", "<strong>이 <a href=\"/yy/other/\" hreflang=\"yy\">링크</a></strong>는"),
            ("**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"),
            ("**甲。**乙**丙。**丁", "<strong>甲。</strong>乙<strong>丙。</strong>丁"),
            ("**`代码`**后", "<strong><code>代码</code></strong>后"),
            ("前**`代码`**后", "前<strong><code>代码</code></strong>后"),
            ("***重要！***的", "<em><strong>重要！</strong></em>的"),
            ("**“甲”**，**乙**", "<strong>“甲”</strong>，<strong>乙</strong>"),
            (
                "中**https://a.example**，见",
                "中<strong><a href=\"https://a.example\">https://a.example</a></strong>，见",
            ),
            ("2020年**20%**的", "2020年<strong>20%</strong>的"),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn other_scripts_and_code_are_as_commonmark_has_them() {
        for (markdown, expected) in [
            ("**Hello.**world", "**Hello.**world"),
            ("a**\"b\"**c", "a**\"b\"**c"),
            ("слово**«да»**слово", "слово**«да»**слово"),
            ("`**你好。**世界`", "<code>**你好。**世界</code>"),
            ("\\*\\*你好。\\*\\*世界", "**你好。**世界"),
            ("5 * 3。*", "5 * 3。*"),
            ("世界 ** 。** 好", "世界 ** 。** 好"),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
        let code = rendered("```\n**你好。**世界\n```\n").html;
        assert!(code.contains(">**你好。**世界\n<"), "{code}");
    }

    #[test]
    fn lines_are_joined_without_a_blank_where_words_have_none() {
        for (markdown, expected) in [
            ("他们签署了\n协议，**明年**\n生效。", "他们签署了协议，<strong>明年</strong>生效。"),
            ("日本\n語。\nかな", "日本語。かな"),
            ("与 NATO\n合作", "与 NATO\n合作"),
            ("한국\n말", "한국\n말"),
            ("`代码`\n后", "<code>代码</code>后"),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn places_behind_a_mark_are_right() {
        let body = rendered("**你好。**世界 [x](gone.md)\n");
        let place = body.problems.0[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (1, 11));
    }
}
