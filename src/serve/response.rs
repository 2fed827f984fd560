//! Responses: bytes with all that browsers ask about them (RFC 9110: ETag, conditional and range requests).

use crate::input::discover::{Opened, SourceFile};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use futures_util::stream::{self, Stream};
use headers::{AcceptRanges, ContentLength, ContentRange, ETag, Header, HeaderMapExt, IfNoneMatch, IfRange, Range};
use std::io::{self, Read, Seek, SeekFrom};
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
        let mut response = with_headers(&media_type);
        if status != StatusCode::OK {
            return finish(response, status, bytes);
        }
        let (tag, length) = (etag(&bytes), bytes.len() as u64);
        match wanted(&mut response, &tag, length, request) {
            Wanted::Nothing => response,
            Wanted::Whole => finish(response, status, bytes),
            Wanted::Part(from, to) => {
                let part = bytes[from as usize..to as usize].to_vec();
                finish(response, StatusCode::PARTIAL_CONTENT, part)
            }
        }
    }
}

/// What of a file a request wants.
enum Wanted {
    /// Nothing more than the headers.
    Nothing,
    /// All of it.
    Whole,
    /// From a byte to another, which is not sent.
    Part(u64, u64),
}

/// Reads from a request what it wants of a file, and says in the response what it gets.
fn wanted(response: &mut Response<Body>, tag: &ETag, length: u64, request: &HeaderMap) -> Wanted {
    let headers = response.headers_mut();
    headers.typed_insert(AcceptRanges::bytes());
    headers.typed_insert(tag.clone());
    if request.typed_get::<IfNoneMatch>().is_some_and(|known| !known.precondition_passes(tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Wanted::Nothing;
    }
    let is_current = request.typed_get::<IfRange>().is_none_or(|known| !known.is_modified(Some(tag), None));
    let Some((range, text)) = range_of(request).filter(|_| is_current) else { return Wanted::Whole };
    let from_end = text.strip_prefix("bytes=-");
    if length > 0 && from_end.and_then(|bytes| bytes.parse().ok()).is_some_and(|bytes: u64| bytes > length) {
        // More from the end than there is: all of it, which the crate takes for nothing.
        if let Ok(range) = ContentRange::bytes(.., length) {
            headers.typed_insert(range);
        }
        return Wanted::Part(0, length);
    }
    let ranges: Vec<_> = range.satisfiable_ranges(length).filter_map(|range| bounds(range, length)).collect();
    match ranges[..] {
        [(from, to)] => {
            if let Ok(range) = ContentRange::bytes(from..to, length) {
                headers.typed_insert(range);
            }
            Wanted::Part(from, to)
        }
        [] => {
            headers.typed_insert(ContentRange::unsatisfied_bytes(length));
            headers.typed_insert(ContentLength(0));
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            Wanted::Nothing
        }
        // Several parts in one response are allowed, not required; nobody asks for them in a preview.
        _ => Wanted::Whole,
    }
}

/// The range that a request asks for, also as text. A number that is too large for this machine is behind the end of
/// every file, like a smaller one.
fn range_of(request: &HeaderMap) -> Option<(Range, String)> {
    const MOST_DIGITS: usize = 18;
    let text = request.get(header::RANGE)?.to_str().ok()?;
    let mut clamped = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let number = number.trim_start_matches('0');
        match number.len() {
            0 if digits > 0 => clamped.push('0'),
            0..=MOST_DIGITS => clamped.push_str(number),
            _ => clamped.push_str(&"9".repeat(MOST_DIGITS)),
        }
        clamped.push_str(rest);
    }
    let value = HeaderValue::from_str(&clamped).ok()?;
    let range = Range::decode(&mut std::iter::once(&value)).ok()?;
    Some((range, clamped))
}

/// Bytes from which on a file is sent from the disk, piece by piece.
pub const LARGE: u64 = 1024 * 1024;

/// Bytes of a piece.
const PIECE: u64 = 128 * 1024;

/// A file that is sent from the disk: a film, of which browsers want the parts that they show.
pub struct Large {
    /// The media type.
    pub media_type: String,
    /// Where it is.
    pub file: SourceFile,
}

impl Large {
    /// The response to a request with these headers.
    pub fn respond(self, request: &HeaderMap) -> Response<Body> {
        let gone = |message: String| {
            let content = Content::new("text/plain; charset=utf-8", format!("{message}\n"));
            content.with_status(StatusCode::NOT_FOUND).respond(request)
        };
        let (mut file, state) = match (self.file.open_inside(), self.file.state()) {
            (Ok(file), Some(state)) => (file, state),
            (Err(problem), _) => return gone(problem.message),
            (Ok(_), None) => return gone(format!("{} cannot be read", self.file.path)),
        };
        let mut response = with_headers(&self.media_type);
        let (length, written) = state;
        // As web servers make it: a file of another size or time is another.
        let Ok(tag) = format!("\"{length:x}-{written:x}\"").parse() else { return response };
        let (status, from, to) = match wanted(&mut response, &tag, length, request) {
            Wanted::Nothing => return response,
            Wanted::Whole => (StatusCode::OK, 0, length),
            Wanted::Part(from, to) => (StatusCode::PARTIAL_CONTENT, from, to),
        };
        if let Err(error) = file.seek(SeekFrom::Start(from)) {
            return gone(error.to_string());
        }
        *response.status_mut() = status;
        response.headers_mut().typed_insert(ContentLength(to - from));
        *response.body_mut() = Body::from_stream(pieces(file, to - from));
        response
    }
}

/// The next bytes of a file, piece by piece. The disk is not waited for where others are answered.
fn pieces(file: Opened, left: u64) -> impl Stream<Item = io::Result<Bytes>> {
    stream::unfold((file, left), |(mut file, left)| async move {
        if left == 0 {
            return None;
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::with_capacity(left.min(PIECE) as usize);
            let read = (&mut file).take(left.min(PIECE)).read_to_end(&mut piece);
            (read.map(|_| piece), file)
        });
        let (piece, file) = read.await.ok()?;
        match piece {
            // It has become shorter: the browser sees that something is missing.
            Ok(piece) if piece.is_empty() => None,
            Ok(piece) => {
                let left = left - piece.len() as u64;
                Some((Ok(Bytes::from(piece)), (file, left)))
            }
            Err(error) => Some((Err(error), (file, 0))),
        }
    })
}

/// An empty response with what every one says.
fn with_headers(media_type: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    if let Ok(value) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    response
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
        Bound::Excluded(from) => from.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let to = match to {
        Bound::Included(to) => to.saturating_add(1),
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
            ("bytes=0-18446744073709551615", 206, "bytes 0-9/10"),
            ("bytes=18446744073709551615-", 416, "bytes */10"),
            ("bytes=18446744073709551615-18446744073709551615", 416, "bytes */10"),
            ("bytes=-18446744073709551615", 206, "bytes 0-9/10"),
            ("bytes=-11", 206, "bytes 0-9/10"),
            ("bytes=-10", 206, "bytes 0-9/10"),
            ("bytes=0-18446744073709551616", 206, "bytes 0-9/10"),
            ("bytes=00-0002", 206, "bytes 0-2/10"),
            ("bytes=5-2", 416, "bytes */10"),
            ("bytes=-0", 416, "bytes */10"),
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
