//! Targets: what an address in a text means before files are moved, and how the same is written afterwards.

use super::moves::Moves;
use crate::input::content::SourceName;
use crate::input::media::{Origin, join};
use crate::input::old_address;
use crate::language::term_id;
use crate::markdown::encoded;
use crate::path::{composed, encode_path, scheme};
use crate::scaffold::archive::Archive;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;

/// What is known when addresses are exchanged.
pub(super) struct Targets<'a> {
    pub archive: &'a Archive,
    pub moves: &'a Moves,
    /// Pages that get another address: from, to, below the site's root.
    pub pages: HashMap<String, String>,
    /// Names of files, ids and pages of which one stands at the end of each address that changes.
    pub names: Names,
}

/// Names that are looked for in texts.
pub(super) struct Names(Vec<String>);

impl Names {
    /// The last parts of ids, files and addresses that change.
    pub fn of(moves: &Moves, pages: &HashMap<String, String>) -> Names {
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let media = moves.files.keys().filter(|path| !crate::input::content::is_text(path));
        let all = moves.ids.keys().chain(pages.keys()).map(|path| last(path)).chain(media.map(|path| last(path)));
        let mut all: Vec<String> = all.filter(|name| !name.is_empty()).collect();
        all.sort();
        all.dedup();
        // Of very many, some are in most texts.
        Names(if all.len() > 200 { Vec::new() } else { all })
    }

    fn is_match(&self, text: &str) -> bool {
        let Names(names) = self;
        let text = composed(text);
        names.is_empty() || names.iter().any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
    }
}

/// Where a text stands.
#[derive(Debug, Clone)]
pub(super) struct Standpoint<'a> {
    /// Its folder below `content/`.
    pub folder: &'a str,
    /// The same afterwards.
    pub new_folder: &'a str,
    /// The address of its page.
    pub page: Option<String>,
}

/// What kind of text an address stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// Markdown, in its own form.
    Markdown,
    /// Raw HTML: what leads nowhere is seen from the page.
    Html,
    /// Front matter: a path may begin with a slash and mean `content/`, and nothing need be encoded.
    Matter,
}

impl Targets<'_> {
    /// How an address is to be written from now on; none where it may stay as it is.
    pub fn exchanged(&self, written: &str, from: &Standpoint, place: In) -> Option<String> {
        let base_url = self.archive.site.config.base_url.as_str();
        if let Some((site, below)) = old_address::parted(written, base_url) {
            return self.address(below).map(|new| format!("{site}{new}"));
        }
        if written.starts_with(['#', '?'])
            || written.starts_with("//")
            || written.is_empty()
            || scheme(written).is_some()
        {
            return None;
        }
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        let decoded: Cow<str> = percent_decode_str(path).decode_utf8_lossy();
        let new = if decoded.ends_with(".md") && place != In::Matter {
            self.text(path, &decoded, from)
        } else {
            self.file(path, from, place).or_else(|| match path.starts_with('/') {
                true => self.address(path),
                false if place == In::Html => self.seen_from_page(path, from),
                false => None,
            })
        };
        new.filter(|new| new != path).map(|new| format!("{new}{rest}"))
    }

    /// Whether something of a text may be an address that changes: each ends with a name.
    pub fn may_be_in(&self, markdown: &str) -> bool {
        self.names.is_match(markdown)
    }

    /// The id that a text or a term will have, if another one.
    pub fn id(&self, id: &str) -> Option<String> {
        if let Some(new) = self.moves.ids.get(id) {
            return Some(new.clone());
        }
        let (kind, old, _) = self.moves.term()?;
        let name = id.strip_prefix(kind.folder())?.strip_prefix('/')?;
        (term_id(name).ok()? == old).then(|| self.moves.new.to_string())
    }

    /// A link to the file of a text.
    fn text(&self, path: &str, decoded: &str, from: &Standpoint) -> Option<String> {
        let joined = composed(&join(from.folder, decoded)?).into_owned();
        let read = |path: &str| SourceName::parse(path, |tag| self.archive.site.locales.find(tag).is_some());
        let name = read(&joined);
        let new = self.id(&name.story.0);
        let wanted = new.clone().unwrap_or_else(|| name.story.to_string());
        let is_right = |name: &SourceName| *name.story.0 == *wanted && name.language == read(&joined).language;
        if join(from.new_folder, decoded).is_some_and(|seen| is_right(&read(&composed(&seen)))) {
            return None;
        }
        // What follows the id says the language and that it is a bundle.
        let target = format!("{wanted}{}", joined.strip_prefix(&*name.story.0)?);
        Some(as_before(path, &target, from.new_folder, Encoding::of(path)))
    }

    /// A file beside a text, or at its address on the site.
    fn file(&self, path: &str, from: &Standpoint, place: In) -> Option<String> {
        let library = &self.archive.site.media;
        let site = &self.archive.site;
        let (head, below) = match site.below_base(path) {
            Some(rest) if library.with_address(rest).is_some() => (site.base_path(), rest),
            _ => ("", path),
        };
        let id = library.named(from.folder, below)?;
        let file = library.get(id);
        if file.origin != Origin::Content {
            return None;
        }
        let old = file.source.below.as_str();
        let new = self.moves.place(old);
        let encoding = if place == In::Matter && !path.contains('%') { Encoding::None } else { Encoding::of(path) };
        if below.starts_with("/media/") && library.find(from.folder, below).is_none() {
            return (new != old).then(|| format!("{head}/media/{}", encoding.of_path(new)));
        }
        let seen = join(from.new_folder, below).map(|seen| composed(&seen).into_owned());
        let seen_decoded = join(from.new_folder, &percent_decode_str(below).decode_utf8_lossy());
        if seen.as_deref() == Some(new) || seen_decoded.is_some_and(|seen| composed(&seen) == new) {
            return None;
        }
        Some(as_before(below, new, from.new_folder, encoding))
    }

    /// The address of a page, a file or a feed of the site.
    fn address(&self, written: &str) -> Option<String> {
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let site = &self.archive.site;
        let encoding = Encoding::of(path);
        let find = |path: &str| -> Option<String> {
            let with_slash = || self.pages.get(&format!("{path}/")).map(|new| new.trim_end_matches('/').to_owned());
            if let Some(new) = self.pages.get(path).cloned().or_else(with_slash) {
                return Some(encoding.of_path(&new));
            }
            let library = &self.archive.site.media;
            let file =
                library.with_address(path).map(|id| library.get(id)).filter(|file| file.origin == Origin::Content)?;
            let new = self.moves.files.get(&file.source.below)?;
            Some(encoding.of_path(&format!("/media/{new}")))
        };
        let of_base = site.below_base(&decoded).and_then(find).map(|new| format!("{}{new}", site.base_path()));
        of_base.or_else(|| find(&decoded)).map(|new| format!("{new}{rest}"))
    }

    /// An address in raw HTML as browsers see it from the page, which may move itself.
    fn seen_from_page(&self, path: &str, from: &Standpoint) -> Option<String> {
        let page = from.page.as_deref()?;
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let joined = join(folder.trim_start_matches('/'), &decoded)?;
        let slash = if path.ends_with('/') || path.ends_with("..") { "/" } else { "" };
        let address = format!("/{joined}{slash}").replace("//", "/");
        let base = self.archive.site.base_path();
        if let Some(new) = self.address(&address) {
            return Some(format!("{base}{new}"));
        }
        // It is seen from elsewhere now: only from the root it is the same.
        let has_moved = self.pages.contains_key(page);
        let is_page = |address: &str| self.archive.site.articles.iter().any(|a| a.placement.path.address() == address);
        let address = [address.clone(), format!("{address}/")].into_iter().find(|address| is_page(address))?;
        has_moved.then(|| format!("{base}{}", Encoding::of(path).of_path(&address)))
    }
}

/// How a path is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// As it is.
    None,
    /// Only what would end it.
    Needed,
    /// All that is not ASCII, too.
    Full,
}

impl Encoding {
    /// How an address was written: one in which letters of other scripts are encoded stays one.
    fn of(path: &str) -> Encoding {
        let is_high = |at: usize| {
            path.as_bytes().get(at + 1).is_some_and(|digit| matches!(digit, b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'))
        };
        match path.match_indices('%').any(|(at, _)| is_high(at)) {
            true => Encoding::Full,
            false => Encoding::Needed,
        }
    }

    fn of_path(self, path: &str) -> String {
        match self {
            Encoding::None => path.to_owned(),
            Encoding::Needed => encoded(path).into_owned(),
            Encoding::Full => encode_path(path).replace('(', "%28").replace(')', "%29"),
        }
    }
}

/// A path below `content/` as one was written: from the root, or from a folder.
fn as_before(written: &str, target: &str, folder: &str, encoding: Encoding) -> String {
    if written.starts_with('/') {
        return format!("/{}", encoding.of_path(target));
    }
    let relative = relative(folder, target);
    let is_marked = written.starts_with("./") && !relative.starts_with("../");
    // A colon would make a scheme of what stands before it.
    let needs_mark = relative.split('/').next().is_some_and(|first| first.contains(':'));
    format!("{}{}", if is_marked || needs_mark { "./" } else { "" }, encoding.of_path(&relative))
}

/// A path below `content/` as it is seen from a folder.
pub(super) fn relative(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let last = to.len().saturating_sub(1);
    let shared = from.iter().zip(&to[..last]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        for (folder, target, expected) in [
            ("news", "news/a.md", "a.md"),
            ("news/a", "news/b/index.md", "../b/index.md"),
            ("", "news/a.md", "news/a.md"),
            ("a/b/c", "about.md", "../../../about.md"),
            ("news", "news.md", "../news.md"),
        ] {
            assert_eq!(relative(folder, target), expected);
            assert_eq!(join(folder, expected).as_deref(), Some(target));
        }
    }

    #[test]
    fn an_encoded_address_stays_one() {
        assert_eq!(
            as_before("../%D0%B0.md", "новости/б.md", "news", Encoding::of("../%D0%B0.md")),
            "../%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%B1.md"
        );
        assert_eq!(as_before("a%20b.md", "news/c d.md", "news", Encoding::of("a%20b.md")), "c%20d.md");
        assert_eq!(as_before("./a.md", "news/б.md", "news", Encoding::of("./a.md")), "./б.md");
    }
}
