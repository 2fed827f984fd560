//! Schemes of addresses: those that lead somewhere, and slips on the way to one.

use crate::diagnostic::nearest;
use crate::path::{is_invisible, is_safe_address};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWN: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("schemes.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Those of the web.
const WEB: [&str; 2] = ["http", "https"];

/// What is wrong with an address that cannot be what its writer meant, and what to do. None for what is safe to take as
/// it is, and for what is no slip but worse ([`is_safe_address`]).
pub(crate) fn doubt(address: &str) -> Option<(String, String)> {
    let address = address.trim();
    if address.starts_with(['#', '/', '.', '?']) || address.is_empty() || !is_safe_address(address) {
        return None;
    }
    if !address.is_ascii() && (address.starts_with(is_invisible) || host_of(address).contains(is_invisible)) {
        let visible: String = address.chars().filter(|c| !is_invisible(*c)).collect();
        let message = format!("`{address}` holds a character that nobody sees");
        return Some((message, format!("did you mean `{visible}`?")));
    }
    let end = address.find(|c: char| !is_part_of_scheme(c)).unwrap_or(address.len());
    let (name, rest) = address.split_at(end);
    let slip = |suggestion: String| {
        (format!("`{address}` does not begin as an address does"), format!("did you mean `{suggestion}`?"))
    };
    let web = WEB.into_iter().find(|known| name.eq_ignore_ascii_case(known));
    // Colon, slashes and what fingers hit beside them.
    let bare = rest.trim_start_matches([':', ';', '/', '\\', ' ']);
    let signs = &rest[..rest.len() - bare.len()];
    if let Some(web) = web {
        return match doubled(bare) {
            Some(inner) => Some(slip(inner)),
            None if signs == "://" && !bare.is_empty() => None,
            None => is_separator(signs).then(|| slip(format!("{web}://{bare}"))),
        };
    }
    let is_scheme = rest.starts_with(':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_scheme {
        // `htps//example.org`, `www.example.org`, `name@example.org`.
        return match near_web(name).filter(|_| is_separator(signs)) {
            Some(near) => Some(slip(format!("{near}://{bare}"))),
            None if is_host(address) => Some(slip(format!("https://{address}"))),
            None => is_mail(address).then(|| slip(format!("mailto:{address}"))),
        };
    }
    let lower = name.to_ascii_lowercase();
    if KNOWN.contains(lower.as_str()) {
        return None;
    }
    let is_port = bare.starts_with(|c: char| c.is_ascii_digit()) && signs == ":";
    if is_port && (name.contains('.') || lower == "localhost") {
        return Some(slip(format!("https://{address}")));
    }
    if name.len() == 1 || lower == "file" {
        let message = format!("`{address}` is a file of one computer: readers cannot open it");
        return Some((message, "put the file beside the article, and link to it by its name".to_owned()));
    }
    if let Some(near) = near_web(&lower) {
        return Some(slip(format!("{near}://{bare}")));
    }
    match nearest(&lower, KNOWN.iter().copied().filter(|known| known.len() > 2)).filter(|_| lower.len() > 2) {
        Some(near) => Some(slip(format!("{near}{rest}"))),
        None => Some((
            format!("`{name}:` is no kind of address that is known here"),
            "check it: an address of the web begins with https://, a name with a colon in it is written `./name`"
                .to_owned(),
        )),
    }
}

/// The host of an address that names one.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn is_part_of_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

/// Whether some signs stand where `://` should: a single slash may be part of a path.
fn is_separator(signs: &str) -> bool {
    signs.contains([':', ';']) || signs.starts_with("//") || signs.contains('\\')
}

fn near_web(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if lower.len() < 3 || KNOWN.contains(lower.as_str()) {
        return None;
    }
    nearest(&lower, WEB)
}

/// `https://https://example.org` with one of the two.
fn doubled(bare: &str) -> Option<String> {
    let web =
        WEB.into_iter().rev().find(|web| bare.get(..web.len()).is_some_and(|start| start.eq_ignore_ascii_case(web)))?;
    let rest = &bare[web.len()..];
    let inner = rest.trim_start_matches([':', '/']);
    (is_separator(&rest[..rest.len() - inner.len()]) && !inner.is_empty()).then(|| format!("{web}://{inner}"))
}

/// Whether an address without a scheme begins with a host that says that it is one.
fn is_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    host.strip_prefix("www.").is_some_and(|rest| rest.contains('.') && rest.split('.').all(is_part))
}

fn is_mail(address: &str) -> bool {
    let Some((name, host)) = address.split_once('@') else { return false };
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+'));
    // `photo@2x.png` is a picture for screens of twice the density.
    let is_density = host.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("x.");
    name.split('.').all(is_part) && host.contains('.') && host.split('.').all(is_part) && !is_density
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::is_safe_address;

    #[test]
    fn what_leads_somewhere_is_an_address() {
        for address in [
            "https://a.example/b:c",
            "HTTP://a.example",
            "mailto:a@b.example",
            "tel:+33123",
            "tg://resolve?domain=a",
            "tg:x",
            "whatsapp://send?text=a",
            "sms:+1",
            "geo:48.8,2.3",
            "magnet:?xt=urn:btih:a",
            "xmpp:a@b.example",
            "signal://x",
            "sgnl://x",
            "sip:a@b.example",
            "webcal://a.example/b.ics",
            "ftp://a.example",
            "bitcoin:1A",
            "matrix:r/a:b.example",
            "//a.example/b",
            "#a:b",
            "../a.md",
            "a/b:c.md",
            "map.svg",
            "a@2x.png",
            "http.md",
            "https/a.md",
            "?a=b:c",
            "https://fa.example/می\u{200c}خواهم",
        ] {
            assert_eq!(doubt(address), None, "{address}");
        }
    }

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        for (address, meant) in [
            ("htps://a.example/b", "https://a.example/b"),
            ("htttps:a.example", "https://a.example"),
            ("htttps://a.example", "https://a.example"),
            ("ttps://a.example", "https://a.example"),
            ("hhtp://a.example", "http://a.example"),
            ("http//a.example", "http://a.example"),
            ("https//a.example", "https://a.example"),
            ("htps//a.example", "https://a.example"),
            ("https:/a.example/b", "https://a.example/b"),
            ("https:a.example", "https://a.example"),
            ("https:///a.example", "https://a.example"),
            ("http;//a.example", "http://a.example"),
            ("https:\\a.example", "https://a.example"),
            ("https://https://a.example", "https://a.example"),
            ("http://https//a.example", "https://a.example"),
            ("mailt:a@b.example", "mailto:a@b.example"),
            ("www.a.example/b", "https://www.a.example/b"),
            ("a.b@c.example", "mailto:a.b@c.example"),
            ("a.example:8080/b", "https://a.example:8080/b"),
            ("whatsap://send", "whatsapp://send"),
            ("\u{200b}https://a.example", "https://a.example"),
            ("https://a.exam\u{ad}ple/b", "https://a.example/b"),
        ] {
            let (_, hint) = doubt(address).unwrap_or_else(|| panic!("{address} is not told"));
            assert!(hint.contains(&format!("`{meant}`")), "{address}: {hint}");
        }
    }

    #[test]
    fn what_is_not_known_is_told_and_what_runs_code_is_no_slip() {
        for address in ["foobarbaz:x", "C:\\a\\b.doc", "file:///a/b.doc"] {
            assert!(doubt(address).is_some() && is_safe_address(address), "{address}");
        }
        for address in ["javascript:x", "JAVA\tSCRIPT:x", " vbscript:x", "data:text/html,x", "\u{1}javascript:x"] {
            assert!(doubt(address).is_none() && !is_safe_address(address), "{address}");
        }
    }
}
