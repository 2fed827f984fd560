//! The mark-up of what a page shows of others: a card with a link, which a script of the theme turns into a frame once a
//! reader asks for it. Before that nothing is asked of others.

use super::escape;

/// What is shown of others, with all words that its card needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// The address of the frame.
    pub frame: String,
    /// The address of a page that shows the same.
    pub page: String,
    /// Whom the frame asks, as a content security policy has it.
    pub sources: Vec<String>,
    /// What the provider is called.
    pub provider: String,
    /// What is shown: `video`.
    pub kind: String,
    /// The room that the frame takes: the name of an attribute and its value, `ratio` and `16/9`.
    pub room: (&'static str, String),
    /// What the frame may do.
    pub allow: String,
    /// What the frame is called for those who cannot see it.
    pub title: String,
    /// The words of the link.
    pub link: String,
    /// The words of the button.
    pub show: String,
    /// What readers should know before they press it.
    pub note: String,
}

/// The class of a card.
const CARD: &str = "embed-card";

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Among blocks.
    Block,
    /// Where only words may stand.
    Inline,
}

impl Embed {
    /// The card. `what` stands on it, if it is known what is shown.
    pub(crate) fn html(&self, standing: Standing, what: Option<&str>) -> String {
        let element = if standing == Standing::Block { "div" } else { "span" };
        let (room, size) = &self.room;
        let data = [
            ("frame", &self.frame),
            ("provider", &self.provider),
            (*room, size),
            ("allow", &self.allow),
            ("title", &self.title),
            ("show", &self.show),
            ("note", &self.note),
        ];
        let data = data.into_iter().filter(|(_, value)| !value.is_empty());
        let data: String = data.map(|(name, value)| format!(" data-{name}=\"{}\"", escape(value))).collect();
        let what = what.filter(|what| !what.trim().is_empty());
        let what = what.map(|what| format!("<span class=\"embed-what\">{}</span> ", escape(what))).unwrap_or_default();
        format!(
            "<{element} class=\"{CARD} embed-{}\"{data}>{what}<a href=\"{}\">{}</a></{element}>",
            escape(&self.kind),
            escape(&self.page),
            escape(&self.link)
        )
    }
}

/// A text without the cards that stand between words in it: they are no words of the text.
pub(crate) fn without_cards(mut html: String) -> String {
    // A card ends with its link.
    const END: &str = "</a></span>";
    let begin = format!("<span class=\"{CARD}");
    while let Some((start, end)) = html.find(&begin).and_then(|at| Some((at, at + html[at..].find(END)?))) {
        html.replace_range(start..end + END.len(), "");
    }
    html
}
