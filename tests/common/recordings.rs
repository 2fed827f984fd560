//! Films and sound that tests make: heads that are right, with samples that are none.

fn of_box(kind: &[u8; 4], inside: &[&[u8]]) -> Vec<u8> {
    let inside = inside.concat();
    [&(inside.len() as u32 + 8).to_be_bytes()[..], kind, &inside].concat()
}

/// What an MP4 is made of.
pub struct Mp4 {
    pub brand: &'static [u8; 4],
    /// Width and height of the pictures, and the four letters of their codec; none for sound alone.
    pub picture: Option<(u16, u16, &'static [u8; 4])>,
    /// The four letters of the sound's codec.
    pub sound: Option<&'static [u8; 4]>,
    pub seconds: u32,
    /// Bytes of samples before the head.
    pub before: usize,
    /// Bytes of samples behind it.
    pub behind: usize,
    /// Whether it was held upright: turned by a quarter.
    pub is_turned: bool,
}

impl Default for Mp4 {
    fn default() -> Mp4 {
        let picture = Some((640, 360, b"avc1"));
        Mp4 { brand: b"isom", picture, sound: Some(b"mp4a"), seconds: 90, before: 0, behind: 16, is_turned: false }
    }
}

/// An MP4.
pub fn mp4(film: &Mp4) -> Vec<u8> {
    let mut mvhd = vec![0; 100];
    mvhd[12..16].copy_from_slice(&1000_u32.to_be_bytes());
    mvhd[16..20].copy_from_slice(&(film.seconds * 1000).to_be_bytes());
    let mut tracks = vec![of_box(b"mvhd", &[&mvhd])];
    if let Some((width, height, codec)) = film.picture {
        let mut tkhd = vec![0; 84];
        let matrix: [i32; 9] = match film.is_turned {
            true => [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x4000_0000],
            false => [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000],
        };
        matrix.iter().enumerate().for_each(|(i, n)| tkhd[40 + 4 * i..44 + 4 * i].copy_from_slice(&n.to_be_bytes()));
        tkhd[76..80].copy_from_slice(&(u32::from(width) << 16).to_be_bytes());
        tkhd[80..84].copy_from_slice(&(u32::from(height) << 16).to_be_bytes());
        let mut entry = vec![0; 78];
        entry[24..26].copy_from_slice(&width.to_be_bytes());
        entry[26..28].copy_from_slice(&height.to_be_bytes());
        tracks.push(of_box(b"trak", &[&of_box(b"tkhd", &[&tkhd]), &media(b"vide", codec, &entry)]));
    }
    if let Some(codec) = film.sound {
        tracks.push(of_box(b"trak", &[&of_box(b"tkhd", &[&[0; 84]]), &media(b"soun", codec, &[0; 28])]));
    }
    let head = of_box(b"moov", &tracks.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let samples = |bytes: usize| if bytes == 0 { Vec::new() } else { of_box(b"mdat", &[&vec![7; bytes]]) };
    let first = of_box(b"ftyp", &[film.brand, &[0; 4], film.brand]);
    [first, samples(film.before), head, samples(film.behind)].concat()
}

fn media(handler: &[u8; 4], codec: &[u8; 4], entry: &[u8]) -> Vec<u8> {
    let hdlr = of_box(b"hdlr", &[&[0; 8], handler, &[0; 13]]);
    let stsd = of_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &of_box(codec, &[entry])]);
    of_box(b"mdia", &[&hdlr, &of_box(b"minf", &[&of_box(b"stbl", &[&stsd])])])
}

/// A film as most are.
pub fn film() -> Vec<u8> {
    mp4(&Mp4::default())
}

/// A film without sound: it needs no captions.
pub fn silent_film() -> Vec<u8> {
    mp4(&Mp4 { sound: None, ..Mp4::default() })
}

/// A WebM with VP9 and Opus.
pub fn webm(width: u16, height: u16, seconds: f32) -> Vec<u8> {
    let element = |id: &[u8], inside: &[u8]| {
        assert!(inside.len() < 0x3fff);
        [id, &(0x4000 | inside.len() as u16).to_be_bytes(), inside].concat()
    };
    let size = [element(&[0xb0], &width.to_be_bytes()), element(&[0xba], &height.to_be_bytes())].concat();
    let picture = [element(&[0x83], &[1]), element(&[0x86], b"V_VP9"), element(&[0xe0], &size)].concat();
    let sound = [element(&[0x83], &[2]), element(&[0x86], b"A_OPUS")].concat();
    let tracks = [element(&[0xae], &picture), element(&[0xae], &sound)].concat();
    let duration = element(&[0x44, 0x89], &(seconds * 1000.0).to_be_bytes());
    let info = [element(&[0x2a, 0xd7, 0xb1], &1_000_000_u32.to_be_bytes()), duration].concat();
    let inside = [
        element(&[0x15, 0x49, 0xa9, 0x66], &info),
        element(&[0x16, 0x54, 0xae, 0x6b], &tracks),
        element(&[0x1f, 0x43, 0xb6, 0x75], &[0; 8]),
    ];
    let header = element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm"));
    [header, element(&[0x18, 0x53, 0x80, 0x67], &inside.concat())].concat()
}

/// Sound of some seconds, as MP3: frames of 128 kbit/s at 44.1 kHz, each with nothing in it.
pub fn mp3(seconds: u32) -> Vec<u8> {
    let frames = (f64::from(seconds) * 44_100.0 / 1152.0).round() as usize;
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x64]);
    frame.repeat(frames)
}

/// Sound of some seconds, as WAVE: 8 kHz, eight bits, one channel.
pub fn wav(seconds: u32) -> Vec<u8> {
    let length = seconds * 8000;
    let format = [&1_u16.to_le_bytes()[..], &1_u16.to_le_bytes(), &8000_u32.to_le_bytes(), &8000_u32.to_le_bytes()];
    let format = [format.concat(), 1_u16.to_le_bytes().to_vec(), 8_u16.to_le_bytes().to_vec()].concat();
    let head = [b"RIFF", &(36 + length).to_le_bytes()[..], b"WAVEfmt ", &16_u32.to_le_bytes()].concat();
    [head, format, b"data".to_vec(), length.to_le_bytes().to_vec(), vec![128; length as usize]].concat()
}

/// Captions of one line.
pub fn captions(line: &str) -> String {
    format!("WEBVTT\n\n00:00.000 --> 00:02.000\n{line}\n")
}
