//! Answers put together: status, a few headers, a body, an ETag.

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::Body;
use super::cache::etag;
use super::piece::Piece;

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// An answer that is still being put together.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Piece,
    /// The server names the digest of most bodies; files have tags of their own.
    pub(super) tagged: bool,
}

impl Reply {
    fn new(status: StatusCode, content_type: &str, body: impl Into<Piece>) -> Self {
        let reply = Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            tagged: true,
        };
        reply.with(CONTENT_TYPE, content_type)
    }

    pub(super) fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, JSON, body)
    }

    pub(super) fn html(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, HTML, body)
    }

    pub(super) fn text(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, TEXT, body)
    }

    /// A file with a type of its own.
    pub(super) fn file(content_type: &str, body: impl Into<Piece>) -> Self {
        Self::new(StatusCode::OK, content_type, body)
    }

    /// A status and nothing else.
    pub(super) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new().into(),
            tagged: false,
        }
    }

    /// A text that Express calls HTML, as it does with every bare text.
    pub(super) fn bare(status: u16, text: &str) -> Self {
        Self::html(
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            text.to_owned(),
        )
    }

    /// What ends a request before GraphQL: an empty `data` and the message.
    pub(super) fn ended(status: StatusCode, message: &str) -> Self {
        let errors: Value = json!([{ "message": message, "path": [] }]);
        Self::json(status, format!("{{\"data\":{{}},\"errors\":{errors}}}"))
    }

    pub(super) fn redirect(target: &str) -> Self {
        let target = encoded(target);
        let text = format!("Found. Redirecting to {target}");
        Self::text(StatusCode::FOUND, text)
            .with(LOCATION, &target)
            .untagged()
    }

    pub(super) fn moved(target: &str) -> Self {
        let text = format!("Moved Permanently. Redirecting to {target}");
        Self::text(StatusCode::MOVED_PERMANENTLY, text)
            .with(LOCATION, target)
            .untagged()
    }

    pub(super) fn not_allowed(text: &str, allowed: &str) -> Self {
        Self::bare(405, text).with(ALLOW, allowed)
    }

    /// Without the digest that most bodies carry.
    pub(super) fn untagged(mut self) -> Self {
        self.tagged = false;
        self
    }

    pub(super) fn never_stored(self) -> Self {
        self.with(CACHE_CONTROL, "no-store")
    }

    /// The answer with one more header; a value that no header may have is left out.
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The digest of the body: the server names it for what is not a file of its own.
    pub(super) fn digest(&self) -> String {
        etag(&self.body.bytes().unwrap_or_default())
    }

    /// The finished answer.
    pub(super) fn finish(mut self) -> Response<Body> {
        if self.tagged {
            let tag = self.digest();
            self = self.with(ETAG, &tag);
        }
        let mut response = Response::new(Body::new(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

// What a header may hold: the rest percent-encoded.
fn encoded(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte.is_ascii_graphic() {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
