//! What is blocked, in words, with the line of `site.yaml` that allows it.

use crate::html::address;
use crate::plan::policy::Policy;

/// What a policy blocks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Blocked {
    /// Something that is loaded.
    Part {
        directive: &'static str,
        /// The host with its scheme, or a scheme alone; none for the site itself.
        from: Option<String>,
        /// The directive as it is written.
        by: String,
    },
    /// A script or a style on the page itself.
    Inline { directive: &'static str, what: String, by: String },
}

/// The part of an address that a policy names: `https://cdn.example`, or `data:`.
pub(super) fn origin(part: &str, page: &str) -> Option<String> {
    let parts = address(part, page)?;
    if parts.host.is_empty() {
        return Some(format!("{}:", parts.scheme));
    }
    let port = match (parts.scheme.as_str(), parts.port) {
        ("https", Some(443)) | ("http", Some(80)) | (_, None) => String::new(),
        (_, Some(port)) => format!(":{port}"),
    };
    Some(format!("{}://{}{port}", parts.scheme, parts.host))
}

fn noun(directive: &str) -> &'static str {
    match directive {
        "img-src" => "the picture",
        "media-src" => "the film or sound",
        "frame-src" => "the frame",
        "script-src" => "the script",
        "style-src" => "the style sheet",
        "font-src" => "the font",
        "manifest-src" => "the manifest",
        "form-action" => "the form",
        "base-uri" => "`<base>`",
        _ => "the embedded file",
    }
}

impl Blocked {
    pub fn message(&self) -> String {
        match self {
            Blocked::Part { directive, from, by } => {
                let from = match from.as_deref() {
                    Some(scheme) if scheme.ends_with(':') => format!("`{scheme}`"),
                    from => from.unwrap_or("this site").to_owned(),
                };
                let preposition = if *directive == "form-action" { "to" } else { "from" };
                format!("the policy in `/_headers` blocks {} {preposition} {from}: `{by}`", noun(directive))
            }
            Blocked::Inline { what, by, .. } => {
                format!("the policy in `/_headers` blocks {what}, which stands on the page itself: `{by}`")
            }
        }
    }

    pub fn ways_out(&self, policy: &Policy) -> Vec<String> {
        match self {
            Blocked::Part { directive, from, .. } => {
                let source = from.clone().unwrap_or_else(|| "'self'".to_owned());
                if policy.is_handwritten {
                    return vec![handwritten(directive, &source)];
                }
                let mut line = format!("{directive}: [\"{source}\"]");
                if *directive == "frame-src" && from.is_none() {
                    line.push_str(", frame-ancestors: [\"'self'\"]");
                }
                let allow = format!("`hosting: {{ csp: {{ {line} }} }}`");
                match from.as_deref().filter(|_| *directive == "img-src").and_then(as_host) {
                    Some(host) => vec![
                        format!("allow pictures from there in site.yaml: `hosting: {{ pictures_from: [{host}] }}`"),
                        format!("or under `hosting.csp`, which is the same: {allow}"),
                    ],
                    None => vec![format!("allow it in site.yaml, under `hosting.csp`: {allow}")],
                }
            }
            Blocked::Inline { directive, what, .. } => {
                let first = match *directive {
                    "style-src" if what.contains('`') => {
                        "give the element a `class`, and put its rules into a style sheet"
                    }
                    "style-src" => "put the rules into a style sheet of `static/`, or of the theme",
                    _ => {
                        "put the code into a script of `static/`, or of the theme, and name that: `<script src=\"…\"></script>`"
                    }
                };
                let source = "'unsafe-inline'";
                let second = match policy.is_handwritten {
                    true => handwritten(directive, source),
                    false => format!(
                        "or allow all that stands on pages, which is worth little more than no policy, under `hosting.csp` in \
                         site.yaml: `hosting: {{ csp: {{ {directive}: [\"{source}\"] }} }}`"
                    ),
                };
                vec![first.to_owned(), second]
            }
        }
    }
}

fn handwritten(directive: &str, source: &str) -> String {
    format!("add `{source}` to `{directive}` in the `Content-Security-Policy` under `hosting.headers` in site.yaml")
}

/// A host as `pictures_from` has it.
fn as_host(origin: &str) -> Option<String> {
    match origin.strip_prefix("https://") {
        Some(host) if !host.contains(':') => Some(host.to_owned()),
        _ => origin.contains("://").then(|| format!("\"{origin}\"")),
    }
}
