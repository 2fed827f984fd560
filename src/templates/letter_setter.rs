//! What sets the texts of drawings for templates, and what it is asked.

/// What sets the texts of social cards.
pub trait Lettering: Send + Sync {
    /// A text in lines.
    fn lines(&self, text: &str, asked: &LinesAsked) -> Lines;
}

/// How a text is to be set. Lengths are in pixels.
#[derive(Debug, Clone)]
pub struct LinesAsked<'a> {
    /// How wide it may be.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// The size of its letters where there is room.
    pub size: f64,
    /// The smallest that they may be.
    pub min_size: f64,
    /// From line to line, in sizes.
    pub line_height: f64,
    /// How many lines at most.
    pub lines: usize,
    /// How bold, 100 to 900.
    pub weight: u16,
    /// Families of fonts, parted by commas.
    pub font: &'a str,
    /// Whether the language is written from the right.
    pub from_right: bool,
}

/// A text in lines.
#[derive(Debug, Clone)]
pub struct Lines {
    /// Each line, and how wide it is.
    pub lines: Vec<(String, f64)>,
    /// The size of the letters.
    pub size: f64,
    /// From line to line.
    pub step: f64,
    /// The family of the font.
    pub font: String,
    /// Its weight.
    pub weight: u16,
    /// Whether something was left out.
    pub is_cut: bool,
}
