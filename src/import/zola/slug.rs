//! Slugs: how Zola makes parts of addresses of names.

/// How Zola makes a part of an address of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Letters of ASCII, digits and hyphens.
    #[default]
    Slug,
    /// All but what no file may be called.
    Safe,
    /// The name.
    AsItIs,
}

impl Form {
    /// The form that the configuration says.
    pub fn of(word: Option<&str>) -> Form {
        match word {
            Some("safe") => Form::Safe,
            Some("off") => Form::AsItIs,
            _ => Form::Slug,
        }
    }

    /// A name as a part of an address. None where Zola wrote letters of other scripts in Latin ones: its table is its own.
    pub fn part(self, name: &str) -> Option<String> {
        match self {
            Form::Slug => slug(name),
            Form::Safe => {
                Some(name.trim_end_matches([' ', '.']).replace(['<', '>', ':', '"', '/', '\\', '|', '?', '*'], ""))
            }
            Form::AsItIs => Some(name.to_owned()),
        }
    }
}

fn slug(name: &str) -> Option<String> {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        let letters = if c.is_ascii() { c.to_string() } else { in_ascii(c)? };
        for c in letters.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    Some(slug.trim_end_matches('-').to_owned())
}

/// Signs that part words, by the last words of their names.
const PARTING: [&str; 7] = [" DASH", " HYPHEN", " SPACE", " QUOTATION MARK", " ELLIPSIS", " BRACKET", "PRIME"];

/// A character in ASCII, as its name in Unicode says: `é` is "Latin small letter e with acute", `œ` is "Latin small ligature
/// oe". None where the name says no such thing.
fn in_ascii(c: char) -> Option<String> {
    let capital: String = c.to_uppercase().collect();
    if capital.is_ascii() {
        return Some(capital);
    }
    let name = unicode_names2::name(c)?.to_string();
    if name.starts_with("COMBINING ") {
        return Some(String::new());
    }
    if PARTING.iter().any(|word| name.ends_with(word)) {
        return Some("-".to_owned());
    }
    let rest = name.strip_prefix("LATIN SMALL ").or_else(|| name.strip_prefix("LATIN CAPITAL "))?;
    let rest = rest.strip_prefix("LETTER ").or_else(|| rest.strip_prefix("LIGATURE "))?;
    let letters = rest.split_once(" WITH ").map_or(rest, |(letters, _)| letters);
    (letters.len() <= 2 && letters.chars().all(|c| c.is_ascii_uppercase())).then(|| letters.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_zola_where_its_table_is_known() {
        for (name, expected) in [
            ("Tea & Treaties!", Some("tea-treaties")),
            ("L’été à Sète – 2e cœur_x", Some("l-ete-a-sete-2e-coeur-x")),
            ("Straße «Łódź»", Some("strasse-lodz")),
            ("e\u{301}tape", Some("etape")),
            (" file with space", Some("file-with-space")),
            ("чай", None),
        ] {
            assert_eq!(Form::Slug.part(name).as_deref(), expected, "{name}");
        }
        assert_eq!(Form::Safe.part("чай: test (hey). ").as_deref(), Some("чай test (hey)"));
    }
}
