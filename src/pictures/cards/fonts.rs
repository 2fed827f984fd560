//! Fonts: the files that a site and its themes bring. The machine's are never looked at.

use super::faces::{Bytes, Face};
use super::measure::{Measured, measure};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::edge::{At, caught};
use crate::input::discover::SourceFile;
use resvg::usvg::fontdb::{Database, ID, Source};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// Endings of files that are read.
const READ: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Endings of fonts for browsers, which are compressed.
const FOR_BROWSERS: [&str; 3] = ["woff", "woff2", "eot"];

/// The fonts of a site.
pub struct Fonts {
    pub(super) database: Arc<Database>,
    pub(super) faces: Vec<Face>,
    fingerprint: String,
    /// Which characters some face has, as far as somebody has asked.
    known: RwLock<HashMap<char, bool>>,
}

impl Fonts {
    /// No fonts at all.
    pub fn none() -> Fonts {
        Fonts::read(&[]).0
    }

    /// Reads fonts: the earlier a file stands, the sooner it is taken.
    pub fn read(files: &[SourceFile]) -> (Fonts, Diagnostics) {
        let mut problems = Diagnostics::default();
        let mut database = Database::new();
        let mut faces = Vec::new();
        let mut hasher = blake3::Hasher::new();
        for file in files {
            let ending = file.below.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
            if FOR_BROWSERS.contains(&ending.as_str()) {
                problems.push(for_browsers(file, &ending));
            }
            if !READ.contains(&ending.as_str()) {
                continue;
            }
            let bytes: Bytes = match file.bytes_inside() {
                Ok(bytes) => Arc::new(bytes),
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            hasher.update(blake3::hash(&bytes).as_bytes());
            let before = faces.len();
            let read = caught(At::File(&file.path), || {
                let ids = database.load_font_source(Source::Binary(Arc::clone(&bytes) as Arc<_>));
                ids.iter().filter_map(|id| Face::new(database.face(*id)?, &bytes)).collect::<Vec<_>>()
            });
            faces.extend(read.unwrap_or_default());
            if faces.len() == before {
                problems.push(broken(file, &bytes));
            }
        }
        if let Some(last) = faces.last() {
            // Whoever names no family that there is gets the theme's.
            let family = last.family.clone();
            database.set_serif_family(&family);
            database.set_sans_serif_family(&family);
            database.set_monospace_family(&family);
            database.set_cursive_family(&family);
            database.set_fantasy_family(&family);
        }
        let fingerprint = hasher.finalize().to_hex()[..16].to_owned();
        (Fonts { database: Arc::new(database), faces, fingerprint, known: RwLock::default() }, problems)
    }

    /// A text that is another where the fonts are others.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The characters of a text that no font has.
    pub fn without_glyph(&self, text: &str) -> Vec<char> {
        let unknown: Vec<char> = match self.known.read() {
            Ok(known) => text.chars().filter(|c| !known.contains_key(c)).collect(),
            Err(_) => return Vec::new(),
        };
        if !unknown.is_empty()
            && let Ok(mut known) = self.known.write()
        {
            known.extend(unknown.into_iter().map(|c| (c, self.has(c))));
        }
        let Ok(known) = self.known.read() else { return Vec::new() };
        text.chars().filter(|c| known.get(c) == Some(&false)).collect()
    }

    fn has(&self, c: char) -> bool {
        let mut text = [0; 4];
        let text = c.encode_utf8(&mut text);
        self.faces.iter().any(|face| measure(face, text).missing == 0)
    }

    /// The face for a text, of the first of these families that has all of it, or else of any other: a line is not set in two
    /// where one can do. None where there are no fonts.
    pub(super) fn choose(&self, text: &str, families: &[&str], weight: u16) -> Option<(&Face, Measured)> {
        let mut best: Option<(&Face, Measured)> = None;
        for face in self.in_order(families, weight) {
            let measured = measure(face, text);
            if measured.missing == 0 {
                return Some((face, measured));
            }
            if best.as_ref().is_none_or(|(_, best)| measured.missing < best.missing) {
                best = Some((face, measured));
            }
        }
        best
    }

    /// The nearest weight of each family that was asked for, and then all others by the nearness of theirs.
    fn in_order(&self, families: &[&str], weight: u16) -> Vec<&Face> {
        let distance = |face: &Face| (!face.is_upright, face.weight.abs_diff(weight));
        let named = families.iter().filter_map(|family| {
            let of_family = self.faces.iter().filter(|face| face.family.eq_ignore_ascii_case(family));
            of_family.min_by_key(|face| distance(face))
        });
        let mut order: Vec<&Face> = named.collect();
        let mut others: Vec<&Face> = self.faces.iter().collect();
        others.sort_by_key(|face| distance(face));
        order.extend(others);
        order
    }

    /// Which face stands in for one that lacks a character, for resvg.
    pub(super) fn stand_in(&self, c: char, used: &[ID]) -> Option<ID> {
        let weight = used.first().and_then(|id| self.faces.iter().find(|face| face.id == *id))?.weight;
        let mut text = [0; 4];
        let text = c.encode_utf8(&mut text);
        let mut others = self.in_order(&[], weight).into_iter().filter(|face| !used.contains(&face.id));
        others.find(|face| measure(face, text).missing == 0).map(|face| face.id)
    }
}

fn for_browsers(file: &SourceFile, ending: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::BadFont,
        format!("a font of the kind `.{ending}` is not read: social cards do without it"),
    )
    .at(Place::file(&file.path))
    .hint("put the same font here as .ttf or .otf")
}

fn broken(file: &SourceFile, bytes: &[u8]) -> Diagnostic {
    let what = if bytes.is_empty() { "the file is empty" } else { "this is no font, or it is damaged" };
    Diagnostic::error(Code::BadFont, what)
        .at(Place::file(&file.path))
        .hint("download it again as .ttf or .otf, or remove it")
}
