//! XMP, by quick-xml: the properties are known by their namespaces and not by their prefixes.

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::{LocalName, ResolveResult};

use super::Credits;
use super::text::tidy;

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";

/// The properties that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    Creator,
    Credit,
    Copyright,
}

/// Which property a name is.
fn property(namespace: &ResolveResult, name: LocalName) -> Option<Property> {
    let ResolveResult::Bound(namespace) = namespace else { return None };
    match (namespace.0, name.as_ref()) {
        (DUBLIN_CORE, "creator") | (TIFF, "Artist") => Some(Property::Creator),
        (DUBLIN_CORE, "rights") | (TIFF, "Copyright") => Some(Property::Copyright),
        (PHOTOSHOP, "Credit") => Some(Property::Credit),
        _ => None,
    }
}

/// A property that is being read.
struct Open {
    property: Property,
    depth: usize,
    /// The texts in it: one, or one for each item of a list.
    said: Vec<String>,
    /// Whether its items say the same in several languages.
    alternatives: bool,
}

pub(super) fn credits(bytes: &[u8]) -> Credits {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut credits = Credits::default();
    let mut open: Option<Open> = None;
    let mut depth = 0;
    // What is broken ends the reading; what was read before stands.
    while let Ok((namespace, event)) = reader.read_resolved_event() {
        match event {
            Event::Start(ref element) | Event::Empty(ref element) => {
                let own = property(&namespace, element.local_name());
                let is_start = matches!(event, Event::Start(_));
                if let Some(open) = &mut open {
                    open.alternatives |= element.local_name().as_ref() == "Alt";
                    open.said.push(String::new());
                } else if let Some(property) = own.filter(|_| is_start) {
                    open = Some(Open { property, depth, said: vec![String::new()], alternatives: false });
                } else {
                    for attribute in element.attributes().flatten() {
                        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
                        if let Some(property) = property(&namespace, name)
                            && let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        {
                            set(&mut credits, property, tidy(&value));
                        }
                    }
                }
                depth += usize::from(is_start);
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if let Some(done) = open.take_if(|open| open.depth == depth) {
                    let mut said = done.said.iter().filter_map(|said| tidy(said));
                    let said = if done.alternatives { said.next() } else { join(said) };
                    set(&mut credits, done.property, said);
                }
            }
            Event::Text(text) => say(&mut open, &text),
            Event::CData(text) => say(&mut open, &text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(sign)) => say(&mut open, sign.encode_utf8(&mut [0; 4])),
                _ => say(&mut open, quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    credits
}

/// Adds to the text that is being read, if one is.
fn say(open: &mut Option<Open>, text: &str) {
    if let Some(said) = open.as_mut().and_then(|open| open.said.last_mut()) {
        said.push_str(text);
    }
}

/// Several names as one text.
fn join(said: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = said.collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Sets a property that is not set yet: a packet may say the same twice, in the words of two vocabularies.
fn set(credits: &mut Credits, property: Property, said: Option<String>) {
    let place = match property {
        Property::Creator => &mut credits.creator,
        Property::Credit => &mut credits.credit,
        Property::Copyright => &mut credits.copyright,
    };
    if place.is_none() {
        *place = said;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_elements_lists_and_attributes() {
        let packet = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:Credit="Reuters &amp; Co"
                xmlns:d="http://purl.org/dc/elements/1.1/">
              <d:creator><rdf:Seq><rdf:li>Анна Линд</rdf:li><rdf:li>Jo &#68;oe</rdf:li></rdf:Seq></d:creator>
              <d:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 L</rdf:li><rdf:li xml:lang="x-a">© anders</rdf:li>
              </rdf:Alt></d:rights>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let credits = super::credits(packet.as_bytes());
        assert_eq!(credits.creator.as_deref(), Some("Анна Линд, Jo Doe"));
        assert_eq!(credits.credit.as_deref(), Some("Reuters & Co"));
        assert_eq!(credits.copyright.as_deref(), Some("© 2026 L"));
    }

    #[test]
    fn a_packet_that_breaks_off_keeps_what_it_said() {
        let packet = r#"<a xmlns:q="http://ns.adobe.com/photoshop/1.0/"><q:Credit>AFP</q:Credit><q:Cre"#;
        assert_eq!(super::credits(packet.as_bytes()).credit.as_deref(), Some("AFP"));
        assert_eq!(super::credits(b"\xff\xfe<no"), Credits::default());
    }
}
