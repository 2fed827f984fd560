//! The content security policy held against the pages: what the site's host would have browsers block is told before
//! readers miss it.
//!
//! Texts keep what they load with its place ([`crate::markdown::Written`]). Pages that templates make, style sheets and
//! other files are read; of a page with nothing that could be blocked only the beginnings of tags ([`scan`]).

mod front_matter;
mod scan;
mod style_sheets;
mod words;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
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
use std::sync::Mutex;
use words::Blocked;

/// The policy of a site, and what it has been found to block.
pub struct PolicyCheck<'a> {
    press: &'a Press,
    policy: Policy,
    /// The pictures and sounds elsewhere that front matter names.
    elsewhere: Vec<Elsewhere<'a>>,
    addresses: BTreeSet<&'a str>,
    of_pages: Mutex<BTreeMap<Blocked, Finding>>,
    of_files: Mutex<Diagnostics>,
}

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
        let policy = policy::sent(&press.site, &shown::frames(press))?;
        let elsewhere = front_matter::elsewhere(&press.site);
        let addresses = elsewhere.iter().map(|picture| picture.url).collect();
        let (of_pages, of_files) = (Mutex::default(), Mutex::default());
        Some(PolicyCheck { press, policy, elsewhere, addresses, of_pages, of_files })
    }

    /// What pages are held against, as a hash: a page that was made under the same policy is not looked at again.
    pub fn fingerprint(&self) -> u64 {
        trace::hash(&(self.policy.text(), &self.addresses))
    }

    /// Looks at an output file.
    pub fn look_at(&self, route: &Route, bytes: &[u8]) {
        let work = begin(Work::Step, "policy");
        let name = route.path.as_str();
        match route.subject {
            Subject::Media(_) | Subject::Static(_) if name.ends_with(".html") || name.ends_with(".htm") => {
                self.file(route, bytes, |each| scan::read(bytes, each));
            }
            Subject::Media(_) | Subject::Static(_) if name.ends_with(".css") => {
                self.file(route, bytes, |each| style_sheets::read(bytes, each));
            }
            _ if render::is_made_by_template(route) => self.page(route, bytes),
            _ => {}
        }
        work.done(|| bytes.len() as u64);
    }

    /// A file that is published as it is.
    fn file(&self, route: &Route, bytes: &[u8], read: impl FnOnce(&mut dyn FnMut(Found, usize))) {
        let page = self.press.site.absolute(&route.path);
        let path = source(&self.press.site, route);
        let mut problems = Diagnostics::default();
        read(&mut |found, at| {
            if let Some(blocked) = self.blocked(&found, &page) {
                let text = String::from_utf8_lossy(bytes);
                problems.push(blocked.problem(&self.policy).at(Place::at_offset(path.as_str(), &text, at)));
            }
        });
        if let Ok(mut of_files) = self.of_files.lock() {
            of_files.append(problems);
        }
    }

    /// A page that a template has made, without the texts on it.
    fn page(&self, route: &Route, bytes: &[u8]) {
        let page = self.press.site.absolute(&route.path);
        if !scan::any(bytes, |found| self.blocked(&found, &page).is_some()) {
            return;
        }
        let texts = shown::texts_on(self.press, route);
        let of_texts: Vec<_> = texts.iter().flat_map(|text| scan::places_of(bytes, &text.body)).collect();
        let mut blocked = BTreeSet::new();
        scan::read(bytes, &mut |found, at| {
            if !of_texts.iter().any(|range| range.contains(&at)) && !self.is_of_front_matter(&found) {
                blocked.extend(self.blocked(&found, &page));
            }
        });
        let Ok(mut all) = self.of_pages.lock() else { return };
        for blocked in blocked {
            let template = render::template_of(self.press, route);
            let new = || Finding { path: route.path.clone(), template, files: 0 };
            let finding = all.entry(blocked).or_insert_with(new);
            if route.path < finding.path {
                *finding = Finding { files: finding.files, ..new() };
            }
            finding.files += 1;
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
                self.blocked_part(picture.directive, picture.url, &home)?.problem(&self.policy).at(picture.place());
            if let Some(page) = picture.page {
                problem.hints.insert(0, format!("readers of {} do not get it", site.href(page)));
            }
            Some(problem)
        });
        Diagnostics(told.collect())
    }

    fn blocked(&self, found: &Found, page: &str) -> Option<Blocked> {
        match found {
            Found::Part { directive, address } => self.blocked_part(directive, address, page),
            Found::Inline { directive, what } => {
                let by = self.policy.blocks_inline(directive)?;
                Some(Blocked::Inline { directive, what: what.clone(), by })
            }
        }
    }

    fn blocked_part(&self, directive: &'static str, address: &str, page: &str) -> Option<Blocked> {
        let from = words::origin(address, page)?;
        let is_own = words::origin(page, page).as_ref() == Some(&from);
        let by = self.policy.blocks(directive, address, page).or_else(|| {
            // A page of the site's own must let itself be put into a frame, too.
            let is_frame = directive == "frame-src" && is_own;
            is_frame.then(|| self.policy.blocks("frame-ancestors", page, page)).flatten()
        })?;
        Some(Blocked::Part { directive, from: (!is_own).then_some(from), by })
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
                let by = self.policy.blocks_inline(inline.directive)?;
                let (directive, what) = (inline.directive, inline.what.clone());
                Some((Blocked::Inline { directive, what, by }, inline.offset))
            });
            for (blocked, offset) in parts.chain(inline) {
                let place = Place::at_offset(document.path.as_str(), &document.text, offset);
                let mut problem = blocked.problem(&self.policy).at(place);
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
        let mut problems = self.of_texts();
        problems.append(self.of_front_matter());
        for (blocked, Finding { path, template, files }) in self.of_pages.into_inner().unwrap_or_default() {
            let mut problem = blocked.problem(&self.policy);
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
