//! What a template is made of: itself, what it extends and includes, and all components, which any of them may call.

use super::scan;
use std::collections::{BTreeMap, BTreeSet};

/// By template, the templates that may take part in what it writes: its own, those that it and they name, and all that have
/// components. `resolve` finds the name under which a template that is named in another is known.
pub(super) fn of_all<'a>(
    texts: &BTreeMap<&'a str, &'a str>,
    resolve: impl Fn(&str) -> Option<&'a str>,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut components: Vec<&str> = Vec::new();
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, text) in texts {
        if scan::has_component(text) {
            components.push(name);
        }
        named.insert(name, scan::strings(text).filter_map(|(string, _)| resolve(string)).collect());
    }
    let of = |name: &'a str| {
        let mut seen: BTreeSet<&'a str> = BTreeSet::new();
        let mut next: Vec<&'a str> = components.clone();
        next.push(name);
        while let Some(name) = next.pop() {
            if seen.insert(name) {
                next.extend(named.get(name).into_iter().flatten());
            }
        }
        seen
    };
    texts.keys().map(|name| (*name, of(name))).collect()
}
