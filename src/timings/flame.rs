//! A tree of work as a flame graph: a drawing that a browser opens, or lines for other programs.

use super::tree::Tree;
use quick_xml::escape::escape;
use std::fmt::Write;
use std::time::Duration;

/// What stands at the root.
const ROOT: &str = "dateline";

/// Heights in pixels: of a bar, and of the words above all of them.
const BAR: usize = 20;
const HEAD: usize = 56;

const STYLE: &str = include_str!("flame.css");
const SCRIPT: &str = include_str!("flame.js");

/// The stacks of a tree, a line each with its own time in microseconds: what flamegraph.pl, inferno and speedscope
/// read.
pub fn folded(tree: &Tree) -> String {
    fn add(tree: &Tree, stack: &str, lines: &mut String) {
        let own = tree.own_time().as_micros();
        if own > 0 {
            lines.push_str(&format!("{stack} {own}\n"));
        }
        for (name, inside) in &tree.inside {
            add(inside, &format!("{stack};{}", printable(name).replace(';', ":")), lines);
        }
    }
    let mut lines = String::new();
    add(tree, ROOT, &mut lines);
    lines
}

/// A drawing of a tree, complete in one file: what is inside something hangs below it. It can be read without its
/// script, which lets one look into a bar.
pub fn svg(tree: &Tree) -> String {
    let height = HEAD + tree.depth() * BAR + BAR;
    let mut drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"{height}\">\n\
         <title>Where the time went</title>\n<style>{STYLE}</style>\n\
         <rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n\
         <text class=\"head\" x=\"8\" y=\"22\">Where the time went: {} of work on all cores</text>\n\
         <text id=\"hint\" x=\"8\" y=\"42\">A bar is as wide as the work took; what it needed hangs below it.</text>\n",
        seconds(tree.time())
    );
    let all = tree.time().as_secs_f64().max(f64::MIN_POSITIVE);
    // Writing to memory cannot fail.
    let _ = draw(ROOT, tree, Bar { left: 0.0, level: 0, all }, &mut drawing);
    drawing.push_str(&format!("<script><![CDATA[\n{SCRIPT}]]></script>\n</svg>\n"));
    drawing
}

/// Where a bar is.
#[derive(Clone, Copy)]
struct Bar {
    /// From where, as a share of the width.
    left: f64,
    level: usize,
    /// The time that all of the width stands for, in seconds.
    all: f64,
}

fn draw(name: &str, tree: &Tree, bar: Bar, drawing: &mut String) -> std::fmt::Result {
    let share = tree.time().as_secs_f64() / bar.all;
    let (shown, own) = (printable(name), tree.own_time());
    let told = if tree.inside.is_empty() { String::new() } else { format!(", {} of its own", seconds(own)) };
    // A drawing inside the drawing cuts off the words that are wider than their bar.
    writeln!(
        drawing,
        "<svg class=\"bar\" tabindex=\"0\" x=\"{:.4}%\" width=\"{:.4}%\" y=\"{}\" height=\"{}\">\
         <title>{}: {}, {:.1} %{told}</title><rect width=\"100%\" height=\"100%\" fill=\"{}\"/><text x=\"4\" y=\"14\">{}</text></svg>",
        bar.left * 100.0,
        share * 100.0,
        HEAD + bar.level * BAR,
        BAR - 1,
        escape(&shown),
        seconds(tree.time()),
        share * 100.0,
        colour(name),
        escape(&shown),
    )?;
    let mut left = bar.left;
    for (name, inside) in &tree.inside {
        draw(name, inside, Bar { left, level: bar.level + 1, ..bar }, drawing)?;
        left += inside.time().as_secs_f64() / bar.all;
    }
    Ok(())
}

/// A warm colour, the same for the same name in every drawing, light enough for black letters.
fn colour(name: &str) -> String {
    let sum = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("hsl({}, 85%, {}%)", 15 + sum % 40, 66 + sum / 40 % 12)
}

fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 0.1 => format!("{:.2} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}

/// A name without what no XML may have and no line.
fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;
    use std::collections::BTreeMap;

    fn tree() -> Tree {
        let mut tree = Tree::default();
        tree.add(["render"], 4_000_000);
        tree.add(["render", "article"], 3_000_000);
        tree.add(["render", "article", "a & \"b\";\u{1}<c>.html"], 1_000_000);
        tree
    }

    #[test]
    fn a_line_has_what_is_spent_in_a_place_itself() {
        let lines =
            "dateline;render 1000\ndateline;render;article 2000\ndateline;render;article;a & \"b\":<c>.html 1000\n";
        assert_eq!(folded(&tree()), lines);
    }

    /// The attributes of all bars, and what is said of them; fails where it is no XML.
    fn bars(drawing: &str) -> Vec<(BTreeMap<String, String>, String)> {
        let mut reader = Reader::from_str(drawing);
        let (mut bars, mut is_title) = (Vec::new(), false);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) if start.name().as_ref() == "svg" => {
                    let attributes = start.attributes().map(Result::unwrap);
                    let attributes = attributes.map(|a| (a.key.as_ref().to_owned(), a.value.to_string()));
                    bars.push((attributes.collect(), String::new()));
                }
                Event::Start(start) => is_title = start.name().as_ref() == "title",
                Event::End(_) => is_title = false,
                Event::Text(text) if is_title => bars.last_mut().unwrap().1.push_str(&text),
                Event::GeneralRef(name) if is_title => bars.last_mut().unwrap().1.push_str(&name),
                Event::Eof => return bars.split_off(1),
                _ => {}
            }
        }
    }

    #[test]
    fn a_drawing_is_xml_whatever_the_names_and_bars_hang_below_what_they_are_part_of() {
        let bars = bars(&svg(&tree()));
        assert_eq!(bars.len(), 4);
        let of = |name: &str| bars.iter().map(|(of, _)| of[name].as_str()).collect::<Vec<_>>();
        assert_eq!(of("width"), ["100.0000%", "100.0000%", "75.0000%", "25.0000%"]);
        assert_eq!(of("y"), ["56", "76", "96", "116"]);
        assert_eq!(bars[2].1, "article: 3.00 ms, 75.0 %, 2.00 ms of its own");
        assert_eq!(bars[3].1, "a amp quotbquot;ltcgt.html: 1.00 ms, 25.0 %");
    }

    #[test]
    fn nothing_at_all_can_be_drawn() {
        assert_eq!(bars(&svg(&Tree::default())).len(), 1);
        assert_eq!(folded(&Tree::default()), "");
    }
}
