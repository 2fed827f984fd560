//! The site's icons, drawn from one SVG. Only this module knows resvg.

use super::manifest::background;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::html::escape;
use crate::plan::Icon;
use crate::render::press::Press;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// The side of the picture in `favicon.ico`, in pixels.
const ICO_SIDE: u32 = 32;

pub(super) fn write(press: &Press, icon: Icon) -> Result<Vec<u8>, Diagnostics> {
    let site = &*press.site;
    let Some(file) = &site.publisher.icon else { return Ok(Vec::new()) };
    let bytes = file.bytes()?;
    let broken = |reason: String| -> Diagnostics {
        Diagnostic::error(Code::BrokenPicture, format!("the icon cannot be drawn: {reason}"))
            .at(Place::file(&file.path))
            .hint("save it as a plain SVG; text in it must be outlines, and other pictures are not drawn")
            .into()
    };
    let drawing = Tree::from_data(&bytes, &options()).map_err(|error| broken(error.to_string()))?;
    let draw = |side: u32, ground: Option<&Tree>| {
        draw(&drawing, side, ground)
            .and_then(|pixmap| pixmap.encode_png().ok())
            .ok_or_else(|| broken("it has no size".to_owned()))
    };
    match icon {
        Icon::Svg => Ok(bytes.into_owned()),
        Icon::Ico => draw(ICO_SIDE, None).map(|png| ico(&png)),
        Icon::Small => draw(192, None),
        Icon::Large => draw(512, None),
        Icon::Touch => {
            let colour = escape(background(press).unwrap_or("white"));
            // A drawing of one rectangle understands every colour of CSS that the icon itself could use.
            let ground = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><rect width=\"1\" height=\"1\" fill=\"{colour}\"/></svg>"
            );
            let ground = Tree::from_str(&ground, &options()).map_err(|error| broken(error.to_string()))?;
            draw(180, Some(&ground))
        }
    }
}

/// A drawing refers to nothing outside itself: no file of the machine may get into a picture of the site.
fn options() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// Draws into the middle of a square, on a ground that hides what is behind it, or on none.
fn draw(drawing: &Tree, side: u32, ground: Option<&Tree>) -> Option<Pixmap> {
    let mut pixmap = Pixmap::new(side, side)?;
    let side = side as f32;
    if let Some(ground) = ground {
        pixmap.fill(Color::WHITE);
        resvg::render(ground, Transform::from_scale(side, side), &mut pixmap.as_mut());
    }
    let (width, height) = (drawing.size().width(), drawing.size().height());
    let scale = side / width.max(height);
    let middle = Transform::from_translate((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    resvg::render(drawing, middle.pre_scale(scale, scale), &mut pixmap.as_mut());
    Some(pixmap)
}

/// A container with one picture in it: a head of six bytes, an entry of sixteen, the picture.
fn ico(png: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 1, 0, 1, 0, ICO_SIDE as u8, ICO_SIDE as u8, 0, 0, 1, 0, 32, 0];
    bytes.extend(u32::try_from(png.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(22_u32.to_le_bytes());
    bytes.extend(png);
    bytes
}
