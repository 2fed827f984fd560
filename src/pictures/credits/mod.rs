//! Whom a picture names: read from EXIF, IPTC-IIM and XMP. Where it was taken is not looked at.

mod exif;
mod iptc;
mod text;
mod xmp;

use serde::{Deserialize, Serialize};

pub(super) use exif::Orientation;

use super::read::parts::Parts;

/// Whom a picture names, in the words of its metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credits {
    /// Who made it; several are parted by commas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// How it wants to be credited: "Jo Doe / Agency".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Whose rights it is under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
}

impl Credits {
    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        *self == Credits::default()
    }

    /// These, and of others what is missing here.
    fn or(self, others: Credits) -> Credits {
        Credits {
            creator: self.creator.or(others.creator),
            credit: self.credit.or(others.credit),
            copyright: self.copyright.or(others.copyright),
        }
    }
}

/// Whom the parts of a file name. XMP goes first, whose letters are sure; then IPTC, which agencies fill; then EXIF,
/// which cameras fill with what their owner once typed in.
pub(super) fn of_parts(parts: &Parts) -> Credits {
    let xmp = parts.xmp.as_deref().map(xmp::credits).unwrap_or_default();
    let iptc = parts.iptc.as_deref().map(iptc::credits).unwrap_or_default();
    let exif = parts.exif.as_deref().map(exif::credits).unwrap_or_default();
    let texts = Credits {
        creator: keyword(parts, &["Author", "Artist", "Creator"]),
        credit: None,
        copyright: keyword(parts, &["Copyright"]),
    };
    xmp.or(iptc).or(exif).or(texts)
}

/// What a text of PNG under one of these keywords says.
fn keyword(parts: &Parts, keywords: &[&str]) -> Option<String> {
    let (_, said) = parts.texts.iter().find(|(keyword, _)| keywords.contains(&&**keyword))?;
    text::tidy(said)
}

/// Which side is up.
pub(super) fn orientation(parts: &Parts) -> Orientation {
    parts.exif.as_deref().map(exif::orientation).unwrap_or_default()
}
