//! At work: whether a program is changing many files of a site right now. Each leaves a file while it works.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where git says that it is at work, in its own folder.
const LOCK_OF_GIT: &str = "index.lock";

/// The programs that change many files of a site.
pub struct AtWork {
    /// The site's folder in full.
    root: PathBuf,
    /// What another program leaves, below the site's folder.
    journal: &'static str,
    /// What somebody has waited for in vain: a program that was killed leaves its file for ever.
    given_up: Option<(PathBuf, SystemTime)>,
}

impl AtWork {
    /// Those that may be at work in a site's folder: git, and the one that leaves `journal` there.
    pub fn in_folder(root: &Path, journal: &'static str) -> AtWork {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        AtWork { root, journal, given_up: None }
    }

    /// The file of a program that is at work.
    pub fn sign(&self) -> Option<PathBuf> {
        let of_git = self.root.ancestors().filter_map(folder_of_git).map(|folder| folder.join(LOCK_OF_GIT));
        let mut signs = of_git.chain([self.root.join(self.journal)]);
        signs.find(|sign| written(sign).is_some_and(|at| self.given_up != Some((sign.clone(), at))))
    }

    /// Nobody waits for this one any more: only for another of the same name.
    pub fn give_up(&mut self, sign: PathBuf) {
        self.given_up = written(&sign).map(|at| (sign, at));
    }
}

/// When a file was written, if it is there.
fn written(file: &Path) -> Option<SystemTime> {
    let metadata = fs::symlink_metadata(file).ok()?;
    // A system that knows no times: all files of this name are one.
    Some(metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH))
}

/// Git's own folder of a work tree: where there are several of one repository, `.git` is a file that names it.
fn folder_of_git(tree: &Path) -> Option<PathBuf> {
    let git = tree.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(git).ok()?;
    Some(tree.join(text.strip_prefix("gitdir:")?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOURNAL: &str = ".dateline/changes.json";

    #[test]
    fn git_is_at_work_in_the_folder_above_it_or_in_another_that_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let above = fs::canonicalize(folder.path()).unwrap();
        let root = above.join("site");
        fs::create_dir_all(root.join(".dateline")).unwrap();
        let at_work = AtWork::in_folder(&root, JOURNAL);
        assert_eq!(at_work.sign(), None);
        fs::create_dir(above.join(".git")).unwrap();
        assert_eq!(at_work.sign(), None);
        for sign in [".git/index.lock", "site/.dateline/changes.json"] {
            fs::write(above.join(sign), "").unwrap();
            assert_eq!(at_work.sign(), Some(above.join(sign)));
            fs::remove_file(above.join(sign)).unwrap();
        }
        fs::create_dir_all(above.join("other/trees/site")).unwrap();
        fs::write(root.join(".git"), "gitdir: ../other/trees/site\n").unwrap();
        fs::write(above.join("other/trees/site/index.lock"), "").unwrap();
        assert!(at_work.sign().is_some());
    }

    #[test]
    fn a_file_that_was_left_behind_is_waited_for_once() {
        let folder = tempfile::tempdir().unwrap();
        let lock = fs::canonicalize(folder.path()).unwrap().join(".git/index.lock");
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(&lock, "").unwrap();
        let mut at_work = AtWork::in_folder(folder.path(), JOURNAL);
        at_work.give_up(at_work.sign().unwrap());
        assert_eq!(at_work.sign(), None);
        fs::File::options()
            .write(true)
            .open(&lock)
            .unwrap()
            .set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1))
            .unwrap();
        assert_eq!(at_work.sign(), Some(lock));
    }
}
