//! The site's icons, drawn from one SVG.

use super::manifest::background;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::edge::{self, At};
use crate::html::escape;
use crate::pictures::IconDrawing;
use crate::plan::Icon;
use crate::render::press::Press;

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
    let _open = edge::begin(At::File(&file.path));
    let drawing = IconDrawing::read(&bytes).map_err(broken)?;
    let draw = |side: u32, ground: Option<&IconDrawing>| {
        drawing.png(side, ground).ok_or_else(|| broken("it has no size".to_owned()))
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
            let ground = IconDrawing::read(ground.as_bytes()).map_err(broken)?;
            draw(180, Some(&ground))
        }
    }
}

/// A container with one picture in it: a head of six bytes, an entry of sixteen, the picture.
fn ico(png: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 1, 0, 1, 0, ICO_SIDE as u8, ICO_SIDE as u8, 0, 0, 1, 0, 32, 0];
    bytes.extend(u32::try_from(png.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(22_u32.to_le_bytes());
    bytes.extend(png);
    bytes
}
