//! Words as Markdown: what the parser would take for mark-up is escaped.

/// How much is escaped. Who writes tries the least first, and looks whether the parser reads what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Escapes {
    /// Nothing.
    None,
    /// What is mark-up in most places, and what is at the beginning of a line.
    Usual,
    /// Every sign that can be escaped.
    All,
}

impl Escapes {
    /// The next more careful way; none after the last.
    pub fn more(self) -> Option<Escapes> {
        match self {
            Escapes::None => Some(Escapes::Usual),
            Escapes::Usual => Some(Escapes::All),
            Escapes::All => None,
        }
    }
}

/// Words as they are written in Markdown. `begins` says whether they stand at the beginning of their block.
pub fn escaped(words: &str, escapes: Escapes, begins: bool) -> String {
    let is_marker = |at: usize, c: char| {
        let before = &words[..at];
        match c {
            '#' | '>' | '+' | '-' | '=' | ':' => before.trim().is_empty(),
            '.' | ')' => !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        }
    };
    let needs = |at: usize, c: char| match escapes {
        Escapes::None => false,
        Escapes::Usual => {
            matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '`') || begins && is_marker(at, c)
        }
        Escapes::All => c.is_ascii_punctuation(),
    };
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        if needs(at, c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
