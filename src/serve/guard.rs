//! Guard: who may ask.
//!
//! A page of a stranger that is open in the writer's browser can send requests to any address of this machine. Its own
//! name stands in `Host` if it has pointed that name here (DNS rebinding), and in `Origin` or `Sec-Fetch-Site` otherwise.

use axum::http::{HeaderMap, Uri, header};
use std::net::IpAddr;

/// The names and addresses under which the preview may be asked for.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The name or address that `--host` gives.
    pub host: String,
    /// Whether other machines may ask.
    pub is_open: bool,
}

impl Guard {
    /// Whether a request is one of the writer's own. None if it is; else what is wrong.
    pub fn objection(&self, uri: &Uri, headers: &HeaderMap) -> Option<&'static str> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let Some(host) = text(header::HOST).filter(|_| headers.get_all(header::HOST).iter().count() == 1) else {
            return Some("the request does not name one host");
        };
        if uri.authority().is_some_and(|named| named.as_str() != host) {
            return Some("the request names two hosts");
        }
        if !self.knows(host) {
            return Some("this host name is not one of the preview's");
        }
        if text(header::ORIGIN).is_some_and(|origin| origin.strip_prefix("http://") != Some(host)) {
            return Some("a page of another site has asked for this");
        }
        let from_elsewhere = matches!(text(header::HeaderName::from_static("sec-fetch-site")), Some("cross-site"));
        // Somebody may follow a link to the preview; a page of another site may not take its parts, or put it in a frame.
        let is_visit = text(header::HeaderName::from_static("sec-fetch-dest")) == Some("document");
        (from_elsewhere && !is_visit).then_some("a page of another site has asked for this")
    }

    /// Whether a value of `Host` names this machine. An address cannot be pointed elsewhere, only a name can.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host);
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
        let guard = Guard { host: "127.0.0.1".into(), is_open: false };
        for host in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST", "127.0.0.1"] {
            assert!(!objects(&guard, &[("host", host)]), "{host}");
        }
        for host in
            ["evil.example", "evil.example:4000", "localhost.evil.example", "192.0.2.1:4000", "", "[evil]", "::1"]
        {
            assert!(objects(&guard, &[("host", host)]) == (host != "::1"), "{host}");
        }
        assert!(objects(&guard, &[]));
        let open = Guard { host: "desk.local".into(), is_open: true };
        assert!(!objects(&open, &[("host", "192.0.2.1:4000")]) && !objects(&open, &[("host", "desk.local:4000")]));
        assert!(objects(&open, &[("host", "evil.example")]));
    }

    #[test]
    fn pages_of_other_sites_get_nothing_but_visitors() {
        let guard = Guard { host: "127.0.0.1".into(), is_open: false };
        let host = ("host", "localhost:4000");
        assert!(!objects(&guard, &[host, ("origin", "http://localhost:4000")]));
        for origin in ["http://evil.example", "null", "http://localhost:5000", "https://localhost:4000"] {
            assert!(objects(&guard, &[host, ("origin", origin)]), "{origin}");
        }
        assert!(objects(&guard, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "script")]));
        assert!(!objects(&guard, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "document")]));
    }
}
