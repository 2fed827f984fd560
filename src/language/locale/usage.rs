//! How the house writes names, by language: the site's list over the theme's, and that of a variety over its language's,
//! name by name.

use super::file::{LocaleFile, of_language};
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::usage::{FILE, Usage, Written};
use std::collections::HashMap;

/// The lists as they are written, by their paths: several languages may have one.
pub(super) type Lists = HashMap<String, Written>;

/// The list of a language. Files of which a later one stands over an earlier one; each is read once.
pub(super) fn load(tag: &LanguageTag, files: &[LocaleFile], read: &mut Lists, problems: &mut Diagnostics) -> Usage {
    let mut list = Written::default();
    for (file, _) in of_language(tag, files).filter(|(_, below)| *below == FILE) {
        if !read.contains_key(file.path) {
            let Some(text) = file.text(problems) else { continue };
            let (written, found) = Written::parse(file.path, &text);
            problems.append(found);
            read.insert(file.path.to_owned(), written);
        }
        list = list.under(read[file.path].clone());
    }
    Usage::new(list)
}
