//! Patterns: paths that somebody names, one by one, by their folders, or with `*`. This file alone knows `glob`.

use glob::{MatchOptions, Pattern};

/// Names files: `CNAME`, all that is in a folder (`.well-known`), or what has names of a kind (`google*.html`, `**/*.bak`).
#[derive(Debug, Clone)]
pub struct PathPattern {
    plain: String,
    /// None for what is no pattern but a name with strange signs in it.
    glob: Option<Pattern>,
}

impl PathPattern {
    /// The pattern that is written so.
    pub fn new(written: &str) -> PathPattern {
        let plain = written.trim_start_matches("./").trim_matches('/').to_owned();
        PathPattern { glob: Pattern::new(&plain).ok(), plain }
    }

    /// Why no file can have a path that the pattern fits, where that is so.
    pub fn fault(&self) -> Option<&'static str> {
        let is_inside = |part: &str| !matches!(part, "" | "." | "..");
        match (&self.glob, self.plain.split('/').all(is_inside)) {
            (_, false) => Some("names no file below the output folder"),
            (None, true) => Some("has a `[` without `]`, or `**` that is not a folder of its own"),
            (Some(_), true) => None,
        }
    }

    /// Whether a path, with `/` and without one at its beginning, is meant. `*` stays within a folder, `**` does not.
    pub fn fits(&self, path: &str) -> bool {
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
        let inside = path.strip_prefix(&self.plain).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        inside || self.glob.as_ref().is_some_and(|glob| glob.matches_with(path, options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_meant_by_name_by_folder_and_by_kind() {
        let fits = |pattern: &str, path: &str| PathPattern::new(pattern).fits(path);
        assert!(fits("CNAME", "CNAME") && fits("/CNAME", "CNAME") && !fits("CNAME", "a/CNAME"));
        assert!(fits(".well-known/", ".well-known/acme/x") && !fits(".well-known", ".well-knownish"));
        assert!(fits("google*.html", "google1.html") && !fits("google*.html", "google/a.html"));
        assert!(fits("**/*.bak", "a/b.bak") && fits("**/*.bak", "b.bak"));
    }

    #[test]
    fn what_can_be_no_file_is_told() {
        for wrong in ["", "/", "../a", "a/../b", "[a"] {
            assert!(PathPattern::new(wrong).fault().is_some(), "{wrong}");
        }
        assert!(PathPattern::new(".well-known/*").fault().is_none());
    }
}
