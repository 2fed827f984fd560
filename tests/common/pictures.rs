//! Pictures that tests draw.

use std::io::Cursor;

/// A soft picture with some grain, as a camera sees it, as JPEG: red grows to the right, green downwards.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(&pixels(width, height), width as u16, height as u16, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

fn pixels(width: u32, height: u32) -> Vec<u8> {
    let mut grain = 7_u32;
    (0..width * height)
        .flat_map(|index| {
            let (x, y) = (index % width, index / width);
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (grain >> 24) % 9;
            [x * 230 / width + grain, y * 230 / height + grain, 90 + grain].map(|part| part as u8)
        })
        .collect()
}

/// Nothing but noise, as JPEG: no encoder finds anything to save.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut grain = 7_u32;
    let mut next = || {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (grain >> 24) as u8
    };
    let pixels: Vec<u8> = (0..width * height * 3).map(|_| next()).collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.encode(&pixels, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The same with a creator, a copyright and a position (EXIF).
pub fn tagged(width: u32, height: u32, creator: &str, copyright: &str) -> Vec<u8> {
    let mut bytes = photograph(width, height);
    // TIFF in big-endian order: a directory of three entries; texts longer than four bytes stand behind it.
    let (creator, copyright) = (format!("{creator}\0"), format!("{copyright}\0"));
    let texts = 8 + 2 + 3 * 12 + 4_u32;
    let position = texts + (creator.len() + copyright.len()) as u32;
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let tiff = [
        b"MM\0\x2a\0\0\0\x08\0\x03".to_vec(),
        entry(0x013b, 2, creator.len() as u32, texts),
        entry(0x8298, 2, copyright.len() as u32, texts + creator.len() as u32),
        entry(0x8825, 4, 1, position),
        vec![0; 4],
        creator.into_bytes(),
        copyright.into_bytes(),
        // The position: which half of the globe, north.
        b"\0\x01".to_vec(),
        entry(0x0001, 2, 2, u32::from_be_bytes(*b"N\0\0\0")),
        vec![0; 4],
    ]
    .concat();
    let segment = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = (segment.len() as u16 + 2).to_be_bytes();
    bytes.splice(2..2, [vec![0xff, 0xe1], length.to_vec(), segment].concat());
    bytes
}

/// A disc on nothing, as PNG.
pub fn transparent(width: u32, height: u32) -> Vec<u8> {
    let inside = |x: u32, y: u32| {
        let (dx, dy) = (f64::from(x) - f64::from(width) / 2.0, f64::from(y) - f64::from(height) / 2.0);
        dx.hypot(dy) < f64::from(width.min(height)) / 2.5
    };
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|i| if inside(i % width, i / width) { [200, 30, 30, 255] } else { [0, 0, 0, 0] })
        .collect();
    png(&pixels, width, height, png::ColorType::Rgba)
}

/// A small drawing, as PNG.
pub fn small() -> Vec<u8> {
    png(&[20, 90, 160, 250, 250, 250], 2, 1, png::ColorType::Rgb)
}

fn png(pixels: &[u8], width: u32, height: u32, kind: png::ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    bytes
}

/// A film of two frames, as GIF.
pub fn moving(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    {
        let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[0, 0, 0, 255, 255, 255]).unwrap();
        for index in 0..2_u8 {
            let pixels = vec![index; usize::from(width) * usize::from(height)];
            let frame = gif::Frame::from_indexed_pixels(width, height, pixels, None);
            encoder.write_frame(&frame).unwrap();
        }
    }
    bytes.into_inner()
}
