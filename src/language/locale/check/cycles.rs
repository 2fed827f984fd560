//! Messages and terms that refer to themselves in a circle.

use super::graph::Graph;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use std::collections::HashMap;

/// Members of a circle that are named.
const MOST_NAMED: usize = 12;

/// Circles of one knot that are told: the others have members in common with them, and show when these are gone.
const MOST_TOLD: usize = 20;

/// A reference from one message to another, by their numbers.
#[derive(Clone, Copy)]
struct Way {
    to: usize,
    /// `{ a.attribute }` inside `a` refers to another pattern, not to itself.
    to_attribute: bool,
}

/// Each circle once, at its first member.
pub(super) fn cycles(graph: &Graph) -> Diagnostics {
    let names: Vec<&str> = graph.nodes.keys().map(String::as_str).collect();
    let numbers: HashMap<&str, usize> = names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
    let ways: Vec<Vec<Way>> = graph
        .nodes
        .values()
        .map(|node| {
            let known = node.parts.references.iter().filter_map(|reference| {
                let to = *numbers.get(reference.id.as_str())?;
                Some(Way { to, to_attribute: reference.attribute.is_some() })
            });
            known.collect()
        })
        .collect();
    let knots = knots(&ways);
    let mut told = vec![0_usize; names.len()];
    let mut settled = vec![false; names.len()];
    let mut problems = Diagnostics::default();
    for (start, node) in graph.nodes.values().enumerate() {
        if settled[start] || told[knots[start]] == MOST_TOLD {
            continue;
        }
        if let Some(circle) = circle_from(start, &ways, &knots) {
            told[knots[start]] += 1;
            circle.iter().for_each(|member| settled[*member] = true);
            let shown: Vec<&str> = circle.iter().take(MOST_NAMED).map(|member| names[*member]).collect();
            let more = if circle.len() > MOST_NAMED { " → …" } else { "" };
            let name = names[start];
            problems.push(
                Diagnostic::error(
                    Code::FluentCycle,
                    format!("`{name}` refers to itself: {}{more} → {name}", shown.join(" → ")),
                )
                .at(node.place())
                .hint("one of these messages must say its text itself"),
            );
        }
    }
    problems
}

/// The knot of each message, by a number: two are in one knot where a way leads from each to the other (Tarjan 1972,
/// without recursion, as a chain may be as long as the file).
fn knots(ways: &[Vec<Way>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut found = vec![UNSEEN; ways.len()];
    let mut lowest = vec![0; ways.len()];
    let mut knots = vec![UNSEEN; ways.len()];
    let (mut open, mut count) = (Vec::new(), 0);
    for root in 0..ways.len() {
        if found[root] != UNSEEN {
            continue;
        }
        let mut on_the_way = vec![(root, 0)];
        while let Some((at, next)) = on_the_way.last_mut() {
            let at = *at;
            if *next == 0 {
                (found[at], lowest[at]) = (count, count);
                count += 1;
                open.push(at);
            }
            if let Some(way) = ways[at].get(*next) {
                *next += 1;
                if found[way.to] == UNSEEN {
                    on_the_way.push((way.to, 0));
                } else if knots[way.to] == UNSEEN {
                    lowest[at] = lowest[at].min(found[way.to]);
                }
                continue;
            }
            on_the_way.pop();
            if let Some((before, _)) = on_the_way.last() {
                lowest[*before] = lowest[*before].min(lowest[at]);
            }
            if lowest[at] == found[at] {
                while let Some(member) = open.pop() {
                    knots[member] = at;
                    if member == at {
                        break;
                    }
                }
            }
        }
    }
    knots
}

/// The shortest way from a message back to itself: it never leaves the knot.
fn circle_from(start: usize, ways: &[Vec<Way>], knots: &[usize]) -> Option<Vec<usize>> {
    let mut before: HashMap<usize, usize> = HashMap::from([(start, start)]);
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for way in ways[at].iter().filter(|way| knots[way.to] == knots[start]) {
            if way.to == start && (!way.to_attribute || at != start) {
                let mut circle = vec![at];
                while let Some(last) = circle.last().filter(|last| **last != start) {
                    circle.push(before[last]);
                }
                circle.reverse();
                return Some(circle);
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = before.entry(way.to) {
                entry.insert(at);
                open.push_back(way.to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(of: &[&[usize]]) -> Vec<Vec<Way>> {
        of.iter().map(|to| to.iter().map(|to| Way { to: *to, to_attribute: false }).collect()).collect()
    }

    fn circles(of: &[&[usize]]) -> Vec<Option<Vec<usize>>> {
        let ways = ways(of);
        let knots = knots(&ways);
        (0..ways.len()).map(|start| circle_from(start, &ways, &knots)).collect()
    }

    #[test]
    fn the_shortest_way_back_is_the_circle() {
        let found = circles(&[&[1, 2], &[2], &[0], &[3], &[0]]);
        assert_eq!(found, [Some(vec![0, 2]), Some(vec![1, 2, 0]), Some(vec![2, 0]), Some(vec![3]), None]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_no_circle_and_takes_no_time() {
        let chain: Vec<Vec<Way>> = (0..100_000_usize)
            .map(|i| i.checked_sub(1).map(|to| Way { to, to_attribute: false }).into_iter().collect())
            .collect();
        let knots = knots(&chain);
        assert!((0..chain.len()).all(|start| circle_from(start, &chain, &knots).is_none()));
    }
}
