//! The theme's options as questions: what `theme.yaml` says of them is what the editor is asked.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::theme;
use serde_yaml::{Mapping, Value};

/// An option that an editor is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// What the theme says about it.
    pub about: String,
    /// What it is unless somebody says otherwise.
    pub default: Value,
}

/// The options that are worth a question: those with a comment of their own. An option below another without one is a
/// variation of it (the same colour by night).
pub fn choices() -> Vec<Choice> {
    let Some(text) = theme::default_text("theme.yaml") else { return Vec::new() };
    let options = theme::default_theme().options;
    let mut choices = Vec::new();
    let mut about: Vec<&str> = Vec::new();
    let lines = text.lines().skip_while(|line| *line != "options:").skip(1);
    for line in lines.take_while(|line| line.starts_with(' ')) {
        let line = line.trim();
        if let Some(comment) = line.strip_prefix('#') {
            about.push(comment.trim());
            continue;
        }
        let name = line.split(':').next().unwrap_or_default();
        if let Some(default) = options.get(name).filter(|_| !about.is_empty()) {
            choices.push(Choice { name: name.to_owned(), about: about.join(" "), default: default.clone() });
        }
        about.clear();
    }
    choices
}

/// A value of an option as somebody writes it, of the kind that the theme's own value is.
///
/// # Errors
/// The theme has no such option, or it is of another kind.
pub fn option_of(name: &str, text: &str) -> Result<Value, Diagnostic> {
    let options: Mapping = theme::default_theme().options;
    let known = || options.keys().filter_map(Value::as_str);
    let Some(default) = options.get(name) else {
        return Err(Diagnostic::error(Code::BadUsage, format!("the theme has no option `{name}`"))
            .did_you_mean(name, known())
            .hint(format!("it has {}", known().collect::<Vec<_>>().join(", "))));
    };
    let text = text.trim();
    let wrong = |what: &str| {
        Err(Diagnostic::error(Code::BadUsage, format!("`{text}` is no value for the option `{name}`")).hint(what))
    };
    match default {
        Value::Bool(_) => match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" => Ok(Value::Bool(true)),
            "false" | "no" | "n" | "off" => Ok(Value::Bool(false)),
            _ => wrong("write yes or no"),
        },
        Value::Number(_) => match text.parse::<i64>() {
            Ok(number) => Ok(number.into()),
            Err(_) => wrong("write a number"),
        },
        Value::Sequence(_) => {
            let words = text.trim_matches(['[', ']']).split(|c: char| c == ',' || c.is_whitespace());
            Ok(Value::Sequence(words.filter(|word| !word.is_empty()).map(Value::from).collect()))
        }
        _ if (text.is_empty() && default.as_str() != Some("")) || text.contains(['<', '>', ';', '{', '}']) => {
            wrong("it is put into every page: write it plainly")
        }
        _ => Ok(Value::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_asked_about_in_the_words_of_the_theme() {
        let choices = choices();
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        assert!(
            names.contains(&"theme_color") && names.contains(&"reading_time") && names.contains(&"share"),
            "{names:?}"
        );
        assert!(!names.contains(&"theme_color_dark"), "a colour by night follows that by day");
        assert!(choices.iter().all(|choice| choice.about.len() > 20), "{choices:?}");
    }

    #[test]
    fn a_value_is_of_the_kind_of_the_default() {
        assert_eq!(option_of("reading_time", "Yes").unwrap(), Value::Bool(true));
        assert_eq!(option_of("share", "[x, email]").unwrap(), serde_yaml::from_str::<Value>("[x, email]").unwrap());
        assert_eq!(option_of("theme_color", "#fff").unwrap(), Value::from("#fff"));
        assert!(option_of("pictures", "maybe").is_err() && option_of("theme_color", "}</style>").is_err());
        assert!(option_of("reading_tme", "yes").unwrap_err().hints[0].contains("reading_time"));
    }
}
