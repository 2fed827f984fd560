//! The space before the sign of a percentage: CLDR's, or that of the language's typography.

/// A percentage with `space` before its sign, `sign`. Where the sign stands before the number it stays as it is.
pub(in crate::language::locale) fn with_space(text: &str, (sign, space): (char, &str)) -> String {
    let Some((number, rest)) = text.split_once(sign) else { return text.to_owned() };
    let number = number.trim_end();
    if !number.ends_with(char::is_numeric) {
        return text.to_owned();
    }
    format!("{number}{space}{sign}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_before_the_sign_is_exchanged_put_in_or_taken_out() {
        for (text, space, wanted) in [
            ("57\u{a0}%", "\u{202f}", "57\u{202f}%"),
            ("57%", "\u{a0}", "57\u{a0}%"),
            ("57\u{202f}%", "", "57%"),
            ("%57", "\u{a0}", "%57"),
            ("57", "\u{a0}", "57"),
        ] {
            assert_eq!(with_space(text, ('%', space)), wanted, "{text}");
        }
    }
}
