//! `site.yaml` of the new site.

use super::archive::Archive;
use super::front_matter::one_line;
use super::layout::Layout;
use crate::yaml::quoted;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `site.yaml`, with the addresses of lists that have moved.
pub fn site_yaml(archive: &Archive, layout: &Layout, moved: &BTreeMap<String, String>) -> String {
    let mut out =
        String::from("# Made by `dateline import`. What can be said here: docs/configuration.md of Dateline.\n");
    let title = archive.title.clone().unwrap_or_else(|| "Untitled".to_owned());
    let _ = writeln!(out, "title: {}", quoted(&one_line(&title)));
    if let Some(description) = &archive.description {
        let _ = writeln!(out, "description: {}", quoted(&one_line(description)));
    }
    let _ = writeln!(out, "base_url: {}", quoted(archive.own_address()));
    out.push_str("languages:\n");
    for language in &archive.languages {
        let _ = writeln!(out, "  - {{ tag: {}, prefix: {} }}", quoted(&language.tag), quoted(&language.prefix));
    }
    if let Some(zone) = &archive.time_zone {
        let _ = writeln!(out, "time_zone: {}", quoted(zone));
    }
    if let Some(paginate) = archive.paginate {
        let _ = writeln!(out, "paginate: {paginate}");
    }
    if !archive.sections.is_empty() {
        let names: Vec<String> = archive.sections.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(out, "sections: [{}]", names.join(", "));
    }
    if !layout.patterns.is_empty() || !layout.of_sections.is_empty() {
        out.push_str("# The addresses that the texts had.\npermalinks:\n");
        for (key, pattern) in &layout.patterns {
            let _ = writeln!(out, "  {key}: {}", quoted(pattern));
        }
        if !layout.of_sections.is_empty() {
            out.push_str("  sections:\n");
            for (section, pattern) in &layout.of_sections {
                let _ = writeln!(out, "    {}: {}", quoted(section), quoted(pattern));
            }
        }
    }
    if layout.redirects.len() > 1 {
        let _ = write!(
            out,
            "# Some old addresses only a host can lead on from. Keep the form of yours, and take out the others.\n\
             redirects: [{}]\n",
            layout.redirects.join(", ")
        );
    }
    if !moved.is_empty() {
        out.push_str("# Old addresses of lists and feeds.\nmoved:\n");
        for (from, to) in moved {
            let _ = writeln!(out, "  {}: {}", quoted(from), quoted(to));
        }
    }
    out
}
