//! Messages and terms that refer to themselves in a circle.

use super::graph::Graph;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Each circle once, at its first member.
pub(super) fn cycles(graph: &Graph) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let mut settled: Vec<&str> = Vec::new();
    for (start, node) in &graph.nodes {
        if settled.contains(&start.as_str()) {
            continue;
        }
        if let Some(circle) = circle_from(start, graph) {
            settled.extend(circle.iter().copied());
            problems.push(
                Diagnostic::error(
                    Code::FluentCycle,
                    format!("`{start}` refers to itself: {} → {start}", circle.join(" → ")),
                )
                .at(node.place())
                .hint("one of these messages must say its text itself"),
            );
        }
    }
    problems
}

/// The shortest way from a message back to itself.
fn circle_from<'a>(start: &'a str, graph: &'a Graph) -> Option<Vec<&'a str>> {
    let mut ways: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen = vec![start];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last().copied().unwrap_or(start);
            for reference in &graph.nodes.get(last)?.parts.references {
                let next = reference.id.as_str();
                // `{ a.attribute }` inside `a` refers to another pattern, not to itself.
                if next == start && (reference.attribute.is_none() || last != start) {
                    return Some(way);
                }
                if graph.nodes.contains_key(next) && !seen.contains(&next) {
                    seen.push(next);
                    longer.push(way.iter().copied().chain([next]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}
