//! The house stays as it is drawn: `ARCHITECTURE.md` says which room may know which, and every import is held against it.

#![allow(clippy::unwrap_used)]

mod imports;
mod slope;

use imports::{Import, Tree};
use slope::{Slope, room_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn page() -> String {
    fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).unwrap()
}

/// The program's own files and their texts.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, files);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let path = entry.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(path, fs::read_to_string(&entry).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(&Path::new(ROOT).join("src"), &mut files);
    files
}

/// What is wrong with a tree of files by the slope of the program.
fn faults_of(files: &BTreeMap<String, String>) -> Vec<String> {
    Slope::read(&page()).faults(&Tree::read(files).imports())
}

#[test]
fn every_import_goes_down_the_slope_and_none_in_a_circle() {
    let imports = Tree::read(&sources()).imports();
    assert!(imports.len() > 500, "only {} imports were found: they are read in a wrong way", imports.len());
    let faults = Slope::read(&page()).faults(&imports);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_stands_in_the_slope_and_lib_lists_them_in_its_order() {
    let (slope, files) = (Slope::read(&page()), sources());
    let rooms: BTreeSet<&str> = files.keys().map(|file| room_of(file)).filter(|room| *room != "lib").collect();
    assert_eq!(slope.rooms().collect::<BTreeSet<_>>(), rooms);
    let modules = files["src/lib.rs"].lines().filter_map(|line| {
        line.trim_start_matches("pub ").strip_prefix("mod ").map(|name| name.trim_end_matches(';').to_owned())
    });
    let floors: Vec<usize> = modules.map(|module| slope.floor(&module).unwrap()).collect();
    assert!(floors.is_sorted(), "src/lib.rs lists its modules in the order of the slope: {floors:?}");
}

#[test]
fn what_takes_trouble_to_know_is_known_in_one_place() {
    let (page, files) = (page(), sources());
    let table = page.split("| crate | alone known by |\n").nth(1).unwrap();
    let rows: Vec<(String, &str)> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut words = line.split('`').skip(1).step_by(2);
            (words.next().unwrap().replace('-', "_"), words.next().unwrap())
        })
        .collect();
    assert!(!rows.is_empty());
    let tree = Tree::read(&files);
    let mut used = BTreeSet::new();
    for (file, crates) in tree.crates() {
        for (name, room) in rows.iter().filter(|(name, _)| crates.contains(name.as_str())) {
            used.insert(name.as_str());
            let is_there = file == format!("src/{room}.rs") || file.starts_with(&format!("src/{room}/"));
            assert!(is_there, "{file} names the crate `{name}`, which only `{room}` knows: let {room} do it");
        }
    }
    let unused: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "nobody names {unused:?} any more: remove their rows");
}

#[test]
fn what_the_page_names_is_there() {
    let (page, files) = (page(), sources());
    let tree = Tree::read(&files);
    let mut named = 0;
    for words in page.split('`').skip(1).step_by(2) {
        if words.starts_with("src/") {
            assert!(Path::new(ROOT).join(words).exists(), "there is no {words}");
        }
        if let Some((file, name)) = words.split_once(".rs: ") {
            named += 1;
            assert!(tree.defines(&format!("src/{file}.rs"), name), "src/{file}.rs has no `{name}`");
        }
    }
    assert!(named > 10, "the page tells the way of an article by the names of functions");
}

#[test]
fn a_forbidden_import_added_to_a_copy_is_found() {
    let mut files = sources();
    files.get_mut("src/site/mod.rs").unwrap().push_str("\nuse crate::render::Press;\n");
    let faults = faults_of(&files);
    let names_both = |fault: &String| fault.contains("src/site/mod.rs") && fault.contains("src/render/press.rs");
    assert!(faults.iter().any(names_both), "{faults:?}");
}

/// A made-up tree: two rooms on the upper floors, two beside each other, and two on the ground.
const SLOPE: &str = "```slope\nupper  the top\nleft right  beside each other\nbase other  the ground\n```\n";

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let roots = [
        ("src/lib.rs", "mod upper; mod left; mod right; mod base; mod other;"),
        ("src/upper/mod.rs", "mod a; mod b; pub use a::Thing; pub struct Own;"),
        ("src/upper/a.rs", "pub struct Thing;"),
        ("src/upper/b.rs", ""),
        ("src/left/mod.rs", "pub mod deep; mod one; mod two; mod three; pub struct Left;"),
        ("src/left/deep/mod.rs", "pub mod er;"),
        ("src/left/deep/er.rs", "pub struct Er;"),
        ("src/left/one.rs", ""),
        ("src/left/two.rs", ""),
        ("src/left/three.rs", ""),
        ("src/right.rs", "pub struct Right;"),
        ("src/base.rs", "pub struct Base;"),
        ("src/other.rs", "pub struct Other;"),
    ];
    let texts = roots.iter().chain(files).map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let texts: BTreeMap<String, String> = texts.collect();
    Slope::read(SLOPE).faults(&Tree::read(&texts).imports())
}

/// There is a fault with these words, and no other.
fn is_fault(files: &[(&str, &str)], words: &[&str]) {
    let faults = faults(files);
    let is_it = |fault: &String| words.iter().all(|word| fault.contains(word));
    assert!(!faults.is_empty() && faults.iter().all(is_it), "{files:?}: {faults:?}");
}

#[test]
fn what_goes_down_is_no_fault_nor_what_is_only_spoken_of() {
    let files = [
        (
            "src/upper/b.rs",
            "use super::{Own, a}; use crate::{base::Base as B, left::{self, Left}}; fn f() { left::f() }",
        ),
        (
            "src/left/one.rs",
            "//! [`crate::upper::Own`]\n/* crate::upper::Own */ fn f() -> &'static str { \"crate::upper::Own\" }",
        ),
        (
            "src/left/two.rs",
            "use super::Left; use crate::base::*; use std::fmt; #[cfg(test)] mod tests { use super::*; }",
        ),
    ];
    assert_eq!(faults(&files), Vec::<String>::new());
}

#[test]
fn an_import_from_above_is_a_fault_wherever_it_is_written() {
    let from = "src/left/one.rs";
    for text in [
        "use crate::upper::Own;",
        "use crate::{base, upper::{Own as Mine}};",
        "fn f(own: crate::upper::Own) {}",
        "fn f() { let x = crate::upper::Own; }",
        "fn f() { println!(\"{}\", crate::upper::Own::x()) }",
        "use crate::upper; fn f() { upper::f() }",
        "struct S { #[serde(deserialize_with = \"crate::upper::own\")] s: u8 }",
        "struct S { #[arg(value_parser = crate::upper::own)] s: u8 }",
        "#[cfg(test)] mod tests { use crate::upper::*; }",
        "#[cfg(test)] mod tests { fn f() { super::super::super::upper::f() } }",
    ] {
        is_fault(&[(from, text)], &[from, "src/upper/mod.rs", "stands above it", "move what both need"]);
    }
}

#[test]
fn a_re_export_is_followed_to_the_file_that_defines() {
    is_fault(&[("src/base.rs", "use crate::upper::Thing;")], &["src/base.rs", "src/upper/a.rs", "above it"]);
    let through = [("src/upper/mod.rs", "mod a; mod b; pub use a::*;"), ("src/base.rs", "use crate::upper::Thing;")];
    is_fault(&through, &["src/base.rs", "src/upper/a.rs"]);
    // What another room hands on is that other's.
    let handed_on = [("src/left/mod.rs", "pub use crate::base::Base;"), ("src/right.rs", "use crate::left::Base;")];
    assert_eq!(faults(&handed_on).iter().filter(|fault| fault.contains("src/right.rs")).count(), 0);
}

#[test]
fn an_import_from_beside_is_a_fault() {
    is_fault(&[("src/right.rs", "use crate::left::Left;")], &["src/right.rs", "src/left/mod.rs", "stands beside it"]);
}

#[test]
fn circles_are_faults_among_files_among_folders_and_on_the_ground() {
    let siblings = [
        ("src/left/one.rs", "use super::two::T; pub struct O;"),
        ("src/left/two.rs", "use super::one::O; pub struct T;"),
    ];
    is_fault(&siblings, &["src/left: one → two → one", "src/left/one.rs imports", "a file below both"]);
    let three = [
        ("src/left/one.rs", "use super::two::T; pub struct O;"),
        ("src/left/two.rs", "use crate::left::three::H; pub struct T;"),
        ("src/left/three.rs", "use super::one::O; pub struct H;"),
    ];
    is_fault(&three, &["src/left: one → two → three → one"]);
    let folders = [
        ("src/left/one.rs", "use super::deep::er::Er; pub struct O;"),
        ("src/left/deep/er.rs", "use crate::left::one::O; pub struct Er;"),
    ];
    is_fault(&folders, &["src/left: deep → one → deep"]);
    let ground = [
        ("src/base.rs", "use crate::other::Other; pub struct Base;"),
        ("src/other.rs", "use crate::base::Base; pub struct Other;"),
    ];
    is_fault(&ground, &["src: base → other → base"]);
}

#[test]
fn circles_that_share_a_file_are_all_told_and_none_hides_behind_the_folder() {
    let shared = [
        ("src/left/one.rs", "use super::three::H; pub struct O;"),
        ("src/left/two.rs", "use super::three::H; pub struct T;"),
        ("src/left/three.rs", "use super::{one::O, two::T}; pub struct H;"),
    ];
    assert_eq!(faults(&shared).len(), 2, "{:?}", faults(&shared));
    for folder in [
        "mod one; mod three; use one::O; use three::H;",
        "mod one; mod three; pub use one::O; pub use three::H; impl X { fn O() {} fn H() {} }",
        "mod one; mod three; pub use one::O; pub use three::H; mod tests { struct O; struct H; }",
    ] {
        let one = ("src/left/one.rs", "use super::H; pub struct O;");
        let files = [("src/left/mod.rs", folder), one, ("src/left/three.rs", "use super::O; pub struct H;")];
        is_fault(&files, &["src/left: one → three → one"]);
    }
}

#[test]
fn what_the_root_hands_on_is_no_fault() {
    assert_eq!(faults(&[("src/lib.rs", "mod upper; pub use upper::Own;")]), Vec::<String>::new());
}

#[test]
fn a_folder_and_its_own_files_may_know_each_other() {
    let files = [
        ("src/left/mod.rs", "mod one; use one::O; pub struct Left;"),
        ("src/left/one.rs", "use super::Left; pub struct O;"),
    ];
    assert_eq!(faults(&files), Vec::<String>::new());
}

#[test]
fn a_room_that_nobody_has_drawn_is_a_fault() {
    is_fault(&[("src/new.rs", "use crate::base::Base;")], &["src/new.rs", "no room of the slope"]);
}

#[test]
fn an_import_is_told_by_both_files_and_its_path() {
    let texts = [("src/lib.rs", ""), ("src/a.rs", "use crate::b::B;"), ("src/b.rs", "pub struct B;")];
    let texts: BTreeMap<String, String> = texts.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let import = Import { from: "src/a.rs".into(), to: "src/b.rs".into(), path: "crate::b::B".into() };
    assert_eq!(Tree::read(&texts).imports(), [import].into());
}
