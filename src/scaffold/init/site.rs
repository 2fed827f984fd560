//! `site.yaml` of a new site: the keys that its editor will change first, each with a word about it.

use super::answers::{Addresses, Answers};
use super::words::SECTION;
use crate::language::LanguageTag;
use crate::yaml::{is_switch, quoted};
use serde_yaml::Value;
use std::fmt::Write;

/// The file. `letters_lacking` is what no font of the theme has all letters of.
pub(super) fn text(answers: &Answers, letters_lacking: &[String]) -> String {
    let mut text = format!(
        "# The site. What else can be said here: docs/configuration.md of Dateline.\n\
         title: {}\n\
         # The address that readers will have. It becomes part of feeds, sitemaps and link previews: make it yours before\n\
         # you publish. With a path (https://example.org/news) the site lies below it.\n\
         base_url: {}\n\
         # {}\n\
         languages: {}\n\
         # Where the newsroom's clock hangs: dates are of this zone.\n\
         time_zone: {}\n\n\
         # The order of the menu, and of the footer.\n\
         sections: [{SECTION}]\n\
         pages: [about]\n",
        quoted(&answers.title),
        quoted(&answers.base_url),
        if is_at_root(answers) {
            "The language is at the root of the site, and stays there should a second one come."
        } else {
            "The first is the site's own language. `{ tag: …, prefix: \"\" }` puts one at the root."
        },
        languages(answers),
        answers.time_zone,
    );
    // Writing into a text cannot fail.
    let _ = match answers.addresses {
        Addresses::Folders => Ok(()),
        Addresses::Html => addresses(&mut text, ".html"),
        Addresses::Plain => addresses(&mut text, ""),
    };
    if !answers.options.is_empty() {
        text.push_str("\n# How it looks: options of the theme.\noptions:\n");
        for (name, value) in &answers.options {
            let _ = writeln!(text, "  {}: {}", name.as_str().unwrap_or_default(), value_of(value));
        }
    }
    text.push_str(answers.recipe.keys());
    if !letters_lacking.is_empty() {
        let _ = write!(
            text,
            "\n# Link previews show the headline as a picture. The theme's fonts lack the letters of {}: put a font that\n\
             # has them into fonts/ (.ttf or .otf), then delete these lines.\n\
             diagnostics: {{ D842: off }}\n",
            letters_lacking.join(", ")
        );
    }
    text.push_str(
        "\n# Where readers can follow you.\n\
         # follow:\n\
         #   - { title: Telegram, url: \"https://t.me/example\", icon: telegram }\n\
         #   - { title: X, url: \"https://x.com/example\", icon: x }\n",
    );
    text
}

fn addresses(text: &mut String, ending: &str) -> std::fmt::Result {
    write!(
        text,
        "\n# What addresses look like. They are for ever: choose before you publish.\n\
         permalinks:\n  article: /:section/:slug{ending}\n  page: /:slug{ending}\n  section: /:slug{ending}\n  \
         tag: /tags/:slug{ending}\n  author: /authors/:slug{ending}\n  dossier: /dossiers/:slug{ending}\n  \
         archive: /archive{ending}\n  corrections: /corrections{ending}\n"
    )
}

/// Whether the only language has the whole site, and nobody wants it otherwise.
fn is_at_root(answers: &Answers) -> bool {
    answers.languages.len() == 1 && answers.prefixes.is_empty()
}

fn languages(answers: &Answers) -> String {
    let said = |tag: &LanguageTag| answers.prefixes.iter().rfind(|prefix| prefix.language == *tag);
    let root = is_at_root(answers).then_some("");
    let entry = |tag: &LanguageTag| match said(tag).map(|said| said.prefix.as_str()).or(root) {
        Some(prefix) => format!("{{ tag: {}, prefix: {} }}", word(tag.as_str()), quoted(prefix)),
        None => word(tag.as_str()),
    };
    let entries: Vec<String> = answers.languages.iter().map(entry).collect();
    format!("[{}]", entries.join(", "))
}

/// A word as YAML writes it: in quotation marks where it would read as something else, as the tag of Norwegian does.
fn word(text: &str) -> String {
    let is_plain = !is_switch(text) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !text.is_empty();
    if is_plain { text.to_owned() } else { quoted(text) }
}

fn value_of(value: &Value) -> String {
    match value {
        Value::Bool(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().filter_map(Value::as_str).map(word).collect();
            format!("[{}]", items.join(", "))
        }
        _ => "~".to_owned(),
    }
}
