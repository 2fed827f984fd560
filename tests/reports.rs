//! Reports at the size of an archive: what matters stands last, the same thing is said once, and a site says what counts.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site};

/// Fifty articles with the same two slips, and one that stops the build.
fn archive(config: &str) -> Site {
    let site = Site::new(&[("site.yaml", config), ("content/news/bad.en.md", "---\ntitle: Bad\ndate: soon\n---\n")]);
    for i in 0..50 {
        let text = format!("---\ntitle: A{i}\ndate: 2025-01-01\nlayout: post\n---\n![](p{i}.svg)\n");
        site.write(&format!("content/news/a{i:02}.en.md"), text);
        site.write(&format!("content/news/p{i}.svg"), "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    }
    site
}

#[test]
fn the_same_problem_is_said_once_and_errors_stand_last() {
    let stderr = archive(CONFIG).try_build(&[]).stderr;
    assert_eq!(stderr.matches("the key `layout` is not known").count(), 1, "{stderr}");
    assert!(stderr.contains("(50 in all)"), "{stderr}");
    let (error, warning) = (stderr.find("error[D104]").unwrap(), stderr.rfind("warning[").unwrap());
    let table = stderr.find("code  warnings").unwrap();
    assert!(warning < error && error < table, "{stderr}");
    let rows: Vec<Vec<&str>> = stderr[table..].lines().map(|row| row.split_whitespace().collect()).collect();
    assert!(rows.iter().any(|row| row.starts_with(&["D103", "50"])), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with(&["D104", "1"])), "{rows:?}");
    assert!(stderr.lines().count() < 150, "{}", stderr.lines().count());
}

#[test]
fn one_code_alone_can_be_read() {
    let site = archive(CONFIG);
    let only = site.try_build(&["--only", "d205"]);
    assert_eq!(only.code, 1, "what stops publication is the same");
    assert_eq!(only.stderr.matches("warning[D205]").count(), 50, "{}", only.stderr);
    assert!(!only.stderr.contains("error[D104]"));
    let (_, all) = site.check_json(&[]);
    assert!(all.iter().filter(|problem| problem["code"] == "D103").count() == 50, "JSON has them all");
    let (_, some) = site.check_json(&["--only", "D104"]);
    assert_eq!(some.len(), 1);
    assert_eq!(some[0]["about"], "date");
    assert_eq!(site.try_build(&["--only", "E1"]).code, 2);
}

#[test]
fn a_site_says_which_warnings_count() {
    let config = format!("{CONFIG}diagnostics: {{ D103: off, D205: error, D104: off }}\n");
    let (code, problems) = archive(&config).check_json(&[]);
    assert_eq!(code, 1);
    assert!(problems.iter().all(|problem| problem["code"] != "D103"));
    assert!(problems.iter().filter(|problem| problem["code"] == "D205").all(|problem| problem["severity"] == "error"));
    assert!(problems.iter().any(|problem| problem["code"] == "D104"), "an error stays one");
    let wrong = Site::new(&[("site.yaml", &format!("{CONFIG}diagnostics: {{ D999: off }}\n"))]);
    assert!(wrong.try_build(&[]).stderr.contains("site.yaml:5"), "{}", wrong.try_build(&[]).stderr);
}

#[test]
fn a_value_that_stands_twice_is_pointed_at_where_it_is_wrong() {
    let text = "---\ntitle: A\ndate: 2025-01-01\nrelated:\n  - { title: news/gone, url: \"https://a.example\" }\n  - news/gone\n---\n";
    let site = Site::new(&[("content/news/a.en.md", text)]);
    let (_, problems) = site.check_json(&["--only", "D110"]);
    assert_eq!((problems[0]["line"].as_u64(), problems[0]["column"].as_u64()), (Some(6), Some(5)));
}

#[test]
fn keys_of_other_programs_in_the_configuration_get_the_right_hint() {
    let site = Site::new(&[("site.yaml", &format!("{CONFIG}menu: main\ndata: x\nbaseURL: https://a.example\n"))]);
    let stderr = site.try_build(&[]).stderr;
    for hint in ["`sections: [", "below `options:`", "`base_url: "] {
        assert!(stderr.contains(hint), "{hint}: {stderr}");
    }
}
