//! Alignment: what old mark-up says of it (`align`, `style="text-align: …"`) as the classes that Markdown's tables have.

use cssparser::{Parser, Token};

/// What becomes of the alignment of an element.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Alignment {
    /// The theme's class for it.
    pub class: Option<&'static str>,
    /// What cannot be said with a class, as a message names it.
    pub lost: Vec<String>,
}

/// Elements whose `align` is about the text in them.
const WITH_TEXT: &str =
    "p div h1 h2 h3 h4 h5 h6 td th tr thead tbody tfoot blockquote figure figcaption section li dd caption";

/// Takes `align` and `style` out of the attributes of an element.
pub(super) fn take(element: &str, attributes: &mut Vec<(String, String)>) -> Alignment {
    let mut alignment = Alignment::default();
    if !WITH_TEXT.split(' ').any(|name| name == element) {
        return alignment;
    }
    attributes.retain(|(name, value)| match name.as_str() {
        "align" => {
            match class(value) {
                Some(class) => alignment.class = alignment.class.or(Some(class)),
                None => alignment.lost.push("`align`".to_owned()),
            }
            false
        }
        "style" => {
            for (property, value) in declarations(value) {
                match class(&value).filter(|_| property == "text-align") {
                    Some(class) => alignment.class = Some(class),
                    None => alignment.lost.push(format!("`style` ({property})")),
                }
            }
            false
        }
        _ => true,
    });
    alignment
}

fn class(value: &str) -> Option<&'static str> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "center" | "middle" => "center",
        "right" | "end" => "end",
        "left" | "start" => "start",
        _ => return None,
    })
}

/// The declarations of a `style` attribute: each property with the first word of its value.
fn declarations(style: &str) -> Vec<(String, String)> {
    let mut parser = Parser::new(style);
    let mut declarations = Vec::new();
    let mut property: Option<String> = None;
    let mut value: Option<String> = None;
    // Blocks and functions are passed over as wholes.
    while let Ok(token) = parser.next() {
        match (token, &property) {
            (Token::Semicolon, _) => {
                declarations.extend(property.take().map(|property| (property, value.take().unwrap_or_default())));
            }
            (Token::Ident(name), None) => property = Some(name.to_ascii_lowercase()),
            (Token::Ident(word), Some(_)) if value.is_none() => value = Some(word.to_string()),
            (Token::Colon, _) | (_, None) => {}
            (_, Some(_)) => value = value.or_else(|| Some(String::new())),
        }
    }
    declarations.extend(property.map(|property| (property, value.unwrap_or_default())));
    declarations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(element: &str, attributes: &[(&str, &str)]) -> Alignment {
        let mut attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        take(element, &mut attributes)
    }

    #[test]
    fn alignment_is_a_class_and_other_styles_are_lost() {
        let class = |class| Alignment { class: Some(class), lost: Vec::new() };
        assert_eq!(taken("td", &[("align", "RIGHT")]), class("end"));
        assert_eq!(taken("p", &[("style", "text-align:center;")]), class("center"));
        assert_eq!(taken("p", &[("style", " TEXT-ALIGN : left !important")]), class("start"));
        let mixed = taken("p", &[("style", "color: red; text-align: center; background: url(a;b)")]);
        assert_eq!(mixed.class, Some("center"));
        assert_eq!(mixed.lost, ["`style` (color)", "`style` (background)"]);
        assert_eq!(taken("td", &[("align", "char")]).lost, ["`align`"]);
        assert_eq!(taken("span", &[("style", "text-align: center")]), Alignment::default());
    }
}
