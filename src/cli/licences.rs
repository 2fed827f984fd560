//! `dateline licences`: what the program is made with. Whoever hands it on hands these notices on with it.

use std::io::Write;
use std::process::ExitCode;

/// Written by `.ci/licences.py` from `Cargo.lock`.
const NOTICES: &str = include_str!("notices.txt");

/// Runs the command.
pub(super) fn run() -> ExitCode {
    // Whoever has read enough closes the pipe.
    let _ = std::io::stdout().write_all(NOTICES.as_bytes());
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The packages that `Cargo.lock` names: `name version`.
    fn locked() -> BTreeSet<String> {
        let value = |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches(['"', ' ', '=']).to_owned());
        let packages = include_str!("../../Cargo.lock").split("[[package]]").skip(1);
        let named = packages.map(|package| {
            let of = |key: &str| package.lines().find_map(|line| value(line, key)).unwrap();
            format!("{} {}", of("name"), of("version"))
        });
        named.filter(|package| *package != concat!("dateline ", env!("CARGO_PKG_VERSION"))).collect()
    }

    #[test]
    fn the_notices_have_every_package_and_no_other() {
        let part = |begin: &str, end: &str| NOTICES.split(begin).nth(1).unwrap().split(end).next().unwrap();
        let inside = part("IN THE PROGRAM\n", "ONLY TO BUILD AND TEST IT").lines();
        let inside = inside.filter_map(|line| line.split_once(": ")).map(|(package, _)| package.to_owned());
        let outside = part("ONLY TO BUILD AND TEST IT\n", "\n\n\n").split(',').map(|package| package.trim().to_owned());
        let named: BTreeSet<String> = inside.chain(outside).collect();
        let (locked, way_out) = (locked(), "run .ci/licences.py, and commit src/cli/notices.txt");
        assert!(locked.len() > 300);
        let differ: Vec<_> = locked.symmetric_difference(&named).collect();
        assert!(differ.is_empty(), "{way_out}: {differ:?}");
    }

    #[test]
    fn every_crate_that_is_named_is_argued_in_the_docs() {
        let manifest = include_str!("../../Cargo.toml").split("[dependencies]").nth(1).unwrap();
        let lines = manifest.lines().take_while(|line| !line.starts_with("[["));
        let crates: Vec<&str> = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
        assert!(crates.len() > 60);
        let docs = include_str!("../../docs/dependencies.md");
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let words: BTreeSet<&str> = docs.split(|c| !is_part(c)).collect();
        let missing: Vec<_> = crates.iter().filter(|name| !words.contains(*name)).collect();
        assert!(missing.is_empty(), "docs/dependencies.md says nothing of {missing:?}");
    }

    #[test]
    fn what_asks_to_be_kept_with_the_program_is_in_it() {
        for words in [
            "Apache License",
            "SIL OPEN FONT LICENSE",
            "UNICODE LICENSE",
            "Mozilla Public License",
            "Copyright (c) 2010, Google Inc.",
            "Independent JPEG Group",
        ] {
            assert!(NOTICES.to_lowercase().contains(&words.to_lowercase()), "{words}");
        }
    }
}
