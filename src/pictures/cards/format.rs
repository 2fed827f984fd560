//! How cards are encoded.

use super::examine::Examined;

/// How a card is encoded. It is known before it is drawn, since it is part of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFormat {
    /// For few colours.
    Png,
    /// For what a photograph is part of.
    Jpeg,
}

impl CardFormat {
    /// The better one for a drawing.
    pub fn of(examined: &Examined) -> CardFormat {
        if examined.is_flat { CardFormat::Png } else { CardFormat::Jpeg }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            CardFormat::Png => "png",
            CardFormat::Jpeg => "jpg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            CardFormat::Png => "image/png",
            CardFormat::Jpeg => "image/jpeg",
        }
    }
}
