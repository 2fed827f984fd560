//! Links: what the addresses in texts of an archive mean, however they are written.

use super::archive::{Archive, ArchiveFile, Entry};
use crate::input::media::join;
use crate::input::old_address::OldAddress;
use crate::path::{composed, encode_path, scheme, without_slash};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;

/// What an address in a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// An entry, and the part of it that is named.
    Entry(usize, Option<String>),
    /// A file of the archive.
    File(usize),
    /// A place of the old site at which there is neither: its path from the root.
    Path(String),
    /// It stays as it is: another site, a part of the page, a mail address.
    AsItIs,
}

/// Who and what can be meant.
pub struct Index<'a> {
    archive: &'a Archive,
    entries: HashMap<OldAddress, usize>,
    places: HashMap<String, usize>,
    files: HashMap<String, usize>,
    file_places: HashMap<String, usize>,
    /// The folders of the source that paths with a slash before them are seen from.
    roots: Vec<String>,
}

impl<'a> Index<'a> {
    /// The index of an archive. `roots` are the folders, without slashes at the ends, that texts are in.
    pub fn new(archive: &'a Archive, roots: &[&str]) -> Index<'a> {
        let mut entries = HashMap::new();
        let mut places = HashMap::new();
        for (i, entry) in archive.entries.iter().enumerate() {
            // Its own address counts before the old ones of others.
            if let Some(address) = entry.address.as_deref().and_then(|address| archive.read_address(address)) {
                entries.entry(address).or_insert(i);
            }
            places.entry(entry.place.clone()).or_insert(i);
        }
        for (i, entry) in archive.entries.iter().enumerate() {
            for address in entry.aliases.iter().filter_map(|alias| archive.read_address(alias)) {
                entries.entry(address).or_insert(i);
            }
        }
        let mut files = HashMap::new();
        let mut file_places = HashMap::new();
        for (i, file) in archive.files.iter().enumerate() {
            if let Some(address) = &file.address {
                files.entry(key(address)).or_insert(i);
            }
            file_places.entry(key(&file.place)).or_insert(i);
        }
        Index {
            archive,
            entries,
            places,
            files,
            file_places,
            roots: roots.iter().map(|root| (*root).to_owned()).collect(),
        }
    }

    /// The entry with a path in the source.
    pub fn at_place(&self, place: &str) -> Option<usize> {
        let found = |place: &str| self.places.get(place).copied();
        found(place).or_else(|| self.roots.iter().find_map(|root| found(&format!("{root}/{place}"))))
    }

    /// The entry with an address.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        self.entries.get(&self.archive.read_address(address)?).copied()
    }

    /// The file with an address.
    pub fn file(&self, i: usize) -> &'a ArchiveFile {
        &self.archive.files[i]
    }

    /// What an address means that stands in an entry, or in a term's text, at a place of the source.
    pub fn meaning(&self, place: &str, address: Option<&str>, target: &str) -> Meaning {
        let target = target.trim();
        if target.is_empty() || target.starts_with('#') {
            return Meaning::AsItIs;
        }
        let is_own = OldAddress::is_full(target, self.archive.own_address());
        if scheme(target).is_some() || target.starts_with("//") || is_own {
            let own = self.archive.base_url.as_deref().is_some_and(|_| is_own);
            return match OldAddress::read(target, self.archive.own_address()) {
                Ok(reading) if own => {
                    let path = encode_path(&reading.address.path.address());
                    let query = reading.address.query.map_or_else(String::new, |query| format!("?{query}"));
                    let fragment = reading.fragment.map_or_else(String::new, |part| format!("#{part}"));
                    // `/a` and `/a/` are one, and so it is written as it was.
                    let is_bare = !target.split(['?', '#']).next().unwrap_or_default().ends_with('/');
                    let path = if is_bare { without_slash(&path).to_owned() } else { path };
                    self.of_site(&format!("{path}{query}{fragment}"))
                }
                _ => Meaning::AsItIs,
            };
        }
        // Zola's way of naming a text.
        if let Some(below) = target.strip_prefix("@/") {
            let (path, fragment) = parted(below);
            return match self.at_place(&decoded(path)) {
                Some(i) => Meaning::Entry(i, fragment),
                None => Meaning::Path(format!("/{below}")),
            };
        }
        if target.starts_with('/') {
            return self.of_site(target);
        }
        let (path, fragment) = parted(target);
        let path = decoded(path.split('?').next().unwrap_or_default());
        if let Some(seen) = join(folder(place), &path) {
            if let Some(i) = self.at_place(&seen).or_else(|| self.at_place(&format!("{seen}.md"))) {
                return Meaning::Entry(i, fragment);
            }
            if let Some(i) = self.file_places.get(&key(&seen)) {
                return Meaning::File(*i);
            }
        }
        // As browsers see it from the page.
        match address.and_then(|address| join(folder(address.trim_start_matches('/')), &path)) {
            Some(seen) => {
                let fragment = fragment.map_or_else(String::new, |part| format!("#{part}"));
                let ending = if path.ends_with('/') { "/" } else { "" };
                self.of_site(&format!("/{}{ending}{fragment}", encode_path(&seen)))
            }
            None => Meaning::Path(format!("/{}", target.trim_start_matches(['.', '/']))),
        }
    }

    /// A path from the root of the old site.
    fn of_site(&self, target: &str) -> Meaning {
        let (path, fragment) = parted(target);
        let plain = decoded(path.split('?').next().unwrap_or_default());
        let below = plain.trim_start_matches('/');
        if let Some(i) = self.files.get(&key(&plain)) {
            return Meaning::File(*i);
        }
        // `?p=12` is another article than `?p=13`, and `?utm_source=x` none at all.
        let of_address = self.at_address(path).or_else(|| self.at_address(path.split('?').next().unwrap_or_default()));
        let of_place = || self.at_place(below).filter(|_| below.ends_with(".md") || below.ends_with(".markdown"));
        if let Some(i) = of_address.or_else(of_place) {
            return Meaning::Entry(i, fragment);
        }
        if let Some(i) = self.roots.iter().find_map(|root| self.file_places.get(&key(&format!("{root}/{below}")))) {
            return Meaning::File(*i);
        }
        Meaning::Path(target.to_owned())
    }

    /// What an address in an entry means.
    pub fn of_entry(&self, entry: &Entry, target: &str) -> Meaning {
        self.meaning(&entry.place, entry.address.as_deref(), target)
    }
}

/// A path as files are found by: without its first slash, its letters composed.
fn key(path: &str) -> String {
    composed(path.trim_start_matches('/')).into_owned()
}

fn parted(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, part)) => (path, Some(part.to_owned()).filter(|part| !part.is_empty())),
        None => (target, None),
    }
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The folder of a path, without a slash at its end.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::super::archive::Publish;
    use super::*;

    #[test]
    fn an_address_is_understood_however_it_is_written() {
        let entry = |place: &str, address: &str| Entry {
            place: place.to_owned(),
            address: Some(address.to_owned()),
            ..Entry::default()
        };
        let file = |place: &str, address: Option<&str>| ArchiveFile {
            disk: place.into(),
            place: place.to_owned(),
            address: address.map(str::to_owned),
            publish: Publish::Named,
        };
        let mut entries = vec![entry("content/news/a.md", "/2019/a/"), entry("content/news/b.md", "/2019/b.html")];
        entries[1].aliases.push("/?p=7".to_owned());
        let archive = Archive {
            base_url: Some("https://old.example".to_owned()),
            entries,
            files: vec![file("static/img/x.jpg", Some("/img/x.jpg")), file("content/news/y.jpg", None)],
            ..Archive::default()
        };
        let index = Index::new(&archive, &["content"]);
        let of_a = |target: &str| index.of_entry(&archive.entries[0], target);
        let b = |part: Option<&str>| Meaning::Entry(1, part.map(str::to_owned));
        for (target, expected) in [
            ("b.md", b(None)),
            ("./b.md#why", b(Some("why"))),
            ("../b.html", b(None)),
            ("/2019/b.html?utm=1", b(None)),
            ("http://www.old.example/2019/b.html#c", b(Some("c"))),
            ("/?p=7", b(None)),
            ("/?p=8", Meaning::Path("/?p=8".to_owned())),
            ("@/news/b.md", b(None)),
            ("/news/b.md", b(None)),
            ("y.jpg", Meaning::File(1)),
            ("/img/x.jpg", Meaning::File(0)),
            ("https://old.example/img/x.jpg", Meaning::File(0)),
            ("../../img/x.jpg", Meaning::File(0)),
            ("#x", Meaning::AsItIs),
            ("mailto:a@b.example", Meaning::AsItIs),
            ("https://other.example/2019/b.html", Meaning::AsItIs),
            ("nothing", Meaning::Path("/2019/a/nothing".to_owned())),
            ("https://old.example/gone", Meaning::Path("/gone".to_owned())),
        ] {
            assert_eq!(of_a(target), expected, "{target}");
        }
    }
}
