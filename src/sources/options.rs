//! Options: how a site is loaded.

use crate::language::locale::Pseudo;
use crate::pictures::Effort;
use jiff::Timestamp;
use std::path::PathBuf;

/// The day of an instant: days from 1970.
pub fn day_of(at: Timestamp) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    at.as_second().div_euclid(DAY)
}

/// Where texts are once they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// They stay in memory.
    Kept,
    /// They stay in memory once somebody has read them. A file that nobody has touched since the last build is known from then.
    KeptSoon,
    /// They are read again when they are set. Each is read to get to know it.
    ReadAgain,
    /// The same, but a file that nobody has touched since the last build is known from then.
    Remembered,
}

impl Texts {
    /// Whether they stay in memory.
    pub fn are_kept(self) -> bool {
        matches!(self, Texts::Kept | Texts::KeptSoon)
    }
}

/// How a site is loaded.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Replaces `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Drafts are shown.
    pub drafts: bool,
    /// Articles of the future are shown.
    pub future: bool,
    /// What is made is a proof: its pages say that they are not for publication.
    pub proof: bool,
    /// Messages are written in a shape that nobody overlooks.
    pub pseudo: Option<Pseudo>,
    /// The instant that counts as now.
    pub now: Timestamp,
    /// How closely pictures are looked at.
    pub effort: Effort,
    /// Where texts are once they are known.
    pub texts: Texts,
    /// Texts that are not read, by their paths below the root: the site is published without them.
    pub leave_out: Vec<String>,
    /// Today by the clock of the machine, whatever counts as now: days from 1970.
    pub today: i64,
}
