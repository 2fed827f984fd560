//! Text of both directions, and values that bring their own mark-up: nothing leaks, nothing runs.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};

/// A site in Arabic and English whose about pages show `template`.
fn site(template: &str, messages: &str) -> Site {
    Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [ar, en]\n"),
        ("content/news/a.ar.md", &article("معاهدة بين روسيا وإيران", "2025-01-20", "iran", "نص (Reuters) نص.")),
        (
            "content/news/b.ar.md",
            &article("NATO – قمة", "2025-01-21", "iran", "نص.").replace("date:", "updated: 2025-01-22\ndate:"),
        ),
        ("content/about.ar.md", "---\ntitle: من نحن\n---\nنص.\n"),
        ("content/about.en.md", "---\ntitle: About\n---\nText.\n"),
        ("content/authors/ann.ar.md", "---\nname: آن\n---\n"),
        ("locales/ar/a.ftl", &format!("section-news = أخبار\ntag-iran = إيران\nupdated = حُدّث {{ $date }}\n{messages}")),
        ("locales/en/a.ftl", messages),
        (
            "templates/page.html",
            &format!("{{% extends \"gazette/page.html\" %}}{{% block main %}}{template}{{% endblock %}}"),
        ),
    ])
}

#[test]
fn no_mark_of_direction_is_in_any_file_of_an_arabic_site() {
    let messages = "by = بقلم { $name }، { $place }\n";
    let out = site(
        "<p>{{ t(key=\"by\", name=\"Ann\", place=\"آن\") }}</p>{{ t_html(key=\"by\", name=\"Ann\", place=\"آن\") }}",
        messages,
    )
    .build();
    for (path, bytes) in out.files().into_iter().filter(|(path, _)| !path.starts_with("assets/")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let mark = text.chars().find(|c| matches!(c, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'));
        assert_eq!(mark, None, "{path}");
        assert!(!path.contains(|c| matches!(c, '\u{2066}'..='\u{2069}')), "{path}");
    }
    let page = out.page("/ar/about/");
    assert_eq!(page.attribute("html", "dir"), "rtl");
    assert_eq!(page.texts("main bdi"), ["Ann"]);
    assert_eq!(out.page("/en/about/").texts("main bdi"), ["آن"]);
}

#[test]
fn a_value_is_text_and_a_messages_own_mark_up_stays() {
    let call =
        "(key=\"by\", name=\"<script>alert(1)</script>\", link=(\"<a rel='author' href='/x'>A &amp; B</a>\" | safe))";
    let out = site(
        &format!("<div class=\"t\">{{{{ t{call} }}}}</div><div class=\"html\">{{{{ t_html{call} }}}}</div>"),
        "by = By <em onclick=\"x()\">{ $name }</em> and { $link }<script>alert(2)</script>\n",
    )
    .build();
    let page = out.page("/en/about/");
    assert!(!page.has("main script"));
    assert!(page.text("main .t").contains("<em onclick"), "t() is text as a whole");
    assert_eq!(page.text("main .html"), "By <script>alert(1)</script> and A & B");
    assert_eq!(page.text("main .html em"), "<script>alert(1)</script>");
    assert!(page.attributes("main .html em", "onclick").is_empty());
    assert_eq!(page.attribute("main .html a", "rel"), "author");
}

#[test]
fn a_choice_by_a_text_or_a_number_works_with_mark_up() {
    let out = site(
        "{{ t_html(key=\"who\", count=2, kind=\"desk\") }}",
        "who = <b>{ $kind ->\n    [desk] { $count ->\n        [one] the desk\n       *[other] { $count } desks\n    }\n   *[other] nobody\n }</b>\n",
    )
    .build();
    assert_eq!(out.page("/en/about/").text("main b"), "2 desks");
}

#[test]
fn a_message_that_is_nothing_but_a_value_is_isolated_too() {
    let out = site("<p>{{ t_html(key=\"name\", name=\"سمير\") }}</p>", "name = { $name }\n").build();
    assert_eq!(out.page("/en/about/").texts("main bdi"), ["سمير"]);
    assert!(!out.page("/ar/about/").has("main bdi"));
}

#[test]
fn a_key_that_does_not_exist_is_shown_and_escaped() {
    let out = site("<p>{{ t_html(key=\"no<b>where\") }}</p>", "").build();
    assert_eq!(out.page("/en/about/").text("main p"), "no<b>where");
}
