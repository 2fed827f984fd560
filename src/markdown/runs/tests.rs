use super::collect::{end_of, start_of};
use super::*;

/// A run for a reader of this test: codes in braces.
fn shown(run: &Run) -> String {
    run.tokens
        .iter()
        .map(|token| match token {
            Token::Words(words) => words.text.clone(),
            Token::Open(code) => format!("{{{:?} ", code.sort),
            Token::Close(_) => "}".to_owned(),
            Token::Alone(code) => format!("{{{:?}}}", code.sort),
        })
        .collect()
}

fn read(markdown: &str) -> Vec<(String, String)> {
    let of_entry = |entry: Entry| (entry.signature, entry.run.map(|run| shown(&run)).unwrap_or_default());
    entries(markdown).into_iter().map(of_entry).collect()
}

#[test]
fn words_and_codes_of_each_block_are_told_apart() {
    for (markdown, expected) in [
        ("One *two*\nthree.\n", vec![("p", "One {Emphasis two} three.")]),
        ("## Why {#why}\n", vec![("h2", "Why")]),
        ("> **Said** so.\n> And so.\n", vec![("q*p", "{Strong Said} so. And so.")]),
        ("- a\n- b\n\n  c\n", vec![("li*p", "a"), ("li*p", "b"), ("lip", "c")]),
        ("1. a\n   goes on\n", vec![("ni*p", "a goes on")]),
        ("| A | B |\n| - | - |\n| c |  |\n", vec![("tr*c", "A"), ("trc", "B"), ("tr*c", "c"), ("trc", "")]),
        ("A[^1]\n\n[^1]: Note.\n", vec![("p", "A{Footnote}"), ("f*p", "Note.")]),
        ("a  \nb\\\nc\n", vec![("p", "a{Break}b{Break}c")]),
        ("```\ncode\n```\n\n---\n\n<div>x</div>\n", vec![("code", ""), ("rule", ""), ("HTML", "")]),
        ("<!-- a -->\n", vec![("comment", "")]),
        (
            "See <https://a.org>, [b](/b \"c\"), `d`, <i>e</i>.",
            vec![("p", "See {Address}, {Link b}, {Code}, {Html}e{Html}.")],
        ),
        ("See https://a.org now", vec![("p", "See {Address} now")]),
        ("![Alt](a.jpg \"Cap\"){credit=\"X\"}\n", vec![("p", "{Picture}")]),
        ("\\*a\\* &amp; b", vec![("p", "*a* & b")]),
        ("a {{< b c >}} d {% e %}", vec![("p", "a {Shortcode} d {Shortcode}")]),
        (":::note\nText.\n:::\n", vec![("component", ""), ("p", "Text."), ("component", "")]),
        ("Term\n: Definition\n", vec![("ddt", "Term"), ("ddd*p", "Definition")]),
        ("甲\n乙", vec![("p", "甲乙")]),
        ("~~a~~ ~b~", vec![("p", "{Struck a} ~b~")]),
        ("- [x] done", vec![("li*p", "done")]),
        ("[![A](b.jpg)](c)", vec![("p", "{Link {Picture}}")]),
    ] {
        let expected: Vec<(String, String)> =
            expected.into_iter().map(|(signature, text)| (signature.to_owned(), text.to_owned())).collect();
        assert_eq!(read(markdown), expected, "{markdown}");
    }
}

#[test]
fn what_is_written_inside_codes_is_found() {
    let markdown = "![A *big* ship](a.jpg \"Said \\\"so\\\"\"){credit=\"X\"} and [b](/c 'd')";
    let run = entries(markdown).remove(0).run.unwrap();
    let codes: Vec<&Code> = run.codes().collect();
    let written = |run: &Option<Run>| run.as_ref().map(|run| &markdown[run.range.clone()]);
    assert_eq!((written(&codes[0].alt), written(&codes[0].title)), (Some("A *big* ship"), Some("Said \\\"so\\\"")));
    assert_eq!(&markdown[codes[0].range.clone()], "![A *big* ship](a.jpg \"Said \\\"so\\\"\"){credit=\"X\"}");
    let Some(Token::Close(close)) = run.tokens.last() else { panic!() };
    assert_eq!((&markdown[close.range.clone()], written(&close.title)), ("](/c 'd')", Some("d")));
}

#[test]
fn a_part_of_the_words_leads_back_to_what_was_written() {
    let markdown = "> One\\* &amp; two\n> three. Four";
    let run = entries(markdown).remove(0).run.unwrap();
    let Token::Words(words) = &run.tokens[0] else { panic!() };
    assert_eq!(words.text, "One* & two three. Four");
    let at = words.text.find("three").unwrap();
    assert_eq!(&markdown[words.written(0..at - 1)], "One\\* &amp; two");
    assert_eq!(&markdown[words.written(at..at + 6)], "three.");
}

proptest::proptest! {
    /// Whatever a text is, its codes and words stand where they are said to stand, one behind the other.
    #[test]
    fn ranges_are_in_order(text in "([a-zé #>*|\\-\\[\\]()!`:{}<^0-9.\\\\&;\"~]|\n){0,80}") {
        for entry in entries(&text) {
            let Some(run) = entry.run else { continue };
            proptest::prop_assert!(text.get(run.range.clone()).is_some());
            let mut end = run.range.start;
            for token in &run.tokens {
                let (from, to) = (start_of(token), end_of(token));
                proptest::prop_assert!(from >= end && to >= from && to <= run.range.end, "{:?}", run);
                end = to;
            }
        }
    }
}
