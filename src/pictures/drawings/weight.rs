//! How much a drawing is when all that it repeats (`<use>`) is drawn: a few lines can ask for billions of shapes.

use super::allowed::{SVG, XLINK};
use super::fault::{Fault, SIMPLIFY};
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// The most elements that are drawn. Large maps, with a symbol for each of a hundred thousand places, have some million.
const MOST: u64 = 10_000_000;

/// Fails where a drawing repeats its parts until nobody can draw it.
pub(super) fn bounded(document: &Document) -> Result<(), Fault> {
    let mut ids: HashMap<&str, Node> = HashMap::new();
    let mut has_uses = false;
    for node in document.descendants().filter(Node::is_element) {
        has_uses |= is_use(node);
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    if !has_uses {
        return Ok(());
    }
    let mut weights = Weights { ids, known: HashMap::new() };
    match weights.of(document.root_element()) {
        weight if weight > MOST => {
            Err(Fault::of_file("with all that it repeats, the drawing has more than ten million shapes", SIMPLIFY))
        }
        _ => Ok(()),
    }
}

fn is_use(node: Node) -> bool {
    node.tag_name().name() == "use" && node.tag_name().namespace() == Some(SVG)
}

struct Weights<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// The weights of elements that are done; none while one is being weighed: what repeats itself is not drawn.
    known: HashMap<roxmltree::NodeId, Option<u64>>,
}

impl<'a, 'input> Weights<'a, 'input> {
    /// The shapes of an element and of all that is in it: without recursion, as a chain may be as long as the file.
    fn of(&mut self, root: Node<'a, 'input>) -> u64 {
        // Elements to be weighed, each with whether those that it needs have been.
        let mut open = vec![(root, false)];
        while let Some((node, needs_are_known)) = open.pop() {
            if needs_are_known {
                let sum = needs(node, &self.ids).map(|need| self.known.get(&need.id()).copied().flatten().unwrap_or(0));
                let sum = sum.fold(1, u64::saturating_add);
                self.known.insert(node.id(), Some(sum));
                continue;
            }
            if self.known.contains_key(&node.id()) {
                continue;
            }
            self.known.insert(node.id(), None);
            open.push((node, true));
            open.extend(
                needs(node, &self.ids).filter(|need| !self.known.contains_key(&need.id())).map(|need| (need, false)),
            );
        }
        self.known.get(&root.id()).copied().flatten().unwrap_or(0)
    }
}

/// What is drawn with an element: those in it, and the one that it repeats.
fn needs<'a, 'input, 'm>(
    node: Node<'a, 'input>,
    ids: &'m HashMap<&'a str, Node<'a, 'input>>,
) -> impl Iterator<Item = Node<'a, 'input>> + use<'a, 'input, 'm> {
    let href = is_use(node).then(|| node.attribute("href").or_else(|| node.attribute((XLINK, "href")))).flatten();
    let target = href.and_then(|href| ids.get(href.trim().strip_prefix('#')?)).copied();
    node.children().filter(Node::is_element).chain(target)
}
