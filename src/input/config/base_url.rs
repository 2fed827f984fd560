//! The site's own address, `base_url`: all others are made of it.

use url::{Host, Url};

/// What is wrong with an address as that of a site, and what to do; none where it can be one. It has no slash at its end.
pub fn fault(text: &str) -> Option<[&'static str; 2]> {
    const FORM: &str = "write it as in https://news.example, or https://example.org/news";
    const ASCII: &str = "a host in other letters is written in its ASCII form, `xn--…`";
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return Some(["it does not begin with https://", FORM]) };
    // The parser would quietly correct some of these.
    if rest.contains(['?', '#']) {
        return Some([
            "it has a `?` or a `#`",
            "leave out what follows it: all addresses of the site are made of this one",
        ]);
    }
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || r#"\"<>{}|^`"#.contains(c)) {
        return Some([
            "it has a character that no address has: a space, a brace, a bracket, a quotation mark or a backslash",
            FORM,
        ]);
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.contains('@') {
        return Some([
            "it has a user's name in it",
            "leave out what stands before the `@`: every page would repeat it",
        ]);
    }
    if !host.is_ascii() {
        return Some(["its host is not written in ASCII", ASCII]);
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) || format!("/{path}").contains("//") || path.contains('%')
    {
        return Some([
            "its path has an empty part, `.`, `..` or a `%` in it",
            "write the path as readers see it: https://example.org/news",
        ]);
    }
    let is_number = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let port = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
    if port.is_some_and(|port| !is_number(port)) {
        return Some(["its port is no number from 1 to 65535", "fix the number after the colon, or leave both out"]);
    }
    match Url::parse(text).ok().as_ref().and_then(Url::host).filter(|_| !host.is_empty()) {
        Some(Host::Domain(domain)) if domain.split('.').all(is_label) => None,
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => None,
        _ => Some(["it names no host", FORM]),
    }
}

/// A part of a host's name (RFC 1123, section 2.1); underscores are seen in practice.
fn is_label(label: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=63).contains(&label.len()) && label.bytes().all(is_part) && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_the_address_of_a_site() {
        for good in [
            "https://gazette.example",
            "http://localhost:4000",
            "https://example.org/news",
            "https://Example.org/новости",
            "https://xn--e1afmkfd.xn--p1ai",
            "https://127.0.0.1:8080/a/b",
            "http://[::1]",
            "http://[::1]:80",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }

    #[test]
    fn what_cannot_be_is_explained() {
        for (bad, word) in [
            ("not-a-url", "https://"),
            ("example.org", "https://"),
            ("ftp://example.org", "https://"),
            ("https:example.org", "https://"),
            ("https://", "host"),
            ("https:///news", "host"),
            ("https://user@example.org", "user"),
            ("https://user:pass@example.org", "user"),
            ("https://example.org:99999", "port"),
            ("https://example.org:x", "port"),
            ("https://example.org:", "port"),
            ("https://example.org:0", "port"),
            ("https://{host}", "brace"),
            ("https://example.org/{lang}", "brace"),
            ("https://example.org/a b", "space"),
            ("https://example.org?x", "`?`"),
            ("https://example.org/#x", "`#`"),
            ("https://example.org\\news", "backslash"),
            ("https://пример.рф", "ASCII"),
            ("https://example..org", "host"),
            ("https://-example.org", "host"),
            ("https://example.org/../a", "path"),
            ("https://example.org//a", "path"),
        ] {
            assert!(fault(bad).is_some_and(|[what, _]| what.contains(word)), "{bad}: {:?}", fault(bad));
        }
    }
}
