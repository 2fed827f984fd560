//! Paths that are valid by construction: where a file of the site is written, and the address it has.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The path of one file below the output folder: relative, with `/`, never with `..` or an empty part. Two paths are equal
/// where their files are. A copy shares the text.
#[derive(Debug, Clone)]
pub struct OutputPath {
    file: Arc<str>,
    /// Whether readers see the page without the ending of its file.
    is_bare: bool,
}

/// The ending of the file of a page.
const PAGE: &str = ".html";

/// The page of a folder.
const INDEX: &str = "index.html";

impl OutputPath {
    /// Makes a path of `text`, leading slashes apart.
    ///
    /// # Errors
    /// None if a part is empty, `.` or `..`, or holds a backslash, a NUL or a control character.
    pub fn new(text: &str) -> Option<OutputPath> {
        let text = text.trim_start_matches('/');
        let valid = |part: &str| {
            !part.is_empty() && part != "." && part != ".." && !part.contains(|c: char| c.is_control() || c == '\\')
        };
        text.split('/').all(valid).then(|| OutputPath { file: text.into(), is_bare: false })
    }

    /// The page at the address `/a/b/` (a file `a/b/index.html`), or at an address that names a file.
    pub fn page(address: &str) -> Option<OutputPath> {
        if address.is_empty() || address.ends_with('/') {
            OutputPath::new(&format!("{address}{INDEX}"))
        } else {
            OutputPath::new(address)
        }
    }

    /// The page at the address `/a/b`: a file `a/b.html`, which hosts show without its ending.
    pub fn bare(address: &str) -> Option<OutputPath> {
        // The page of a folder has the folder's address.
        let is_index = address.rsplit('/').next() == INDEX.strip_suffix(PAGE);
        let path = OutputPath::new(&format!("{address}{PAGE}")).filter(|_| !address.ends_with('/') && !is_index)?;
        Some(OutputPath { is_bare: true, ..path })
    }

    /// The page below this one, in the same form: `page/2` of `a/index.html` is `a/page/2/index.html`, that of `a.html` is
    /// `a/page/2.html`.
    pub fn below(&self, part: &str) -> OutputPath {
        let file = match self.folder_of_index() {
            Some(folder) => format!("{folder}{part}/{INDEX}"),
            None => format!("{}/{part}{PAGE}", self.stem()),
        };
        OutputPath { file: file.into(), is_bare: self.is_bare }
    }

    /// The folder of what belongs to a page, with slashes: `/a/` of `a/index.html` and of `a.html`.
    pub fn folder(&self) -> String {
        match self.folder_of_index() {
            Some(folder) => format!("/{folder}"),
            None => format!("/{}/", self.stem()),
        }
    }

    /// The folder that this is the page of, with a slash at its end; the empty text is the root.
    fn folder_of_index(&self) -> Option<&str> {
        self.file.strip_suffix(INDEX).filter(|folder| folder.is_empty() || folder.ends_with('/'))
    }

    fn stem(&self) -> &str {
        self.file.strip_suffix(PAGE).unwrap_or(&self.file)
    }

    /// Whether readers see the page without the ending of its file: `/a/b`.
    pub fn is_bare(&self) -> bool {
        self.is_bare
    }

    /// The path of the file as text.
    pub fn as_str(&self) -> &str {
        &self.file
    }

    /// The address below the site's root, `/a/b/` for `a/b/index.html`.
    pub fn address(&self) -> String {
        self.address_below("")
    }

    /// The same behind a path that the site lies below, which has no slash at its end.
    pub fn address_below(&self, base: &str) -> String {
        let path = if self.is_bare { self.stem() } else { self.folder_of_index().unwrap_or(&self.file) };
        [base, "/", path].concat()
    }
}

/// The path of a page with all that its address is made of, the configuration apart: one file may be at two addresses.
#[derive(Debug, Clone, Copy, Hash)]
pub struct At<'a> {
    /// The path, which equals others of the same file.
    pub path: &'a OutputPath,
    is_bare: bool,
}

impl<'a> At<'a> {
    /// A path with what is its own.
    pub fn of(path: &'a OutputPath) -> At<'a> {
        At { path, is_bare: path.is_bare }
    }
}

impl PartialEq for OutputPath {
    fn eq(&self, other: &OutputPath) -> bool {
        self.file == other.file
    }
}

impl Eq for OutputPath {}

impl PartialOrd for OutputPath {
    fn partial_cmp(&self, other: &OutputPath) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OutputPath {
    fn cmp(&self, other: &OutputPath) -> Ordering {
        self.file.cmp(&other.file)
    }
}

impl Hash for OutputPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.file.hash(state);
    }
}

/// A path is looked up by its text without making another.
impl std::borrow::Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.file
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)
    }
}

/// What may not stand in a path of a URI (RFC 3986, section 3.3), non-ASCII characters apart: those are always encoded.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'#')
    .add(b'?')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'|')
    .add(b'^')
    .add(b'\\')
    .add(b'[')
    .add(b']');

/// The path with everything encoded that a URI (unlike the HTML of a page) must not hold as it is.
pub fn encode_path(path: &str) -> String {
    encoded(path).collect()
}

/// The same in pieces, for who only counts.
pub fn encoded(path: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(path, NOT_IN_PATH)
}

/// Whether a text is the full address of a page on the web, as it may stand in an attribute.
pub fn is_full_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && forbidden(rest).is_none()
    })
}

/// The first sign of a text that no address has as it is (RFC 3986, section 2).
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_whitespace() || c.is_control() || r#""<>\^`{|}"#.contains(*c))
}

/// An address without the slash at its end: `/a` and `/a/` are one to readers, and hosts lead from the one to the other.
pub fn without_slash(address: &str) -> &str {
    address.trim_end_matches('/')
}

/// The path part of an address, without a slash at its end.
pub fn base_path(base_url: &str) -> &str {
    let after_scheme = base_url.find("://").map_or(0, |i| i + 3);
    base_url[after_scheme..].find('/').map_or("", |slash| &base_url[after_scheme + slash..])
}

/// Address schemes that run what stands behind them, or show it as a page.
const RUN: [&str; 7] = ["javascript", "vbscript", "livescript", "jscript", "mocha", "data", "view-source"];

/// Whether an address is relative or has a scheme that runs no code.
pub fn is_safe_address(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| !RUN.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// The scheme of an address (RFC 3986, section 3.1). Browsers skip control characters and spaces in front of it
/// and inside; what else cannot be seen is skipped as well.
pub fn scheme(address: &str) -> Option<String> {
    let visible: String =
        address.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c)).collect();
    let (scheme, _) = visible.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    well_formed.then(|| scheme.to_owned())
}

/// Whether a character leaves nothing to see and comes only with text that was copied.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A text as the value of a parameter of an address: all but letters, digits and `-._~` encoded (RFC 3986, section 2.3).
pub fn encode_value(text: &str) -> String {
    const RESERVED: &AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A name with its letters composed (Unicode normalisation form C).
pub fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    icu::normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(name)
}

/// The beginning of a text, in at most so many bytes.
pub fn beginning(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// A readable, stable part of an address: lower case, letters and digits of any script kept, all else a hyphen.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in
        icu::normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(text).chars().flat_map(char::to_lowercase)
    {
        // Marks belong to the letter before them (Devanagari vowel signs, for one): `is_alphanumeric` has most of them.
        if c.is_alphanumeric() || c == '_' || is_mark(c) {
            slug.push(c);
        } else if !slug.ends_with('-') && !matches!(c, '\'' | '’' | '·' | '\u{ad}') {
            slug.push('-');
        }
    }
    // A small letter may have another mark than its capital, and marks may meet that a sign parted.
    composed(slug.trim_matches('-')).into_owned()
}

fn is_mark(c: char) -> bool {
    use icu::properties::{CodePointMapData, props::GeneralCategory as G};
    !c.is_ascii()
        && matches!(CodePointMapData::<G>::new().get(c), G::NonspacingMark | G::SpacingMark | G::EnclosingMark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_path_cannot_leave_the_output_folder() {
        for bad in ["../a", "a/../b", "a//b", "", "a/./b", "a\\b", "a/\0"] {
            assert!(OutputPath::new(bad).is_none(), "{bad:?}");
        }
        assert_eq!(OutputPath::page("/en/a/").unwrap().as_str(), "en/a/index.html");
        assert_eq!(OutputPath::page("/en/a/").unwrap().address(), "/en/a/");
        assert_eq!(OutputPath::page("/").unwrap().address(), "/");
        assert_eq!(OutputPath::new("/robots.txt").unwrap().address(), "/robots.txt");
    }

    #[test]
    fn a_page_may_stand_in_a_folder_or_in_a_file_with_or_without_its_ending() {
        let forms = [OutputPath::page("/a/b/"), OutputPath::page("/a/b.html"), OutputPath::bare("/a/b")];
        let forms = forms.map(Option::unwrap);
        let of = |what: fn(&OutputPath) -> String| forms.each_ref().map(what);
        assert_eq!(of(OutputPath::address), ["/a/b/", "/a/b.html", "/a/b"]);
        assert_eq!(of(OutputPath::folder), ["/a/b/"; 3]);
        assert_eq!(of(|path| path.below("page/2").address()), ["/a/b/page/2/", "/a/b/page/2.html", "/a/b/page/2"]);
        assert_eq!(forms[1], forms[2], "they are one file");
        assert_eq!(OutputPath::page("/").unwrap().below("2").address(), "/2/");
        assert!(OutputPath::bare("/a/").is_none() && OutputPath::bare("/").is_none());
    }

    #[test]
    fn slugs_keep_the_letters_of_every_script() {
        assert_eq!(slugify("Что меняет договор?"), "что-меняет-договор");
        assert_eq!(slugify("L’accord : l'essentiel"), "laccord-lessentiel");
        assert_eq!(slugify("  A -- B  "), "a-b");
        assert_eq!(slugify("हिन्दी भाषा"), "हिन्दी-भाषा");
        assert_eq!(slugify("е\u{301}"), slugify("е\u{301}"));
        for text in ["\u{130}\u{5b0}", "e·\u{301}", "e'\u{301}\u{323}", "A\u{30a}"] {
            let slug = slugify(text);
            assert_eq!(slugify(&slug), slug, "{text}");
        }
    }
}
