//! The mark-up of a picture, on pages that templates make and in texts alike.

use super::escape;

/// What a browser may choose from: attributes with their values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Of a `<source>` before the picture, in a `<picture>` around both.
    pub source: Vec<(&'static str, String)>,
    /// Of the `<img>`.
    pub img: Vec<(&'static str, String)>,
    /// The class of the `<img>`.
    pub class: Option<String>,
}

/// A picture with what stands beside it in its mark-up.
pub(crate) struct Img<'a> {
    pub src: &'a str,
    pub alt: &'a str,
    pub choice: &'a Choice,
    /// Classes beside that of the choice.
    pub class: Option<&'a str>,
    /// Pixels.
    pub size: Option<(u32, u32)>,
    /// What is shown when a pointer rests on it.
    pub title: Option<&'a str>,
    /// Whether it is fetched before all others, or when a reader comes near.
    pub is_eager: bool,
}

impl Img<'_> {
    pub fn html(&self) -> String {
        let Choice { source, img, class } = self.choice;
        let mut tag = format!("<img src=\"{}\" alt=\"{}\"{}", escape(self.src), escape(self.alt), attributes(img));
        let classes: Vec<&str> = [self.class, class.as_deref()].into_iter().flatten().collect();
        if !classes.is_empty() {
            tag.push_str(&format!(" class=\"{}\"", escape(&classes.join(" "))));
        }
        if let Some((width, height)) = self.size {
            tag.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if let Some(title) = self.title.filter(|title| !title.is_empty()) {
            tag.push_str(&format!(" title=\"{}\"", escape(title)));
        }
        tag.push_str(if self.is_eager { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
        tag.push_str(" decoding=\"async\">");
        match source.is_empty() {
            true => tag,
            false => format!("<picture><source{}>{tag}</picture>", attributes(source)),
        }
    }
}

/// Attributes as a tag has them.
fn attributes(attributes: &[(&'static str, String)]) -> String {
    attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect()
}
