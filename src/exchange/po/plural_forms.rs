//! The line `Plural-Forms` of a header: the rules of CLDR for whole numbers, as gettext writes them.
//!
//! Our entries have no plurals, each form of a message is an entry of its own; but programs look whether the line fits the
//! language.

use crate::language::LanguageTag;
use crate::language::locale::form_of_count;

/// From here on numbers repeat, but for millions.
const PERIOD: u64 = 100;

/// The forms of a language and the expression that chooses between them.
pub fn plural_forms(language: &LanguageTag) -> String {
    let form = |n: u64| form_of_count(language, n);
    let mut forms: Vec<&str> = Vec::new();
    const ORDER: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let seen: Vec<&str> = (0..PERIOD * 3).chain([1_000_000]).map(form).collect();
    forms.extend(ORDER.iter().filter(|name| seen.contains(name)));
    if forms.len() < 2 {
        return "nplurals=1; plural=0;".to_owned();
    }
    let million = Some(form(1_000_000)).filter(|name| *name != form(1_000 * PERIOD));
    let mut expression = (forms.len() - 1).to_string();
    for (i, name) in forms[..forms.len() - 1].iter().enumerate().rev() {
        let mut condition = condition(|n| form(n) == *name);
        if million == Some(*name) {
            condition = [condition, "n != 0 && n % 1000000 == 0".to_owned()]
                .into_iter()
                .filter(|part| part != "0")
                .collect::<Vec<_>>()
                .join(" || ");
        }
        expression = format!("({condition} ? {i} : {expression})");
    }
    format!("nplurals={}; plural={expression};", forms.len())
}

/// When a number is one of those that are meant.
fn condition(is_meant: impl Fn(u64) -> bool) -> String {
    let small: Vec<u64> = (0..PERIOD).filter(|n| is_meant(*n)).collect();
    let later: Vec<u64> = (0..PERIOD).filter(|n| is_meant(PERIOD + n)).collect();
    if small == later {
        return residues(&small, "n % 100");
    }
    if later.is_empty() {
        return residues(&small, "n");
    }
    // Most of them differ by zero alone.
    let only_later: Vec<u64> = later.iter().copied().filter(|n| !small.contains(n)).collect();
    let only_small: Vec<u64> = small.iter().copied().filter(|n| !later.contains(n)).collect();
    let mut parts = vec![residues(&later, "n % 100")];
    if !only_later.is_empty() {
        parts = vec![format!("({}) && !({})", parts.concat(), residues(&only_later, "n"))];
    }
    if !only_small.is_empty() {
        parts.push(residues(&only_small, "n"));
    }
    parts.join(" || ")
}

/// When `n` is one of some numbers below a hundred: by its last digit, where that is shorter.
fn residues(numbers: &[u64], n: &str) -> String {
    let digits: Vec<u64> = (0..10).filter(|digit| numbers.iter().any(|number| number % 10 == *digit)).collect();
    let others: Vec<u64> = (0..PERIOD).filter(|k| digits.contains(&(k % 10)) && !numbers.contains(k)).collect();
    let by_number = ranges(numbers, n);
    if n == "n" || others.len() > 30 {
        return by_number.join(" || ");
    }
    let by_digit = ranges(&digits, "n % 10");
    let others = ranges(&others, "n % 100");
    if by_digit.len() + others.len() >= by_number.len() {
        return by_number.join(" || ");
    }
    let mut all = vec![format!("({})", by_digit.join(" || "))];
    all.extend(others.iter().map(|other| format!("!({other})")));
    all.join(" && ")
}

fn ranges(numbers: &[u64], n: &str) -> Vec<String> {
    let mut found: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match found.last_mut() {
            Some((_, end)) if *end + 1 == *number => *end = *number,
            _ => found.push((*number, *number)),
        }
    }
    let range = |(from, to): (u64, u64)| {
        if from == to { format!("{n} == {from}") } else { format!("({n} >= {from} && {n} <= {to})") }
    };
    if found.is_empty() { vec!["0".to_owned()] } else { found.into_iter().map(range).collect() }
}
