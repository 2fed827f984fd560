//! IPTC-IIM: what agencies have written since fax machines.

use super::Credits;
use super::text::{decoded, tidy};

/// A data set: its record, its number, its contents.
type DataSet<'a> = (u8, u8, &'a [u8]);

/// The data sets, one behind the other.
fn data_sets(bytes: &[u8]) -> impl Iterator<Item = DataSet<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        // Old writers pad with zeros.
        let &[0x1c, record, number, high, low, ref behind @ ..] = rest else { return None };
        let short = usize::from(u16::from_be_bytes([high, low]));
        let (length, behind) = if short & 0x8000 == 0 {
            (short, behind)
        } else {
            let (digits, behind) = behind.split_at_checked(short & 0x7fff).filter(|(digits, _)| digits.len() <= 4)?;
            (digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit)), behind)
        };
        let (contents, behind) = behind.split_at_checked(length)?;
        rest = behind;
        Some((record, number, contents))
    })
}

/// What data set 1:90 holds if the texts are UTF-8.
const UTF8: &[u8] = b"\x1b%G";

pub(super) fn credits(bytes: &[u8]) -> Credits {
    let says_utf8 = data_sets(bytes).any(|(record, number, contents)| (record, number) == (1, 90) && contents == UTF8);
    let text = |wanted: u8| {
        let all: Vec<String> = data_sets(bytes)
            .filter(|&(record, number, _)| (record, number) == (2, wanted))
            .filter_map(|(_, _, contents)| {
                // A text cut at IPTC's 32 bytes may end within a letter: it is UTF-8 all the same.
                if says_utf8 {
                    tidy(String::from_utf8_lossy(contents).trim_end_matches('\u{fffd}'))
                } else {
                    decoded(contents)
                }
            })
            .collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    Credits { creator: text(80), credit: text(110), copyright: text(116) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_alphabet_that_the_file_names_or_else_has() {
        let mut utf8 = b"\x1c\x01\x5a\0\x03\x1b%G\x1c\x02\x50\0\x08".to_vec();
        utf8.extend("Анна".as_bytes());
        utf8.extend(b"\x1c\x02\x6e\0\x03AFP");
        let credits = super::credits(&utf8);
        assert_eq!((credits.creator.as_deref(), credits.credit.as_deref()), (Some("Анна"), Some("AFP")));
        assert_eq!(super::credits(b"\x1c\x02\x74\0\x06\xa9 Jos\xe9").copyright.as_deref(), Some("© José"));
        assert_eq!(super::credits(b"\x1c\x02\x74\0\x60cut"), Credits::default());
    }
}
