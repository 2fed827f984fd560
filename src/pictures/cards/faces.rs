//! A face: one weight of one family, ready for shaping.

use harfrust::{FontRef, ShaperData};
use resvg::usvg::fontdb::{FaceInfo, ID, Style};
use std::borrow::Cow;
use std::sync::Arc;

/// The bytes of a file of fonts, which several faces may share.
pub(super) type Bytes = Arc<Cow<'static, [u8]>>;

/// One face.
pub(super) struct Face {
    pub id: ID,
    /// The family's name in English.
    pub family: String,
    pub weight: u16,
    pub is_upright: bool,
    pub shaper: ShaperData,
    /// Units to the em.
    pub units: i32,
    bytes: Bytes,
    index: u32,
}

impl Face {
    /// A face of a file; none if it cannot be used.
    pub fn new(info: &FaceInfo, bytes: &Bytes) -> Option<Face> {
        let font = FontRef::from_index(bytes, info.index).ok()?;
        let shaper = ShaperData::new(&font);
        let units = shaper.shaper(&font).build().units_per_em();
        if !(16..=16_384).contains(&units) {
            return None;
        }
        Some(Face {
            id: info.id,
            family: info.families.first()?.0.clone(),
            weight: info.weight.0,
            is_upright: info.style == Style::Normal,
            shaper,
            units,
            bytes: Arc::clone(bytes),
            index: info.index,
        })
    }

    /// The font for the shaper.
    pub fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }
}
