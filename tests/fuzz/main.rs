//! Inputs that nobody has written: each reader of the program gets many, made of texts that mean something to it, and
//! whatever it says, it does not fail, it says where and what to do, and it does not take ever longer.
//!
//! `FUZZ_SECONDS` is the time for each reader, `FUZZ_SEED` a number that other inputs come of; CONTRIBUTING.md tells how to
//! use it, and what to do with an input that is found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod growth;
mod inputs;
mod search;

#[path = "../common/recordings.rs"]
#[allow(dead_code)]
mod films;
#[path = "../common/pictures.rs"]
#[allow(dead_code)]
mod photographs;

use dateline::fuzzing::TARGETS;

/// A test for each target, so that they run beside each other.
macro_rules! targets {
    ($($name:ident)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(#[test] fn $name() { search::search(stringify!($name)); })*
    };
}

targets! {
    addresses archetypes configuration drawings eleventy embeds exchange front_matter ghost house_rules hugo jekyll markdown
    markdown_folder messages pictures recordings templates translators typography web_pages wordpress zola
}

#[test]
fn every_target_is_tried() {
    assert_eq!(TARGETS.map(|target| target.name), NAMES);
}
