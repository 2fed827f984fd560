//! Literal text inside prose, which no rule may touch: addresses, paths, options, versions, names of files, formulas,
//! coordinates, hashtags, smileys.
//!
//! It is known by its look alone, word by word. In doubt a word is literal: what is left as it was typed can be read,
//! and a command with a curly quotation mark in it cannot be run.

use super::is_space;
use std::ops::Range;

/// The literal ranges (bytes, ascending) of a text.
pub(super) fn literals(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !SUSPICIOUS[usize::from(bytes[at])] || !may_be_literal(bytes, at) {
            at += 1;
            continue;
        }
        let (mut range, end) = word_around(text, at);
        // Another sign of the same word says nothing new: each word is looked at once, however long it is.
        at = end.max(at + 1);
        if is_literal(&text[range.clone()]) {
            range.end = with_argument(text, &range);
            // Inches, and seconds of an arc.
            if is_measure(&text[range.clone()]) && text[range.end..].starts_with('"') {
                range.end += 1;
            }
            at = range.end.max(at);
            found.push(range);
        }
    }
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Bytes that make a word worth a look.
const SUSPICIOUS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"@/\\_=#[{|$*+:.'-\xb0";
    let mut i = 0;
    while i < signs.len() {
        table[signs[i] as usize] = true;
        i += 1;
    }
    table
};

/// Whether the neighbours of a suspicious byte can be those of literal text: what most full stops, hyphens and
/// apostrophes of prose are not.
fn may_be_literal(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (at.checked_sub(1).map(|n| bytes[n]), bytes.get(at + 1).copied());
    // Spaces that do not break are no ASCII.
    let is_blank = |byte: Option<u8>| byte.is_none_or(|b| b.is_ascii_whitespace() || b == b'(' || !b.is_ascii());
    match bytes[at] {
        // Three in a row are an ellipsis, which says nothing of the word before it.
        b'.' if after == Some(b'.') => before != Some(b'.') && bytes.get(at + 2) != Some(&b'.'),
        b'.' => after.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'/'),
        b':' => is_blank(before) || after.is_some_and(|b| matches!(b, b'/' | b'\\' | b':')),
        b'\'' => before.is_some_and(|b| b.is_ascii_digit()),
        b'-' => {
            let can_begin = is_blank(before) || matches!(before, Some(b'"' | b'\'' | b'/'));
            can_begin && after.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'-')
        }
        0xb0 => before == Some(0xc2) && after.is_some_and(|b| b.is_ascii_digit()),
        _ => true,
    }
}

/// The word that a byte stands in, without what belongs to the sentence, and where it ends with that.
fn word_around(text: &str, at: usize) -> (Range<usize>, usize) {
    let ends = |c: char| {
        is_space(c)
            || matches!(
                c,
                '<' | '>' | '«' | '»' | '“' | '”' | '„' | '(' | ')' | '—' | '–' | super::LINE_END | super::OBJECT
            )
    };
    // The second byte of a sign may be the one that was found.
    let at = if text.is_char_boundary(at) { at } else { at - 1 };
    let (mut start, mut end) = (at, at);
    start -= text[..start].chars().rev().take_while(|c| !ends(*c)).map(char::len_utf8).sum::<usize>();
    end += text[end..].find(ends).unwrap_or(text.len() - end);
    let word = &text[start..end];
    // A quotation mark round the word belongs to the sentence, and a colon does unless the word begins with one.
    let is_outside =
        |c: char| matches!(c, ',' | ';' | '.' | '!' | '?' | '…') || (matches!(c, ':' | '"') && !word.starts_with(':'));
    let trimmed = word.trim_end_matches(is_outside);
    // A mark that has been set is the one that was typed.
    let marks = ['"', '\'', '‘', '’'];
    let quoted = trimmed.starts_with(marks) && !trimmed.contains("\":");
    let from = if quoted { trimmed.len() - trimmed.trim_start_matches(marks).len() } else { 0 };
    (start + from..start + trimmed.len(), end)
}

/// Whether a word is literal text.
fn is_literal(word: &str) -> bool {
    is_address(word)
        || is_path(word)
        || is_code(word)
        || is_file_or_version(word)
        || is_measure(word)
        || is_smiley(word)
        || is_option(word)
        || word.strip_prefix('#').is_some_and(|tag| tag.starts_with(|c: char| c.is_alphanumeric() || c == '#'))
}

/// What has `://` or `www.` or an `@` inside.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

/// `/usr/bin`, `./run`, `~/notes`, `C:/`, `unix:/`, `C:\Windows`; also IPA between slashes.
fn is_path(word: &str) -> bool {
    let has_scheme =
        word.find(":/").is_some_and(|at| at > 0 && word.as_bytes()[..at].iter().all(u8::is_ascii_alphanumeric));
    let is_rooted =
        word.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('ˈ'));
    is_rooted
        || has_scheme
        || word.contains('\\')
        || ["./", "../", "~/"].iter().any(|start| word.starts_with(start))
        || (word.contains("/.") && !word.contains(".."))
}

/// `snake_case`, `a=b`, `std::fs`, `x->y`, `[0-9]`, `{"a":"b"}`, `$HOME`, `*.md`, `10-15+3`, IPA in brackets.
fn is_code(word: &str) -> bool {
    let between = |signs: &[char]| {
        word.char_indices().any(|(n, c)| {
            signs.contains(&c)
                && word[..n].ends_with(char::is_alphanumeric)
                && word[n + c.len_utf8()..].starts_with(char::is_alphanumeric)
        })
    };
    let has_class = || {
        word.match_indices('[').any(|(n, _)| {
            let mut chars = word[n + 1..].chars();
            let first = chars.next();
            first.is_some_and(|c| c == '^' || (c.is_ascii_alphanumeric() && chars.next() == Some('-')))
        })
    };
    between(&['_', '='])
        || ["::", "->", "=>", "==", "!=", "<=", "&&", "||", "${", "$(", "*.", "{\"", "[\""]
            .iter()
            .any(|s| word.contains(s))
        || word.strip_prefix('$').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        || (word.bytes().any(|b| matches!(b, b'*' | b'+'))
            && word.bytes().any(|b| b.is_ascii_digit())
            && between(&['*', '+']))
        || has_class()
        || (word.starts_with('[')
            && word.contains(['ˈ', 'ˌ', 'ː', 'ə', 'ɪ', 'ʊ', 'ɛ', 'ɔ', 'ʃ', 'ʒ', 'ŋ', 'θ', 'ð', 'ʁ']))
}

/// `report-2024-2025.pdf`, `v1.2-3`, `1.2.3-4`; not a date with full stops.
fn is_file_or_version(word: &str) -> bool {
    if let Some((stem, extension)) = word.rsplit_once('.')
        && (2..=4).contains(&extension.len())
        && extension.starts_with(|c: char| c.is_ascii_lowercase())
        && extension.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && stem.chars().filter(|c| c.is_alphanumeric()).count() >= 2
        && !stem.ends_with(['.', '\'', '’'])
    {
        return true;
    }
    let number = word.strip_prefix('v').unwrap_or(word);
    let first = number.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = first.split('.').collect();
    let are_numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let is_date = matches!(parts.as_slice(), [day, month, year] if day.len() <= 2 && month.len() == 2 && matches!(year.len(), 2 | 4));
    are_numbers
        && ((number.len() < word.len() && number.starts_with(|c: char| c.is_ascii_digit()))
            || (parts.len() > 2 && !is_date))
}

/// Degrees with minutes (`51°30'26"N`), feet and inches (`6'2"`).
fn is_measure(word: &str) -> bool {
    let digit_after = |sign: char| {
        word.match_indices(sign).any(|(n, _)| {
            word[..n].ends_with(|c: char| c.is_ascii_digit())
                && word[n + sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    digit_after('\'') || digit_after('′') || digit_after('°')
}

/// `:)`, `;-(`, `:/`, and names of pictures between colons, `:smile:`.
fn is_smiley(word: &str) -> bool {
    let Some(rest) = word.strip_prefix([':', ';', '=']) else { return false };
    let named = rest.strip_suffix(':');
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
    };
    named.is_some_and(is_name)
        || (rest.contains(|c| c != '-')
            && rest
                .chars()
                .all(|c| matches!(c, '/' | '\\' | '(' | ')' | '|' | '-' | '*' | '\'' | '3' | 'o' | 'D' | 'P')))
}

/// `-l`, `--watch`, `-f/--file`: what a program is given. A sentence may begin with a dash typed as two hyphens.
fn is_option(word: &str) -> bool {
    let name = word.trim_start_matches('-');
    let hyphens = word.len() - name.len();
    (1..=2).contains(&hyphens)
        && name.starts_with(|c: char| {
            c.is_ascii_lowercase() || (hyphens == 1 && name.len() == 1 && c.is_ascii_uppercase())
        })
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'=' | b'.' | b'/' | b'"' | b'\''))
}

/// The end of a literal word with what it is given: in `-m "a text"` the quotation, too.
fn with_argument(text: &str, word: &Range<usize>) -> usize {
    let rest = &text[word.end..];
    let option = &text[word.clone()];
    if !option.starts_with('-') {
        return word.end;
    }
    // `-m"a text"`
    if option.matches('"').count() == 1
        && let Some(closing) = closing_in_line(rest, '"')
    {
        return word.end + closing + 1;
    }
    let argument = rest.trim_start_matches([' ', '=']);
    let Some(mark) = argument.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return word.end };
    // A mark that touches the option ends a quotation that it stands in: `"ls -l" and`.
    if argument.len() == rest.len() && !argument[1..].starts_with(char::is_alphanumeric) {
        return word.end;
    }
    match closing_in_line(&argument[1..], mark) {
        Some(closing) => word.end + (rest.len() - argument.len()) + closing + 2,
        None => word.end,
    }
}

/// Where a mark stands in the line that a text begins with. A line may be as long as the text: no more of it is read.
fn closing_in_line(text: &str, mark: char) -> Option<usize> {
    text.find([mark, '\n', super::LINE_END]).filter(|at| text[*at..].starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_text_is_found_without_the_punctuation_around_it() {
        for (text, expected) in [
            (
                "See https://a.b/c--d?e, www.f.org: (http://g/h) or i@j.k! But 3/4.",
                "https://a.b/c--d?e www.f.org http://g/h i@j.k",
            ),
            ("C:/ и unix:/ или :smile: :/ ;-)", "C:/ unix:/ :smile: :/"),
            ("запустить git commit -m \"a b\" --amend", "-m \"a b\" --amend"),
            ("le fichier report-2024-2025.pdf, v1.2-3 ou 1.2.3-4", "report-2024-2025.pdf v1.2-3 1.2.3-4"),
            ("51°30'26\"N and 6'2\" tall", "51°30'26\"N 6'2\""),
            ("'2tps:/a.b/c' and ’2tps:/a.b/c’", "2tps:/a.b/c' 2tps:/a.b/c’"),
            ("#ParisVote, [0-9] and snake_case, a=b", "#ParisVote [0-9] snake_case a=b"),
            ("/usr/bin, ./run, ../x, ~/y, src/.git", "/usr/bin ./run ../x ~/y src/.git"),
        ] {
            let found: Vec<&str> = literals(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn prose_is_not_literal() {
        for text in [
            "Etc... ? Or и/или, 10:30, 5 km/h; т.е. и т.д., a.m. and p.m., U.S.A.",
            "L'accord d'aujourd'hui : \"oui\", 01.02.2024-03.04.2024, peut-être, vis-à-vis",
            "\"Le monde\": voici. — Нет. - Да! -- Si. A-t-il 20°C ? 3.5-4",
        ] {
            let found: Vec<&str> = literals(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [""; 0], "{text}");
        }
    }

    #[test]
    fn what_an_option_is_given_ends_with_its_line() {
        let found = |text: &str| literals(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("-m \"a\u{2028}b\" -m\"a\nb\" -m \"c\""), ["-m", "-m\"a", "-m \"c\""]);
        assert_eq!(found(&"-m 'a' ".repeat(100_000)).len(), 100_000);
    }
}
