//! A variant: which derivative of a picture is meant, as its file name says it.
//!
//! `800.webp` is the whole picture, 800 pixels wide; `800x450.jpg` a crop of it round what it shows; `800x450-30-20.jpg`
//! one round a point, in percent from the left and from the top. All that a derivative depends on is in its name, so that
//! whoever is asked for one can make it.

use super::Encoding;
use super::ladder::LARGEST;
use std::fmt;
use std::str::FromStr;

/// A derivative of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variant {
    /// Pixels.
    pub width: u32,
    /// Of a crop; the height of a whole picture follows from its width.
    pub crop: Option<Crop>,
    /// The format.
    pub encoding: Encoding,
}

/// A part of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Crop {
    /// Pixels.
    pub height: u32,
    /// The point that it is about, in percent; else what the picture shows decides.
    pub focus: Option<(u8, u8)>,
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.width)?;
        if let Some(crop) = self.crop {
            write!(f, "x{}", crop.height)?;
            if let Some((x, y)) = crop.focus {
                write!(f, "-{x}-{y}")?;
            }
        }
        write!(f, ".{}", self.encoding.ending())
    }
}

impl FromStr for Variant {
    type Err = ();

    /// Reads what [`Variant`] writes, and nothing else.
    fn from_str(name: &str) -> Result<Variant, ()> {
        let (size, extension) = name.rsplit_once('.').ok_or(())?;
        let encodings = [Encoding::WebP, Encoding::Jpeg, Encoding::Png];
        let encoding = encodings.into_iter().find(|encoding| encoding.ending() == extension).ok_or(())?;
        let mut parts = size.split('-');
        let size = parts.next().ok_or(())?;
        let percent = |text: Option<&str>| text.map(|text| text.parse().map_err(drop)).transpose();
        let focus = percent(parts.next())?.zip(percent(parts.next())?);
        let (width, height) = match size.split_once('x') {
            Some((width, height)) => (width, Some(height.parse().map_err(drop)?)),
            None => (size, None),
        };
        let width = width.parse().map_err(drop)?;
        let variant = Variant { width, crop: height.map(|height| Crop { height, focus }), encoding };
        let is_possible = |side: u32| (1..=LARGEST).contains(&side);
        let is_high = |side: u32| (1..=4 * LARGEST).contains(&side);
        let is_right = is_possible(width)
            && height.is_none_or(is_high)
            && focus.is_none_or(|(x, y)| x <= 100 && y <= 100)
            && variant.to_string() == name;
        if is_right { Ok(variant) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_all_of_it() {
        let whole = Variant { width: 800, crop: None, encoding: Encoding::WebP };
        let crop = |focus| Variant { width: 800, crop: Some(Crop { height: 450, focus }), encoding: Encoding::Jpeg };
        for (variant, name) in
            [(whole, "800.webp"), (crop(None), "800x450.jpg"), (crop(Some((30, 20))), "800x450-30-20.jpg")]
        {
            assert_eq!(variant.to_string(), name);
            assert_eq!(name.parse(), Ok(variant));
        }
    }

    #[test]
    fn other_names_are_of_nothing() {
        for bad in [
            "",
            "800",
            ".webp",
            "0.webp",
            "800.exe",
            "0800.webp",
            "+800.webp",
            "800x.jpg",
            "800x450-30.jpg",
            "99999.webp",
            "800x450-30-20-10.jpg",
            "800x450-101-0.jpg",
            "800-30-20.jpg",
            "800x450-030-20.jpg",
            "800 .webp",
        ] {
            assert_eq!(bad.parse::<Variant>(), Err(()), "{bad}");
        }
    }
}
