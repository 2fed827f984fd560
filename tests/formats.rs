//! Dates, numbers and letters through templates and through messages, and what is said of options that mean nothing.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Page, Site, article};

const CONFIG: &str = "title: T\nbase_url: https://x.example\nlanguages: [en, fr, ru]\ntime_zone: Europe/Paris\n";

/// A site whose page prints each template in a paragraph, with `messages` in one language.
fn site(language: &str, messages: &str, templates: &[&str]) -> Site {
    let page: String = templates.iter().map(|template| format!("<p>{{{{ {template} }}}}</p>\n")).collect();
    Site::new(&[
        ("site.yaml", CONFIG),
        ("content/news/a.en.md", &article("A", "2025-01-20", "x", "Text.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("content/about.en.md", "---\ntitle: A\n---\n"),
        ("content/about.fr.md", "---\ntitle: A\n---\n"),
        ("content/about.ru.md", "---\ntitle: A\n---\n"),
        ("templates/page.html", &page),
        (&format!("locales/{language}/x.ftl"), messages),
    ])
}

fn page(language: &str, messages: &str, templates: &[&str]) -> Page {
    site(language, messages, templates).build().page(&format!("/{language}/about/"))
}

/// What readers see, with every space a plain one.
fn printed(language: &str, messages: &str, templates: &[&str]) -> Vec<String> {
    page(language, messages, templates).texts("p").into_iter().filter(|text| text != "T").collect()
}

/// The problems of a message `m` as `code line:column message`, with the hints.
fn found(message: &str) -> Vec<String> {
    let (_, problems) =
        site("en", &format!("m = {message}\n"), &["t(key='m', n=1, date='2025-01-20')"]).check_json(&[]);
    // That other languages lack the message, and that it fails on the page too, is no business of these tests.
    let of_file =
        problems.iter().filter(|d| d["path"] == "locales/en/x.ftl" && d["code"] != "D502" && d["code"] != "D504");
    of_file
        .map(|d| {
            let hints = d["hints"].as_array().unwrap().iter().map(|hint| format!(" / {}", hint.as_str().unwrap()));
            let (code, message) = (d["code"].as_str().unwrap(), d["message"].as_str().unwrap());
            format!("{code} {}:{} {message}{}", d["line"], d["column"], hints.collect::<String>())
        })
        .collect()
}

#[test]
fn french_writes_an_ordinal_for_the_first_day_of_a_month_everywhere() {
    let templates = [
        "'2025-01-01' | date",
        "'2025-01-01' | date(style='full')",
        "'2025-01-01' | date(style='medium')",
        "'2025-01-01' | date(style='month-day')",
        "'2025-01-01' | date(style='short')",
        "'2025-01-01T09:30' | datetime(style='long')",
        "'2025-01-01T09:30' | datetime",
        "'2025-01-01' | date(to='2025-01-03')",
        "'2025-01-30' | date(to='2025-02-01')",
        "'2025-01-02' | date",
        "t(key='m', date='2025-01-01')",
    ];
    let message =
        "m = le { DATETIME($date, dateStyle: \"long\") }, { DATETIME($date, month: \"long\", day: \"numeric\") }\n";
    assert_eq!(
        printed("fr", message, &templates),
        [
            "1er janvier 2025",
            "mercredi 1er janvier 2025",
            "1er janvier 2025",
            "1er janvier",
            "01/01/2025",
            "1er janvier 2025 à 9 h 30",
            "1er janvier 2025, 9 h 30",
            "1er–3 janvier 2025",
            "30 janvier – 1er février 2025",
            "2 janvier 2025",
            "le 1er janvier 2025, 1er janvier"
        ]
    );
}

#[test]
fn a_house_style_stands_over_cldr_and_can_be_built_from_it() {
    let messages = "date-long = { $weekday }: { DATETIME($date, dateStyle: \"long\") }\n\
                    date-year = year { $year }\n\
                    since = Since { DATETIME($date, dateStyle: \"long\") }\n\
                    clock = { DATETIME($date, dateStyle: \"long\", timeStyle: \"short\") }\n";
    let templates = [
        "'2025-01-20' | date",
        "'2025-01-20' | date(style='year')",
        "t(key='since', date='2025-01-20')",
        "t(key='clock', date='2025-01-20T15:04')",
        "'2025-01-20' | date(to='2025-01-20')",
    ];
    assert_eq!(
        printed("en", messages, &templates),
        [
            "Monday: January 20, 2025",
            "year 2025",
            "Since Monday: January 20, 2025",
            "Monday: January 20, 2025 at 3:04 p.m.",
            "Monday: January 20, 2025"
        ]
    );
}

#[test]
fn times_have_a_house_style_too_also_in_ranges_and_beside_dates() {
    let messages = "time-short = { $minute-number ->\n    [0] { $hour } uhr\n   *[other] { $hour } uhr { $minute }\n }\n\
                    time-medium = { $hour12 }.{ $minute }.{ $second } { $half } { $period }\n\
                    m = { DATETIME($date, timeStyle: \"short\") }\n";
    let templates = [
        "'2025-01-20T15:04' | time",
        "'2025-01-20T09:00' | time",
        "'2025-01-20T00:04:05' | time(style='medium')",
        "'2025-01-20T15:04' | time(hour12=false)",
        "'2025-01-20T15:04' | time(zone='offset')",
        "'2025-01-20T15:04' | datetime(style='long')",
        "t(key='m', date='2025-01-20T15:04')",
        "'2025-01-20T15:04' | time(to='2025-01-20T17:10')",
        "'2025-01-20T09:04' | time(style='medium', to='2025-01-20T10:05')",
    ];
    assert_eq!(
        printed("en", messages, &templates),
        [
            "15 uhr 04",
            "9 uhr",
            "12.04.05 first AM",
            "15:04",
            "15 uhr 04 GMT+1",
            "January 20, 2025 at 15 uhr 04",
            "15 uhr 04",
            "15 uhr 04 – 17 uhr 10",
            "9.04.00 – 10.05.00 first AM",
        ]
    );
}

#[test]
fn a_house_style_of_dates_holds_in_ranges() {
    let range = |language: &str, messages: &str, from: &str, to: &str, style: &str| {
        printed(language, messages, &[&format!("'{from}' | date(to='{to}', style='{style}')")]).remove(0)
    };
    let plain = "date-long = { $day } { $month } { $year }\n";
    assert_eq!(range("ru", plain, "2025-01-01", "2025-01-03", "long"), "1—3 января 2025");
    assert_eq!(range("ru", plain, "2025-01-30", "2025-02-03", "long"), "30 января — 3 февраля 2025");
    assert_eq!(range("ru", plain, "2024-12-30", "2025-01-03", "long"), "30 декабря 2024 — 3 января 2025");
    // The same weekday is said twice: it is another day.
    let full = "date-full = { $weekday }, { $day } { $month } { $year }\n";
    let weeks = range("ru", full, "2025-01-06", "2025-01-13", "full");
    assert_eq!(weeks, "понедельник, 6 января — понедельник, 13 января 2025");
    assert_eq!(range("fr", "", "2025-01-01", "2025-01-03", "medium"), "1er–3 janvier 2025");
    let own = "date-range = { $from } to { $to }\n";
    assert_eq!(range("en", own, "2025-01-01", "2025-01-03", "long"), "January 1 to 3, 2025");
}

#[test]
fn percentages_have_the_space_that_texts_have() {
    let with = |language: &str, rules: &str| {
        let site = site(
            language,
            "m = { NUMBER($n, style: \"percent\") }\n",
            &["0.05 | percent", "t(key='m', n=0.05)", "article.body"],
        );
        site.write(&format!("content/about.{language}.md"), "---\ntitle: A\n---\nText 5%.\n");
        if !rules.is_empty() {
            site.write(&format!("locales/{language}/typography.yaml"), rules);
        }
        let html = site.build().text(&format!("{language}/about/index.html"));
        html.match_indices('5')
            .map(|(at, _)| html[at..].chars().take_while(|c| *c != '%').collect::<String>())
            .collect::<Vec<_>>()
    };
    assert_eq!(with("fr", ""), ["5\u{202f}"; 3]);
    assert_eq!(with("ru", ""), ["5\u{a0}"; 3]);
    assert_eq!(with("en", ""), ["5"; 3]);
    assert_eq!(with("fr", "before: { \"%\": \"\\u00A0\" }\n"), ["5\u{a0}"; 3]);
}

#[test]
fn an_ordinal_has_the_gender_that_is_asked_for() {
    let templates = [
        "1 | ordinal",
        "1 | ordinal(gender='feminine')",
        "2 | ordinal(gender='feminine')",
        "3 | ordinal(gender='neutral')",
    ];
    assert_eq!(printed("fr", "", &templates), ["1er", "1re", "2e", "3e"]);
    assert_eq!(printed("ru", "", &templates), ["1-й", "1-я", "2-я", "3-е"]);
    assert_eq!(printed("en", "", &templates), ["1st", "1st", "2nd", "3rd"]);
}

#[test]
fn long_words_get_soft_hyphens_where_a_template_asks_for_them() {
    let templates =
        ["'Расследования' | hyphenate", "'Donaudampfschifffahrt' | hyphenate(lang='de')", "'Короткое' | hyphenate"];
    let shown = printed("ru", "", &templates);
    assert!(shown[0].contains('\u{ad}') && shown[1].contains('\u{ad}'), "{shown:?}");
    assert_eq!(shown[2], "Короткое");
}

#[test]
fn messages_format_numbers_and_dates_with_the_options_of_ecma_402() {
    let message = |text: &str, language: &str, given: &str| {
        let call = format!("t(key='m', {given})");
        printed(language, &format!("m = {text}\n"), &[&call]).remove(0)
    };
    let number = |options: &str, n: &str| message(&format!("{{ NUMBER($n{options}) }}"), "fr", &format!("n={n}"));
    assert_eq!(number("", "1234.5"), "1 234,5");
    assert_eq!(number("", "'1234.5'"), "1 234,5");
    assert_eq!(number(", useGrouping: \"false\"", "1234.5"), "1234,5");
    assert_eq!(number(", useGrouping: 0", "1234.5"), "1234,5");
    assert_eq!(number(", minimumIntegerDigits: 2", "5"), "05");
    assert_eq!(number(", minimumFractionDigits: 2", "5"), "5,00");
    assert_eq!(number(", maximumFractionDigits: 0", "2.5"), "3");
    assert_eq!(number(", maximumSignificantDigits: 2", "12345"), "12 000");
    assert_eq!(number(", minimumSignificantDigits: 3", "1"), "1,00");
    assert_eq!(number(", style: \"percent\"", "0.57"), "57 %");
    assert_eq!(number(", style: \"currency\", currency: \"EUR\"", "1234.5"), "1 234,50 €");
    assert_eq!(number(", style: \"currency\", currency: \"USD\", currencyDisplay: \"narrowSymbol\"", "5"), "5,00 $");
    assert_eq!(number(", style: \"currency\", currency: \"EUR\", currencyDisplay: \"name\"", "1.5"), "1,50 euro");
    assert_eq!(number(", notation: \"compact\"", "1234567"), "1,2 M");
    let date =
        |options: &str| message(&format!("{{ DATETIME($date{options}) }}"), "ru", "date='2025-01-20T15:04:05+01:00'");
    assert_eq!(date(""), "20 янв. 2025 г.");
    assert_eq!(date(", dateStyle: \"full\""), "понедельник, 20 января 2025 г.");
    assert_eq!(date(", dateStyle: \"year\""), "2025");
    assert_eq!(date(", timeStyle: \"short\""), "15:04");
    assert_eq!(date(", timeStyle: \"full\""), "15:04:05 Центральная Европа, стандартное время");
    assert_eq!(date(", month: \"long\", day: \"numeric\""), "20 января");
    assert_eq!(date(", weekday: \"long\""), "понедельник");
    assert_eq!(date(", year: \"numeric\", era: \"short\""), "2025 г. н. э.");
    assert_eq!(date(", hour: \"numeric\", minute: \"numeric\", hour12: \"true\""), "3:04 PM");
    assert_eq!(date(", timeStyle: \"short\", timeZone: \"Europe/Moscow\", timeZoneName: \"short\""), "17:04 GMT+3");
    // As in ECMAScript, a number is a count of milliseconds.
    assert_eq!(message("{ DATETIME($n, dateStyle: \"long\") }", "en", "n=1737381845000"), "January 20, 2025");
}

#[test]
fn a_choice_is_made_by_the_ordinal_and_by_the_cardinal_form() {
    let english = "m = { NUMBER($n, type: \"ordinal\") ->\n    [one] { $n }st\n    [two] { $n }nd\n    [few] { $n }rd\n   *[other] { $n }th\n }\n";
    let templates = ["t(key='m', n=1)", "t(key='m', n=22)", "t(key='m', n=13)", "21 | ordinal", "12 | ordinal"];
    assert_eq!(printed("en", english, &templates), ["1st", "22nd", "13th", "21st", "12th"]);
    assert_eq!(printed("fr", "", &["1 | ordinal", "2 | ordinal"]), ["1er", "2e"]);
    assert_eq!(printed("ru", "", &["1 | ordinal", "3 | ordinal"]), ["1-й", "3-й"]);
}

#[test]
fn templates_have_the_same_options_by_their_own_names() {
    let templates = [
        "1234.5 | number(minimum_fraction_digits=2, use_grouping=false)",
        "0.123 | percent(maximum_fraction_digits=1)",
        "1234.5 | currency(code='EUR')",
        "2 | currency(code='USD', display='name', maximum_fraction_digits=0)",
        "1234567 | compact(style='long')",
        "['A', 'B'] | list(style='or')",
        "'2025-01-31' | relative",
        "'2025-02-01T11:00:00Z' | relative(style='short')",
        "'2025-01-20T15:04:05+01:00' | time(style='medium')",
        "'2025-01-20T15:04:05+01:00' | time(zone='long', hour12=false)",
        "'2025-01-20T15:04:05+01:00' | datetime(weekday='long', hour='numeric', minute='2-digit')",
        "'nato and l’OTAN' | title",
        "'nato' | upper",
        "'istanbul' | upper(lang='tr')",
        "'a <b>' | capitalize",
    ];
    assert_eq!(
        printed("en", "", &templates),
        [
            "1234.50",
            "12.3%",
            "€1,234.50",
            "2 US dollars",
            "1.2 million",
            "A or B",
            "yesterday",
            "1 hr. ago",
            "3:04:05 PM",
            "15:04 Central European Standard Time",
            "Monday 3:04 PM",
            "Nato And L’OTAN",
            "NATO",
            "İSTANBUL",
            "A <b>"
        ]
    );
}

#[test]
fn title_casing_never_happens_in_french_or_russian() {
    assert_eq!(printed("fr", "", &["'le commerce de l’OTAN' | title"]), ["Le commerce de l’OTAN"]);
    assert_eq!(printed("ru", "", &["'торговля стран НАТО' | title"]), ["Торговля стран НАТО"]);
    assert_eq!(printed("en", "title-case = first\n", &["'trade of states' | title"]), ["Trade of states"]);
}

#[test]
fn an_option_or_a_value_that_means_nothing_is_reported_where_it_stands() {
    assert_eq!(
        found("{ DATETIME($date, dateStyle: \"lnog\") }"),
        [
            "D505 1:35 `dateStyle` cannot be \"lnog\": it is \"short\", \"medium\", \"long\", \"full\", \"month\", \"month-name\", \"year\", \"month-day\", \"weekday\" / did you mean \"long\"?"
        ]
    );
    let says = |message: &str, expected: &str| {
        let found = found(message);
        assert!(found.first().is_some_and(|first| first.contains(expected)), "{message}: {found:?}");
    };
    says(
        "{ DATETIME($date, datestyle: \"long\") }",
        "1:23 `DATETIME()` knows no `datestyle` / did you mean `dateStyle`?",
    );
    says("{ DATETIME($date, month: \"narrow\") }", "1:31 `month` cannot be \"narrow\"");
    says("{ DATETIME($date, timeZone: \"Mars/Olympus\") }", "a time zone such as");
    says("{ DATETIME($date, dayPeriod: \"short\") }", "`DATETIME()` does not support `dayPeriod`");
    says("{ DATETIME($date, dateStyle: \"long\", month: \"long\") }", "exclude each other");
    says("{ DATETIME($date, dateStyle: \"year\", timeStyle: \"short\") }", "needs a day");
    says("{ DATETIME($date, weekday: \"long\", year: \"numeric\") }", "cannot be written without `month` and `day`");
    says("{ DATETIME($date, day: \"2-digit\", month: \"numeric\") }", "`month` cannot differ");
    says("{ DATETIME(\"2025-02-30\") }", "28 days");
    says("{ DATETIME() }", "needs a date");
    says(
        "{ NUMBER($n, minimumFractionDigits: 40) }",
        "1:41 `minimumFractionDigits` cannot be 40: it is a whole number from 0 to 18",
    );
    says("{ NUMBER($n, useGrouping: \"no\") }", "\"true\" or \"false\"");
    says("{ NUMBER($n, style: \"percentage\") }", "`style` cannot be \"percentage\"");
    says("{ NUMBER($n, style: \"currency\") }", "needs a currency");
    says("{ NUMBER($n, style: \"currency\", currency: \"euro\") }", "a code of ISO 4217");
    says("{ NUMBER($n, currencyDisplay: \"code\") }", "no money");
    says("{ NUMBER($n, unitDisplay: \"short\") }", "does not support `unitDisplay` / write the unit in the message");
    says("{ NUMBER($n, minimumFractionDigits: 3, maximumFractionDigits: 1) }", "is greater than");
    says("{ NUMBER(\"seven\") }", "is not a number");
    says("{ NUMBER($n, $n) }", "one value at a time");
    assert_eq!(
        found(
            "{ DATETIME($date, dateStyle: \"long\", timeStyle: \"short\", timeZoneName: \"shortOffset\", timeZone: \"Asia/Tokyo\", hourCycle: \"h23\") }"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        found(
            "{ NUMBER($n, style: \"currency\", currency: \"EUR\", currencyDisplay: \"name\", minimumFractionDigits: 0) }"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_house_style_that_would_never_be_right_is_reported() {
    let (_, problems) =
        site("en", "date-long = { $dya } { $month }\ndate-lnog = { $day }\n", &["lang"]).check_json(&[]);
    let found: Vec<_> =
        problems.iter().map(|d| (d["code"].as_str().unwrap(), d["message"].as_str().unwrap())).collect();
    assert!(found.contains(&("D505", "the house style `date-long` is given no `$dya`")), "{found:?}");
    assert!(found.contains(&("D509", "nothing uses the message `date-lnog`")), "{found:?}");
}

#[test]
fn what_a_function_cannot_format_is_reported_when_it_is_asked_for() {
    let site = site("en", "m = { DATETIME($date) } { NUMBER($n) }\n", &["t(key='m', date='soon', n='many')"]);
    let (_, problems) = site.check_json(&[]);
    assert!(
        problems.iter().any(|d| d["code"] == "D504" && d["message"].as_str().unwrap().contains("`m`")),
        "{problems:?}"
    );
}

#[test]
fn a_template_is_told_what_its_filters_know() {
    let message = |template: &str| {
        let (_, problems) = site("en", "", &[template]).check_json(&[]);
        problems.iter().find(|d| d["code"] == "D402").unwrap()["message"].as_str().unwrap().to_owned()
    };
    assert!(message("'2025-01-20' | date(style='lnog')").contains("did you mean `long`?"));
    assert!(message("'2025-01-20' | date(syle='long')").contains("this filter takes no `syle`; it takes style, to"));
    assert!(message("'2025-01-20' | date(to='2025-01-19')").contains("ends before it begins"));
    assert!(message("'2025-01-20' | datetime(style='month')").contains("short, medium, long or full"));
    assert!(message("5 | number(minimum_fracton_digits=2)").contains("did you mean `minimum_fraction_digits`?"));
    assert!(message("5 | currency(code='euro')").contains("a code of ISO 4217"));
    assert!(message("5 | percent(style='decimal')").contains("this filter sets `style` itself"));
    assert!(message("5 | currency(code='EUR', digits=2)").contains("`NUMBER()` knows no `digits`"));
    assert!(message("'x' | number").contains("a number is needed here"));
}

/// The rows of the tables in `docs/formats.md` that have an expression and what it prints in three languages.
fn documented() -> Vec<(String, [String; 3])> {
    let text = std::fs::read_to_string("docs/formats.md").unwrap().replace("\\|", "\u{1}");
    let mut examples = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [first, en, fr, ru] = cells[..] else { continue };
        let Some(code) = first.split('`').nth(1) else { continue };
        let template = match code.replace('\u{1}', "|") {
            style if !style.contains('|') => format!("'2025-01-20' | date(style='{style}')"),
            template => template.replace("value", "'2025-01-20T15:04:05+01:00'"),
        };
        // What stands in brackets explains.
        let printed = [en, fr, ru].map(|cell| cell.split(" (").next().unwrap_or_default().to_owned());
        examples.push((template, printed));
    }
    examples
}

#[test]
fn the_examples_of_the_documentation_are_true() {
    let examples = documented();
    assert!(examples.len() > 20, "{examples:#?}");
    let templates: Vec<&str> = examples.iter().map(|(template, _)| template.as_str()).collect();
    for (i, language) in ["en", "fr", "ru"].iter().enumerate() {
        let expected: Vec<&String> = examples.iter().map(|(_, printed)| &printed[i]).collect();
        assert_eq!(printed(language, "", &templates).iter().collect::<Vec<_>>(), expected, "{templates:#?}");
    }
}

#[test]
fn a_language_is_called_by_its_own_name_without_a_message() {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://x.example\nlanguages: [en, fr, ru, ar, zh-Hans, { tag: de, name: Deutsche Ausgabe }]\n",
        ),
        ("content/about.en.md", "---\ntitle: A\n---\n"),
    ]);
    let page = site.build().page("/index.html");
    assert_eq!(page.texts("main li"), ["English", "Français", "Русский", "العربية", "简体中文", "Deutsche Ausgabe"]);
}

#[test]
fn an_ordinal_has_no_ending_of_another_language() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, fa]\n"),
        ("content/about.en.md", "---\ntitle: A\n---\n"),
        ("content/about.fa.md", "---\ntitle: A\n---\n"),
        ("templates/page.html", "<p>{{ 21 | ordinal }}</p>"),
    ]);
    let build = site.try_build(&[]);
    assert!(build.stderr.contains("`fa` has nothing of this file"), "{}", build.stderr);
    assert_eq!(site.out().page("/fa/about/").text("p"), "۲۱");
    assert_eq!(site.out().page("/en/about/").text("p"), "21st");
}

#[test]
fn the_archives_years_are_written_as_the_language_writes_them() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [zh-Hans, ar-EG]\n"),
        ("content/news/a.zh-Hans.md", &article("A", "2025-01-20", "x", "Text.")),
        ("content/news/a.ar-EG.md", "---\ntitle: A\n---\nText.\n"),
    ]);
    let published = site.build();
    assert_eq!(published.page("/zh-Hans/archive/").text(".year h2"), "2025年");
    assert_eq!(published.page("/zh-Hans/archive/2025/").text("h1"), "2025年");
    assert_eq!(published.page("/ar-EG/archive/").text(".year h2"), "٢٠٢٥");
}
