//! What is wrong in `site.yaml`, as it is found.

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath};
use crate::yaml::Block;

/// Problems of a configuration file.
pub(super) struct Faults<'a> {
    pub block: Block<'a>,
    pub problems: Diagnostics,
}

impl Faults<'_> {
    /// Reports what is wrong at a key or a value, and the way out.
    pub fn add(&mut self, path: impl Into<KeyPath>, message: impl Into<String>, hint: &str) {
        let path = path.into();
        let problem = Diagnostic::error(Code::BadConfig, message).at(self.block.place_of(path.clone())).hint(hint);
        self.problems.push(problem.about(About::Key(path)));
    }
}
