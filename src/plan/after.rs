//! After: what the table of before says of the next. Most of their paths are the same.

use super::route::{Route, RouteTable, Subject};
use crate::site::ArticleId;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Routes that one core places at a time.
const AT_A_TIME: usize = 4_096;

/// Of so many routes, one may differ from the table of before: where more do, all are looked at.
const MOST_DIFFER: usize = 16;

/// The order of routes: by path, and of one path by what is there.
pub(super) fn order(a: &Route, b: &Route) -> Ordering {
    (&a.path, a.subject).cmp(&(&b.path, b.subject))
}

/// Routes in order. Paths of the `last` table have their order from there: paths are long, and alike.
pub(super) fn sorted(last: &RouteTable, mut routes: Vec<Route>) -> Vec<Route> {
    let of_some = |some: &[Route]| -> Vec<Place> {
        let mut shift = 0;
        some.iter().map(|route| place(last, route, &mut shift)).collect()
    };
    let places: Vec<Vec<Place>> = routes.par_chunks(AT_A_TIME).map(of_some).collect();
    let mut at = vec![None; last.as_slice().len()];
    let mut others = Vec::new();
    for (i, place) in places.into_iter().flatten().enumerate() {
        match place {
            Place::Of(p) => {
                // Paths that share their text are compared at once; those of articles do already.
                let path = &last.as_slice()[p].path;
                if !matches!(routes[i].subject, Subject::Article(_)) && routes[i].path.is_bare() == path.is_bare() {
                    routes[i].path = path.clone();
                }
                match at[p] {
                    None => at[p] = Some(i),
                    Some(_) => others.push((p, true, i)),
                }
            }
            Place::Before(p) => others.push((p, false, i)),
        }
    }
    others.sort_by(|(p, is_of, i), (q, is_of_other, j)| {
        (p, is_of).cmp(&(q, is_of_other)).then_with(|| order(&routes[*i], &routes[*j]))
    });
    let mut others = others.into_iter().peekable();
    let mut sequence = Vec::with_capacity(routes.len());
    for (p, i) in at.into_iter().enumerate() {
        while let Some((.., new)) = others.next_if(|(q, is_of, _)| *q == p && !is_of) {
            sequence.push(new);
        }
        let from = sequence.len();
        sequence.extend(i);
        while let Some((.., same)) = others.next_if(|(q, ..)| *q == p) {
            sequence.push(same);
        }
        if sequence.len() > from + 1 {
            sequence[from..].sort_by(|i, j| order(&routes[*i], &routes[*j]));
        }
    }
    sequence.extend(others.map(|(.., new)| new));
    let mut routes: Vec<Option<Route>> = routes.into_iter().map(Some).collect();
    sequence.into_iter().filter_map(|i| routes[i].take()).collect()
}

/// Where a path stands in a table.
enum Place {
    /// It is that of a route.
    Of(usize),
    /// It would stand before a route, or behind all.
    Before(usize),
}

/// Where the path of a route stands in the last table. `shift` is by how much the number of the last article that was looked at
/// has changed: that of the next has mostly changed by as much.
fn place(last: &RouteTable, route: &Route, shift: &mut isize) -> Place {
    let article = match route.subject {
        Subject::Article(id) => Some(id),
        _ => None,
    };
    let as_before = article.and_then(|id| last.position_of(ArticleId(id.0.checked_add_signed(*shift)?)));
    if let Some(p) = as_before.filter(|p| last.as_slice()[*p].path == route.path) {
        return Place::Of(p);
    }
    let Some(p) = last.position(&route.path) else {
        return Place::Before(last.as_slice().partition_point(|other| other.path < route.path));
    };
    if let (Some(now), Subject::Article(before)) = (article, last.as_slice()[p].subject) {
        *shift = before.0 as isize - now.0 as isize;
    }
    Place::Of(p)
}

/// In what a list of routes differs from that of before. Both are in order, each path once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// The routes that are new, or of another sort.
    pub new: Vec<usize>,
    /// From which route of before on by how much the places of those that stayed have changed.
    pub steps: Vec<(usize, isize)>,
}

/// The difference between two lists; routes of one path are the same if both are of one `sort`. None where many differ.
pub(super) fn difference<S: Eq>(before: &[Route], now: &[Route], sort: impl Fn(&Route) -> S) -> Option<Difference> {
    let most = before.len() / MOST_DIFFER;
    let mut found = Difference::default();
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < now.len() {
        if found.new.len().max(found.steps.len()) > most {
            return None;
        }
        let order = match (before.get(i), now.get(j)) {
            (Some(old), Some(new)) if old.path == new.path => Ordering::Equal,
            (Some(old), Some(new)) => old.path.cmp(&new.path),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        if order.is_eq() && sort(&before[i]) != sort(&now[j]) {
            found.new.push(j);
        }
        if order.is_le() {
            i += 1;
        }
        if order.is_gt() {
            found.new.push(j);
        }
        if order.is_ge() {
            j += 1;
        }
        if order.is_ne() {
            found.steps.push((i, j as isize - i as isize));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::super::route::{ByPath, of_articles};
    use super::*;
    use crate::path::OutputPath;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    /// Routes of names like `ab/c`, by what is there: the number of an article.
    fn routes(named: &BTreeMap<String, usize>) -> Vec<Route> {
        let route = |(name, id): (&String, &usize)| Route {
            path: OutputPath::new(name).unwrap(),
            language: None,
            subject: Subject::Article(ArticleId(*id)),
        };
        named.iter().map(route).collect()
    }

    fn names() -> impl Strategy<Value = BTreeMap<String, usize>> {
        prop::collection::btree_map("[ab]{1,2}(/[ab]{1,2}){0,2}", 0_usize..60, 0..40)
    }

    proptest! {
        #[test]
        fn routes_have_the_order_that_sorting_gives_them(before in names(), now in names(), twice in names()) {
            let routes_before = routes(&before);
            let (index, articles) = (ByPath::of(&routes_before), Arc::new(of_articles(60, &routes_before)));
            let last = RouteTable { routes: routes_before, index, articles, ..RouteTable::default() };
            let mut mixed = routes(&now);
            mixed.extend(routes(&twice));
            mixed.sort_by_key(|route| route.subject);
            let mut expected = mixed.clone();
            expected.sort_by(order);
            prop_assert_eq!(sorted(&last, mixed), expected);
        }

        #[test]
        fn places_in_a_list_follow_its_changes(
            before in prop::collection::btree_map("[a-d]{1,2}(/[a-d]{1,2}){0,2}", 0_usize..60, 100..140),
            (gone, other) in (prop::collection::vec(0_usize..100, 0..4), prop::collection::vec(0_usize..100, 0..3)),
            new in prop::collection::btree_map("[a-d]{1,2}(/[a-d]{1,2}){0,2}", 0_usize..60, 0..3),
        ) {
            let mut now = before.clone();
            now.retain(|name, _| !gone.iter().any(|i| before.keys().nth(*i) == Some(name)));
            now.values_mut().enumerate().filter(|(i, _)| other.contains(i)).for_each(|(_, id)| *id += 1);
            now.extend(new);
            let (before, now) = (routes(&before), routes(&now));
            let is_even = |route: &Route| matches!(route.subject, Subject::Article(id) if id.0 % 2 == 0);
            if let Some(found) = difference(&before, &now, is_even) {
                let index = ByPath::of(&before).after(&found.steps, &found.new, &now);
                for (i, route) in now.iter().enumerate() {
                    prop_assert_eq!(index.find(&now, route.path.as_str()), Some(i));
                    let same = before.iter().find(|old| old.path == route.path);
                    let stayed = same.is_some_and(|old| is_even(old) == is_even(route));
                    prop_assert_eq!(found.new.contains(&i), !stayed);
                }
                for gone in before.iter().filter(|old| !now.iter().any(|new| new.path == old.path)) {
                    prop_assert_eq!(index.find(&now, gone.path.as_str()), None);
                }
            }
        }
    }
}
