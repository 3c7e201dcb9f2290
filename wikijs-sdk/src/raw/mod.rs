//! Documents that were not compiled: sent as they are, answered as JSON.

#[cfg(feature = "cynic")]
mod cynic;
#[cfg(feature = "graphql-client")]
mod graphql_client;
mod scan;
#[cfg(any(feature = "cynic", feature = "graphql-client"))]
mod typed;

#[cfg(any(feature = "cynic", feature = "graphql-client"))]
pub use typed::{TypedFuture, TypedRequest};

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wikijs_wire::encode::serde::as_sent;
use wikijs_wire::{Effect, Errors, Secret, Variables};

use crate::call::{Call, CallOptions, Identity, Reply, ReplyBody, Retry, holds_anything};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{self, Error, ErrorKind, Verdict};
use crate::flight::Flight;
use crate::response::missing;

/// A document with its variables, not yet sent: `.await` sends it.
///
/// The answer is given as it is, with data and errors side by side; an `Err` is what gives no answer at all.
#[must_use = "a request is sent when it is awaited"]
pub struct RawRequest {
    client: Client,
    document: String,
    name: String,
    variables: Variables,
    options: CallOptions,
}

impl Client {
    /// Sends a document that was not compiled, for the unforeseen.
    ///
    /// `variables` is anything that serialises to a JSON object; `()` where there are none. A [`Secret`] in it is sent
    /// as it is.
    pub fn raw(&self, document: impl Into<String>, variables: impl Serialize) -> RawRequest {
        RawRequest::new(self, document.into(), variables)
    }
}

impl RawRequest {
    fn new(client: &Client, document: String, variables: impl Serialize) -> Self {
        let mut options = CallOptions::default();
        let variables = encode(variables).unwrap_or_else(|error| {
            options.complain(error);
            Variables::default()
        });
        Self {
            client: client.clone(),
            document,
            name: String::new(),
            variables,
            options,
        }
    }

    /// The operation to run, where the document holds more than one.
    pub fn operation_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sends it.
    fn fly(self) -> Flight {
        // What may write is taken for something that must not be sent twice.
        let writes = scan::holds_mutation(&self.document);
        let call = Call {
            name: Cow::Owned(self.name),
            document: Cow::Owned(self.document),
            effect: if writes { Effect::Once } else { Effect::Read },
            fields: Cow::Borrowed(&[]),
            variables: self.variables,
            part: None,
            options: self.options,
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        };
        Flight::of(&self.client, call)
    }

    /// The longest that this call may take, and each attempt of it, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts of this call so, whatever the client's settings say. The client's retry budget holds all the
    /// same.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.set_retry(retry.into());
        self
    }

    /// Makes one attempt at this call and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Runs this call as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.set_token(&token.into());
        self
    }

    /// Sends a header with this call; it replaces one of the client's of the same name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.options.add_header(name.as_ref(), value.as_ref());
        self
    }
}

impl IntoFuture for RawRequest {
    type Output = Result<RawAnswer, Error>;
    type IntoFuture = RawFuture;

    fn into_future(self) -> RawFuture {
        RawFuture { flight: self.fly() }
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the variables: whether they hold a secret is not known here.
        f.debug_struct("RawRequest")
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

/// The answer of a [`RawRequest`] that is under way.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct RawFuture {
    flight: Flight,
}

impl Future for RawFuture {
    type Output = Result<RawAnswer, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.flight).poll(context));
        let answer = reply.and_then(|reply| answer(reply, self.flight.landed()));
        Poll::Ready(answer.map_err(|error| self.flight.name(error)))
    }
}

/// The answer to a document that was not compiled.
///
/// Its `Debug` shows the errors and not the data, which may hold what is secret.
#[derive(Clone, PartialEq)]
pub struct RawAnswer {
    /// The data; [`Value::Null`] where there is none.
    pub data: Value,
    /// The errors that the server reports beside it.
    pub errors: Errors,
    /// The call as errors name it that are found later, and the attempts it took.
    landed: (error::Context, u32),
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("has_data", &!self.data.is_null())
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

impl RawAnswer {
    /// The data alone.
    ///
    /// # Errors
    ///
    /// The server reports errors; [`Error::partial`] gives the data as a [`Value`] all the same.
    pub fn into_data(self) -> Result<Value, Error> {
        if self.errors.is_empty() {
            return Ok(self.data);
        }
        let mut error = Verdict::of(&self.errors).into_error(self.errors);
        if holds_anything(&self.data) {
            error = error.in_part();
        }
        Err(named(error, &self.landed).with_partial(Box::new(self.data)))
    }

    /// The data, as a type of yours.
    ///
    /// # Errors
    ///
    /// The server reports errors, or the data does not fit the type.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T, Error> {
        let landed = self.landed.clone();
        serde_json::from_value(self.into_data()?)
            .map_err(|error| named(unreadable().with_source(error), &landed))
    }
}

fn named(error: Error, landed: &(error::Context, u32)) -> Error {
    let (context, attempts) = landed;
    error
        .with_status(StatusCode::OK)
        .within(context.clone())
        .with_attempts(*attempts)
}

fn encode(variables: impl Serialize) -> Result<Variables, Error> {
    let value = as_sent(|| serde_json::to_value(variables)).map_err(|error| {
        Error::settings("the variables cannot be turned into JSON").with_source(error)
    })?;
    let members = match value {
        Value::Null => return Ok(Variables::default()),
        Value::Object(members) => members,
        _ => {
            return Err(Error::settings(
                "the variables must be a JSON object, with a member for each variable",
            ));
        }
    };
    let mut variables = Variables::default();
    for (name, value) in &members {
        variables.add(name, value);
    }
    Ok(variables)
}

fn answer(reply: Reply, landed: (error::Context, u32)) -> Result<RawAnswer, Error> {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return Err(unreadable());
    };
    let data = match data.of(text)?.value() {
        Some(data) => {
            serde_json::from_slice(data).map_err(|error| unreadable().with_source(error))?
        }
        None => Value::Null,
    };
    if data.is_null() && reply.errors.is_empty() {
        return Err(missing());
    }
    Ok(RawAnswer {
        data,
        errors: reply.errors,
        landed,
    })
}

fn unreadable() -> Error {
    Error::new(
        ErrorKind::Unreadable,
        "the data does not fit the type that is asked for",
    )
    .with_status(StatusCode::OK)
}
