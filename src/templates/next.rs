//! `theme/base.html`: a template that is the next in line after the one that names it. A site's template does not know
//! which theme lies below it, and a theme's not what it extends in a year.

use super::scan;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::discover::SourceFile;
use crate::input::theme::{NEXT, Theme};

/// A template as Tera gets it: with the names of the templates that are the next in line.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub text: String,
    edits: Vec<Edit>,
}

/// A name that another has taken the place of, in bytes of the text that it is written in.
#[derive(Debug)]
struct Edit {
    at: usize,
    written: usize,
    put: usize,
}

impl Resolved {
    /// Where something stands in the file that a person wrote, by its place in what Tera has read (both from 1).
    pub fn written_at(&self, line: usize, column: usize) -> usize {
        let before: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[before..];
        let end = rest.find('\n').unwrap_or(rest.len());
        let inside = rest[..end].char_indices().nth(column.saturating_sub(1)).map_or(end, |(at, _)| at);
        let read_at = before + inside;
        let (mut put, mut written) = (0, 0);
        for edit in &self.edits {
            // The edit begins here in what Tera has read.
            let begins = edit.at + put - written;
            if read_at < begins {
                break;
            }
            if read_at < begins + edit.put {
                return edit.at;
            }
            put += edit.put;
            written += edit.written;
        }
        read_at + written - put
    }
}

/// Puts the names of the next templates in line into a template. `below` are the themes that come after it, the nearest
/// first.
pub(super) fn resolve(path: &str, text: &str, below: &[Theme], problems: &mut Diagnostics) -> Resolved {
    let mut resolved = Resolved::default();
    let mut from = 0;
    for scan::Named { name, at, .. } in scan::named(text) {
        let Some(wanted) = name.strip_prefix(NEXT).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let has = |theme: &&Theme| theme.templates.iter().any(|file| file.below == wanted);
        let Some(theme) = below.iter().find(has) else {
            problems.push(nothing_below(name, wanted, below).at(Place::at_offset(path, text, at)));
            continue;
        };
        // The quotation mark stands before the name.
        let name_at = at + 1;
        let put = format!("{}/{wanted}", theme.name);
        resolved.text.push_str(&text[from..name_at]);
        resolved.text.push_str(&put);
        resolved.edits.push(Edit { at: name_at, written: name.len(), put: put.len() });
        from = name_at + name.len();
    }
    resolved.text.push_str(&text[from..]);
    resolved
}

fn nothing_below(name: &str, wanted: &str, below: &[Theme]) -> Diagnostic {
    let message = format!("there is no next in line for `{name}`");
    let problem = Diagnostic::error(Code::NoNextInLine, message);
    if below.is_empty() {
        return problem.hint(
            "this theme extends no other: name one under `extends` in its theme.yaml, or write out what this is for",
        );
    }
    let names: Vec<&str> = below.iter().map(|theme| theme.name.as_str()).collect();
    let known = below.iter().flat_map(|theme| &theme.templates).map(|file| file.below.as_str());
    problem.did_you_mean(wanted, known).hint(format!("it is looked for in the templates of {}", names.join(", ")))
}

/// Folders of templates that nobody would ever reach: their names are those of themes.
pub(super) fn hidden(files: &[SourceFile], themes: &[Theme]) -> Diagnostics {
    let mut told: Vec<&str> = Vec::new();
    let mut problems = Diagnostics::default();
    for file in files {
        let Some((folder, _)) = file.below.split_once('/') else { continue };
        let means = if folder == NEXT {
            "the next template in line".to_owned()
        } else if themes.iter().any(|theme| theme.name == folder) {
            format!("the templates of the theme `{folder}`")
        } else {
            continue;
        };
        if !told.contains(&folder) {
            told.push(folder);
            problems.push(
                Diagnostic::error(Code::BadTemplate, format!("a folder of templates cannot be called `{folder}`"))
                    .at(Place::file(&file.path))
                    .hint(format!("`{folder}/…` is the name of {means}: rename the folder")),
            );
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str, templates: &[&str]) -> Theme {
        let file = |below: &&str| SourceFile::embedded("themes/x/templates", below, b"");
        Theme { name: name.to_owned(), templates: templates.iter().map(file).collect(), ..Theme::default() }
    }

    #[test]
    fn the_nearest_theme_that_has_it_is_next() {
        let below = [theme("child", &["base.html"]), theme("ground", &["base.html", "part.html"])];
        let text =
            "{% extends \"theme/base.html\" %}{% include 'theme/part.html' %}theme/base.html{{ \"theme/base.html\" }}";
        let mut problems = Diagnostics::default();
        let resolved = resolve("a.html", text, &below, &mut problems);
        assert_eq!(
            resolved.text,
            "{% extends \"child/base.html\" %}{% include 'ground/part.html' %}theme/base.html{{ \"theme/base.html\" }}"
        );
        assert!(problems.0.is_empty());
    }

    #[test]
    fn a_place_in_what_tera_reads_is_found_in_what_was_written() {
        let below = [theme("a-long-name", &["a.html"]), theme("x", &["b.html"])];
        let text = "é\n{% include \"theme/a.html\" %}{% include \"theme/b.html\" %}{{ bad }}\n{{ worse }}";
        let resolved = resolve("a.html", text, &below, &mut Diagnostics::default());
        for word in ["include", "bad", "worse"] {
            let at = resolved.text.find(word).unwrap();
            let line_start = resolved.text[..at].rfind('\n').map_or(0, |i| i + 1);
            let line = resolved.text[..at].matches('\n').count() + 1;
            let column = resolved.text[line_start..at].chars().count() + 1;
            assert_eq!(resolved.written_at(line, column), text.find(word).unwrap(), "{word}");
        }
        assert_eq!(resolved.written_at(2, 20), text.find("theme/a").unwrap());
        assert_eq!(resolved.written_at(9, 9), text.len());
    }

    #[test]
    fn what_is_not_there_is_told_at_its_place() {
        let mut problems = Diagnostics::default();
        resolve("a.html", "\n{% extends \"theme/bsae.html\" %}", &[theme("x", &["base.html"])], &mut problems);
        let problem = &problems.0[0];
        assert_eq!(problem.place.as_ref().map(|p| (p.line, p.column)), Some((2, 12)));
        assert!(problem.hints.iter().any(|hint| hint.contains("base.html")), "{problem:?}");
    }
}
