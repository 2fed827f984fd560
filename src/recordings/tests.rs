//! Heads that are right, heads that lie, and heads that mean harm.

use super::*;
use made::{Mp4, film, mp3, mp4, wav, webm};
use proptest::prelude::*;
use std::io::Cursor;
use std::time::Instant;

#[path = "../../tests/common/recordings.rs"]
#[allow(dead_code)]
mod made;

fn looked(bytes: &[u8]) -> Result<Head, Fault> {
    look(&mut Cursor::new(bytes))
}

#[test]
fn a_film_says_its_size_its_length_and_what_it_is_coded_with() {
    let head = looked(&film()).unwrap();
    assert_eq!((head.container, head.size), (Container::Mp4, Some((640, 360))));
    assert_eq!(head.duration, Some(Duration::from_secs(90)));
    assert_eq!((head.picture.unwrap().name, head.sound.unwrap().name), ("H.264".into(), "AAC".into()));
    assert!(!head.starts_late && !head.is_cut);

    let head = looked(&webm(320, 180, 12.5)).unwrap();
    assert_eq!((head.container, head.size), (Container::WebM, Some((320, 180))));
    assert_eq!(head.duration, Some(Duration::from_millis(12_500)));
    assert_eq!((head.picture.unwrap().name, head.sound.unwrap().name), ("VP9".into(), "Opus".into()));
}

#[test]
fn a_film_that_was_held_upright_is_upright() {
    let head = looked(&mp4(&Mp4 { is_turned: true, ..Mp4::default() })).unwrap();
    assert_eq!(head.size, Some((360, 640)));
}

#[test]
fn a_head_behind_the_samples_is_found_and_told() {
    let head = looked(&mp4(&Mp4 { before: 5000, behind: 0, ..Mp4::default() })).unwrap();
    assert!(head.starts_late);
    assert_eq!(head.size, Some((640, 360)));
}

#[test]
fn sound_says_how_long_it_lasts() {
    for (bytes, container, seconds) in
        [(mp3(30), Container::Mp3, 30), (wav(7), Container::Wav, 7), (mp4(&sound()), Container::Mp4, 90)]
    {
        let head = looked(&bytes).unwrap();
        assert_eq!((head.container, head.size, head.is_film()), (container, None, false));
        assert_eq!(head.duration.unwrap().as_secs_f64().round() as u64, seconds, "{container:?}");
    }
}

fn sound() -> Mp4 {
    Mp4 { picture: None, ..Mp4::default() }
}

#[test]
fn what_browsers_do_not_play_is_known() {
    let played = |brand, codec| {
        let head = looked(&mp4(&Mp4 { brand, picture: Some((640, 360, codec)), ..Mp4::default() })).unwrap();
        (head.container, head.picture.unwrap().played)
    };
    assert_eq!(played(b"qt  ", b"avc1"), (Container::QuickTime, Played::Everywhere));
    assert_eq!(played(b"qt  ", b"apcn"), (Container::QuickTime, Played::Nowhere));
    assert_eq!(played(b"isom", b"hvc1"), (Container::Mp4, Played::BySome));
    assert_eq!(played(b"isom", b"zzzz"), (Container::Mp4, Played::Unknown));
    let mut matroska = webm(320, 180, 1.0);
    let at = matroska.windows(4).position(|word| word == b"webm").unwrap();
    matroska[at..at + 4].copy_from_slice(b"mkv1");
    assert!(!looked(&matroska).unwrap().container.is_of_browsers());
}

#[test]
fn what_is_no_recording_is_told_as_what_it_is() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"\xff\xd8\xff\xe0 a photograph", "a photograph"),
        (b"%PDF-1.7", "a document"),
        (b"<!DOCTYPE html>", "a page of a website"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"just words", "no film and no sound of a kind that is known"),
        (b"\0\0\0\x10ftypisom\0\0\0\0", "tells of no film"),
        (b"\0\0\0\x10ftypisom\0\0\0\0\0\x01\0\0mdat", "ends before"),
        (b"\xff\xfb", "damaged"),
    ] {
        let fault = looked(bytes).unwrap_err();
        assert!(fault.to_string().contains(words), "{bytes:?}: {fault}");
        assert!(!fault.way_out().is_empty());
    }
}

#[test]
fn a_file_that_breaks_off_is_told() {
    let whole = film();
    let cut = looked(&whole[..whole.len() - 5]).unwrap();
    assert!(cut.is_cut && cut.size.is_some(), "its head is there, and its end is not");
    assert_eq!(looked(&whole[..60]), Err(Fault::Cut));
}

/// A file of many gigabytes of nothing, in which each byte that is read is counted.
struct Huge {
    first: Vec<u8>,
    last: Vec<u8>,
    length: u64,
    at: u64,
    read: u64,
}

impl Read for Huge {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let start = self.length - self.last.len() as u64;
        let wanted = into.len().min(usize::try_from(self.length.saturating_sub(self.at)).unwrap_or(usize::MAX));
        for (i, byte) in into[..wanted].iter_mut().enumerate() {
            let at = self.at + i as u64;
            *byte = match at {
                _ if at < self.first.len() as u64 => self.first[at as usize],
                _ if at >= start => self.last[(at - start) as usize],
                _ => 0,
            };
        }
        self.at += wanted as u64;
        self.read += wanted as u64;
        Ok(wanted)
    }
}

impl Seek for Huge {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.length.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn of_forty_gigabytes_a_few_kilobytes_are_read() {
    let whole = mp4(&Mp4 { behind: 0, ..Mp4::default() });
    let (first, last) = whole.split_at(20);
    let samples = 40_u64 << 30;
    let first = [first, &1_u32.to_be_bytes(), b"mdat", &(samples + 16).to_be_bytes()].concat();
    let length = first.len() as u64 + samples + last.len() as u64;
    let mut huge = Huge { first, last: last.to_vec(), length, at: 0, read: 0 };
    let head = look(&mut huge).unwrap();
    assert!(head.starts_late && head.size == Some((640, 360)));
    assert!(huge.read < 8_192, "{}", huge.read);
}

#[test]
fn boxes_that_claim_the_sky_cost_nothing() {
    let claim = |size: u32, kind: &[u8; 4], more: &[u8]| [&size.to_be_bytes()[..], kind, more].concat();
    let ftyp = claim(16, b"ftyp", b"isom\0\0\0\0");
    let begin = Instant::now();
    for hostile in [
        claim(1, b"moov", &(1_u64 << 63).to_be_bytes()),
        claim(1, b"moov", &u64::MAX.to_be_bytes()),
        claim(1, b"moov", &0_u64.to_be_bytes()),
        claim(0, b"moov", &claim(0, b"trak", &claim(0, b"trak", b""))),
        claim(7, b"moov", b""),
        claim(u32::MAX, b"moov", &claim(100_000_000, b"mvhd", &[0; 8])),
        claim(4, b"moov", b""),
        claim(8, b"free", b"").repeat(100_000),
        claim(800_008, b"moov", &claim(8, b"free", b"").repeat(100_000)),
    ] {
        let _ = looked(&[ftyp.clone(), hostile].concat());
    }
    // A segment, a void of 2^56 - 2 bytes, and one that never ends.
    let header = &webm(1, 1, 1.0)[..20];
    for hostile in [
        &b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"[..],
        b"\x18\x53\x80\x67\xff\xec\x01\xff\xff\xff\xff\xff\xff\xfe",
    ] {
        let _ = looked(&[header, hostile, &[0; 64]].concat());
        let _ = looked(&[header, hostile, &b"\xec\x80".repeat(100_000)].concat());
    }
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever is done to a head, it is read or told, and never more than that.
    #[test]
    fn no_damage_makes_the_program_panic(
        which in 0_usize..5,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        keeps_all in any::<bool>(),
    ) {
        let mut bytes = match which {
            0 => film(),
            1 => webm(320, 180, 2.0),
            2 => mp3(1),
            3 => wav(1),
            _ => ogg(),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len().min(1024));
            bytes[at] = byte;
        }
        if !keeps_all {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        let _ = looked(&bytes);
    }

    #[test]
    fn nor_does_anything_that_begins_like_a_recording(
        start in prop::sample::select(vec![
            &b"\0\0\0\x10ftypisom"[..], b"\x1a\x45\xdf\xa3", b"OggS", b"fLaC", b"RIFF\x24\0\0\0WAVE", b"ID3\x04\0\0\0\0\0\x0a", b"\xff\xfb\x90\x64",
            b"\xff\xf1\x50\x80", b"\0\0\0\x08moov",
        ]),
        rest in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = looked(&[start, &rest].concat());
    }
}

/// A page of Ogg that begins a stream of Opus, and one that ends it.
fn ogg() -> Vec<u8> {
    let page = |flags: u8, granule: u64, number: u32, body: &[u8]| {
        let head = [b"OggS", &[0, flags][..], &granule.to_le_bytes(), &[1, 0, 0, 0], &number.to_le_bytes(), &[0; 4]];
        [head.concat(), vec![1, body.len() as u8], body.to_vec()].concat()
    };
    let opus = [b"OpusHead", &[1, 2, 0, 0][..], &48_000_u32.to_le_bytes(), &[0; 3]].concat();
    let tags = [b"OpusTags", &[0; 8][..]].concat();
    [page(2, 0, 0, &opus), page(0, 0, 1, &tags), page(4, 96_000, 2, &[0; 20])].concat()
}

#[test]
fn ogg_says_what_is_in_it() {
    let head = looked(&ogg()).unwrap();
    assert_eq!((head.container, head.sound.unwrap().name), (Container::Ogg, "Opus".into()));
    let mut theora = ogg();
    let at = theora.windows(8).position(|word| word == b"OpusHead").unwrap();
    theora[at..at + 8].copy_from_slice(b"\x80theora\x03");
    assert_eq!(looked(&theora).unwrap().picture.unwrap().played, Played::Nowhere);
}

#[test]
fn captions_are_read_as_browsers_read_them() {
    for (bytes, is_read) in [
        (&b"WEBVTT\n\n00:00.000 --> 00:01.000\nA\n"[..], true),
        (b"\xef\xbb\xbfWEBVTT - a title\r\n\r\n00:00.000 --> 00:01.000\r\nA\r\n", true),
        (b"WEBVTT\n\nNOTE nothing\n", false),
        (b"WEBVTTX\n\n00:00.000 --> 00:01.000\nA\n", false),
        (b"1\n00:00:00,000 --> 00:00:01,000\nA\n", false),
        (b"\xff\xfeW\0E\0", false),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\n\xcf\xf0\xe8\n", false),
        (b"", false),
    ] {
        assert_eq!(read_captions(bytes).is_ok(), is_read, "{bytes:?}");
    }
    assert!(read_captions(b"1\n00:00:00,000 --> 00:00:01,000\nA\n").unwrap_err().way_out.contains("ffmpeg"));
}
