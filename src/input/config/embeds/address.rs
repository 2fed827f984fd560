//! An address as providers look at it: a host without what makes no difference, a path, and what is asked there.

use std::borrow::Cow;
use url::{Url, form_urlencoded};

/// The longest address that is looked at, in bytes.
const LONGEST: usize = 2048;

/// What stands before a host's name for the same pages.
const SAME_PAGES: [&str; 3] = ["www.", "m.", "mobile."];

/// A full address of the web.
#[derive(Debug, Clone)]
pub(super) struct Address<'a> {
    /// As it was written.
    pub written: &'a str,
    url: Url,
}

impl<'a> Address<'a> {
    /// Reads an address; none where it is not a full one of the web.
    pub fn read(written: &'a str) -> Option<Address<'a>> {
        let written = written.trim();
        if written.len() > LONGEST {
            return None;
        }
        let full = if written.starts_with("//") { Cow::Owned(format!("https:{written}")) } else { written.into() };
        let url = Url::parse(&full).ok()?;
        // Who sends a name and a password with an address means no film.
        let is_of_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.port().is_none();
        (is_of_web && url.host_str().is_some()).then_some(Address { written, url })
    }

    /// The whole address.
    pub fn whole(&self) -> &str {
        self.url.as_str()
    }

    /// The host, in small letters and without what makes no difference.
    pub fn host(&self) -> &str {
        plain(self.url.host_str().unwrap_or_default())
    }

    /// The path, encoded, with a slash at its beginning and none at its end.
    pub fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// What stands behind the question mark, encoded.
    pub fn query(&self) -> &str {
        self.url.query().unwrap_or_default()
    }

    /// What is asked under a name, in the query or behind the number sign, decoded.
    pub fn parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        let parts = [self.url.query(), self.url.fragment()].into_iter().flatten();
        let mut pairs = parts.flat_map(|part| form_urlencoded::parse(part.as_bytes()));
        // Some programs write `&` into addresses as HTML has it.
        let found = pairs.find(|(known, _)| known.strip_prefix("amp;").unwrap_or(known) == name);
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }
}

/// A host without what makes no difference.
pub(super) fn plain(host: &str) -> &str {
    SAME_PAGES.into_iter().find_map(|start| host.strip_prefix(start)).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_as_browsers_do() {
        let address = Address::read(" https://WWW.Video.example:443/watch/?v=a%20b&amp;t=5#x=1 ").unwrap();
        assert_eq!((address.host(), address.path()), ("video.example", "/watch"));
        assert_eq!(address.parameter("v").as_deref(), Some("a b"));
        assert_eq!(address.parameter("t").as_deref(), Some("5"));
        assert_eq!(address.parameter("x").as_deref(), Some("1"));
        assert_eq!(address.parameter("y"), None);
        let bare = Address::read("//m.video.example#a=b").unwrap();
        assert_eq!(
            (bare.host(), bare.path(), bare.query(), bare.whole()),
            ("video.example", "", "", "https://m.video.example/#a=b")
        );
        for other in [
            "",
            "video.example/a",
            "ftp://a.example/",
            "https://",
            "https://a@video.example/",
            "https://a.example:8080/",
        ] {
            assert!(Address::read(other).is_none(), "{other}");
        }
    }
}
