//! Derivatives on their way to the output folder.

use super::address::{Derivative, path};
use super::{Source, faults};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::input::media::MediaId;
use crate::path::OutputPath;
use crate::pictures::{Trouble, Variant};
use crate::render::press::Press;
use crate::timings::{Work, begin};
use std::collections::{BTreeSet, HashMap};

/// Hands the derivatives of a picture to `take`: where each is written, its size if it has been made before, and what gives its
/// bytes. Those that are missing are made in one go, so that the picture is read once.
///
/// # Errors
/// What is wrong with the picture, and what `take` says.
pub fn publish(
    press: &Press,
    file: MediaId,
    variants: &BTreeSet<Variant>,
    take: impl Fn(&OutputPath, Option<u64>, &dyn Fn() -> Result<Vec<u8>, Diagnostic>) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostics> {
    let Some(looked) = Source::of(press).derived(file) else { return Ok(()) };
    let source = &press.site.media.get(file).source;
    let told = |trouble: Trouble| {
        let (code, message, hint) = faults::told(source, &trouble);
        Diagnostic::error(code, message).at(Place::file(&source.path)).hint(hint)
    };
    let sizes: HashMap<Variant, u64> =
        variants.iter().filter_map(|variant| Some((*variant, press.pictures.size(looked, *variant)?))).collect();
    let missing: Vec<Variant> = variants.iter().copied().filter(|variant| !sizes.contains_key(variant)).collect();
    let made: HashMap<Variant, Vec<u8>> = match missing.is_empty() {
        true => HashMap::new(),
        false => {
            let work = begin(Work::Step, "derivatives");
            let made = press.pictures.make(source, looked, &missing).map_err(told)?;
            work.done(|| made.iter().map(|bytes| bytes.len() as u64).sum());
            missing.into_iter().zip(made).collect()
        }
    };
    for variant in variants {
        let Some(path) = path(press, Derivative { file, variant: *variant }, looked) else { continue };
        let work = begin(Work::File, "derivative");
        let fresh = made.get(variant);
        let size = fresh.map(|bytes| bytes.len() as u64).or_else(|| sizes.get(variant).copied());
        let bytes = || match fresh {
            Some(bytes) => Ok(bytes.clone()),
            None => press.pictures.derivative(source, looked, *variant).map_err(told),
        };
        take(&path, size, &bytes)?;
        work.done(|| size.unwrap_or(0));
    }
    Ok(())
}
