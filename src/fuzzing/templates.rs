//! Templates and archetypes.

use super::locales::one_language;
use super::{Outcome, held, number_of, size_of, text_of};
use crate::templates::{Context, context_of, list, object, render_archetype, text, try_alone};

/// A template of a site, compiled and rendered beside no other.
pub fn templates(input: &[u8]) -> Outcome {
    let template = text_of(input);
    let path = "templates/a.html";
    let (rendered, problems, named) = try_alone(path, &template, &context(), one_language());
    let said = held::told(&problems, path, &template)?;
    Ok(number_of((said, rendered.map(|page| size_of(page.len())), size_of(named))))
}

/// The archetype of new texts.
pub fn archetypes(input: &[u8]) -> Outcome {
    let template = text_of(input);
    match render_archetype("archetypes/a.md", &template, &context()) {
        Ok(page) => Ok(number_of((true, size_of(page.len())))),
        Err(problems) => Ok(number_of(held::told(&problems, "archetypes/a.md", &template)?)),
    }
}

fn context() -> Context {
    let tags = list(vec![text("one"), text("two")]);
    let article = object([("title", text("A title")), ("tags", tags)]);
    context_of([
        ("article", article),
        ("title", text("A <title>")),
        ("numbers", list((0..3).map(Into::into).collect())),
    ])
}
