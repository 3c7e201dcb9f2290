//! The body of an answer: whole, or broken as a fault has it.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt::{Display, Formatter, Result as FmtResult};
use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use super::piece::Piece;

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
    /// What is still to come.
    pieces: VecDeque<Piece>,
    /// The length that is told.
    length: u64,
    /// The length is not told: a header has another one.
    untold: bool,
    breaks: bool,
    /// What came before the break was given time to be sent.
    flushed: bool,
    pause: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Body {
    pub(crate) fn new(piece: impl Into<Piece>) -> Self {
        let piece = piece.into();
        let length = piece.len();
        Self {
            pieces: (length > 0).then_some(piece).into_iter().collect(),
            length,
            ..Self::default()
        }
    }

    /// All that is still to come; none where a file cannot be read any more.
    pub(crate) fn rest(&self) -> Option<Bytes> {
        let mut out = BytesMut::new();
        for piece in &self.pieces {
            out.extend_from_slice(&piece.bytes().ok()?);
        }
        Some(out.freeze())
    }

    /// Only the first bytes come.
    pub(crate) fn cut(mut self, length: u64) -> Self {
        let mut left = length;
        for piece in &mut self.pieces {
            *piece = piece.slice(0, left);
            left -= piece.len();
        }
        self.pieces.retain(|piece| piece.len() > 0);
        self.length = length;
        self
    }

    /// Half of it comes, then the connection breaks.
    pub(crate) fn half(self) -> Self {
        let length = self.length;
        Self {
            breaks: true,
            length,
            ..self.cut(length / 2)
        }
    }

    /// It comes in eight pieces, with a pause before each.
    pub(crate) fn slow(self, pause: Duration) -> Self {
        let size = self.length.div_ceil(8).max(1);
        let pieces = self
            .pieces
            .iter()
            .flat_map(|piece| piece.split(size))
            .collect();
        Self {
            pieces,
            pause: Some((pause, Box::pin(sleep(pause)))),
            ..self
        }
    }

    /// Whoever sends it is not told its length.
    pub(crate) fn untold(mut self) -> Self {
        self.untold = true;
        self
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Whether it will not come whole, or not at once.
    pub(crate) fn is_broken(&self) -> bool {
        self.breaks || self.pause.is_some()
    }

    // A connection sends what it has when there is nothing to be had: only then it may break.
    fn end<T>(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Broken>>> {
        if self.breaks && !self.flushed {
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(std::mem::take(&mut self.breaks).then_some(Err(Broken)))
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
            return self.end(context);
        }
        ready!(self.paused(context));
        let next = self.pieces.pop_front().map(Piece::next);
        let Some(Ok((data, rest))) = next else {
            self.pieces.clear();
            return Poll::Ready(Some(Err(Broken)));
        };
        if let Some(rest) = rest {
            self.pieces.push_front(rest);
        }
        self.length = self.length.saturating_sub(data.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && !self.breaks
    }

    fn size_hint(&self) -> SizeHint {
        match self.untold {
            true => SizeHint::default(),
            false => SizeHint::with_exact(self.length),
        }
    }
}
