//! Colours do not shift: CIEDE2000 between what the source means and what a browser shows of its derivatives.

use dateline::pictures::Encoding;
use moxcms::{ColorProfile, Matrix3d};

use crate::drawn::{self, Extras, Noise, read, seen, whole};

/// A space by its colorants (D50) and the curve of its numbers: reckoned here without the crate that converts.
struct Meaning {
    colorants: Matrix3d,
    curve: Curve,
}

/// From a number of a file to light, both from 0 to 1.
type Curve = fn(f64) -> f64;

fn srgb_curve(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

impl Meaning {
    fn of(profile: &ColorProfile, curve: Curve) -> Meaning {
        Meaning { colorants: profile.colorant_matrix(), curve }
    }

    fn lab(&self, pixel: &[u8]) -> [f64; 3] {
        let light: Vec<f64> = pixel.iter().map(|&part| (self.curve)(f64::from(part) / 255.0)).collect();
        let xyz = self.colorants.v.map(|row| row[0] * light[0] + row[1] * light[1] + row[2] * light[2]);
        let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
        let [x, y, z] = [f(xyz[0] / 0.964_22), f(xyz[1]), f(xyz[2] / 0.825_21)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }
}

/// The colour difference of CIE 142-2001.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc, dh) = (l2 - l1, c2 - c1, 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin());
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.2 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rt = -(60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin() * 2.0 * seventh(c);
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (dh / sh).powi(2) + rt * (dc / sc) * (dh / sh)).sqrt()
}

/// Pixels to a side of a field.
const FIELD: usize = 24;

/// Fields of one colour, large enough that codecs do not blur them all over.
fn fields(colours: &[[u8; 3]]) -> (Vec<u8>, u32, u32) {
    let (columns, rows) = (16, colours.len() / 16);
    let (width, height) = (columns * FIELD, rows * FIELD);
    let bytes = (0..width * height).flat_map(|at| colours[at / width / FIELD * 16 + at % width / FIELD]).collect();
    (bytes, width as u32, height as u32)
}

/// Colours all over the cube, or only its muted middle.
fn colours(vivid: bool) -> Vec<[u8; 3]> {
    let mut noise = Noise(3);
    let mut part = || if vivid { noise.next() as u8 } else { 95 + (noise.next() % 60) as u8 };
    (0..256).map(|_| [part(), part(), part()]).collect()
}

/// The mean difference between a picture and what a browser shows of it, and whether it has a profile.
fn shift(bytes: &[u8], meaning: &Meaning, file: &[u8], encoding: Encoding) -> (f64, bool) {
    let derived = whole(&read(file), encoding);
    // Read by the engine again, a derivative in sRGB or P3 is as it is.
    let as_png = if encoding == Encoding::Png { derived } else { whole(&read(&derived), Encoding::Png) };
    let (shown, _, profile) = seen(&as_png);
    let shows = match &profile {
        None => Meaning::of(&ColorProfile::new_srgb(), srgb_curve),
        Some(profile) => Meaning::of(&ColorProfile::new_from_slice(profile).unwrap(), srgb_curve),
    };
    // Every seventh pixel, which is as good as all of them.
    let away: Vec<f64> =
        bytes.chunks(3).zip(shown.chunks(3)).step_by(7).map(|(a, b)| ciede2000(meaning.lab(a), shows.lab(b))).collect();
    (away.iter().sum::<f64>() / away.len() as f64, profile.is_some())
}

#[test]
fn the_difference_of_colours_is_reckoned_as_its_authors_reckon_it() {
    // From the test data of Sharma, Wu and Dalal.
    let away = |a, b, wanted: f64| assert!((ciede2000(a, b) - wanted).abs() < 0.0001);
    away([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425);
    away([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492);
    away([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082);
}

#[test]
fn wide_gamuts_keep_their_colours_in_every_encoding() {
    let adobe = |part: f64| part.powf(563.0 / 256.0);
    let kinds: [(&str, ColorProfile, Curve, f64); 4] = [
        ("sRGB", ColorProfile::new_srgb(), srgb_curve, 0.0),
        ("Display P3", ColorProfile::new_display_p3(), srgb_curve, 1.0),
        ("Adobe RGB", ColorProfile::new_adobe_rgb(), adobe, 2.0),
        (
            "ProPhoto",
            ColorProfile::new_pro_photo_rgb(),
            |part| if part < 16.0 / 512.0 { part / 16.0 } else { part.powf(1.8) },
            99.0,
        ),
    ];
    for (name, profile, curve, bound) in kinds {
        let icc = profile.encode().unwrap();
        let meaning = Meaning::of(&profile, curve);
        for vivid in [false, true] {
            let (bytes, width, height) = fields(&colours(vivid));
            let png = drawn::png(&bytes, width, height, |info| info.icc_profile = Some(icc.clone().into()));
            let extras = Extras { profile: Some(&icc), ..Extras::default() };
            let jpeg = drawn::jpeg(&bytes, width, height, jpeg_encoder::ColorType::Rgb, extras);
            let (plain, in_p3) = shift(&bytes, &meaning, &png, Encoding::Png);
            let bound = if vivid { bound } else { 1.0 };
            println!("{name}, vivid {vivid}: {plain:.2}, profile {in_p3}");
            assert!(plain <= bound, "{name}, vivid {vivid}: {plain}");
            if !vivid {
                assert!(!in_p3 || name == "ProPhoto", "{name}: muted colours need no profile");
            } else {
                assert_eq!(in_p3, name != "sRGB", "{name}");
            }
            for encoding in [Encoding::WebP, Encoding::Jpeg] {
                let (lossy, still_p3) = shift(&bytes, &meaning, &jpeg, encoding);
                assert_eq!(still_p3, in_p3, "{name} {encoding:?}");
                println!("  {encoding:?}: {lossy:.2}");
                assert!(lossy <= plain.max(0.5) + 2.0, "{name} {encoding:?}, vivid {vivid}: {lossy}, {plain} in PNG");
            }
        }
    }
}
