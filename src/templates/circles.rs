//! Circles: templates that extend and include each other until one is there again that has been before. Their pages would
//! never end. Tera knows those of tags of one kind, without their places, and renders the mixed ones until the stack is full.

use super::scan::{self, Tag};
use super::{TemplateSource, found, texts_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::theme::{NEXT, Theme};
use std::collections::{BTreeMap, BTreeSet};

/// A tag by which one template takes in another.
struct Step<'a> {
    /// The template that has it.
    from: &'a str,
    tag: Tag,
    /// Where it names the other, in bytes of what a person wrote.
    at: usize,
    /// The other, under the name by which it is known.
    to: &'a str,
}

/// The circles of some templates, each told once: at the tag of the first template in it, the site's own before those of themes.
pub(super) fn of_all(sources: &BTreeMap<String, TemplateSource>, themes: &[Theme]) -> Diagnostics {
    let texts = texts_of(sources, |_| true);
    let resolve = |name: &str| found(&texts, themes, name);
    let steps: BTreeMap<&str, Vec<Step>> =
        sources.iter().map(|(name, source)| (name.as_str(), steps_of(name, source, resolve))).collect();
    let is_of_theme =
        |name: &str| name.split_once('/').is_some_and(|(folder, _)| themes.iter().any(|theme| theme.name == folder));
    let mut circles = circles(&steps);
    for circle in &mut circles {
        let first = (0..circle.len()).min_by_key(|i| (is_of_theme(circle[*i].from), circle[*i].from));
        circle.rotate_left(first.unwrap_or_default());
    }
    Diagnostics(circles.iter().filter_map(|circle| told(circle, sources, themes)).collect())
}

/// The tags of a template that name templates which are there, in order.
fn steps_of<'a>(from: &'a str, source: &TemplateSource, resolve: impl Fn(&str) -> Option<&'a str>) -> Vec<Step<'a>> {
    // Both texts have the same tags: only names are others.
    let written = scan::named(&source.text);
    let read = scan::named(&source.resolved.text);
    let step = |(written, read): (scan::Named, scan::Named)| {
        Some(Step { from, tag: written.tag, at: written.at, to: resolve(read.name)? })
    };
    written.into_iter().zip(read).filter_map(step).collect()
}

/// Circles of steps, so many that there are none without the last step of each.
fn circles<'s, 'a>(steps: &'s BTreeMap<&'a str, Vec<Step<'a>>>) -> Vec<Vec<&'s Step<'a>>> {
    let mut found = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in steps.keys() {
        if done.contains(start) {
            continue;
        }
        // The templates from the start to the one that is being looked at, each with how many of its steps have been.
        let mut way: Vec<(&str, usize)> = vec![(start, 0)];
        let mut on_way: BTreeMap<&str, usize> = BTreeMap::from([(*start, 0)]);
        while let Some((name, taken)) = way.last_mut() {
            let Some(step) = steps.get(name).and_then(|steps| steps.get(*taken)) else {
                on_way.remove(name);
                done.insert(name);
                way.pop();
                continue;
            };
            *taken += 1;
            if let Some(before) = on_way.get(step.to) {
                let round = way[*before..].iter();
                found.push(round.filter_map(|&(name, taken)| steps.get(name)?.get(taken - 1)).collect());
            } else if !done.contains(step.to) {
                on_way.insert(step.to, way.len());
                way.push((step.to, 0));
            }
        }
    }
    found
}

fn told(circle: &[&Step], sources: &BTreeMap<String, TemplateSource>, themes: &[Theme]) -> Option<Diagnostic> {
    let (first, others) = circle.split_first()?;
    let place =
        |step: &Step| sources.get(step.from).map(|source| Place::at_offset(&source.path, &source.text, step.at));
    let path = |name: &str| sources.get(name).map_or_else(|| name.to_owned(), |source| source.path.clone());
    let does = |tag| match tag {
        Tag::Extends => "extends",
        Tag::Include => "includes",
    };
    let message = match others {
        [] => format!("the template {} itself: its page would never end", does(first.tag)),
        _ => format!("the template {} {}, and so itself: its page would never end", does(first.tag), path(first.to)),
    };
    let mut problem = Diagnostic::error(Code::BadTemplate, message).at(place(first)?);
    for step in others {
        problem = problem.hint(format!("{} {} {}", place(step)?, does(step.tag), path(step.to)));
    }
    // The name of the one that it stands over is its own.
    let stands_over = |theme: &Theme| theme.templates.iter().any(|file| file.below == first.from);
    if themes.iter().any(stands_over) {
        let name = first.from;
        problem = problem.hint(format!("`{NEXT}/{name}` is the template that {} stands over", path(name)));
    }
    Some(problem.hint(match others {
        [] => "remove the tag, or name another template; what is to be there again and again is a loop or a component",
        _ => "remove one of these tags; what two templates both need goes into a third one that names neither",
    }))
}

#[cfg(test)]
mod tests {
    use super::super::next;
    use super::*;
    use crate::input::discover::SourceFile;

    /// What is told of the site's templates over those of a theme, `ground`.
    fn problems(site: &[(&str, &str)], of_theme: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let templates =
            of_theme.iter().map(|(name, _)| SourceFile::embedded("themes/ground/templates", name, b"")).collect();
        let themes = [Theme { name: "ground".to_owned(), templates, ..Theme::default() }];
        let source = |path: String, text: &str, below: &[Theme]| {
            let resolved = next::resolve(&path, text, below, &mut Diagnostics::default());
            TemplateSource { path, text: text.to_owned(), resolved }
        };
        let own =
            site.iter().map(|(name, text)| ((*name).to_owned(), source(format!("templates/{name}"), text, &themes)));
        let theirs = of_theme.iter().map(|(name, text)| {
            (format!("ground/{name}"), source(format!("themes/ground/templates/{name}"), text, &[]))
        });
        let sources: BTreeMap<String, TemplateSource> = own.chain(theirs).collect();
        let found = of_all(&sources, &themes);
        let told = |problem: &Diagnostic| {
            let place = problem.place.as_ref().unwrap();
            let head = format!("{}:{}:{} {}", place.path, place.line, place.column, problem.message);
            (head, problem.hints.clone())
        };
        found.0.iter().map(told).collect()
    }

    #[test]
    fn a_template_that_takes_itself_in_is_told_at_its_tag() {
        let found = problems(&[("a.html", "x\n{% include \"a.html\" %}")], &[]);
        assert_eq!(found[0].0, "templates/a.html:2:12 the template includes itself: its page would never end");
        let found = problems(&[("a.html", "{%- extends 'a.html' -%}")], &[("a.html", "")]);
        assert_eq!(found[0].0, "templates/a.html:1:13 the template extends itself: its page would never end");
        assert_eq!(found[0].1[0], "`theme/a.html` is the template that templates/a.html stands over");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_circle_of_both_kinds_of_tags_is_told_once_with_the_way_round() {
        let found = problems(
            &[
                ("part.html", "{% if x %}{% include \"theme/base.html\" %}{% endif %}"),
                ("z.html", "{% include \"part.html\" %}"),
            ],
            &[
                ("base.html", "{% block b %}\n{% include \"middle.html\" %}{% endblock %}"),
                ("middle.html", "{% extends \"part.html\" %}"),
            ],
        );
        assert_eq!(found.len(), 1, "{found:?}");
        let (head, hints) = &found[0];
        assert!(
            head.starts_with(
                "templates/part.html:1:22 the template includes themes/ground/templates/base.html, and so itself"
            ),
            "{head}"
        );
        assert_eq!(hints[0], "themes/ground/templates/base.html:2:12 includes themes/ground/templates/middle.html");
        assert_eq!(hints[1], "themes/ground/templates/middle.html:1:12 extends templates/part.html");
    }

    #[test]
    fn each_of_several_circles_is_told_and_what_only_looks_like_one_is_not() {
        let site = [
            ("a.html", "{% include \"b.html\" %}{% include \"c.html\" %}"),
            ("b.html", "{% include \"a.html\" %}"),
            ("c.html", "{% extends \"a.html\" %}"),
            ("d.html", "{% extends \"theme/d.html\" %}{% include \"e.html\" %}{% include \"e.html\" %}"),
            ("e.html", "{# {% include \"d.html\" %} #}{% raw %}{% include \"d.html\" %}{% endraw %}{{ \"d.html\" }}"),
        ];
        let found = problems(&site, &[("d.html", "{% include \"e.html\" %}{% include \"none.html\" %}")]);
        let places: Vec<&str> = found.iter().map(|(head, _)| head.split(' ').next().unwrap()).collect();
        assert_eq!(places, ["templates/a.html:1:12", "templates/a.html:1:34"]);
    }

    #[test]
    fn a_long_line_of_templates_is_looked_through() {
        let names: Vec<String> = (0..5000).map(|i| format!("{i}.html")).collect();
        let texts: Vec<String> = (1..=5000).map(|i| format!("{{% include \"{}.html\" %}}", i % 5000)).collect();
        let site: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(problems(&site, &[]).len(), 1);
    }
}
