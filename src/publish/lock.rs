//! One build at a time for one output folder.

use super::faults::is_denied;
use super::places::Places;
use crate::diagnostic::{Code, Diagnostic};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a lock is tried that somebody waits for.
const OFTEN: Duration = Duration::from_millis(50);

/// A lock that ends with the process, however that ends.
///
/// Its file is beside the output folder. Who may not write there takes one in the output folder; whoever takes the one looks
/// for the other, too.
pub(super) struct Lock {
    _held: Vec<Held>,
}

struct Held {
    path: PathBuf,
    file: File,
    is_ours: bool,
}

/// Why a lock cannot be taken.
enum Refusal {
    /// Somebody has it, by this file.
    Taken(PathBuf),
    /// It cannot be made.
    Unusable(PathBuf, io::Error),
}

impl Lock {
    /// Takes the lock, waiting for it as long as `wait` and no longer than until `is_over`; or says who has it.
    pub fn take(places: &Places, wait: Duration, is_over: &dyn Fn() -> bool) -> Result<Lock, Diagnostic> {
        let begin = Instant::now();
        loop {
            match try_both(places) {
                Ok(held) => return Ok(Lock { _held: held }),
                Err(Refusal::Taken(_)) if begin.elapsed() < wait && !is_over() => std::thread::sleep(OFTEN),
                Err(Refusal::Taken(path)) => return Err(taken(places, &path)),
                Err(Refusal::Unusable(path, error)) => return Err(unusable(&path, &error)),
            }
        }
    }
}

fn try_both(places: &Places) -> Result<Vec<Held>, Refusal> {
    let (beside, inside) = (places.beside("lock"), places.inside("lock"));
    match try_one(&beside) {
        Ok(held) => Ok(std::iter::once(held).chain(look_at(&inside)?).collect()),
        Err(Refusal::Unusable(_, error)) if is_denied(&error) && places.out.is_dir() => {
            Ok(std::iter::once(try_one(&inside)?).chain(look_at(&beside)?).collect())
        }
        Err(refusal) => Err(refusal),
    }
}

/// Takes the lock of a file that is there already, if there is one.
fn look_at(path: &Path) -> Result<Option<Held>, Refusal> {
    let Ok(file) = File::open(path) else { return Ok(None) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Refusal::Taken(path.to_owned())),
        // Where files have no locks, one that is there is a build or its left-over.
        Err(TryLockError::Error(_)) if is_alive(path) => Err(Refusal::Taken(path.to_owned())),
        _ => Ok(Some(Held { path: path.to_owned(), file, is_ours: false })),
    }
}

fn try_one(path: &Path) -> Result<Held, Refusal> {
    let unusable = |error: io::Error| Refusal::Unusable(path.to_owned(), error);
    loop {
        // A link would let us write somewhere else.
        if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
            fs::remove_file(path).map_err(unusable)?;
        }
        let is_new = fs::symlink_metadata(path).is_err();
        let written = File::options().create(true).truncate(false).read(true).write(true).open(path);
        let mut file = match written {
            Ok(file) => file,
            // Another user's is locked as well by who can read it.
            Err(error) if is_denied(&error) => File::open(path).map_err(|_| unusable(error))?,
            Err(error) => return Err(unusable(error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Taken(path.to_owned())),
            // Not every network drive has locks: who has made the file has the lock.
            Err(TryLockError::Error(_)) if is_new || !is_alive(path) => {}
            Err(TryLockError::Error(_)) => return Err(Refusal::Taken(path.to_owned())),
        }
        // Whoever had the lock before may have removed the file after we opened it: then it locks nothing.
        if is_still_there(&file, path) {
            // Only for people, and for file systems without locks.
            let _ = file.set_len(0).and_then(|()| file.write_all(holder().as_bytes()));
            return Ok(Held { path: path.to_owned(), file, is_ours: true });
        }
    }
}

/// Who we are, as it stands in the lock: `4711 web1`.
fn holder() -> String {
    format!("{} {}\n", std::process::id(), host())
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// The process and the machine that a lock names.
fn held_by(path: &Path) -> Option<(u32, String)> {
    let mut text = String::new();
    File::open(path).ok()?.take(1024).read_to_string(&mut text).ok()?;
    let (process, host) = text.trim().split_once(' ')?;
    Some((process.parse().ok()?, host.to_owned()))
}

/// Whether who has made a lock may still be there. Of another machine nobody knows.
fn is_alive(path: &Path) -> bool {
    held_by(path).is_none_or(|(process, machine)| machine != host() || is_running(process))
}

#[cfg(unix)]
fn is_running(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    // One of another user may not be asked, and is there.
    pid.is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}

fn taken(places: &Places, path: &Path) -> Diagnostic {
    let (out, lock) = (places.out.display(), path.display());
    let of = held_by(path);
    let by = of.as_ref().map(|(process, machine)| format!(": process {process} on {machine}")).unwrap_or_default();
    let problem = Diagnostic::error(Code::Locked, format!("another build is writing {out}{by}"))
        .hint("wait until it has finished (`--wait 60` waits for a minute), or choose another folder with --out");
    match of {
        Some((process, machine)) if machine == host() && is_running(process) => problem,
        Some(_) => problem.hint(format!("if that machine or process is gone, remove {lock}")),
        None => problem,
    }
}

fn unusable(path: &Path, error: &io::Error) -> Diagnostic {
    let problem = Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {error}", path.display()));
    match fs::symlink_metadata(path) {
        Ok(_) => problem.hint(format!("remove {}: it is left of another build, or somebody else's", path.display())),
        Err(_) => problem.hint("give permission, or choose another folder with --out"),
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.is_ours {
            // Removed while it is still held; see `is_still_there`.
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}
