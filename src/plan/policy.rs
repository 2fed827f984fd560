//! The content security policy (CSP Level 3) that the site's host sends with every page: what it says, and what it blocks.

use crate::html::{Address, address};
use crate::input::config::HeadersConfig;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

/// The header that carries the policy.
pub const HEADER: &str = "Content-Security-Policy";

/// The least that pages of a theme need.
const LEAST: [(&str, &str); 12] = [
    ("default-src", "'none'"),
    ("base-uri", "'none'"),
    ("connect-src", "'self'"),
    ("font-src", "'self'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'none'"),
    ("img-src", "'self'"),
    ("manifest-src", "'self'"),
    ("media-src", "'self'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("worker-src", "'self'"),
];

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Directives with their sources, in the order in which they are written.
    directives: Vec<(String, Vec<String>)>,
    /// Whether the site writes it out itself, under `hosting.headers`.
    pub is_handwritten: bool,
}

/// The policy that the site's host sends, where `frames` are shown of others; none where the site does not want one.
pub fn sent(site: &Site, frames: &BTreeSet<String>) -> Option<Policy> {
    let HeadersConfig::On(own) = &site.config.hosting.headers else { return None };
    match own.iter().find(|(name, _)| name.eq_ignore_ascii_case(HEADER)) {
        Some((_, own)) => own.as_deref().map(read),
        None => Some(ours(site, frames)),
    }
}

/// The least, with what the site adds, and with what is shown of others.
pub fn ours(site: &Site, frames: &BTreeSet<String>) -> Policy {
    let hosting = &site.config.hosting;
    let mut directives: BTreeMap<&str, Vec<&str>> = LEAST.iter().map(|(name, source)| (*name, vec![*source])).collect();
    let of_csp = hosting.csp.iter().map(|(name, sources)| {
        let sources: Vec<&str> = sources.iter().map(|source| source.as_str()).collect();
        (name.as_str(), sources)
    });
    let of_pictures = hosting.pictures_from.iter().map(|source| source.as_str()).collect();
    let of_frames = frames.iter().map(String::as_str).collect();
    for (directive, sources) in of_csp.chain([("img-src", of_pictures), ("frame-src", of_frames)]) {
        let allowed = directives.entry(directive).or_default();
        if !sources.is_empty() {
            // Beside another source, `'none'` means nothing.
            allowed.retain(|source| *source != "'none'");
        }
        for source in sources {
            if !allowed.contains(&source) {
                allowed.push(source);
            }
        }
    }
    directives.retain(|_, sources| !sources.is_empty());
    // What holds for all else is read first.
    let first = directives.get_key_value("default-src").into_iter();
    let rest = directives.iter().filter(|(name, _)| **name != "default-src");
    let owned = |(name, sources): (&&str, &Vec<&str>)| {
        ((*name).to_owned(), sources.iter().map(|source| (*source).to_owned()).collect())
    };
    Policy { directives: first.chain(rest).map(owned).collect(), is_handwritten: false }
}

/// Reads a policy that somebody has written.
fn read(text: &str) -> Policy {
    let mut directives: Vec<(String, Vec<String>)> = Vec::new();
    for directive in text.split(';') {
        let mut words = directive.split_ascii_whitespace();
        let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
        // Of two that are called alike, browsers take the first.
        if !directives.iter().any(|(known, _)| *known == name) {
            directives.push((name, words.map(str::to_owned).collect()));
        }
    }
    Policy { directives, is_handwritten: true }
}

/// Where a directive is not in a policy, what holds instead (CSP Level 3, section 6.8.3).
fn fallbacks(directive: &str) -> &'static [&'static str] {
    match directive {
        "script-src" => &["script-src-elem", "script-src", "default-src"],
        "style-src" => &["style-src-elem", "style-src", "default-src"],
        "frame-src" => &["frame-src", "child-src", "default-src"],
        "worker-src" => &["worker-src", "child-src", "script-src", "default-src"],
        "img-src" => &["img-src", "default-src"],
        "media-src" => &["media-src", "default-src"],
        "font-src" => &["font-src", "default-src"],
        "object-src" => &["object-src", "default-src"],
        "manifest-src" => &["manifest-src", "default-src"],
        "connect-src" => &["connect-src", "default-src"],
        "form-action" => &["form-action"],
        "base-uri" => &["base-uri"],
        "frame-ancestors" => &["frame-ancestors"],
        _ => &[],
    }
}

impl Policy {
    /// The policy as the header has it.
    pub fn text(&self) -> String {
        let written = |(name, sources): &(String, Vec<String>)| match sources.is_empty() {
            true => name.clone(),
            false => format!("{name} {}", sources.join(" ")),
        };
        self.directives.iter().map(written).collect::<Vec<_>>().join("; ")
    }

    /// What holds for a directive: the name of the one that says so, and its sources.
    fn of(&self, directive: &str) -> Option<(&str, &[String])> {
        let find = |name: &&str| self.directives.iter().find(|(known, _)| known == *name);
        fallbacks(directive).iter().find_map(find).map(|(name, sources)| (name.as_str(), sources.as_slice()))
    }

    /// What stands against loading something by a directive on the page at `page`, a full address: the directive as it is
    /// written.
    pub fn blocks(&self, directive: &str, part: &str, page: &str) -> Option<String> {
        let (name, sources) = self.of(directive)?;
        let own = address(page, page)?;
        let part = address(part, page)?;
        let is_allowed = sources.iter().any(|source| allows(source, &part, &own));
        (!is_allowed).then(|| written(name, sources))
    }

    /// What stands against a script or a style on a page itself. Which one a hash or a nonce stands for is not looked at.
    pub fn blocks_inline(&self, directive: &str) -> Option<String> {
        let (name, sources) = self.of(directive)?;
        let allows = |source: &String| {
            let source = source.to_ascii_lowercase();
            source == "'unsafe-inline'" || source.starts_with("'sha") || source.starts_with("'nonce-")
        };
        (!sources.iter().any(allows)).then(|| written(name, sources))
    }

    /// The policy under which the live preview works too: its script comes from the preview, and asks it for news. On the
    /// way to this machine nothing needs to be upgraded.
    pub fn for_preview(&self) -> String {
        let mut policy = self.clone();
        policy.directives.retain(|(name, _)| name != "upgrade-insecure-requests");
        for directive in ["script-src", "connect-src"] {
            let Some((name, _)) = policy.of(directive) else { continue };
            let name = name.to_owned();
            let Some((_, sources)) = policy.directives.iter().find(|(known, _)| *known == name) else { continue };
            if sources.iter().any(|source| matches!(source.as_str(), "'self'" | "*")) {
                continue;
            }
            let mut sources: Vec<String> = sources.iter().filter(|source| *source != "'none'").cloned().collect();
            sources.push("'self'".to_owned());
            // What holds for all else stays as it is.
            let name = if name == "default-src" { directive.to_owned() } else { name };
            match policy.directives.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = sources,
                None => policy.directives.push((name, sources)),
            }
        }
        policy.text()
    }
}

fn written(name: &str, sources: &[String]) -> String {
    if sources.is_empty() { format!("{name} 'none'") } else { format!("{name} {}", sources.join(" ")) }
}

/// Whether a source of a directive allows an address on a page (CSP Level 3, section 6.7.2.7).
fn allows(source: &str, part: &Address, page: &Address) -> bool {
    let source = source.to_ascii_lowercase();
    let is_web = matches!(part.scheme.as_str(), "http" | "https" | "ws" | "wss");
    // What is allowed for a scheme is allowed for its safe form.
    let fits = |scheme: &str| scheme == part.scheme || (scheme == "http" && part.scheme == "https");
    match source.as_str() {
        "*" => return is_web || part.scheme == page.scheme,
        "'self'" => {
            let same_port = part.port == page.port || (page.port == Some(80) && part.port == Some(443));
            return fits(&page.scheme) && part.host == page.host && same_port;
        }
        _ if source.starts_with('\'') => return false,
        _ => {}
    }
    if let Some(scheme) = source.strip_suffix(':').filter(|scheme| !scheme.contains(['.', '/'])) {
        return fits(scheme);
    }
    let (scheme, rest) =
        source.split_once("://").map_or((None, source.as_str()), |(scheme, rest)| (Some(scheme), rest));
    let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = host.rsplit_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    let fits_host = match host.strip_prefix('*') {
        Some(domain) => part.host.ends_with(domain) && part.host.len() > domain.len(),
        None => part.host == host,
    };
    let default = |port: u16| matches!((part.scheme.as_str(), port), ("https" | "wss", 443) | ("http" | "ws", 80));
    let fits_port = match port {
        None => part.port.is_none_or(default),
        Some("*") => true,
        Some(port) => part.port.is_some_and(|known| known.to_string() == port),
    };
    let fits_path = match path {
        "" | "/" => true,
        folder if folder.ends_with('/') => part.path.to_ascii_lowercase().starts_with(folder),
        file => part.path.eq_ignore_ascii_case(file),
    };
    fits(scheme.unwrap_or(&page.scheme)) && fits_host && fits_port && fits_path
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://news.example/en/a/";

    #[test]
    fn a_source_allows_what_browsers_would_let_pass() {
        let allows = |source: &str, part: &str| {
            let policy = read(&format!("default-src {source}"));
            policy.blocks("img-src", part, PAGE).is_none()
        };
        for (source, part) in [
            ("'self'", "/a.png"),
            ("'self'", "https://news.example/a.png"),
            ("*", "https://cdn.example/a.png"),
            ("https:", "https://cdn.example/a.png"),
            ("http:", "https://cdn.example/a.png"),
            ("data:", "data:image/png;base64,AA"),
            ("cdn.example", "//CDN.example/a.png"),
            ("https://*.cdn.example", "https://a.b.cdn.example/x"),
            ("cdn.example:8443", "https://cdn.example:8443/x"),
            ("cdn.example/pics/", "https://cdn.example/pics/a.png"),
            ("https://xn--e1afmkfd.example", "https://пример.example/a.png"),
        ] {
            assert!(allows(source, part), "{source}: {part}");
        }
        for (source, part) in [
            ("'none'", "/a.png"),
            ("'self'", "https://www.news.example/a.png"),
            ("'self'", "https://news.example:444/a.png"),
            ("*", "data:image/png;base64,AA"),
            ("https:", "http://cdn.example/a.png"),
            ("cdn.example", "http://cdn.example/a.png"),
            ("https://*.cdn.example", "https://cdn.example/x"),
            ("cdn.example", "https://cdn.example:8443/x"),
            ("cdn.example", "https://evilcdn.example/x"),
            ("cdn.example/pics", "https://cdn.example/pics/a.png"),
        ] {
            assert!(!allows(source, part), "{source}: {part}");
        }
    }

    #[test]
    fn where_a_directive_is_missing_another_holds_or_none() {
        let policy = read("default-src 'none'; Child-Src https://a.example; child-src *");
        assert_eq!(policy.blocks("frame-src", "https://a.example/", PAGE), None);
        assert_eq!(policy.blocks("frame-src", "https://b.example/", PAGE).unwrap(), "child-src https://a.example");
        assert_eq!(policy.blocks("media-src", "/a.mp4", PAGE).unwrap(), "default-src 'none'");
        assert_eq!(policy.blocks("form-action", "https://b.example/", PAGE), None);
        assert!(policy.blocks_inline("script-src").is_some());
        assert_eq!(read("script-src 'unsafe-inline'").blocks_inline("script-src"), None);
        assert_eq!(read("img-src *").blocks_inline("style-src"), None);
    }

    #[test]
    fn the_preview_gets_what_it_needs_and_no_more() {
        let preview = |text: &str| read(text).for_preview();
        assert_eq!(preview("script-src 'self'; connect-src 'self'"), "script-src 'self'; connect-src 'self'");
        assert_eq!(
            preview("default-src 'none'; img-src *; upgrade-insecure-requests"),
            "default-src 'none'; img-src *; script-src 'self'; connect-src 'self'"
        );
        assert_eq!(preview("script-src https://a.example"), "script-src https://a.example 'self'");
    }
}
