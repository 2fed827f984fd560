//! The kind of an article in a reader's words: "Opinion", "Entretien".

use crate::input::content::Kind;
use crate::language::LanguageId;
use crate::site::{Article, Site};

/// What readers of `language` are told of the kind: nothing where the language has no word for it, or where the name of the
/// section says it already.
pub(super) fn name(site: &Site, article: &Article, language: LanguageId) -> Option<String> {
    let kind = article.kind?;
    let word = site.locales.own_message(language, &format!("{}{}", Kind::MESSAGE, kind.as_str()))?;
    let section = article.section.map(|i| site.sections.terms[i].labels[language.0].name.as_str());
    (!word.is_empty() && !section.is_some_and(|section| says(section, word))).then(|| word.to_owned())
}

/// How many letters two words must have in common at their beginning to be one word in two forms.
const STEM: usize = 4;

/// Whether a name holds a word, in this form or another: "Opinions" says "Opinion", «Мнения» «Мнение».
fn says(name: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).any(|part| {
        let common = part.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        let shorter = part.chars().count().min(word.chars().count());
        part == word || (common >= STEM && 4 * common >= 3 * shorter)
    })
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_section_says_the_kind_in_any_form_of_the_word() {
        for (section, kind) in [
            ("Analysis", "Analysis"),
            ("Analyses", "Analyse"),
            ("Opinions", "Opinion"),
            ("Мнения", "Мнение"),
            ("Аналитика", "Анализ"),
            ("News analysis", "Analysis"),
            ("分析", "分析"),
        ] {
            assert!(says(section, kind), "{section} {kind}");
        }
        for (section, kind) in [("Economy", "Analysis"), ("Отчёты", "Репортаж"), ("World", "Opinion"), ("报", "分析")]
        {
            assert!(!says(section, kind), "{section} {kind}");
        }
    }
}
