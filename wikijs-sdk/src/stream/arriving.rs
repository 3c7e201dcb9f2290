//! From the body of an answer to the items of its list.

use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use wikijs_wire::operation::Lift;
use wikijs_wire::reader::PathSegment;
use wikijs_wire::reader::frames::{Frames, ItemError};
use wikijs_wire::{Decode, Operation};

use crate::call::{Facts, Reply, ReplyBody};
use crate::connector::{IncomingBody, Reach};
use crate::error::{Context, Error, ErrorKind};
use crate::flight::Flight;
use crate::layers::lower::attempt::cut_off;
use crate::layers::lower::read::examine;
use crate::request::{AnsweredOnce, Request};
use crate::response::answer;

/// How far a list has come.
pub(super) enum Arriving<O> {
    Unsent(Box<Source<O>>),
    Reading(Box<Reading<O>>),
    Over,
}

/// A request for a list, not yet sent.
pub(super) struct Source<O> {
    flight: Flight,
    context: Context,
    idle_timeout: Duration,
    largest: usize,
    operation: PhantomData<fn() -> O>,
}

/// An answer of which the head is there.
pub(super) struct Reading<O> {
    source: Source<O>,
    facts: Facts,
    body: IncomingBody,
    frames: Frames,
    /// How many items were handed out.
    given: usize,
    /// Where there was null for an item.
    nulls: Vec<Vec<PathSegment>>,
}

impl<O: Operation<Kind: AnsweredOnce>> Source<O> {
    pub(super) fn of(request: Request<O>) -> Self {
        let (idle_timeout, largest) = request.limits();
        let (flight, context) = request.fly_streamed();
        Self {
            flight,
            context,
            idle_timeout,
            largest,
            operation: PhantomData,
        }
    }
}

impl<O: Operation + Lift> Source<O> {
    /// Sends, and waits for the head of the answer.
    async fn begin(mut self) -> Result<Reading<O>, (Context, Error)> {
        let reply = (&mut self.flight).await;
        match reply {
            Ok(Reply {
                facts,
                body: ReplyBody::Content(body),
                ..
            }) => Ok(Reading {
                source: self,
                facts,
                body,
                frames: Frames::below(&["data"], O::PATH),
                given: 0,
                nulls: Vec::new(),
            }),
            Ok(_) => Err((self.context, not_a_stream())),
            Err(error) => Err((self.context, error)),
        }
    }
}

impl<O: Operation + Lift> Arriving<O> {
    /// The next item, and what comes after it.
    pub(super) async fn next<T: Decode>(self) -> Option<(Result<T, Error>, Self)> {
        let mut reading = match self {
            Self::Over => return None,
            Self::Reading(reading) => reading,
            Self::Unsent(source) => match source.begin().await {
                Ok(reading) => Box::new(reading),
                Err((context, error)) => return Some((Err(error.within(context)), Self::Over)),
            },
        };
        let (context, attempts) = (reading.source.context.clone(), reading.facts.attempts);
        let known = |error: Error| error.within(context).with_attempts(attempts);
        match reading.item().await {
            Ok(Some(item)) => Some((Ok(item), Self::Reading(reading))),
            Ok(None) => Some((Err(known(reading.end().err()?)), Self::Over)),
            Err(Stop::Item(error)) => Some((Err(known(error)), Self::Reading(reading))),
            Err(Stop::List(error)) => Some((Err(known(error)), Self::Over)),
        }
    }
}

/// Why there is no item.
enum Stop {
    /// It failed; others may follow.
    Item(Error),
    /// No more can be read.
    List(Error),
}

impl<O: Operation> Reading<O> {
    async fn item<T: Decode>(&mut self) -> Result<Option<T>, Stop> {
        loop {
            match self.frames.read::<Option<T>>() {
                Ok(Some(Some(item))) => {
                    self.given += 1;
                    return Ok(Some(item));
                }
                Ok(Some(None)) => self.nulls.push(self.frames.path_of_last()),
                Ok(None) => match self.piece().await.map_err(Stop::List)? {
                    Some(piece) => self.frames.push(&piece),
                    None => return Ok(None),
                },
                Err(error @ ItemError::Item { .. }) => return Err(Stop::Item(unreadable(error))),
                Err(error) => return Err(Stop::List(unreadable(error))),
            }
        }
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Error> {
        if self.frames.held() > self.source.largest {
            return Err(too_large(self.source.largest));
        }
        let limit = self.source.idle_timeout;
        match tokio::time::timeout(limit, self.body.chunk()).await {
            Ok(piece) => piece.map_err(cut_off),
            Err(_) => Err(stalled(limit)),
        }
    }

    /// Reads what stood around the list: it says whether the list is whole.
    fn end(self) -> Result<(), Error> {
        let mut missing = self.frames.dropped().to_vec();
        missing.extend(self.nulls);
        let rest = self
            .frames
            .finish()
            .map_err(|error| unreadable(error.into()))?;
        let mut reply = examine(self.facts, Bytes::from(rest))?;
        reply.errors.explain(missing);
        let answered = answer::<O>(reply).map(drop);
        answered.map_err(|error| match (error.kind(), self.given) {
            (ErrorKind::Unauthorized, 1..) => refused_late(self.given, error),
            _ => error,
        })
    }
}

fn unreadable(error: ItemError) -> Error {
    let message = match error {
        ItemError::Item { .. } => "an item of the list does not fit its type",
        _ => "the list in the answer is broken, or was cut off",
    };
    Error::new(ErrorKind::Unreadable, message)
        .with_reach(Reach::Answered)
        .with_source(error)
}

/// A token that is refused before an item came is replaced further down, and the list asked for once more.
fn refused_late(given: usize, error: Error) -> Error {
    let message = format!(
        "the token was refused behind the first {given} items, which are not all: read the list once more"
    );
    Error::new(ErrorKind::Unauthorized, message)
        .with_code(error.code())
        .with_status(StatusCode::OK)
        .with_source(error)
}

fn not_a_stream() -> Error {
    Error::new(
        ErrorKind::Unreadable,
        "the answer is none that can be read piece by piece",
    )
}

fn too_large(limit: usize) -> Error {
    let message = format!(
        "an item of the list is longer than {limit} bytes; `largest_answer` of the client raises the limit"
    );
    Error::new(ErrorKind::AnswerTooLarge, message).with_reach(Reach::Answered)
}

fn stalled(limit: Duration) -> Error {
    let message = format!("no piece of the answer came within {limit:?}");
    Error::new(ErrorKind::Timeout, message).with_reach(Reach::Answered)
}
