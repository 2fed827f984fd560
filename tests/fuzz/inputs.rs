//! Inputs: the texts that were written for a target, those that it once failed at, and what can be made of them.

use crate::{films, photographs};
use std::fs;
use std::path::{Path, PathBuf};

/// Where inputs are kept.
pub fn folder(kind: &str, target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(kind).join(target)
}

/// The files of a folder, in the order of their names.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let read = |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
    let mut files: Vec<_> = entries.map(|entry| read(entry.unwrap().path())).collect();
    files.sort();
    files
}

/// What a target begins with.
pub fn corpus(target: &str) -> Vec<Vec<u8>> {
    let made = match target {
        "pictures" => vec![
            photographs::photograph(40, 30),
            photographs::tagged(24, 16, "Jo Doe", "The Agency"),
            photographs::transparent(20, 10),
            photographs::moving(8, 6),
            photographs::small(),
        ],
        "recordings" => {
            let mp4 = |film| films::mp4(&film);
            vec![
                films::film(),
                films::silent_film(),
                mp4(films::Mp4 { before: 40, is_turned: true, ..films::Mp4::default() }),
                mp4(films::Mp4 { picture: None, ..films::Mp4::default() }),
                films::webm(320, 240, 3.5),
                films::mp3(2),
                films::wav(1),
                films::captions("Hello.").into_bytes(),
            ]
        }
        _ => Vec::new(),
    };
    let kept = files(&folder("corpus", target)).into_iter().map(|(_, input)| input);
    made.into_iter().chain(kept).collect()
}

/// What means something to a target: a line each, with `\n`, `\t` and `\xNN` for what cannot be seen.
pub fn words(target: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(folder("words", target).with_extension("txt")).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).map(unescaped).collect()
}

fn unescaped(line: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let (byte, length) = match rest.as_bytes().get(at + 1) {
            Some(b'n') => (b'\n', 2),
            Some(b't') => (b'\t', 2),
            Some(b'r') => (b'\r', 2),
            Some(b'x') => (u8::from_str_radix(&rest[at + 2..at + 4], 16).unwrap(), 4),
            _ => (b'\\', if rest[at + 1..].starts_with('\\') { 2 } else { 1 }),
        };
        out.push(byte);
        rest = &rest[at + length..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Numbers by chance: the same for the same seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number of some binary digits, of fewer than so many: mostly a small one.
    fn some(&mut self, digits: usize) -> usize {
        let digits = self.below(digits);
        self.below(1 << digits)
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Bytes of an input, at most; a few are longer.
const LONGEST: usize = 6 * 1024;

/// Numbers that are the last of their kind, or one too many.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775808",
    "18446744073709551616",
    "1e309",
    "0.1",
    "-0",
];

/// Characters that are few bytes and much trouble.
const CHARACTERS: [&str; 16] = [
    "\u{0}", "\u{feff}", "\u{202e}", "\u{a0}", "\u{2028}", "\u{fdd0}", "\u{fffc}", "e\u{301}", "İ", "ß", "ﬁ", "字",
    "🙂", "\u{200d}", "\r", "\u{85}",
];

/// Another input, made of those that there are.
pub fn another(chance: &mut Chance, pool: &[Vec<u8>], words: &[Vec<u8>]) -> Vec<u8> {
    let mut input = match chance.below(8) {
        // Of nothing but words.
        0 if !words.is_empty() => (0..1 + chance.below(40)).flat_map(|_| chance.one_of(words).clone()).collect(),
        _ => chance.one_of(pool).clone(),
    };
    for _ in 0..1 + chance.below(6) {
        change(chance, &mut input, pool, words);
    }
    let most = if chance.below(50) == 0 { 16 * LONGEST } else { LONGEST };
    input.truncate(most);
    input
}

/// Changes an input in one place.
fn change(chance: &mut Chance, input: &mut Vec<u8>, pool: &[Vec<u8>], words: &[Vec<u8>]) {
    let at = chance.below(input.len() + 1);
    let end = input.len().min(at + chance.some(11));
    let word = |chance: &mut Chance| match chance.below(8) {
        0 => NUMBERS[chance.below(NUMBERS.len())].as_bytes().to_vec(),
        1 => CHARACTERS[chance.below(CHARACTERS.len())].as_bytes().to_vec(),
        _ if words.is_empty() => vec![chance.below(256) as u8],
        _ => chance.one_of(words).clone(),
    };
    match chance.below(16) {
        0 if at < input.len() => input[at] ^= 1_u8 << chance.below(8),
        1 if at < input.len() => input[at] = chance.below(256) as u8,
        2 | 3 => drop(input.drain(at..end)),
        4 => {
            let part = input[at..end].to_vec();
            let to = chance.below(input.len() + 1);
            input.splice(to..to, part);
        }
        5 | 6 => {
            let other = chance.one_of(pool);
            let from = chance.below(other.len() + 1);
            let until = other.len().min(from + chance.some(12));
            input.splice(at..end, other[from..until].iter().copied());
        }
        7 => {
            let word = word(chance);
            input.splice(at..at, word.repeat(1 + chance.some(9)));
        }
        8 => {
            // One thing in another in another.
            let (open, close) = (word(chance), word(chance));
            let count = 1 + chance.some(9);
            let part = input[at..end].to_vec();
            input.splice(at..end, [open.repeat(count), part, close.repeat(count)].concat());
        }
        9 => {
            // A number of a head.
            let bytes = (chance.next() >> chance.below(64)).to_be_bytes();
            let width = 1 << chance.below(4);
            let number = &bytes[8 - width..];
            input.splice(at..(at + width).min(input.len()), number.iter().copied());
        }
        10 => {
            let mut lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').collect();
            let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
            lines.swap(a, b);
            *input = lines.join(&b'\n');
        }
        _ => {
            let word = word(chance);
            let end = if chance.below(2) == 0 { at } else { end };
            input.splice(at..end, word);
        }
    }
}
