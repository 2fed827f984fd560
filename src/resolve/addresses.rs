//! Addresses of other sites that front matter gives.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::markdown::doubt;
use crate::path::is_safe_address;

/// What is wrong with an address: an error where it could run code, a warning where it has a slip.
pub(super) fn problem(url: &str, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
    if !is_safe_address(url) {
        let message = format!("the link `{url}` has an address that could run code");
        let problem = Diagnostic::error(Code::UnsafeLink, message).at(place());
        return Some(problem.hint("use an address that begins with https://"));
    }
    let (message, hint) = doubt(url)?;
    Some(Diagnostic::warning(Code::DoubtfulAddress, message).at(place()).hint(hint))
}
