//! What of a published folder is believed to be as the last build has left it.

/// How it is known that a published file is still what the last build has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// By its size and the time of its last change.
    SizeAndTime,
    /// By all that is in it.
    Content,
    /// Not at all: everything is made anew.
    Nothing,
}

/// Whether somebody has to look into a file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It is read.
    Inside,
    /// Nobody needs to know what is in it.
    Outside,
}

/// A file that is kept.
pub struct Kept {
    /// Its bytes, where somebody has to look into it.
    pub bytes: Option<Vec<u8>>,
}
