//! The stages in a row: `read → resolve → plan → press → render each route → inspect → publish`, for a site from nothing and
//! for a change. Nothing else knows them all.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::inspect::audit::{self, Audit};
use crate::inspect::behind;
use crate::inspect::link_check::{Elsewhere, LinkCheck};
use crate::inspect::policy::PolicyCheck;
use crate::inspect::translated;
use crate::inspect::words;
use crate::language::text::counted;
use crate::path::OutputPath;
use crate::pictures::cards::Fonts;
use crate::pictures::{CACHE, Collection};
use crate::plan::{self, Route, RouteTable, Subject};
use crate::publish::{Counts, Purpose, Staging};
use crate::rebuild::{Keeper, Last};
use crate::render::found::{Found, Made};
use crate::render::media::{self, ForTemplates, Slots};
use crate::render::{Output, Press, Sketch, globals, is_made_by_template, output, shown, social_cards};
use crate::resolve::{Parts, Resolved, resolve};
use crate::site::{ArticleId, Site};
use crate::sources::{Effect, Options, Sources};
use crate::templates::Templates;
use crate::timings::Timings;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

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
}

impl Loaded {
    /// What was found on the way.
    pub fn problems(&self) -> Diagnostics {
        let mut problems = self.resolved.problems();
        problems.append(self.of_words.clone());
        problems.append(self.of_plan.clone());
        problems
    }
}

/// Loads a site. There is none only where its folder or its languages are unknown.
pub fn load(options: &Options, timings: &mut Timings) -> (Option<Press>, Diagnostics) {
    let (sources, mut problems) = Sources::load(options, timings);
    let Some(mut sources) = sources else { return (None, problems) };
    let documents = sources.take_documents();
    let parts = sources.parts_with(documents);
    let pictures = Arc::new(Collection::new(&options.root, options.effort, options.today));
    let loaded = timings.take("resolve", || begin(parts, &sources, pictures));
    problems.append(sources.problems());
    problems.append(loaded.problems());
    let problems = loaded.press.site.config.severities.apply(problems);
    (Some(loaded.press), problems)
}

/// The site that some sources are about, from nothing.
pub fn open(sources: &mut Sources, pictures: &Arc<Collection>) -> Loaded {
    let parts = sources.parts();
    begin(parts, sources, Arc::clone(pictures))
}

fn begin(parts: Parts, sources: &Sources, pictures: Arc<Collection>) -> Loaded {
    let (templates, fonts) = (sources.templates(), sources.fonts());
    let resolved = resolve(parts);
    let site = Arc::clone(&resolved.site);
    let (routes, of_plan) = plan::plan(&site);
    let routes = Arc::new(routes);
    let of_words = words::problems(&site.locales, templates, &site.groups);
    let slots = Arc::new(media::slots(&site));
    let bound = bind(templates, &site, &routes, (&pictures, &slots, fonts));
    let press = Press::new(site, routes, bound, (pictures, slots), Arc::clone(fonts));
    Loaded { press, resolved, of_plan, of_words }
}

fn bind(
    templates: &Templates,
    site: &Arc<Site>,
    routes: &RouteTable,
    (pictures, slots, fonts): (&Arc<Collection>, &Arc<Slots>, &Arc<Fonts>),
) -> Arc<Templates> {
    let pictures = ForTemplates::new(Arc::clone(site), Arc::clone(pictures), Arc::clone(slots));
    Arc::new(templates.bound_to(globals::bindings(site, routes, pictures, fonts)))
}

/// What the templates of a press make pictures and cards with.
fn of_press(press: &Press) -> (&Arc<Collection>, &Arc<Slots>, &Arc<Fonts>) {
    (&press.pictures, press.slots(), &press.fonts)
}

/// The site after a change of its files. What the change does not touch is shared with the last.
pub fn follow(last: &Loaded, effect: &Effect, sources: &mut Sources) -> Loaded {
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
    followed.unwrap_or_else(|| open(sources, &last.press.pictures))
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
    }
}

/// Other messages: what has been set so far holds words of the last ones.
fn with_messages(last: &Loaded, resolved: Resolved) -> Loaded {
    let (site, routes) = (Arc::clone(&resolved.site), Arc::clone(&last.press.routes));
    let (pictures, slots, fonts) = of_press(&last.press);
    let bound = bind(&last.press.templates, &site, &routes, (pictures, slots, fonts));
    let of_words = words::problems(&site.locales, &last.press.templates, &site.groups);
    let press = Press::new(site, routes, bound, (Arc::clone(pictures), Arc::clone(slots)), Arc::clone(fonts));
    Loaded { press, resolved, of_plan: last.of_plan.clone(), of_words }
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
    })
}

/// Renders every route on all cores, searches each page for what is not public and hands it to `take`; stops early once
/// `take` has failed. Also returned is what the pages show and is made now: derivatives of pictures, and social cards.
///
/// All texts are rendered first: a broken link in the last article is reported also where a template is wrong.
pub fn render_all(
    press: &Press,
    progress: &dyn Progress,
    timings: &mut Timings,
    take: impl Fn(&Route, &Output) -> Result<(), Diagnostic> + Sync,
) -> (Diagnostics, Made) {
    let (problems, made, _) = render_what_changed(press, None, progress, timings, take);
    (problems, made)
}

/// The same without what `keeper` keeps. Texts that need not be set for what they tell are set where a page needs them. Also
/// returned is what the policy was that pages were held against.
fn render_what_changed(
    press: &Press,
    mut keeper: Option<&mut Keeper>,
    progress: &dyn Progress,
    timings: &mut Timings,
    take: impl Fn(&Route, &Output) -> Result<(), Diagnostic> + Sync,
) -> (Diagnostics, Made, u64) {
    timings.take("markdown", || {
        let sketch = keeper.as_ref().map(|keeper| &keeper.sketch);
        shown::set_texts_of(press, |article| !sketch.is_some_and(|sketch| sketch.is_sketched(article)));
        keeper.iter_mut().for_each(|keeper| keeper.sketch.complete(press));
    });
    let keeper = keeper.as_deref();
    timings.take("render", || {
        let routes = if press.templates.are_sound() { press.routes.as_slice() } else { &[] };
        progress.begin(routes.len());
        let audit = Audit::new(press);
        // What texts have to tell stands in a sketch as well.
        let policy = PolicyCheck::new(keeper.map_or(press, |keeper| &keeper.sketch.press));
        let of_policy = policy.as_ref().map_or(0, PolicyCheck::fingerprint);
        let failures = Mutex::new(Failures::default());
        let by_templates = Mutex::new(BTreeSet::new());
        let found = Found::default();
        let failed = AtomicBool::new(false);
        let look_at = |route: &Route, bytes: &[u8]| {
            audit.iter().for_each(|audit| audit.search(route, bytes));
            policy.iter().for_each(|policy| policy.look_at(route, bytes));
            if names_pictures(route) {
                found.search(press, bytes);
            }
            if is_made_by_template(route) {
                let mut found = shown::by_template(press, bytes);
                by_templates.lock().iter_mut().for_each(|all| all.append(&mut found));
            }
        };
        let print = |route: &Route| -> Result<(), Diagnostics> {
            let of = keeper.map(|keeper| keeper.sketch.made_of(route)).transpose()?.flatten();
            if let (Some(keeper), Some(of)) = (keeper, of)
                && let Some(kept) = keeper.keep(route, of, audit.is_some(), of_policy)
            {
                if let Some(bytes) = kept.bytes {
                    found.know_cards(press, &bytes);
                    look_at(route, &bytes);
                }
                return Ok(());
            }
            let output = match keeper.filter(|_| Sketch::stands_for(route)) {
                Some(keeper) => output(&keeper.sketch.press, route)?,
                None => output(press, route)?,
            };
            if let Output::Page(page) = &output {
                look_at(route, &page.bytes);
                if let (Some(keeper), Some(of)) = (keeper, of) {
                    keeper.made(route, of, &page.bytes);
                }
            }
            take(route, &output).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
            Ok(())
        };
        let print = |route: &Route| {
            if !failed.load(Ordering::Relaxed) && !progress.is_cancelled() {
                if let Err(found) = print(route) {
                    report(&failures, route, found);
                }
                progress.advance();
            }
        };
        // Which files beside the texts are shown is known when all pages are there.
        let (files, pages): (Vec<&Route>, Vec<&Route>) =
            routes.iter().partition(|route| matches!(route.subject, Subject::Media(_)));
        pages.into_par_iter().for_each(print);
        let by_templates = by_templates.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default();
        files.into_par_iter().for_each(|route| match route.subject {
            Subject::Media(id) if shown::is_published(press, id) || by_templates.contains(&id) => print(route),
            _ => progress.advance(),
        });
        let made = found.into_made();
        let mut problems = with_pages(press, failures.into_inner().unwrap_or_default());
        problems.append(press.text_problems());
        problems.append(words::missing(press));
        problems.append(audit.map(Audit::problems).unwrap_or_default());
        problems.append(audit::of_derivatives(press, &made.derivatives));
        problems.append(policy.map(PolicyCheck::problems).unwrap_or_default());
        (press.site.config.severities.apply(problems), made, of_policy)
    })
}

/// Whether what is at a route may name derivatives of pictures.
fn names_pictures(route: &Route) -> bool {
    !matches!(route.subject, Subject::Media(_) | Subject::Static(_) | Subject::Icon(_) | Subject::Redirect(_))
}

/// Makes the derivatives and the social cards that pages turned out to show, and hands each to `staging`. Whoever made them
/// once does not make them again.
fn publish_made(press: &Press, made: &Made, staging: &Staging, progress: &dyn Progress) -> Diagnostics {
    progress.begin_pictures(made.derivatives.len() + made.cards.len());
    let problems = Mutex::new(Diagnostics::default());
    let publish = |publish: &dyn Fn() -> Result<(), Diagnostics>| {
        if !progress.is_cancelled()
            && let Err(found) = publish()
            && let Ok(mut problems) = problems.lock()
        {
            problems.append(found);
        }
        progress.advance();
    };
    made.derivatives.par_iter().for_each(|(file, variants)| {
        publish(&|| media::publish(press, *file, variants, |path, size, bytes| staging.write_named(path, size, bytes)));
    });
    made.cards.par_iter().for_each(|card| {
        publish(&|| social_cards::publish(press, card, |path, size, bytes| staging.write_named(path, size, bytes)));
    });
    let mut problems = problems.into_inner().unwrap_or_default();
    problems.append(press.card_faults().of_drawn());
    problems.sorted()
}

/// What was wrong while pages were rendered: each problem once, with the first page, in the order of paths, and the number
/// of pages. One mistake in a template fails on every page.
type Failures = HashMap<Diagnostic, (OutputPath, usize)>;

fn report(failures: &Mutex<Failures>, route: &Route, found: Diagnostics) {
    let Ok(mut failures) = failures.lock() else { return };
    for problem in found.0 {
        let (first, count) = failures.entry(problem).or_insert_with(|| (route.path.clone(), 0));
        *first = route.path.clone().min(first.clone());
        *count += 1;
    }
}

/// The problems, each with the page on which it showed.
fn with_pages(press: &Press, failures: Failures) -> Diagnostics {
    let named = |(mut problem, (path, count)): (Diagnostic, (OutputPath, usize))| {
        if problem.code == Code::RenderFailed
            && let Some(route) = press.routes.find(&path)
        {
            let source = plan::source(&press.site, route);
            let others =
                if count > 1 { format!("; {} fail like it", counted(count - 1, "other file")) } else { String::new() };
            problem.hints.insert(0, format!("the page is `{path}`, made from {source}{others}"));
        }
        problem
    };
    let mut problems: Vec<Diagnostic> = failures.into_iter().map(named).collect();
    problems.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    Diagnostics(problems)
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
        Diagnostic::warning(Code::NoCache, format!("what is made of pictures cannot be kept in `{CACHE}`: {error}"))
            .hint("the pages are right, and the next build makes the pictures again: give permission, or make room"),
    )
}

/// Builds a site into `out`. Nothing is published where `problems` or what rendering finds stands against it. What stands of
/// the `last` build is not made again.
pub fn build(
    press: &Press,
    (out, last): (&Path, &Last),
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
    let staging = match Staging::open(out, purpose) {
        Ok(staging) => staging,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    let mut keeper = timings.take("sketch", || Keeper::new(last, press, &staging));
    let (found, made, policy) =
        render_what_changed(press, Some(&mut keeper), progress, timings, |route, output| match output {
            Output::Page(page) => staging.write(&route.path, &page.bytes),
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
    match timings.take("publish", || staging.commit()) {
        Ok(counts) => {
            problems.extend(timings.take("trace", || traces.leave(press, out, policy, &problems)));
            (Some(counts), problems)
        }
        Err(problem) => {
            problems.push(problem);
            (None, problems)
        }
    }
}
