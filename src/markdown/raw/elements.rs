//! Elements that the sanitiser takes out: what becomes of what is inside, and the way out.

/// The way out that is always there.
pub(super) const TRUST: &str =
    "or let texts bring raw HTML as it is, if you trust all who write them: `trust_html: true` in site.yaml";

/// Whether readers do not see what is inside an element either: it is code, or stands in for what is not there.
pub(super) fn hides_content(name: &str) -> bool {
    const HIDDEN: [&str; 19] = [
        "?…", "math", "script", "style", "iframe", "video", "audio", "object", "embed", "svg", "template", "select",
        "datalist", "canvas", "applet", "frameset", "frame", "head", "title",
    ];
    HIDDEN.contains(&name)
}

/// Whether an element is one of HTML, of today or of former times, and not a word between `<` and `>`. Names with a hyphen
/// are those of components.
pub(super) fn is_of_html(name: &str) -> bool {
    const OTHERS: &str = "form input button select textarea option optgroup label fieldset legend datalist output noscript \
        font big basefont blink marquee nobr meta base title head body html link source track param keygen bgsound \
        dialog menu menuitem slot portal acronym dir isindex listing plaintext xmp noembed noframes multicol spacer \
        center strike tt main nav header footer article aside hgroup search picture map area \
        animate circle clippath defs ellipse foreignobject g line lineargradient marker mask path pattern polygon \
        polyline rect stop symbol text tspan use";
    name == "?…"
        || name.contains(['-', ':'])
        || hides_content(name)
        || crate::html::keeps_element(name)
        || OTHERS.split_whitespace().any(|known| known == name)
}

/// Whether nothing can stand in an element.
pub(super) fn is_empty(name: &str) -> bool {
    matches!(
        name,
        "input" | "link" | "meta" | "base" | "source" | "track" | "param" | "keygen" | "basefont" | "bgsound"
    )
}

/// Whether what stands in for an element may be worth reading.
pub(super) fn may_have_links(name: &str) -> bool {
    matches!(name, "video" | "audio" | "object" | "canvas" | "applet")
}

/// Whether an attribute shows nothing and does nothing by itself: without the script that reads it, nobody misses it.
pub(super) fn is_invisible(name: &str) -> bool {
    const INVISIBLE: [&str; 13] = [
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "property",
        "typeof",
        "vocab",
        "prefix",
        "resource",
        "fetchpriority",
        "slot",
        "translate",
    ];
    ["data-", "xmlns", "xml:"].iter().any(|prefix| name.starts_with(prefix)) || INVISIBLE.contains(&name)
}

/// What to do instead of an element.
pub(super) fn way_out(name: &str) -> &'static str {
    match name {
        "iframe" | "frame" | "frameset" | "embed" | "object" | "applet" | "portal" => {
            "link to what it shows, in a paragraph of its own: [What it is](https://…)"
        }
        "video" | "audio" | "source" | "track" => {
            "write it in Markdown, in a paragraph of its own: ![What it shows](speech.mp4)"
        }
        "script" => {
            "if it shows a film or a post, put its address alone in a paragraph; a script of the site's own belongs into the \
             theme"
        }
        "style" | "link" => "put the rules into a style sheet of the site: see docs/templates.md",
        "form" | "input" | "button" | "select" | "textarea" | "option" | "optgroup" | "label" | "fieldset"
        | "legend" | "datalist" | "output" => "link to a page that has the form, or put the form into a template",
        "?…" => "remove it: it is for a program that makes pages, and not for readers",
        "noscript" => "remove the two tags: what is inside is shown to everybody",
        "svg" | "canvas" => "save the drawing as a file beside the text, and show it: ![What it shows](drawing.svg)",
        "math" => "write the formula in words, or show it as a picture: ![What it says](formula.svg)",
        "font" | "big" | "basefont" | "blink" | "marquee" | "nobr" => {
            "remove the tags; how a text looks is for the theme to say"
        }
        "meta" | "base" | "title" | "head" | "body" | "html" => "remove the tag: the page has one of its own",
        _ => "remove the tags, or use an element that texts may have: see docs/markdown.md",
    }
}

/// What to do instead of attributes, each of them in backticks.
pub(super) fn way_out_of_attributes(lost: &[String]) -> &'static str {
    if lost.iter().any(|name| name.starts_with("`on")) {
        "remove the code; what a page does is for the theme's scripts"
    } else if lost.iter().any(|name| name.starts_with("`style")) {
        "give the element a `class`, and put the rules into a style sheet of the site"
    } else {
        "remove it; how a text looks is for the theme to say"
    }
}
