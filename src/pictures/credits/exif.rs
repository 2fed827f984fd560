//! EXIF, by kamadak-exif: which side is up, and the two names that it has room for.

use exif::{Context, Exif, In, Reader, Tag, Value};

use super::Credits;
use super::text::decoded;

/// How a picture must be turned to stand upright: EXIF's numbers 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pictures) struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Orientation(1)
    }
}

impl Orientation {
    /// Whether width and height change places.
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }

    /// A size as it is when the picture stands upright.
    pub fn upright(self, width: u32, height: u32) -> (u32, u32) {
        if self.is_sideways() { (height, width) } else { (width, height) }
    }

    /// Whether nothing must be turned.
    pub fn is_upright(self) -> bool {
        self.0 == 1
    }

    /// Where an upright picture's pixel is found in the stored one of this size.
    pub fn stored(self, x: usize, y: usize, width: usize, height: usize) -> (usize, usize) {
        let (right, bottom) = (width - 1, height - 1);
        match self.0 {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        }
    }
}

/// What can be read of it: a broken entry does not hide the others.
fn read(bytes: &[u8]) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    reader.read_raw(bytes.to_vec()).or_else(|error| error.distill_partial_result(|_| {})).ok()
}

pub(super) fn orientation(bytes: &[u8]) -> Orientation {
    let Some(exif) = read(bytes) else { return Orientation::default() };
    let number = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    match number {
        Some(number @ 1..=8) => Orientation(number as u8),
        _ => Orientation::default(),
    }
}

pub(super) fn credits(bytes: &[u8]) -> Credits {
    let Some(exif) = read(bytes) else { return Credits::default() };
    let text = |tag: Tag| match &exif.get_field(tag, In::PRIMARY)?.value {
        // Of two parts, the first is the photographer's right and the second the editor's.
        Value::Ascii(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(|part| decoded(part)).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Byte(bytes) | Value::Undefined(bytes, _) => decoded(bytes),
        _ => None,
    };
    Credits {
        creator: text(Tag::Artist).or_else(|| windows_author(&exif)),
        credit: None,
        copyright: text(Tag::Copyright),
    }
}

/// The author that Windows's file properties write, in UTF-16.
fn windows_author(exif: &Exif) -> Option<String> {
    let Value::Byte(bytes) = &exif.get_field(Tag(Context::Tiff, 0x9c9d), In::PRIMARY)?.value else { return None };
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&pair| u16::from_le_bytes(pair)).collect();
    super::text::tidy(String::from_utf16(&units).ok()?.trim_end_matches('\0'))
}
