//! Sitemap: the addresses of the live site, from a copy of its `sitemap.xml`.

use super::archive::Archive;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::old_address::OldAddress;
use crate::reading::in_words;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The addresses in a sitemap; those of an index are looked for in the files beside it.
///
/// # Errors
/// The file cannot be read, or is no sitemap.
pub fn addresses(file: &Path, archive: &Archive) -> Result<BTreeSet<OldAddress>, Diagnostic> {
    let mut all = BTreeSet::new();
    let (is_index, locations) = locations(file)?;
    if !is_index {
        all.extend(locations.iter().filter_map(|text| archive.read_address(text)));
        return Ok(all);
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    for location in locations {
        let name = location.rsplit('/').next().unwrap_or_default();
        let (_, locations) = self::locations(&folder.join(name)).map_err(|problem| {
            problem.hint(format!(
                "{} is an index: fetch the sitemaps that it names, and put them beside it",
                file.display()
            ))
        })?;
        all.extend(locations.iter().filter_map(|text| archive.read_address(text)));
    }
    Ok(all)
}

/// Whether it is an index, and what stands in each `loc`.
fn locations(file: &Path) -> Result<(bool, Vec<String>), Diagnostic> {
    let shown = file.display().to_string();
    let fail = |what: String| Diagnostic::error(Code::BadUsage, format!("{shown}: {what}"));
    let text =
        fs::read_to_string(file).map_err(|error| fail(format!("the sitemap cannot be read: {}", in_words(&error))))?;
    let mut reader = Reader::from_str(&text);
    let (mut is_index, mut is_sitemap, mut inside, mut found) = (false, false, false, Vec::new());
    let mut location = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "sitemapindex" => (is_index, is_sitemap) = (true, true),
                "urlset" => is_sitemap = true,
                "loc" => (inside, location) = (tag.name().as_ref() == "loc", String::new()),
                _ => {}
            },
            Ok(Event::Text(text)) if inside => location.push_str(&text.xml10_content()),
            Ok(Event::CData(text)) if inside => location.push_str(&text),
            Ok(Event::GeneralRef(reference)) if inside => {
                let sign = reference.resolve_char_ref().ok().flatten().map(String::from);
                location.push_str(
                    &sign.unwrap_or_else(|| if &*reference == "amp" { "&".to_owned() } else { String::new() }),
                );
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "loc" && inside => {
                inside = false;
                found.push(location.trim().to_owned());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(fail(format!("this is no sitemap: {error}"))),
        }
    }
    if is_sitemap {
        Ok((is_index, found))
    } else {
        Err(fail("this is no sitemap: it has neither `urlset` nor `sitemapindex`".to_owned()))
    }
}
