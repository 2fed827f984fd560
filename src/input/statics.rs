//! `static/` of the site and its themes: files that are published as they are, with the addresses of their contents.

use super::discover::{SourceFile, unreadable};
use super::theme::Theme;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::path::{OutputPath, encode_path};
use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

/// Files of the site's `static/` and of the themes' `static/`.
#[derive(Debug, Default)]
pub struct StaticFiles {
    /// Every file with the path that it is written to.
    pub files: Vec<(OutputPath, SourceFile)>,
    /// By the name in `asset(path=…)`.
    assets: BTreeMap<String, Asset>,
}

/// Where a file of `static/` is, and what is in it.
#[derive(Debug)]
pub struct Asset {
    /// Its address below the site's root.
    pub address: String,
    /// Ten hexadecimal digits that are others for other contents.
    pub fingerprint: String,
}

/// What stands before the fingerprint in the address of a file of the site.
pub const VERSION: &str = "?v=";

/// The folder of the themes' files; below it stands one that is named by the fingerprint of them all.
pub const ASSETS: &str = "assets/";

/// Digits of a fingerprint.
pub const FINGERPRINT: usize = 10;

impl StaticFiles {
    /// Gathers the files; a file of the site stands over a theme's file of the same name.
    ///
    /// The themes' files are published in one folder that is named for what is in them, so that a browser may keep them
    /// for ever, and a style sheet's relative links to its fonts and pictures stay right.
    pub fn new(site: Vec<SourceFile>, themes: &[Theme]) -> (StaticFiles, Diagnostics) {
        let mut problems = Diagnostics::default();
        let mut statics = StaticFiles::default();
        let mut of_theme: BTreeMap<String, SourceFile> = BTreeMap::new();
        for file in themes.iter().rev().flat_map(|theme| &theme.statics) {
            of_theme.insert(file.below.clone(), file.clone());
        }
        for file in site {
            if let Some(of_theme) = of_theme.get_mut(&file.below) {
                *of_theme = file;
                continue;
            }
            let fingerprint = of_file(&file).unwrap_or_else(|problem| {
                problems.push(problem);
                fingerprint([&[][..]])
            });
            let address = format!("/{}{VERSION}{fingerprint}", encode_path(&file.below));
            statics.assets.insert(file.below.clone(), Asset { address, fingerprint });
            statics.add(file.below.clone(), file, &mut problems);
        }
        let mut contents = Vec::new();
        let mut fingerprints = Vec::new();
        for file in of_theme.values() {
            contents.push(file.below.clone().into_bytes());
            let bytes = file.bytes().unwrap_or_else(|problem| {
                problems.push(problem);
                Default::default()
            });
            fingerprints.push(fingerprint([&bytes[..]]));
            contents.push(bytes.into_owned());
        }
        let folder = fingerprint(contents.iter().map(Vec::as_slice));
        for ((below, file), fingerprint) in of_theme.into_iter().zip(fingerprints) {
            let path = format!("{ASSETS}{folder}/{below}");
            let address = format!("/{}", encode_path(&path));
            statics.assets.insert(below, Asset { address, fingerprint });
            statics.add(path, file, &mut problems);
        }
        (statics, problems)
    }

    fn add(&mut self, path: String, file: SourceFile, problems: &mut Diagnostics) {
        match OutputPath::new(&path) {
            Some(path) => self.files.push((path, file)),
            None => problems.push(
                Diagnostic::error(Code::BadValue, "this file name cannot be part of an address")
                    .at(Place::file(&file.path)),
            ),
        }
    }

    /// The address of a file below the site's root.
    pub fn address(&self, name: &str) -> Option<&str> {
        self.assets.get(name.trim_start_matches('/')).map(|asset| asset.address.as_str())
    }

    /// A file by its name, and where it is written.
    pub fn find(&self, name: &str) -> Option<&(OutputPath, SourceFile)> {
        let address = self.address(name)?.split('?').next()?;
        self.files.iter().find(|(path, _)| encode_path(&path.address()) == address)
    }

    /// The names of all files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// All files by their names.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter().map(|(name, asset)| (name.as_str(), asset))
    }
}

/// Bytes from which on a file is not read as a whole for its fingerprint: a film changes everywhere when it changes.
const BIG: u64 = 64 * 1024 * 1024;

/// Parts of such a file that are read, and the bytes of each.
const PARTS: u64 = 64;
const PART: u64 = 64 * 1024;

/// The fingerprint of what is in a file, which is never in memory as a whole.
fn of_file(file: &SourceFile) -> Result<String, Diagnostic> {
    let size = file.size();
    if size <= PART {
        return Ok(fingerprint([&file.bytes()?[..]]));
    }
    let mut opened = file.open_inside()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&size.to_le_bytes());
    let read = match size {
        ..=BIG => hasher.update_reader(opened).map(|_| ()),
        _ => (0..PARTS).try_for_each(|part| {
            opened.seek(SeekFrom::Start((size - PART) / (PARTS - 1) * part))?;
            hasher.update_reader((&mut opened).take(PART)).map(|_| ())
        }),
    };
    read.map_err(|error| unreadable(&file.path, &error))?;
    Ok(hasher.finalize().to_hex()[..FINGERPRINT].to_owned())
}

/// The first digits of BLAKE3 over the parts and their lengths: the same on every machine.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..FINGERPRINT].to_owned()
}
