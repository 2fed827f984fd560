//! What hosts and browsers are told: forms of redirects, headers, the files that a host looks for.

use crate::language::WrittenDate;
use crate::yaml::shape::written_as;
use crate::yaml::{mistake, mistake_text};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// The key `hosting`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HostingConfig {
    /// Headers of responses.
    pub headers: HeadersConfig,
    /// Sources that the content security policy allows besides the site itself.
    #[schemars(extend("propertyNames" = crate::yaml::shape::names::<CspDirective>()))]
    pub csp: BTreeMap<CspDirective, Vec<CspSource>>,
    /// Other hosts whose pictures the pages may show.
    pub pictures_from: Vec<PictureSource>,
    /// Whether the site is published by GitHub Pages.
    pub github_pages: bool,
}

/// A form in which old addresses lead to new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RedirectForm {
    /// A page at each old address: works on any host.
    Html,
    /// `_redirects` for Netlify and Cloudflare Pages.
    Netlify,
    /// A map for nginx.
    Nginx,
    /// `.htaccess` for Apache.
    Apache,
}

/// The key `hosting.headers`: whether `_headers` is written, and what stands in it besides our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadersConfig {
    /// No file.
    Off,
    /// Headers of every response by name; none takes one of ours away.
    On(BTreeMap<String, Option<String>>),
}

impl Default for HeadersConfig {
    fn default() -> Self {
        HeadersConfig::On(BTreeMap::new())
    }
}

written_as!(HeadersConfig, |generator| {
    "anyOf": [
        { "enum": [true, false, "on", "off"] },
        { "type": "object", "additionalProperties": { "type": ["string", "integer", "boolean"] } }
    ]
});

impl<'de> Deserialize<'de> for HeadersConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = HeadersConfig;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`on`, `off`, or headers by name")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<HeadersConfig, E> {
                Ok(if on { HeadersConfig::default() } else { HeadersConfig::Off })
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<HeadersConfig, E> {
                match text {
                    "on" => Ok(HeadersConfig::default()),
                    "off" => Ok(HeadersConfig::Off),
                    _ => Err(mistake(
                        format!("`{text}` is neither `on` nor `off`"),
                        "write one of them, or `Name: value`",
                    )),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<HeadersConfig, A::Error> {
                let mut headers = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    if !is_header_name(&name) {
                        return Err(mistake(
                            format!("`{name}` is no name of a header"),
                            "use letters, digits and hyphens",
                        ));
                    }
                    if headers.keys().any(|other: &String| other.eq_ignore_ascii_case(&name)) {
                        return Err(mistake(
                            format!("`{name}` stands here twice, whatever its letters' case"),
                            "write it once",
                        ));
                    }
                    let HeaderValue(value) = map.next_value()?;
                    headers.insert(name, value);
                }
                Ok(HeadersConfig::On(headers))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A token of RFC 9110, section 5.6.2, in the characters that headers are written with.
fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

struct HeaderValue(Option<String>);

impl<'de> Deserialize<'de> for HeaderValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = HeaderValue;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the header's value, or `off`")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<HeaderValue, E> {
                if on { Err(mistake("a header has a value", "write it, or `off`")) } else { Ok(HeaderValue(None)) }
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<HeaderValue, E> {
                Ok(HeaderValue(Some(number.to_string())))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<HeaderValue, E> {
                if text == "off" {
                    return Ok(HeaderValue(None));
                }
                if text.is_empty() || !text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
                    return Err(mistake("a header's value is one line of ASCII characters", "write it in these"));
                }
                Ok(HeaderValue(Some(text.trim().to_owned())))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A directive of the content security policy whose value is a list of sources (CSP Level 3, section 6). Those that only
/// divide another (`script-src-elem`) are not among them: what they leave out would no longer hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct CspDirective(String);

impl CspDirective {
    const KNOWN: [&str; 14] = [
        "base-uri",
        "connect-src",
        "default-src",
        "font-src",
        "form-action",
        "frame-ancestors",
        "frame-src",
        "img-src",
        "manifest-src",
        "media-src",
        "object-src",
        "script-src",
        "style-src",
        "worker-src",
    ];

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

written_as!(CspDirective, |generator| { "enum": (CspDirective::KNOWN) });

impl TryFrom<String> for CspDirective {
    type Error = String;
    fn try_from(name: String) -> Result<CspDirective, String> {
        if CspDirective::KNOWN.contains(&name.as_str()) {
            return Ok(CspDirective(name));
        }
        let near = crate::diagnostic::nearest(&name, CspDirective::KNOWN);
        let hint = near.map_or_else(|| "it takes names such as img-src".to_owned(), |n| format!("did you mean `{n}`?"));
        Err(mistake_text(format!("the content security policy has no `{name}`"), hint))
    }
}

/// A source that a directive allows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CspSource(String);

impl CspSource {
    /// The source as it stands in the policy.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

written_as!(CspSource, |generator| { "type": "string" });

impl TryFrom<String> for CspSource {
    type Error = String;
    fn try_from(source: String) -> Result<CspSource, String> {
        // A semicolon or a comma would end the directive or the policy: what follows could allow anything.
        if source.is_empty() || !source.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b';' | b',')) {
            return Err(mistake_text(
                format!("`{source}` is no source"),
                "write one address for each, as in \"https://cdn.example\"",
            ));
        }
        let keyword = ["self", "none"].contains(&source.as_str())
            || ["unsafe-", "nonce-", "sha256-", "sha384-", "sha512-", "strict-"].iter().any(|k| source.starts_with(k));
        if keyword {
            return Err(mistake_text(
                format!("`{source}` stands in single quotes in a policy"),
                format!("write \"'{source}'\""),
            ));
        }
        Ok(CspSource(source))
    }
}

/// A host whose pictures the pages may show, as the policy names it: `https://cdn.example`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PictureSource(String);

impl PictureSource {
    /// The source as it stands in the policy.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

written_as!(PictureSource, |generator| { "type": "string" });

impl TryFrom<String> for PictureSource {
    type Error = String;
    fn try_from(host: String) -> Result<PictureSource, String> {
        if host == "https:" {
            return Ok(PictureSource(host));
        }
        let name = host.strip_prefix("https://").or_else(|| host.strip_prefix("http://")).unwrap_or(&host);
        let (name, port) = name.trim_end_matches('/').split_once(':').unwrap_or((name.trim_end_matches('/'), "443"));
        let labels = name.strip_prefix("*.").unwrap_or(name);
        let is_label = |label: &str| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        if !labels.split('.').all(is_label) || !is_port {
            let hint = "write its name alone, as in `cdn.example` or \"*.cdn.example\", or `\"https:\"` for pictures from anywhere";
            return Err(format!("`{host}` is no name of a host; {hint}"));
        }
        let host = host.trim_end_matches('/');
        Ok(PictureSource(if host.contains("://") { host.to_owned() } else { format!("https://{host}") }))
    }
}

/// The key `security_txt`: whom to tell of a weakness of the site (RFC 9116).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecurityConfig {
    /// Addresses to write to, the preferred one first: `mailto:`, `tel:` or `https:`.
    pub contact: Vec<String>,
    /// When what the file says is no longer to be relied on.
    pub expires: WrittenDate,
    /// Where a key to encrypt with is.
    #[serde(default)]
    pub encryption: Option<String>,
    /// Where those who helped are thanked.
    #[serde(default)]
    pub acknowledgments: Option<String>,
    /// How reports are dealt with.
    #[serde(default)]
    pub policy: Option<String>,
    /// Where to apply for work on the site's security.
    #[serde(default)]
    pub hiring: Option<String>,
    /// Languages that reports are read in; those of the site where there are none.
    #[serde(default)]
    pub preferred_languages: Option<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_cannot_smuggle_a_directive_into_the_policy() {
        for bad in [
            "",
            "https://a.example; script-src *",
            "https://a.example,x",
            "a b",
            "https://пример.example",
            "self",
            "unsafe-inline",
        ] {
            assert!(CspSource::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        for good in ["https://cdn.example", "*.example.org:443", "data:", "'unsafe-inline'"] {
            assert!(CspSource::try_from(good.to_owned()).is_ok(), "{good}");
        }
        assert!(CspDirective::try_from("img_src".to_owned()).unwrap_err().contains("img-src"));
    }

    #[test]
    fn a_host_of_pictures_is_a_name_and_nothing_else() {
        let source = |host: &str| PictureSource::try_from(host.to_owned()).map(|source| source.0);
        assert_eq!(source("cdn.example").unwrap(), "https://cdn.example");
        assert_eq!(source("*.cdn.example:8443").unwrap(), "https://*.cdn.example:8443");
        assert_eq!(source("http://cdn.example/").unwrap(), "http://cdn.example");
        assert_eq!(source("https:").unwrap(), "https:");
        for bad in ["", "*", "cdn.example; script-src *", "cdn.example/a", "пример.example", "'self'", "a b", "a.*.b"]
        {
            assert!(source(bad).is_err(), "{bad}");
        }
    }
}
