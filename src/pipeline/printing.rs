//! Printing: the routes of a press on all cores, with all that looks at finished pages.

use super::Progress;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::inspect::audit::{self, Audit};
use crate::inspect::policy::PolicyCheck;
use crate::inspect::words;
use crate::language::text::counted;
use crate::path::OutputPath;
use crate::plan::{self, Route, Subject};
use crate::publish::Staging;
use crate::rebuild::Keeper;
use crate::render::found::{Found, Made};
use crate::render::{Output, Press, Sketch, is_made_by_template, media, output, shown, social_cards};
use crate::timings::Timings;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

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
pub(super) fn render_what_changed(
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
pub(super) fn publish_made(press: &Press, made: &Made, staging: &Staging, progress: &dyn Progress) -> Diagnostics {
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
