//! Letters in metadata: what eight-bit alphabets and wrong conversions made of them.

/// The letters of bytes 0x80 to 0x9f in Windows-1252, which is what "Latin-1" mostly means.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The longest text that is taken over: more is no name.
const LONGEST: usize = 1000;

/// Bytes as text: UTF-8 if they are, else Windows-1252.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    match str::from_utf8(&bytes[..end]) {
        Ok(text) => tidy(text),
        Err(_) => tidy(&bytes[..end].iter().map(|&byte| windows(byte)).collect::<String>()),
    }
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// A text without space around it and control characters in it, repaired where UTF-8 was once read as an eight-bit
/// alphabet; nothing if nothing is left.
pub(super) fn tidy(text: &str) -> Option<String> {
    let repaired = repaired(text);
    let text = repaired.as_deref().unwrap_or(text);
    let clean: String = text
        .trim_matches(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\u{feff}')
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(LONGEST)
        .collect();
    (!clean.is_empty()).then_some(clean)
}

/// What "JosÃ©" was before UTF-8 was read as Windows-1252, if it was: its bytes are UTF-8 again. Text that is really
/// meant so has no such runs.
fn repaired(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|sign| match u8::try_from(u32::from(sign)) {
            Ok(byte) => Some(byte),
            Err(_) => WINDOWS.iter().position(|&known| known == sign).map(|at| at as u8 + 0x80),
        })
        .collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_letters() {
        assert_eq!(decoded("Анна Линд\0junk".as_bytes()).as_deref(), Some("Анна Линд"));
        assert_eq!(decoded(b"Jos\xe9 \x96 Reuters").as_deref(), Some("José – Reuters"));
        assert_eq!(tidy("JosÃ© GarcÃ\u{AD}a").as_deref(), Some("José García"));
        assert_eq!(tidy("Ð\u{90}Ð½Ð½Ð°").as_deref(), Some("Анна"));
        assert_eq!(tidy("José García").as_deref(), Some("José García"));
        assert_eq!(tidy("naïve façade").as_deref(), Some("naïve façade"));
        assert_eq!(tidy(" \t\0 "), None);
    }
}
