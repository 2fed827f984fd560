//! What is said of a drawing from which something was taken out, or that cannot be read.

use super::{Cleaned, Fault, Kind, Taken};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// How many parts of one drawing are told one by one.
const MOST: usize = 20;

/// Tells what was taken out of the drawing at `path`, whose bytes were `bytes`. `trust` is the way to publish it as it is.
pub fn told(path: &str, bytes: &[u8], cleaned: &Cleaned, trust: &str) -> Diagnostics {
    if cleaned.taken.is_empty() {
        return Diagnostics::default();
    }
    let text = String::from_utf8_lossy(bytes);
    let more = cleaned.taken.len().saturating_sub(MOST);
    let told = cleaned.taken.iter().take(MOST).enumerate().map(|(i, taken)| {
        let mut problem = Diagnostic::warning(Code::DrawingCleaned, in_words(taken))
            .at(Place::at(path, &text, taken.line, taken.column))
            .hint(way_out(taken));
        if i + 1 == MOST && more > 0 {
            problem = problem.hint(format!("{more} more parts of this drawing were taken out"));
        }
        problem.hint(trust)
    });
    Diagnostics(told.collect())
}

/// Tells why the drawing at `path` cannot be published.
pub fn fault_told(path: &str, bytes: &[u8], fault: &Fault) -> Diagnostic {
    let place = match fault.place {
        Some((line, column)) => Place::at(path, &String::from_utf8_lossy(bytes), line, column),
        None => Place::file(path),
    };
    Diagnostic::error(Code::BadDrawing, fault.message.clone()).at(place).hint(fault.hint)
}

fn in_words(taken: &Taken) -> String {
    let Taken { kind, name, address, .. } = taken;
    let of = |text: &str| address.as_ref().map_or_else(String::new, |address| format!(" {text} `{address}`"));
    match kind {
        Kind::Script => format!("`{name}` in the drawing runs code; it is taken out"),
        Kind::Handler => format!("`{name}` in the drawing runs code; it is taken out"),
        Kind::Link => {
            format!("`{name}` in the drawing leads to an address that is not safe,{}; it is taken out", of(""))
        }
        Kind::Outside => format!("`{name}` in the drawing loads something from elsewhere{}; it is taken out", of("at")),
        Kind::Page => format!("`{name}` is a part of a web page in the drawing; it is taken out with what is in it"),
        Kind::Animation => format!("`{name}` in the drawing changes an address or code over time; it is taken out"),
        Kind::Declaration => format!("`{name} …` declares what a drawing must not have; it is taken out"),
        Kind::Unknown => format!("`{name}` is no element that SVG knows; it is taken out with what is in it"),
    }
}

fn way_out(taken: &Taken) -> &'static str {
    let is_embedded = || taken.address.as_ref().is_some_and(|address| address.trim_start().starts_with("data:"));
    match taken.kind {
        Kind::Script | Kind::Handler => {
            "in a page it would not run; opened by itself it could do all that a page of the site can. Remove it, or put \
             what should move or answer into the page"
        }
        Kind::Link => "use an address that begins with https://, mailto: or tel:",
        Kind::Outside if is_embedded() => {
            "what is embedded may be a picture (PNG, JPEG, WebP, GIF, AVIF) or, in a style sheet, a font; a drawing in a drawing \
             is copied into it as shapes"
        }
        Kind::Outside => {
            "a drawing in a page loads no other file: embed the picture or the font in it (`data:`), or remove it"
        }
        Kind::Page => "a drawing has `<text>` for words; let the program export text as text, or as paths",
        Kind::Animation => "animate what is drawn: positions, colours, opacity",
        Kind::Declaration => "save the drawing as plain SVG",
        Kind::Unknown => {
            "save the drawing as plain SVG; check the name of the element, whose letters are large or small"
        }
    }
}
