//! What films and sound are coded with, and who plays it.

/// What pictures or sound are coded with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codec {
    /// What people call it.
    pub name: String,
    /// Who plays it.
    pub played: Played,
}

/// Who plays something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Played {
    /// The browsers of today.
    Everywhere,
    /// Some of them, on some machines.
    BySome,
    /// None of them.
    Nowhere,
    /// That is not known.
    Unknown,
}

use Played::{BySome, Everywhere, Nowhere};

/// By the four letters that MP4 and QuickTime have (the MP4 registration authority, and Apple's).
const FOUR_LETTERS: [(&[u8; 4], &str, Played); 45] = [
    (b"avc1", "H.264", Everywhere),
    (b"avc3", "H.264", Everywhere),
    (b"vp08", "VP8", Everywhere),
    (b"vp09", "VP9", Everywhere),
    (b"av01", "AV1", Everywhere),
    (b"hvc1", "HEVC (H.265)", BySome),
    (b"hev1", "HEVC (H.265)", BySome),
    (b"dvh1", "Dolby Vision", BySome),
    (b"dvhe", "Dolby Vision", BySome),
    (b"mp4v", "MPEG-4 Visual", Nowhere),
    (b"s263", "H.263", Nowhere),
    (b"apcn", "ProRes", Nowhere),
    (b"apch", "ProRes", Nowhere),
    (b"apcs", "ProRes", Nowhere),
    (b"apco", "ProRes", Nowhere),
    (b"ap4h", "ProRes", Nowhere),
    (b"ap4x", "ProRes", Nowhere),
    (b"AVdn", "DNxHD", Nowhere),
    (b"AVdh", "DNxHR", Nowhere),
    (b"jpeg", "Motion JPEG", Nowhere),
    (b"mjpa", "Motion JPEG", Nowhere),
    (b"mjpb", "Motion JPEG", Nowhere),
    (b"mjp2", "Motion JPEG 2000", Nowhere),
    (b"dvcp", "DV", Nowhere),
    (b"dvc ", "DV", Nowhere),
    (b"dvpp", "DV", Nowhere),
    (b"rle ", "Animation", Nowhere),
    (b"SVQ3", "Sorenson Video", Nowhere),
    (b"encv", "something encrypted", Nowhere),
    (b"mp4a", "AAC", Everywhere),
    (b".mp3", "MP3", Everywhere),
    (b"Opus", "Opus", Everywhere),
    (b"fLaC", "FLAC", Everywhere),
    (b"alac", "Apple Lossless", BySome),
    (b"ac-3", "Dolby Digital", BySome),
    (b"ec-3", "Dolby Digital Plus", BySome),
    (b"samr", "AMR", Nowhere),
    (b"sawb", "AMR", Nowhere),
    (b"sowt", "sound that is not compressed", BySome),
    (b"twos", "sound that is not compressed", BySome),
    (b"lpcm", "sound that is not compressed", BySome),
    (b"in24", "sound that is not compressed", BySome),
    (b"ipcm", "sound that is not compressed", BySome),
    (b"apac", "Apple Spatial Audio", BySome),
    (b"enca", "something encrypted", Nowhere),
];

/// By the ids that Matroska and WebM have.
const BY_ID: [(&str, &str, Played); 16] = [
    ("V_VP8", "VP8", Everywhere),
    ("V_VP9", "VP9", Everywhere),
    ("V_AV1", "AV1", Everywhere),
    ("V_MPEG4/ISO/AVC", "H.264", Everywhere),
    ("V_MPEGH/ISO/HEVC", "HEVC (H.265)", BySome),
    ("V_MPEG4", "MPEG-4 Visual", Nowhere),
    ("V_MPEG", "MPEG", Nowhere),
    ("V_PRORES", "ProRes", Nowhere),
    ("V_THEORA", "Theora", Nowhere),
    ("A_OPUS", "Opus", Everywhere),
    ("A_VORBIS", "Vorbis", Everywhere),
    ("A_AAC", "AAC", Everywhere),
    ("A_FLAC", "FLAC", Everywhere),
    ("A_AC3", "Dolby Digital", BySome),
    ("A_DTS", "DTS", Nowhere),
    ("A_PCM", "sound that is not compressed", BySome),
];

impl Codec {
    pub(super) fn new(name: &str, played: Played) -> Codec {
        Codec { name: name.to_owned(), played }
    }

    /// What four letters mean.
    pub(super) fn of_four(letters: [u8; 4]) -> Codec {
        let known = FOUR_LETTERS.iter().find(|(known, ..)| **known == letters);
        known.map_or_else(|| unknown(&letters), |(_, name, played)| Codec::new(name, *played))
    }

    /// What an id means; some carry a version behind them.
    pub(super) fn of_id(id: &[u8]) -> Codec {
        let known = BY_ID.iter().find(|(known, ..)| id.starts_with(known.as_bytes()));
        known.map_or_else(|| unknown(id), |(_, name, played)| Codec::new(name, *played))
    }
}

fn unknown(written: &[u8]) -> Codec {
    const LONGEST: usize = 32;
    let printable = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '?' };
    Codec { name: written.iter().take(LONGEST).map(printable).collect(), played: Played::Unknown }
}
