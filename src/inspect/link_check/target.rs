//! What an address on a page means: a file of this site, another site, or nothing that can be checked.

use crate::path::OutputPath;
use crate::plan::RouteTable;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// To a file of this site, by its index in the table of routes, and to an anchor in it.
    Route(usize, Option<Cow<'a, str>>),
    /// To a path of this site that has no file: the path, decoded, below the site's root.
    Nothing(String),
    /// To another site: the full address.
    Elsewhere(Cow<'a, str>),
    /// `mailto:`, `tel:` and the like.
    Other,
}

/// The addresses of a site.
pub(super) struct SiteAddresses<'a> {
    /// `https://example.org`.
    origin: &'a str,
    /// `/news`.
    base_path: &'a str,
    /// Routes by the addresses that pages have for them: as a path, and in full.
    written: HashMap<String, usize>,
    routes: &'a RouteTable,
}

impl<'a> SiteAddresses<'a> {
    pub fn new(base_url: &'a str, routes: &'a RouteTable) -> SiteAddresses<'a> {
        let base_path = crate::path::base_path(base_url);
        let origin = &base_url[..base_url.len() - base_path.len()];
        let mut written = HashMap::with_capacity(2 * routes.as_slice().len());
        for (i, route) in routes.iter().enumerate() {
            let address = route.path.address();
            written.insert(format!("{base_url}{}", crate::path::encode_path(&address)), i);
            written.insert(format!("{base_path}{address}"), i);
        }
        SiteAddresses { origin, base_path, written, routes }
    }

    /// Where an address leads that stands on the page of a route.
    pub fn target<'b>(&self, page: usize, address: &'b str) -> Target<'b> {
        let address = address.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
        let (before, fragment) = match address.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (address, None),
        };
        // The top of a page is always there, and so is a text that a browser looks for (`#:~:text=`).
        let fragment = fragment.map(|fragment| fragment.split(":~:").next().unwrap_or_default());
        let fragment = fragment.filter(|fragment| !fragment.is_empty() && *fragment != "top");
        let fragment = fragment.map(|fragment| percent_decode_str(fragment).decode_utf8_lossy());
        let plain = before.split('?').next().unwrap_or_default();
        if plain.is_empty() {
            return Target::Route(page, fragment);
        }
        if let Some(route) = self.written.get(plain) {
            return Target::Route(*route, fragment);
        }
        let path = match self.path_of(page, plain) {
            Ok(path) => path,
            Err(target) => {
                return match target {
                    Target::Elsewhere(Cow::Borrowed(_)) => Target::Elsewhere(Cow::Borrowed(address)),
                    other => other,
                };
            }
        };
        match self.find(&path) {
            Some(route) => Target::Route(route, fragment),
            None => Target::Nothing(path),
        }
    }

    /// The decoded path below the site's root that an address means.
    fn path_of<'b>(&self, page: usize, address: &'b str) -> Result<String, Target<'b>> {
        let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        let below = |path: &'b str| path.strip_prefix(self.base_path).filter(|rest| is_below(rest));
        let of_origin = |path: &'b str| match below(path) {
            Some(rest) => Ok(decoded(rest)),
            None => Err(Target::Elsewhere(Cow::Owned(format!("{}{path}", self.origin)))),
        };
        let scheme = address.split_once(':').map(|(scheme, _)| scheme);
        let scheme = scheme.filter(|s| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        });
        if let Some(scheme) = scheme {
            if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
                return Err(Target::Other);
            }
            // Scheme and host are the same in any case of their letters.
            let (origin, path) = address.split_at_checked(self.origin.len()).unwrap_or((address, ""));
            let here = origin.eq_ignore_ascii_case(self.origin).then(|| below(path)).flatten();
            return match here {
                Some(rest) => Ok(decoded(rest)),
                None => Err(Target::Elsewhere(Cow::Borrowed(address))),
            };
        }
        if let Some(rest) = address.strip_prefix("//") {
            let host = self.origin.split("://").nth(1).unwrap_or_default();
            return match rest.strip_prefix(host).filter(|rest| is_below(rest)) {
                Some(path) => of_origin(path),
                None => Err(Target::Elsewhere(Cow::Borrowed(address))),
            };
        }
        if address.starts_with('/') {
            return of_origin(address);
        }
        let path = self.joined(page, &decoded(address));
        match path.strip_prefix(self.base_path).filter(|rest| is_below(rest)) {
            Some(rest) => Ok(rest.to_owned()),
            None => Err(Target::Elsewhere(Cow::Owned(format!("{}{path}", self.origin)))),
        }
    }

    /// A relative path as a browser sees it from a page: `..` stops at the root (RFC 3986, section 5.2.4).
    fn joined(&self, page: usize, relative: &str) -> String {
        let from = self.routes.as_slice()[page].path.address();
        let mut parts: Vec<&str> = self.base_path.split('/').chain(from.split('/')).filter(|p| !p.is_empty()).collect();
        if !from.ends_with('/') {
            parts.pop();
        }
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let is_folder = relative.ends_with('/') || matches!(relative.rsplit('/').next(), Some("." | ".."));
        format!("/{}{}", parts.join("/"), if is_folder && !parts.is_empty() { "/" } else { "" })
    }

    /// The file at a path. Web servers lead from `/a` to `/a/`.
    fn find(&self, path: &str) -> Option<usize> {
        let find = |path: &str| self.routes.position_at(path);
        // An old address leads on, in whatever form the host is told so.
        let old = |path: &str| {
            let redirect = self.routes.redirect(&OutputPath::page(path)?)?;
            self.routes.position(&redirect.path)
        };
        let with_slash = format!("{path}/");
        find(path).or_else(|| find(&with_slash)).or_else(|| old(path)).or_else(|| old(&with_slash))
    }
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}
