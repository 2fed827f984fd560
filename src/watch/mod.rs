//! Watch: which files of a site have changed.
//!
//! Editors save in many ways: they write into the file, empty it first, or write another file and rename it; they
//! leave copies and lock files beside it. What counts is the state of the files when they have come to rest, so events
//! are gathered until none has come for a moment, and then the files themselves are looked at. How long that moment
//! is, whoever waits says: an eye at the preview waits for nothing, and a publication for all files of a commit.

mod at_work;
mod identity;

pub use at_work::AtWork;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::config::FILE;
use crate::input::discover;
use crate::reading::in_words;
use crate::sources::{FOLDERS, Touched};
use identity::Identity;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long an empty or vanished file may be in the middle of being saved.
const HALF_SAVED: Duration = Duration::from_millis(120);
/// How often files are looked at where the system does not tell of changes.
pub const POLL: Duration = Duration::from_millis(500);

/// How changes are found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The system tells.
    Events,
    /// The files are looked at again and again: on network drives and in containers the system does not tell.
    Poll,
}

/// When files have come to rest.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    /// No event for this long: they are at rest.
    pub quiet: Duration,
    /// Nobody waits longer than this for a change, though others follow (a checkout of another branch).
    pub patience: Duration,
}

/// What the system tells, and when it was told: whoever is at work may hear of it later.
type Heard = (Instant, notify::Result<Event>);

/// The files of a site under watch.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<Heard>,
    /// The site's folder in full, as events name it.
    root: PathBuf,
    /// The same as it was named, and which folder was there when the watch began.
    named: PathBuf,
    identity: Option<Identity>,
    means: Means,
}

/// What a wait has ended with.
pub enum Waited {
    /// Files may have changed.
    Touched {
        /// Which.
        touched: Touched,
        /// When that was first told of.
        since: Instant,
    },
    /// The time is over.
    TimeIsOver,
    /// The system tells of no more changes.
    Lost,
}

impl Watch {
    /// Begins to watch. Where the system cannot tell of so many folders, the files are polled.
    ///
    /// # Errors
    /// The site's folder cannot be watched at all.
    pub fn start(root: &Path, means: Means) -> Result<Watch, Diagnostic> {
        // The folder of a process may be deleted, and another put in its place.
        let named = std::path::absolute(root).map_err(|error| unwatchable(&in_words(&error)))?;
        match Watch::try_start(&named, means) {
            Ok(watch) => Ok(watch),
            Err(_) if means == Means::Events => {
                Watch::try_start(&named, Means::Poll).map_err(|error| unwatchable(&reason(&error)))
            }
            Err(error) => Err(unwatchable(&reason(&error))),
        }
    }

    fn try_start(named: &Path, means: Means) -> notify::Result<Watch> {
        let identity = Identity::of(named);
        let root = &std::fs::canonicalize(named)?;
        let (sender, events) = mpsc::channel();
        let tell = move |event| {
            // Nobody listens any more where the watch has ended.
            let _ = sender.send((Instant::now(), event));
        };
        // What is outside the site is none of ours.
        let config = notify::Config::default().with_follow_symlinks(false);
        let watcher: Box<dyn Watcher + Send> = match means {
            Means::Events => Box::new(RecommendedWatcher::new(tell, config)?),
            Means::Poll => {
                // By their times alone, two changes in one second could not be told apart.
                let often = config.with_poll_interval(POLL).with_compare_contents(true);
                Box::new(PollWatcher::new(tell, often)?)
            }
        };
        let mut watch = Watch { watcher, events, root: root.to_owned(), named: named.to_owned(), identity, means };
        // `site.yaml`, and folders that come and go.
        watch.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
            watch.watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    /// How changes are found out.
    pub fn means(&self) -> Means {
        self.means
    }

    /// Waits until files have changed and come to rest, or for `longest`.
    pub fn wait(&mut self, longest: Duration, rest: Rest) -> Waited {
        let deadline = Instant::now() + longest;
        let mut touched = Touched { everything: self.follow_root(), ..Touched::default() };
        let mut since = Instant::now();
        while touched == Touched::default() {
            match self.receive(deadline) {
                Ok((at, event)) => {
                    since = at;
                    self.take(event, &mut touched);
                }
                Err(RecvTimeoutError::Timeout) => return Waited::TimeIsOver,
                Err(RecvTimeoutError::Disconnected) => return Waited::Lost,
            }
        }
        let begin = Instant::now();
        let mut quiet_at = begin + rest.quiet;
        while begin.elapsed() < rest.patience
            && let Ok((at, event)) = self.receive(quiet_at)
        {
            if self.take(event, &mut touched) {
                quiet_at = at + rest.quiet;
            } else if at > quiet_at {
                // Somebody reads on and on: a backup, or this program itself.
                break;
            }
        }
        let half_saved = Instant::now() + HALF_SAVED;
        while touched.paths.iter().any(|path| self.looks_half_saved(path))
            && let Ok((_, event)) = self.receive(half_saved)
        {
            self.take(event, &mut touched);
        }
        Waited::Touched { touched, since }
    }

    /// Whether another folder is where the site's was, as when it is deleted and copied back: the system tells of
    /// the old one, if of anything. The new one is watched from now on.
    fn follow_root(&mut self) -> bool {
        let now = Identity::of(&self.named);
        if now.is_none() || now == self.identity {
            return false;
        }
        let Ok(watch) = Watch::try_start(&self.named, self.means) else { return false };
        *self = watch;
        true
    }

    fn receive(&self, deadline: Instant) -> Result<Heard, RecvTimeoutError> {
        self.events.recv_timeout(deadline.saturating_duration_since(Instant::now()))
    }

    /// Takes an event in. Whether somebody is writing: what an editor writes beside a text is told of by nobody, but more is to
    /// come.
    fn take(&mut self, event: notify::Result<Event>, touched: &mut Touched) -> bool {
        // Where events were lost, or could not be told, anything may have changed.
        let Ok(event) = event else {
            touched.everything = true;
            return true;
        };
        touched.everything |= event.need_rescan();
        let is_read = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if is_read {
            return false;
        }
        let mut is_written = touched.everything;
        // The time of a folder changes with every file in it, which is told of by itself.
        let is_about_files = matches!(event.kind, EventKind::Modify(kind) if !matches!(kind, ModifyKind::Name(_)));
        for path in &event.paths {
            if is_about_files && path.is_dir() {
                continue;
            }
            let Ok(below) = path.strip_prefix(&self.root) else { continue };
            let path = discover::as_site_path(below);
            let Some(folder) = FOLDERS.iter().find(|folder| path.split('/').next() == Some(folder)) else {
                if path == FILE {
                    is_written = true;
                    touched.paths.insert(path);
                }
                continue;
            };
            is_written = true;
            if path == *folder {
                self.watch_again(folder);
            }
            if !discover::is_passed_over(&path[folder.len()..]) {
                touched.paths.insert(path);
            }
        }
        is_written
    }

    /// A folder of the site has come, gone or been moved: what is there now is watched.
    fn watch_again(&mut self, folder: &str) {
        let folder = self.root.join(folder);
        // It may not have been watched before.
        let _ = self.watcher.unwatch(&folder);
        if folder.is_dir() {
            // What is in it is read at once in any case; what cannot be watched is looked for at the next start.
            let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }

    fn looks_half_saved(&self, path: &str) -> bool {
        match std::fs::metadata(self.root.join(path)) {
            Ok(metadata) => metadata.is_file() && metadata.len() == 0,
            // Under this name: on the disk it may be written in another form of Unicode.
            Err(_) => path.is_ascii(),
        }
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => in_words(error),
        notify::ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
        _ => error.to_string(),
    }
}

fn unwatchable(reason: &str) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("the site's files cannot be watched: {reason}"))
        .at(Place::file("."))
        .hint("look at them again and again instead: --poll")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    const REST: Rest = Rest { quiet: Duration::from_millis(5), patience: Duration::from_millis(500) };

    /// What is told of after some work in a site's folder; all of it, however it is spread over waits.
    fn told(means: Means, before: impl Fn(&Path), work: impl Fn(&Path)) -> BTreeSet<String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/news")).unwrap();
        fs::write(root.join("content/news/a.md"), "a").unwrap();
        before(root);
        let mut watch = Watch::start(root, means).unwrap();
        std::thread::sleep(Duration::from_millis(20));
        work(root);
        let mut paths = BTreeSet::new();
        let wait = if means == Means::Poll { POLL * 3 } else { Duration::from_millis(300) };
        while let Waited::Touched { touched, .. } = watch.wait(wait, REST) {
            paths.extend(touched.paths);
        }
        paths
    }

    fn has(paths: &BTreeSet<String>, path: &str) -> bool {
        paths.contains(path)
    }

    #[test]
    fn a_file_is_told_of_however_it_is_saved() {
        let article = |root: &Path| root.join("content/news/a.md");
        let saves: [fn(PathBuf); 4] = [
            |file| fs::write(file, "in place").unwrap(),
            |file| {
                fs::write(&file, "").unwrap();
                std::thread::sleep(Duration::from_millis(40));
                fs::write(file, "emptied first").unwrap();
            },
            |file| {
                let other = file.with_file_name(".a.md.swp");
                fs::write(&other, "renamed").unwrap();
                fs::rename(other, file).unwrap();
            },
            |file| {
                fs::rename(&file, file.with_file_name("a.md~")).unwrap();
                fs::write(file, "with a backup").unwrap();
            },
        ];
        for (i, save) in saves.iter().enumerate() {
            let paths = told(Means::Events, |_| {}, |root| save(article(root)));
            assert_eq!(paths, ["content/news/a.md".to_owned()].into(), "{i}");
        }
        assert!(has(
            &told(Means::Poll, |_| {}, |root| fs::write(article(root), "polled").unwrap()),
            "content/news/a.md"
        ));
    }

    #[test]
    fn a_save_is_told_of_while_somebody_reads_on_and_on() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("content/a.md"), "a").unwrap();
        let mut watch = Watch::start(root, Means::Events).unwrap();
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let _ = fs::read(root.join("content/a.md"));
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            std::thread::sleep(Duration::from_millis(50));
            fs::write(root.join("content/b.md"), "b").unwrap();
            let begin = Instant::now();
            // The reader never gives it five milliseconds without an event.
            let rest = Rest { patience: Duration::from_secs(30), ..REST };
            let waited = watch.wait(Duration::from_secs(10), rest);
            is_over.store(true, Ordering::Relaxed);
            assert!(matches!(waited, Waited::Touched { touched, .. } if touched.paths.contains("content/b.md")));
            assert!(begin.elapsed() < Duration::from_secs(15));
        });
    }

    #[test]
    fn copies_of_editors_and_other_folders_are_passed_over() {
        let paths = told(
            Means::Events,
            |root| fs::create_dir(root.join("public")).unwrap(),
            |root| {
                for name in
                    ["content/news/.a.md.swp", "content/news/a.md~", "content/#a#", "public/index.html", "notes"]
                {
                    fs::write(root.join(name), "x").unwrap();
                }
            },
        );
        assert_eq!(paths, BTreeSet::new());
    }

    #[test]
    fn a_site_that_is_deleted_and_copied_back_is_followed_on() {
        for means in [Means::Events, Means::Poll] {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().join("site");
            let copy = || {
                fs::create_dir_all(root.join("content")).unwrap();
                fs::write(root.join("content/a.md"), "a").unwrap();
            };
            copy();
            let mut watch = Watch::start(&root, means).unwrap();
            let mut has_seen = |seen: fn(&Touched) -> bool| {
                let begin = Instant::now();
                while begin.elapsed() < Duration::from_secs(10) {
                    if let Waited::Touched { touched, .. } = watch.wait(Duration::from_millis(100), REST)
                        && seen(&touched)
                    {
                        return true;
                    }
                }
                false
            };
            fs::remove_dir_all(&root).unwrap();
            has_seen(|touched| touched.paths.contains("content"));
            copy();
            assert!(has_seen(|touched| touched.everything), "{means:?}");
            fs::write(root.join("content/a.md"), "something else").unwrap();
            assert!(has_seen(|touched| touched.paths.contains("content/a.md")), "{means:?}");
        }
    }

    #[test]
    fn folders_that_come_move_and_go_are_told_of() {
        let paths = told(
            Means::Events,
            |_| {},
            |root| {
                fs::create_dir(root.join("locales")).unwrap();
                fs::rename(root.join("content/news"), root.join("content/world")).unwrap();
                std::thread::sleep(Duration::from_millis(50));
                fs::write(root.join("content/world/b.md"), "b").unwrap();
                fs::write(root.join("site.yaml"), "c").unwrap();
            },
        );
        for path in ["locales", "content/news", "content/world", "content/world/b.md", "site.yaml"] {
            assert!(has(&paths, path), "{path} in {paths:?}");
        }
        assert!(has(&told(Means::Events, |_| {}, |root| fs::remove_dir_all(root.join("content")).unwrap()), "content"));
    }
}
