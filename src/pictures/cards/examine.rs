//! What is wrong with a drawing, before anything is drawn: quick enough for every page.

use super::fault::CardFault;
use super::{HEIGHT, WIDTH};
use roxmltree::{Document, Node};

/// How much of a line is quoted.
const LONGEST_QUOTE: usize = 80;

/// Elements that give every pixel a colour of its own: such a card is a photograph for who encodes it.
const MANY_COLOURS: [&str; 6] = ["image", "linearGradient", "radialGradient", "filter", "pattern", "feImage"];

/// What is known of a drawing that can be drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Examined {
    /// The addresses of the pictures in it.
    pub pictures: Vec<String>,
    /// Whether it has few colours.
    pub is_flat: bool,
}

/// Looks through a drawing.
///
/// # Errors
/// What is wrong with it.
pub fn examine(svg: &str) -> Result<Examined, CardFault> {
    let document = Document::parse(svg).map_err(|error| {
        let line = svg.lines().nth((error.pos().row as usize).saturating_sub(1)).unwrap_or_default().trim();
        let line = line.chars().take(LONGEST_QUOTE).collect();
        CardFault::NoXml { reason: error.to_string(), line }
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(CardFault::NoDrawing);
    }
    let is = |name: &str, side: u32| {
        root.attribute(name).is_some_and(|said| said.trim_end_matches("px") == side.to_string())
    };
    if !is("width", WIDTH) || !is("height", HEIGHT) {
        return Err(CardFault::OtherSize);
    }
    let elements = || document.descendants().filter(Node::is_element);
    let href = |node: Node| node.attributes().find(|a| a.name() == "href").map(|a| a.value().to_owned());
    let is_image = |node: &Node| ["image", "feImage"].contains(&node.tag_name().name());
    let pictures = elements().filter(is_image).filter_map(href).filter(|href| !href.starts_with(['#'])).collect();
    let is_flat = !elements().any(|node| MANY_COLOURS.contains(&node.tag_name().name()));
    Ok(Examined { pictures, is_flat })
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">";

    #[test]
    fn a_drawing_is_read_before_it_is_drawn() {
        let flat = examine(&format!("{START}<rect/></svg>")).unwrap();
        assert_eq!(flat, Examined { pictures: Vec::new(), is_flat: true });
        let with = examine(&format!("{START}<image href=\"/a.jpg\"/></svg>")).unwrap();
        assert_eq!(with, Examined { pictures: vec!["/a.jpg".to_owned()], is_flat: false });
        let error = examine(&format!("{START}\n<text>A & B</text></svg>")).unwrap_err();
        assert!(matches!(&error, CardFault::NoXml { line, .. } if line == "<text>A & B</text></svg>"), "{error}");
        assert_eq!(examine("<svg width=\"1200\" height=\"627\"/>"), Err(CardFault::OtherSize));
        assert_eq!(examine("<html/>"), Err(CardFault::NoDrawing));
    }
}
