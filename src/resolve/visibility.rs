//! Visibility: what is public at the moment that the site is built for.

use crate::language::Moment;
use crate::site::Hidden;

/// Which articles are public.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visibility {
    /// Drafts are shown too.
    pub drafts: bool,
    /// Articles of the future are shown too.
    pub future: bool,
    /// The moment that counts as now.
    pub now: Moment,
    /// What is made is a proof, and says so.
    pub proof: bool,
}

impl Visibility {
    /// Whether what bears a moment may be shown.
    pub fn has_come(&self, at: Moment) -> bool {
        self.future || at.timestamp <= self.now.timestamp
    }

    /// Why an article with these marks is not public, if it is not.
    pub fn hides(&self, draft: bool, date: Option<Moment>, expires: Option<Moment>) -> Option<Hidden> {
        if draft && !self.drafts {
            Some(Hidden::Draft)
        } else if date.is_some_and(|d| d.timestamp > self.now.timestamp) && !self.future {
            Some(Hidden::Embargo)
        } else if expires.is_some_and(|e| e.timestamp <= self.now.timestamp) {
            Some(Hidden::Expired)
        } else {
            None
        }
    }
}
