//! What holds for every XML document, whichever library writes it.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// A writer of a document in memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// A document that `write` writes, after its declaration.
pub(super) fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory cannot fail.
    let _ =
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut writer));
    let mut bytes = legal(writer.into_inner());
    bytes.push(b'\n');
    bytes
}

/// An element with nothing but a text in it.
pub(super) fn element(writer: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// A document without the characters that XML 1.0 (section 2.2) has no way to hold, not even escaped: YAML can say
/// `"\u0007"` in a title, and one of them makes a whole feed unreadable.
pub(super) fn legal(document: Vec<u8>) -> Vec<u8> {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
    let is_noncharacter = |bytes: &[u8]| matches!(bytes, [0xef, 0xbf, 0xbe | 0xbf]);
    // Without an early end, so that many bytes are looked at at once: almost no document has one.
    let suspect = document.iter().fold(false, |found, byte| found | is_control(*byte) | (*byte == 0xef));
    if !suspect {
        return document;
    }
    let mut legal = Vec::with_capacity(document.len());
    let mut rest = document.as_slice();
    while let Some(byte) = rest.first() {
        let skip = if is_control(*byte) {
            1
        } else if rest.get(..3).is_some_and(is_noncharacter) {
            3
        } else {
            legal.push(*byte);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[skip..];
    }
    legal
}

#[cfg(test)]
mod tests {
    use super::legal;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let text = "a\u{7}b\tc\r\nd\u{fffe}e\u{ffff}f\u{fffd}я\u{feff}";
        assert_eq!(legal(text.into()), "ab\tc\r\ndef\u{fffd}я\u{feff}".as_bytes());
    }
}
