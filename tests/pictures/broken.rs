//! Broken pictures: each is told for what it is, and none costs memory or stops the program.

use dateline::pictures::{Credits, Encoding, Fault, Format, Limits, Recipe, Seems, Shape};
use dateline::pictures::{cost, credits, decode, derive, header, look};

use crate::drawn::{self, HEIGHT, Noise, WIDTH, photograph};

fn fault(file: &[u8]) -> Fault {
    look(file, Limits::default()).unwrap_err()
}

#[test]
fn what_is_no_picture_is_told_for_what_it_is() {
    for (file, wanted) in [
        (&b""[..], Fault::Empty),
        (b"Dear editor, the picture follows.", Fault::NoPicture(Seems::Text)),
        (b"MZ\x90\0\x03\0\0\0", Fault::NoPicture(Seems::Program)),
        (b"PK\x03\x04\x14\0", Fault::NoPicture(Seems::Archive)),
        (b"<!doctype html><title>403</title>", Fault::NoPicture(Seems::Html)),
        (b"version https://git-lfs.github.com/spec/v1\n", Fault::NoPicture(Seems::LfsPointer)),
        (b"%PDF-1.7\n", Fault::NoPicture(Seems::Pdf)),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", Fault::NoPicture(Seems::Film)),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Fault::Unsupported(Format::Heic)),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", Fault::Unsupported(Format::Avif)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault::Unsupported(Format::Svg)),
        (b"8BPS\0\x01", Fault::Unsupported(Format::Photoshop)),
        (b"\xff\xd8\xff\xe0", Fault::Truncated(Format::Jpeg)),
        (b"\x89PNG\r\n\x1a\n", Fault::Truncated(Format::Png)),
    ] {
        assert_eq!(fault(file), wanted);
        assert_eq!(header(file), Err(wanted.clone()));
        assert!(!wanted.to_string().is_empty() && !wanted.way_out().is_empty());
        assert_eq!(credits(file), Credits::default());
    }
}

/// A PNG of this size by its header, with nothing behind it.
fn of_size(width: u32, height: u32) -> Vec<u8> {
    let mut file = drawn::png(&[0; 3], 1, 1, |_| ());
    file.splice(16..24, [width.to_be_bytes(), height.to_be_bytes()].concat());
    let checksum = crate::crc(&file[12..29]).to_be_bytes();
    file.splice(29..33, checksum);
    file
}

#[test]
fn a_header_of_absurd_dimensions_costs_no_memory() {
    let limit = Limits::default().pixels;
    assert_eq!(fault(&of_size(20_000, 10_000)), Fault::TooManyPixels { width: 20_000, height: 10_000, limit });
    for side in [u32::MAX, i32::MAX as u32, 1 << 17] {
        assert_eq!(fault(&of_size(side, side)), Fault::TooManyPixels { width: side, height: side, limit });
    }
    let side = u32::MAX;
    assert!(cost(&header(&of_size(side, side)).unwrap()) > 1 << 60, "and it is known beforehand what it would cost");
    let jpeg = drawn::rgb_jpeg(&photograph(16, 16), 16, 16);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    let mut huge = jpeg;
    huge.splice(frame + 5..frame + 9, [0xff; 4]);
    assert_eq!(fault(&huge), Fault::TooManyPixels { width: 65_535, height: 65_535, limit });
    let mut gif = drawn::gif(&[vec![7; 64]], 8, 8);
    gif.splice(6..10, [0xff; 4]);
    assert_eq!(fault(&gif), Fault::TooManyPixels { width: 65_535, height: 65_535, limit });
    let mut tiff = drawn::tiff::<tiff::encoder::colortype::RGB8>(&[7; 192], 8, 8);
    for tag in [0x100u16, 0x101] {
        let entry = [tag.to_le_bytes(), 4u16.to_le_bytes()].concat();
        let at = tiff.windows(4).position(|bytes| bytes == entry).unwrap();
        tiff.splice(at + 8..at + 12, 60_000u32.to_le_bytes());
    }
    // The crate asks for as many strips as so many pixels need before it says how many they are.
    assert!(matches!(fault(&tiff), Fault::TooManyPixels { .. } | Fault::Unreadable(Format::Tiff)));
    let small = Limits { pixels: 1 << 20, bytes: 100 };
    assert!(matches!(look(&of_size(9, 9)[..60], small), Err(Fault::Truncated(_))));
    assert_eq!(
        look(&[of_size(9, 9), vec![0; 99]].concat(), small).unwrap_err().to_string(),
        "the file has 1 MB; at most 1 MB are read"
    );
}

/// The photograph in every format.
fn files() -> Vec<Vec<u8>> {
    let rgb = photograph(WIDTH, HEIGHT);
    let four: Vec<u8> = rgb.chunks(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 40]).collect();
    let exif = drawn::exif(&[(0x0112, 3, vec![6, 0]), (0x013b, 2, b"Jo Doe of somewhere\0".to_vec())]);
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let extras = |progressive| drawn::Extras {
        progressive,
        profile: Some(&profile),
        exif: Some(&exif),
        segments: vec![(13, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x50\0\x03abc".to_vec())],
    };
    vec![
        drawn::jpeg(&rgb, WIDTH, HEIGHT, jpeg_encoder::ColorType::Rgb, extras(false)),
        drawn::jpeg(&rgb, WIDTH, HEIGHT, jpeg_encoder::ColorType::Rgb, extras(true)),
        drawn::jpeg(&four, WIDTH, HEIGHT, jpeg_encoder::ColorType::Cmyk, drawn::Extras::default()),
        drawn::jpeg(&four, WIDTH, HEIGHT, jpeg_encoder::ColorType::CmykAsYcck, drawn::Extras::default()),
        drawn::png(&rgb, WIDTH, HEIGHT, |info| info.icc_profile = Some(profile.clone().into())),
        drawn::png(&four, WIDTH, HEIGHT, |info| info.color_type = png::ColorType::Rgba),
        webp::Encoder::from_rgb(&rgb, WIDTH, HEIGHT).encode(80.0).to_vec(),
        webp::Encoder::from_rgba(&four, WIDTH, HEIGHT).encode_lossless().to_vec(),
        drawn::gif(&[vec![7; 96 * 64], vec![9; 96 * 64]], WIDTH, HEIGHT),
        drawn::tiff::<tiff::encoder::colortype::RGB8>(&rgb, WIDTH, HEIGHT),
        drawn::tiff::<tiff::encoder::colortype::CMYK8>(&four, WIDTH, HEIGHT),
    ]
}

/// Small limits, so that a header that was made large costs no time.
const SMALL: Limits = Limits { pixels: 1 << 18, bytes: 1 << 20 };

#[test]
fn a_picture_that_breaks_off_is_never_shown_in_part() {
    for file in files() {
        let format = decode(&file, SMALL).unwrap().facts().format;
        // What ends a file may be missing without harm to the picture: padding, an end mark, a second frame.
        let harmless = match format {
            Format::Jpeg => 1,
            Format::Gif => file.len() / 2 + 8,
            // The table of contents of these stands at the end.
            Format::Tiff => 1,
            _ => 24,
        };
        for cut in (0..file.len().saturating_sub(harmless)).step_by(7) {
            match look(&file[..cut], SMALL) {
                Ok(_) => panic!("{format:?}, {cut} of {} bytes are shown", file.len()),
                Err(fault) => assert!(
                    matches!(fault, Fault::Empty | Fault::NoPicture(_) | Fault::Truncated(_) | Fault::Unreadable(_)),
                    "{format:?} {cut}: {fault:?}"
                ),
            }
        }
    }
}

#[test]
fn no_damage_stops_the_program() {
    let mut noise = Noise(11);
    for file in files() {
        for _ in 0..400 {
            let mut broken = file.clone();
            for _ in 0..=noise.next() % 6 {
                // Headers are short: half of the damage is done there.
                let reach = if noise.next().is_multiple_of(2) { broken.len() } else { broken.len().min(300) };
                let at = noise.next() as usize % reach;
                broken[at] = match noise.next() % 4 {
                    0 => 0,
                    1 => 0xff,
                    _ => noise.next() as u8,
                };
            }
            let _ = (header(&broken), credits(&broken));
            if let Ok(raster) = decode(&broken, SMALL) {
                let recipe = Recipe { width: 1, height: 1, shape: Shape::Whole, encoding: Encoding::WebP };
                derive(&raster, &recipe, &Credits::default()).unwrap();
            }
        }
    }
}

#[test]
fn a_picture_whose_end_was_put_on_by_a_repair_is_not_whole() {
    let rgb = photograph(256, 160);
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 90);
    encoder.set_restart_interval(8);
    encoder.encode(&rgb, 256, 160, jpeg_encoder::ColorType::Rgb).unwrap();
    assert!(look(&file, SMALL).is_ok());
    let cut = [&file[..file.len() / 2], b"\xff\xd9"].concat();
    assert_eq!(look(&cut, SMALL), Err(Fault::Truncated(Format::Jpeg)));
}
