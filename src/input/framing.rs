//! How a picture may be cut to fit its place: which point of it must stay in sight, and whether it may be cut at all.

use crate::yaml::shape::written_as;
use crate::yaml::{mistake, mistake_text, scalar};
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// The point of a picture that stays in sight when it is cut: percent of its width from the left, of its height from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Focus {
    /// From the left, 0 to 100.
    pub x: u8,
    /// From the top, 0 to 100.
    pub y: u8,
}

/// Why a text says nothing about a picture, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub wrong: String,
    /// What to write.
    pub to_do: &'static str,
}

const FORM: &str = "write how far the point is from the left and from the top: `focus: 30% 20%`, or `focus: left top`";

/// The words for parts of a side, with their percents, and the side that they are of; `center` is of both.
const WORDS: [(&str, u8, Option<Side>); 7] = [
    ("left", 0, Some(Side::Across)),
    ("right", 100, Some(Side::Across)),
    ("top", 0, Some(Side::Down)),
    ("bottom", 100, Some(Side::Down)),
    ("center", 50, None),
    ("centre", 50, None),
    ("middle", 50, None),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Across,
    Down,
}

impl Focus {
    /// Reads `30% 20%`, `30 20`, `left top`, `top left`, `center`, and one value, which is from the left unless it is
    /// `top` or `bottom`; the other side is in the middle then.
    ///
    /// # Errors
    /// What is wrong with the text, and how a focus is written.
    pub fn read(text: &str) -> Result<Focus, Misread> {
        let parts: Vec<&str> = text.split([' ', ',', '\t', '\n', '/']).filter(|part| !part.is_empty()).collect();
        let read: Vec<(u8, Option<Side>, bool)> = parts.iter().map(|part| one(part)).collect::<Result<_, _>>()?;
        let misread = |wrong: String| Err(Misread { wrong, to_do: FORM });
        match read[..] {
            [(y, Some(Side::Down), _)] => Ok(Focus { x: 50, y }),
            [(x, _, _)] => Ok(Focus { x, y: 50 }),
            // Words may stand in any order; a number is from the left where it comes first.
            [(y, Some(Side::Down), true), (x, side, true)] if side != Some(Side::Down) => Ok(Focus { x, y }),
            [(y, _, true), (x, Some(Side::Across), true)] if read[0].1 != Some(Side::Across) => Ok(Focus { x, y }),
            [(x, first, _), (y, second, _)] if first != Some(Side::Down) && second != Some(Side::Across) => {
                Ok(Focus { x, y })
            }
            [_, _] => misread(format!("`{text}` does not say how far from the left and how far from the top")),
            [] => misread("it says no point of the picture".to_owned()),
            _ => misread(format!("`{text}` says more than two numbers")),
        }
    }
}

/// A part of a focus: percents, the side that a word is of, and whether it is a word.
fn one(part: &str) -> Result<(u8, Option<Side>, bool), Misread> {
    let lower = part.to_ascii_lowercase();
    if let Some((_, percent, side)) = WORDS.iter().find(|(word, _, _)| *word == lower) {
        return Ok((*percent, *side, true));
    }
    let misread = |wrong: String| Err(Misread { wrong, to_do: FORM });
    let (number, has_sign) = match part.strip_suffix('%') {
        Some(number) => (number, true),
        None => (part, false),
    };
    let Some(percent) = number.parse::<f64>().ok().filter(|percent| percent.is_finite()) else {
        return misread(format!(
            "`{part}` is neither a number of percent nor `left`, `right`, `top`, `bottom`, `center`"
        ));
    };
    if !(0.0..=100.0).contains(&percent) {
        return misread(format!("`{part}` is not between 0% and 100% of the picture"));
    }
    if !has_sign && percent > 0.0 && percent < 1.0 {
        return misread(format!("`{part}` is less than one percent, and perhaps meant as a part of 1"));
    }
    // In range, and rounded: nothing is cut off.
    Ok((percent.round() as u8, None, false))
}

impl fmt::Display for Focus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}% {}%", self.x, self.y)
    }
}

written_as!(Focus, |generator| { "type": ["string", "number", "array"], "examples": ["30% 20%", "left top", "center"] });

impl<'de> Deserialize<'de> for Focus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Focus;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a point of the picture, `30% 20%` from the left and from the top")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Focus, E> {
                Focus::read(text).map_err(|misread| mistake(misread.wrong, misread.to_do))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Focus, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Focus, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Focus, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Focus, A::Error> {
                let mut parts: Vec<String> = Vec::new();
                while let Some(part) = list.next_element::<serde_yaml::Value>()? {
                    parts.push(match part {
                        serde_yaml::Value::String(text) => text,
                        serde_yaml::Value::Number(number) => number.to_string(),
                        _ => return Err(mistake("a part of the list is no number", FORM)),
                    });
                }
                self.visit_str(&parts.join(" "))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Whether a picture may be cut to fit its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Crop {
    /// As its place wants it.
    #[default]
    Auto,
    /// It is shown whole everywhere: a chart, a map, a document.
    Never,
}

impl Crop {
    /// The words for it in front matter and in texts.
    pub const WORDS: [&'static str; 2] = ["auto", "none"];

    /// Reads `auto` or `none`.
    pub fn read(text: &str) -> Option<Crop> {
        match text.trim().to_ascii_lowercase().as_str() {
            "auto" => Some(Crop::Auto),
            "none" => Some(Crop::Never),
            _ => None,
        }
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Crop::Auto => "auto",
            Crop::Never => "none",
        }
    }
}

written_as!(Crop, |generator| { "enum": (Crop::WORDS) });

impl<'de> Deserialize<'de> for Crop {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Crop;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`auto` or `none`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Crop, E> {
                Crop::read(text).ok_or_else(|| E::unknown_variant(text, &Crop::WORDS))
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Crop, E> {
                let word = if on { Crop::Auto } else { Crop::Never }.as_str();
                Err(mistake(format!("`{on}` is neither `auto` nor `none`"), format!("write `crop: {word}`")))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads a shape, width to height: `16:9` or `16/9`.
///
/// # Errors
/// Where it is none.
pub(crate) fn shape(text: &str) -> Result<(u32, u32), ()> {
    let (width, height) = text.split_once([':', '/']).ok_or(())?;
    let side = |text: &str| text.trim().parse().ok().filter(|n| (1..=10_000).contains(n)).ok_or(());
    Ok((side(width)?, side(height)?))
}

/// A side of a picture in pixels: 1 to [`Pixels::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels(pub u32);

impl Pixels {
    /// No picture of a page is longer.
    pub const MOST: u32 = 100_000;

    /// Reads `1200` or `1200px`.
    ///
    /// # Errors
    /// What is wrong with the text, and how a number of pixels is written.
    pub fn read(text: &str) -> Result<Pixels, Misread> {
        const TO_DO: &str = "write a whole number of pixels: `width: 1200`, `height: 800`";
        let text = text.trim();
        let number = text.strip_suffix("px").unwrap_or(text).trim_end();
        match number.parse::<u32>() {
            Ok(pixels) if (1..=Pixels::MOST).contains(&pixels) => Ok(Pixels(pixels)),
            Ok(_) => Err(Misread { wrong: format!("no picture is {text} pixels long"), to_do: TO_DO }),
            Err(_) => Err(Misread { wrong: format!("`{text}` is no number of pixels"), to_do: TO_DO }),
        }
    }
}

written_as!(Pixels, |generator| { "anyOf": [{ "type": "number", "minimum": 1 }, { "type": "string", "pattern": "^\\s*[0-9]+\\s*(px)?\\s*$" }] });

impl<'de> Deserialize<'de> for Pixels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| Pixels::read(text).map_err(|misread| mistake_text(misread.wrong, misread.to_do));
        scalar(deserializer, "a number of pixels", read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_focus_is_read_as_people_write_it() {
        let cases = [
            ("30% 20%", (30, 20)),
            ("30 20", (30, 20)),
            ("30%,20%", (30, 20)),
            ("33.4% 66.6%", (33, 67)),
            ("left top", (0, 0)),
            ("top left", (0, 0)),
            ("bottom center", (50, 100)),
            ("center bottom", (50, 100)),
            ("center left", (0, 50)),
            ("Right", (100, 50)),
            ("top", (50, 0)),
            ("center", (50, 50)),
            ("70%", (70, 50)),
            ("left 20%", (0, 20)),
            ("30% top", (30, 0)),
            ("0 100", (0, 100)),
        ];
        for (text, (x, y)) in cases {
            assert_eq!(Focus::read(text), Ok(Focus { x, y }), "{text}");
        }
    }

    #[test]
    fn a_focus_that_says_no_point_is_told() {
        for text in [
            "",
            "30px 20px",
            "120% 20%",
            "-3 4",
            "0.3 0.2",
            "left right",
            "top bottom",
            "top 30%",
            "lef top",
            "NaN",
            "1 2 3",
            "20% left",
        ] {
            assert!(Focus::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sides_are_whole_numbers_of_pixels() {
        assert_eq!(Pixels::read(" 1200px"), Ok(Pixels(1200)));
        for text in ["0", "-3", "1.5", "wide", "4294967295", "99999999999", "12em", ""] {
            assert!(Pixels::read(text).is_err(), "{text}");
        }
    }
}
