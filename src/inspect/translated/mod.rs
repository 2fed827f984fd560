//! Translated: what a translation is held against besides the changes of its original: whether it has all its parts, and
//! whether it was translated at all.

mod copied;
mod structure;

use super::behind::{Pair, Past, blocks};
use crate::diagnostic::Diagnostics;
use crate::input::content::pieces_of;
use crate::language::locale::is_marked;
use crate::render::Press;
use rayon::prelude::*;

/// What is wrong with the translations of a site. A draft, and one that is marked as still to be translated, are not done;
/// an original with that mark is in borrowed words, those of a translation perhaps; one that is out of date lacks what it
/// lacks for a known reason.
pub fn problems(press: &Press, pairs: &[Pair], past: &Past) -> Diagnostics {
    let is_done = |pair: &&Pair| !pair.is_draft && !pair.is_marked && !is_marked(pair.original.block().yaml);
    let is_current = |pair: &Pair| {
        let then = past.then(&pair.translation.path);
        let is_behind = then.is_some_and(|then| pieces_of(pair.original, |now| !blocks(now, then).is_empty()));
        pair.outdated.is_none() && !is_behind
    };
    let found = pairs.par_iter().filter(is_done).filter_map(|pair| {
        let copied = copied::problem(&press.site, pair);
        copied.or_else(|| structure::problem(press, pair).filter(|_| is_current(pair)))
    });
    Diagnostics(found.collect())
}
