//! Archetypes: texts of new files, written once and filled in by Tera.

use super::budget::{self, Bounded, Budget};
use super::{Context, TemplateSource, Templates, next, none};
use crate::diagnostic::{Code, Diagnostics};
use crate::yaml;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

/// Fills in an archetype, the text of the file `path`. It has what Tera itself has, and the filter `quoted`, which makes a
/// value of YAML of a text: what templates have besides is bound to a site, and an archetype is filled in where there is none.
///
/// # Errors
/// What Tera does not understand, or cannot do, at its place in the file.
pub fn render_archetype(path: &str, text: &str, context: &Context) -> Result<String, Diagnostics> {
    let mut tera = Tera::default();
    budget::register(&mut tera);
    tera.register_filter("quoted", |text: &str, _: Kwargs, _: &State| yaml::quoted(text));
    // What Tera says is told as it is of templates: by those that know their files.
    let mut problems = Diagnostics::default();
    let resolved = next::resolve(path, text, &[], &mut problems);
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let source = TemplateSource { path: path.to_owned(), text: text.to_owned(), resolved };
    let templates = Templates {
        compiled: None,
        bound: Vec::new(),
        sources: Arc::new(BTreeMap::from([(path.to_owned(), source)])),
        options: none(),
        bindings: Vec::new(),
        ids: Arc::default(),
        made_of: Arc::default(),
        asked: Arc::default(),
    };
    tera.add_raw_template(path, text).map_err(|error| templates.diagnose(Code::BadTemplate, &error))?;
    let (mut filled, spent) = (Vec::new(), Budget::begin());
    let done = tera.render_to(path, context.for_tera(), Bounded(&mut filled));
    done.map_err(|error| match spent.is_spent() {
        true => budget::too_much(path),
        false => templates.diagnose(Code::RenderFailed, &error),
    })?;
    Ok(String::from_utf8_lossy(&filled).into_owned())
}

/// A context of named values.
pub fn context_of(values: impl IntoIterator<Item = (&'static str, Value)>) -> Context {
    let mut context = Context::new();
    for (name, value) in values {
        context.insert_value(name, value);
    }
    context
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn an_archetype_is_filled_in_and_its_mistakes_have_places() {
        let context = context_of([("title", text("Say \"no\": why <b>?"))]);
        let render = |archetype: &str| render_archetype("archetypes/news.md", archetype, &context);
        let written = render("---\ntitle: {{ title | quoted }}\n---\n{{ title }}\n").unwrap();
        assert_eq!(written, "---\ntitle: \"Say \\\"no\\\": why <b>?\"\n---\nSay \"no\": why <b>?\n");
        let of_a_site = ["{{ t(key=\"latest\") }}", "{{ title | date }}", "{{ url(tag=title) }}"];
        for text in of_a_site {
            assert!(render(text).is_err(), "{text}");
        }
        assert_eq!(render("{{ title | upper | trim }}").unwrap().len(), "Say \"no\": why <b>?".len());
        for (wrong, line) in [("---\n{% if %}\n", 2), ("---\n\n{{ tilte | quoted }}\n", 3)] {
            let problems = render(wrong).unwrap_err();
            let place = problems.0[0].place.clone().unwrap();
            assert_eq!((place.path.as_str(), place.line), ("archetypes/news.md", line));
        }
    }
}
