//! Walk: the files of a source.

use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path below the folder, with `/`.
    pub below: String,
    /// Where it is.
    pub disk: PathBuf,
}

/// The files below a folder, in the order of their paths; hidden ones, and what is below one of the folders `except`, are
/// left out, and no link is followed out of it.
pub fn files(root: &Path, except: &[&Path]) -> Vec<Found> {
    let is_hidden = |name: &str| name.starts_with('.') && name != ".well-known";
    let walk = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !is_hidden(&name) && !except.iter().any(|folder| entry.path() == *folder)
    });
    let inside = |path: &Path| {
        let root = root.canonicalize().ok()?;
        path.canonicalize().ok().filter(|real| real.starts_with(&root) && real.is_file())
    };
    let found = walk.filter_map(Result::ok).filter_map(|entry| {
        let below = entry.path().strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        let is_link = entry.path_is_symlink();
        let is_file = if is_link { inside(entry.path()).is_some() } else { entry.file_type().is_file() };
        is_file.then(|| Found { below, disk: entry.path().to_owned() })
    });
    found.collect()
}
