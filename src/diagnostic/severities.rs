//! What a site says of severities: `diagnostics:` in `site.yaml`.

use super::{Code, Diagnostic, Diagnostics, Severity};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What becomes of the warnings and notes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// They stop publication.
    Error,
    /// They are told, and stop publication under `--strict`: what warnings do where nothing is said.
    Warning,
    /// They are not told.
    Off,
}

/// The levels that a site sets. Errors stay errors: none can be turned into less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severities(pub BTreeMap<Code, Level>);

impl Severities {
    /// The problems with the severities that the site wants.
    pub fn apply(&self, problems: Diagnostics) -> Diagnostics {
        if self.0.is_empty() {
            return problems;
        }
        let settled = |problem: Diagnostic| match self.0.get(&problem.code) {
            Some(Level::Off) if problem.severity != Severity::Error => None,
            Some(Level::Error) => Some(Diagnostic { severity: Severity::Error, ..problem }),
            Some(Level::Warning) if problem.severity == Severity::Note => Some(problem.as_warning()),
            Some(Level::Off | Level::Warning) | None => Some(problem),
        };
        Diagnostics(problems.0.into_iter().filter_map(settled).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_can_be_raised_and_silenced_and_errors_stay() {
        let levels = [
            (Code::NoAltText, Level::Error),
            (Code::UnknownKey, Level::Off),
            (Code::Leak, Level::Off),
            (Code::NoRecord, Level::Warning),
        ];
        let problems = Diagnostics(vec![
            Diagnostic::warning(Code::NoAltText, "a"),
            Diagnostic::warning(Code::UnknownKey, "b"),
            Diagnostic::error(Code::UnknownKey, "c"),
            Diagnostic::error(Code::Leak, "d"),
            Diagnostic::note(Code::NoRecord, "e"),
        ]);
        let settled = Severities(levels.into()).apply(problems);
        let seen: Vec<_> = settled.0.iter().map(|problem| (problem.message.as_str(), problem.severity)).collect();
        let (error, warning) = (Severity::Error, Severity::Warning);
        assert_eq!(seen, [("a", error), ("c", error), ("d", error), ("e", warning)]);
    }
}
