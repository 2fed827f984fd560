//! Reading: files that are files, never more of them than there is room for, and in words why that fails.
//!
//! A pipe keeps whoever opens it waiting for ever, a device may never end, and a file may grow while it is read.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes of a file that is read as a whole: no more have room in memory beside each other on all cores.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// Opens a file without waiting for anybody who might write to it.
///
/// # Errors
/// It cannot be opened, or is no file but a folder, a pipe, a socket or a device.
pub fn open(path: &Path) -> io::Result<File> {
    // A device may do something when it is opened: it is looked at first. A pipe may still take the place of a file
    // afterwards; opened in this way it waits for nobody.
    is_file(&path.metadata()?)?;
    let file = match without_waiting(path) {
        // A file that another computer has borrowed; it gives it back when it is told to.
        Err(error) if error.kind() == ErrorKind::WouldBlock => File::open(path)?,
        opened => opened?,
    };
    is_file(&file.metadata()?)?;
    Ok(file)
}

#[cfg(unix)]
fn without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    Ok(open(path, OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn is_file(metadata: &Metadata) -> io::Result<()> {
    match metadata {
        metadata if metadata.is_file() => Ok(()),
        metadata if metadata.is_dir() => Err(ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::new(ErrorKind::InvalidInput, "it is a pipe, a socket or a device")),
    }
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read, or has more than [`LARGEST`] bytes.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    bytes_up_to(open(path)?, LARGEST)
}

/// The bytes of an open file, if there are no more than `most`, whatever its size was a moment ago.
fn bytes_up_to(file: File, most: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    let mut bytes = Vec::new();
    if size <= most {
        bytes.reserve(usize::try_from(size).unwrap_or(0).saturating_add(1));
        file.take(most + 1).read_to_end(&mut bytes)?;
    }
    if size > most || bytes.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("it has more than {} MB", most >> 20)));
    }
    Ok(bytes)
}

/// Why a file cannot be read or written, as people say it and without the number that the system has for it.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::AlreadyExists => "something else is there".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a part of its path is a file, and no folder".to_owned(),
        ErrorKind::InvalidFilename => "its name or its path is too long".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.rfind(" (os error ").unwrap_or(text.len());
            text[..end].to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_no_file_is_said_to_be_none_and_nobody_waits() {
        let folder = tempfile::tempdir().unwrap();
        let said = |path: &Path| in_words(&open(path).unwrap_err());
        assert_eq!(said(folder.path()), "it is a folder");
        assert_eq!(said(&folder.path().join("none")), "there is no such file");
        assert_eq!(said(&folder.path().join("a".repeat(300))), "its name or its path is too long");
        #[cfg(unix)]
        {
            let pipe = folder.path().join("pipe");
            rustix::fs::mknodat(
                rustix::fs::CWD,
                &pipe,
                rustix::fs::FileType::Fifo,
                rustix::fs::Mode::from_raw_mode(0o644),
                0,
            )
            .unwrap();
            assert_eq!(said(&pipe), "it is a pipe, a socket or a device");
            assert_eq!(said(Path::new("/dev/zero")), "it is a pipe, a socket or a device");
            // One that has come after somebody looked.
            assert!(!without_waiting(&pipe).unwrap().metadata().unwrap().is_file());
        }
    }

    #[test]
    fn no_more_is_read_than_there_is_room_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(bytes_up_to(open(&path).unwrap(), 5).unwrap(), b"12345");
        assert_eq!(in_words(&bytes_up_to(open(&path).unwrap(), 4).unwrap_err()), "it has more than 0 MB");
        fs::File::options().write(true).open(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(in_words(&bytes(&path).unwrap_err()), "it has more than 256 MB");
    }
}
