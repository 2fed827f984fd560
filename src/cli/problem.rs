//! One problem in lines for a person.

use crate::diagnostic::{Diagnostic, Severity};
use unicode_width::UnicodeWidthChar;

pub(super) const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[34m";
pub(super) const BOLD: &str = "\x1b[1m";
pub(super) const PLAIN: &str = "\x1b[0m";

/// A problem as several lines: place and message, the source line with a mark, hints.
pub(super) fn in_words(problem: &Diagnostic) -> String {
    let (color, word) = match problem.severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
        Severity::Note => (BLUE, "note"),
    };
    let mut text = String::new();
    if let Some(place) = &problem.place {
        text.push_str(&format!("{BOLD}{place}{PLAIN}: "));
    }
    text.push_str(&format!("{color}{word}[{}]{PLAIN}: {}\n", problem.code.as_str(), problem.message));
    if let Some((place, excerpt)) = problem.place.as_ref().and_then(|p| p.excerpt.as_ref().map(|e| (p, e))) {
        let (shown, before) = window(excerpt, place.column.max(1) as usize - 1);
        let number = place.line.to_string();
        text.push_str(&format!("  {BLUE}{number} |{PLAIN} {shown}\n"));
        text.push_str(&format!(
            "  {} {BLUE}|{PLAIN} {}{color}^{PLAIN}\n",
            " ".repeat(number.len()),
            " ".repeat(before)
        ));
    }
    for hint in &problem.hints {
        text.push_str(&format!("  {BLUE}={PLAIN} {hint}\n"));
    }
    text
}

/// The part of a line around a column that fits a terminal, and how many cells stand before the column in it.
fn window(line: &str, column: usize) -> (String, usize) {
    const WIDTH: usize = 100;
    let line = line.replace('\t', " ");
    let chars: Vec<char> = line.chars().collect();
    let start = if column > WIDTH * 3 / 4 { column - WIDTH / 2 } else { 0 };
    let end = chars.len().min(start + WIDTH);
    let mut shown: String = if start > 0 { "…".to_owned() } else { String::new() };
    let before: usize = shown.chars().count()
        + chars[start.min(end)..column.clamp(start, end)].iter().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    shown.extend(&chars[start.min(end)..end]);
    if end < chars.len() {
        shown.push('…');
    }
    (shown, before)
}
