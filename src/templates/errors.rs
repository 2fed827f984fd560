//! Tera's errors as diagnostics. Much of what they say is text alone: it is read here and nowhere else, and the tests at the
//! end hold its present wording.

use super::{Templates, scan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tera::ErrorKind;

impl Templates {
    /// Tera's errors as diagnostics. Those about several templates come as one text of several reports.
    pub(super) fn diagnose(&self, code: Code, error: &tera::Error) -> Diagnostics {
        let problem = |message: String| Diagnostic::error(code, message);
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let mut found = explain(code, report.message());
                if let Some(place) = self.place(report.filename(), span.start_line, span.start_col + 1) {
                    found = found.at(place);
                }
                for note in error.to_string().lines().filter_map(|line| line.strip_prefix("note: called from ")) {
                    found = found.hint(format!("called from {}", self.name_in_words(note)));
                }
                found.into()
            }
            ErrorKind::TemplateNotFound(name) => problem(format!("there is no template `{name}`"))
                .hint("add it to `templates/` or to the theme, or let the theme extend another: `extends: gazette` in theme.yaml")
                .into(),
            ErrorKind::MissingParent { current, parent } => {
                let found = problem(format!("it extends `{parent}`, which does not exist"));
                let source = self.sources.get(current);
                let place =
                    source.map(|source| {
                        let named = scan::strings(&source.text).find(|(text, _)| text == parent);
                        Place::at_offset(&source.path, &source.text, named.map_or(0, |(_, at)| at))
                    });
                let known = self.sources.keys().map(String::as_str);
                let found = found
                    .did_you_mean(parent, known)
                    .hint("the one that this template stands over is extended as `theme/…`: theme/article.html");
                place.map_or(found.clone(), |place| found.at(place)).into()
            }
            _ => {
                let text = error.to_string();
                let reports = text.split("\n\n").filter_map(|report| self.read_report(code, report));
                let reports: Vec<Diagnostic> = reports.collect();
                if reports.is_empty() { problem(text).into() } else { Diagnostics(reports) }
            }
        }
    }

    /// Reads `error: message⏎ --> name:line:column`.
    fn read_report(&self, code: Code, report: &str) -> Option<Diagnostic> {
        let message = report.lines().next()?.strip_prefix("error: ")?;
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = place.rsplitn(3, ':');
        let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
        let found = Diagnostic::error(code, message);
        Some(match self.place(name, line, column) {
            Some(place) => found.at(place),
            None => found,
        })
    }

    fn place(&self, name: &str, line: usize, column: usize) -> Option<Place> {
        let source = self.sources.get(name)?;
        Some(Place::at_offset(&source.path, &source.text, source.resolved.written_at(line, column)))
    }

    fn name_in_words(&self, note: &str) -> String {
        let name = note.split(':').next().unwrap_or_default();
        self.sources.get(name).map_or_else(|| note.to_owned(), |source| note.replacen(name, &source.path, 1))
    }
}

/// Tera lists what there is after what there is not: a suggestion says more than a list of thirty names.
fn explain(code: Code, message: &str) -> Diagnostic {
    let Some((wrong, known)) = message.split_once(". Available ") else { return Diagnostic::error(code, message) };
    let known: Vec<&str> =
        known.split_once(": ").map_or(known, |(_, list)| list).split(", ").map(|name| name.trim_matches('`')).collect();
    let word = wrong.split('`').nth(1).unwrap_or_default();
    Diagnostic::error(code, wrong)
        .did_you_mean(word, known.iter().copied())
        .hint(format!("there are {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::{Context, Tera};

    fn error(templates: &[(&str, &str)], render: &str) -> tera::Error {
        let mut tera = Tera::default();
        match tera.add_raw_templates(templates.to_vec()) {
            Ok(()) => tera.render(render, &Context::new()).unwrap_err(),
            Err(error) => error,
        }
    }

    /// The sentences that are taken apart above, as Tera writes them today.
    #[test]
    fn the_wording_of_tera_is_what_is_read_here() {
        let unknown = error(&[("a.html", "{{ titel | upcase }}")], "a.html").to_string();
        assert!(unknown.starts_with("error: ") && unknown.contains("--> a.html:1:"), "{unknown}");
        let called = [
            ("base.html", "{% block b %}{% endblock %}"),
            ("a.html", "{% extends \"base.html\" %}{% block b %}{{ no.thing }}{% endblock %}"),
        ];
        let failed = error(&called, "a.html");
        let ErrorKind::RenderingError(report) = failed.kind() else { panic!("{failed:?}") };
        assert_eq!((report.filename(), report.span().start_line), ("a.html", 1));
        assert!(report.message().contains('`'), "{}", report.message());
        let included = [("part.html", "{{ no.thing }}"), ("a.html", "{% include \"part.html\" %}")];
        let text = error(&included, "a.html").to_string();
        assert!(text.lines().any(|line| line.starts_with("note: called from a.html")), "{text}");
        let parent = error(&[("a.html", "{% extends \"gone.html\" %}")], "a.html");
        assert!(matches!(parent.kind(), ErrorKind::MissingParent { .. }), "{parent:?}");
    }
}
