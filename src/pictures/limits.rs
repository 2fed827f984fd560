//! How much of a picture is read at all, so that no file can use up the memory.

use super::fault::Fault;

/// The most that is read of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pixels, width times height.
    pub pixels: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Default for Limits {
    /// 120 million pixels, which the largest cameras of photographers have (102 million), and 256 MB.
    fn default() -> Self {
        Limits { pixels: 120_000_000, bytes: 256_000_000 }
    }
}

impl Limits {
    /// Whether a picture of this size may be decoded.
    pub(super) fn allow(&self, width: u32, height: u32) -> Result<(), Fault> {
        match u64::from(width) * u64::from(height) {
            pixels if pixels > self.pixels => Err(Fault::TooManyPixels { width, height, limit: self.pixels }),
            _ => Ok(()),
        }
    }

    /// Whether a file of this length may be read.
    pub(super) fn allow_bytes(&self, bytes: u64) -> Result<(), Fault> {
        match bytes {
            bytes if bytes > self.bytes => Err(Fault::TooManyBytes { bytes, limit: self.bytes }),
            _ => Ok(()),
        }
    }
}
