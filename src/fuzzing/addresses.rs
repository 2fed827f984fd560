//! Addresses, permalinks and other short texts: a line each.

use super::{Outcome, number_of, size_of, text_of};
use crate::html;
use crate::input::config::permalinks::{Parts, Pattern};
use crate::input::content::SourceName;
use crate::input::framing::{Crop, Focus, Pixels};
use crate::input::old_address::OldAddress;
use crate::input::{sizes, slug};
use crate::language::{LanguageTag, WrittenDate, text};
use crate::path::{self, OutputPath};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Lines of which each may be an address, a permalink, a slug, a date, a tag.
pub fn addresses(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let mut said = Vec::new();
    for line in text.lines() {
        said.push((old(line)?, permalink(line)?, words(line)?));
    }
    Ok(number_of(said))
}

/// Where the site of these addresses is.
const BASE: &str = "https://news.example/paper";

fn old(line: &str) -> Outcome {
    let reading = OldAddress::read(line, BASE);
    let (page, bare) = (OutputPath::page(line), OutputPath::bare(line));
    for path in reading.iter().map(|reading| &reading.address.path).chain(&page).chain(&bare) {
        inside(path)?;
    }
    let address = html::address(line, BASE).is_some();
    let known = (path::scheme(line), path::is_full_address(line), path::is_safe_address(line));
    Ok(number_of((reading.map(|reading| reading.fragment.is_some()).map_err(|why| why.in_words()), address, known)))
}

/// No path leads out of the folder that is published.
fn inside(path: &OutputPath) -> Result<(), String> {
    let is_wrong = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains('\\');
    match path.as_str().split('/').any(is_wrong) {
        true => Err(format!("no path of a file: {path:?}")),
        false => Ok(()),
    }
}

fn permalink(line: &str) -> Outcome {
    let Ok(pattern) = Pattern::parse(line, &["section", "year", "month", "day", "slug"]) else { return Ok(0) };
    let date = Date::new(2025, 1, 20).ok();
    let pages = [pattern.page("/xx", Parts { section: "news", slug: "a", date }), pattern.index("/xx", "archive")];
    for page in pages.iter().flatten() {
        inside(page)?;
    }
    Ok(number_of((pages[0].is_some(), pages[1].is_some(), size_of(line.len()))))
}

fn words(line: &str) -> Outcome {
    let slug = path::slugify(line);
    if path::slugify(&slug) != slug {
        return Err(format!("a slug of the slug `{slug}` is another"));
    }
    let id = crate::language::term_id(line);
    if let Ok(id) = &id
        && crate::language::term_id(id).as_ref() != Ok(id)
    {
        return Err(format!("an id of the id `{id}` is another"));
    }
    let date = WrittenDate::parse(line).ok().and_then(|date| date.in_zone(&TimeZone::UTC));
    let tag = LanguageTag::parse(line);
    let said = (tag.as_ref().map(|tag| (tag.direction(), tag.is_latin())), date.is_some(), slug::fault(line));
    let framing = (Focus::read(line).is_ok(), Crop::read(line).is_some(), Pixels::read(line).is_ok());
    let name = SourceName::parse(line, |_| false).language.is_some();
    let short = text::shortened(line, 40);
    if short.chars().count() > 41 {
        return Err(format!("not short enough: {short}"));
    }
    Ok(number_of((id.is_ok(), said, framing, sizes::span(line).is_ok(), name, text::count_words(line).min(3))))
}
