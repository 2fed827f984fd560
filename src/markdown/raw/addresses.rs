//! Addresses in raw HTML: each leads where the same address in Markdown would.

use super::super::blocks::is_doubtful;
use super::super::{Asked, Picture, PictureRole, Target, Written};
use super::Raw;
use super::pieces::Tag;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::parts::{Holds, holds, is_script, pictures};
use crate::path::scheme;

/// Whether an address is no place: browsers make by themselves what it stands for.
pub(super) fn is_made(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https"))
}

impl Raw<'_, '_> {
    /// Puts into the attributes of a tag what their addresses lead to.
    pub(super) fn resolve(&mut self, tag: &Tag, written: &str, attributes: &mut Vec<(String, String)>, offset: usize) {
        let (mut shown, mut language) = (None, None);
        for (name, value) in attributes.iter_mut() {
            match holds(&tag.name, name, tag.attribute("rel")) {
                None => {}
                Some(Holds::Link) => language = self.link(value, None, offset),
                Some(Holds::Part(directive)) => drop(self.link(value, Some(directive), offset)),
                Some(Holds::Picture) => {
                    shown = self.picture(value, offset);
                    let film = super::super::films::problem(self.source, value, offset);
                    let is_there = film.is_none() && self.body.links.last().is_some_and(|link| !link.is_told);
                    self.body.problems.extend(film);
                    // Sitemaps reckon with the pictures that are written like this.
                    if is_there && (written.starts_with("<img") || written.starts_with("<IMG")) {
                        self.body.pictures.push(value.clone());
                    }
                }
                Some(Holds::Pictures) => {
                    let pictures = pictures(value).into_iter().map(|(address, descriptor)| {
                        let mut address = address.to_owned();
                        self.picture(&mut address, offset);
                        if descriptor.is_empty() { address } else { format!("{address} {descriptor}") }
                    });
                    *value = pictures.collect::<Vec<_>>().join(", ");
                }
            }
        }
        let has = |wanted: &str| tag.attribute(wanted).is_some();
        if let Some(language) = language.filter(|_| !has("hreflang")) {
            attributes.push(("hreflang".to_owned(), language));
        }
        if tag.name != "img" {
            return;
        }
        if let Some(picture) = shown {
            if let Some((width, height)) = picture.size.filter(|_| !has("width") && !has("height")) {
                attributes.push(("width".to_owned(), width.to_string()));
                attributes.push(("height".to_owned(), height.to_string()));
            }
            let choice = picture.choice.filter(|_| !has("srcset")).unwrap_or_default();
            attributes.extend(choice.img.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let src = tag.attribute("src").unwrap_or_default();
        if src.trim().is_empty() && !has("srcset") {
            let message = "the picture has no `src`: readers see nothing".to_owned();
            let problem = self.source.problem(Diagnostic::warning, Code::TakenOut, message, offset);
            let hint =
                "write `src=\"…\"`; an address in another attribute (`data-src`) is for a script that is not here";
            self.body.problems.push(problem.hint(hint));
        }
    }

    /// Replaces an address by what it leads to; gives the language of what is there, if it is another.
    fn link(&mut self, value: &mut String, loads: Option<&'static str>, offset: usize) -> Option<String> {
        let written = value.trim();
        // What the browser makes by itself (`data:`, `blob:`, `about:`) is for the policy to judge.
        let is_trusted_script = !self.is_sanitised() && is_script(written);
        if (loads.is_some() && is_made(written)) || is_trusted_script {
            self.note(written.to_owned(), loads, offset, false);
            return None;
        }
        if self.is_settled(value, loads, offset) {
            return None;
        }
        match self.source.around.link(value.trim()) {
            Target::Address { href, language } => {
                self.note(href.clone(), loads, offset, false);
                *value = href;
                language
            }
            Target::Broken(code, message, hint) => {
                self.broken(value, (code, message, hint), loads, offset);
                None
            }
            Target::LeftOut(message, hint) => {
                let problem = self.source.problem(Diagnostic::warning, Code::LinkToHidden, message, offset);
                self.body.problems.push(problem.hint(hint));
                *value = "#".to_owned();
                None
            }
        }
    }

    /// Replaces the address of a picture by what it leads to; gives the picture.
    fn picture(&mut self, value: &mut String, offset: usize) -> Option<Picture> {
        const LOADS: Option<&str> = Some("img-src");
        let written = value.trim();
        if written.is_empty() || (is_made(written) && !self.is_sanitised()) {
            self.note(written.to_owned(), LOADS, offset, false);
            return None;
        }
        let found = self.source.around.picture(&Asked::of(written, PictureRole::Raw));
        let has_choice = found.as_ref().is_ok_and(|picture| picture.choice.is_some());
        if !has_choice && self.is_settled(value, LOADS, offset) {
            return None;
        }
        match found {
            Ok(mut picture) => {
                if let Some((code, message, hint)) = picture.remark.take() {
                    self.body.problems.push(self.source.problem(Diagnostic::warning, code, message, offset).hint(hint));
                }
                self.note(picture.url.clone(), LOADS, offset, false);
                value.clone_from(&picture.url);
                Some(picture)
            }
            Err(wrong) => {
                self.broken(value, wrong, LOADS, offset);
                None
            }
        }
    }

    /// Whether nothing of the site's texts need be looked for: the address is surely not what was meant, which is told, or leads
    /// from the root of the host to something of the site, which takes its place.
    fn is_settled(&mut self, value: &mut String, loads: Option<&'static str>, offset: usize) -> bool {
        let written = value.trim();
        if self.is_doubtful(written, offset) {
            self.note(written.to_owned(), loads, offset, true);
            return true;
        }
        let Some(href) = self.seen_from_root(written) else { return false };
        self.note(href.clone(), loads, offset, false);
        *value = href;
        true
    }

    /// Whether an address is surely not what was meant. Template code in it has been told where it stands.
    fn is_doubtful(&mut self, written: &str, offset: usize) -> bool {
        ["{{", "{%"].iter().any(|code| written.contains(code)) || is_doubtful(self.source, written, offset, self.body)
    }

    /// An address from the root of the host, where a site that is below it has something.
    fn seen_from_root(&self, written: &str) -> Option<String> {
        written.starts_with('/').then(|| self.source.around.seen_from_page(written)).flatten()
    }

    /// Takes an address as browsers would see it from the page; where that leads nowhere, too, says what is wrong.
    fn broken(
        &mut self,
        value: &mut String,
        (code, message, hint): (Code, String, String),
        loads: Option<&'static str>,
        offset: usize,
    ) {
        let seen = matches!(code, Code::BrokenLink | Code::MissingFile | Code::OutsideSite)
            .then(|| self.source.around.seen_from_page(value.trim()))
            .flatten();
        if let Some(href) = seen {
            self.note(href.clone(), loads, offset, false);
            *value = href;
            return;
        }
        // What leads to a text that is not public, or runs code, must not be published, as in Markdown; all else has been
        // on pages before.
        let runs_code = code == Code::UnsafeLink && loads.is_none();
        let must_stop = code == Code::LinkToHidden || runs_code;
        let severity = if must_stop { Diagnostic::error } else { Diagnostic::warning };
        self.body.problems.push(self.source.problem(severity, code, message, offset).hint(hint));
        self.note(value.trim().to_owned(), loads, offset, true);
    }

    fn note(&mut self, address: String, loads: Option<&'static str>, offset: usize, is_told: bool) {
        let offset = self.source.start + offset;
        self.body.links.push(Written { address, offset, loads, is_told });
    }
}
