//! Templates: the site's over the theme's over the one that it extends. Only this module knows Tera.

mod archetype;
mod bindings;
mod budget;
mod circles;
mod context;
mod errors;
mod filters;
mod functions;
mod ids;
mod letter_setter;
mod lettering;
mod markup;
mod next;
mod picture_maker;
mod pictures;
mod plain_text;
mod reach;
mod scan;
mod things;
mod values;

pub use archetype::{context_of, render_archetype};
pub use bindings::{Addresses, AddressesOf, Bindings, SiteFacts};
pub use context::{Context, digest};
pub use letter_setter::{Lettering, Lines, LinesAsked};
pub use picture_maker::{FILE, FOCUS, PictureAsked, PictureWords, Pictures, Shown, WHOLE};
pub use scan::Key;
pub use tera::Value;
pub use values::{from_yaml, list, none, object, optional, safe, text};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place, places};
use crate::edge::{At, caught};
use crate::input::config::Config;
use crate::input::discover::SourceFile;
use crate::input::theme::{self, Theme};
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::timings::{Work, begin};
use crate::trace;
use budget::{Bounded, Budget};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use tera::{ErrorKind, Tera};
use things::Asked;

/// Endings of files that are templates.
pub const TEMPLATES: [&str; 4] = [".html", ".xml", ".svg", ".txt"];

/// Those in which a text is escaped where it is printed.
const ESCAPED: [&str; 3] = [".html", ".xml", ".svg"];

/// The template that social cards are drawn from. A theme without it has no cards.
pub const SOCIAL_CARD: &str = "social-card.svg";

/// Characters of a text that are quoted in a report.
const LONGEST_QUOTE: usize = 40;

/// The compiled templates, bound to each language.
pub struct Templates {
    compiled: Option<Tera>,
    /// For each language, once a page of it has been asked for.
    bound: Vec<OnceLock<Tera>>,
    sources: Arc<BTreeMap<String, TemplateSource>>,
    options: Value,
    /// What each of those is bound to.
    bindings: Vec<Bindings>,
    /// The ids that each template writes.
    ids: Arc<BTreeMap<String, ids::Ids>>,
    /// Hashes of what each is made of.
    made_of: Arc<BTreeMap<String, u64>>,
    /// What they may ask for.
    asked: Arc<BTreeSet<Asked>>,
}

/// A place in a template that asks for a message.
#[derive(Debug, Clone)]
pub struct MessageCall<'a> {
    /// The message.
    pub key: Key<'a>,
    /// The names of the variables that it passes.
    pub variables: BTreeSet<&'a str>,
    /// Where its key stands.
    pub place: Place,
}

struct TemplateSource {
    path: String,
    /// As it is written.
    text: String,
    /// As Tera reads it.
    resolved: next::Resolved,
}

impl TemplateSource {
    /// Finds places in it.
    fn places(&self) -> impl Fn(usize) -> Place {
        places(&self.path, || Cow::Borrowed(&self.text))
    }

    fn calls(&self) -> impl Iterator<Item = MessageCall<'_>> {
        let place = self.places();
        scan::calls(&self.text).into_iter().map(move |call| MessageCall {
            key: call.key,
            variables: call.variables,
            place: place(call.at),
        })
    }
}

impl Templates {
    /// Compiles the templates of the site and its themes (the nearest theme first).
    ///
    /// A theme's templates are known under its name as well (`gazette/article.html`), so that a template can extend
    /// the one that it overrides; and `theme/article.html` is the next in line, whatever theme has it.
    pub fn compile(site: &[SourceFile], themes: &[Theme], config: &Config) -> (Templates, Diagnostics) {
        let mut problems = Diagnostics::default();
        let (options, found) = theme::options(themes, &config.theme, &config.options, |option| {
            config.places.of(KeyPath::from("options").key(option))
        });
        problems.append(found);
        let mut sources = BTreeMap::new();
        let mut broken = false;
        let of_themes = themes.iter().zip(1..).flat_map(|(theme, below)| {
            theme.templates.iter().map(move |file| (format!("{}/{}", theme.name, file.below), file, &themes[below..]))
        });
        for (name, file, below) in site.iter().map(|file| (file.below.clone(), file, themes)).chain(of_themes) {
            let is_template = TEMPLATES.iter().any(|ending| name.ends_with(ending));
            if let Some(text) = is_template.then(|| file.text(&mut problems)).flatten() {
                let mut found = Diagnostics::default();
                let resolved = next::resolve(&file.path, &text, below, &mut found);
                broken |= !found.0.is_empty();
                problems.append(found);
                sources.insert(name, TemplateSource { path: file.path.clone(), text, resolved });
            }
        }
        for files in [site].into_iter().chain(themes.iter().map(|theme| theme.templates.as_slice())) {
            problems.append(next::hidden(files, themes));
        }
        let circles = circles::of_all(&sources, themes);
        broken |= !circles.0.is_empty();
        problems.append(circles);
        let mut templates = Templates {
            compiled: None,
            bound: Vec::new(),
            ids: Arc::new(ids_of(&sources, themes)),
            made_of: Arc::new(made_of(&sources, themes)),
            asked: Arc::new(asked_by(&sources)),
            sources: Arc::new(sources),
            options: from_yaml(&options.into()),
            bindings: Vec::new(),
        };
        let mut tera = Tera::default();
        tera.autoescape_on(ESCAPED.to_vec());
        functions::register(&mut tera, &bindings::unbound());
        let prefixes: Vec<String> = themes.iter().map(|t| format!("{}/", t.name)).collect();
        // Fails only once templates have been added.
        let _ = tera.set_fallback_prefixes(prefixes);
        for (name, source) in templates.sources.iter() {
            // Alone a template can only fail by its own syntax; what it refers to is looked at below.
            let mut alone = Tera::default();
            if let Err(error) = alone.add_raw_template(name, &source.resolved.text)
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                broken = true;
                problems.append(templates.diagnose(Code::BadTemplate, &error));
            }
        }
        // Without a theme there is nothing to render with, and that has been reported.
        if !broken && !themes.is_empty() {
            let all = templates.sources.iter().map(|(name, source)| (name.as_str(), source.resolved.text.as_str()));
            match tera.add_raw_templates(all) {
                Ok(()) => templates.compiled = Some(tera),
                Err(error) => problems.append(templates.diagnose(Code::BadTemplate, &error)),
            }
        }
        (templates, problems)
    }

    /// The same templates with what is the same on all pages of a language.
    pub fn bound_to(&self, bindings: Vec<Bindings>) -> Templates {
        Templates {
            compiled: self.compiled.clone(),
            bound: bindings.iter().map(|_| OnceLock::new()).collect(),
            sources: Arc::clone(&self.sources),
            options: self.options.clone(),
            bindings,
            ids: Arc::clone(&self.ids),
            made_of: Arc::clone(&self.made_of),
            asked: Arc::clone(&self.asked),
        }
    }

    /// The templates of a language; none where they could not be compiled, or are bound to nothing.
    fn of(&self, language: LanguageId) -> Option<&Tera> {
        let (compiled, bindings) = (self.compiled.as_ref()?, self.bindings.get(language.0)?);
        let bind = || {
            let mut tera = compiled.clone();
            functions::register(&mut tera, bindings);
            let globals = tera.global_context();
            for (name, value) in &bindings.globals {
                globals.insert_value(*name, value.clone());
            }
            globals.insert_value("options", self.options.clone());
            tera
        };
        Some(self.bound.get(language.0)?.get_or_init(bind))
    }

    /// The text of one of the theme's options.
    pub fn option(&self, name: &'static str) -> Option<&str> {
        self.options.as_map()?.get(&name.into())?.as_str()
    }

    /// All that pages are made of besides what their template sees: what it says and whatever it may include or call, the drawing of
    /// social cards, what all templates see, and the theme's options; by the names of the templates, as hashes. What they are
    /// bound to besides is made of files, and what time it is they have to ask ([`Templates::asked_for_now`]).
    pub fn fingerprints(&self) -> BTreeMap<String, u64> {
        let mut hasher = trace::hasher();
        digest(&self.options, &mut hasher);
        self.bindings.iter().for_each(|bindings| bindings.digest(&self.asked, &mut hasher));
        self.made_of.get(SOCIAL_CARD).hash(&mut hasher);
        let of_all = hasher.finish();
        let of = |(name, made_of): (&String, &u64)| {
            let mut hasher = trace::hasher();
            (of_all, made_of).hash(&mut hasher);
            (name.clone(), hasher.finish())
        };
        self.made_of.iter().map(of).collect()
    }

    /// The ids that a template writes, as a hash.
    pub fn fingerprint_of_ids(&self, template: &str) -> u64 {
        let mut hasher = trace::hasher();
        self.ids.get(template).hash(&mut hasher);
        hasher.finish()
    }

    /// Whether a page that has been rendered says how long ago something was: it is another page at another moment.
    pub fn asked_for_now(&self) -> bool {
        self.bindings.iter().any(|bindings| bindings.facts.asked_for_now.load(Ordering::Relaxed))
    }

    /// Whether the templates could be compiled.
    pub fn are_sound(&self) -> bool {
        self.compiled.is_some()
    }

    /// Every call of `t()` and `t_html()`, in the order of the templates' names.
    pub fn calls(&self) -> Vec<MessageCall<'_>> {
        self.sources.values().flat_map(TemplateSource::calls).collect()
    }

    /// Every text in quotation marks in the code of the templates: the names of messages are among them.
    pub fn strings(&self) -> BTreeSet<&str> {
        self.sources.values().flat_map(|source| scan::strings(&source.text)).map(|(text, _)| text).collect()
    }

    /// Text that stands in a template where a message should: a site in several languages shows it in one.
    pub fn plain_text(&self) -> Diagnostics {
        let html = self.sources.iter().filter(|(name, _)| name.ends_with(".html")).map(|(_, source)| source);
        let problem = |place: Place, text: &str| {
            let shown: String = text.chars().take(LONGEST_QUOTE).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            Diagnostic::warning(Code::TextNotLocalised, format!("\"{shown}{more}\" is the same in all languages"))
                .at(place)
                .hint("make it a message: {{ t(key=\"…\") }}")
                .hint("a name or a sign that no language translates goes into an element with translate=\"no\"")
        };
        let found = html.flat_map(|source| {
            let place = source.places();
            plain_text::plain_text(&source.text).into_iter().map(move |(at, text)| problem(place(at), &text))
        });
        Diagnostics(found.collect())
    }

    /// The first place where a text stands in quotation marks.
    pub fn place_of_string(&self, text: &str) -> Option<Place> {
        self.sources.values().find_map(|source| {
            let (_, at) = scan::strings(&source.text).find(|(string, _)| *string == text)?;
            Some(Place::at_offset(&source.path, &source.text, at))
        })
    }

    /// Whether an element that a template writes has an id, as far as templates say so.
    pub fn has_id(&self, template: &str, id: &str) -> bool {
        self.ids.get(template).is_some_and(|ids| ids.has(id))
    }

    /// Whether other templates write the same ids.
    pub fn have_ids_of(&self, other: &Templates) -> bool {
        self.ids == other.ids
    }

    /// Whether a template exists.
    pub fn has(&self, name: &str) -> bool {
        self.compiled.as_ref().is_some_and(|tera| tera.contains_template(name))
    }

    /// The file of a template, for people; none where there is no such template.
    pub fn path_of(&self, name: &str) -> Option<&str> {
        let of_theme = || self.sources.iter().find(|(known, _)| known.split_once('/').is_some_and(|(_, n)| n == name));
        self.sources.get_key_value(name).or_else(of_theme).map(|(_, source)| source.path.as_str())
    }

    /// Renders a template in a language.
    ///
    /// # Errors
    /// A diagnostic that points into the template.
    pub fn render(&self, language: LanguageId, name: &str, context: &Context) -> Result<Vec<u8>, Diagnostics> {
        let Some(tera) = self.of(language) else { return Err(Diagnostics::default()) };
        let work = begin(Work::Template, name);
        let mut page = Vec::with_capacity(32 * 1024);
        let spent = Budget::begin();
        let in_file = || self.path_of(name).unwrap_or(name);
        match caught(At::Page(in_file()), || tera.render_to(name, context.for_tera(), Bounded(&mut page))) {
            Ok(Ok(())) => {
                work.done(|| page.len() as u64);
                Ok(page)
            }
            Ok(Err(_)) if spent.is_spent() => Err(budget::too_much(in_file())),
            Ok(Err(error)) => Err(self.diagnose(Code::RenderFailed, &error)),
            Err(failed) => Err(failed.of_file(in_file()).into()),
        }
    }
}

/// A template that is alone, looked through, compiled and rendered in the first of some languages, and what there is to say of
/// it; with the number of messages and texts that it names.
pub(crate) fn try_alone(
    path: &str,
    text: &str,
    context: &Context,
    locales: Arc<Locales>,
) -> (Option<Vec<u8>>, Diagnostics, usize) {
    let mut problems = Diagnostics::default();
    let resolved = next::resolve(path, text, &[], &mut problems);
    let name = path.rsplit('/').next().unwrap_or(path);
    let source = TemplateSource { path: path.to_owned(), text: text.to_owned(), resolved };
    let sources = Arc::new(BTreeMap::from([(name.to_owned(), source)]));
    let circles = circles::of_all(&sources, &[]);
    let has_circle = !circles.0.is_empty();
    problems.append(circles);
    let (ids, made_of) = (Arc::new(ids_of(&sources, &[])), Arc::new(made_of(&sources, &[])));
    let asked = Arc::default();
    let bindings = Bindings { locales, ..bindings::unbound() };
    let mut tera = Tera::default();
    tera.autoescape_on(ESCAPED.to_vec());
    functions::register(&mut tera, &bindings);
    let added = tera.add_raw_template(name, &sources[name].resolved.text);
    let (bound, bindings) = (vec![OnceLock::new()], vec![bindings]);
    let templates = Templates { compiled: Some(tera), bound, sources, options: none(), bindings, ids, made_of, asked };
    problems.append(templates.plain_text());
    let named = templates.calls().len() + templates.strings().len();
    let rendered = match added {
        _ if has_circle => Err(Diagnostics::default()),
        Ok(()) => templates.render(LanguageId(0), name, context),
        Err(error) => Err(templates.diagnose(Code::BadTemplate, &error)),
    };
    let page = rendered.map_err(|found| problems.append(found)).ok();
    (page, problems, named)
}

/// The templates that a template extends and includes, as it names them.
pub fn named_in(template: &str) -> Vec<&str> {
    scan::named(template).into_iter().map(|named| named.name).collect()
}

/// The ids of each template that pages are made of, under the name by which it is asked for.
fn ids_of(sources: &BTreeMap<String, TemplateSource>, themes: &[Theme]) -> BTreeMap<String, ids::Ids> {
    let texts = texts_of(sources, |name| name.ends_with(".html"));
    as_asked_for(ids::of_all(&texts, |name| found(&texts, themes, name)), &texts, themes)
}

/// What each template is made of, as a hash, under the name by which it is asked for.
fn made_of(sources: &BTreeMap<String, TemplateSource>, themes: &[Theme]) -> BTreeMap<String, u64> {
    let texts = texts_of(sources, |_| true);
    let of = |(name, reached): (&str, BTreeSet<&str>)| {
        let mut hasher = trace::hasher();
        for source in reached {
            (source, sources.get(source).map(|source| &source.path), texts.get(source)).hash(&mut hasher);
        }
        (name.to_owned(), hasher.finish())
    };
    let of_all = reach::of_all(&texts, |name| found(&texts, themes, name)).into_iter().map(of).collect();
    as_asked_for(of_all, &texts, themes)
}

/// What any of the templates may ask for.
fn asked_by(sources: &BTreeMap<String, TemplateSource>) -> BTreeSet<Asked> {
    things::asked(sources.values().map(|source| source.resolved.text.as_str()))
}

fn texts_of(sources: &BTreeMap<String, TemplateSource>, is_wanted: impl Fn(&str) -> bool) -> BTreeMap<&str, &str> {
    let wanted = sources.iter().filter(|(name, _)| is_wanted(name));
    wanted.map(|(name, source)| (name.as_str(), source.resolved.text.as_str())).collect()
}

/// The template that a name stands for: the site's own first, then that of the nearest theme.
fn found<'a>(texts: &BTreeMap<&'a str, &'a str>, themes: &[Theme], name: &str) -> Option<&'a str> {
    let of_theme = || themes.iter().find_map(|theme| texts.get_key_value(format!("{}/{name}", theme.name).as_str()));
    texts.get_key_value(name).or_else(of_theme).map(|(name, _)| *name)
}

/// What is known of templates, also under the names without their themes, by which they are asked for.
fn as_asked_for<T: Clone>(
    mut known: BTreeMap<String, T>,
    texts: &BTreeMap<&str, &str>,
    themes: &[Theme],
) -> BTreeMap<String, T> {
    for file in themes.iter().flat_map(|theme| &theme.templates) {
        if !known.contains_key(&file.below)
            && let Some(of_theme) = found(texts, themes, &file.below).and_then(|name| known.get(name)).cloned()
        {
            known.insert(file.below.clone(), of_theme);
        }
    }
    known
}
