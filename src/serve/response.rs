//! Responses: bytes with all that browsers ask about them (RFC 9110: ETag, conditional and range requests).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use headers::{AcceptRanges, ContentLength, ContentRange, ETag, HeaderMapExt, IfNoneMatch, IfRange, Range};
use std::ops::Bound;

/// A response before it is known what the browser has already.
pub struct Content {
    /// The status, where everything is asked for.
    pub status: StatusCode,
    /// The media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Content {
    /// What is there, in full.
    pub fn new(media_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Content {
        Content { status: StatusCode::OK, media_type: media_type.into(), bytes: bytes.into() }
    }

    /// The same with another status.
    pub fn with_status(self, status: StatusCode) -> Content {
        Content { status, ..self }
    }

    /// The response to a request with these headers: all of it, a part, or that nothing has changed.
    pub fn respond(self, request: &HeaderMap) -> Response<Body> {
        let Content { status, media_type, bytes } = self;
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
        if let Ok(value) = HeaderValue::from_str(&media_type) {
            headers.insert(header::CONTENT_TYPE, value);
        }
        if status != StatusCode::OK {
            return finish(response, status, bytes);
        }
        let tag = etag(&bytes);
        headers.typed_insert(AcceptRanges::bytes());
        headers.typed_insert(tag.clone());
        if request.typed_get::<IfNoneMatch>().is_some_and(|known| !known.precondition_passes(&tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let length = bytes.len() as u64;
        let is_current = request.typed_get::<IfRange>().is_none_or(|known| !known.is_modified(Some(&tag), None));
        let Some(range) = request.typed_get::<Range>().filter(|_| is_current) else {
            return finish(response, status, bytes);
        };
        let ranges: Vec<_> = range.satisfiable_ranges(length).filter_map(|range| bounds(range, length)).collect();
        match ranges[..] {
            [(from, to)] => {
                if let Ok(range) = ContentRange::bytes(from..to, length) {
                    headers.typed_insert(range);
                }
                let part = bytes[from as usize..to as usize].to_vec();
                finish(response, StatusCode::PARTIAL_CONTENT, part)
            }
            [] => {
                headers.typed_insert(ContentRange::unsatisfied_bytes(length));
                finish(response, StatusCode::RANGE_NOT_SATISFIABLE, Vec::new())
            }
            // Several parts in one response are allowed, not required; nobody asks for them in a preview.
            _ => finish(response, status, bytes),
        }
    }
}

fn finish(mut response: Response<Body>, status: StatusCode, bytes: Vec<u8>) -> Response<Body> {
    *response.status_mut() = status;
    response.headers_mut().typed_insert(ContentLength(bytes.len() as u64));
    *response.body_mut() = Body::from(bytes);
    response
}

/// A strong validator: the same bytes have the same, others another.
fn etag(bytes: &[u8]) -> ETag {
    let hash = blake3::hash(bytes).to_hex();
    // Hexadecimal digits in quotes are a tag.
    format!("\"{}\"", &hash[..32]).parse().unwrap_or_else(|_| unreachable!("hexadecimal digits are a tag"))
}

/// A range as the first byte and the one after the last; none where it is empty.
fn bounds((from, to): (Bound<u64>, Bound<u64>), length: u64) -> Option<(u64, u64)> {
    let from = match from {
        Bound::Included(from) => from,
        Bound::Excluded(from) => from + 1,
        Bound::Unbounded => 0,
    };
    let to = match to {
        Bound::Included(to) => to + 1,
        Bound::Excluded(to) => to,
        Bound::Unbounded => length,
    };
    let to = to.min(length);
    (from < to).then_some((from, to))
}

/// The media type of a file by its name, with the charset of what is text.
pub fn media_type(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = kind.type_() == "text" || matches!(kind.essence_str(), "application/javascript" | "application/json");
    let is_marked_up = kind.suffix().is_some_and(|suffix| suffix == "xml") || kind.essence_str() == "application/xml";
    if is_text || is_marked_up {
        format!("{}; charset=utf-8", kind.essence_str())
    } else {
        kind.essence_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(headers: &[(&'static str, &str)]) -> Response<Body> {
        let mut request = HeaderMap::new();
        for (name, value) in headers {
            request.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        Content::new("text/plain", "0123456789").respond(&request)
    }

    fn header(response: &Response<Body>, name: &str) -> String {
        response.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn parts_are_given_as_they_are_asked_for() {
        for (range, status, part) in [
            ("bytes=2-4", 206, "bytes 2-4/10"),
            ("bytes=7-", 206, "bytes 7-9/10"),
            ("bytes=-3", 206, "bytes 7-9/10"),
            ("bytes=0-99", 206, "bytes 0-9/10"),
            ("bytes=10-", 416, "bytes */10"),
            ("bytes=0-1,4-5", 200, ""),
            ("lines=1-2", 200, ""),
        ] {
            let response = ask(&[("range", range)]);
            assert_eq!(
                (response.status().as_u16(), header(&response, "content-range").as_str()),
                (status, part),
                "{range}"
            );
        }
    }

    #[test]
    fn what_a_browser_has_is_not_sent_again() {
        let tag = header(&ask(&[]), "etag");
        assert_eq!(ask(&[("if-none-match", &tag)]).status(), 304);
        assert_eq!(ask(&[("if-none-match", "\"other\"")]).status(), 200);
        assert_eq!(ask(&[("if-range", &tag), ("range", "bytes=0-1")]).status(), 206);
        assert_eq!(ask(&[("if-range", "\"other\""), ("range", "bytes=0-1")]).status(), 200);
    }

    #[test]
    fn every_file_has_its_media_type() {
        for (path, kind) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("map.svg", "image/svg+xml; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("photo.jpg", "image/jpeg"),
            ("photo.avif", "image/avif"),
            ("font.woff2", "font/woff2"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("addresses.json", "application/json; charset=utf-8"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("unknown", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), kind, "{path}");
        }
    }
}
