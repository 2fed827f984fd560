//! Icons: squares drawn from an SVG.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// A drawing that icons are made of.
pub struct IconDrawing(Tree);

impl IconDrawing {
    /// Reads a drawing. It refers to nothing outside itself: no file of the machine may get into a picture of the site.
    ///
    /// # Errors
    /// Why it cannot be drawn, in resvg's words.
    pub fn read(bytes: &[u8]) -> Result<IconDrawing, String> {
        let options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        Tree::from_data(bytes, &options).map(IconDrawing).map_err(|error| error.to_string())
    }

    /// The drawing in the middle of a square, as PNG, on a ground that hides what is behind it, or on none. None where it has
    /// no size.
    pub fn png(&self, side: u32, ground: Option<&IconDrawing>) -> Option<Vec<u8>> {
        let mut pixmap = Pixmap::new(side, side)?;
        let side = side as f32;
        if let Some(IconDrawing(ground)) = ground {
            pixmap.fill(Color::WHITE);
            resvg::render(ground, Transform::from_scale(side, side), &mut pixmap.as_mut());
        }
        let (width, height) = (self.0.size().width(), self.0.size().height());
        let scale = side / width.max(height);
        let middle = Transform::from_translate((side - width * scale) / 2.0, (side - height * scale) / 2.0);
        resvg::render(&self.0, middle.pre_scale(scale, scale), &mut pixmap.as_mut());
        pixmap.encode_png().ok()
    }
}
