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
use crate::render::{
    self, Output, Press, Sketch, feeds, is_made_by_template, media, output, shown, social_cards, texts,
};
use crate::site::{Article, asked};
use crate::timings::Timings;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock, RwLockReadGuard};

/// Texts that are set, printed and put into feeds together: one kind of work after another, as the processor has its code at
/// hand then. All of them are in memory at once.
const LARGEST_BATCH: usize = 64;

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
    let (problems, made, _) =
        render_what_changed(press, None, progress, timings, |route, output, _| take(route, output));
    (problems, made)
}

/// The same without what `keeper` keeps; `take` is told, too, whether a file is known to be another than the last build has
/// left. Texts that need not be set for what they tell are set where a page needs them. Also
/// returned is what the policy was that pages were held against.
pub(super) fn render_what_changed(
    press: &Press,
    keeper: Option<&Keeper>,
    progress: &dyn Progress,
    timings: &mut Timings,
    take: impl Fn(&Route, &Output, bool) -> Result<(), Diagnostic> + Sync,
) -> (Diagnostics, Made, u64) {
    timings.take("markdown", || match keeper {
        // Each article's text is set when its page is made, and dropped after it.
        Some(_) => shown::set_other_texts(press),
        None => shown::set_texts(press),
    });
    timings.take("render", || {
        let routes = if press.templates.are_sound() { press.routes.as_slice() } else { &[] };
        progress.begin(routes.len());
        let audit = Audit::new(press);
        // What texts have to tell stands in a sketch as well.
        let policy = PolicyCheck::new(keeper.map_or(press, |keeper| &keeper.sketch.press));
        let of_policy = policy.as_ref().map_or(0, PolicyCheck::fingerprint);
        if keeper.is_none() {
            policy.iter().for_each(PolicyCheck::know_frames);
        }
        let formats = keeper.map_or_else(Vec::new, |keeper| feeds::formats(press, |route| !keeper.is_recalled(route)));
        let failures = Mutex::new(Failures::default());
        let on_pages = RwLock::new(BTreeSet::new());
        let found = Found::default();
        let failed = AtomicBool::new(false);
        // Whether it has to be looked at in the next build, too, where it stands.
        let look_at = |route: &Route, bytes: &[u8]| {
            audit.iter().for_each(|audit| audit.search(route, bytes));
            let has_frames = policy.as_ref().is_some_and(|policy| policy.look_at(route, bytes));
            let names_files = names_pictures(route) && found.search(press, bytes);
            if names_files && is_made_by_template(route) {
                let is_known =
                    |id| on_pages.read().is_ok_and(|known: RwLockReadGuard<BTreeSet<_>>| known.contains(&id));
                let mut new = shown::by_page(press, bytes, is_known);
                if !new.is_empty() {
                    on_pages.write().iter_mut().for_each(|all| all.append(&mut new));
                }
            }
            has_frames || names_files
        };
        // Whether it was made, and does not stand as it was.
        let print = |route: &Route| -> Result<bool, Diagnostics> {
            let text = text_on(press, route);
            let sketched = keeper
                .filter(|keeper| keeper.may_keep(route, text.map(texts::template_of)))
                .and_then(|keeper| keeper.made_of(route));
            if let (Some(keeper), Some((of, _))) = (keeper, &sketched)
                && let Some(kept) = keeper.keep(route, *of, audit.is_some(), of_policy)
            {
                if let Some(bytes) = kept.bytes {
                    found.know_cards(press, &bytes);
                    look_at(route, &bytes);
                }
                return Ok(false);
            }
            let (mut of, seen) = sketched.map_or((None, None), |(of, seen)| (Some(of), seen));
            let see = || {
                let (seen, asked) = asked::during(|| {
                    let seen = seen.or_else(|| render::seen(press, route))?;
                    let made_of = || keeper.and_then(|keeper| keeper.sketch.made_of_seen(route, &seen));
                    let made_of = if of.is_none() { made_of() } else { None };
                    Some((seen, made_of))
                });
                let (seen, made_of) = seen?;
                if let (Some(keeper), Some(made_of)) = (keeper, made_of) {
                    keeper.note(route, made_of, &seen, asked);
                }
                of = of.or(made_of);
                Some(seen)
            };
            let output = match keeper.filter(|_| Sketch::stands_for(route)) {
                Some(keeper) => output(&keeper.sketch.press, route, || None)?,
                None => output(press, route, see)?,
            };
            let mut is_other = false;
            if let Output::Page(page) = &output {
                let is_telling = look_at(route, &page.bytes);
                if let Some(keeper) = keeper
                    && let Some(of) = of.or_else(|| keeper.made_of(route).map(|(of, _)| of))
                {
                    is_other = keeper.made(route, of, &page.bytes, is_telling);
                }
            }
            take(route, &output, is_other).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
            Ok(true)
        };
        let may_go_on = || !failed.load(Ordering::Relaxed) && !progress.is_cancelled();
        let print = |route: &Route| -> bool {
            let printed = may_go_on().then(|| {
                let printed = print(route).map_err(|found| report(&failures, route, found));
                progress.advance();
                printed.unwrap_or_default()
            });
            printed.unwrap_or_default()
        };
        // What all texts tell is known when their pages are there, and which files are shown when all pages are.
        let (files, pages): (Vec<&Route>, Vec<&Route>) =
            routes.iter().partition(|route| matches!(route.subject, Subject::Media(_)));
        let (texts, others): (Vec<&Route>, Vec<&Route>) =
            pages.into_iter().partition(|route| text_on(press, route).is_some());
        let batch = (texts.len() / (4 * rayon::current_num_threads())).clamp(1, LARGEST_BATCH);
        texts.par_chunks(batch).for_each(|batch| {
            let Some(keeper) = keeper.filter(|_| may_go_on()) else {
                return batch.iter().for_each(|route| {
                    print(route);
                });
            };
            let articles = batch.iter().filter_map(|route| text_on(press, route));
            articles.for_each(|article| keeper.sketch.settle(press, article));
            let are_made: Vec<bool> = batch.iter().map(|route| print(route)).collect();
            for (route, is_made) in batch.iter().zip(are_made) {
                if let Subject::Article(id) = route.subject {
                    keeper.sketch.drop_text(press, press.site.article(id), (&formats[id.0], is_made));
                }
            }
        });
        if let Some(keeper) = keeper {
            press.site.articles.par_iter().for_each(|article| keeper.sketch.settle(press, article));
            shown::note_files(press);
            policy.iter().for_each(PolicyCheck::know_frames);
        }
        others.into_par_iter().for_each(|route| {
            print(route);
        });
        let on_pages = on_pages.read().map(|all| all.clone()).unwrap_or_default();
        files.into_par_iter().for_each(|route| match route.subject {
            Subject::Media(id) if shown::is_published(press, id) || on_pages.contains(&id) => {
                print(route);
            }
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

/// The article whose text stands at a route.
fn text_on<'a>(press: &'a Press, route: &Route) -> Option<&'a Article> {
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => Some(press.site.article(id)),
        _ => None,
    }
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
