//! gzip, in both directions: what is asked for or sent so.

use std::io::{Read as _, Write as _};

use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, VARY};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::Body;

// Smaller answers are sent as they are, as Express does.
const LEAST: u64 = 1024;

/// The body as it was meant; none where it is no gzip, or more than `most` bytes.
pub(super) fn inflated(headers: &HeaderMap, body: Bytes, most: u64) -> Option<Bytes> {
    let encoding = headers
        .get(CONTENT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("identity");
    match encoding.to_ascii_lowercase().as_str() {
        "gzip" => {
            let mut out = Vec::new();
            GzDecoder::new(body.as_ref())
                .take(most + 1)
                .read_to_end(&mut out)
                .ok()?;
            Some(out.into())
        }
        "identity" | "" => Some(body),
        _ => None,
    }
}

/// The answer, packed where the client takes that and it pays.
pub(super) fn packed(asked: &HeaderMap, reply: Response<Body>) -> Response<Body> {
    let takes = asked
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let length = http_body::Body::size_hint(reply.body())
        .exact()
        .unwrap_or(0);
    let whole = reply.status() != StatusCode::PARTIAL_CONTENT && text(reply.headers());
    if length < LEAST || !whole || !takes.is_some_and(|takes| takes.contains("gzip")) {
        return reply;
    }
    let (mut head, body) = reply.into_parts();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let written = encoder
        .write_all(&body.rest())
        .and_then(|()| encoder.finish());
    let Ok(packed) = written else {
        return Response::from_parts(head, body);
    };
    head.headers.remove(CONTENT_LENGTH);
    head.headers
        .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    head.headers
        .insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    Response::from_parts(head, Body::new(packed))
}

fn text(headers: &HeaderMap) -> bool {
    let media = headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    ["text/", "application/json", "image/svg+xml"]
        .iter()
        .any(|kind| media.starts_with(kind))
}
