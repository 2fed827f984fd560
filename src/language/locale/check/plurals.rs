//! Plural forms that a language has and a message lacks, or the other way round.

use super::graph::{Graph, Node, Select, place_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::LanguageTag;
use crate::language::locale::formats::{Ranking, is_category, name_of, plural_rules};
use icu::plurals::PluralRules;
use std::collections::BTreeSet;

/// Counts up to here decide which forms a message needs: French has a form of its own for exact millions, which no
/// list of articles will ever show.
const LARGEST_COUNT: u32 = 1000;

/// Messages whose choice between plural forms does not fit the language (CLDR).
pub(super) fn categories(tag: &LanguageTag, graph: &Graph) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for (id, node) in &graph.nodes {
        let unknown = node.parts.selects.iter().flat_map(|select| unknown_keys(select).map(move |key| (select, key)));
        problems.extend(unknown.map(|(select, key)| unknown_key(tag, id, node, select, key)));
        for select in node.parts.selects.iter().filter(|select| is_plural(select)) {
            let Some(needed) = needed(tag, select.ordinal) else { continue };
            let missing: Vec<&str> = needed
                .iter()
                .copied()
                .filter(|category| !select.keys.contains(category) && *category != "other")
                .collect();
            let list = |names: &[&str]| names.iter().map(|n| format!("[{n}]")).collect::<Vec<_>>().join(", ");
            // Without the number a language may need fewer forms: "Correction" and "Corrections" do in any.
            if !missing.is_empty() && select.shows_selector {
                problems.push(
                    Diagnostic::warning(
                        Code::PluralForms,
                        format!("`{id}` lacks the plural form {} of `{tag}`", list(&missing)),
                    )
                    .at(node.place())
                    .hint(format!("`{tag}` has {}", list(&needed.iter().copied().collect::<Vec<_>>()))),
                );
            }
            let all = all(tag, select.ordinal);
            let strange: Vec<&str> = select
                .keys
                .iter()
                .copied()
                .filter(|key| is_category(key) && *key != "other" && !all.contains(key))
                .collect();
            if !strange.is_empty() {
                problems.push(
                    Diagnostic::warning(
                        Code::PluralForms,
                        format!("`{id}` has the plural form {}, which `{tag}` does not have", list(&strange)),
                    )
                    .at(node.place())
                    .hint("no number will ever choose it: remove it"),
                );
            }
        }
    }
    problems
}

/// Keys that no number will ever choose, in a choice that is made by a number: by `NUMBER()`, or else to all appearance,
/// because other keys of it are plural forms.
fn unknown_keys<'a>(select: &Select<'a>) -> impl Iterator<Item = &'a str> {
    let is_number = |key: &str| key.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let plural = select.by_number || select.keys.iter().any(|key| is_category(key) && *key != "other");
    select.keys.clone().into_iter().filter(move |key| plural && !is_category(key) && !is_number(key))
}

fn unknown_key(tag: &LanguageTag, id: &str, node: &Node, select: &Select, key: &str) -> Diagnostic {
    let forms: Vec<&str> = all(tag, select.ordinal).into_iter().collect();
    Diagnostic::warning(Code::PluralForms, format!("`{id}` chooses by a number, and [{key}] is no plural form"))
        .at(place_of(node.resource, key))
        .did_you_mean(key, forms.iter().copied())
        .hint(format!("`{tag}` has {}", forms.iter().map(|form| format!("[{form}]")).collect::<Vec<_>>().join(", ")))
}

/// Whether a choice is one between plural forms: it names no other words, and a form besides `other`.
fn is_plural(select: &Select) -> bool {
    let names = || select.keys.iter().filter(|key| !key.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    names().all(|key| is_category(key)) && names().any(|key| *key != "other")
}

fn rules(tag: &LanguageTag, ordinal: bool) -> Option<PluralRules> {
    plural_rules(tag, if ordinal { Ranking::Rank } else { Ranking::Count })
}

/// The forms that counts of things take.
fn needed(tag: &LanguageTag, ordinal: bool) -> Option<BTreeSet<&'static str>> {
    let rules = rules(tag, ordinal)?;
    Some((0..=LARGEST_COUNT).map(|n| name_of(rules.category_for(n))).collect())
}

fn all(tag: &LanguageTag, ordinal: bool) -> BTreeSet<&'static str> {
    rules(tag, ordinal).map(|rules| rules.categories().map(name_of).collect()).unwrap_or_default()
}
