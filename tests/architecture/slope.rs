//! The slope, and what goes another way.

use super::imports::Import;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The rooms of a program, floor by floor, the highest first.
pub struct Slope(Vec<Vec<String>>);

impl Slope {
    /// Reads the block of a page that begins with "```slope": on each line the rooms of a floor, then two spaces and what
    /// there is to say of them.
    pub fn read(page: &str) -> Slope {
        let block = page.split("```slope\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let rooms = |line: &str| line.split("  ").next().unwrap().split_whitespace().map(str::to_owned).collect();
        Slope(block.lines().filter(|line| !line.trim().is_empty()).map(rooms).collect())
    }

    /// All rooms in order.
    pub fn rooms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    pub fn floor(&self, room: &str) -> Option<usize> {
        self.0.iter().position(|floor| floor.iter().any(|other| other == room))
    }

    /// What is wrong with some imports, each fault in a sentence.
    pub fn faults(&self, imports: &BTreeSet<Import>) -> Vec<String> {
        let mut faults: Vec<String> = imports.iter().filter_map(|import| self.fault(import)).collect();
        faults.extend(circles(imports));
        faults
    }

    fn fault(&self, import: &Import) -> Option<String> {
        let Import { from, to, path } = import;
        let (above, below) = (room_of(from), room_of(to));
        let (Some(own), Some(other)) = (self.floor(above), self.floor(below)) else {
            return Some(format!("{from} imports {path} from {to}: one of them is in no room of the slope"));
        };
        let ground = self.0.len() - 1;
        if above == below || other > own || (own == ground && other == ground) {
            return None;
        }
        let stands = if other == own { "beside it" } else { "above it" };
        Some(format!(
            "{from} imports {path} from {to}, which stands {stands}: move what both need to a room below `{above}`, or \
             hand it on as a value"
        ))
    }
}

/// The room that a file is in.
pub fn room_of(file: &str) -> &str {
    file.trim_start_matches("src/").split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The folder that two files have in common, and what each is in it; none where one is that folder's own `mod.rs`.
fn units<'a>(from: &'a str, to: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    let common =
        from.split('/').zip(to.split('/')).take_while(|(a, b)| a == b).map(|(a, _)| a.len() + 1).sum::<usize>();
    let unit = |file: &'a str| file[common..].split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let (a, b) = (unit(from), unit(to));
    (a != "mod" && b != "mod").then(|| (from[..common].trim_end_matches('/'), a, b))
}

/// Circles among the files and folders of a folder, each once.
fn circles(imports: &BTreeSet<Import>) -> Vec<String> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, BTreeMap<&str, &Import>>> = BTreeMap::new();
    for import in imports {
        if let Some((folder, from, to)) = units(&import.from, &import.to) {
            folders.entry(folder).or_default().entry(from).or_default().entry(to).or_insert(import);
        }
    }
    let mut faults = BTreeSet::new();
    for (folder, edges) in &folders {
        for (start, second) in edges.iter().flat_map(|(from, to)| to.keys().map(move |to| (from, to))) {
            let Some(mut circle) = circle_along(start, second, edges) else { continue };
            // The same circle begins with any of its members: told is the one that begins with the first by name.
            let first = (0..circle.len()).min_by_key(|index| circle[*index]).unwrap();
            circle.rotate_left(first);
            let next = circle.iter().cycle().skip(1);
            let steps = circle.iter().zip(next).map(|(from, to)| edges[from][to]);
            let steps: Vec<String> =
                steps.map(|import| format!("{} imports {} from {}", import.from, import.path, import.to)).collect();
            faults.insert(format!(
                "{folder}: {} → {} go in a circle ({}): move what two need into a file below both",
                circle.join(" → "),
                circle[0],
                steps.join("; ")
            ));
        }
    }
    faults.into_iter().collect()
}

/// The shortest circle that begins with a step from one unit to a second.
fn circle_along<'a>(
    start: &'a str,
    second: &'a str,
    edges: &BTreeMap<&'a str, BTreeMap<&'a str, &Import>>,
) -> Option<Vec<&'a str>> {
    let (mut seen, mut ways) = (BTreeSet::from([second]), VecDeque::from([vec![start, second]]));
    while let Some(way) = ways.pop_front() {
        for next in edges.get(way[way.len() - 1]).into_iter().flat_map(|to| to.keys().copied()) {
            if next == start {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back([way.as_slice(), &[next]].concat());
            }
        }
    }
    None
}
