//! The first texts of a site, and the words around them, in each of its languages.
//!
//! The words are data: `beginning/` beside the messages of each language that the theme speaks. A language that it does not
//! speak gets those of the language of last resort, with a mark, and so do its messages.

use super::answers::Answers;
use crate::input::theme::{Theme, default_text};
use crate::language::LanguageTag;
use crate::language::locale::TO_TRANSLATE;
use crate::scaffold::{NewFile, messages};
use jiff::tz::TimeZone;

/// The section of the first article: its folder.
pub(super) const SECTION: &str = "news";
const AUTHOR: &str = "newsroom";

/// Texts that a site begins with: what each is made of, and where it goes.
const TEXTS: [(&str, &str); 4] = [
    ("article", "content/news/our-first-story"),
    ("about", "content/about"),
    ("author", "content/authors/newsroom"),
    ("section", "content/sections/news"),
];

/// The first texts, in each language.
pub(super) fn files(answers: &Answers, theme: &Theme) -> Vec<NewFile> {
    let is_only = answers.languages.len() == 1;
    let mut files = Vec::new();
    for (i, tag) in answers.languages.iter().enumerate() {
        for (name, target) in TEXTS {
            let Some(text) = beginning(tag, theme, name) else { continue };
            let text = if name == "article" && i == 0 { with_facts(&text, answers) } else { text };
            // In a site of one language no file needs to say which.
            let path = if is_only { format!("{target}.md") } else { format!("{target}.{tag}.md") };
            files.push(NewFile::new(path, text));
        }
    }
    files
}

/// A text in the nearest language that has it.
fn beginning(tag: &LanguageTag, theme: &Theme, name: &str) -> Option<String> {
    let in_language = |tag: &str| default_text(&format!("locales/{tag}/beginning/{name}.md"));
    let own = tag.lineage().find_map(|tag| in_language(tag.as_str()));
    let borrowed = || {
        let text = in_language(theme.language.as_deref()?)?;
        Some(text.replacen("---\n", &format!("---\n{TO_TRANSLATE}\n"), 1))
    };
    own.map(str::to_owned).or_else(borrowed)
}

/// The original says when it appears, who wrote it and what it is about; translations inherit that.
fn with_facts(text: &str, answers: &Answers) -> String {
    let zone = TimeZone::get(&answers.time_zone).unwrap_or(TimeZone::UTC);
    let date = zone.to_datetime(answers.now).date();
    let facts = format!("date: {date}\nauthor: {AUTHOR}\n---\n");
    match text.match_indices("---\n").nth(1) {
        Some((end, line)) => format!("{}{facts}{}", &text[..end], &text[end + line.len()..]),
        None => text.to_owned(),
    }
}

/// The messages of the languages that the theme does not speak.
pub(super) fn messages(languages: &[LanguageTag], theme: &Theme) -> Vec<NewFile> {
    // A variety has the words of its language, if that is one of the site's; of two tags that mean the same, the first has them.
    let has_others = |(i, tag): (usize, &LanguageTag)| {
        let mut general = tag.lineage().skip(1);
        general.any(|general| {
            let at = languages.iter().position(|other| *other == general);
            at.is_some_and(|at| at < i || general.lineage().all(|other| other != *tag))
        })
    };
    let themes = std::slice::from_ref(theme);
    let others = languages.iter().enumerate().filter(|one| !has_others(*one)).map(|(_, tag)| tag);
    others.flat_map(|tag| messages::files(tag, themes, (&[], None))).collect()
}
