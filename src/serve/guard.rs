//! Guard: who may ask.
//!
//! A page of a stranger that is open in the writer's browser can send requests to any address of this machine. Its own
//! name stands in `Host` if it has pointed that name here (DNS rebinding), and in `Origin` or `Sec-Fetch-Site` otherwise.

use axum::http::{HeaderMap, Uri, header};
use std::borrow::Cow;
use std::net::IpAddr;

/// The names and addresses under which the preview may be asked for.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The name or address that `--host` gives.
    pub host: String,
    /// Whether other machines may ask.
    pub is_open: bool,
    /// Names that somebody allows besides.
    pub allowed: Vec<AllowedName>,
}

/// A name of the preview that only the writer knows: that of a remote machine, or the one that a cloud editor makes
/// up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedName {
    /// In small letters, without a dot at either end.
    name: String,
    /// Whether all names below it are allowed, too.
    with_subdomains: bool,
}

impl AllowedName {
    /// Reads `desk.example.org`, or `.example.org` with all names below it.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<AllowedName, String> {
        let bare = text.trim().trim_end_matches('.');
        let (name, with_subdomains) = bare.strip_prefix('.').map_or((bare, false), |name| (name, true));
        if let Some(below) = name.strip_prefix("*.") {
            return Err(format!("write .{below} for all names below {below}"));
        }
        if name.contains("://") || name.contains(['/', ':']) {
            return Err("write the name alone, without https://, port and path: desk.example.org".to_owned());
        }
        if !is_name(name) {
            return Err(
                "this is no name of a host: write desk.example.org, or .example.org for all below it".to_owned()
            );
        }
        Ok(AllowedName { name: name.to_ascii_lowercase(), with_subdomains })
    }

    fn has(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let is_below =
            |name: &str| name.strip_suffix(self.name.as_str()).is_some_and(|sub| sub.len() > 1 && sub.ends_with('.'));
        name == self.name || self.with_subdomains && is_name(&name) && is_below(&name)
    }
}

/// Whether a text is the name of a host: letters, digits, hyphens (and underscores, which some clouds use) between
/// dots.
fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    text.len() <= 253 && text.split('.').all(is_part)
}

impl Guard {
    /// Whether a request is one of the writer's own. None if it is; else what is wrong.
    pub fn objection(&self, uri: &Uri, headers: &HeaderMap) -> Option<Cow<'static, str>> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let Some(host) = text(header::HOST).filter(|_| headers.get_all(header::HOST).iter().count() == 1) else {
            return Some("the request does not name one host".into());
        };
        if uri.authority().is_some_and(|named| named.as_str() != host) {
            return Some("the request names two hosts".into());
        }
        let name = without_port(host);
        let is_allowed = self.allowed.iter().any(|allowed| allowed.has(name));
        if !is_allowed && !self.knows(name) {
            let way_out = if is_name(name) {
                format!("; if it is yours, start the preview with --allow-host {}", name.to_ascii_lowercase())
            } else {
                String::new()
            };
            return Some(format!("this host name is not one of the preview's{way_out}").into());
        }
        // What stands before the preview there may speak HTTPS with the browser.
        let is_own = |origin: &str| {
            origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://").filter(|_| is_allowed))
                == Some(host)
        };
        if text(header::ORIGIN).is_some_and(|origin| !is_own(origin)) {
            return Some("a page of another site has asked for this".into());
        }
        let from_elsewhere = matches!(text(header::HeaderName::from_static("sec-fetch-site")), Some("cross-site"));
        // Somebody may follow a link to the preview; a page of another site may not take its parts, or put it in a frame.
        let is_visit = text(header::HeaderName::from_static("sec-fetch-dest")) == Some("document");
        (from_elsewhere && !is_visit).then_some("a page of another site has asked for this".into())
    }

    /// Whether a name is this machine's. An address cannot be pointed elsewhere, only a name can.
    fn knows(&self, name: &str) -> bool {
        if name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(&self.host) {
            return true;
        }
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        address.parse::<IpAddr>().is_ok_and(|address| self.is_open || address.is_loopback())
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|b| b.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn objects(guard: &Guard, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        guard.objection(&Uri::from_static("/en/"), &map).is_some()
    }

    #[test]
    fn a_name_that_is_pointed_at_this_machine_is_refused() {
        let guard = Guard { host: "127.0.0.1".into(), is_open: false, allowed: Vec::new() };
        for host in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST", "127.0.0.1"] {
            assert!(!objects(&guard, &[("host", host)]), "{host}");
        }
        for host in
            ["evil.example", "evil.example:4000", "localhost.evil.example", "192.0.2.1:4000", "", "[evil]", "::1"]
        {
            assert!(objects(&guard, &[("host", host)]) == (host != "::1"), "{host}");
        }
        assert!(objects(&guard, &[]));
        let open = Guard { host: "desk.local".into(), is_open: true, allowed: Vec::new() };
        assert!(!objects(&open, &[("host", "192.0.2.1:4000")]) && !objects(&open, &[("host", "desk.local:4000")]));
        assert!(objects(&open, &[("host", "evil.example")]));
    }

    #[test]
    fn pages_of_other_sites_get_nothing_but_visitors() {
        let guard = Guard { host: "127.0.0.1".into(), is_open: false, allowed: Vec::new() };
        let host = ("host", "localhost:4000");
        assert!(!objects(&guard, &[host, ("origin", "http://localhost:4000")]));
        for origin in ["http://evil.example", "null", "http://localhost:5000", "https://localhost:4000"] {
            assert!(objects(&guard, &[host, ("origin", origin)]), "{origin}");
        }
        assert!(objects(&guard, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "script")]));
        assert!(!objects(&guard, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "document")]));
    }

    #[test]
    fn names_that_somebody_allows_are_the_previews_and_no_others() {
        let allowed = ["Desk.example.org", ".preview.example.net"].map(|name| AllowedName::parse(name).unwrap());
        let guard = Guard { host: "127.0.0.1".into(), is_open: false, allowed: allowed.to_vec() };
        for host in [
            "desk.example.org",
            "DESK.example.org:4000",
            "desk.example.org.",
            "preview.example.net",
            "a-4000.preview.example.net:443",
            "a.b.preview.example.net",
            "localhost:4000",
        ] {
            assert!(!objects(&guard, &[("host", host)]), "{host}");
        }
        for host in [
            "example.org",
            "a.desk.example.org",
            "desk.example.org.evil.example",
            "evilpreview.example.net",
            ".preview.example.net",
            "a..preview.example.net",
            "evil@preview.example.net",
            "evil.example",
        ] {
            assert!(objects(&guard, &[("host", host)]), "{host}");
        }
        let host = ("host", "desk.example.org");
        assert!(!objects(&guard, &[host, ("origin", "https://desk.example.org")]));
        assert!(objects(&guard, &[host, ("origin", "https://a.preview.example.net")]));
        assert!(objects(&guard, &[("host", "localhost:4000"), ("origin", "https://localhost:4000")]));
    }

    #[test]
    fn a_refusal_says_what_would_allow_the_name() {
        let guard = Guard { host: "127.0.0.1".into(), is_open: false, allowed: Vec::new() };
        let said = |host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(host).unwrap())]);
            guard.objection(&Uri::from_static("/"), &headers).unwrap().into_owned()
        };
        assert!(said("Desk-4000.example.org:443").ends_with("--allow-host desk-4000.example.org"));
        assert!(!said("<script>").contains("script"));
    }

    #[test]
    fn what_is_no_name_is_refused_with_what_to_write() {
        for (text, way_out) in [
            ("*.example.org", ".example.org"),
            ("https://desk.example.org", "without https://"),
            ("desk.example.org:4000", "port"),
            ("", "no name"),
            (".", "no name"),
            ("..example.org", "no name"),
            ("a b", "no name"),
        ] {
            assert!(AllowedName::parse(text).unwrap_err().contains(way_out), "{text}");
        }
    }
}
