//! What is wrong in `site.yaml`, as it is found.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::yaml::Block;

/// Problems of a configuration file.
pub(super) struct Faults<'a> {
    pub block: Block<'a>,
    pub problems: Diagnostics,
}

impl Faults<'_> {
    /// Reports what is wrong at `word` inside the value of a top-level key, and the way out.
    pub fn add(&mut self, key: &str, word: &str, message: impl Into<String>, hint: &str) {
        let place = self.block.place_in(key, word);
        self.problems.push(Diagnostic::error(Code::BadConfig, message).at(place).hint(hint));
    }
}
