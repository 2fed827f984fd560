//! Full addresses in a text that our own rendering or the sanitiser wrote: its mark-up is well-formed, names are in lower
//! case and values in double quotes. Such a text is read tag by tag, which takes a twentieth of the time that a parser does.

use super::{KEPT, Url, escape, keeps_attribute};
use crate::path::{is_safe_address, scheme};

/// Attributes that mean something to the theme alone.
pub(super) const OF_THEME: [&str; 3] = ["class", "role", "tabindex"];

/// Elements that choose among derivatives of a picture, and captions, which players do not fetch from another host.
pub(super) const OF_PAGE: [&str; 3] = ["picture", "source", "track"];

/// Attributes of a picture that do the same.
pub(super) const OF_PICTURE: [&str; 2] = ["srcset", "sizes"];

/// The same text with full addresses, without what only its page can use; what [`super::absolute`] makes of it. None where
/// something in it looks as if somebody else had written it: then a parser has to read it.
pub(super) fn with_full_addresses(html: &str, base: &Url) -> Option<String> {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let end = write_tag(&rest[at + 1..], base, &mut out)?;
        rest = &rest[at + 1 + end..];
    }
    out.push_str(rest);
    Some(out)
}

/// Writes the tag that a text begins with, its `<` apart; gives where it ends.
fn write_tag(tag: &str, base: &Url, out: &mut String) -> Option<usize> {
    let is_end = tag.starts_with('/');
    let start = usize::from(is_end);
    let mut at = start + name(&tag[start..])?;
    let element = &tag[start..at];
    if !KEPT.elements.contains(element) || KEPT.values.contains_key(element) {
        return None;
    }
    let begin = out.len();
    out.push('<');
    out.push_str(&tag[..at]);
    loop {
        let spaces = tag[at..].bytes().take_while(u8::is_ascii_whitespace).count();
        at += spaces;
        if let Some(closing) = ["/>", ">"].into_iter().find(|closing| tag[at..].starts_with(closing)) {
            out.push('>');
            if OF_PAGE.contains(&element) {
                out.truncate(begin);
            }
            return Some(at + closing.len());
        }
        if is_end || spaces == 0 {
            return None;
        }
        at += write_attribute(element, &tag[at..], base, out)?;
    }
}

/// Writes the attribute that a text begins with, where it stays; gives where it ends.
fn write_attribute(element: &str, text: &str, base: &Url, out: &mut String) -> Option<usize> {
    let end = name(text)?;
    let (name, after) = text.split_at(end);
    let stays = keeps_attribute(element, name)
        && !OF_THEME.contains(&name)
        && !(element == "img" && OF_PICTURE.contains(&name));
    let value = after.strip_prefix("=\"").map(|value| value.split_once('"').map(|(value, _)| value));
    let Some(value) = value else {
        // An attribute without a value.
        let is_alone = after.starts_with(|c: char| c == '>' || c.is_ascii_whitespace());
        if stays && is_alone {
            out.extend([" ", name, "=\"\""]);
        }
        return is_alone.then_some(end);
    };
    let value = value?;
    if stays {
        out.extend([" ", name, "=\""]);
        match name {
            "href" | "src" | "poster" => out.push_str(&full(value, base)?),
            _ => out.push_str(value),
        }
        out.push('"');
    }
    Some(end + 3 + value.len())
}

/// The full form of an address, as it stands in a value.
fn full(value: &str, base: &Url) -> Option<String> {
    if scheme(value).is_some() {
        return is_safe_address(value).then(|| value.to_owned());
    }
    // What our rendering escapes in an address is one sign.
    let address = value.replace("&amp;", "&");
    if value.matches('&').count() != value.matches("&amp;").count() {
        return None;
    }
    Some(escape(base.join(&address).ok()?.as_str()))
}

/// The length of the name that a text begins with.
fn name(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-').count();
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::super::{absolute_by_parser, clean};
    use super::*;
    use proptest::prelude::*;

    fn base() -> Url {
        Url::parse("https://x.example/aa/news/a/").unwrap()
    }

    #[test]
    fn what_somebody_else_may_have_written_is_left_to_the_parser() {
        for html in [
            "<a href='/b'>b</a>",
            "<a href=/b>b</a>",
            "<A href=\"/b\">b</A>",
            "<script>x</script>",
            "<iframe src=\"/b\"></iframe>",
            "<!-- <a href=\"/b\"> -->",
            "<a href=\"javascript:x()\">b</a>",
            "<a href=\"/b?&copy;\">b</a>",
            "<input type=\"checkbox\">",
            "<p",
            "<p title=\"x",
            "a < b",
            "<a href=\"/b\"title=\"x\">b</a>",
        ] {
            assert_eq!(with_full_addresses(html, &base()), None, "{html}");
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let address = prop_oneof![
            Just("/b/?x=1&amp;y=2"),
            Just("#note"),
            Just("../c.png"),
            Just("https://y.example/?a&amp;b"),
            Just("mailto:z@y.example"),
            Just("//y.example/d"),
            Just("é ü/«f»"),
            Just("")
        ];
        let attributes = prop_oneof![
            Just(" class=\"x\" id=\"i\""),
            Just(" lang=\"aa\" role=\"note\""),
            Just(" aria-label=\"« &quot;x&quot; »\""),
            Just(" onclick=\"x()\""),
            Just("")
        ];
        let element = prop_oneof![
            Just(("<a{} href=\"@\">", "</a>")),
            Just(("<figure{}><img src=\"@\" srcset=\"/d 1x\" alt=\"x\">", "</figure>")),
            Just(("<picture><source srcset=\"/e\"><img{} src=\"@\" alt=\"\"></picture>", "")),
            Just(("<video controls poster=\"@\"{}><track src=\"/f\">", "</video>")),
            Just(("<p{}>", "</p>")),
            Just(("<blockquote cite=\"@\"{}>", "</blockquote>"))
        ];
        (element, attributes, address, "[a-zé «»&]{0,6}").prop_map(|((open, close), attributes, address, text)| {
            let open = open.replacen("{}", attributes, 1).replacen('@', address, 1);
            format!("{open}{}{close}", escape(&text))
        })
    }

    proptest! {
        #[test]
        fn both_ways_make_the_same_of_a_text_that_is_clean(pieces in prop::collection::vec(piece(), 0..6)) {
            let html = clean(&pieces.concat());
            let by_parser = absolute_by_parser(&html, &base(), false);
            let by_tags = with_full_addresses(&html, &base()).expect("the sanitiser wrote it");
            // Read once more, the two are written in one way.
            prop_assert_eq!(clean(&by_tags), clean(&by_parser));
            prop_assert!(!by_tags.contains("class=") && !by_tags.contains("<source") && !by_tags.contains("onclick"));
        }
    }
}
