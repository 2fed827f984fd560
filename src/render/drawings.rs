//! The files beside the texts as they are published: drawings without what could do harm.

use super::press::Press;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::media::MediaId;
use crate::pictures::drawings::{clean, fault_told, is_drawing, told, too_large};

/// How a site publishes its drawings as they are.
const TRUST: &str = "or publish drawings as they are, if you trust all who make them: `trust_html: true` in site.yaml";

/// The bytes of a file that readers get. What was taken out is told with the texts.
///
/// # Errors
/// What keeps a file from being read, or a drawing from being shown.
pub(super) fn file(press: &Press, id: MediaId) -> Result<Vec<u8>, Diagnostic> {
    let source = &press.site.media.get(id).source;
    if !is_drawing(&source.below) || press.site.config.trust_html {
        return Ok(source.bytes_inside()?.into_owned());
    }
    let keep = |problems: Diagnostics| press.kept.drawings[id.0].get_or_init(|| problems);
    let fails = |problem: Diagnostic| {
        keep(problem.clone().into());
        problem
    };
    if let Some(fault) = too_large(source.size()) {
        return Err(fails(fault_told(&source.path, &[], &fault)));
    }
    let bytes = source.bytes_inside()?;
    let cleaned = clean(&bytes).map_err(|fault| fails(fault_told(&source.path, &bytes, &fault)))?;
    keep(told(&source.path, &bytes, &cleaned, TRUST));
    Ok(cleaned.bytes.into_owned())
}
