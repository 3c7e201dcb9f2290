//! gzip in both directions, brotli in answers: what is sent so, or asked for.

use std::io::{Read as _, Write as _};

use brotli::CompressorWriter;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::Body;

// Smaller answers are sent as they are, as Express does.
const LEAST: u64 = 1024;

/// How a client takes its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Brotli,
}

impl Packing {
    /// The one that a client likes best; of two that it likes as much, brotli.
    pub(super) fn asked(headers: &HeaderMap) -> Self {
        let accepted = headers
            .get(ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let known = accepted.split(',').filter_map(weighed);
        let best =
            known.max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.rank().cmp(&y.rank())));
        best.filter(|(weight, _)| *weight > 0.0)
            .map_or(Packing::Plain, |(_, packing)| packing)
    }

    fn rank(self) -> u8 {
        u8::from(self == Packing::Brotli)
    }

    fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Packing::Brotli => "br",
            _ => "gzip",
        })
    }

    fn pack(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Packing::Plain => None,
            Packing::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(bytes).ok()?;
                encoder.finish().ok()
            }
            Packing::Brotli => {
                let mut encoder = CompressorWriter::new(Vec::new(), 4096, 4, 22);
                encoder.write_all(bytes).ok()?;
                Some(encoder.into_inner())
            }
        }
    }
}

// `gzip;q=0.5`
fn weighed(entry: &str) -> Option<(f32, Packing)> {
    let mut parts = entry.split(';').map(str::trim);
    let packing = match parts.next()?.to_ascii_lowercase().as_str() {
        "gzip" => Packing::Gzip,
        "br" => Packing::Brotli,
        _ => return None,
    };
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    Some((weight.map_or(Ok(1.0), str::parse).unwrap_or(0.0), packing))
}

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
pub(super) fn packed(packing: Packing, reply: Response<Body>) -> Response<Body> {
    let length = http_body::Body::size_hint(reply.body())
        .exact()
        .unwrap_or(0);
    let whole = reply.status() != StatusCode::PARTIAL_CONTENT && text(reply.headers());
    if packing == Packing::Plain || length < LEAST || !whole || reply.body().is_broken() {
        return reply;
    }
    let (mut head, body) = reply.into_parts();
    let packed = body.rest().and_then(|bytes| packing.pack(&bytes));
    let Some(packed) = packed else {
        return Response::from_parts(head, body);
    };
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_ENCODING, packing.name());
    head.headers
        .insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    Response::from_parts(head, Body::new(packed))
}

fn text(headers: &HeaderMap) -> bool {
    let media = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    ["text/", "application/json", "image/svg+xml"]
        .iter()
        .any(|kind| media.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_says_how_it_wants_its_answers() {
        let cases = [
            ("", Packing::Plain),
            ("identity, deflate", Packing::Plain),
            ("gzip", Packing::Gzip),
            ("gzip, deflate, br", Packing::Brotli),
            ("br;q=0.5, gzip;q=0.8", Packing::Gzip),
            ("gzip;q=0, br; q=0", Packing::Plain),
        ];
        for (text, expected) in cases {
            let value = HeaderValue::from_str(text).expect("a header");
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, value)]);
            assert_eq!(Packing::asked(&headers), expected, "{text}");
        }
    }
}
