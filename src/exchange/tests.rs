//! Whatever a text is: it goes out and comes back, and nothing is lost on the way.

use super::align::Alignment;
use super::model::Text;
use super::prepare::{Prepared, prepare};
use super::receive::{Outcome, Unfinished, receive};
use super::rehearsal::{pairing, shouted};
use super::returned::Returned;
use super::written::{How, written};
use super::{po, xliff};
use crate::input::content::{Document, SourceName, parse_document};
use crate::language::LanguageTag;
use crate::language::typography::Typography;
use proptest::prelude::*;

fn document(path: &str, text: &str) -> Document {
    let name = SourceName::parse(path.trim_start_matches("content/"), |_| true);
    parse_document(path.to_owned(), name, text.to_owned(), [].into()).0.unwrap()
}

/// What `then` makes of a text and its translation.
fn with_prepared<T>(original: &str, translation: Option<&str>, then: impl FnOnce(&Prepared) -> T) -> T {
    let original = document("content/news/a.xx.md", original);
    let translation = translation.map(|text| document("content/news/a.yy.md", text));
    let languages = ["en", "fr"].map(|tag| LanguageTag::parse(tag).unwrap());
    then(&prepare(&pairing(&original, translation.as_ref(), &languages, &Typography::default())))
}

fn came_back(file: &Returned, text: &Text) -> Vec<Outcome> {
    let sents: Vec<_> = file.segments.iter().map(|sent| (file, sent)).collect();
    let (outcomes, problems) = receive(text, &sents, Unfinished::LeftOut);
    assert!(problems.0.is_empty(), "{problems:?}");
    outcomes
}

/// The translation that says the same in capital letters.
fn translated(original: &str) -> Option<String> {
    with_prepared(original, None, |prepared| {
        written(prepared, &shouted(prepared), How { status: None, force: false }).ok()?.map(|written| written.text)
    })
}

fn inline() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zé]{1,6}( [a-zé]{1,6}){0,4}",
        1 => "[A-Z][a-z]{2,6} [a-z]{2,5}\\. [A-Z][a-z]{2,6}[.!?]",
        1 => "[a-z]{1,5}".prop_map(|word| format!("*{word}*")),
        1 => "[a-z]{1,5}".prop_map(|word| format!("**{word} {word}**")),
        1 => "[a-z]{1,5}".prop_map(|word| format!("[{word}](https://example.org/{word} \"{word} x\")")),
        1 => "[a-z]{1,5}".prop_map(|word| format!("`{word} <b>`")),
        1 => "[a-z]{1,5}".prop_map(|word| format!("![{word}]({word}.jpg)")),
        1 => Just("a < b & c".to_owned()),
        1 => Just("\\*not\\* 5\\_6".to_owned()),
        1 => Just("<b>x</b>".to_owned()),
        1 => Just("one\ntwo".to_owned()),
        1 => Just("one  \ntwo".to_owned()),
        1 => Just("{{< ref >}}".to_owned()),
        1 => Just("https://example.org/a_b".to_owned()),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(inline(), 1..5).prop_map(|parts| parts.join(" "))
}

fn block() -> impl Strategy<Value = String> {
    let flat = |text: String| text.replace("  \n", " ").replace('\n', " ");
    prop_oneof![
        4 => line(),
        1 => line().prop_map(move |text| format!("## {}", flat(text))),
        1 => line().prop_map(|text| format!("> {}", text.replace('\n', "\n> "))),
        1 => prop::collection::vec(line(), 1..4).prop_map(|items| {
            items.iter().map(|item| format!("- {}", item.replace('\n', "\n  "))).collect::<Vec<_>>().join("\n")
        }),
        1 => (line(), line()).prop_map(move |(a, b)| format!("| {} | {} |\n| - | - |\n| a | b |", flat(a), flat(b)).replace("{{<", "").replace(">}}", "")),
        1 => Just("```\nno words: *a*\n\nhere\n```".to_owned()),
        1 => Just("---".to_owned()),
        1 => Just(":::note\nInside.\n:::".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// A translation with the structure of its original goes out filled in, and comes back as it is.
    #[test]
    fn a_round_trip_that_changes_nothing_changes_no_byte(blocks in prop::collection::vec(block(), 1..7)) {
        let original = format!("---\ntitle: \"A title\"\n---\n\n{}\n", blocks.join("\n\n"));
        let Some(translation) = translated(&original) else {
            // What cannot be written so that it is read as it is meant is told, and not written.
            return Ok(());
        };
        with_prepared(&original, Some(&translation), |prepared| {
            prop_assert_ne!(&prepared.alignment, &Alignment::Unsure, "{}", translation);
            for unit in &prepared.text.units {
                for segment in &unit.segments {
                    prop_assert!(segment.target.is_some(), "{:?}\n{}\n{}", unit, original, translation);
                }
            }
            let texts = [prepared.text.clone()];
            for file in [
                xliff::read("a.xlf", xliff::write(&texts)).unwrap(),
                po::read("a.po", po::write(&texts)).unwrap(),
            ] {
                let outcomes = came_back(&file, &prepared.text);
                prop_assert!(outcomes.iter().all(|outcome| outcome.parts.is_none()), "{:?}", outcomes);
                let written = written(prepared, &outcomes, How { status: None, force: false }).unwrap();
                prop_assert_eq!(written, None);
            }
            Ok(())
        })?;
    }

    /// Any text goes out, and what it is made of comes back: no words, no code is lost in a file.
    #[test]
    fn any_text_goes_out_and_comes_back(text in "([a-zé #>*|\\-\\[\\]()!`:{}<^0-9.\\\\&;\"~]|\n){0,80}") {
        let original = format!("---\ntitle: T\n---\n{text}");
        with_prepared(&original, Some(&original), |prepared| {
            for file in [
                xliff::read("a.xlf", xliff::write(std::slice::from_ref(&prepared.text))).unwrap(),
                po::read("a.po", po::write(std::slice::from_ref(&prepared.text))).unwrap(),
            ] {
                prop_assert_eq!(file.segments.len(), prepared.text.units.iter().map(|unit| unit.segments.len()).sum::<usize>());
                let outcomes = came_back(&file, &prepared.text);
                prop_assert!(outcomes.iter().all(|outcome| outcome.parts.is_none()), "{:?}\n{:?}", outcomes, prepared.text);
            }
            Ok(())
        })?;
    }
}

#[test]
fn most_texts_can_be_translated_with_their_structure() {
    let original = "---\ntitle: T\nsummary: >\n  Long\n  words.\nimage: { src: a.jpg, alt: A }\n---\n\nA *b* **c** `d` [e](f \"g\").\n\n- h\n\n  i\n- j\n\n1. k\n";
    let text = translated(original).unwrap();
    assert!(text.contains("summary: \"LONG WORDS.\"\ntranslation_status: draft\nimage:\n  alt: \"A\"\n"), "{text}");
    assert!(text.ends_with("\n\nA *B* **C** `d` [E](f \"G\").\n\n- H\n\n  I\n- J\n\n1. K\n"), "{text}");
}
