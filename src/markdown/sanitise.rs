//! Raw HTML without what could run code or break out of the article.

use std::sync::LazyLock;

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    // What our own rendering writes must come out as it went in.
    builder
        .add_tags(["figure", "figcaption", "section", "input", "details", "summary", "mark", "time"])
        .add_generic_attributes(["id", "class", "lang", "dir", "role", "aria-label", "hreflang", "tabindex", "title"])
        .add_tag_attributes("img", ["width", "height", "loading", "decoding", "alt", "src"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("time", ["datetime"])
        .link_rel(None);
    builder
});

/// The same text with harmless mark-up only.
pub(crate) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
