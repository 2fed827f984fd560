//! The packet of XMP that names whom a derivative names: the one place for it that every encoding has and that has
//! letters for every name.

use quick_xml::escape::escape;

use crate::pictures::credits::Credits;

/// The packet, or nothing if nobody is named.
pub(super) fn packet(credits: &Credits) -> Option<String> {
    if credits.is_empty() {
        return None;
    }
    let mut properties = String::new();
    let mut add = |start: &str, said: &Option<String>, end: &str| {
        if let Some(said) = said {
            let clean: String = said.chars().filter(|sign| !sign.is_control()).collect();
            properties.extend([start, &escape(&*clean), end]);
        }
    };
    add("<dc:creator><rdf:Seq><rdf:li>", &credits.creator, "</rdf:li></rdf:Seq></dc:creator>");
    add("<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">", &credits.copyright, "</rdf:li></rdf:Alt></dc:rights>");
    add("<photoshop:Credit>", &credits.credit, "</photoshop:Credit>");
    Some(format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ))
}
