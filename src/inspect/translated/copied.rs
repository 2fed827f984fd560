//! A copy of the original that nobody has translated.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::content::{Fingerprint, pieces_of};
use crate::inspect::behind::Pair;
use crate::language::locale::TO_TRANSLATE;
use crate::language::text::counted;
use crate::site::Site;
use std::collections::BTreeSet;

/// Words of a block that is looked at: a shorter one may be a name, a date, a list of places.
const LEAST_OF_BLOCK: usize = 5;

/// Words that are the same before anything is said.
const LEAST: usize = 15;

/// What most of a translation says in the words of its original, if it does. Languages of one family (two varieties, two
/// scripts) may well say the same.
pub(super) fn problem(site: &Site, pair: &Pair) -> Option<Diagnostic> {
    let tag = |language| &site.locales.get(language).tag;
    if tag(pair.from).language() == tag(pair.to).language() {
        return None;
    }
    let known: BTreeSet<Fingerprint> =
        pieces_of(pair.original, |pieces| pieces.iter().map(|p| p.fingerprint).collect());
    let (all, same, first) = pieces_of(pair.translation, |pieces| {
        let (mut all, mut same, mut first) = (0, 0, None);
        for piece in pieces.iter().filter(|piece| piece.key().is_none() && is_prose(piece.text)) {
            let words = piece.words();
            all += words;
            if words >= LEAST_OF_BLOCK && known.contains(&piece.fingerprint) {
                same += words;
                first = first.or_else(|| Some(piece.line()));
            }
        }
        (all, same, first)
    });
    let line = first.filter(|_| same >= LEAST && same * 2 >= all)?;
    let document = pair.translation;
    let message = format!(
        "{} of {} are those of the original {}: this text is not translated",
        same,
        counted(all, "word"),
        pair.original.path
    );
    Some(
        Diagnostic::warning(Code::CopiedText, message)
            .at(Place::at(&*document.path, &document.text(), line as usize, 1))
            .hint(format!("translate it into `{}`", tag(pair.to)))
            .hint(format!("until then, write the line `{TO_TRANSLATE}` into its front matter: it counts as missing")),
    )
}

/// Whether a block is the writer's own words, and no quotation, code, table, picture, note or address.
fn is_prose(text: &str) -> bool {
    let text = text.trim_start();
    let is_indented = text.len() != text.trim_start_matches("    ").len();
    let is_other = text.starts_with(['>', '|', '`', '~', '<', ':']) || text.starts_with("![") || text.starts_with("[^");
    let is_address = text.contains("://") && !text.trim().contains(char::is_whitespace);
    !is_indented && !is_other && !is_address && !text.contains("\n|")
}
