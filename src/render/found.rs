//! What pages turned out to show: derivatives and social cards, which are made then.

use super::media::{Derivative, FOLDER, derivative_at};
use super::press::Press;
use super::shown::MEDIA;
use super::social_cards;
use crate::input::media::MediaId;
use crate::path::OutputPath;
use crate::pictures::Variant;
use crate::trace;
use memchr::memmem::Finder;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{LazyLock, Mutex, RwLock};

// What is looked for in each file.
static CARDS: LazyLock<Finder> = LazyLock::new(|| Finder::new(social_cards::FOLDER));
static FILES: LazyLock<Finder> = LazyLock::new(|| Finder::new(MEDIA));

/// Derivatives, by their pictures.
pub type Derivatives = BTreeMap<MediaId, BTreeSet<Variant>>;

/// What is made for pages once all of them are there.
#[derive(Default)]
pub struct Made {
    /// Derivatives of pictures.
    pub derivatives: Derivatives,
    /// Social cards.
    pub cards: BTreeSet<OutputPath>,
}

/// The derivatives and social cards that some pages name.
#[derive(Default)]
pub struct Found {
    derivatives: Mutex<Derivatives>,
    cards: Mutex<BTreeSet<OutputPath>>,
    /// Hashes of the addresses that have been looked up: the same ones stand on many pages.
    known: RwLock<HashSet<u64>>,
}

impl Found {
    /// Takes down the derivatives and social cards that the bytes of a file name, whatever kind of file it is. Whether they may
    /// name something that is made for pages, or a file beside the texts.
    pub fn search(&self, press: &Press, bytes: &[u8]) -> bool {
        // Derivatives are in a folder that is called as that of the files is.
        if [&*CARDS, &*FILES].iter().all(|name| name.find(bytes).is_none()) {
            return false;
        }
        self.each(bytes, FOLDER, |path| {
            if let Some((Derivative { file, variant }, _)) = derivative_at(press, path)
                && let Ok(mut derivatives) = self.derivatives.lock()
            {
                derivatives.entry(file).or_default().insert(variant);
            }
        });
        self.each(bytes, social_cards::FOLDER, |path| {
            if let Some(path) = OutputPath::new(path).filter(|path| press.has_card(path))
                && let Ok(mut cards) = self.cards.lock()
            {
                cards.insert(path);
            }
        });
        true
    }

    /// Takes down, before its page is searched, that what a page of an earlier build names as its social card is one.
    pub fn know_cards(&self, press: &Press, bytes: &[u8]) {
        Found::default().each(bytes, social_cards::FOLDER, |path| {
            if let Some(path) = OutputPath::new(path) {
                social_cards::know(press, &path);
            }
        });
    }

    /// Calls `take` with each path below a folder that has not been seen before.
    fn each(&self, bytes: &[u8], folder: &str, take: impl Fn(&str)) {
        for at in memchr::memmem::find_iter(bytes, folder.as_bytes()) {
            let address = &bytes[at..];
            let length = address.iter().position(|byte| !is_part(*byte)).unwrap_or(address.len());
            let Ok(address) = std::str::from_utf8(&address[..length]) else { continue };
            let hash = trace::hash(address);
            if self.known.read().is_ok_and(|known| known.contains(&hash)) {
                continue;
            }
            if let Ok(mut known) = self.known.write() {
                known.insert(hash);
            }
            if let Ok(path) = percent_decode_str(address.trim_end_matches('.')).decode_utf8() {
                take(&path);
            }
        }
    }

    /// All of them.
    pub fn into_made(self) -> Made {
        let cards = self.cards.into_inner().unwrap_or_default();
        Made { derivatives: self.derivatives.into_inner().unwrap_or_default(), cards }
    }
}

/// Whether a byte may be part of the address of a derivative, encoded.
fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~/%".contains(&byte) || !byte.is_ascii()
}
