//! Published: what the last published site had where ([`Addresses`]), held against what this one has. Three things can have
//! become of an address that is no page's any more: it was [withdrawn](withdrawn) on purpose or by a slip, it is [lost](lost)
//! until an alias or `gone` [answers](answers) for it, or it is answered for.

mod answers;
mod lost;
mod memory;
mod record;
mod unseen;
mod withdrawn;

pub use lost::Lost;
pub use memory::Memory;
pub use withdrawn::Withdrawn;

use crate::diagnostic::{Diagnostics, Severity};
use crate::input::old_address::OldAddress;
use crate::path::OutputPath;
use crate::plan::Subject;
use crate::plan::addresses::{Addresses, ById, Former, FormerKind, Formers};
use crate::render::Press;
use crate::site::{Article, TaxonomyKind};
use lost::Fate;
use record::{left_in, read};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use unseen::Unseen;

/// What has become of the last published site.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What is wrong, but for what was withdrawn.
    pub problems: Diagnostics,
    /// What was public and is withheld now.
    pub withdrawn: Vec<Withdrawn>,
    /// Addresses that lead nowhere, and that nothing answers for.
    pub lost: Vec<Lost>,
    /// What the next record is to know of former addresses.
    pub former: Formers,
}

impl Comparison {
    fn is_empty(&self) -> bool {
        self.problems.0.is_empty() && self.withdrawn.is_empty() && self.lost.is_empty() && self.former.is_empty()
    }
}

/// What is made of texts that were public and are withheld now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawals {
    /// Problems.
    AreTold,
    /// Nothing: somebody wants them.
    AreLetGo,
}

/// Where the record of the last published site is.
#[derive(Debug, Clone, Copy)]
pub enum LastRecord<'a> {
    /// In this folder, or in this file: somebody says so.
    At(&'a Path),
    /// In the output folder, if one is there.
    In(&'a Path),
    /// The same, of which a program keeps what it has read.
    Again(&'a Path, &'a Memory),
}

/// Holds a site against the last one that was published. The press learns what the next record is to know.
pub fn hold(press: &mut Press, last: LastRecord, withdrawals: Withdrawals, problems: &mut Diagnostics) -> Comparison {
    let (last, folder, memory) = match last {
        LastRecord::At(path) => (read(path).map(Arc::new).map(Some), path.is_dir().then_some(path), None),
        LastRecord::In(out) => (left_in(out, None), Some(out), None),
        LastRecord::Again(out, memory) => (left_in(out, Some(memory)), Some(out), Some(memory)),
    };
    let last = last.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let comparison = compare(press, (last.as_ref(), memory), folder, problems);
    press.former = Arc::new(comparison.former.clone());
    problems.append(comparison.problems.clone());
    if withdrawals == Withdrawals::AreTold {
        problems.append(withdrawn::problems(&comparison.withdrawn));
    }
    comparison
}

/// What each address is to a site of which the last record is known.
struct Comparer<'a> {
    press: &'a Press,
    unseen: Unseen<'a>,
    /// What stands under `gone`.
    gone: HashSet<&'a OldAddress>,
    /// Files of which too little could be understood to make an article of them.
    broken: HashSet<&'a str>,
    found: Comparison,
}

/// Compares a site with the record of the last one that was published. `folder` is the last one itself, if it is there.
/// What is missing because of one of the `problems` that were found before is not told again.
fn compare(
    press: &Press,
    (last, memory): (Option<&Arc<Addresses>>, Option<&Memory>),
    folder: Option<&Path>,
    problems: &Diagnostics,
) -> Comparison {
    let gone = press.site.config.gone.iter().map(|gone| &gone.address).collect();
    let errors = problems.0.iter().filter(|problem| problem.severity == Severity::Error);
    let broken = errors.filter_map(|problem| problem.place.as_ref()?.path.strip_prefix("content/")).collect();
    let unseen = Unseen::of(&press.site);
    let mut comparer = Comparer { press, unseen, gone, broken, found: Comparison::default() };
    if let Some(last) = last {
        if !memory.is_some_and(|memory| memory.is_complete(last, &press.routes)) {
            comparer.pages(last);
            if comparer.found.is_empty() && comparer.broken.is_empty() {
                memory.inspect(|memory| memory.keep_complete(last, &press.routes));
            }
        }
        for (address, former) in &last.former {
            comparer.former(address, former);
        }
    }
    if let Some(folder) = folder {
        comparer.unlisted(folder);
    }
    let Comparer { unseen, mut found, .. } = comparer;
    found.problems.append(answers::check(press, &unseen, last.map(|last| &**last), folder, &mut found.former));
    found.problems.append(lost::problems(press, &found.lost));
    found
}

/// Id, language and address of each entry.
fn entries(of: &ById) -> impl Iterator<Item = (&str, &str, &str)> {
    of.iter().flat_map(|(id, by_language)| {
        by_language.iter().map(move |(language, address)| (id.as_str(), language.as_str(), address.as_str()))
    })
}

impl Comparer<'_> {
    /// The pages that a record names. Where none of them is missing, that is so with all sites that have the same routes.
    fn pages(&mut self, last: &Addresses) {
        for (id, language, old) in entries(&last.articles) {
            self.article(id, language, old, last);
        }
        let terms = [
            (TaxonomyKind::Section, &last.sections),
            (TaxonomyKind::Tag, &last.tags),
            (TaxonomyKind::Author, &last.authors),
            (TaxonomyKind::Dossier, &last.dossiers),
        ];
        for (kind, terms) in terms {
            for (id, language, old) in entries(terms) {
                self.term(kind, id, language, old);
            }
        }
    }

    fn article(&mut self, id: &str, tag: &str, old: &str, last: &Addresses) {
        let Some(OldAddress { path, .. }) = OldAddress::recorded(old) else { return };
        let here = self.press.routes.at_old(&path).map(|route| route.subject);
        let target = self.press.routes.redirect(&path).and_then(|redirect| redirect.to.article());
        let now = lost::article(&self.press.site, id, tag);
        let leads_there = |article: &Article| here == Some(Subject::Article(article.id)) || target == Some(article.id);
        if now.is_some_and(leads_there) {
            return;
        }
        let elsewhere = || self.unseen.at(old).or_else(|| self.unseen.moved(id, tag));
        let withheld = self.unseen.text(id, tag).or_else(|| elsewhere().filter(|_| now.is_none()));
        if let Some(text) = withheld {
            let expires = last.expires.get(id).and_then(|by_language| by_language.get(tag));
            let until = expires.map(String::as_str);
            self.found.withdrawn.push(Withdrawn::of(text, [id, tag, old], until));
        } else if here.is_none() || now.is_some() {
            self.lost(OldAddress::of(path), FormerKind::Article, id, tag);
        }
    }

    fn term(&mut self, kind: TaxonomyKind, id: &str, tag: &str, old: &str) {
        let Some(address) = OldAddress::recorded(old) else { return };
        if self.press.routes.at_old(&address.path).is_some() {
            return;
        }
        match lost::fate_of_term(&self.press.site, &self.unseen, kind, id, tag) {
            // It goes with its articles, of which each is told.
            Fate::Withheld => {
                let text = Some(kind).filter(|kind| *kind == TaxonomyKind::Dossier);
                if let Some(text) = text.and_then(|_| self.unseen.text(&format!("dossiers/{id}"), tag)) {
                    let name = format!("dossiers/{id}");
                    self.found.withdrawn.push(Withdrawn::of(text, [&name, tag, old], None));
                }
            }
            Fate::Empty => self.remember(&address, FormerKind::of(kind), id, tag),
            Fate::Elsewhere => self.lost(address, FormerKind::of(kind), id, tag),
        }
    }

    /// What no record may name, because no list did, can still be seen to have had a page in the last site.
    fn unlisted(&mut self, folder: &Path) {
        for (text, tag) in self.unseen.texts().filter(|(text, _)| text.is_unlisted) {
            let Some(address) = text.addresses.first() else { continue };
            let files = [OutputPath::page(address), OutputPath::bare(address)];
            let was_there = files.iter().flatten().any(|path| folder.join(path.as_str()).is_file());
            if was_there && self.press.routes.at(address).is_none() {
                self.found.withdrawn.push(Withdrawn::of(text, [&text.group.0, tag, address], None));
            }
        }
    }

    /// What was known to have left its address before.
    fn former(&mut self, written: &str, former: &Former) {
        let Ok(reading) = OldAddress::read(written, &self.press.site.config.base_url) else { return };
        let (address, Former { kind, id, language }) = (reading.address, former);
        if self.press.routes.has_page(&address) || self.found.former.contains_key(written) {
            return;
        }
        let fate = kind.taxonomy().map(|kind| lost::fate_of_term(&self.press.site, &self.unseen, kind, id, language));
        let is_text = fate.is_none() && self.unseen.text(id, language).is_some();
        let is_withheld = is_text || fate == Some(Fate::Withheld) || self.unseen.at(&address.path.address()).is_some();
        match fate {
            _ if is_withheld => {}
            Some(Fate::Empty) => self.remember(&address, *kind, id, language),
            _ => self.lost(address, *kind, id, language),
        }
    }

    /// An address that leads nowhere, if nothing answers for it.
    fn lost(&mut self, address: OldAddress, kind: FormerKind, id: &str, tag: &str) {
        let is_answered = self.press.routes.redirect_of(&address).is_some() || self.gone.contains(&address);
        self.remember(&address, kind, id, tag);
        if !is_answered && !self.is_broken(kind, id) {
            self.found.lost.push(Lost::of(self.press, address, kind, id, tag));
        }
    }

    /// Whether a file that is to be fixed first is the reason: the text's own, or one that could be of the term.
    fn is_broken(&self, kind: FormerKind, id: &str) -> bool {
        let is_of_story = |path: &&str| path.strip_prefix(id).is_some_and(|rest| rest.starts_with(['.', '/']));
        match kind {
            FormerKind::Article => self.broken.iter().any(is_of_story),
            _ => !self.broken.is_empty(),
        }
    }

    /// The next record is to know of it, unless that would name a text which is not to be named.
    fn remember(&mut self, address: &OldAddress, kind: FormerKind, id: &str, tag: &str) {
        let routes = &self.press.routes;
        let is_unlisted = |article: &Article| article.placement.unlisted;
        let target = routes
            .redirect_of(address)
            .and_then(|redirect| redirect.to.article())
            .map(|id| self.press.site.article(id));
        let of_unlisted = target.is_some_and(is_unlisted)
            || kind == FormerKind::Article && lost::article(&self.press.site, id, tag).is_some_and(is_unlisted);
        if of_unlisted || routes.has_page(address) || self.unseen.at(&address.path.address()).is_some() {
            return;
        }
        let former = Former { kind, id: id.to_owned(), language: tag.to_owned() };
        self.found.former.insert(address.text(), former);
    }
}
