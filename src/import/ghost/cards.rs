//! Cards: what Ghost's editor puts between paragraphs, as the HTML that says the same without its frames, icons and buttons.

use super::elements::{Element, elements};
use crate::html::escape;
use crate::import::report::{Notes, Sort};
use crate::language::text::of_html;
use regex::Regex;
use std::sync::LazyLock;

/// What a part of a text begins and ends with that only some readers saw.
static GATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--\s*kg-gated-block:begin([^>]*)-->(.*?)(?:<!--\s*kg-gated-block:end\s*-->|\z)").ok()
});

/// The editor's own comments.
static COMMENTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*(?:/?kg-[^>]*|members-only)\s*-->").ok());

/// A text without cards.
pub(super) fn plain(html: &str, place: &str, notes: &mut Notes) -> String {
    let html = public(html, place, notes);
    let html = COMMENTS.as_ref().map_or_else(|| html.clone(), |comments| comments.replace_all(&html, "").into_owned());
    if !html.contains("kg-") {
        return html;
    }
    let all = elements(&html);
    let mut out = String::with_capacity(html.len());
    let mut copied = 0;
    for card in all.iter().filter(|element| element.class.contains("kg-")) {
        if card.whole.start < copied {
            continue;
        }
        let inner: Vec<&Element> =
            all.iter().filter(|e| e.whole.start > card.whole.start && e.whole.end < card.whole.end).collect();
        if let Some(text) = of_card(&html, card, &inner, place, notes) {
            out.push_str(&html[copied..card.whole.start]);
            out.push_str(&text);
            copied = card.whole.end;
        }
    }
    out.push_str(&html[copied..]);
    out
}

/// What everybody saw on the web: the rest is told.
fn public(html: &str, place: &str, notes: &mut Notes) -> String {
    let Some(gated) = GATED.as_ref().filter(|_| html.contains("kg-gated-block")) else { return html.to_owned() };
    let text = gated.replace_all(html, |found: &regex::Captures| {
        let (rule, inside) = (&found[1], &found[2]);
        if rule.contains("nonMember:true") {
            return inside.to_owned();
        }
        let what = "Parts of texts that only members saw: they were left out";
        notes.add(Sort::Decide, what, place, rule.trim().to_owned());
        String::new()
    });
    text.into_owned()
}

/// What a card comes to. None where it stays as it is.
fn of_card(html: &str, card: &Element, inner: &[&Element], place: &str, notes: &mut Notes) -> Option<String> {
    let is = |name: &str| card.class.split_whitespace().any(|class| class == name);
    let named = |name: &str| inner.iter().find(|e| e.name == name).copied();
    let of_class = |class: &str| inner.iter().find(|e| e.class.split_whitespace().any(|c| c == class)).copied();
    let inside = |e: &Element| html[e.inside.clone()].trim().to_owned();
    let words =
        |class: &str| of_class(class).map(|e| of_html(&inside(e)).trim().to_owned()).filter(|words| !words.is_empty());
    let caption = named("figcaption").map(inside).filter(|caption| !caption.is_empty());
    let below = caption.as_ref().map(|caption| format!("<figcaption>{caption}</figcaption>")).unwrap_or_default();
    let link = |href: &str, words: &str| format!("<a href=\"{}\">{}</a>", escape(href), escape(words));
    if is("kg-image-card") || is("kg-gallery-card") {
        let pictures: Vec<String> = inner.iter().filter(|e| e.name == "img").map(|e| picture(e)).collect();
        let pictures = pictures.join("\n");
        let pictures = match named("a").filter(|a| is("kg-image-card") && a.inside.end < end_of_content(inner, card)) {
            Some(a) => format!("<a href=\"{}\">{pictures}</a>", escape(a.attribute("href").unwrap_or_default())),
            None => pictures,
        };
        return Some(format!("<figure><p>{pictures}</p>{below}</figure>"));
    }
    if is("kg-bookmark-card") {
        let href = of_class("kg-bookmark-container").or_else(|| named("a"))?.attribute("href")?;
        let title = words("kg-bookmark-title").unwrap_or_else(|| href.to_owned());
        let below = caption.map(|caption| format!("<p>{caption}</p>")).unwrap_or_default();
        return Some(format!("<p>{}</p>{below}", link(href, &title)));
    }
    if is("kg-embed-card") && caption.is_none() {
        return Some(format!("<p>{}</p>", inside(card))).filter(|_| named("iframe").is_some());
    }
    if is("kg-video-card") || is("kg-audio-card") {
        let player = named("video").or_else(|| named("audio"))?;
        let src = player.attribute("src")?;
        let title = words("kg-audio-title").map(|title| format!(" title=\"{}\"", escape(&title))).unwrap_or_default();
        let name = &player.name;
        return Some(format!("<figure><{name} src=\"{}\"{title}></{name}>{below}</figure>", escape(src)));
    }
    if is("kg-file-card") {
        let href = named("a")?.attribute("href")?;
        let name = words("kg-file-card-filename");
        let title = words("kg-file-card-title").or(name).unwrap_or_else(|| href.to_owned());
        let below = words("kg-file-card-caption").map(|words| format!(": {}", escape(&words))).unwrap_or_default();
        return Some(format!("<p>{}{below}</p>", link(href, &title)));
    }
    if is("kg-callout-card") {
        let sign = words("kg-callout-emoji").map(|sign| format!("{sign} ")).unwrap_or_default();
        let text = of_class("kg-callout-text").map(inside).unwrap_or_default();
        return Some(format!("<blockquote><p>{sign}{text}</p></blockquote>"));
    }
    if is("kg-toggle-card") {
        let heading = words("kg-toggle-heading-text").unwrap_or_default();
        let content = of_class("kg-toggle-content").map(inside).unwrap_or_default();
        return Some(format!("<details><summary>{}</summary>\n{content}\n</details>", escape(&heading)));
    }
    if is("kg-signup-card") {
        notes.add(Sort::LeftOut, "Forms to sign up, which no article can hold", place, "kg-signup-card");
        return Some(String::new());
    }
    // Any other keeps its words, links and pictures.
    is("kg-card").then(|| without(html, card, inner, &["svg", "button"]))
}

/// Where the caption of a card begins, or the card ends.
fn end_of_content(inner: &[&Element], card: &Element) -> usize {
    inner.iter().find(|e| e.name == "figcaption").map_or(card.whole.end, |e| e.whole.start)
}

/// A picture with its address and its words, and without the sizes that Ghost made of it.
fn picture(img: &Element) -> String {
    let kept = ["src", "alt", "title"].iter().filter_map(|name| Some((name, img.attribute(name)?)));
    let kept: String = kept.map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect();
    format!("<img{kept}>")
}

/// What stands in a card without some of its elements.
fn without(html: &str, card: &Element, inner: &[&Element], names: &[&str]) -> String {
    let mut out = String::from("<div>");
    let mut copied = card.inside.start;
    for element in inner.iter().filter(|e| names.contains(&e.name.as_str())) {
        if element.whole.start >= copied {
            out.push_str(&html[copied..element.whole.start]);
            copied = element.whole.end;
        }
    }
    out.push_str(&html[copied..card.inside.end]);
    out + "</div>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::markdown;

    fn convert(html: &str) -> String {
        let mut notes = Notes::default();
        markdown(&plain(html, "post a", &mut notes), "post a", &mut notes)
    }

    #[test]
    fn cards_are_what_markdown_has_for_them() {
        for (html, expected) in [
            (
                "<figure class=\"kg-card kg-image-card kg-card-hascaption\"><img src=\"/a.jpg\" class=\"kg-image\" alt=\"A\" srcset=\"/size/a.jpg 600w\"><figcaption><span>At noon</span></figcaption></figure>",
                "![A](/a.jpg \"At noon\")\n",
            ),
            (
                "<figure class=\"kg-card kg-image-card\"><a href=\"/b/\"><img src=\"/a.jpg\" alt></a></figure>",
                "[![](/a.jpg)](/b/)\n",
            ),
            (
                "<figure class=\"kg-card kg-gallery-card\"><div class=\"kg-gallery-container\"><div class=\"kg-gallery-row\"><div class=\"kg-gallery-image\"><img src=\"/a.jpg\"></div><div class=\"kg-gallery-image\"><img src=\"/b.jpg\"></div></div></div><figcaption>Two</figcaption></figure>",
                "![](/a.jpg) ![](/b.jpg)\n*Two*\n",
            ),
            (
                "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"https://b.example/?a=1&amp;b=2\"><div class=\"kg-bookmark-content\"><div class=\"kg-bookmark-title\">Tides &amp; moon</div><div class=\"kg-bookmark-description\">x</div></div><div class=\"kg-bookmark-thumbnail\"><img src=\"https://b.example/t.jpg\"></div></a></figure>",
                "[Tides & moon](https://b.example/?a=1&b=2)\n",
            ),
            (
                "<figure class=\"kg-card kg-embed-card\"><iframe src=\"https://www.youtube.com/embed/a\"></iframe></figure>",
                "<iframe src=\"https://www.youtube.com/embed/a\"></iframe>\n",
            ),
            (
                "<div class=\"kg-card kg-callout-card\"><div class=\"kg-callout-emoji\">💡</div><div class=\"kg-callout-text\">Mind <b>it</b></div></div>",
                "> 💡 Mind **it**\n",
            ),
            (
                "<div class=\"kg-card kg-toggle-card\" data-kg-toggle-state=\"close\"><div class=\"kg-toggle-heading\"><h4 class=\"kg-toggle-heading-text\"><span>Why</span></h4><button class=\"kg-toggle-card-icon\"><svg></svg></button></div><div class=\"kg-toggle-content\"><p>So</p></div></div>",
                "<details><summary>Why</summary>\n<p>So</p>\n</details>\n",
            ),
            (
                "<div class=\"kg-card kg-button-card kg-align-center\"><a href=\"/c/\" class=\"kg-btn kg-btn-accent\">Go</a></div>",
                "[Go](/c/)\n",
            ),
            (
                "<div class=\"kg-card kg-audio-card\"><div class=\"kg-audio-player-container\"><audio src=\"/a.mp3\"></audio><div class=\"kg-audio-title\">The sea</div><div class=\"kg-audio-player\"><button><svg></svg></button>0:00</div></div></div>",
                "![The sea](/a.mp3)\n",
            ),
            (
                "<figure class=\"kg-card kg-video-card\"><div class=\"kg-video-container\"><video src=\"/a.mp4\" poster=\"x\"></video><div class=\"kg-video-overlay\"><button><svg></svg></button></div></div><figcaption>Waves</figcaption></figure>",
                "![](/a.mp4 \"Waves\")\n",
            ),
            (
                "<div class=\"kg-card kg-file-card\"><a class=\"kg-file-card-container\" href=\"/a.pdf\"><div class=\"kg-file-card-title\">Table</div><div class=\"kg-file-card-caption\">Of 2019</div><div class=\"kg-file-card-filename\">a.pdf</div><svg></svg></a></div>",
                "[Table](/a.pdf): Of 2019\n",
            ),
            ("<p>a</p><!--kg-card-begin: html--><p>b</p><!--kg-card-end: html--><!--members-only-->", "a\n\nb\n"),
        ] {
            assert_eq!(convert(html), expected, "{html}");
        }
    }

    #[test]
    fn what_only_members_saw_is_left_out() {
        let mut notes = Notes::default();
        let html = "<p>a</p><!--kg-gated-block:begin nonMember:false memberSegment:\"status:-free\" --><p>b</p><!--kg-gated-block:end--><!--kg-gated-block:begin nonMember:true memberSegment:\"\" --><p>c</p><!--kg-gated-block:end-->";
        assert_eq!(plain(html, "post a", &mut notes), "<p>a</p><p>c</p>");
        assert_eq!(notes.0.len(), 1);
    }
}
