//! One request and the head of one answer, in the words of the `http` crate.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, Method, StatusCode, Uri};
use url::Url;

use super::body::{IncomingBody, OutgoingBody, RequestBody};
use super::failure::{Failure, Reach};
use super::progress::Progress;

/// A request as it goes out.
#[derive(Debug, Clone)]
pub struct WireRequest {
    /// GET or POST.
    pub method: Method,
    /// Where to, in full.
    pub url: Arc<Url>,
    /// All headers that the SDK sets; the connector adds those of the transport.
    pub headers: HeaderMap,
    /// What it carries.
    pub body: RequestBody,
    /// Where the connector notes how far it has come.
    pub progress: Progress,
}

impl WireRequest {
    /// The request as the `http` crate's type, its body noting when it begins to leave.
    ///
    /// # Errors
    ///
    /// The URL is one that the `http` crate does not take.
    pub fn into_http(self) -> Result<http::Request<OutgoingBody>, Failure> {
        let uri: Uri = self
            .url
            .as_str()
            .parse()
            .map_err(|error: http::uri::InvalidUri| Failure::new(Reach::NeverSent, error))?;
        let mut request = http::Request::new(OutgoingBody::new(self.body, self.progress));
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The head of an answer, and its body still to be read.
///
/// Its `Debug` names the headers without their values: a renewed token comes in one of them.
pub struct WireReply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: IncomingBody,
}

impl fmt::Debug for WireReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireReply")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .finish_non_exhaustive()
    }
}

/// Shows the headers of an answer by name alone.
pub(crate) struct HeaderNames<'h>(pub(crate) &'h HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
