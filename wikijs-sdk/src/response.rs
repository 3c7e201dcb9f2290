//! The answer to a typed call: the one place where bytes become an operation's types, and what counts as an error.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::StatusCode;
use wikijs_wire::operation::{
    AnswerError, AnyData, AnyReading, Found, OperationData, Reading, interpret_into,
    read_answer_into,
};
use wikijs_wire::reader::Located;
use wikijs_wire::{Errors, Kind, Operation, OperationKind, Outcome, Refusal};

use crate::call::{DataSlot, Reply, ReplyBody, broken};
use crate::error::{BETWEEN_COMMENTS, Error, ErrorKind, Partial, Verdict, says_too_soon};
use crate::flight::Flight;

/// The answer of a [`Request`](crate::Request) that is under way: the output, or what went wrong.
#[must_use = "a request is sent when it is awaited"]
pub struct ResponseFuture<O> {
    flight: Flight,
    operation: PhantomData<fn() -> O>,
}

impl<O> ResponseFuture<O> {
    pub(crate) fn of(flight: Flight) -> Self {
        Self {
            flight,
            operation: PhantomData,
        }
    }
}

impl<O: Operation> Future for ResponseFuture<O> {
    type Output = Result<O::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut data = OperationData::<O>::new();
        self.flight.value(context, &mut data, O::Kind::KIND)
    }
}

/// The outcome of a [`Request`](crate::Request) that is under way: value and errors side by side.
#[must_use = "a request is sent when it is awaited"]
pub struct OutcomeFuture<O> {
    flight: Flight,
    operation: PhantomData<fn() -> O>,
}

impl<O> OutcomeFuture<O> {
    pub(crate) fn of(flight: Flight) -> Self {
        Self {
            flight,
            operation: PhantomData,
        }
    }
}

impl<O: Operation> Future for OutcomeFuture<O> {
    type Output = Result<Outcome<O::Output, O::Refusal>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut data = OperationData::<O>::new();
        self.flight.outcome(context, &mut data)
    }
}

impl<O> fmt::Debug for ResponseFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

impl<O> fmt::Debug for OutcomeFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutcomeFuture").finish_non_exhaustive()
    }
}

/// What typed futures are made of: an instance for each type of value and refusal, whatever the operation.
impl Flight {
    /// The value, strictly.
    fn value<T: Any + Send + Sync, R: Refusal>(
        &mut self,
        context: &mut Context<'_>,
        data: &mut dyn AnyData<T, R>,
        kind: OperationKind,
    ) -> Poll<Result<T, Error>> {
        let mut reading = Reading::new(data);
        let value = match ready!(self.found(context, &mut reading)) {
            Ok(found) => strict(reading.outcome(found), kind),
            Err(error) => Err(error),
        };
        Poll::Ready(self.named(value))
    }

    /// Value and errors side by side.
    fn outcome<T, R>(
        &mut self,
        context: &mut Context<'_>,
        data: &mut dyn AnyData<T, R>,
    ) -> Poll<Result<Outcome<T, R>, Error>> {
        let mut reading = Reading::new(data);
        let outcome = match ready!(self.found(context, &mut reading)) {
            Ok(found) => explained(reading.outcome(found)),
            Err(error) => Err(error),
        };
        Poll::Ready(self.named(outcome))
    }

    /// Waits for the answer and reads it.
    fn found(
        &mut self,
        context: &mut Context<'_>,
        to: &mut dyn AnyReading,
    ) -> Poll<Result<Found, Error>> {
        let reply = ready!(Pin::new(self).poll(context));
        Poll::Ready(reply.and_then(|reply| read(reply, to)))
    }

    /// Puts the name of the call on an error.
    fn named<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        match result {
            Ok(value) => Ok(value),
            Err(error) => Err(self.name(error)),
        }
    }
}

/// Reads an answer into the operation's types, and takes the value alone.
pub(crate) fn answer<O: Operation>(reply: Reply) -> Result<O::Output, Error> {
    let mut data = OperationData::<O>::new();
    let mut reading = Reading::new(&mut data);
    match read(reply, &mut reading) {
        Ok(found) => strict(reading.outcome(found), O::Kind::KIND),
        Err(error) => Err(error),
    }
}

/// Reads an answer.
fn read(reply: Reply, to: &mut dyn AnyReading) -> Result<Found, Error> {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return Err(Error::new(
            ErrorKind::NotAWiki,
            "the answer is content and no GraphQL",
        ));
    };
    if *data == DataSlot::Unread {
        return read_answer_into(text, to).map_err(unread);
    }
    let data = data.of(text)?;
    interpret_into(data, reply.errors, to)
        .map_err(|error| unreadable(error.locate(data.value().unwrap_or_default())))
}

/// Null without an error that says why is an error of its own.
fn explained<T, R>(outcome: Outcome<T, R>) -> Result<Outcome<T, R>, Error> {
    match outcome {
        Outcome::Missing { errors } if errors.is_empty() => Err(missing()),
        outcome => Ok(outcome),
    }
}

/// Takes the value alone: whatever stands beside it is an error.
///
/// All mutations whose payload is nothing but a verdict share one instance of this.
pub(crate) fn strict<T: Any + Send + Sync, R: Refusal>(
    outcome: Outcome<T, R>,
    kind: OperationKind,
) -> Result<T, Error> {
    Err(match outcome {
        Outcome::Answered { value, errors } if errors.is_empty() => return Ok(value),
        Outcome::Answered { value, errors } => beside(Box::new(value), errors, kind),
        Outcome::Refused { refusal, errors } => refused(Arc::new(refusal), errors),
        Outcome::Partly {
            value,
            refusal: Some(refusal),
            errors,
        } => partly(Box::new(value), Some(Arc::new(refusal)), errors),
        Outcome::Partly { value, errors, .. } => partly(Box::new(value), None, errors),
        Outcome::Missing { errors } => absent(errors),
        _ => unknown(),
    })
}

fn beside(value: Partial, errors: Errors, kind: OperationKind) -> Error {
    let error = reported(errors).with_partial(value);
    match kind {
        OperationKind::Mutation => error.done(),
        _ => error,
    }
}

fn refused(refusal: Arc<dyn Refusal>, errors: Errors) -> Error {
    let kind = match says_too_soon(refusal.message()) {
        true => ErrorKind::RateLimited,
        false => ErrorKind::Refused,
    };
    let wait = (kind == ErrorKind::RateLimited).then_some(BETWEEN_COMMENTS);
    answered(kind, "")
        .with_retry_after(wait)
        .with_refusal(refusal)
        .with_errors(errors, 0)
}

fn absent(errors: Errors) -> Error {
    if errors.is_empty() {
        missing()
    } else {
        reported(errors)
    }
}

fn unknown() -> Error {
    answered(
        ErrorKind::Unreadable,
        "the outcome is of a kind that is not known here",
    )
}

fn reported(errors: Errors) -> Error {
    Verdict::of(&errors)
        .into_error(errors)
        .with_status(StatusCode::OK)
}

/// Several mutations in one document, and not all of them are known to be done.
fn partly(value: Partial, refusal: Option<Arc<dyn Refusal>>, errors: Errors) -> Error {
    let error = match refusal {
        Some(refusal) => refused(refusal, errors),
        None if errors.is_empty() => answered(
            ErrorKind::Missing,
            "the answer does not say of every mutation in it whether it was done",
        ),
        None => reported(errors),
    };
    error.with_partial(value).in_part()
}

pub(crate) fn missing() -> Error {
    answered(
        ErrorKind::Missing,
        "the answer holds null where a value is due, and no error that explains it",
    )
}

fn answered(kind: ErrorKind, message: &'static str) -> Error {
    Error::new(kind, message).with_status(StatusCode::OK)
}

/// The error of an answer that was read in one pass.
fn unread(error: AnswerError) -> Error {
    match error {
        AnswerError::Data(at) => unreadable(at),
        AnswerError::Envelope(why) => broken(StatusCode::OK, why),
        other => answered(
            ErrorKind::Unreadable,
            "the answer does not fit the operation's types",
        )
        .with_source(other),
    }
}

/// The error of data that is not of the operation's shape. Where the verdict came before it, the mutation is done.
pub(crate) fn unreadable(at: Located) -> Error {
    let was_done = at.error().was_done();
    let error = answered(
        ErrorKind::Unreadable,
        "the answer does not fit the operation's types",
    )
    .with_source(at);
    if was_done { error.done() } else { error }
}
