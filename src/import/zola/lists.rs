//! The lists of a site of Zola: sections and terms, what stands on their pages, and where these were.

use super::address::behind;
use super::config::{Config, Language};
use super::entry::is_of_authors;
use super::{Found, Used, Zola};
use crate::import::archive::{Archive, ArchiveTerm, Entry, ListAddress, ListOf, Role, State, TermKind};
use crate::import::matter::split;
use crate::import::report::{Notes, Sort};
use std::collections::BTreeSet;
use std::fs;

/// Adds the addresses of home pages, terms and their feeds to an archive whose entries are known.
pub(super) fn add(archive: &mut Archive, config: &Config, used: &Used, notes: &mut Notes) {
    for (i, language) in config.languages.iter().enumerate() {
        let said = Some(language.tag.clone());
        let home = behind(language, "");
        archive.lists.push(ListAddress { address: home.clone(), of: ListOf::Home(said.clone()) });
        if language.has_feeds {
            feeds(archive, language, &home, &ListOf::Feed(said.clone()));
        }
        for taxonomy in &language.taxonomies {
            let Some(terms) = used.get(&(i, taxonomy.name.clone())).filter(|terms| !terms.is_empty()) else { continue };
            let (kind, index) = match is_of_authors(&taxonomy.name) {
                true => (TermKind::Author, ListOf::Authors(said.clone())),
                false => (TermKind::Tag, ListOf::Tags(said.clone())),
            };
            let mut part = |name: &str| {
                let part = config.terms.part(name);
                if part.is_none() {
                    notes.add(
                        Sort::Decide,
                        "Zola wrote these terms in Latin letters in a way of its own: where their pages were is not known. \
                         Say it under `moved`",
                        taxonomy.name.clone(),
                        name,
                    );
                }
                part
            };
            let Some(of_taxonomy) = part(&taxonomy.name) else { continue };
            let folder = format!("{}/{of_taxonomy}", config.taxonomy_root);
            archive.lists.push(ListAddress { address: behind(language, &folder), of: index });
            for term in terms {
                let Some(of_term) = part(term) else { continue };
                let address = behind(language, &format!("{folder}/{of_term}"));
                let of = ListOf::Term(kind, term.clone(), said.clone());
                archive.lists.push(ListAddress { address: address.clone(), of });
                if taxonomy.has_feeds {
                    feeds(archive, language, &address, &ListOf::TermFeed(kind, term.clone(), said.clone()));
                }
            }
        }
    }
}

/// The feeds below an address.
fn feeds(archive: &mut Archive, language: &Language, below: &str, of: &ListOf) {
    for name in &language.feeds {
        archive.lists.push(ListAddress { address: format!("{below}{name}"), of: of.clone() });
    }
}

impl Zola {
    /// Adds sections: what they are called, what stands on their pages, and where these were.
    pub(super) fn sections(&self, archive: &mut Archive, config: &Config, of_lists: Vec<Found>, notes: &mut Notes) {
        let has_lists =
            |entry: &&Entry| entry.role == Role::Article && entry.date.is_some() && entry.state != State::Draft;
        let sections: BTreeSet<(Option<String>, String)> = archive
            .entries
            .iter()
            .filter(has_lists)
            .filter_map(|entry| Some((entry.language.clone(), entry.section.clone()?)))
            .collect();
        let mut of_lists = of_lists;
        // A section before those below it: its address is that of the section, theirs lead on to it.
        of_lists.sort_by_key(|list| list.folder.matches('/').count());
        for list in of_lists {
            let language = &config.languages[list.language];
            let said = Some(language.tag.clone());
            let text = fs::read_to_string(self.root.join(&list.place)).unwrap_or_default();
            let split = split(&text);
            let has_text = !split.body.trim().is_empty();
            let mut matter = list.matter;
            let paginate = matter.take_text(&["paginate_by"]).and_then(|n| n.parse().ok()).filter(|n: &usize| *n > 0);
            if list.folder.is_empty() {
                archive.paginate = paginate.or(archive.paginate);
                if has_text {
                    let what = "The text of the home page: Dateline makes that of the newest articles";
                    notes.add(Sort::LeftOut, what, list.place, "");
                }
                continue;
            }
            archive.paginate = archive.paginate.or(paginate);
            let title = matter.take_text(&["title"]);
            let summary = matter.take_text(&["description"]);
            let (top, is_top) = match list.folder.split_once('/') {
                Some((top, _)) => (top.to_owned(), false),
                None => (list.folder.clone(), true),
            };
            let address = behind(language, &list.folder);
            let aliases = matter.take_texts(&["aliases"]);
            let is_shown = !list.is_withheld && matter.take_switch("render") != Some(false);
            if let Some(to) = matter.take_text(&["redirect_to"]).filter(|_| is_shown) {
                let what = "Sections that led on to another page: say so under `moved` in `site.yaml`";
                notes.add(Sort::Decide, what, &list.place, format!("{address} → {to}"));
                continue;
            }
            if !sections.contains(&(said.clone(), top.clone())) {
                if list.is_withheld && is_top {
                    archive.terms.push(section(&top, &said, &title, &summary, String::new()));
                }
                // A section without articles is a plain page with links, as far as there is anything on it.
                if has_text {
                    archive.entries.push(Entry {
                        place: list.place,
                        role: Role::Page,
                        language: said,
                        story: format!("{}/_index", list.folder),
                        stem: list.folder.rsplit('/').next().unwrap_or_default().to_owned(),
                        address: Some(address),
                        aliases,
                        state: if is_shown { State::Public } else { State::Draft },
                        title,
                        summary,
                        extra: matter.take("extra").and_then(|extra| extra.as_mapping().cloned()).unwrap_or_default(),
                        ..Entry::default()
                    });
                } else if is_shown {
                    let what = "Pages of sections that have no articles: nothing is at their old addresses";
                    notes.add(Sort::LeftOut, what, list.place, address);
                }
                continue;
            }
            if is_shown {
                let aliases = aliases.into_iter().map(|alias| format!("/{}", alias.trim_start_matches('/')));
                for address in [address.clone()].into_iter().chain(aliases) {
                    let of = ListOf::Term(TermKind::Section, top.clone(), said.clone());
                    archive.lists.push(ListAddress { address, of });
                }
                if ["generate_feeds", "generate_feed"].iter().any(|key| matter.take_switch(key) == Some(true)) {
                    feeds(archive, language, &address, &ListOf::TermFeed(TermKind::Section, top.clone(), said.clone()));
                }
            }
            if !is_top {
                // A section below a section: what its list says has no place here.
                if has_text {
                    let what = "Texts of lists below a section: a section has no sections here";
                    notes.add(Sort::LeftOut, what, list.place, "");
                }
                continue;
            }
            let text = match list.is_withheld {
                true => String::new(),
                false => self.expanded(&list.place, split.line, split.body, notes),
            };
            archive.terms.push(section(&top, &said, &title, &summary, text));
        }
    }
}

fn section(
    key: &str,
    language: &Option<String>,
    name: &Option<String>,
    summary: &Option<String>,
    text: String,
) -> ArchiveTerm {
    ArchiveTerm {
        kind: TermKind::Section,
        key: key.to_owned(),
        language: language.clone(),
        name: name.clone(),
        summary: summary.clone(),
        text,
        address: None,
    }
}
