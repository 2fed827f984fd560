//! The two ways of publishing: folders change places, or files are replaced one by one.

use super::faults::is_denied;
use super::places::{Places, make_private_folder};
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How a new state takes the place of the old one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The folder of the old state and that of the new one change places, in one step of the file system.
    #[default]
    InOneStep,
    /// Files are replaced one by one.
    FileByFile(Why),
}

/// Why two folders cannot change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Another disk, or a part of one, is mounted there.
    MountPoint,
    /// The folder is of a lower layer, as in containers.
    Layer,
    /// The folder that it is in may not be written.
    Parent,
    /// The file system cannot exchange two folders.
    NoExchange,
    /// The file system has no hard links: each unchanged file would be another.
    NoLinks,
}

impl Why {
    /// The reason as a sentence without its full stop.
    pub fn in_words(self) -> &'static str {
        match self {
            Why::MountPoint => "the folder is a mount point, or has one in it",
            Why::Layer => "the folder comes from a lower layer of a container",
            Why::Parent => "the folder that it is in may not be written",
            Why::NoExchange => "the disk cannot exchange two folders in one step",
            Why::NoLinks => "the disk has no hard links",
        }
    }
}

/// Finds out which way is open, and makes the folder that gets the new files: beside the output folder or in it.
///
/// # Errors
/// Neither can be written.
pub(super) fn find(places: &Places) -> io::Result<(Way, PathBuf)> {
    let by_file = |why: Why| {
        fs::create_dir_all(&places.out)?;
        Ok((Way::FileByFile(why), make_private_folder(&places.inside("new"))?))
    };
    let new = match make_private_folder(&places.beside("new")) {
        Ok(new) => new,
        Err(error) if is_denied(&error) && places.out.is_dir() => return by_file(Why::Parent),
        Err(error) => return Err(error),
    };
    let obstacle = obstacle(places, &new);
    if let Some(why) = obstacle {
        fs::remove_dir(&new)?;
        return by_file(why);
    }
    Ok((Way::InOneStep, new))
}

/// What is in the way of an exchange of two folders. It is tried out with two files, and with a rename of the folder that
/// must fail: onto a folder that is not empty.
fn obstacle(places: &Places, new: &Path) -> Option<Why> {
    let [one, other] = ["a", "b"].map(|name| new.join(name));
    let found = tried(places, new, &one, &other);
    for probe in [one, other] {
        // The folder has to be empty for the work.
        let _ = fs::remove_file(probe);
    }
    found
}

fn tried(places: &Places, new: &Path, one: &Path, other: &Path) -> Option<Why> {
    if fs::write(one, "").is_err() {
        // A full disk is told by the first file that is written.
        return None;
    }
    if fs::hard_link(one, other).is_err() {
        return Some(Why::NoLinks);
    }
    // Two names of one file would change places without being looked at.
    if fs::remove_file(other).and_then(|()| fs::write(other, "")).is_err() {
        return None;
    }
    if exchange(one, other).is_err() {
        return Some(Why::NoExchange);
    }
    if !places.is_there() || cfg!(not(unix)) {
        return None;
    }
    // A folder takes along what is mounted in it: the volume would go with the old state.
    if has_mounts(&places.out) {
        return Some(Why::MountPoint);
    }
    match fs::rename(&places.out, new) {
        Err(error) => match error.kind() {
            io::ErrorKind::ResourceBusy => Some(Why::MountPoint),
            io::ErrorKind::CrossesDevices => Some(Why::Layer),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Some(Why::Parent),
            _ => None,
        },
        // A file system that should have refused is not one to rely on.
        Ok(()) => fs::rename(new, &places.out).and_then(|()| fs::create_dir(new)).ok().map(|()| Why::NoExchange),
    }
}

/// Whether something is mounted in a folder, where the system tells (Linux).
fn has_mounts(folder: &Path) -> bool {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    // The fifth field of a line is the place; blanks in it are octal numbers.
    let places = mounts.lines().filter_map(|line| line.split(' ').nth(4));
    places.map(|place| place.replace("\\040", " ")).any(|place| {
        let place = Path::new(&place);
        place.starts_with(folder) && place != folder
    })
}

/// Lets two files or folders change places in one step.
///
/// # Errors
/// The system does not know the operation, or it is not possible here.
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    {
        let _ = (a, b);
        Err(io::ErrorKind::Unsupported.into())
    }
}
