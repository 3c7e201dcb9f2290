//! Operations of other libraries: sent as documents that were not compiled, read into types of their making.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::de::DeserializeOwned;
use wikijs_wire::{Errors, Secret};

use super::{RawRequest, unreadable};
use crate::call::{Reply, ReplyBody, Retry};
use crate::error::{Error, Verdict};
use crate::flight::Flight;
use crate::response::missing;

/// An operation that another library typed, not yet sent: `.await` sends it, with the client's token and through all of
/// its layers.
///
/// `T` is what that library reads data into, `R` its own type of a whole response. `.await` is strict: any error that
/// the server reports is an [`Error`]. What it cannot know is whether a mutation was done: the server says so inside the
/// data, and only types made by `wikijs-codegen` take it from there. Look at `succeeded` yourself.
#[must_use = "a request is sent when it is awaited"]
pub struct TypedRequest<T, R> {
    request: RawRequest,
    types: PhantomData<fn() -> (T, R)>,
}

/// What stands in an answer: data and errors side by side.
pub(super) type Parts<T> = (Option<T>, Errors);

impl<T, R> TypedRequest<T, R> {
    pub(super) fn new(request: RawRequest) -> Self {
        Self {
            request,
            types: PhantomData,
        }
    }

    /// The longest that this call may take, and each attempt of it, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request = self.request.timeout(limit);
        self
    }

    /// Repeats failed attempts of this call so, whatever the client's settings say.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.request = self.request.retry(retry.into());
        self
    }

    /// Makes one attempt at this call and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Runs this call as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.request = self.request.token(token);
        self
    }

    /// Sends a header with this call; it replaces one of the client's of the same name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.request = self.request.header(name, value);
        self
    }
}

impl<T: DeserializeOwned, R> TypedRequest<T, R> {
    /// Sends, for data and errors side by side.
    pub(super) async fn parts(self) -> Result<Parts<T>, Error> {
        let mut flight = self.request.fly();
        let reply = Pin::new(&mut flight).await;
        reply.and_then(parts).map_err(|error| flight.name(error))
    }
}

impl<T: DeserializeOwned + Send + Sync + 'static, R> IntoFuture for TypedRequest<T, R> {
    type Output = Result<T, Error>;
    type IntoFuture = TypedFuture<T>;

    fn into_future(self) -> TypedFuture<T> {
        TypedFuture {
            flight: self.request.fly(),
            data: PhantomData,
        }
    }
}

impl<T, R> fmt::Debug for TypedRequest<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypedRequest").field(&self.request).finish()
    }
}

/// The answer of a [`TypedRequest`] that is under way.
#[must_use = "a request is sent when it is awaited"]
pub struct TypedFuture<T> {
    flight: Flight,
    data: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + Send + Sync + 'static> Future for TypedFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.flight).poll(context));
        let data = reply.and_then(strict);
        Poll::Ready(data.map_err(|error| self.flight.name(error)))
    }
}

impl<T> fmt::Debug for TypedFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedFuture").finish_non_exhaustive()
    }
}

fn parts<T: DeserializeOwned>(reply: Reply) -> Result<Parts<T>, Error> {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return Err(unreadable());
    };
    let Some(json) = data.of(text)?.value() else {
        return nothing(reply.errors);
    };
    let data: Option<T> =
        serde_json::from_slice(json).map_err(|error| unread(error, &reply.errors))?;
    match data {
        None => nothing(reply.errors),
        data => Ok((data, reply.errors)),
    }
}

fn nothing<T>(errors: Errors) -> Result<Parts<T>, Error> {
    match errors.is_empty() {
        true => Err(missing()),
        false => Ok((None, errors)),
    }
}

/// What the server reports explains more than what a type makes of the holes it left.
fn unread(error: serde_json::Error, errors: &Errors) -> Error {
    match errors.is_empty() {
        true => unreadable().with_source(error),
        false => reported(errors.clone()).with_source(error),
    }
}

fn strict<T: DeserializeOwned + Send + Sync + 'static>(reply: Reply) -> Result<T, Error> {
    let is_partial = reply.is_partial();
    let error = match parts(reply) {
        Ok((Some(data), errors)) if errors.is_empty() => return Ok(data),
        Ok((Some(data), errors)) => reported(errors).with_partial(Box::new(data)),
        Ok((None, errors)) => reported(errors),
        Err(error) => error,
    };
    Err(if is_partial { error.in_part() } else { error })
}

fn reported(errors: Errors) -> Error {
    Verdict::of(&errors)
        .into_error(errors)
        .with_status(http::StatusCode::OK)
}
