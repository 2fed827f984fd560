//! Cards that are kept between builds, beside the derivatives of pictures.

use super::draw::Drawn;
use super::fault::CardFault;
use crate::pictures::Collection;

impl Collection {
    /// The size in bytes of a card that has been drawn before, by its name (digits, a point, the ending).
    pub fn card_size(&self, name: &str) -> Option<u64> {
        self.store().size(&entry(name))
    }

    /// A card: the one that is kept, else it is drawn.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub fn card(&self, name: &str, draw: impl FnOnce() -> Result<Drawn, CardFault>) -> Result<Drawn, CardFault> {
        if let Some(bytes) = self.store().get(&entry(name)) {
            return Ok(Drawn { bytes, without_glyph: Vec::new() });
        }
        let drawn = draw()?;
        // What is not as it should be is told in every build.
        if drawn.without_glyph.is_empty() {
            self.store().put(&entry(name), &drawn.bytes);
        }
        Ok(drawn)
    }
}

fn entry(name: &str) -> String {
    format!("cards/{}/{name}", name.get(..2).unwrap_or("00"))
}
