//! Every locale of CLDR as another implementation, Node's Intl, has it: `tests/cldr/locales.mjs` writes the table.

use super::plurals::Ranking;
use super::{Formats, NumberOptions};
use crate::language::LanguageTag;
use jiff::tz::TimeZone;

const TABLE: &str = include_str!("../../../../tests/cldr/locales.tsv");

/// What the table asks for, in its order.
const COLUMNS: [&str; 4] = ["counts", "ranks", "direction", "order"];

/// Differences that are known, by language or locale, with the columns in which they are.
const ACCEPTED: [(&str, &[&str], &str); 6] = [
    ("af bg es", &["ranks"], "ICU4X has CLDR 49, the table CLDR 48"),
    ("gl vi", &["counts"], "ICU4X has CLDR 49, the table CLDR 48"),
    (
        "ff haw kl lkt ln mn-Mong se smn wae yi",
        &["counts", "order"],
        "the data that ICU4X is compiled with leaves out languages that CLDR covers little of",
    ),
    (
        "pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-ST pt-TL",
        &["counts"],
        "they write as Portugal does (CLDR's parents), which Intl does for all but plural forms",
    ),
    (
        "az-Arab az-Cyrl ku-Arab pa-Arab uz-Arab uz-Cyrl zh-Latn",
        &["order"],
        "Intl sorts by the rules of the language's other script",
    ),
    ("az-Arab ha-Arab ku-Arab ms-Arab", &["direction"], "Arabic letters run from the right"),
];

fn is_accepted(tag: &str, column: &str) -> bool {
    ACCEPTED.iter().any(|(tags, columns, _)| {
        let covers = |known: &str| tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        columns.contains(&column) && tags.split(' ').any(covers)
    })
}

fn forms(formats: &Formats, numbers: &[f64], ranking: Ranking) -> String {
    let sign = |number: &f64| match formats.plural(*number, &NumberOptions::default(), ranking).unwrap_or("?") {
        "one" => '1',
        "two" => '2',
        other => other.chars().next().unwrap_or('?'),
    };
    numbers.iter().map(sign).collect()
}

#[test]
fn every_locale_counts_writes_and_sorts_as_intl_does() {
    let mut lines = TABLE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let numbers: Vec<f64> = head[1].split(' ').map(|number| number.parse().unwrap()).collect();
    let words: Vec<&str> = head[2].split(' ').collect();
    let mut wrong = Vec::new();
    let mut locales = 0;
    for row in lines {
        locales += 1;
        let tag = LanguageTag::parse(row[0]).unwrap();
        let formats = Formats::new(&tag, &TimeZone::UTC);
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by(|a, b| formats.compare(words[*a], words[*b]));
        let ours = [
            forms(&formats, &numbers, Ranking::Count),
            forms(&formats, &numbers, Ranking::Rank),
            tag.direction().to_owned(),
            order.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
        ];
        for ((column, ours), theirs) in COLUMNS.iter().zip(ours).zip(&row[1..]) {
            if ours != *theirs && !is_accepted(row[0], column) {
                wrong.push(format!("{} {column}\n    ours   {ours}\n    theirs {theirs}", row[0]));
            }
        }
    }
    assert!(locales > 450, "{locales} locales");
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}
