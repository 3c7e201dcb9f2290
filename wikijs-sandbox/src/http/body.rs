//! The body of an answer: whole, or broken as a fault has it.

use std::error::Error;
use std::fmt::{Display, Formatter, Result as FmtResult};
use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// The connection broke, as a fault of the sandbox had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken;

impl Display for Broken {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.write_str("the connection was broken by a fault of the sandbox")
    }
}

impl Error for Broken {}

/// The body of an answer.
#[derive(Debug, Default)]
pub struct Body {
    /// What is still to come, in pieces.
    pieces: Vec<Bytes>,
    /// The length that is told.
    length: u64,
    breaks: bool,
    pause: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Body {
    pub(crate) fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        let pieces = if bytes.is_empty() {
            Vec::new()
        } else {
            vec![bytes]
        };
        Self {
            pieces,
            length,
            ..Self::default()
        }
    }

    /// All that is still to come.
    pub(crate) fn rest(&self) -> Bytes {
        self.pieces.iter().flatten().copied().collect()
    }

    /// Half of it comes, then the connection breaks.
    pub(crate) fn half(self) -> Self {
        let whole = self.rest();
        let half = whole.slice(..whole.len() / 2);
        Self {
            breaks: true,
            length: whole.len() as u64,
            ..Self::new(half)
        }
        .with_length(whole.len() as u64)
    }

    /// It comes in eight pieces, with a pause before each.
    pub(crate) fn slow(self, pause: Duration) -> Self {
        let whole = self.rest();
        let size = whole.len().div_ceil(8).max(1);
        let pieces = whole.chunks(size).map(Bytes::copy_from_slice).collect();
        Self {
            pieces,
            pause: Some((pause, Box::pin(sleep(pause)))),
            ..self
        }
    }

    fn with_length(mut self, length: u64) -> Self {
        self.length = length;
        self
    }

    fn paused(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Some((pause, sleeping)) = &mut self.pause {
            ready!(sleeping.as_mut().poll(context));
            sleeping.as_mut().reset(Instant::now() + *pause);
        }
        Poll::Ready(())
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if self.pieces.is_empty() {
            return Poll::Ready(std::mem::take(&mut self.breaks).then_some(Err(Broken)));
        }
        ready!(self.paused(context));
        let piece = self.pieces.remove(0);
        self.length = self.length.saturating_sub(piece.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && !self.breaks
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
