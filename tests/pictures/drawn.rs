//! Pictures that the tests draw, in the formats of photographers and their machines.

use std::io::Cursor;

use dateline::pictures::{Credits, Encoding, Limits, Raster, Recipe, Shape, decode, derive};

pub const WIDTH: u32 = 96;
pub const HEIGHT: u32 = 64;

/// A soft picture with some noise, as a sensor sees it: red grows to the right, green downwards.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut noise = Noise(7);
    (0..width * height)
        .flat_map(|index| {
            let (x, y) = (index % width, index / width);
            let grain = (noise.next() % 5) as u32;
            [x * 230 / width + grain, y * 230 / height + grain, 90 + grain].map(|part| part as u8)
        })
        .collect()
}

/// A chart: flat areas of few colours.
pub fn chart(width: u32, height: u32) -> Vec<u8> {
    let colour = |x: u32, y: u32| if y * 8 / height > x * 8 / width { [20, 90, 160] } else { [250, 250, 250] };
    (0..width * height).flat_map(|index| colour(index % width, index / width)).collect()
}

/// Numbers that look like chance and are the same every time.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// What stands in a JPEG beside its pixels.
#[derive(Default)]
pub struct Extras<'a> {
    pub progressive: bool,
    pub profile: Option<&'a [u8]>,
    pub exif: Option<&'a [u8]>,
    /// Segments by their number.
    pub segments: Vec<(u8, Vec<u8>)>,
}

pub fn jpeg(bytes: &[u8], width: u32, height: u32, kind: jpeg_encoder::ColorType, extras: Extras) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 95);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.set_progressive(extras.progressive);
    if let Some(exif) = extras.exif {
        encoder.add_exif_metadata(exif).unwrap();
    }
    for (number, data) in extras.segments {
        encoder.add_app_segment(number, data).unwrap();
    }
    if let Some(profile) = extras.profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    encoder.encode(bytes, width as u16, height as u16, kind).unwrap();
    file
}

pub fn rgb_jpeg(bytes: &[u8], width: u32, height: u32) -> Vec<u8> {
    jpeg(bytes, width, height, jpeg_encoder::ColorType::Rgb, Extras::default())
}

pub fn png(bytes: &[u8], width: u32, height: u32, info: impl FnOnce(&mut png::Info)) -> Vec<u8> {
    let mut described = png::Info::with_size(width, height);
    (described.color_type, described.bit_depth) = (png::ColorType::Rgb, png::BitDepth::Eight);
    info(&mut described);
    let mut file = Vec::new();
    let mut writer = png::Encoder::with_info(&mut file, described).unwrap().write_header().unwrap();
    writer.write_image_data(bytes).unwrap();
    writer.finish().unwrap();
    file
}

pub fn gif(frames: &[Vec<u8>], width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let palette: Vec<u8> = (0..=255).flat_map(|grey: u8| [grey; 3]).collect();
    let mut encoder = gif::Encoder::new(&mut file, width as u16, height as u16, &palette).unwrap();
    for frame in frames {
        encoder
            .write_frame(&gif::Frame::from_indexed_pixels(width as u16, height as u16, frame.clone(), None))
            .unwrap();
    }
    drop(encoder);
    file
}

pub fn tiff<C: tiff::encoder::colortype::ColorType>(samples: &[C::Inner], width: u32, height: u32) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut file = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).unwrap();
    encoder.write_image::<C>(width, height, samples).unwrap();
    file.into_inner()
}

/// A TIFF of one page that holds nothing but these entries, as EXIF is one: tag, kind, number of values, value.
pub fn exif(entries: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    let mut behind: Vec<u8> = Vec::new();
    let start = 8 + 2 + entries.len() * 12 + 4;
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        let size = if *kind == 3 { 2 } else { 1 };
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(((value.len() / size) as u32).to_le_bytes());
        if value.len() <= 4 {
            file.extend(value);
            file.extend(vec![0; 4 - value.len()]);
        } else {
            file.extend(((start + behind.len()) as u32).to_le_bytes());
            behind.extend(value);
        }
    }
    file.extend([0; 4]);
    file.extend(behind);
    file
}

pub fn read(file: &[u8]) -> Raster {
    decode(file, Limits::default()).unwrap()
}

/// The whole of a picture in its own size, up to the largest that is made.
pub fn whole(raster: &Raster, encoding: Encoding) -> Vec<u8> {
    let facts = raster.facts();
    let (width, height) = dateline::pictures::largest((facts.width, facts.height), (facts.width, facts.height));
    derive(raster, &Recipe { width, height, shape: Shape::Whole, encoding }, &Credits::default()).unwrap()
}

/// The pixels of a PNG in three or four bytes, and its profile.
pub fn seen(file: &[u8]) -> (Vec<u8>, usize, Option<Vec<u8>>) {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    bytes.truncate(frame.buffer_size());
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    match frame.color_type {
        png::ColorType::Grayscale => (bytes.iter().flat_map(|&grey| [grey; 3]).collect(), 3, profile),
        png::ColorType::Rgb => (bytes, 3, profile),
        _ => (bytes, 4, profile),
    }
}

/// The mean difference of two pictures' numbers.
pub fn difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}
