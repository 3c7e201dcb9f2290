//! Bodies, both ways: what a request carries, the form in which it goes out, and what comes back.

use std::any::Any;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use super::failure::{BoxError, Failure};
use super::progress::Progress;

/// A body of unknown origin, given piece by piece.
type BoxBody<E> = Pin<Box<dyn Body<Data = Bytes, Error = E> + Send>>;

/// Opens a request's body: called once for each attempt to send it.
pub trait Source: Send + Sync + 'static {
    /// The body from its first byte on.
    fn open(&self) -> Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>>;
}

impl<F> Source for F
where
    F: Fn() -> Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>> + Send + Sync + 'static,
{
    fn open(&self) -> Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>> {
        self()
    }
}

/// What a request carries.
#[derive(Clone, Default)]
pub enum RequestBody {
    /// Nothing.
    #[default]
    Empty,
    /// All of it, in memory.
    Bytes(Bytes),
    /// A source that can be opened once more for another attempt.
    Source(Arc<dyn Source>),
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A body may hold passwords: only its size is shown.
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Source(_) => f.write_str("Source"),
        }
    }
}

/// A request's body on its way out; it notes in [`Progress`] that sending has begun. One that is empty notes it as soon
/// as it is made.
pub struct OutgoingBody {
    rest: Rest,
    progress: Progress,
}

enum Rest {
    Nothing,
    Bytes(Bytes),
    /// Locked by nobody: the mutex only makes a `Sync` body of one that is `Send`, as reqwest asks.
    Stream {
        body: Mutex<BoxBody<BoxError>>,
        size: SizeHint,
    },
}

impl Rest {
    fn open(source: &dyn Source) -> Self {
        let body = source.open();
        let size = body.size_hint();
        Self::Stream {
            body: Mutex::new(body),
            size,
        }
    }
}

impl OutgoingBody {
    pub(super) fn new(body: RequestBody, progress: Progress) -> Self {
        let rest = match body {
            RequestBody::Empty => Rest::Nothing,
            RequestBody::Bytes(bytes) => Rest::Bytes(bytes),
            RequestBody::Source(source) => Rest::open(source.as_ref()),
        };
        let body = Self { rest, progress };
        if body.is_end_stream() {
            // Nobody asks for a body that is empty: from here on the request may be on its way.
            body.progress.sent();
        }
        body
    }
}

impl fmt::Debug for OutgoingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingBody")
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        // HTTP libraries ask for the body only once they have a connection and the head is under way.
        self.progress.sent();
        match &mut self.rest {
            Rest::Nothing => Poll::Ready(None),
            Rest::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Rest::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Rest::Stream { body, .. } => body
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .as_mut()
                .poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.rest {
            Rest::Nothing => true,
            Rest::Bytes(bytes) => bytes.is_empty(),
            Rest::Stream { .. } => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.rest {
            Rest::Nothing => SizeHint::with_exact(0),
            Rest::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Rest::Stream { size, .. } => *size,
        }
    }
}

/// An answer's body, still to be read.
pub struct IncomingBody {
    /// What was read of it already, and put back.
    first: Option<Bytes>,
    incoming: Incoming,
    /// What is given back once the body is dropped.
    kept: Option<Box<dyn Any + Send>>,
}

enum Incoming {
    Bytes(Bytes),
    Reqwest(super::reqwest::Received),
    Boxed(BoxBody<Failure>),
}

impl IncomingBody {
    /// A body that is read piece by piece.
    pub fn stream(body: impl Body<Data = Bytes, Error = Failure> + Send + 'static) -> Self {
        Self::of(Incoming::Boxed(Box::pin(body)))
    }

    pub(super) fn reqwest(body: super::reqwest::Received) -> Self {
        Self::of(Incoming::Reqwest(body))
    }

    fn of(incoming: Incoming) -> Self {
        Self {
            first: None,
            incoming,
            kept: None,
        }
    }

    /// The same body behind this beginning, which was read of it.
    pub(crate) fn behind(mut self, beginning: Bytes) -> Self {
        self.first = Some(beginning).filter(|beginning| !beginning.is_empty());
        self
    }

    /// The same body, that keeps `guard` until it is dropped.
    pub(crate) fn keeping(mut self, guard: impl Any + Send) -> Self {
        self.kept = Some(Box::new(guard));
        self
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// The connection was lost before the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The whole body, or `None` if it is longer than `limit` bytes.
    ///
    /// # Errors
    ///
    /// The connection was lost before the end.
    pub async fn collect(mut self, limit: usize) -> Result<Option<Bytes>, Failure> {
        let Some(first) = self.chunk().await? else {
            return Ok(Some(Bytes::new()));
        };
        let Some(second) = self.chunk().await? else {
            // The usual case, one piece, is handed on without a copy.
            return Ok((first.len() <= limit).then_some(first));
        };
        let mut whole = BytesMut::with_capacity(self.expected(first.len() + second.len(), limit));
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&second);
        while whole.len() <= limit {
            match self.chunk().await? {
                Some(piece) => whole.extend_from_slice(&piece),
                None => return Ok(Some(whole.freeze())),
            }
        }
        Ok(None)
    }

    /// Room for what was read and what is announced, as far as it is allowed: an announcement proves nothing.
    fn expected(&self, read: usize, limit: usize) -> usize {
        let announced = usize::try_from(self.size_hint().lower()).unwrap_or(usize::MAX);
        read.saturating_add(announced)
            .min(limit)
            .min(1 << 20)
            .max(read)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        loop {
            let Some(frame) = ready!(Pin::new(&mut *self).poll_frame(context)?) else {
                return Poll::Ready(Ok(None));
            };
            // Trailers are of no interest.
            match frame.into_data() {
                Ok(data) if !data.is_empty() => return Poll::Ready(Ok(Some(data))),
                _ => continue,
            }
        }
    }
}

impl From<Bytes> for IncomingBody {
    fn from(bytes: Bytes) -> Self {
        Self::of(Incoming::Bytes(bytes))
    }
}

impl fmt::Debug for IncomingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingBody").finish_non_exhaustive()
    }
}

impl Body for IncomingBody {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        match &mut self.incoming {
            Incoming::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Incoming::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Incoming::Reqwest(body) => Pin::new(body).poll_frame(context),
            Incoming::Boxed(body) => body.as_mut().poll_frame(context),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let rest = match &self.incoming {
            Incoming::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Incoming::Reqwest(body) => body.size_hint(),
            Incoming::Boxed(body) => body.size_hint(),
        };
        let Some(first) = self.first.as_ref().map(|first| first.len() as u64) else {
            return rest;
        };
        let mut whole = SizeHint::new();
        whole.set_lower(rest.lower().saturating_add(first));
        if let Some(upper) = rest.upper() {
            whole.set_upper(upper.saturating_add(first));
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use http_body_util::StreamBody;

    use super::super::failure::Reach;
    use super::super::progress::Stage;
    use super::*;

    fn pieces(pieces: &'static [&'static str]) -> IncomingBody {
        let frames = pieces
            .iter()
            .map(|piece| Ok(Frame::data(Bytes::from(*piece))));
        IncomingBody::stream(StreamBody::new(stream::iter(frames)))
    }

    #[tokio::test]
    async fn a_body_is_collected_up_to_the_limit() {
        let cases: [(&[&str], usize, Option<&str>); 8] = [
            (&[], 0, Some("")),
            (&["abc"], 3, Some("abc")),
            (&["abc"], 2, None),
            (&["ab", "c"], 3, Some("abc")),
            (&["ab", "c"], 2, None),
            (&["a", "", "b", "c"], 3, Some("abc")),
            (&["a", "b", "c"], 2, None),
            (&["", ""], 0, Some("")),
        ];
        for (given, limit, expected) in cases {
            let collected = pieces(given).collect(limit).await.unwrap();
            assert_eq!(
                collected.as_deref(),
                expected.map(str::as_bytes),
                "{given:?} {limit}"
            );
        }
    }

    #[tokio::test]
    async fn what_breaks_in_the_middle_is_a_failure() {
        let frames = [
            Ok(Frame::data(Bytes::from("a"))),
            Err(Failure::new(Reach::Answered, "cut")),
        ];
        let body = IncomingBody::stream(StreamBody::new(stream::iter(frames)));
        assert_eq!(body.collect(10).await.unwrap_err().reach(), Reach::Answered);
    }

    #[test]
    fn a_request_without_a_body_counts_as_sent_once_it_is_handed_over() {
        for body in [RequestBody::Empty, RequestBody::Bytes(Bytes::new())] {
            let progress = Progress::new();
            let _body = OutgoingBody::new(body, progress.clone());
            assert_eq!(progress.stage(), Stage::Sent);
        }
    }

    #[tokio::test]
    async fn a_body_that_goes_out_says_that_it_does() {
        let progress = Progress::new();
        let mut body = OutgoingBody::new(RequestBody::Bytes("abc".into()), progress.clone());
        assert_eq!(
            (progress.stage(), body.size_hint().exact()),
            (Stage::Queued, Some(3))
        );
        poll_fn(|context| Pin::new(&mut body).poll_frame(context))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (progress.stage(), body.is_end_stream()),
            (Stage::Sent, true)
        );
    }
}
