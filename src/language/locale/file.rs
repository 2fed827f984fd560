//! A file of `locales/` as this module takes it, wherever it comes from.

use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;

/// The text of a file, or what is wrong with it.
type Read<'a> = Box<dyn Fn(&mut Diagnostics) -> Option<String> + 'a>;

/// A file of `locales/`, the site's or a theme's.
pub struct LocaleFile<'a> {
    /// Its path below the site's root.
    pub path: &'a str,
    /// Its path below the folder of all languages, `aa/site.ftl`.
    pub below: &'a str,
    /// 0 for the site, then a number for each theme, the nearest first.
    pub layer: usize,
    /// Whether it can be fixed here, and is not part of the program.
    pub is_own: bool,
    /// Reads its text. Asked only of files that are used: what is wrong with others is nobody's business.
    pub read: Read<'a>,
}

impl LocaleFile<'_> {
    /// The text; none, with a problem, where it cannot be read.
    pub fn text(&self, problems: &mut Diagnostics) -> Option<String> {
        (self.read)(problems)
    }
}

/// The tags that a language reads: those that it is a variety of, the most general first, then its own.
pub(super) fn from_general(tag: &LanguageTag) -> Vec<LanguageTag> {
    let mut lineage: Vec<LanguageTag> = tag.lineage().collect();
    lineage.reverse();
    lineage
}

/// The files that a language reads, each with its path below the folder of its language. A later one stands over an
/// earlier one: those of a variety over its language's, and for each in the order in which they are given.
pub(super) fn of_language<'a, 'f>(
    tag: &LanguageTag,
    files: &'a [LocaleFile<'f>],
) -> impl Iterator<Item = (&'a LocaleFile<'f>, &'a str)> {
    from_general(tag).into_iter().flat_map(move |tag| {
        files.iter().filter_map(move |file| {
            let (folder, below) = file.below.split_once('/')?;
            LanguageTag::parse(folder).filter(|found| *found == tag).map(|_| (file, below))
        })
    })
}
