//! Texts as YAML writes them.

/// A text in quotation marks, on one line. Every text can be written so.
pub fn quoted(text: &str) -> String {
    // A text of JSON is one of YAML, but for characters that YAML wants escaped (YAML 1.2, section 5.1).
    let escaped = |c: char| match c {
        '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => format!("\\u{:04x}", u32::from(c)),
        _ => c.to_string(),
    };
    serde_json::Value::from(text).to_string().chars().map(escaped).collect()
}

/// Whether a text is a word that some readers of YAML take for yes, no or nothing.
pub fn is_switch(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&word.as_str())
}

/// A text as a comment: what it says, on one line, without what no file of YAML may hold.
pub fn comment(text: &str) -> String {
    let text: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("# {}", words.join(" ")).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_can_be_written_and_is_read_as_it_was() {
        for text in ["no", "Say \"no\": a #hash", "\\ \t\n", "Маяк — «свет»", "\u{7f}\u{2028}\u{feff}", "{{ x }}", ""]
        {
            let read: String = serde_yaml::from_str(&format!("a: {}", quoted(text)))
                .map(|map: std::collections::BTreeMap<String, String>| map["a"].clone())
                .unwrap();
            assert_eq!(read, text);
        }
        assert_eq!(comment("One\n  t\u{7}wo"), "# One two");
    }
}
