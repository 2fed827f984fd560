//! Files that no writer means and that a slip, a program or an archive can bring: each gets a diagnostic or is
//! published, and the run ends.

#![allow(clippy::unwrap_used)]

mod common;

use common::Site;
use dateline::language::LanguageTag;
use dateline::language::locale::{entries, phrases, to_translate};

const ARTICLE: &str = "---\ntitle: Oil\ndate: 2025-01-01\n---\n";

/// The codes that `check` gives for a site of an article and one file more. A run that ends in any other way than by itself
/// has no exit code of ours.
fn codes(path: &str, text: &str) -> Vec<String> {
    codes_of(&[(path, text)])
}

fn codes_of(files: &[(&str, &str)]) -> Vec<String> {
    let (code, problems) = Site::new(&[&[("content/news/oil.en.md", ARTICLE)], files].concat()).check_json(&[]);
    assert!((0..=1).contains(&code), "{files:?}: {code}");
    problems.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_message_that_its_parser_cannot_bear_is_told() {
    let selects = |n: usize| format!("a = {}x{}\n", "{ $n ->\n   *[other] ".repeat(n), "\n }".repeat(n));
    for text in [
        "a = {\"\\u200Е\"}\n".to_owned(),
        "a = {\"\\U01F6é\"}\n".to_owned(),
        selects(3000),
        selects(50),
        format!("a = {}\n", "{".repeat(20_000)),
        format!("a = {{{}1{}}}\n", "NUMBER(".repeat(20_000), ")".repeat(20_000)),
    ] {
        assert!(
            codes("locales/en/site.ftl", &text).contains(&"D501".to_owned()),
            "{}",
            &text[..40.min(text.len() - 8)]
        );
    }
    assert!(!codes("locales/en/site.ftl", &selects(20)).contains(&"D501".to_owned()));
}

#[test]
fn whoever_reads_such_a_file_by_itself_reads_what_can_be_read() {
    let text = "before = x\na = {\"\\u200é\"}\nafter = y\n";
    let names = |found: Vec<(String, String)>| found.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(entries(text)), ["before", "after"]);
    let found = phrases(text);
    assert_eq!(found.iter().map(|phrase| phrase.message.as_str()).collect::<Vec<_>>(), ["before", "after"]);
    assert_eq!(found[1].offset, text.find("after").unwrap());
    let copy = to_translate(text, &LanguageTag::parse("fr").unwrap());
    assert_eq!(phrases(&copy).iter().map(|phrase| phrase.message.as_str()).collect::<Vec<_>>(), ["before", "after"]);
}

#[test]
fn thousands_of_messages_take_no_longer_than_their_number() {
    let chain: String = (1..20_000).map(|i| format!("m{i} = {{ m{} }}\n", i - 1)).collect();
    assert!(codes("locales/en/site.ftl", &format!("m0 = x\n{chain}")).contains(&"D509".to_owned()));
    let circle: String = (0..20_000).map(|i| format!("m{i} = {{ m{} }}\n", (i + 1) % 20_000)).collect();
    assert!(codes("locales/en/site.ftl", &circle).contains(&"D503".to_owned()));
    let unused: String = (0..50_000).map(|i| format!("m{i} = x\n")).collect();
    assert!(codes("locales/en/site.ftl", &unused).contains(&"D509".to_owned()));
}

#[test]
fn a_template_that_never_ends_is_told() {
    for text in [
        "{% for i in range(end=100000) %}{% for j in range(end=100000) %}x{% endfor %}{% endfor %}",
        "{% for i in range(end=100000) %}{% for j in range(end=100000) %}{% endfor %}{% endfor %}",
    ] {
        assert!(codes("templates/article.html", text).contains(&"D405".to_owned()), "{text}");
    }
}

#[test]
fn templates_that_lead_back_to_themselves_are_told() {
    let circles: [&[(&str, &str)]; 3] = [
        &[("templates/article.html", "{% include \"article.html\" %}")],
        &[
            ("templates/article.html", "{% include \"a.html\" %}"),
            ("templates/a.html", "{% include \"article.html\" %}"),
        ],
        &[
            ("templates/article.html", "{% extends \"a.html\" %}"),
            ("templates/a.html", "{% extends \"article.html\" %}"),
        ],
    ];
    for files in circles {
        assert!(codes_of(files).contains(&"D401".to_owned()), "{files:?}");
    }
    let text = "{% component again() %}x{{ <again /> }}{% endcomponent again %}{{ <again /> }}";
    assert!(codes("templates/article.html", text).contains(&"D402".to_owned()));
}

#[test]
fn brackets_without_end_in_front_matter_are_told() {
    let text = format!("---\ntitle: T\nextra: {}\n---\nx\n", "[".repeat(50_000));
    assert!(codes("content/news/deep.en.md", &text).contains(&"D102".to_owned()));
}

#[test]
fn thousands_of_headings_with_one_id_are_told() {
    let text = format!("{ARTICLE}{}", "## The same words {#same}\n\n".repeat(3000));
    assert!(codes("content/news/same.en.md", &text).contains(&"D211".to_owned()));
}

#[test]
fn any_number_in_the_configuration_is_read_or_told() {
    let numbers = [
        "18446744073709551615",
        "9223372036854775807",
        "-1",
        "0",
        "0.5",
        "1e308",
        ".inf",
        ".nan",
        "99999999999999999999999",
    ];
    for number in numbers {
        for key in ["related", "paginate"] {
            let config = format!("{}{key}: {number}\n", common::CONFIG);
            let site = Site::new(&[("site.yaml", &config), ("content/news/oil.en.md", ARTICLE)]);
            let (code, _) = site.check_json(&[]);
            assert!((0..=1).contains(&code), "{key}: {number}: {code}");
        }
    }
}
