//! HTML to Markdown. Only this file knows htmd: it walks the elements, we say what becomes of those that Markdown has no sign
//! for, or that Dateline writes in its own way.

use super::raw;
use super::report::{Notes, Sort};
use crate::html::tags::{self, Token};
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BrStyle, BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};
use std::sync::LazyLock;

/// How many elements may stand in each other: to walk through more takes more memory than there is.
const DEEPEST: usize = 300;

/// Inline elements that stay HTML: Markdown has no sign for them.
const INLINE: [&str; 18] = [
    "sub", "sup", "u", "mark", "small", "abbr", "cite", "kbd", "ins", "q", "time", "samp", "dfn", "bdi", "bdo", "ruby",
    "rt", "var",
];

/// Attributes that such elements keep.
const KEPT: [&str; 6] = ["lang", "dir", "title", "datetime", "cite", "id"];

/// Signs that no text has (private use), for what one handler tells another.
const CAPTION: [char; 2] = ['\u{e000}', '\u{e001}'];
const SOURCE: [char; 2] = ['\u{e002}', '\u{e003}'];
const CITED: [char; 2] = ['\u{e004}', '\u{e005}'];

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        bullet_list_marker: BulletListMarker::Dash,
        br_style: BrStyle::Backslash,
        ..Options::default()
    };
    HtmlToMarkdown::builder()
        .options(options)
        .scripting_enabled(false)
        .skip_tags(vec!["script", "style", "template", "noembed"])
        .add_handler(INLINE.to_vec(), inline)
        .add_handler(vec!["del", "s", "strike"], struck)
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], heading)
        .add_handler(vec!["figcaption"], |handlers: &dyn Handlers, element: Element| {
            let caption = handlers.walk_children(element.node).content;
            result(format!("{}{}{}", CAPTION[0], caption.trim(), CAPTION[1]))
        })
        .add_handler(vec!["figure"], figure)
        .add_handler(vec!["blockquote"], blockquote)
        .add_handler(vec!["source"], |_: &dyn Handlers, element: Element| {
            result(attribute(&element, "src").map(|src| format!("{}{src}{}", SOURCE[0], SOURCE[1])).unwrap_or_default())
        })
        .add_handler(vec!["video", "audio"], recording)
        .build()
});

/// Markdown that says what some HTML says. What Markdown cannot say stays HTML; what no article may hold is left out, and
/// noted for `place`.
pub fn markdown(html: &str, place: &str, notes: &mut Notes) -> String {
    if raw::is_deeper(html, DEEPEST) {
        notes.add(
            Sort::Decide,
            "HTML of which more than a few hundred elements stand in each other stays as it is",
            place,
            "",
        );
        return html.to_owned();
    }
    let (html, kept) = raw::set_aside(html, |name| {
        notes.add(Sort::LeftOut, "Scripts, styles and forms, which no article can hold", place, format!("<{name}>"));
    });
    let Ok(markdown) = CONVERTER.convert(&html) else { return html };
    let markdown = raw::put_back(&markdown, kept);
    tidy(&markdown)
}

/// The words of some HTML, on one line.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut out = String::new();
    tags::read(html.as_bytes(), &mut |token, span| match token {
        Token::Text => out.push_str(html.get(span).unwrap_or_default()),
        // Words on both sides of a tag are two.
        Token::Open(b"br" | b"p" | b"div" | b"li") => out.push(' '),
        _ => {}
    });
    attribute_text(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with references to characters as what they stand for.
pub fn attribute_text(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut value = None;
    let tag = format!("<a x=\"{}\">", text.replace('"', "&quot;"));
    tags::read(tag.as_bytes(), &mut |token, _| {
        if let Token::Value(read) = token {
            value.get_or_insert_with(|| String::from_utf8_lossy(read).into_owned());
        }
    });
    value.unwrap_or_default()
}

fn result(content: String) -> Option<HandlerResult> {
    Some(content.into())
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string()).filter(|value| !value.trim().is_empty())
}

/// A text as the value of an attribute.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn inline(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    if content.trim().is_empty() {
        return result(content);
    }
    let is_cited = element.tag == "cite" && content.len() < 300;
    let kept = KEPT.iter().filter_map(|name| Some(format!(" {name}=\"{}\"", quoted(&attribute(&element, name)?))));
    let html = format!("<{tag}{}>{content}</{tag}>", kept.collect::<String>(), tag = element.tag);
    // A quotation that it stands in makes a line of it.
    result(if is_cited { format!("{}{html}{}", CITED[0], CITED[1]) } else { html })
}

fn struck(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let text = content.trim();
    if text.is_empty() {
        return result(content);
    }
    result(content.replacen(text, &format!("~~{text}~~"), 1))
}

fn heading(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let id = attribute(&element, "id");
    let set = handlers.fallback(element)?;
    let is_id = |id: &String| {
        id.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c)) && id.starts_with(char::is_alphanumeric)
    };
    match id.filter(is_id) {
        Some(id) => {
            let line = set.content.trim_end();
            let end = &set.content[line.len()..];
            result(format!("{line} {{#{id}}}{end}"))
        }
        None => Some(set),
    }
}

/// A caption that a handler has marked, and the rest.
fn parted(content: &str, marks: [char; 2]) -> (String, Option<String>) {
    match (content.find(marks[0]), content.rfind(marks[1])) {
        (Some(start), Some(end)) if start < end => {
            let inside = &content[start + marks[0].len_utf8()..end];
            let rest = format!("{}{}", &content[..start], &content[end + marks[1].len_utf8()..]);
            let is_mark = |c: char| marks.contains(&c);
            (rest, Some(inside.replace(is_mark, " ").trim().to_owned()).filter(|text| !text.is_empty()))
        }
        _ => (content.to_owned(), None),
    }
}

/// Whether a text is a picture in Markdown and nothing else.
fn is_picture(text: &str) -> bool {
    let alone = text.starts_with("![") && text.ends_with(')') && text.matches("![").count() == 1;
    let linked = text.starts_with("[![") && text.ends_with(')');
    (alone || linked) && !text.contains("\n\n")
}

fn figure(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let (content, caption) = parted(&content, CAPTION);
    let content = content.trim();
    let class = attribute(&element, "class").unwrap_or_default();
    let pictures: Vec<&str> = content.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_gallery = pictures.len() > 1 && pictures.iter().all(|picture| is_picture(picture.trim_start_matches("- ")));
    // Pictures in one paragraph are a gallery, and a line below is the caption of all.
    let gallery = || pictures.iter().map(|picture| picture.trim_start_matches("- ")).collect::<Vec<_>>().join(" ");
    let block = match caption {
        None if is_gallery => gallery(),
        Some(caption) if is_gallery => format!("{}\n*{}*", gallery(), unmarked(&caption)),
        None if class.contains("pullquote") => emphasised(content),
        None => content.to_owned(),
        Some(caption) if is_picture(content) => with_caption(content, &caption),
        // Below a table a colon begins its caption; below all else an emphasised line is it.
        Some(caption) if content.starts_with('|') => format!("{content}\n\n: {}", on_one_line(&caption)),
        Some(caption) => format!("{content}\n*{}*", unmarked(&caption)),
    };
    result(format!("\n\n{block}\n\n"))
}

/// A picture with its caption as the title.
pub(super) fn with_caption(picture: &str, caption: &str) -> String {
    let end =
        if picture.starts_with("[!") { picture.find(")](").unwrap_or(picture.len() - 1) } else { picture.len() - 1 };
    let head = picture[..end].trim_end();
    // A title of its own would be a second one.
    let head = match head.rfind(" \"") {
        Some(at) if head.ends_with('"') => &head[..at],
        _ => head,
    };
    format!("{head} \"{}\"{}", unmarked(caption).replace('"', "\\\""), &picture[end..])
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != "\\").collect::<Vec<_>>().join(" ")
}

/// A caption without marks of emphasis.
fn unmarked(text: &str) -> String {
    on_one_line(text).replace(['*', '_'], "").replace("\\\"", "\"")
}

/// A quotation that is a pull quote: bold as a whole.
fn emphasised(quote: &str) -> String {
    let lines: Vec<&str> = quote.lines().map(|line| line.trim_start_matches('>').trim()).collect();
    let text = lines.join("\n");
    let mut paragraphs = text.split("\n\n").map(on_one_line).filter(|paragraph| !paragraph.is_empty());
    let Some(first) = paragraphs.next() else { return quote.to_owned() };
    let mut out = format!("> **{}**", first.replace("**", ""));
    paragraphs.for_each(|paragraph| out.push_str(&format!("\n>\n> {paragraph}")));
    out
}

fn blockquote(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let class = attribute(&element, "class").unwrap_or_default();
    let content = handlers.walk_children(element.node).content;
    // What services give out to be pasted: the address is all that is needed.
    let is_post = ["twitter-tweet", "instagram-media", "tiktok-embed"].iter().any(|name| class.contains(name));
    let said = ["data-instgrm-permalink", "cite"].iter().find_map(|name| attribute(&element, name));
    if is_post && let Some(address) = said.or_else(|| last_address(&content)) {
        return result(format!("\n\n{}\n\n", address.split(['?', '#']).next().unwrap_or_default()));
    }
    let (text, cited) = parted(&content, CITED);
    let mut text = text.trim().to_owned();
    if let Some(cited) = cited {
        let name =
            cited.trim_start_matches("<cite>").trim_end_matches("</cite>").trim_start_matches(['—', '–', '-', ' ']);
        text = format!("{text}\n\n— {}", on_one_line(name));
    }
    let lines: Vec<String> = text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    result(format!("\n\n{}\n\n", lines.join("\n")))
}

fn last_address(markdown: &str) -> Option<String> {
    let at = markdown.rfind("](http")?;
    let rest = &markdown[at + 2..];
    Some(rest[..rest.find([')', ' '])?].to_owned())
}

/// A film or a sound: its address, written as a picture, is a player.
fn recording(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let src = attribute(&element, "src").or_else(|| parted(&content, SOURCE).1);
    let title = attribute(&element, "title").or_else(|| attribute(&element, "aria-label")).unwrap_or_default();
    // Of several sources the first.
    let src = src.map(|src| src.split_whitespace().next().unwrap_or_default().to_owned());
    result(src.map(|src| format!("\n\n![{}]({src})\n\n", title.replace(['[', ']'], ""))).unwrap_or_default())
}

/// Whether a line is an address and nothing else.
fn is_address(line: &str) -> bool {
    let line = line.trim_end();
    (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(char::is_whitespace)
}

/// Lines without signs of our own, and without those blank lines that HTML leaves behind.
fn tidy(markdown: &str) -> String {
    let is_mark = |c: char| ('\u{e000}'..='\u{e005}').contains(&c);
    let mut out = String::with_capacity(markdown.len());
    let mut blank = 0;
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let trimmed = line.trim_start();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
        }
        let is_blank = fence.is_none() && line.chars().all(|c| c.is_whitespace() || c == '\u{a0}' || c == '\\');
        blank = if is_blank { blank + 1 } else { 0 };
        if blank > 1 {
            continue;
        }
        if !is_blank && fence.is_none() && is_address(trimmed) {
            // Alone in its paragraph an address is what it is: nothing in it is a sign of Markdown.
            out.push_str(&trimmed.trim_end().replace('\\', ""));
        } else if !is_blank {
            out.extend(line.chars().filter(|c| !is_mark(*c)));
        }
        out.push('\n');
    }
    let text = out.trim_matches('\n');
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(html: &str) -> String {
        markdown(html, "a.html", &mut Notes::default())
    }

    #[test]
    fn what_markdown_can_say_is_markdown() {
        for (html, expected) in [
            ("<p>A <b>b</b> <i>c</i> <a href=\"/x/\">d</a></p><p>e<br>f</p>", "A **b** *c* [d](/x/)\n\ne\\\nf\n"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"),
            ("<h2 id=\"why\">Why</h2>", "## Why {#why}\n"),
            ("<p>H<sub>2</sub>O, 5 * 3, <del>old</del></p>", "H<sub>2</sub>O, 5 \\* 3, ~~old~~\n"),
            ("<p>&nbsp;</p><p>a</p>", "a\n"),
            ("<blockquote><p>Q</p><cite>Ann</cite></blockquote>", "> Q\n>\n> — Ann\n"),
            (
                "<figure><img src=\"a.jpg\" alt=\"A\"><figcaption>The <em>port</em> \"now\"</figcaption></figure>",
                "![A](a.jpg \"The port \\\"now\\\"\")\n",
            ),
            (
                "<figure class=\"wp-block-gallery\"><figure><img src=\"a.jpg\" alt=\"A\"></figure><figure><img src=\"b.jpg\" alt=\"B\"></figure></figure>",
                "![A](a.jpg) ![B](b.jpg)\n",
            ),
            (
                "<figure class=\"wp-block-pullquote\"><blockquote><p>Q</p><cite>Ann</cite></blockquote></figure>",
                "> **Q**\n>\n> — Ann\n",
            ),
            (
                "<blockquote class=\"twitter-tweet\"><p>x</p><a href=\"https://twitter.com/a/status/1?ref=x\">d</a></blockquote>",
                "https://twitter.com/a/status/1\n",
            ),
            ("<video controls><source src=\"a.mp4\"><source src=\"a.webm\"></video>", "![](a.mp4)\n"),
            (
                "<figure><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table><figcaption>T</figcaption></figure>",
                "| a | b |\n| - | - |\n| c | d |\n\n: T\n",
            ),
        ] {
            assert_eq!(convert(html), expected, "{html}");
        }
    }

    #[test]
    fn addresses_and_comments_stay_as_they_are() {
        assert_eq!(convert("<p>https://x.example/a_b_c?d=*e*</p>"), "https://x.example/a_b_c?d=*e*\n");
        assert_eq!(
            convert("<p>a <!-- wordpress: [b] --> c</p><!-- wordpress: [d] -->"),
            "a <!-- wordpress: [b] --> c\n\n<!-- wordpress: [d] -->\n"
        );
        assert_eq!(convert("<p>a</p><!-- a note -->"), "a\n");
        assert_eq!(plain("A &#8211; <b>B</b> &amp;&nbsp;\"C\"<br>D"), "A – B & \"C\" D");
    }

    #[test]
    fn what_it_cannot_say_stays_html() {
        let table = "<table><tr><td colspan=\"2\">a</td></tr></table>";
        assert_eq!(convert(&format!("<p>x</p>{table}<p>y</p>")), format!("x\n\n{table}\n\ny\n"));
        let frame = "<iframe src=\"https://www.youtube.com/embed/a\" width=\"560\" height=\"315\"></iframe>";
        assert_eq!(convert(&format!("<p>{frame}</p>")), format!("{frame}\n"));
        let figure = "<figure><img src=\"a.jpg\" alt=\"A\"><figcaption>By <a href=\"https://x.example\">X</a></figcaption></figure>";
        assert_eq!(convert(figure), format!("{figure}\n"));
        assert_eq!(convert("<dl><dt>a</dt><dd>b</dd></dl>"), "<dl><dt>a</dt><dd>b</dd></dl>\n");
    }

    #[test]
    fn what_no_article_may_hold_is_noted() {
        let mut notes = Notes::default();
        assert_eq!(markdown("<p>a</p><script>x</script><form><input></form>", "p", &mut notes), "a\n");
        assert_eq!(notes.0.len(), 2, "{notes:?}");
    }
}
