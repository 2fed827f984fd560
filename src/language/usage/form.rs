//! A form of a name, as a list gives it, and where a text has it.

/// A word or several. `*` at the end of a word stands for any ending.
#[derive(Debug, Clone)]
pub(super) struct Form {
    words: Vec<Word>,
}

/// A word in each of the ways that mean it.
#[derive(Debug, Clone)]
struct Word {
    spellings: Vec<String>,
    has_any_ending: bool,
}

/// Letters that must stand before a `*`: a shorter beginning is that of a hundred words.
const SHORTEST_STEM: usize = 2;

/// Letters of a word, at most. What finds the words of a list takes the square of a word's length to be made.
const LONGEST_WORD: usize = 100;

/// Words of a form, at most. They are looked for at each place where a text has the first of them.
const MOST_WORDS: usize = 20;

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// What is wrong with it, and what to write.
    pub fn parse(written: &str) -> Result<Form, (String, &'static str)> {
        let words: Vec<&str> = written.split_whitespace().collect();
        if words.is_empty() {
            return Err(("a form has no letters".to_owned(), "write a word, or several"));
        }
        if words.len() > MOST_WORDS {
            let message = format!("a form has more than {MOST_WORDS} words: no text has it");
            return Err((message, "write a name, or a phrase"));
        }
        for word in &words {
            let stem = word.strip_suffix('*').unwrap_or(word);
            if stem.contains('*') {
                let hint = "`*` stands for an ending: write it behind the letters that all forms have";
                return Err((format!("`{word}` has a `*` that is not at its end"), hint));
            }
            if stem.len() < word.len() && stem.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_STEM {
                return Err((
                    format!("`{word}` would be found in too many words"),
                    "write more letters before the `*`",
                ));
            }
            if stem.chars().nth(LONGEST_WORD).is_some() {
                let beginning: String = stem.chars().take(20).collect();
                let message = format!("`{beginning}…` is a word of more than {LONGEST_WORD} letters: no text has it");
                return Err((message, "write the words that a text has, with blanks between them"));
            }
            if !stem.starts_with(char::is_alphanumeric) {
                return Err((format!("`{word}` does not begin with a letter"), "write the word alone, without marks"));
            }
        }
        Ok(Form { words: words.into_iter().map(Word::new).collect() })
    }

    /// What the form begins with, in each of its spellings.
    pub fn beginnings(&self) -> &[String] {
        &self.words[0].spellings
    }

    /// Where the form ends that begins at `start`; none where it is not there as whole words.
    pub fn end_in(&self, text: &str, start: usize) -> Option<usize> {
        if joins(text[..start].chars().next_back(), text[start..].chars().next()) {
            return None;
        }
        let mut at = start;
        for (i, word) in self.words.iter().enumerate() {
            if i > 0 {
                let rest = text[at..].trim_start_matches(is_between);
                if rest.len() == text.len() - at {
                    return None;
                }
                at = text.len() - rest.len();
            }
            at = word.end_in(text, at)?;
        }
        Some(at)
    }
}

impl Word {
    fn new(written: &str) -> Word {
        let stem = written.strip_suffix('*').unwrap_or(written);
        let mut spellings = vec![stem.to_owned(), stem.to_uppercase()];
        // Who writes a small letter means the word wherever it stands, at the beginning of a sentence too.
        if !stem.chars().any(char::is_uppercase) {
            spellings.push(crate::language::text::capitalized(stem));
        }
        let typed = |from: char, to: &str| -> Vec<String> {
            spellings.iter().filter(|s| s.contains(from)).map(|s| s.replace(from, to)).collect()
        };
        let others = [('\'', "’"), ('’', "'"), ('-', "\u{2011}")].map(|(from, to)| typed(from, to));
        spellings.extend(others.into_iter().flatten());
        spellings.sort_unstable();
        spellings.dedup();
        Word { spellings, has_any_ending: stem.len() < written.len() }
    }

    fn end_in(&self, text: &str, at: usize) -> Option<usize> {
        let end_of = |spelling: &String| {
            let rest = text[at..].strip_prefix(spelling.as_str())?;
            let rest = if self.has_any_ending { rest.trim_start_matches(is_part) } else { rest };
            let end = text.len() - rest.len();
            (!joins(text[..end].chars().next_back(), rest.chars().next())).then_some(end)
        };
        self.spellings.iter().find_map(end_of)
    }
}

/// What may stand between two words of a name: a space, a line's end.
fn is_between(c: char) -> bool {
    c.is_whitespace()
}

/// Letters and figures, and the marks that a letter may carry.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Whether two characters are of one word. Scripts that put no space between words have no such bounds.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let of_word = |c: Option<char>| c.is_some_and(|c| is_part(c) && !is_unspaced(c));
    of_word(before) && of_word(after)
}

/// The scripts that write words without spaces: Thai to Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a form is found in a text, as it is written there.
    fn found<'t>(form: &str, text: &'t str) -> Vec<&'t str> {
        let form = Form::parse(form).unwrap();
        let starts = text.char_indices().map(|(at, _)| at);
        let end = |at: usize| form.end_in(text, at).map(|end| &text[at..end]);
        starts.filter_map(end).collect()
    }

    #[test]
    fn a_form_is_found_as_whole_words() {
        assert_eq!(found("Kiev", "Kiev, Kiev's, Kiev-based, Kievan, OldKiev"), ["Kiev", "Kiev", "Kiev"]);
        assert_eq!(found("Кирг*", "Киргизия и киргизы, в Киргизии"), ["Киргизия", "Киргизии"]);
        assert_eq!(found("Европейск* союз*", "из Европейского\nсоюза"), ["Европейского\nсоюза"]);
        assert_eq!(found("基輔", "在基輔的人"), ["基輔"]);
    }

    #[test]
    fn capital_letters_are_meant_and_small_ones_are_not() {
        assert_eq!(found("ЕС", "ЕС, ес, Ес"), ["ЕС"]);
        assert_eq!(found("e-mail", "E-mail, e-mail, E-MAIL"), ["E-mail", "e-mail", "E-MAIL"]);
        assert_eq!(found("Kiev", "KIEV, kiev"), ["KIEV"]);
        assert_eq!(found("Côte d'Ivoire", "Côte d’Ivoire"), ["Côte d’Ivoire"]);
    }

    #[test]
    fn what_no_text_has_is_refused() {
        assert!(Form::parse(&"é".repeat(LONGEST_WORD)).is_ok());
        assert!(Form::parse(&"a ".repeat(MOST_WORDS)).is_ok() && Form::parse(&"a ".repeat(MOST_WORDS + 1)).is_err());
        assert!(Form::parse(&"é".repeat(50_000)).is_err_and(|(message, _)| message.len() < 200));
    }

    #[test]
    fn what_would_be_found_everywhere_is_refused() {
        for wrong in ["", "К*", "Ки*в", "*ев", "«Кремль»"] {
            assert!(Form::parse(wrong).is_err(), "{wrong}");
        }
    }
}
