//! Colours: from whatever numbers a file has to sRGB, or to Display P3 where sRGB has no such colours. Alone knows
//! moxcms, which is built without SIMD so that all machines round alike.

use std::borrow::Cow;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformOptions, XyY,
};

use super::inks;
use super::read::parts::{Channels, Pixels, Profile};

/// What the numbers of finished pixels mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// sRGB, which needs no profile.
    Srgb,
    /// Display P3, whose profile goes with the picture.
    DisplayP3,
}

/// Pixels of three or four bytes in a space that every browser knows.
pub(super) struct Coloured {
    pub bytes: Vec<u8>,
    pub alpha: bool,
    pub space: Space,
}

/// How far two renderings of a profile may differ from sRGB, in steps of 255, for it to be called sRGB.
const LIKE_SRGB: u8 = 2;

/// PNG's gamma that stands for sRGB's curve, and how near to it a number must be.
const SRGB_GAMMA: (f64, f64) = (0.454_55, 0.001);

/// Brings pixels into a space that every browser knows. A profile that is broken, or of another kind than the pixels,
/// is passed over, as browsers do.
pub(super) fn coloured(pixels: Pixels, profile: &Profile) -> Coloured {
    let alpha = pixels.channels.has_alpha();
    let plain = |bytes: Vec<u8>| Coloured { bytes, alpha, space: Space::Srgb };
    let Some(source) = described(profile).filter(|source| fits(source, pixels.channels)) else {
        return plain(unprofiled(pixels));
    };
    let convert = |to: &ColorProfile| transformed(&source, &pixels.bytes, pixels.channels, to);
    match pixels.channels {
        Channels::Rgb | Channels::Rgba if is_like_srgb(&source) => plain(pixels.bytes),
        Channels::Grey | Channels::GreyAlpha => {
            plain(convert(&ColorProfile::new_srgb()).unwrap_or_else(|| unprofiled(pixels)))
        }
        _ => match convert(&ColorProfile::new_display_p3()) {
            Some(bytes) if !fit_srgb(&bytes, alpha) => Coloured { bytes, alpha, space: Space::DisplayP3 },
            Some(_) => plain(convert(&ColorProfile::new_srgb()).unwrap_or_else(|| unprofiled(pixels))),
            None => plain(unprofiled(pixels)),
        },
    }
}

/// Pixels without a profile: what they are called is what they are.
fn unprofiled(pixels: Pixels) -> Vec<u8> {
    match pixels.channels {
        Channels::Rgb | Channels::Rgba => pixels.bytes,
        Channels::Grey => pixels.bytes.iter().flat_map(|&grey| [grey; 3]).collect(),
        Channels::GreyAlpha => {
            pixels.bytes.as_chunks::<2>().0.iter().flat_map(|&[grey, alpha]| [grey, grey, grey, alpha]).collect()
        }
        Channels::Cmyk => inks::to_rgb(&pixels.bytes),
    }
}

/// A profile as moxcms knows it.
fn described(profile: &Profile) -> Option<ColorProfile> {
    match profile {
        Profile::Srgb => None,
        Profile::Icc(bytes) => ColorProfile::new_from_slice(bytes).ok(),
        Profile::Primaries { gamma, chromaticities } => of_primaries(*gamma, *chromaticities),
        Profile::Codes { primaries, transfer } => {
            let codes = CicpProfile {
                color_primaries: CicpColorPrimaries::try_from(*primaries).ok()?,
                transfer_characteristics: TransferCharacteristics::try_from(*transfer).ok()?,
                matrix_coefficients: MatrixCoefficients::Identity,
                full_range: true,
            };
            Some(ColorProfile::new_from_cicp(codes))
        }
    }
}

fn of_primaries(gamma: Option<f64>, chromaticities: Option<[(f64, f64); 4]>) -> Option<ColorProfile> {
    let mut profile = ColorProfile::new_srgb();
    if let Some(places) = chromaticities {
        if places.iter().any(|&(x, y)| !(0.0..=1.0).contains(&x) || !(0.001..=1.0).contains(&y)) {
            return None;
        }
        let [white, red, green, blue] = places;
        let place = |(x, y): (f64, f64)| Chromaticity { x: x as f32, y: y as f32 };
        let primaries = ColorPrimaries { red: place(red), green: place(green), blue: place(blue) };
        profile.update_rgb_colorimetry(XyY { x: white.0, y: white.1, yb: 1.0 }, primaries);
        profile.cicp = None;
    }
    if let Some(gamma) = gamma.filter(|gamma| (gamma - SRGB_GAMMA.0).abs() > SRGB_GAMMA.1) {
        if !(0.2..=5.0).contains(&gamma) {
            return None;
        }
        let curve = ToneReprCurve::Parametric(vec![(1.0 / gamma) as f32]);
        profile.cicp = None;
        (profile.red_trc, profile.green_trc, profile.blue_trc) =
            (Some(curve.clone()), Some(curve.clone()), Some(curve));
    }
    Some(profile)
}

/// Whether a profile is about numbers of this kind.
fn fits(profile: &ColorProfile, channels: Channels) -> bool {
    let wanted = match channels {
        Channels::Grey | Channels::GreyAlpha => DataColorSpace::Gray,
        Channels::Rgb | Channels::Rgba => DataColorSpace::Rgb,
        Channels::Cmyk => DataColorSpace::Cmyk,
    };
    profile.color_space == wanted
}

/// Pixels in the colours of another profile, with three bytes, or four where they may be transparent.
fn transformed(from: &ColorProfile, bytes: &[u8], channels: Channels, to: &ColorProfile) -> Option<Vec<u8>> {
    let layout = match channels {
        Channels::Grey => Layout::Gray,
        Channels::GreyAlpha => Layout::GrayAlpha,
        Channels::Rgb => Layout::Rgb,
        // Four inks lie as four bytes, too.
        Channels::Rgba | Channels::Cmyk => Layout::Rgba,
    };
    let (into, count) = if channels.has_alpha() { (Layout::Rgba, 4) } else { (Layout::Rgb, 3) };
    let transform = from.create_transform_8bit(layout, to, into, TransformOptions::default()).ok()?;
    let mut out = vec![0; bytes.len() / channels.count() * count];
    transform.transform(bytes, &mut out).ok()?;
    Some(out)
}

/// Whether a profile says what sRGB says, whatever it is called: colours from all over its cube stay where they are.
fn is_like_srgb(profile: &ColorProfile) -> bool {
    let steps = || (0..=8u16).map(|step| (step * 255 / 8) as u8);
    let cube: Vec<u8> = steps().flat_map(|r| steps().flat_map(move |g| steps().flat_map(move |b| [r, g, b]))).collect();
    transformed(profile, &cube, Channels::Rgb, &ColorProfile::new_srgb())
        .is_some_and(|shown| shown.iter().zip(&cube).all(|(a, b)| a.abs_diff(*b) <= LIKE_SRGB))
}

/// How far outside of sRGB a colour may lie, in linear light of 65,536: about four steps of 255 in the shadows, one in
/// the lights, which nobody sees.
const BELOW: i64 = -80;
const ABOVE: i64 = 65_536 + 600;

/// One pixel in so many may lie further outside.
const STRAYS: usize = 2000;

/// Display P3 to sRGB in linear light, in fractions of 65,536.
const P3_TO_SRGB: [[i64; 3]; 3] = [[80_278, -14_742, 0], [-2_756, 68_292, 0], [-1_287, -5_153, 71_976]];

/// Whether sRGB has all colours of these pixels, which are in Display P3.
fn fit_srgb(bytes: &[u8], alpha: bool) -> bool {
    let linear: Vec<i64> = (0..=255u8).map(linear).collect();
    let count = if alpha { 4 } else { 3 };
    let light = |part: u8| linear[usize::from(part)];
    let outside = bytes
        .chunks_exact(count)
        .filter(|pixel| {
            let seen = !alpha || pixel[3] > 0;
            let light = [light(pixel[0]), light(pixel[1]), light(pixel[2])];
            seen && P3_TO_SRGB.iter().any(|row| {
                let part = (row[0] * light[0] + row[1] * light[1] + row[2] * light[2]) >> 16;
                !(BELOW..=ABOVE).contains(&part)
            })
        })
        .count();
    outside <= bytes.len() / count / STRAYS
}

/// sRGB's curve, which Display P3 shares, in linear light of 65,536.
fn linear(part: u8) -> i64 {
    let part = f64::from(part) / 255.0;
    let light = if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) };
    libm::round(light * 65_536.0) as i64
}

/// The profile that goes with a picture of this space.
pub(super) fn profile_of(space: Space) -> Option<Cow<'static, [u8]>> {
    match space {
        Space::Srgb => None,
        Space::DisplayP3 => {
            let mut profile = ColorProfile::new_display_p3();
            let named = |name: &str| moxcms::ProfileText::PlainString(name.to_owned());
            (profile.description, profile.copyright) = (Some(named("P3")), Some(named("CC0")));
            profile.encode().ok().map(Cow::Owned)
        }
    }
}
