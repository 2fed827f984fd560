//! What must hold for any archive, however odd its texts are.

use super::html;
use super::kramdown;
use super::liquid::{Globals, Liquid};
use super::matter::split;
use super::report::Notes;
use super::shortcodes::{Dialect, comment, expanded};
use proptest::prelude::*;

/// Pieces that mean something to one of the readers, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{{<",
        ">}}",
        "{{%",
        "%}}",
        "{{",
        "}}",
        "{%",
        "%}",
        "/",
        "figure",
        "end",
        "raw",
        "endraw",
        "if",
        "endif",
        "\"",
        "'",
        "`",
        "=",
        "(",
        ")",
        "[",
        "]",
        "<!--",
        "-->",
        "--",
        "<figure>",
        "</figure>",
        "<table>",
        "<td>",
        "</table>",
        "<script>",
        "<p>",
        "<iframe src=x>",
        "</iframe>",
        "<img alt=a src=b>",
        "<figcaption>",
        "<blockquote>",
        "<cite>",
        "&amp;",
        "&#",
        "{:",
        "}",
        "{::",
        "#a",
        "---",
        "+++",
        "\n",
        "\n\n",
        " ",
        "é",
        "ж",
        "日",
        "\u{e000}",
        "\u{e010}0\u{e011}",
        "\u{e030}0\u{e031}",
        "|",
        "\\",
        "title: x",
        "*",
        "_",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in text()) {
        let _ = split(&text);
        let _ = html::markdown(&text, "a", &mut Notes::default());
        let _ = html::plain(&text);
        let _ = kramdown::plain(&text, &mut |_| {});
        let _ = Liquid::new().text(&text, &Globals::default(), "jekyll", &mut |_, _| None, &mut |_, _| {});
        for dialect in [Dialect::Hugo, Dialect::Zola] {
            let _ = expanded(&text, dialect, &mut |call| call.inner.clone().unwrap_or_default());
        }
    }

    #[test]
    fn what_is_no_call_stays_as_it_is(text in "[a-zé{}<>%\" \n]{0,60}") {
        let mut calls = 0;
        let out = expanded(&text, Dialect::Hugo, &mut |call| { calls += 1; call.written.to_owned() });
        prop_assert!(calls > 0 || out == text);
    }

    #[test]
    fn a_comment_is_one_comment(written in ".{0,40}") {
        let comment = comment("hugo", &written);
        prop_assert_eq!(comment.matches("-->").count(), 1);
        prop_assert!(comment.ends_with(" -->") && !comment.contains('\n'));
    }

    #[test]
    fn plain_words_survive_on_their_way_to_markdown(words in prop::collection::vec("[a-zA-Zé]{1,8}", 1..20)) {
        let text = words.join(" ");
        let out = html::markdown(&format!("<div><p>{text}</p></div>"), "a", &mut Notes::default());
        prop_assert_eq!(out.trim(), text);
    }
}
