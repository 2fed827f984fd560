//! Gone: addresses that answer 410, and the files of their texts.

use super::{Meant, Plan, named_by_others};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::edit;
use crate::input::config;
use crate::input::old_address::OldAddress;
use crate::path::without_slash;
use crate::plan::{self, Route, RouteTable, Subject, source};
use crate::reading::in_words;
use crate::scaffold::archive::{Archive, State};
use crate::scaffold::changes::{NewText, Removal, WITHDRAWN};
use crate::scaffold::named::address_of;
use crate::whole;
use crate::yaml::Block;
use crate::yaml::edits::with_items;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::io;

/// Where the files of what is gone are kept.
pub const FOLDER: &str = WITHDRAWN;

/// What becomes of the files of what is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// They are kept in [`FOLDER`].
    Kept,
    /// They are deleted.
    Deleted,
}

/// Lets addresses be gone for good.
///
/// # Errors
/// One of them is not there, is not public, or cannot be taken away.
pub fn gone(archive: &Archive, written: &[String], tag: Option<&str>, files: Files) -> Result<Plan, Diagnostics> {
    let mut plan = Plan::new("gone");
    let mut problems = Diagnostics::default();
    let mut stories = Vec::new();
    // Few are asked for by their addresses.
    let planned = OnceCell::new();
    let routes = || planned.get_or_init(|| plan::plan(&archive.site, None).0);
    for text in written {
        match Meant::read(archive, text, tag) {
            Ok(meant) => stories.push(meant),
            Err(problem) => match address(archive, routes, text) {
                Some(Ok(address)) => plan.addresses.push(address),
                Some(Err(problem)) => problems.push(problem),
                None => problems.push(problem),
            },
        }
    }
    for meant in &stories {
        match meant.gone(archive, &mut plan) {
            Ok(taken) => match files {
                Files::Kept => plan.keep(taken),
                Files::Deleted => plan.delete(archive, taken).unwrap_or_else(|problem| problems.push(problem)),
            },
            Err(problem) => problems.push(problem),
        }
    }
    let known: HashSet<&OldAddress> = archive.site.config.gone.iter().map(|gone| &gone.address).collect();
    let base_url = &archive.site.config.base_url;
    plan.addresses.sort();
    plan.addresses.dedup();
    let is_new = |text: &&String| OldAddress::read(text, base_url).is_ok_and(|read| !known.contains(&read.address));
    let new: Vec<String> = plan.addresses.iter().filter(is_new).cloned().collect();
    if !new.is_empty() {
        match with_gone(archive, &new) {
            Ok(text) => plan.changes.texts.push(text),
            Err(problem) => problems.push(problem),
        }
    }
    plan.mentions = named_by_others(archive, &stories, &plan.addresses);
    if problems.0.is_empty() { Ok(plan) } else { Err(problems) }
}

/// An address that is no text's: of one that was deleted before, perhaps. None where no address is meant.
fn address<'a>(
    archive: &Archive,
    routes: impl Fn() -> &'a RouteTable,
    text: &str,
) -> Option<Result<String, Diagnostic>> {
    let address = address_of(&archive.site, text)?;
    let routes = routes();
    let wrong = |message: String, hint: &str| Some(Err(Diagnostic::error(Code::BadUsage, message).hint(hint)));
    if let Some(redirect) = routes.redirect_of(&address) {
        let old = Route { path: address.path.clone(), language: None, subject: Subject::Redirect(redirect.to) };
        let message = format!("`{text}` leads on: it is {}", source(&archive.site, &old));
        return wrong(message, "remove it there first, if it is to lead nowhere; nothing was changed");
    }
    if routes.has_page(&address) {
        let message = format!("`{text}` is the page of a list or a file, which is made of others");
        return wrong(message, "it is gone when nothing is in it any more; nothing was changed");
    }
    let page = format!("{}.html", without_slash(&address.path.address()));
    if address.query.is_none() && routes.at(&page).is_some() {
        let message = format!("there is no page at `{text}`, but one at `{page}`");
        return wrong(message, "name that one, or the story; nothing was changed");
    }
    Some(Ok(address.text()))
}

impl Meant {
    /// The addresses that go, and the files that are taken away, below `content/`.
    fn gone(&self, archive: &Archive, plan: &mut Plan) -> Result<Vec<String>, Diagnostic> {
        let wrong = |message: String| Diagnostic::error(Code::BadUsage, message);
        let base_url = &archive.site.config.base_url;
        let original = self.articles(archive).any(|article| article.placement.language == article.placement.original);
        if original && let Some(other) = self.rest(archive).next() {
            let message = format!(
                "{} is the original, of which {} has its date and authors",
                self.in_words(archive),
                other.document.path
            );
            return Err(wrong(message)
                .hint(
                    "say `original:` with another language in the files that stay, with their own `date` and `author`",
                )
                .hint("or use `dateline unpublish` for this language, or `gone` for all; nothing was changed"));
        }
        let mut addresses = Vec::new();
        for article in self.articles(archive) {
            let state = archive.state(article);
            if state != State::Published {
                plan.notes.push(format!(
                    "{} {}: hosts are not told of its address",
                    article.document.path,
                    state.in_words()
                ));
                continue;
            }
            addresses.push(OldAddress::of(article.placement.path.clone()).text());
            let aliases = article.placement.aliases.iter();
            addresses.extend(aliases.filter_map(|alias| Some(OldAddress::read(alias, base_url).ok()?.address.text())));
        }
        if addresses.is_empty() {
            return Err(wrong(format!("{} is not public: no address of it can be gone", self.in_words(archive)))
                .hint("name the address itself, if readers knew it once: `dateline gone /en/news/treaty/`, without its file")
                .hint("nothing was changed"));
        }
        plan.addresses.extend(addresses);
        Ok(self.files(archive))
    }
}

/// `site.yaml` with further addresses under `gone`.
fn with_gone(archive: &Archive, addresses: &[String]) -> Result<NewText, Diagnostic> {
    let was = &archive.site.config.places.text;
    let block = Block::whole(config::FILE, was);
    let problem = |why: &str| {
        Diagnostic::error(Code::BadConfig, format!("`gone` cannot be written into site.yaml: {why}"))
            .at(block.place_of("gone"))
            .hint(format!("write it yourself: `gone: [{}]`; nothing was changed", addresses.join(", ")))
    };
    let edits = with_items(&block, "gone", addresses, &[]).map_err(problem)?;
    let text = edit::applied(was, &edits);
    let (read, _) = config::parse(&text, None);
    let is_there = |address: &String| {
        let all = read.iter().flat_map(|config| &config.gone);
        all.into_iter().any(|gone| gone.address.text() == *address)
    };
    match addresses.iter().all(is_there) {
        true => Ok(NewText { path: config::FILE.to_owned(), was: Some(was.clone()), text }),
        false => Err(problem("it would not be read")),
    }
}

impl Plan {
    fn keep(&mut self, taken: Vec<String>) {
        let from = taken.into_iter().map(|below| (format!("content/{below}"), format!("{FOLDER}/{below}")));
        self.changes.moves.extend(from);
    }

    /// Who is asked may take minutes to answer: what is deleted is what was read, and nothing else.
    fn delete(&mut self, archive: &Archive, taken: Vec<String>) -> Result<(), Diagnostic> {
        let unread = |path: &str, error: io::Error| {
            Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {}", in_words(&error)))
                .at(Place::file(path))
        };
        for below in taken {
            let path = format!("content/{below}");
            let text = archive.documents.iter().find(|document| document.path == path);
            let file = || archive.site.media.files.iter().find(|file| file.source.path == path);
            let was = match (text, file()) {
                (Some(document), _) => whole::fingerprint(document.text().as_bytes()),
                (None, Some(file)) => whole::fingerprint(file.source.open_inside()?),
                (None, None) => continue,
            };
            self.changes.removals.push(Removal { was: was.map_err(|error| unread(&path, error))?, path });
        }
        Ok(())
    }
}
