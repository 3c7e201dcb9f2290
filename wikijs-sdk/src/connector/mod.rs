//! Where the SDK ends and the wire begins: one request in, the head of its answer and a body to read out.
//!
//! [`Connector`] is all the rest of the SDK knows of HTTP. The one that ships speaks through reqwest
//! (`reqwest.rs`); [`HttpService`] makes a connector of any tower service over `http` types, which is how tests
//! talk to a server in the same process. A connector follows no redirect, retries nothing and keeps no token:
//! all that is decided above it.

mod body;
mod failure;
mod progress;
mod reqwest;
mod service;
mod tls;
mod transport;
mod wire;

use std::future::Future;
use std::pin::Pin;

pub use self::body::{IncomingBody, OutgoingBody, RequestBody, Source};
pub use self::failure::{BoxError, Failure, Reach, SetupError};
pub use self::progress::{Progress, Stage};
pub use self::service::HttpService;
pub use self::wire::{WireReply, WireRequest};

pub(crate) use self::failure::innermost;
pub(crate) use self::reqwest::ReqwestConnector;
#[cfg(feature = "redis")]
pub(crate) use self::tls::TlsSettings;
pub(crate) use self::tls::speaks_no_tls;
pub(crate) use self::transport::{Proxy, Transport};
pub(crate) use self::wire::HeaderNames;

/// The connector that ships with the SDK, with its default settings.
///
/// It is what a client uses on its own; it is here to be wrapped.
///
/// # Errors
///
/// TLS cannot be set up.
pub fn default_connector() -> Result<impl Connector, SetupError> {
    ReqwestConnector::new(&Transport::default())
}

/// The future of one exchange with the server: the head of an answer, or why there is none.
pub type Exchanging = Pin<Box<dyn Future<Output = Result<WireReply, Failure>> + Send>>;

/// Sends one request and gives back the head of the answer, with its body still to be read.
///
/// An implementation
/// - sends the request as it is, once, and follows no redirect;
/// - takes the body through [`WireRequest::into_http`] (which notes that sending has begun), or notes it itself
///   through [`WireRequest::progress`]: this is how a failure is known to have happened before or after the
///   server can have seen the request;
/// - answers with a [`WireReply`] whatever the status is: only the lack of an answer is a [`Failure`].
pub trait Connector: Send + Sync + 'static {
    /// Sends `request`; dropping the future gives the exchange up.
    fn send(&self, request: WireRequest) -> Exchanging;
}
