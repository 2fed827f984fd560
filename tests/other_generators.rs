//! What other generators' mark-up and slips of the pen become: told, each at its place, and never lost.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};
use serde_json::Value;

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";

fn site(text: &str) -> Site {
    Site::new(&[
        (
            "site.yaml",
            "title: G\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\ntime_zone: Europe/Paris\n",
        ),
        ("content/news/a/index.en.md", &article("The deal", "2025-01-20", "iran", text)),
        ("content/news/a/map.svg", PICTURE),
        ("content/news/a/my photo.svg", PICTURE),
        ("content/news/b.en.md", &article("Another", "2025-01-19", "iran", "Text.")),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
    ])
}

/// The line in the text, the column and the hint of what is told under a code.
fn told(site: &Site, code: &str) -> Vec<(u64, u64, String)> {
    let (_, problems) = site.check_json(&[]);
    let first_line = 8;
    let place = |p: &Value| (p["line"].as_u64().unwrap() + 1 - first_line, p["column"].as_u64().unwrap());
    let found = problems.iter().filter(|p| p["code"] == code);
    found
        .map(|p| {
            assert_eq!(p["severity"], "warning");
            let (line, column) = place(p);
            (line, column, p["hints"][0].as_str().unwrap().to_owned())
        })
        .collect()
}

fn places(site: &Site, code: &str) -> Vec<(u64, u64)> {
    told(site, code).into_iter().map(|(line, column, _)| (line, column)).collect()
}

#[test]
fn an_editor_is_told_of_each_shortcode_once_at_its_place_and_readers_see_what_was_written() {
    let text = "Intro.\n\n{{< figure src=\"a_b.png\" caption=\"*x*\" >}}\n\nSee {{ page.url }} and {% include a.html %}.\n\n[gallery ids=\"1,2\"]\n\n{: .note}\n\n::: warning\nMind.\n:::\n\n`{{< code >}}`\n";
    let site = site(text);
    assert_eq!(places(&site, "D210"), [(3, 1), (5, 5), (5, 24), (7, 1), (9, 1), (11, 1)]);
    let page = site.build().page("/en/news/a/");
    for words in
        ["{{< figure", "{{ page.url }}", "{% include a.html %}", "{: .note}", "::: warning", "[gallery ids=\"1,2\"]"]
    {
        assert!(page.text(".text").contains(words), "{words}");
    }
    let strict = site.try_build(&["--strict"]);
    assert_eq!(strict.code, 1, "{}", strict.stderr);
}

#[test]
fn a_picture_whose_name_has_a_blank_is_told_with_what_to_write() {
    let site = site("Text.\n\n![Alt](my photo.svg \"Cap\")\n\n![Alt](<my photo.svg> \"Cap\")\n");
    let found = told(&site, "D212");
    assert_eq!((found.len(), found[0].0, found[0].1), (1, 3, 1));
    assert!(found[0].2.contains("<my photo.svg>") && found[0].2.contains("my%20photo.svg"), "{}", found[0].2);
    assert_eq!(site.build().page("/en/news/a/").texts(".text figure img").len(), 1);
}

#[test]
fn an_address_in_the_text_is_a_link() {
    let page = site("See https://example.org/a_b_c, or `https://example.org`.\n").build().page("/en/news/a/");
    assert_eq!(page.attributes(".text a", "href"), ["https://example.org/a_b_c"]);
    assert_eq!(page.text(".text code"), "https://example.org");
}

#[test]
fn terms_and_their_definitions_are_a_definition_list() {
    let page = site("Term\n: Definition\n\nOne\n\n: *First*\n: Second\n").build().page("/en/news/a/");
    assert_eq!(page.texts(".text dl").len(), 1);
    assert_eq!(
        (page.texts(".text dt").len(), page.texts(".text dd").len(), page.texts(".text dd em").len()),
        (2, 3, 1)
    );
    assert_eq!(page.text(".text dt"), "Term");
}

#[test]
fn a_single_tilde_is_a_tilde() {
    let page = site("It is ~5 km or ~6 km; a ~b~ c; ~~gone~~.\n").build().page("/en/news/a/");
    assert_eq!(page.texts(".text del").len(), 1);
    assert!(page.text(".text").contains("~5 km or ~6 km; a ~b~ c; gone."), "{}", page.text(".text"));
    assert_eq!(page.texts(".text sub").len(), 0);
}

#[test]
fn bold_beside_chinese_punctuation_is_bold() {
    let page = site("**你好。**世界，这是**“引号”**后。\n").build().page("/en/news/a/");
    assert_eq!(page.texts(".text strong").len(), 2);
    assert!(!page.text(".text").contains('*'));
}

#[test]
fn schemes_are_addresses_slips_are_told_and_code_stops_publication() {
    let good = "[a](tg:x) [b](whatsapp://send) [c](geo:1,2) [d](magnet:?x=1) [e](xmpp:a@b.example) [f](sms:+1)\n";
    let site = site(good);
    assert_eq!(places(&site, "D213"), []);
    assert_eq!(site.build().page("/en/news/a/").attributes(".text a", "href").len(), 6);
    site.write(
        "content/news/a/index.en.md",
        article(
            "The deal",
            "2025-01-20",
            "iran",
            "[a](htps://a.example)\n\n[b](https:/b.example) [c](http//c.example)\n\n[d](blabla:x)\n",
        ),
    );
    let found = told(&site, "D213");
    assert_eq!(found.iter().map(|f| (f.0, f.1)).collect::<Vec<_>>(), [(1, 1), (3, 1), (3, 23), (5, 1)]);
    for (found, meant) in found.iter().zip(["https://a.example", "https://b.example", "http://c.example"]) {
        assert!(found.2.contains(meant), "{}", found.2);
    }
    site.build();
    for bad in [
        "javascript:x",
        "JavaScript:x",
        "java&#9;script:x",
        "&#x6a;avascript:x",
        "<  javascript:x>",
        "vbscript:x",
        "data:text/html,x",
    ] {
        site.write("content/news/a/index.en.md", article("The deal", "2025-01-20", "iran", &format!("[a]({bad})\n")));
        let build = site.try_build(&[]);
        assert!(build.code == 1 && build.stderr.contains("D206"), "{bad}: {}", build.stderr);
    }
}

#[test]
fn raw_html_is_told_of_as_markdown_is_and_once() {
    let text = "See <a href=\"htps://a.example\">a</a> and <a href=\"{{ site.url }}/b\">b</a>.\n\n<p>{% include x %} <img src=\"{{ site.url }}/map.svg\" alt=\"x\"></p>\n\n[c](tg:x) <code>{{ page.url }}</code>\n";
    let site = site(text);
    assert_eq!(places(&site, "D213"), [(1, 5)]);
    assert_eq!(places(&site, "D210"), [(1, 51), (3, 4), (3, 30)]);
    let (_, problems) = site.check_json(&[]);
    assert!(problems.iter().all(|p| !["D201", "D202", "D702"].contains(&p["code"].as_str().unwrap())), "{problems:?}");
    let page = site.build().page("/en/news/a/");
    assert!(page.has(".text a[href='tg:x']") && page.has(".text a[href='htps://a.example']"), "{}", page.html());
}

#[test]
fn a_slip_in_front_matter_is_told_at_its_key() {
    let site = site("Text.\n");
    let related = "---\ntitle: A\ndate: 2025-01-20\nrelated:\n  - { title: B, url: \"htps://b.example\" }\n  - { title: C, url: \"tg:c\" }\n---\nText.\n";
    site.write("content/news/a/index.en.md", related);
    let (code, problems) = site.check_json(&[]);
    let found: Vec<_> = problems.iter().filter(|p| p["code"] == "D213").collect();
    assert_eq!((code, found.len(), found[0]["line"].as_u64()), (0, 1, Some(5)));
}

#[test]
fn references_to_control_characters_are_told_and_not_on_the_page() {
    let site = site("One&#1;two&#x1b;three&#0; `&#1;`\n");
    assert_eq!(places(&site, "D114"), [(1, 4), (1, 11), (1, 22)]);
    let page = site.build().page("/en/news/a/");
    assert!(page.text(".text").contains("Onetwothree &#1;"), "{}", page.text(".text"));
}

#[test]
fn a_shortcode_without_a_blank_is_text_and_takes_nothing_with_it() {
    let text = "{{<figure src=\"p.png\" caption=\"C\">}}\n\nRest.\n\nA {{<ref \"a\">}} b {{</ref>}}.\n\n`{{<code>}}`\n";
    let site = site(text);
    assert_eq!(told(&site, "D208"), []);
    let lines: Vec<u64> = places(&site, "D210").into_iter().map(|(line, _)| line).collect();
    assert_eq!((lines[0], lines[1]), (1, 5), "{lines:?}");
    let page = site.build().page("/en/news/a/");
    assert!(!page.html().contains("<figure>") && page.text("code").contains("{{<code>}}"), "{}", page.html());
}

#[test]
fn lines_cells_and_notes_that_markdown_drops_are_told() {
    let definitions =
        site("[Q]: Why?\n\n[Smith]: Yes.\n\nSee [it][there].\n\n[there]: https://a.example\n\n[//]: # (a remark)\n");
    assert_eq!(places(&definitions, "D212"), [(1, 1), (3, 1)]);
    let table = site("| Year | Votes |\n|---|---|\n| 2020 | 51 | lost |\n| 2021 | 52 |\n| `a \\| b` | c\n");
    assert_eq!(places(&table, "D212"), [(3, 14)]);
    let notes = site("a[^1]\n\n[^1]: One.\n\n[^1]: Two.\n");
    assert_eq!(places(&notes, "D204"), [(5, 1)]);
    let words = site("said <Name Surname> and <sic>.\n");
    assert!(told(&words, "D208").iter().all(|(_, _, hint)| hint.contains("&lt;")) && !told(&words, "D208").is_empty());
}

#[test]
fn headings_without_a_blank_and_signs_in_front_matter_are_told() {
    let text = "##Why\n\nText with #hashtag and ##two.\n\n#Hashtag\n\n`##code`\n";
    assert_eq!(told(&site(text), "D212"), [(1, 1, "write `## Why`".to_owned())]);
    let site = site("Text.");
    site.write(
        "content/news/b.en.md",
        article("Another", "2025-01-19", "iran", "Text.").replace("Another", "Tom &amp; Jerry"),
    );
    let (_, problems) = site.check_json(&["--only", "D210"]);
    let about: Vec<&str> = problems.iter().filter_map(|problem| problem["about"].as_str()).collect();
    assert_eq!(about, ["title", "summary"]);
}
