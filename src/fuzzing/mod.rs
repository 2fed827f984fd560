//! Fuzzing: what reads what others have written, each as a function of bytes, for who looks for what makes it fail.
//!
//! `tests/fuzz/` tries each with inputs of its own making; `fuzz/` gives them to libFuzzer. Nothing of a site is written
//! here, and no edge catches what fails ([`crate::edge::uncaught`]).

mod addresses;
mod archives;
mod held;
mod locales;
mod pictures;
mod recordings;
mod settings;
mod templates;
mod texts;
mod web_pages;

use crate::edge;
use crate::trace;
use std::hash::Hash;

/// What came of an input: a number that stands for what was said of it, or what does not hold that must.
pub type Outcome = Result<u64, String>;

/// Something that reads what others have written.
pub struct Target {
    /// Its name, and that of the folder with its inputs below `tests/fuzz/`.
    pub name: &'static str,
    read: fn(&[u8]) -> Outcome,
}

impl Target {
    /// Reads an input.
    ///
    /// # Errors
    /// What must hold for any input, and does not for this one.
    pub fn read(&self, input: &[u8]) -> Outcome {
        edge::uncaught(|| (self.read)(input))
    }
}

/// All of them.
pub const TARGETS: [Target; 23] = [
    Target { name: "addresses", read: addresses::addresses },
    Target { name: "archetypes", read: templates::archetypes },
    Target { name: "configuration", read: settings::configuration },
    Target { name: "drawings", read: pictures::drawings },
    Target { name: "eleventy", read: archives::eleventy },
    Target { name: "embeds", read: settings::embeds },
    Target { name: "exchange", read: texts::exchange },
    Target { name: "front_matter", read: texts::front_matter },
    Target { name: "ghost", read: archives::ghost },
    Target { name: "house_rules", read: locales::house_rules },
    Target { name: "hugo", read: archives::hugo },
    Target { name: "jekyll", read: archives::jekyll },
    Target { name: "markdown", read: texts::markdown },
    Target { name: "markdown_folder", read: archives::markdown },
    Target { name: "messages", read: locales::messages },
    Target { name: "pictures", read: pictures::pictures },
    Target { name: "recordings", read: recordings::recordings },
    Target { name: "templates", read: templates::templates },
    Target { name: "translators", read: texts::translators },
    Target { name: "typography", read: locales::typography },
    Target { name: "web_pages", read: web_pages::web_pages },
    Target { name: "wordpress", read: archives::wordpress },
    Target { name: "zola", read: archives::zola },
];

/// The target with a name.
pub fn named(name: &str) -> Option<&'static Target> {
    static ALL: [Target; TARGETS.len()] = TARGETS;
    ALL.iter().find(|target| target.name == name)
}

/// The bytes as text. What is no UTF-8 is told before any reader sees it.
fn text_of(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// A number for what was said of an input.
fn number_of(said: impl Hash) -> u64 {
    trace::hash(&said)
}

/// How large something is, roughly: the number of its binary digits.
fn size_of(length: usize) -> u32 {
    usize::BITS - length.leading_zeros()
}
