//! HTML: text written into it; and HTML through a real parser, without what could run code or break out of the article,
//! and with full addresses. Only this module knows ammonia.

pub(crate) mod embed;
mod full_addresses;
mod nesting;
mod open;
pub(crate) mod parts;
pub(crate) mod picture;
pub(crate) mod player;
mod stretches;
pub(crate) mod tags;

pub(crate) use nesting::without_links_in_links;
pub(crate) use open::OpenElements;

use crate::path::{is_safe_address, scheme};
use ammonia::{Url, UrlRelative};
use full_addresses::{OF_PAGE, OF_PICTURE, OF_THEME};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Writes text into HTML, between tags or in an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The length of the reference to a character that a text begins with: `&nbsp;`, `&#8217;`. It looks no further than the
/// name: a text may have thousands of ampersands.
pub(crate) fn reference_end(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))?;
    name[end..].starts_with(';').then_some(end + 2)
}

/// The parts of an address that a content security policy looks at, as a browser reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// In lower case.
    pub scheme: String,
    /// In ASCII and lower case; empty for `data:` and the like.
    pub host: String,
    /// As written, or that of the scheme.
    pub port: Option<u16>,
    /// Encoded.
    pub path: String,
}

/// Reads an address that stands on the page at `base`; none where a browser makes nothing of it.
pub(crate) fn address(address: &str, base: &str) -> Option<Address> {
    let url = Url::parse(base).ok()?.join(address).ok()?;
    Some(Address {
        scheme: url.scheme().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned(),
        port: url.port_or_known_default(),
        path: url.path().to_owned(),
    })
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(cleaner);

/// What the cleaner keeps, to be looked up.
static KEPT: LazyLock<Kept> = LazyLock::new(|| Kept {
    elements: CLEANER.clone_tags(),
    attributes: CLEANER.clone_tag_attributes(),
    values: CLEANER.clone_tag_attribute_values(),
    generic: CLEANER.clone_generic_attributes(),
    prefixes: CLEANER.clone_generic_attribute_prefixes().unwrap_or_default(),
});

struct Kept {
    elements: HashSet<&'static str>,
    attributes: HashMap<&'static str, HashSet<&'static str>>,
    values: HashMap<&'static str, HashMap<&'static str, HashSet<&'static str>>>,
    generic: HashSet<&'static str>,
    prefixes: HashSet<&'static str>,
}

fn cleaner<'a>() -> ammonia::Builder<'a> {
    let mut builder = ammonia::Builder::default();
    // What our own rendering writes must come out as it went in; what archives have and harms nobody, too.
    builder
        .add_tags(["figure", "figcaption", "section", "input", "details", "summary", "mark", "time"])
        .add_tags(["tfoot", "picture", "source", "progress", "meter", "address"])
        .add_tags(PLAYERS)
        .add_generic_attributes(["id", "class", "lang", "dir", "role", "hreflang", "tabindex", "title"])
        .add_generic_attribute_prefixes(["aria-"])
        .add_tag_attributes("a", ["name", "rel", "target", "type", "download"])
        .add_tag_attributes("area", ["href", "alt", "coords", "shape"])
        .add_tag_attributes("map", ["name"])
        .add_tag_attributes(
            "img",
            ["width", "height", "loading", "decoding", "alt", "src", "srcset", "sizes", "usemap"],
        )
        .add_tag_attributes("source", ["srcset", "sizes", "media", "type", "width", "height"])
        .add_tag_attributes("video", ["controls", "preload", "playsinline", "src", "width", "height", "poster"])
        .add_tag_attributes("audio", ["controls", "preload", "src"])
        .add_tag_attributes("track", ["kind", "src", "srclang", "label", "default"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("th", ["scope", "abbr"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("ol", ["start", "reversed", "type"])
        .add_tag_attributes("details", ["open", "name"])
        .add_tag_attributes("progress", ["value", "max"])
        .add_tag_attributes("meter", ["value", "min", "max", "low", "high", "optimum"])
        .add_tag_attributes("time", ["datetime"])
        .link_rel(None);
    builder.add_tag_attributes("span", ["data-aside"]);
    for element in "li data".split(' ') {
        builder.add_tag_attributes(element, ["value"]);
    }
    builder
}

/// Elements that our own rendering writes and that no text brings: a player has a description, captions and its size, which
/// raw HTML knows nothing of.
const PLAYERS: [&str; 3] = ["video", "audio", "track"];

/// Whether an element of a text stays when the text is cleaned.
pub(crate) fn keeps_element(name: &str) -> bool {
    KEPT.elements.contains(name) && !PLAYERS.contains(&name)
}

/// Whether an attribute of an element that stays does, too, whatever its value.
pub(crate) fn keeps_attribute(element: &str, name: &str) -> bool {
    let of_element = |names: &HashSet<&str>| names.contains(name);
    KEPT.generic.contains(name)
        || KEPT.prefixes.iter().any(|prefix| name.starts_with(prefix))
        || KEPT.attributes.get(element).is_some_and(of_element)
        || KEPT.values.get(element).is_some_and(|values| values.contains_key(name))
}

/// The same text with harmless mark-up only.
pub(crate) fn clean(html: &str) -> String {
    cleaned(&CLEANER, html)
}

/// The same by the rules of a builder, with each element where it may stand.
fn cleaned(builder: &ammonia::Builder, html: &str) -> String {
    let write = |html: &str| stretches::in_time(html, |html| builder.clean(html).to_string());
    let mut out = write(&nesting::not_too_deep(html));
    if nesting::has_block_in_paragraph(&out) {
        // What hid the one from the other is gone: the paragraph ends where the block begins.
        out = write(&out);
    }
    without_links_in_links(out)
}

/// The same, with addresses of these schemes, which have been found to be harmless.
pub(crate) fn clean_with(html: &str, schemes: &BTreeSet<String>) -> String {
    let known = CLEANER.clone_url_schemes();
    if schemes.iter().all(|scheme| known.contains(scheme.as_str())) {
        return clean(html);
    }
    let mut builder = cleaner();
    builder.add_url_schemes(schemes.iter().map(String::as_str));
    cleaned(&builder, html)
}

/// A text for readers who see it far from its page at `base`: harmless, without the classes of the theme, and with full
/// addresses. `trusted` says that the site publishes raw HTML as it is; elsewhere a text that has full addresses already
/// is left as it is, since parsing costs more than all else that a feed does with it.
pub(crate) fn absolute<'a>(html: &'a str, base: &str, trusted: bool) -> Cow<'a, str> {
    if !trusted && !has_relative_address(html) {
        return Cow::Borrowed(html);
    }
    let Ok(base) = Url::parse(base) else { return Cow::Borrowed(html) };
    let by_tags = if trusted { None } else { full_addresses::with_full_addresses(html, &base) };
    Cow::Owned(by_tags.unwrap_or_else(|| absolute_by_parser(html, &base, trusted)))
}

/// The same of a text that anybody may have written.
fn absolute_by_parser(html: &str, base: &Url, trusted: bool) -> String {
    let schemes = schemes(html);
    let mut builder = cleaner();
    builder.add_url_schemes(schemes.iter().map(String::as_str));
    builder.rm_generic_attributes(OF_THEME);
    // Their addresses would need to be full ones, and the picture itself is enough.
    builder.rm_tags(OF_PAGE);
    builder.rm_tag_attributes("img", OF_PICTURE);
    builder.rm_tag_attributes("source", OF_PICTURE);
    if trusted {
        builder.add_tags(["source"]);
    }
    builder.add_tag_attributes("source", ["src", "type", "media"]);
    builder.url_relative(UrlRelative::RewriteWithBase(base.clone()));
    cleaned(&builder, html)
}

/// The values of the attributes that hold an address. To be asked of HTML that our own rendering or the sanitiser wrote:
/// names in lower case, values in double quotes.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    const ATTRIBUTES: [&str; 6] = ["href", "src", "srcset", "cite", "poster", "data"];
    memchr::memmem::find_iter(html.as_bytes(), b"=\"").filter_map(|at| {
        // In a text that is one word of a million letters, no more is looked at than a name may have.
        let is_name = |name: &str| html[..at].strip_suffix(name).is_some_and(|before| before.ends_with([' ', '\n']));
        let value = &html[at + 2..];
        ATTRIBUTES.iter().any(|name| is_name(name)).then(|| &value[..value.find('"').unwrap_or(value.len())])
    })
}

/// Whether one of the addresses is not a full one.
fn has_relative_address(html: &str) -> bool {
    const FULL: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "data:"];
    addresses(html).any(|value| !FULL.iter().any(|scheme| value.starts_with(scheme)) && scheme(value).is_none())
}

/// The schemes of the addresses that run no code.
fn schemes(html: &str) -> BTreeSet<String> {
    addresses(html).filter(|value| is_safe_address(value)).filter_map(scheme).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://x.example/aa/news/a/";

    #[test]
    fn a_reference_ends_with_its_name() {
        let ends = ["&nbsp; a", "&#8217;", "&;"].map(reference_end);
        assert_eq!(ends, [Some(6), Some(7), Some(2)]);
        let none = ["& b;", "a&b;", "&b", "&b & c;", "&é;", ""].map(reference_end);
        assert_eq!(none, [None; 6]);
    }

    #[test]
    fn addresses_are_seen_from_the_page() {
        let html = r##"<p><a href="/aa/b/">b</a> <a href="../c/">c</a> <a href="#d">d</a> <img src="/media/e.png" alt=""></p>"##;
        assert_eq!(
            absolute(html, BASE, false),
            r##"<p><a href="https://x.example/aa/b/">b</a> <a href="https://x.example/aa/news/c/">c</a> <a href="https://x.example/aa/news/a/#d">d</a> <img src="https://x.example/media/e.png" alt=""></p>"##
        );
    }

    #[test]
    fn a_text_with_full_addresses_is_left_alone() {
        let html =
            r#"<p class="x"><a href="https://y.example/">y</a> <a href="mailto:z@y.example">z</a> data="/no"</p>"#;
        assert!(matches!(absolute(&html.replace(" data=\"/no\"", ""), BASE, false), Cow::Borrowed(_)));
        assert!(absolute(html, BASE, false).contains("data=\"/no\""), "words of the text stay as they are");
    }

    #[test]
    fn what_a_site_trusts_on_its_pages_does_not_run_in_a_feed_reader() {
        let html = "<p onclick=x()><a href='/b'>b</a><script>x()</script></p>";
        assert_eq!(absolute(html, BASE, true), r#"<p><a href="https://x.example/b">b</a></p>"#);
    }
}
