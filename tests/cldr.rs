//! What a site writes of dates, numbers and lists, for comparison with another implementation of CLDR.
//!
//! A real site is built, whose home pages print every case. The name of a case is the question as `Intl` is asked it in
//! `tests/cldr/compare.mjs`, which CI runs on the results (`CLDR_RESULTS`, or `target/tmp/cldr.json`).

#![allow(clippy::unwrap_used)]

mod common;

use common::Site;
use serde_json::{Map, Value};
use std::fs;
use std::path::PathBuf;

const LANGUAGES: [&str; 7] = ["en", "fr", "ru", "ar", "ar-EG", "zh-Hans", "pt"];

/// The theme's own ways of saying things would be differences, so that this theme has none.
const TEMPLATES: [&str; 11] = [
    "404.html",
    "archive.html",
    "article.html",
    "author.html",
    "authors.html",
    "base.html",
    "chooser.html",
    "page.html",
    "section.html",
    "tag.html",
    "tags.html",
];

/// Each question to `Intl`, and the template's expression that answers it.
fn cases() -> Vec<(String, String)> {
    let mut cases = Vec::new();
    let mut ask = |intl: String, template: String| cases.push((intl, template));
    let days = ["2025-01-01", "2025-08-20", "1999-11-30"];
    let styles = [
        ("short", "dateStyle: 'short'"),
        ("medium", "dateStyle: 'medium'"),
        ("long", "dateStyle: 'long'"),
        ("full", "dateStyle: 'full'"),
        ("month", "year: 'numeric', month: 'long'"),
        ("month-name", "month: 'long'"),
        ("year", "year: 'numeric'"),
        ("month-day", "month: 'long', day: 'numeric'"),
        ("weekday", "weekday: 'long'"),
    ];
    for (style, options) in styles {
        for day in days {
            ask(format!("date('{day}', {{{options}}})"), format!("'{day}' | date(style='{style}')"));
        }
    }
    let fields = [
        ("month: 'short', day: 'numeric'", "month='short', day='numeric'"),
        ("weekday: 'short', month: 'short', day: 'numeric'", "weekday='short', month='short', day='numeric'"),
        ("year: 'numeric', month: 'short'", "year='numeric', month='short'"),
        ("year: 'numeric', month: 'numeric', day: 'numeric'", "year='numeric', month='numeric', day='numeric'"),
        ("year: 'numeric', era: 'short'", "year='numeric', era='short'"),
    ];
    for (intl, template) in fields {
        ask(format!("date('2025-03-05', {{{intl}}})"), format!("'2025-03-05' | datetime({template})"));
    }
    for moment in ["2025-01-20T15:04:05+01:00", "2025-07-20T09:30:00+02:00"] {
        let mut time = |intl: &str, template: &str| {
            ask(format!("date('{moment}', {{{intl}}})"), format!("'{moment}' | {template}"));
        };
        time("timeStyle: 'short'", "time");
        time("timeStyle: 'medium'", "time(style='medium')");
        time("hour: 'numeric', minute: 'numeric', hour12: true", "time(hour12=true)");
        time("hour: 'numeric', minute: 'numeric', hour12: false", "time(hour12=false)");
        time("hour: 'numeric', minute: 'numeric', timeZoneName: 'short'", "time(zone='short')");
        time("hour: 'numeric', minute: 'numeric', timeZoneName: 'long'", "time(zone='long')");
        time("hour: 'numeric', minute: 'numeric', timeZoneName: 'shortOffset'", "time(zone='offset')");
        time("dateStyle: 'short', timeStyle: 'short'", "datetime(style='short')");
        time("dateStyle: 'medium', timeStyle: 'short'", "datetime");
        time("dateStyle: 'long', timeStyle: 'short'", "datetime(style='long')");
        time("dateStyle: 'full', timeStyle: 'short'", "datetime(style='full')");
    }
    let spans = [("2025-01-01", "2025-01-03"), ("2025-01-30", "2025-02-03"), ("2024-12-30", "2025-01-03")];
    for (style, options) in &styles[..6] {
        for (from, to) in spans.iter().filter(|_| *style != "month-name") {
            ask(
                format!("range('{from}', '{to}', {{{options}}})"),
                format!("'{from}' | date(style='{style}', to='{to}')"),
            );
        }
    }
    // The site is built for 12:00 UTC on the 1st of February 2025.
    let distances = [
        (-1, "day", "2025-01-31"),
        (1, "day", "2025-02-02"),
        (0, "day", "2025-02-01"),
        (-3, "day", "2025-01-29"),
        (-2, "week", "2025-01-18"),
        (-2, "month", "2024-12-01"),
        (5, "month", "2025-07-01"),
        (-1, "year", "2024-02-01"),
        (-21, "year", "2004-02-01"),
        (-5, "minute", "2025-02-01T11:55:00Z"),
        (2, "hour", "2025-02-01T14:00:00Z"),
        (-30, "second", "2025-02-01T11:59:30Z"),
    ];
    for (count, unit, moment) in distances {
        for style in ["long", "short"] {
            let intl = format!("relative({count}, '{unit}', '{style}')");
            ask(intl, format!("'{moment}' | relative(style='{style}')"));
        }
    }
    let numbers = [
        ("0", "", ""),
        ("1234", "", ""),
        ("1234567.891", "", ""),
        ("-42.5", "", ""),
        ("0.00012345", "maximumSignificantDigits: 2", "maximum_significant_digits=2"),
        ("7", "minimumIntegerDigits: 2", "minimum_integer_digits=2"),
        ("3.14159", "maximumFractionDigits: 2", "maximum_fraction_digits=2"),
        ("3", "minimumFractionDigits: 2", "minimum_fraction_digits=2"),
        ("2.5", "maximumFractionDigits: 0", "maximum_fraction_digits=0"),
        ("1234567", "useGrouping: false", "use_grouping=false"),
        ("0.57", "style: 'percent'", "style='percent'"),
        ("0.1234", "style: 'percent', minimumFractionDigits: 1", "style='percent', minimum_fraction_digits=1"),
        ("12.5", "style: 'percent'", "style='percent'"),
        ("1234.5", "style: 'currency', currency: 'EUR'", "style='currency', currency='EUR'"),
        ("1234.5", "style: 'currency', currency: 'USD'", "style='currency', currency='USD'"),
        ("-1234.5", "style: 'currency', currency: 'RUB'", "style='currency', currency='RUB'"),
        ("1234.5", "style: 'currency', currency: 'JPY'", "style='currency', currency='JPY'"),
        (
            "1234.5",
            "style: 'currency', currency: 'EUR', currencyDisplay: 'code'",
            "style='currency', currency='EUR', currency_display='code'",
        ),
        (
            "2",
            "style: 'currency', currency: 'USD', currencyDisplay: 'name'",
            "style='currency', currency='USD', currency_display='name'",
        ),
        (
            "1234.5",
            "style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol'",
            "style='currency', currency='USD', currency_display='narrowSymbol'",
        ),
        (
            "1234567.5",
            "style: 'currency', currency: 'EUR', maximumFractionDigits: 0",
            "style='currency', currency='EUR', maximum_fraction_digits=0",
        ),
        ("1234567", "notation: 'compact'", "notation='compact'"),
        ("54321", "notation: 'compact'", "notation='compact'"),
        ("1234567", "notation: 'compact', compactDisplay: 'long'", "notation='compact', compact_display='long'"),
    ];
    for (number, intl, template) in numbers {
        ask(format!("number({number}, {{{intl}}})"), format!("({number}) | number({template})"));
    }
    for items in [&["A"][..], &["A", "B"], &["A", "B", "C"]] {
        let items = items.iter().map(|item| format!("'{item}'")).collect::<Vec<_>>().join(", ");
        for (intl, style) in [("conjunction", "and"), ("disjunction", "or"), ("unit", "unit")] {
            ask(format!("list([{items}], '{intl}')"), format!("[{items}] | list(style='{style}')"));
        }
    }
    ask("name()".to_owned(), "language.name".to_owned());
    cases
}

fn site(cases: &[(String, String)]) -> Site {
    let config = format!(
        "title: T\nbase_url: https://x.example\nlanguages: [{}]\ntime_zone: Europe/Paris\ntheme: bare\n",
        LANGUAGES.join(", ")
    );
    let lines: String = cases.iter().map(|(_, template)| format!("{{{{ {template} | safe }}}}\n")).collect();
    let site = Site::new(&[
        ("site.yaml", config.as_str()),
        ("content/about.en.md", "---\ntitle: A\n---\n"),
        ("themes/bare/theme.yaml", "name: Bare\nlanguage: en\n"),
        ("themes/bare/templates/home.html", &lines),
    ]);
    for name in TEMPLATES {
        site.write(&format!("themes/bare/templates/{name}"), "-\n");
    }
    site
}

#[test]
fn every_case_is_written_in_every_language() {
    let cases = cases();
    assert!(cases.len() >= 60);
    let published = site(&cases).build();
    let mut results = Map::new();
    for language in LANGUAGES {
        let page = published.text(&format!("{language}/index.html"));
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines.len(), cases.len(), "{page}");
        assert!(lines.iter().all(|line| !line.trim().is_empty()), "{page}");
        let answers = cases.iter().zip(lines).map(|((intl, _), line)| (intl.clone(), Value::from(line)));
        results.insert(language.to_owned(), Value::Object(answers.collect()));
    }
    let default = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cldr.json");
    let path = std::env::var_os("CLDR_RESULTS").map_or(default, PathBuf::from);
    fs::write(path, serde_json::to_string_pretty(&results).unwrap()).unwrap();
}
