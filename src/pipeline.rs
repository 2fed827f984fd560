//! The stages in a row: `discover → parse → resolve → routes → render → publish`.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::inspect::audit::Audit;
use crate::inspect::link_check::{Elsewhere, LinkCheck};
use crate::inspect::words;
use crate::plan::Route;
use crate::publish::{Counts, Staging};
use crate::render::{Page, render};
use crate::resolve;
use crate::site::Site;
use crate::sources::{Options, Sources};
use crate::timings::Timings;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Told about every page that is rendered.
pub trait Progress: Sync {
    /// The number of pages that will be rendered.
    fn begin(&self, pages: usize);
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

/// Loads and resolves a site. There is none only where its folder or its languages are unknown.
pub fn load(options: &Options, timings: &mut Timings) -> (Option<Site>, Diagnostics) {
    let (sources, mut problems) = Sources::load(options, timings);
    let Some(mut sources) = sources else { return (None, problems) };
    let documents = sources.take_documents();
    let resolved = timings.take("resolve", || resolve::resolve(sources.parts_with(documents)));
    problems.append(sources.problems());
    problems.append(resolved.problems());
    (Some(resolved.site), problems)
}

/// Renders every route on all cores, searches each page for what is not public and hands it to `take`; stops early once
/// `take` has failed.
///
/// All texts are rendered first: a broken link in the last article is reported also where a template is wrong.
pub fn render_all(
    site: &Site,
    progress: &dyn Progress,
    timings: &mut Timings,
    take: impl Fn(&Route, Page) -> Result<(), Diagnostic> + Sync,
) -> Diagnostics {
    timings.take("markdown", || {
        site.articles.par_iter().for_each(|article| {
            site.body(article);
        });
    });
    timings.take("render", || {
        let routes = if site.templates.are_sound() { site.routes.as_slice() } else { &[] };
        progress.begin(routes.len());
        let audit = Audit::new(site);
        let problems = Mutex::new(Diagnostics::default());
        let failed = AtomicBool::new(false);
        routes.par_iter().for_each(|route| {
            if failed.load(Ordering::Relaxed) || progress.is_cancelled() {
                return;
            }
            match render(site, route) {
                Ok(page) => {
                    audit.iter().for_each(|audit| audit.search(route, &page.bytes));
                    if let Err(problem) = take(route, page) {
                        failed.store(true, Ordering::Relaxed);
                        report(&problems, problem.into());
                    }
                }
                Err(found) => report(&problems, found),
            }
            progress.advance();
        });
        let mut problems = problems.into_inner().unwrap_or_default();
        problems.append(site.text_problems());
        problems.append(words::missing(site));
        problems.append(audit.map(Audit::problems).unwrap_or_default());
        problems
    })
}

/// One mistake in a template fails on every page: it is reported once.
fn report(problems: &Mutex<Diagnostics>, found: Diagnostics) {
    if let Ok(mut problems) = problems.lock() {
        for problem in found.0 {
            if !problems.0.contains(&problem) {
                problems.push(problem);
            }
        }
    }
}

/// Checks a site: everything is rendered, its links are followed, and it is thrown away. Also returned are the addresses
/// of other sites.
pub fn check(site: &Site, progress: &dyn Progress, timings: &mut Timings) -> (Diagnostics, Elsewhere) {
    let links = LinkCheck::new(site);
    let mut problems = render_all(site, progress, timings, |route, page| {
        links.gather(route, &page.bytes);
        Ok(())
    });
    let (found, elsewhere) = timings.take("links", || links.verify());
    problems.append(found);
    (problems, elsewhere)
}

/// Builds a site into `out`. Nothing is published where `problems` or what rendering finds stands against it.
pub fn build(
    site: &Site,
    out: &Path,
    mut problems: Diagnostics,
    strict: bool,
    progress: &dyn Progress,
    timings: &mut Timings,
) -> (Option<Counts>, Diagnostics) {
    if problems.stop_publication(strict) {
        problems.append(check(site, progress, timings).0);
        return (None, problems);
    }
    let staging = match Staging::open(out) {
        Ok(staging) => staging,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    problems.append(render_all(site, progress, timings, |route, page| staging.write(&route.path, &page.bytes)));
    if problems.stop_publication(strict) || progress.is_cancelled() {
        return (None, problems);
    }
    match timings.take("publish", || staging.commit()) {
        Ok(counts) => (Some(counts), problems),
        Err(problem) => {
            problems.push(problem);
            (None, problems)
        }
    }
}
