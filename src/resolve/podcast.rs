//! The cover of the podcast, and the sections that it is made of.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, nearest};
use crate::input::config::Config;
use crate::input::media::{MediaId, MediaLibrary, is_raster, picture_size};
use std::collections::BTreeSet;

/// The least that directories take of a side (Apple's and Spotify's rules), in pixels.
const SMALLEST: u32 = 1400;

/// Sides that differ by less than this, in percent, are one.
const SAME: u32 = 2;

/// The cover of the podcast, if the site has one. What is wrong with it, and with the sections that the podcast names, is
/// told.
pub(super) fn cover(
    config: &Config,
    media: &MediaLibrary,
    sections: &BTreeSet<&str>,
    problems: &mut Diagnostics,
) -> Option<MediaId> {
    let podcast = config.feeds.podcast.as_ref()?;
    let path = || KeyPath::from("feeds").key("podcast");
    for (i, id) in podcast.sections.iter().enumerate().filter(|(_, id)| !sections.contains(id.as_str())) {
        let problem = Diagnostic::warning(Code::BadPodcast, format!("there is no section `{id}` for the podcast"))
            .at(config.places.of(path().key("sections").item(i)));
        let near = nearest(id, sections.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        problems.push(problem.hint(near.unwrap_or_else(|| "a section is a folder of content/".to_owned())));
    }
    let name = podcast.image.as_ref()?;
    let mut tell = |severity: fn(Code, String) -> Diagnostic, code: Code, message: String, hint: String| {
        problems.push(severity(code, message).at(config.places.of(path().key("image").value())).hint(hint));
    };
    if !is_raster(name) || name.to_ascii_lowercase().ends_with(".gif") {
        let hint = "a cover is a PNG or JPEG file, a square of 1400 to 3000 pixels".to_owned();
        tell(Diagnostic::error, Code::BadCover, format!("`{name}` is no cover that directories take"), hint);
        return None;
    }
    let plain = name.trim_start_matches('/');
    let found = media.with_address(&format!("/{plain}")).or_else(|| media.named("", name));
    let Some(found) = found else {
        let near = nearest(plain, media.files.iter().map(|file| file.source.below.as_str()));
        let hint = near.map_or_else(
            || format!("put it at static/{plain}, or correct its name"),
            |near| format!("did you mean `{near}`?"),
        );
        tell(
            Diagnostic::error,
            Code::MissingFile,
            format!("there is no picture `{name}`, neither in static/ nor below content/"),
            hint,
        );
        return None;
    };
    if let Some((width, height)) = picture_size(&media.get(found).source) {
        let (side, longer) = (width.min(height), width.max(height));
        if side < SMALLEST {
            let message =
                format!("the cover `{name}` is {width} × {height} pixels: directories refuse less than {SMALLEST}");
            tell(
                Diagnostic::warning,
                Code::BadCover,
                message,
                "put a square of 1400 to 3000 pixels in its place".to_owned(),
            );
        } else if (longer - side) * 100 > longer * SAME {
            let message = format!("the cover `{name}` is no square ({width} × {height} pixels): its middle is cut out");
            tell(
                Diagnostic::warning,
                Code::BadCover,
                message,
                "put a square of 1400 to 3000 pixels in its place".to_owned(),
            );
        }
    }
    Some(found)
}
