//! Parts of a page that a browser loads with it, or runs where they stand: which attributes name them, and which directive
//! of a content security policy they fall under.

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// An address that readers follow.
    Link,
    /// A picture.
    Picture,
    /// Several pictures, each with a width or a density.
    Pictures,
    /// Something else that is loaded, or that a form is sent to.
    Part(&'static str),
}

impl Holds {
    /// The directive of a content security policy that decides about what an attribute holds.
    pub fn directive(self) -> Option<&'static str> {
        match self {
            Holds::Link => None,
            Holds::Picture | Holds::Pictures => Some("img-src"),
            Holds::Part(directive) => Some(directive),
        }
    }
}

/// What an attribute of an element holds, if it is an address; `rel` is the value of the attribute of that name.
pub(crate) fn holds(element: &str, attribute: &str, rel: Option<&str>) -> Option<Holds> {
    Some(match (element, attribute) {
        ("a" | "area", "href") => Holds::Link,
        ("img", "src") => Holds::Picture,
        ("img" | "source", "srcset") => Holds::Pictures,
        ("video", "poster") | ("input", "src") | ("image" | "use", "href" | "xlink:href") => Holds::Part("img-src"),
        ("video" | "audio" | "source" | "track", "src") => Holds::Part("media-src"),
        ("iframe" | "frame", "src") => Holds::Part("frame-src"),
        ("embed", "src") | ("object", "data") => Holds::Part("object-src"),
        ("script", "src") => Holds::Part("script-src"),
        ("form", "action") | ("button" | "input", "formaction") => Holds::Part("form-action"),
        ("base", "href") => Holds::Part("base-uri"),
        ("link", "href") => of_link(rel.unwrap_or_default()),
        _ => return None,
    })
}

fn of_link(rel: &str) -> Holds {
    let directive = |word: &str| {
        Some(match word.to_ascii_lowercase().as_str() {
            "stylesheet" => "style-src",
            "icon" | "apple-touch-icon" | "mask-icon" => "img-src",
            "manifest" => "manifest-src",
            "modulepreload" => "script-src",
            _ => return None,
        })
    };
    rel.split_ascii_whitespace().find_map(directive).map_or(Holds::Link, Holds::Part)
}

/// The directive under which something falls that stands on a page itself, and what it is, as a message names it.
pub(crate) fn inline(element: &str, attributes: &[(String, String)]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (name, value) in attributes {
        match name.as_str() {
            "style" => found.push(("style-src", format!("the `style` of `<{element}>`"))),
            name if name.len() > 2 && name.starts_with("on") => found.push(("script-src", format!("`{name}`"))),
            "href" if is_script(value) => found.push(("script-src", "the `javascript:` link".to_owned())),
            _ => {}
        }
    }
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    match element {
        "script" if value("src").is_none() && runs(value("type").unwrap_or_default()) => {
            found.push(("script-src", "the script".to_owned()));
        }
        "style" => found.push(("style-src", "the style".to_owned())),
        _ => {}
    }
    found
}

/// Whether an address is code.
pub(crate) fn is_script(address: &str) -> bool {
    crate::path::scheme(address).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript"))
}

/// Whether a browser runs a script of a type: what has another type is data.
fn runs(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.ends_with("/javascript") || kind.ends_with("/ecmascript")
}

/// The addresses of `a.jpg 1x, b.jpg 2x`, each with its descriptor (HTML, section 4.8.4.2.1).
pub(crate) fn pictures(value: &str) -> Vec<(&str, &str)> {
    let is_between = |c: char| c == ',' || c.is_ascii_whitespace();
    let mut pictures = Vec::new();
    let mut rest = value.trim_start_matches(is_between);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let (descriptor, after) = match bare.len() == address.len() {
            true => after.split_at(after.find(',').unwrap_or(after.len())),
            false => ("", after),
        };
        pictures.push((bare, descriptor.trim()));
        rest = after.trim_start_matches(is_between);
    }
    pictures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_pictures_is_read_as_browsers_do() {
        assert_eq!(
            pictures(" a.jpg 1x,\n b,c.jpg 2x , d.jpg, e.jpg 480w"),
            [("a.jpg", "1x"), ("b,c.jpg", "2x"), ("d.jpg", ""), ("e.jpg", "480w")]
        );
        assert_eq!(pictures("a.jpg"), [("a.jpg", "")]);
        assert_eq!(pictures(" , "), []);
    }

    #[test]
    fn data_in_a_script_element_is_no_script() {
        let found = |kind: &str| inline("script", &[("type".to_owned(), kind.to_owned())]).len();
        assert_eq!((found("application/ld+json"), found("text/javascript"), found("module"), found("")), (0, 1, 1, 1));
        assert_eq!(holds("link", "href", Some("Shortcut ICON")).and_then(Holds::directive), Some("img-src"));
        assert_eq!(holds("link", "href", Some("canonical")), Some(Holds::Link));
    }
}
