//! Wiki links: `[[Page]]`, `[[Page#Part|words]]`, `![[picture.jpg]]`, and comments between `%%`.

use super::code::outside;
use crate::diagnostic::Lines;
use crate::edit::{Edit, applied};
use crate::import::links::folder;
use crate::import::report::{Notes, Sort};
use crate::input::media::join;
use crate::markdown::encoded;
use crate::path::{composed, slugify};
use std::collections::HashMap;

/// Texts and files by what wiki links call them, in lower case: a path, the end of one, or a name.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: HashMap<String, String>,
    files: HashMap<String, String>,
}

impl Names {
    /// Adds a text by its place.
    pub fn add_text(&mut self, place: &str) {
        let stem = super::name::stem(place).unwrap_or(place);
        add(&mut self.texts, stem, place);
    }

    /// Adds a file by its place.
    pub fn add_file(&mut self, place: &str) {
        add(&mut self.files, place, place);
    }

    /// The place of a text that is called so in a folder.
    fn text(&self, from: &str, name: &str) -> Option<&str> {
        let name = super::name::stem(name).unwrap_or(name);
        find(&self.texts, from, name)
    }

    fn file(&self, from: &str, name: &str) -> Option<&str> {
        find(&self.files, from, name)
    }
}

fn key(path: &str) -> String {
    composed(path.trim_matches('/')).to_lowercase()
}

/// The shorter of two paths is what a name means.
fn add(names: &mut HashMap<String, String>, path: &str, place: &str) {
    let starts = path.match_indices('/').map(|(at, _)| at + 1).chain([0]);
    for start in starts {
        let known = names.entry(key(&path[start..])).or_insert_with(|| place.to_owned());
        if place.matches('/').count() < known.matches('/').count() {
            place.clone_into(known);
        }
    }
}

fn find<'n>(names: &'n HashMap<String, String>, from: &str, name: &str) -> Option<&'n str> {
    let seen = join(folder(from), name.trim_start_matches('/')).and_then(|path| names.get(&key(&path)));
    seen.or_else(|| names.get(&key(name))).map(String::as_str)
}

/// A text with links and pictures in the place of wiki links, and without comments. `line` is that at which it begins.
pub(super) fn linked(text: &str, from: &str, line: usize, names: &Names, notes: &mut Notes) -> String {
    if !text.contains("[[") && !text.contains("%%") {
        return text.to_owned();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let lines = Lines::of(text);
    for part in outside(text).parts {
        let place = |at: usize| format!("{from}:{}", line + lines.number(at) - 1);
        let mut at = part.start;
        // Ends that are not there any more are looked for once.
        let mut endless = [false; 2];
        while let Some(found) = next_mark(&text[at..part.end]) {
            let start = at + found;
            let is_comment = text[start..].starts_with("%%");
            let sought = if is_comment { "%%" } else { "]]" };
            let is_endless = &mut endless[usize::from(is_comment)];
            let end = if *is_endless { None } else { text[start + 2..part.end].find(sought) };
            let Some(end) = end.map(|end| start + 2 + end) else {
                *is_endless = true;
                at = start + 2;
                continue;
            };
            let inside = &text[start + 2..end];
            at = end + 2;
            if is_comment {
                notes.add(Sort::LeftOut, "Comments, which readers did not see", place(start), inside.trim());
                edits.push(Edit { at: start..at, with: String::new() });
                continue;
            }
            let is_shown = text[..start].ends_with('!');
            let at_whole = start - usize::from(is_shown)..at;
            if let Some(with) = link(inside, is_shown, from, names, &place(start), notes) {
                edits.push(Edit { at: at_whole, with });
            }
        }
    }
    applied(text, &edits)
}

/// Where a link or a comment begins.
fn next_mark(text: &str) -> Option<usize> {
    let mut marks = memchr::memchr2_iter(b'[', b'%', text.as_bytes());
    marks.find(|at| text.as_bytes().get(at + 1) == text.as_bytes().get(*at))
}

/// What one link comes to. None where it is none.
fn link(inside: &str, is_shown: bool, from: &str, names: &Names, place: &str, notes: &mut Notes) -> Option<String> {
    if inside.contains('\n') || inside.trim().is_empty() || inside.contains('[') {
        return None;
    }
    // In tables the bar is written with a backslash.
    let (target, words) = match inside.split_once('|') {
        Some((target, words)) => (target.trim_end_matches('\\').trim(), Some(words.trim())),
        None => (inside.trim(), None),
    };
    let (path, part) = match target.split_once('#') {
        Some((path, part)) => (path.trim(), Some(part.rsplit('#').next().unwrap_or(part).trim())),
        None => (target, None),
    };
    // A block of a text has no name that readers know.
    let part = part.filter(|part| !part.starts_with('^')).map(slugify).filter(|part| !part.is_empty());
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    let label = |name: &str| name.replace(['[', ']'], "");
    let shown = words.unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path));
    if is_shown && super::name::stem(path).is_none() && path.contains('.') {
        // What stands behind the bar of a picture is its width, or its words.
        let is_size = |words: &str| words.chars().all(|c| c.is_ascii_digit() || c == 'x');
        let alt = words.filter(|words| !is_size(words)).unwrap_or_default();
        let target = names.file(from, path).map_or_else(|| path.to_owned(), |file| format!("/{file}"));
        return Some(format!("![{}]({})", label(alt), encoded(&target)));
    }
    if path.is_empty() {
        return Some(format!("[{}]({part})", label(words.unwrap_or(target.trim_start_matches('#')))));
    }
    let found = names.text(from, path).or_else(|| names.file(from, path));
    match found {
        Some(found) => {
            if is_shown {
                let what = "Texts that were shown inside others are links now";
                notes.add(Sort::Changed, what, place, inside);
            }
            Some(format!("[{}](/{}{part})", label(shown), encoded(found)))
        }
        None => {
            notes.add(Sort::Missing, "Wiki links that lead to nothing: their words stay", place, inside);
            Some(shown.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wiki_links_are_links_and_pictures() {
        let mut names = Names::default();
        ["news/Low tide.md", "moon.md", "old/deep/moon.md"].iter().for_each(|place| names.add_text(place));
        names.add_file("news/img/bay.jpg");
        let mut notes = Notes::default();
        for (text, expected) in [
            ("[[Low tide]]", "[Low tide](/news/Low%20tide.md)"),
            ("[[low tide#The bay|here]]", "[here](/news/Low%20tide.md#the-bay)"),
            ("[[moon]] [[deep/moon]]", "[moon](/moon.md) [moon](/old/deep/moon.md)"),
            (
                "![[bay.jpg]] ![[bay.jpg|300]] ![[bay.jpg|A boat]]",
                "![](/news/img/bay.jpg) ![](/news/img/bay.jpg) ![A boat](/news/img/bay.jpg)",
            ),
            ("![[gone.jpg]]", "![](gone.jpg)"),
            ("[[bay.jpg|the picture]]", "[the picture](/news/img/bay.jpg)"),
            ("![[moon]]", "[moon](/moon.md)"),
            ("[[#Why so|why]]", "[why](#why-so)"),
            ("[[Nowhere|nothing]]", "nothing"),
            ("| [[moon\\|a]] |", "| [a](/moon.md) |"),
            ("`[[moon]]` a %%secret%% b [[moon", "`[[moon]]` a  b [[moon"),
        ] {
            assert_eq!(linked(text, "news/a.md", 1, &names, &mut notes), expected, "{text}");
        }
        assert_eq!(notes.0.len(), 3, "{notes:?}");
    }
}
