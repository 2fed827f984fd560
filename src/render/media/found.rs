//! What pages turned out to show: derivatives, which are made then, and files as they are.

use super::address::{Derivative, FOLDER, derivative_at};
use crate::input::media::MediaId;
use crate::pictures::Variant;
use crate::render::press::Press;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, RwLock};

/// Derivatives, by their pictures.
pub type Derivatives = BTreeMap<MediaId, BTreeSet<Variant>>;

/// The derivatives that some pages name.
#[derive(Default)]
pub struct Found {
    derivatives: Mutex<Derivatives>,
    /// Hashes of the addresses that have been looked up: the same ones stand on many pages.
    known: RwLock<HashSet<u64>>,
}

impl Found {
    /// Takes down the derivatives that the bytes of a file name, whatever kind of file it is.
    pub fn search(&self, press: &Press, bytes: &[u8]) {
        for at in memchr::memmem::find_iter(bytes, FOLDER.as_bytes()) {
            let address = &bytes[at..];
            let length = address.iter().position(|byte| !is_part(*byte)).unwrap_or(address.len());
            let Ok(address) = std::str::from_utf8(&address[..length]) else { continue };
            let hash = hash(address);
            if self.known.read().is_ok_and(|known| known.contains(&hash)) {
                continue;
            }
            if let Ok(mut known) = self.known.write() {
                known.insert(hash);
            }
            let Ok(path) = percent_decode_str(address.trim_end_matches('.')).decode_utf8() else { continue };
            if let Some((Derivative { file, variant }, _)) = derivative_at(press, &path)
                && let Ok(mut derivatives) = self.derivatives.lock()
            {
                derivatives.entry(file).or_default().insert(variant);
            }
        }
    }

    /// All of them.
    pub fn into_derivatives(self) -> Derivatives {
        self.derivatives.into_inner().unwrap_or_default()
    }
}

/// Whether a byte may be part of the address of a derivative, encoded.
fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~/%".contains(&byte) || !byte.is_ascii()
}

fn hash(address: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    hasher.finish()
}
