//! The content security policy held against the pages: what the site's host would have browsers block is told before
//! readers miss it.
//!
//! Texts keep what they load with its place ([`crate::markdown::Written`]). Pages that templates make, style sheets and
//! other files are read; of a page with nothing that could be blocked only the beginnings of tags ([`scan`]).

mod front_matter;
mod scan;
mod style_sheets;
mod words;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, places};
use crate::language::text::and_others;
use crate::path::OutputPath;
use crate::plan::policy::{self, Policy};
use crate::plan::{Route, Subject, source};
use crate::render::shown::{self, Text};
use crate::render::{self, Press};
use crate::timings::{Work, begin};
use crate::trace;
use front_matter::Elsewhere;
use scan::Found;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};
use words::Blocked;

/// The policy of a site, and what it has been found to block.
pub struct PolicyCheck<'a> {
    press: &'a Press,
    /// The policy as far as it is known without the texts.
    first: Policy,
    /// The policy, once it is known whom the frames of all texts ask.
    last: OnceLock<Policy>,
    /// The pictures and sounds elsewhere that front matter names.
    elsewhere: Vec<Elsewhere<'a>>,
    addresses: BTreeSet<&'a str>,
    of_pages: Mutex<BTreeMap<Blocked, Finding>>,
    /// Frames on pages, of which it is not known yet whether they are blocked.
    frames: Mutex<BTreeMap<OutputPath, Frames>>,
    of_files: Mutex<Diagnostics>,
}

/// The template of a page, and the addresses of the frames that it shows.
type Frames = (Option<&'static str>, BTreeSet<String>);

/// Where something was found that no text has written.
struct Finding {
    /// The first file, in the order of paths.
    path: OutputPath,
    template: Option<&'static str>,
    files: usize,
}

impl<'a> PolicyCheck<'a> {
    /// Prepares the check; none where the site's host sends no policy.
    pub fn new(press: &'a Press) -> Option<PolicyCheck<'a>> {
        let first = policy::sent(&press.site, &BTreeSet::new())?;
        let elsewhere = front_matter::elsewhere(&press.site);
        let addresses = elsewhere.iter().map(|picture| picture.url).collect();
        let (of_pages, frames, of_files) = (Mutex::default(), Mutex::default(), Mutex::default());
        Some(PolicyCheck { press, first, last: OnceLock::new(), elsewhere, addresses, of_pages, frames, of_files })
    }

    /// What pages are held against, as a hash: a page that was made under the same policy is not looked at again. What texts
    /// add to the policy is not in it ([`PolicyCheck::look_at`]).
    pub fn fingerprint(&self) -> u64 {
        trace::hash(&(self.first.text(), &self.addresses))
    }

    /// Takes down whom the frames of the texts ask, now that all of them have been set.
    pub fn know_frames(&self) {
        if let Some(policy) = policy::sent(&self.press.site, &shown::frames_so_far(self.press)) {
            self.last.get_or_init(|| policy);
        }
    }

    fn policy(&self) -> &Policy {
        self.last.get().unwrap_or(&self.first)
    }

    /// Looks at an output file. Whether it may have something to tell that depends on what texts add to the policy.
    pub fn look_at(&self, route: &Route, bytes: &[u8]) -> bool {
        let mut has_frames = false;
        let work = begin(Work::Step, "policy");
        let name = route.path.as_str();
        match route.subject {
            Subject::Media(_) | Subject::Static(_) if name.ends_with(".html") || name.ends_with(".htm") => {
                self.file(route, bytes, |each| scan::read(bytes, each));
            }
            Subject::Media(_) | Subject::Static(_) if name.ends_with(".css") => {
                self.file(route, bytes, |each| style_sheets::read(bytes, each));
            }
            _ if render::is_made_by_template(route) => has_frames = self.page(route, bytes),
            _ => {}
        }
        work.done(|| bytes.len() as u64);
        has_frames
    }

    /// A file that is published as it is.
    fn file(&self, route: &Route, bytes: &[u8], read: impl FnOnce(&mut dyn FnMut(Found, usize))) {
        let page = self.press.site.absolute(&route.path);
        let path = source(&self.press.site, route);
        let mut problems = Diagnostics::default();
        let place = places(path.as_str(), || String::from_utf8_lossy(bytes));
        read(&mut |found, at| {
            if let Some(blocked) = self.blocked(&found, &page) {
                problems.push(blocked.problem(self.policy()).at(place(at)));
            }
        });
        if let Ok(mut of_files) = self.of_files.lock() {
            of_files.append(problems);
        }
    }

    /// A page that a template has made, without the texts on it. Whether it has frames.
    fn page(&self, route: &Route, bytes: &[u8]) -> bool {
        let page = self.press.site.absolute(&route.path);
        let blocks = |found: &Found| blocked_by(&self.first, found, &page);
        if !scan::any(bytes, |found| blocks(&found).is_some()) {
            return false;
        }
        let texts = shown::texts_on(self.press, route);
        let of_texts: Vec<_> = texts.iter().flat_map(|text| scan::places_of(bytes, &text.body)).collect();
        let (mut blocked, mut of_frames) = (BTreeSet::new(), BTreeSet::new());
        scan::read(bytes, &mut |found, at| {
            if of_texts.iter().any(|range| range.contains(&at)) || self.is_of_front_matter(&found) {
                return;
            }
            match (blocks(&found), found) {
                (Some(_), Found::Part { directive: "frame-src", address }) => drop(of_frames.insert(address)),
                (found, _) => blocked.extend(found),
            }
        });
        if blocked.is_empty() && of_frames.is_empty() {
            return false;
        }
        let template = render::template_of(self.press, route);
        self.note(&route.path, template, blocked);
        let has_frames = !of_frames.is_empty();
        if has_frames && let Ok(mut frames) = self.frames.lock() {
            frames.insert(route.path.clone(), (template, of_frames));
        }
        has_frames
    }

    /// Takes down what is blocked on a page.
    fn note(&self, path: &OutputPath, template: Option<&'static str>, blocked: BTreeSet<Blocked>) {
        let Ok(mut all) = self.of_pages.lock() else { return };
        for blocked in blocked {
            let new = || Finding { path: path.clone(), template, files: 0 };
            let finding = all.entry(blocked).or_insert_with(new);
            if *path < finding.path {
                *finding = Finding { files: finding.files, ..new() };
            }
            finding.files += 1;
        }
    }

    /// Decides about the frames on pages.
    fn decide_about_frames(&self) {
        let frames = self.frames.lock().map(|mut frames| std::mem::take(&mut *frames)).unwrap_or_default();
        for (path, (template, addresses)) in frames {
            let page = self.press.site.absolute(&path);
            let blocked = |address: String| self.blocked(&Found::Part { directive: "frame-src", address }, &page);
            self.note(&path, template, addresses.into_iter().filter_map(blocked).collect());
        }
    }

    fn is_of_front_matter(&self, found: &Found) -> bool {
        matches!(found, Found::Part { directive: "img-src" | "media-src", address } if self.addresses.contains(&**address))
    }

    /// What front matter names and the policy blocks, each where it is written.
    fn of_front_matter(&self) -> Diagnostics {
        let site = &*self.press.site;
        let home = format!("{}/", site.config.base_url);
        let told = self.elsewhere.iter().filter_map(|picture| {
            let mut problem =
                self.blocked_part(picture.directive, picture.url, &home)?.problem(self.policy()).at(picture.place());
            if let Some(page) = picture.page {
                problem.hints.insert(0, format!("readers of {} do not get it", site.href(page)));
            }
            Some(problem)
        });
        Diagnostics(told.collect())
    }

    fn blocked(&self, found: &Found, page: &str) -> Option<Blocked> {
        blocked_by(self.policy(), found, page)
    }

    fn blocked_part(&self, directive: &'static str, address: &str, page: &str) -> Option<Blocked> {
        part_blocked_by(self.policy(), directive, address, page)
    }

    /// What the texts load and the policy blocks, each at its place.
    fn of_texts(&self) -> Diagnostics {
        let (press, site) = (self.press, &*self.press.site);
        let home = format!("{}/", site.config.base_url);
        let mut problems = Diagnostics::default();
        for text in shown::texts(press) {
            let Text { document, body, .. } = &text;
            let parts = body
                .links
                .iter()
                .filter(|link| !link.is_told)
                .filter_map(|link| Some((self.blocked_part(link.loads?, &link.address, &home)?, link.offset)));
            let inline = body.inline.iter().filter_map(|inline| {
                let by = self.policy().blocks_inline(inline.directive)?;
                let (directive, what) = (inline.directive, inline.what.clone());
                Some((Blocked::Inline { directive, what, by }, inline.offset))
            });
            let place = places(&document.path, || document.text());
            for (blocked, offset) in parts.chain(inline) {
                let mut problem = blocked.problem(self.policy()).at(place(offset));
                if let Some(page) = shown::page_of(press, &text) {
                    problem.hints.insert(0, format!("readers of {} do not get it", site.href(page)));
                }
                problems.push(problem);
            }
        }
        problems
    }

    /// All that was found.
    pub fn problems(self) -> Diagnostics {
        self.decide_about_frames();
        let policy = self.policy().clone();
        let mut problems = self.of_texts();
        problems.append(self.of_front_matter());
        for (blocked, Finding { path, template, files }) in self.of_pages.into_inner().unwrap_or_default() {
            let mut problem = blocked.problem(&policy);
            problem.message.push_str(&format!("; it is on `{path}`{}", and_others(files - 1, "file")));
            if let Some(template) = template {
                let hint = format!("the template `{template}` makes that page: look there, and in what it includes");
                problem.hints.insert(0, hint);
            }
            problems.push(problem);
        }
        problems.append(self.of_files.into_inner().unwrap_or_default());
        problems
    }
}

/// What a policy blocks of what was found on a page.
fn blocked_by(policy: &Policy, found: &Found, page: &str) -> Option<Blocked> {
    match found {
        Found::Part { directive, address } => part_blocked_by(policy, directive, address, page),
        Found::Inline { directive, what } => {
            let by = policy.blocks_inline(directive)?;
            Some(Blocked::Inline { directive, what: what.clone(), by })
        }
    }
}

/// What stands against loading something on a page.
fn part_blocked_by(policy: &Policy, directive: &'static str, address: &str, page: &str) -> Option<Blocked> {
    let from = words::origin(address, page)?;
    let is_own = words::origin(page, page).as_ref() == Some(&from);
    let by = policy.blocks(directive, address, page).or_else(|| {
        // A page of the site's own must let itself be put into a frame, too.
        let is_frame = directive == "frame-src" && is_own;
        is_frame.then(|| policy.blocks("frame-ancestors", page, page)).flatten()
    })?;
    Some(Blocked::Part { directive, from: (!is_own).then_some(from), by })
}

impl Blocked {
    fn problem(&self, policy: &Policy) -> Diagnostic {
        let code = match self {
            Blocked::Part { .. } => Code::BlockedPart,
            Blocked::Inline { .. } => Code::BlockedInline,
        };
        let problem = Diagnostic::warning(code, self.message());
        self.ways_out(policy).into_iter().fold(problem, Diagnostic::hint)
    }
}
