//! What an address was made of: it tells whether the address can still change.

/// What a slug was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugOrigin {
    /// `slug` in the front matter, or a name of the file that needs no other letters: it stays as it is.
    Fixed,
    /// The name of the file in other letters.
    Transliteration,
    /// The title.
    Title,
}

impl SlugOrigin {
    /// With what the address would change, in a sentence; none for what stays.
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            SlugOrigin::Fixed => None,
            SlugOrigin::Transliteration => Some("the transliteration"),
            SlugOrigin::Title => Some("the title"),
        }
    }
}
