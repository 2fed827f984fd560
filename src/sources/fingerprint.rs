//! A hash of all files of a site that are neither texts nor templates: what comes of those is known page by page.

use super::Options;
use crate::input::config;
use crate::input::content::is_text;
use crate::input::discover::{self, CONTENT, FONTS, LOCALES, STATIC, SourceFile, TEMPLATES, THEMES};
use crate::reading;
use crate::templates;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Larger files are known by their size and time (bytes).
const LARGE: u64 = 256 * 1024;

/// A hash of what a site is made of besides its texts and its templates: configuration, themes, messages, static files, fonts, the
/// pictures beside the texts, and what was asked for on the command line. Taken before the site is read, it never stands for
/// more than has been read.
pub fn fingerprint(options: &Options) -> u64 {
    let Options { root, drafts, future, pseudo, proof, base_url, leave_out, .. } = options;
    let mut hasher = DefaultHasher::new();
    (drafts, future, proof, base_url, format!("{pseudo:?}"), leave_out).hash(&mut hasher);
    reading::bytes(&root.join(config::FILE)).ok().hash(&mut hasher);
    for folder in [THEMES, LOCALES, STATIC, FONTS] {
        let files = discover::files_below(root, folder).0;
        files.iter().filter(|file| folder != THEMES || !is_template(file)).for_each(|file| add(file, &mut hasher));
    }
    // Pictures are many and large, and seldom touched without being changed.
    for file in discover::files_below(root, CONTENT).0.iter().filter(|file| !is_text(&file.below)) {
        (&file.path, file.stamp()).hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether a file of the themes is a template.
fn is_template(file: &SourceFile) -> bool {
    let in_folder = file.below.split('/').nth(1) == Some(TEMPLATES);
    in_folder && templates::TEMPLATES.iter().any(|ending| file.below.ends_with(ending))
}

fn add(file: &SourceFile, hasher: &mut impl Hasher) {
    file.path.hash(hasher);
    if file.size() > LARGE {
        file.stamp().hash(hasher);
    } else {
        file.bytes().ok().hash(hasher);
    }
}
