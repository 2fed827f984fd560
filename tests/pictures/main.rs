//! What the engine of pictures gives a newsroom, tried on pictures that are drawn here.

#![allow(clippy::unwrap_used)]

mod broken;
mod colours;
mod drawn;
mod names;

use dateline::pictures::{Credits, Encoding, Facts, Fault, Format, Recipe, Shape, VERSION, derive, header, largest};
use drawn::{Extras, HEIGHT, WIDTH, chart, difference, photograph, read, seen, whole};
use jpeg_encoder::ColorType as Jpeg;
use tiff::encoder::colortype as kinds;

/// Grey, as a screen would show the photograph.
fn grey(bytes: &[u8]) -> Vec<u8> {
    bytes.chunks(3).map(|pixel| pixel[1]).collect()
}

fn in_three(grey: &[u8]) -> Vec<u8> {
    grey.iter().flat_map(|&grey| [grey; 3]).collect()
}

fn sixteen(bytes: &[u8]) -> Vec<u16> {
    bytes.iter().map(|&part| u16::from(part) * 257).collect()
}

/// Every way of writing the photograph, what it must look like, and how far it may be from that.
fn sources() -> Vec<(&'static str, Vec<u8>, Vec<u8>, f64)> {
    let rgb = photograph(WIDTH, HEIGHT);
    let grey = grey(&rgb);
    let in_grey = in_three(&grey);
    let (w, h) = (WIDTH, HEIGHT);
    let big_endian = |values: Vec<u16>| values.iter().flat_map(|value| value.to_be_bytes()).collect::<Vec<u8>>();
    let progressive = || Extras { progressive: true, ..Extras::default() };
    let colour = |kind: png::ColorType, depth: png::BitDepth| {
        move |info: &mut png::Info| (info.color_type, info.bit_depth) = (kind, depth)
    };
    let opaque = |bytes: &[u8], count: usize| -> Vec<u8> {
        bytes.chunks(count).flat_map(|pixel| pixel.iter().copied().chain([255])).collect()
    };
    let palette = |info: &mut png::Info| {
        info.color_type = png::ColorType::Indexed;
        info.palette = Some((0..=255).flat_map(|grey: u8| [grey; 3]).collect());
    };
    let webp = webp::Encoder::from_rgb(&rgb, w, h).encode_lossless().to_vec();
    vec![
        ("a JPEG", drawn::rgb_jpeg(&rgb, w, h), rgb.clone(), 3.0),
        ("a progressive JPEG", drawn::jpeg(&rgb, w, h, Jpeg::Rgb, progressive()), rgb.clone(), 3.0),
        ("a grey JPEG", drawn::jpeg(&grey, w, h, Jpeg::Luma, Extras::default()), in_grey.clone(), 3.0),
        ("a PNG", drawn::png(&rgb, w, h, |_| ()), rgb.clone(), 0.0),
        (
            "a PNG of sixteen bits",
            drawn::png(&big_endian(sixteen(&rgb)), w, h, colour(png::ColorType::Rgb, png::BitDepth::Sixteen)),
            rgb.clone(),
            0.0,
        ),
        (
            "a grey PNG",
            drawn::png(&grey, w, h, colour(png::ColorType::Grayscale, png::BitDepth::Eight)),
            in_grey.clone(),
            0.0,
        ),
        (
            "a grey PNG with a channel for transparency",
            drawn::png(&opaque(&grey, 1), w, h, colour(png::ColorType::GrayscaleAlpha, png::BitDepth::Eight)),
            in_grey.clone(),
            0.0,
        ),
        (
            "a PNG that says nothing is transparent",
            drawn::png(&opaque(&rgb, 3), w, h, colour(png::ColorType::Rgba, png::BitDepth::Eight)),
            rgb.clone(),
            0.0,
        ),
        ("a PNG with a palette", drawn::png(&grey, w, h, palette), in_grey.clone(), 0.0),
        ("a WebP", webp, rgb.clone(), 0.0),
        ("a GIF", drawn::gif(std::slice::from_ref(&grey), w, h), in_grey.clone(), 0.0),
        ("a TIFF", drawn::tiff::<kinds::RGB8>(&rgb, w, h), rgb.clone(), 0.0),
        ("a TIFF of sixteen bits", drawn::tiff::<kinds::RGB16>(&sixteen(&rgb), w, h), rgb.clone(), 0.0),
        ("a grey TIFF", drawn::tiff::<kinds::Gray8>(&grey, w, h), in_grey, 0.0),
        ("a TIFF with transparency", drawn::tiff::<kinds::RGBA8>(&opaque(&rgb, 3), w, h), rgb, 0.0),
    ]
}

#[test]
fn a_picture_looks_the_same_whatever_it_was_saved_as() {
    for (name, file, wanted, tolerance) in sources() {
        let raster = read(&file);
        let facts = raster.facts();
        assert_eq!((facts.width, facts.height, facts.transparent), (WIDTH, HEIGHT, false), "{name}");
        let (shown, _, profile) = seen(&whole(&raster, Encoding::Png));
        let away = difference(&shown, &wanted);
        assert!(away <= tolerance, "{name} is {away} away");
        assert_eq!(profile, None, "{name} is sRGB");
        let head = header(&file).unwrap();
        assert_eq!((head.width, head.height, head.format), (WIDTH, HEIGHT, facts.format), "{name}");
    }
}

#[test]
fn an_interlaced_png_is_read() {
    // Seven passes of one pixel are one pass: a picture of one pixel is the same with and without.
    let mut file = drawn::png(&[200, 100, 50], 1, 1, |_| ());
    file[28] = 1;
    let checksum = crc(&file[12..29]).to_be_bytes();
    file.splice(29..33, checksum);
    assert_eq!(seen(&whole(&read(&file), Encoding::Png)).0, [200, 100, 50]);
}

/// The checksum of PNG's chunks.
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_picture_stands_upright_whichever_way_the_camera_was_held() {
    // A red corner, upper left as the picture is meant to be seen, after each of EXIF's eight ways to store it.
    let (width, height) = (48u32, 32u32);
    for orientation in 1..=8u8 {
        let (stored_width, stored_height) = if orientation >= 5 { (height, width) } else { (width, height) };
        // Where the upright picture's upper left corner is stored, right and low: TIFF 6.0, page 36.
        let corner = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (0, 1), (1, 1), (1, 0)][usize::from(orientation) - 1];
        let is_red = |x: u32, y: u32| (2 * x / stored_width, 2 * y / stored_height) == corner;
        let stored: Vec<u8> = (0..stored_width * stored_height)
            .flat_map(|at| if is_red(at % stored_width, at / stored_width) { [220, 20, 20] } else { [20, 20, 220] })
            .collect();
        let exif = drawn::exif(&[(0x0112, 3, vec![orientation, 0])]);
        let extras = Extras { exif: Some(&exif), ..Extras::default() };
        let file = drawn::jpeg(&stored, stored_width, stored_height, Jpeg::Rgb, extras);
        let raster = read(&file);
        assert_eq!((raster.facts().width, raster.facts().height), (width, height), "{orientation}");
        let head = header(&file).unwrap();
        assert_eq!((head.width, head.height), (width, height), "{orientation}");
        let (shown, ..) = seen(&whole(&raster, Encoding::Png));
        let at = |x: u32, y: u32| shown[((y * width + x) * 3) as usize] > 128;
        let corners = [at(4, 4), at(width - 5, 4), at(4, height - 5), at(width - 5, height - 5)];
        assert_eq!(corners, [true, false, false, false], "{orientation}");
    }
}

#[test]
fn a_photograph_becomes_jpeg_and_a_chart_png() {
    let photo = read(&drawn::png(&photograph(200, 150), 200, 150, |_| ()));
    assert_eq!((photo.facts().safe, photo.facts().drawing), (Encoding::Jpeg, false));
    let chart_bytes = chart(200, 150);
    let drawing = read(&drawn::png(&chart_bytes, 200, 150, |_| ()));
    assert_eq!((drawing.facts().safe, drawing.facts().drawing), (Encoding::Png, true));
    let scanned = read(&drawn::rgb_jpeg(&chart_bytes, 200, 150));
    assert_eq!(scanned.facts().safe, Encoding::Jpeg, "what was JPEG has its noise, and would be a huge PNG");
    // Its edges are as they were.
    let webp = whole(&drawing, Encoding::WebP);
    assert_eq!(difference(&seen(&whole(&read(&webp), Encoding::Png)).0, &chart_bytes), 0.0);
    let png = whole(&drawing, Encoding::Png);
    assert!(png.len() < 2000, "two colours need a palette: {}", png.len());
}

#[test]
fn what_is_transparent_stays_so_and_its_edges_keep_their_colour() {
    let (width, height) = (120u32, 90u32);
    let pixels: Vec<u8> =
        (0..width * height).flat_map(|at| if at % width < 60 { [230, 30, 30, 255] } else { [0, 0, 0, 0] }).collect();
    let file = drawn::png(&pixels, width, height, |info| info.color_type = png::ColorType::Rgba);
    let raster = read(&file);
    assert!(raster.facts().transparent);
    assert_eq!(raster.facts().safe, Encoding::Png);
    let recipe = |encoding| Recipe { width: 40, height: 30, shape: Shape::Whole, encoding };
    for encoding in [Encoding::Png, Encoding::WebP] {
        let file = derive(&raster, &recipe(encoding), &Credits::default()).unwrap();
        let (shown, count, _) = seen(&whole(&read(&file), Encoding::Png));
        assert_eq!(count, 4, "{encoding:?}");
        for pixel in shown.chunks(4).filter(|pixel| pixel[3] > 40) {
            assert!(pixel[0] > 215 && pixel[1] < 60, "{encoding:?}: a dark edge {pixel:?}");
        }
    }
    let jpeg = derive(&raster, &recipe(Encoding::Jpeg), &Credits::default()).unwrap();
    let (shown, ..) = seen(&whole(&read(&jpeg), Encoding::Png));
    assert!(shown[39 * 3] > 240 && shown[39 * 3 + 1] > 240, "on paper, and not on black");
}

#[test]
fn of_a_film_in_a_picture_the_first_frame_is_shown() {
    let frames = [vec![250; 64], vec![10; 64]];
    let file = drawn::gif(&frames, 8, 8);
    assert!(header(&file).unwrap().animated);
    let raster = read(&file);
    assert!(raster.facts().animated);
    assert_eq!(seen(&whole(&raster, Encoding::Png)).0[..3], [250; 3]);
    assert!(!header(&drawn::gif(&frames[..1], 8, 8)).unwrap().animated);
}

#[test]
fn a_crop_shows_its_point_and_nothing_is_made_larger() {
    // Nine fields of different grey.
    let (width, height) = (300u32, 300u32);
    let grey: Vec<u8> = (0..width * height).map(|at| ((at % width / 100 + at / width / 100 * 3) * 25) as u8).collect();
    let raster = read(&drawn::png(&in_three(&grey), width, height, |_| ()));
    let shown = |x: u8, y: u8, (width, height): (u32, u32)| {
        let recipe = Recipe { width, height, shape: Shape::Around { x, y }, encoding: Encoding::Png };
        let (bytes, ..) = seen(&derive(&raster, &recipe, &Credits::default()).unwrap());
        bytes[(height / 2 * width + width / 2) as usize * 3]
    };
    assert_eq!(shown(50, 10, (60, 20)), 25, "the middle of the uppermost row");
    assert_eq!(shown(50, 50, (60, 20)), 100);
    assert_eq!(shown(90, 50, (20, 60)), 125);
    assert_eq!(shown(100, 100, (60, 20)), 175, "a wide crop reaches over the whole width");
    let too_large = Recipe { width: 320, height: 320, shape: Shape::Around { x: 0, y: 0 }, encoding: Encoding::WebP };
    let fault = derive(&raster, &too_large, &Credits::default()).unwrap_err();
    assert_eq!(fault, Fault::LargerThanSource { asked: (320, 320), most: (300, 300) });
    assert_eq!(largest((300, 300), (16, 9)), (300, 169));
    let long = read(&drawn::png(&vec![9; 17_000 * 3], 17_000, 1, |_| ()));
    let recipe = Recipe { width: 17_000, height: 1, shape: Shape::Whole, encoding: Encoding::WebP };
    assert_eq!(derive(&long, &recipe, &Credits::default()), Err(Fault::NotWritten { asked: (17_000, 1) }));
}

#[test]
fn a_derivative_depends_on_its_recipe_and_on_nothing_else() {
    let file = drawn::rgb_jpeg(&photograph(2500, 1650), 2500, 1650);
    let raster = read(&file);
    assert_eq!((raster.facts().width, raster.facts().height), (2500, 1650));
    let recipe = |width, encoding| Recipe { width, height: width * 2 / 3, shape: Shape::Whole, encoding };
    let again = read(&file);
    for encoding in [Encoding::WebP, Encoding::Jpeg, Encoding::Png] {
        let alone = derive(&again, &recipe(300, encoding), &Credits::default()).unwrap();
        derive(&raster, &recipe(600, encoding), &Credits::default()).unwrap();
        assert_eq!(derive(&raster, &recipe(300, encoding), &Credits::default()).unwrap(), alone);
    }
}

/// Derivatives are kept by their recipe and [`VERSION`]. If this fails after a change of the program or of a crate that
/// it builds on, other bytes come out than are in everybody's caches: raise `VERSION`, and write the new sums here. If
/// it fails on a new machine without a change, that machine makes other bytes than all others: find out which crate.
#[test]
fn other_bytes_need_another_version() {
    let raster = read(&drawn::rgb_jpeg(&photograph(300, 200), 300, 200));
    let sum = |encoding| {
        let recipe = Recipe { width: 150, height: 120, shape: Shape::Around { x: 30, y: 40 }, encoding };
        let file = derive(&raster, &recipe, &Credits::default()).unwrap();
        blake3::hash(&file).to_hex()[..12].to_owned()
    };
    let sums = [Encoding::WebP, Encoding::Jpeg, Encoding::Png].map(sum);
    assert_eq!((VERSION, sums.each_ref().map(String::as_str)), (1, ["a52b7f05e6d7", "39ba653d78fa", "95a78b0e6d21"]));
}

#[test]
fn simd_does_not_change_what_is_read() {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::{bytestream::ZCursor, options::DecoderOptions};
    for progressive in [false, true] {
        let extras = Extras { progressive, ..Extras::default() };
        let file = drawn::jpeg(&photograph(333, 217), 333, 217, Jpeg::Rgb, extras);
        let decoded = |simd: bool| {
            let options = DecoderOptions::default().set_use_unsafe(simd);
            JpegDecoder::new_with_options(ZCursor::new(&file), options).decode().unwrap()
        };
        assert!(decoded(true) == decoded(false), "other machines would make other bytes");
    }
}

#[test]
fn facts_are_small_and_come_back_as_they_were() {
    let facts = read(&drawn::png(&chart(64, 64), 64, 64, |_| ())).facts().clone();
    assert_eq!(facts.format, Format::Png);
    let kept = serde_json::to_string(&facts).unwrap();
    assert!(kept.len() < 250, "{kept}");
    assert_eq!(serde_json::from_str::<Facts>(&kept).unwrap(), facts);
}
