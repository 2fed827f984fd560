//! The stages in a row: `read → resolve → plan → press → render each route → inspect → publish`, for a site from nothing and
//! for a change. Nothing else knows them all.

mod printing;

pub use printing::render_all;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::inspect::behind;
use crate::inspect::link_check::{Elsewhere, LinkCheck};
use crate::inspect::translated;
use crate::inspect::words;
use crate::language::locale::Recollection;
use crate::pictures::cards::Fonts;
use crate::pictures::{CACHE, Collection};
use crate::plan::{self, RouteTable};
use crate::publish::{Counts, Purpose, Staging, Terms};
use crate::reading::in_words;
use crate::rebuild::{self, Keeper, Last};
use crate::render::media::{self, ForTemplates, Slots};
use crate::render::{Output, Press, globals};
use crate::resolve::{Documents, Parts, Resolved, resolve};
use crate::site::{ArticleId, Site};
use crate::sources::{Effect, Options, Sources};
use crate::templates::Templates;
use crate::timings::Timings;
use printing::{publish_made, render_what_changed};
use std::path::Path;
use std::sync::Arc;

/// Told about every page that is rendered.
pub trait Progress: Sync {
    /// The number of pages that will be rendered.
    fn begin(&self, pages: usize);
    /// The number of pictures that are made after the pages.
    fn begin_pictures(&self, _pictures: usize) {}
    /// One of them is done.
    fn advance(&self);
    /// Whether somebody wants the work to end.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Nobody is told.
pub struct Silence;

impl Progress for Silence {
    fn begin(&self, _: usize) {}
    fn advance(&self) {}
}

/// A site as its files are: its press, and what it takes to follow them.
pub struct Loaded {
    /// The site, ready to be printed.
    pub press: Press,
    resolved: Resolved,
    of_plan: Diagnostics,
    of_words: Diagnostics,
    /// The articles that say something else than in the site that it follows, where nothing else is another.
    changed: Option<Vec<ArticleId>>,
    /// What the templates were compiled to, before they were bound.
    templates: Arc<Templates>,
}

impl Loaded {
    /// The articles that say something else than in the site that it follows. None where more may be another.
    pub fn changed(&self) -> Option<&[ArticleId]> {
        self.changed.as_deref()
    }

    /// What was found on the way.
    pub fn problems(&self) -> Diagnostics {
        let mut problems = self.resolved.problems();
        problems.append(self.of_words.clone());
        problems.append(self.of_plan.clone());
        problems
    }

    /// Whether a site asks its languages for the same words, by the same templates.
    fn has_words_like(&self, site: &Site, templates: &Arc<Templates>) -> bool {
        let own = &self.press.site;
        let is_same = Arc::ptr_eq(&own.locales, &site.locales) && Arc::ptr_eq(&self.templates, templates);
        is_same && own.groups == site.groups
    }
}

/// Loads a site. There is none only where its folder or its languages are unknown.
pub fn load(options: &Options, timings: &mut Timings) -> (Option<Press>, Diagnostics) {
    load_after(options, None, timings)
}

/// The same for a build, that holds what the `last` one has left against the site.
pub fn load_after(options: &Options, last: Option<&mut Last>, timings: &mut Timings) -> (Option<Press>, Diagnostics) {
    let (sources, mut problems) = Sources::load(options, timings);
    let Some(mut sources) = sources else { return (None, problems) };
    let next_moment = last.as_ref().and_then(|_| sources.next_moment());
    let documents = sources.take_documents();
    let of_documents = last.as_ref().map_or(0, |_| rebuild::of_documents(&documents));
    let parts = sources.parts_with(Documents::all(documents));
    let pictures = Arc::new(Collection::new(&options.root, options.effort, options.today));
    let loaded = timings.take("resolve", || begin(parts, &sources, pictures, None));
    problems.append(sources.problems());
    problems.append(loaded.problems());
    let problems = loaded.press.site.config.severities.apply(problems);
    if let Some(last) = last {
        timings.take("compare", || last.compare(&loaded.press, of_documents, next_moment, options.today));
    }
    (Some(loaded.press), problems)
}

/// The site that some sources are about, from nothing.
pub fn open(sources: &mut Sources, pictures: &Arc<Collection>) -> Loaded {
    let parts = sources.parts();
    begin(parts, sources, Arc::clone(pictures), None)
}

fn begin(parts: Parts, sources: &Sources, pictures: Arc<Collection>, last: Option<&Loaded>) -> Loaded {
    let (templates, fonts) = (sources.templates(), sources.fonts());
    // What the site of before asked for in vain says nothing of this one.
    sources.locales().recall(Recollection::default());
    let resolved = resolve(parts, last.map(|last| &last.resolved));
    let site = Arc::clone(&resolved.site);
    let (routes, of_plan) = plan::plan(&site, last.map(|last| &*last.press.routes));
    let routes = Arc::new(routes);
    let of_words = match last.filter(|last| last.has_words_like(&site, templates)) {
        Some(last) => last.of_words.clone(),
        None => words::problems(&site.locales, templates, &site.groups),
    };
    let slots = Arc::new(media::slots(&site));
    let bound = bind(templates, &site, &routes, (&pictures, &slots, fonts));
    let press = Press::new(site, routes, bound, (pictures, slots), Arc::clone(fonts));
    Loaded { press, resolved, of_plan, of_words, changed: None, templates: Arc::clone(templates) }
}

fn bind(
    templates: &Templates,
    site: &Arc<Site>,
    routes: &Arc<RouteTable>,
    (pictures, slots, fonts): (&Arc<Collection>, &Arc<Slots>, &Arc<Fonts>),
) -> Arc<Templates> {
    let pictures = ForTemplates::new(Arc::clone(site), Arc::clone(pictures), Arc::clone(slots));
    Arc::new(templates.bound_to(globals::bindings(site, routes, pictures, fonts)))
}

/// What the templates of a press make pictures and cards with.
fn of_press(press: &Press) -> (&Arc<Collection>, &Arc<Slots>, &Arc<Fonts>) {
    (&press.pictures, press.slots(), &press.fonts)
}

/// The site after a change of its files. What the change does not touch is shared with the last, or taken from it: the last
/// may be shown, and can be followed no more.
pub fn follow(last: &mut Loaded, effect: &Effect, sources: &mut Sources) -> Loaded {
    let followed = match effect {
        Effect::Nothing | Effect::Problems | Effect::Everything => None,
        Effect::Texts(revisions) => {
            last.resolved.with_texts(revisions).and_then(|(resolved, changed)| with_texts(last, resolved, &changed))
        }
        Effect::Templates => Some(with_templates(last, sources.templates())),
        Effect::Messages => {
            last.resolved.with_messages(sources.locales()).map(|resolved| with_messages(last, resolved))
        }
        Effect::Statics => {
            last.resolved.with_statics(sources.statics()).and_then(|resolved| with_statics(last, resolved))
        }
    };
    followed.unwrap_or_else(|| {
        let documents = match effect {
            Effect::Texts(revisions) => Documents::after(&mut last.resolved, revisions),
            _ => None,
        };
        let parts = match documents {
            Some(documents) => sources.parts_with(documents),
            None => sources.parts(),
        };
        begin(parts, sources, Arc::clone(&last.press.pictures), Some(last))
    })
}

/// Other words in some articles: all routes and templates stay. None where the pages would be divided among the sitemaps in
/// another way, or where something is wrong with a route of one of the articles, whose place may have moved.
fn with_texts(last: &Loaded, resolved: Resolved, changed: &[ArticleId]) -> Option<Loaded> {
    let (press, site) = (&last.press, Arc::clone(&resolved.site));
    let documents = || changed.iter().flat_map(|id| [press.site.article(*id), site.article(*id)]).map(|a| &a.document);
    let is_changed = |path: &str| documents().any(|document| document.path == path);
    if last.of_plan.0.iter().filter_map(|problem| problem.place.as_ref()).any(|place| is_changed(&place.path)) {
        return None;
    }
    if documents().any(|document| document.has_pictures()) && !plan::sitemaps::are_divided_as(&press.routes, &site) {
        return None;
    }
    Some(Loaded {
        press: press.with_articles(site, changed),
        resolved,
        of_plan: last.of_plan.clone(),
        of_words: last.of_words.clone(),
        changed: Some(changed.to_vec()),
        templates: Arc::clone(&last.templates),
    })
}

fn with_templates(last: &Loaded, templates: &Arc<Templates>) -> Loaded {
    let (site, routes) = (Arc::clone(&last.press.site), Arc::clone(&last.press.routes));
    let bound = bind(templates, &site, &routes, of_press(&last.press));
    let of_words = words::problems(&site.locales, templates, &site.groups);
    Loaded {
        press: last.press.with_templates(site, routes, bound),
        resolved: last.resolved.clone(),
        of_plan: last.of_plan.clone(),
        of_words,
        changed: None,
        templates: Arc::clone(templates),
    }
}

/// Other messages: what has been set so far holds words of the last ones.
fn with_messages(last: &Loaded, resolved: Resolved) -> Loaded {
    let (site, routes) = (Arc::clone(&resolved.site), Arc::clone(&last.press.routes));
    let (pictures, slots, fonts) = of_press(&last.press);
    let bound = bind(&last.press.templates, &site, &routes, (pictures, slots, fonts));
    let of_words = words::problems(&site.locales, &last.press.templates, &site.groups);
    let press = Press::new(site, routes, bound, (Arc::clone(pictures), Arc::clone(slots)), Arc::clone(fonts));
    let templates = Arc::clone(&last.templates);
    Loaded { press, resolved, of_plan: last.of_plan.clone(), of_words, changed: None, templates }
}

/// Other contents of static files. None where they have another place among the routes.
fn with_statics(last: &Loaded, resolved: Resolved) -> Option<Loaded> {
    let site = Arc::clone(&resolved.site);
    let routes = Arc::new(last.press.routes.with_statics(&site.statics)?);
    let bound = bind(&last.press.templates, &site, &routes, of_press(&last.press));
    Some(Loaded {
        press: last.press.with_templates(site, routes, bound),
        resolved,
        of_plan: last.of_plan.clone(),
        of_words: last.of_words.clone(),
        changed: None,
        templates: Arc::clone(&last.templates),
    })
}

/// Checks a site: everything is rendered, its links are followed, and it is thrown away. Also returned are the addresses
/// of other sites.
pub fn check(press: &Press, progress: &dyn Progress, timings: &mut Timings) -> (Diagnostics, Elsewhere) {
    let links = LinkCheck::new(press);
    let (mut problems, _) = render_all(press, progress, timings, |route, output| {
        match output {
            Output::Page(page) => links.gather(route, &page.bytes),
            // Whether it can be read shows without reading it.
            Output::File(file) => drop(file.open_inside()?),
        }
        Ok(())
    });
    problems.extend(close(press));
    let (found, elsewhere) = timings.take("links", || links.verify());
    problems.append(press.site.config.severities.apply(found));
    (problems, elsewhere)
}

/// What there is to say of the translations of a site besides, for who asks: `check`. Git is asked where one of them has no
/// record.
pub fn check_translations(press: &Press, root: &Path, timings: &mut Timings) -> Diagnostics {
    timings.take("translate", || {
        let site = &*press.site;
        let pairs = behind::pairs(site);
        let past = behind::Past::of(root, &pairs);
        let mut problems = behind::notes(site, &pairs, &past);
        problems.append(translated::problems(press, &pairs, &past));
        site.config.severities.apply(problems)
    })
}

/// Writes down what is known of the pictures.
fn close(press: &Press) -> Option<Diagnostic> {
    let error = press.pictures.close().err()?;
    Some(
        Diagnostic::note(
            Code::NoCache,
            format!("what is made of pictures cannot be kept in `{CACHE}`: {}", in_words(&error)),
        )
        .hint("the pages are right, and the next build makes the pictures again: give permission, or make room"),
    )
}

/// Builds a site into `out`. Nothing is published where `problems` or what rendering finds stands against it. What stands of
/// the `last` build is not made again.
pub fn build(
    press: &Press,
    (out, last, terms): (&Path, &Last, Terms),
    mut problems: Diagnostics,
    strict: bool,
    progress: &dyn Progress,
    timings: &mut Timings,
) -> (Option<Counts>, Diagnostics) {
    if problems.stop_publication(strict) {
        problems.append(check(press, progress, timings).0);
        return (None, problems);
    }
    let purpose = if press.site.is_proof { Purpose::Proof } else { Purpose::Site };
    let staging = match Staging::open(out, purpose, terms, &|| progress.is_cancelled()) {
        Ok(staging) => staging,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    press.spool_into(staging.folder());
    let keeper = timings.take("sketch", || Keeper::new(last, press, &staging));
    let (found, made, policy) =
        render_what_changed(press, Some(&keeper), progress, timings, |route, output, is_other| match output {
            Output::Page(page) => staging.put(&route.path, &page.bytes, is_other),
            Output::File(file) => staging.copy(&route.path, file),
        });
    problems.append(found);
    if !problems.stop_publication(strict) {
        let found = timings.take("pictures", || publish_made(press, &made, &staging, progress));
        problems.append(press.site.config.severities.apply(found));
    }
    problems.extend(close(press));
    if problems.stop_publication(strict) || progress.is_cancelled() {
        return (None, problems);
    }
    let traces = keeper.traces();
    match timings.take("publish", || staging.commit(&press.site.config.keep)) {
        Ok((counts, told)) => {
            let unkept = timings.take("trace", || traces.leave(press, out, policy, &problems));
            // That nothing can be kept is said once.
            let is_said = problems.0.iter().any(|problem| problem.code == Code::NoCache);
            problems.extend(unkept.filter(|_| !is_said));
            problems.extend(press.site.config.severities.apply(Diagnostics::from_iter(told)).0);
            (Some(counts), problems)
        }
        Err(problem) => {
            problems.push(problem);
            (None, problems)
        }
    }
}
