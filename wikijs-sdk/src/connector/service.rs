//! A connector from any tower service over `http` types: a server in the same process, a recording, another client.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tower::{Service, ServiceExt};

use super::body::{IncomingBody, OutgoingBody};
use super::failure::{BoxError, Failure, Reach};
use super::wire::{WireReply, WireRequest};
use super::{Connector, Exchanging};

/// Makes a [`Connector`] of a tower service that takes an `http::Request` and gives an `http::Response`.
///
/// Nothing of it waits for a socket, so that a test with tokio's paused clock may use it.
///
/// ```
/// use std::convert::Infallible;
/// use wikijs_sdk::Client;
/// use wikijs_sdk::connector::{HttpService, OutgoingBody};
///
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// let server = tower::service_fn(|_request: http::Request<OutgoingBody>| async {
///     Ok::<_, Infallible>(http::Response::new(String::from(r#"{"data":{}}"#)))
/// });
/// let client = Client::builder("http://wiki.test").connector(HttpService::new(server)).build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HttpService<S>(S);

impl<S> HttpService<S> {
    /// A connector that asks `service`.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S> fmt::Debug for HttpService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HttpService").finish_non_exhaustive()
    }
}

impl<S, B> Connector for HttpService<S>
where
    S: Service<http::Request<OutgoingBody>, Response = http::Response<B>>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: WireRequest) -> Exchanging {
        let service = self.0.clone();
        Box::pin(async move {
            let progress = request.progress.clone();
            let request = request.into_http()?;
            let answer = service.oneshot(request).await;
            let answer = answer.map_err(|error| Failure::new(progress.stage().into(), error))?;
            let (head, body) = answer.into_parts();
            let body = IncomingBody::stream(Translated { body });
            Ok(WireReply {
                status: head.status,
                headers: head.headers,
                body,
            })
        })
    }
}

pin_project! {
    /// Another body, in the types of [`IncomingBody`].
    struct Translated<B> {
        #[pin]
        body: B,
    }
}

impl<B> Body for Translated<B>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        let frame = ready!(self.project().body.poll_frame(context));
        Poll::Ready(frame.map(|frame| match frame {
            Ok(frame) => Ok(frame.map_data(|mut data| data.copy_to_bytes(data.remaining()))),
            Err(error) => Err(Failure::new(Reach::Answered, error)),
        }))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
