//! Old addresses, as people paste them: out of the address bar, a spreadsheet, another generator's front matter.

use crate::path::OutputPath;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use url::Url;

/// An address that a site once had. However it was pasted (encoded, in its own letters, in full), it is one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldAddress {
    /// The file that is, or would be, there.
    pub path: OutputPath,
    /// What follows the question mark: `p=123`. A host of files knows nothing of it; some hosts' own files do.
    pub query: Option<String>,
}

/// An address with the part of it that no server ever sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The address.
    pub address: OldAddress,
    /// What follows `#`.
    pub fragment: Option<String>,
}

/// Why a text is no old address of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOurs {
    /// There is nothing.
    Empty,
    /// It is an address of another host, or of another site of this one.
    Elsewhere,
    /// What is percent-encoded in it is no UTF-8.
    Encoding,
    /// No file can be there.
    NoFile,
}

impl NotOurs {
    /// What is wrong, and what to do.
    pub fn in_words(&self) -> [&'static str; 2] {
        match self {
            NotOurs::Empty => ["is empty", "write the old address, as in /post/12345, or remove the line"],
            NotOurs::Elsewhere => [
                "belongs to another site",
                "only this site's own addresses can lead on; write the path alone: /post/12345",
            ],
            NotOurs::Encoding => {
                ["is percent-encoded in another way than UTF-8", "write it in its own letters, as browsers show it"]
            }
            NotOurs::NoFile => [
                "can be no address of a file",
                "write a path without `..`, `//`, `\\`, control characters and parts of more than 255 bytes: /post/12345",
            ],
        }
    }
}

/// Bytes that file systems take for a name.
const LONGEST: usize = 255;

/// What may not stand in a query as it is (URL Standard, the query percent-encode set).
const NOT_IN_QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

impl OldAddress {
    /// Reads an address as somebody has written it. `base_url` is the site's own.
    ///
    /// # Errors
    /// It is none of the site's.
    pub fn read(text: &str, base_url: &str) -> Result<Reading, NotOurs> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotOurs::Empty);
        }
        let below = match below_host(text, base_url) {
            Some(full) => below_site(&full, base_url)?,
            None => text.to_owned(),
        };
        let (rest, fragment) = split(&below, '#');
        let (path, query) = split(rest, '?');
        // Many generators count from the root, with or without the slash that says so.
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let path = percent_decode_str(&path).decode_utf8().map_err(|_| NotOurs::Encoding)?;
        let as_page = as_page(&path);
        let has_room = |path: &OutputPath| path.as_str().split('/').all(|part| part.len() <= LONGEST);
        let path = OutputPath::page(&as_page).filter(has_room).ok_or(NotOurs::NoFile)?;
        let query = query.map(|query| with_capital_digits(&utf8_percent_encode(query, NOT_IN_QUERY).to_string()));
        Ok(Reading { address: OldAddress { path, query }, fragment: fragment.map(str::to_owned) })
    }

    /// Whether a text is a full address: with a scheme, or with the name of the site's own host.
    pub fn is_full(text: &str, base_url: &str) -> bool {
        below_host(text, base_url).is_some()
    }

    /// The address of a page as a record of addresses has it: below the site's root, in its own letters.
    pub fn recorded(address: &str) -> Option<OldAddress> {
        OutputPath::page(&as_page(address)).map(OldAddress::of)
    }

    /// The address of a file, without a query.
    pub fn of(path: OutputPath) -> OldAddress {
        // A page that is shown without its ending is, as an address, what somebody would write for it.
        let written = path.is_bare().then(|| OutputPath::page(&as_page(&path.address()))).flatten();
        OldAddress { path: written.unwrap_or(path), query: None }
    }

    /// The address below the site's root, in its own letters; read again, it is the same.
    pub fn text(&self) -> String {
        let path = self.path.address().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        match &self.query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        }
    }
}

/// A path that names no file is that of a page, whether or not it ends with a slash.
fn as_page(path: &str) -> String {
    let names_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if path.ends_with('/') || names_file { path.to_owned() } else { format!("{path}/") }
}

/// The text before a character, and what follows it, if there is anything.
fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after).filter(|after| !after.is_empty())),
        None => (text, None),
    }
}

/// The text as a full address, if it is one: with a scheme, or with the name of the site's own host, as browsers show it.
fn below_host<'a>(text: &'a str, base_url: &str) -> Option<Cow<'a, str>> {
    if text.contains("://") && !text.starts_with('/') || text.starts_with("//") {
        return Some(Cow::Borrowed(text));
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase();
    let own = Url::parse(base_url).ok()?;
    let is_own = host.contains('.') && bare(host) == bare(own.host_str()?);
    is_own.then(|| Cow::Owned(format!("//{text}")))
}

/// What follows a site's address in a full one. Neither the scheme nor a `www.` makes another site of it: hosts lead from
/// the one to the other.
fn below_site(text: &str, base_url: &str) -> Result<String, NotOurs> {
    let own = Url::parse(base_url).map_err(|_| NotOurs::Elsewhere)?;
    let url = Url::options().base_url(Some(&own)).parse(text).map_err(|_| NotOurs::Elsewhere)?;
    let host = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    let is_web = matches!(url.scheme(), "http" | "https");
    if !is_web || host(&url) != host(&own) || url.port() != own.port() {
        return Err(NotOurs::Elsewhere);
    }
    let after_host = |url: &'_ Url| url[url::Position::BeforePath..].to_owned();
    let (below, base) = (after_host(&url), after_host(&own));
    let below = below.strip_prefix(base.trim_end_matches('/')).ok_or(NotOurs::Elsewhere)?;
    match below.chars().next() {
        Some('/') => Ok(below.to_owned()),
        None | Some('?' | '#') => Ok(format!("/{below}")),
        Some(_) => Err(NotOurs::Elsewhere),
    }
}

/// A full address of the site, as somebody has written it, in two parts: what says the site, and what stands below that,
/// from its slash on. None where it is no full one, or another site's.
pub fn parted<'a>(text: &'a str, base_url: &str) -> Option<(&'a str, &'a str)> {
    let (scheme, rest) = text.split_once("//")?;
    if !(scheme.is_empty() || scheme.ends_with(':')) {
        return None;
    }
    below_site(text, base_url).ok()?;
    let path = &rest[rest.find(['/', '?', '#'])?..];
    let own = Url::parse(base_url).ok()?;
    let below = path.strip_prefix(own.path().trim_end_matches('/')).filter(|below| below.starts_with('/'))?;
    Some(text.split_at(text.len() - below.len()))
}

/// `%d1` and `%D1` are the same (RFC 3986, section 6.2.2.1).
fn with_capital_digits(query: &str) -> String {
    let mut capital = String::with_capacity(query.len());
    let mut digits = 0;
    for c in query.chars() {
        capital.push(if digits > 0 { c.to_ascii_uppercase() } else { c });
        digits = if c == '%' { 2 } else { digits - i32::from(digits > 0) };
    }
    capital
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://gazette.example";

    fn read(text: &str) -> Result<String, NotOurs> {
        OldAddress::read(text, OWN).map(|reading| reading.address.text())
    }

    #[test]
    fn one_address_is_one_however_it_was_pasted() {
        for text in [
            "/%D1%81%D1%82/",
            "/%d1%81%d1%82",
            "/ст",
            "/%D1%81т/",
            "https://gazette.example/%D1%81%D1%82/",
            "http://www.Gazette.example/ст#why",
            "//gazette.example/ст/",
            " /ст/index.html ",
        ] {
            assert_eq!(read(text).as_deref(), Ok("/ст/"), "{text}");
        }
        assert_eq!(read("/Old%20Page.html"), read("/Old Page.html"));
        assert_eq!(read("/100%/"), read("/100%25/"), "a percent sign alone is one");
        let odd = OldAddress::read("/50%25ab/why%3F%23/", OWN).unwrap().address;
        assert_eq!(odd.path.as_str(), "50%ab/why?#/index.html");
        assert_eq!(OldAddress::read(&odd.text(), OWN).unwrap().address, odd);
    }

    #[test]
    fn a_page_without_ending_has_the_address_that_is_written_for_it() {
        let page = OldAddress::of(OutputPath::bare("/en/a").unwrap());
        assert_eq!(page, OldAddress::read("/en/a", OWN).unwrap().address);
        assert_eq!(page, OldAddress::recorded("/en/a/").unwrap());
    }

    #[test]
    fn an_address_may_be_without_its_first_slash_or_without_its_scheme() {
        for (text, same) in [
            ("post/1", "/post/1/"),
            ("?p=123", "/?p=123"),
            ("2014/12/a.html", "/2014/12/a.html"),
            ("gazette.example/a/", "/a/"),
            ("www.gazette.example?p=1", "/?p=1"),
            ("other.example/a/", "/other.example/a/"),
            ("%D1%81%D1%82", "/ст/"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(same), "{text}");
        }
    }

    #[test]
    fn a_query_belongs_to_the_address_and_a_fragment_does_not() {
        assert_eq!(read("/?p=123").as_deref(), Ok("/?p=123"));
        assert_eq!(read("https://gazette.example?p=%d1").as_deref(), Ok("/?p=%D1"));
        assert_eq!(read("/index.php?id=5&x=а б").as_deref(), Ok("/index.php?id=5&x=%D0%B0%20%D0%B1"));
        assert_eq!(read("/a/?"), read("/a"));
        let reading = OldAddress::read("/2014/12/a.html#frag", OWN).unwrap();
        assert_eq!((reading.address.text().as_str(), reading.fragment.as_deref()), ("/2014/12/a.html", Some("frag")));
    }

    #[test]
    fn what_is_not_this_sites_is_refused() {
        for (text, why) in [
            ("", NotOurs::Empty),
            ("ftp://gazette.example/a", NotOurs::Elsewhere),
            ("../b/", NotOurs::NoFile),
            ("https://other.example/a/", NotOurs::Elsewhere),
            ("https://gazette.example:8080/a/", NotOurs::Elsewhere),
            ("/%E9t%E9/", NotOurs::Encoding),
            ("/a/../b/", NotOurs::NoFile),
            ("/%2e%2e/b/", NotOurs::NoFile),
            ("/a%00b/", NotOurs::NoFile),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_full_address_is_parted_from_what_says_the_site() {
        for (text, site) in [
            ("https://gazette.example/news/a/#b", "https://gazette.example/news"),
            ("HTTP://WWW.Gazette.Example/news/a/#b", "HTTP://WWW.Gazette.Example/news"),
            ("//gazette.example/news/a/#b", "//gazette.example/news"),
        ] {
            assert_eq!(parted(text, "https://gazette.example/news/"), Some((site, "/a/#b")), "{text}");
        }
        for text in [
            "https://other.example/news/a/",
            "https://gazette.example/newsletter/",
            "/news/a//b",
            "news/a",
            "mailto:a@b",
        ] {
            assert_eq!(parted(text, "https://gazette.example/news"), None, "{text}");
        }
    }

    #[test]
    fn a_full_address_lies_below_the_sites_own() {
        let read = |text| OldAddress::read(text, "https://gazette.example/news").map(|r| r.address.text());
        assert_eq!(read("https://gazette.example/news/a/").as_deref(), Ok("/a/"));
        assert_eq!(read("https://gazette.example/news?p=1").as_deref(), Ok("/?p=1"));
        assert_eq!(read("https://gazette.example/newsletter/"), Err(NotOurs::Elsewhere));
        assert_eq!(read("/news/a/").as_deref(), Ok("/news/a/"), "a path is seen from the site's root");
    }
}
