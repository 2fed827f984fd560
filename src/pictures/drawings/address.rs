//! Addresses in drawings: which of them load nothing and run nothing.

/// What a place in a drawing does with its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A reader may go there (`<a>`).
    Goes,
    /// It shows a picture (`<image>`, `<feImage>`).
    Shows,
    /// It is another part of the drawing (`<use>`, gradients, text on a path).
    Names,
    /// It may be a picture or a font (style sheets).
    Styles,
}

/// An address as browsers read it: they pass over white space and control characters at the ends, and over line ends and tabs
/// everywhere.
fn as_read(address: &str) -> String {
    let read: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    read.trim_matches(|c: char| c <= ' ').to_owned()
}

/// Whether a value would run code if it were taken for an address.
pub(super) fn runs_code(value: &str) -> bool {
    // Nearly no value has a colon.
    value.contains(':') && {
        let read = as_read(value);
        read.split_once(':').is_some_and(|(scheme, _)| {
            ["javascript", "vbscript", "livescript"].iter().any(|script| scheme.eq_ignore_ascii_case(script))
        })
    }
}

/// Whether an address may stand where it is used so.
pub(super) fn is_harmless(address: &str, used: Use) -> bool {
    let read = as_read(address);
    let read = read.as_str();
    if read.is_empty() || read.starts_with('#') {
        return true;
    }
    match used {
        Use::Names => false,
        Use::Goes => leads_on(read),
        Use::Shows => embedded(read).is_some_and(|kind| is_picture(&kind)),
        Use::Styles => embedded(read).is_some_and(|kind| is_picture(&kind) || is_font(&kind)),
    }
}

/// Whether a link has a scheme that a reader can follow without harm, or none.
fn leads_on(address: &str) -> bool {
    let scheme = address.find([':', '/', '?', '#']).filter(|at| address.as_bytes()[*at] == b':');
    scheme.is_none_or(|end| {
        ["http", "https", "mailto", "tel"].iter().any(|scheme| address[..end].eq_ignore_ascii_case(scheme))
    })
}

/// The media type of what stands in an address as a whole (`data:`), in lower case.
fn embedded(address: &str) -> Option<String> {
    let scheme = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"))?;
    let rest = &address[scheme.len()..];
    let kind = &rest[..rest.find([';', ','])?];
    Some(kind.trim().to_ascii_lowercase())
}

/// Pictures that are no drawings: those could hold all that this one must not.
fn is_picture(kind: &str) -> bool {
    ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "image/bmp"].contains(&kind)
}

fn is_font(kind: &str) -> bool {
    const OLD: [&str; 9] = [
        "application/font-woff",
        "application/font-woff2",
        "application/x-font-woff",
        "application/x-font-woff2",
        "application/x-font-ttf",
        "application/x-font-truetype",
        "application/x-font-opentype",
        "application/x-font-otf",
        "application/vnd.ms-fontobject",
    ];
    kind.strip_prefix("font/").is_some_and(|kind| kind != "svg") || OLD.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_loads_and_runs_nothing_is_harmless() {
        for address in ["", "#a", " #a", "data:image/png;base64,AA", "DATA:image/JPEG;base64,AA", "data:image/\npng,x"]
        {
            assert!(is_harmless(address, Use::Shows), "{address}");
        }
        for address in
            ["a.png", "//a.b/c", "data:image/svg+xml,x", "data:text/html,x", "data:,x", "https://a.b", "data:"]
        {
            assert!(!is_harmless(address, Use::Shows), "{address}");
            assert!(!is_harmless(address, Use::Styles), "{address}");
            assert!(!is_harmless(address, Use::Names), "{address}");
        }
        assert!(!is_harmless("data:image/png;base64,AA", Use::Names));
        assert!(is_harmless("data:font/woff2;base64,AA", Use::Styles));
        assert!(!is_harmless("data:font/woff2;base64,AA", Use::Shows));
    }

    #[test]
    fn links_lead_on_and_run_nothing() {
        for address in ["https://a.b/c:d", "mailto:a@b", "tel:+33", "/a:b", "../a", "a.svg#b", "?q=a:b"] {
            assert!(is_harmless(address, Use::Goes), "{address}");
        }
        for address in [
            "javascript:x",
            "java\nscript:x",
            "\u{1} JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "feed:x",
            "blob:x",
        ] {
            assert!(!is_harmless(address, Use::Goes), "{address}");
        }
    }
}
