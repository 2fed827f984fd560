//! What is known of a picture of a site, and what its derivatives are called for that.

use super::{Credits, Encoding, Facts, Format, Header, VERSION, credits};
use crate::input::config::Metadata;

/// What is known of a picture.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What derivatives are called: other contents or another way to make them give another name.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// Pixels, the right way up.
    pub width: u32,
    /// Pixels, the right way up.
    pub height: u32,
    /// Whether it moves.
    pub is_animated: bool,
    /// The format for browsers that do not know the modern one.
    pub safe: Encoding,
    /// What it looks like from afar, once all of it has been read.
    pub colour: Option<[u8; 3]>,
    /// What the file says of who made it, as far as it is wanted.
    pub credits: Credits,
    /// What derivatives say.
    pub(super) kept: Credits,
}

impl Looked {
    /// Who made the picture, as a line below it says: the agency's own words, else the photographer, else who holds the rights.
    pub fn credit(&self) -> Option<&str> {
        let Credits { credit, creator, copyright, .. } = &self.credits;
        [credit, creator, copyright].into_iter().flatten().map(String::as_str).next()
    }
}

/// The contents of a file: hexadecimal digits of their BLAKE3 hash.
pub(super) fn contents(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// What derivatives of some contents are called: twelve digits. Whoever has many pictures has not two of one name in
/// millions of years of builds; whoever changes how they are made gets new names.
pub(super) fn name(contents: &str, kept: &Credits) -> String {
    let mut hasher = blake3::Hasher::new();
    let kept = [&kept.copyright, &kept.creator].map(|text| text.as_deref().unwrap_or_default());
    for part in [contents, &VERSION.to_string()].into_iter().chain(kept) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

/// What is known of contents, once all of them have been read.
pub(super) fn of_facts(contents: &str, facts: &Facts, wanted: &[Metadata]) -> Looked {
    let kept = kept(&facts.credits, wanted);
    Looked {
        name: name(contents, &kept),
        format: facts.format,
        width: facts.width,
        height: facts.height,
        is_animated: facts.animated,
        safe: facts.safe,
        // Through what is transparent, the page is seen.
        colour: (!facts.transparent).then_some(facts.colour),
        credits: if wanted.is_empty() { Credits::default() } else { facts.credits.clone() },
        kept,
    }
}

/// What the beginning of a picture says.
pub(super) fn of_header(contents: &str, header: &Header, bytes: &[u8], wanted: &[Metadata]) -> Looked {
    let credits = if wanted.is_empty() { Credits::default() } else { credits(bytes) };
    let kept = kept(&credits, wanted);
    Looked {
        name: name(contents, &kept),
        format: header.format,
        width: header.width,
        height: header.height,
        is_animated: header.animated,
        // Of a photograph, that is right; of all else, it is what shows all of it.
        safe: if header.format == Format::Jpeg { Encoding::Jpeg } else { Encoding::Png },
        colour: None,
        credits,
        kept,
    }
}

fn kept(credits: &Credits, wanted: &[Metadata]) -> Credits {
    let of = |metadata: Metadata, text: &Option<String>| text.clone().filter(|_| wanted.contains(&metadata));
    let (copyright, creator) = (of(Metadata::Copyright, &credits.copyright), of(Metadata::Creator, &credits.creator));
    Credits { credit: None, copyright, creator }
}
