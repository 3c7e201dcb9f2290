//! A typed call that has not been sent: the one place where types meet bytes.
//!
//! Above here an operation is a value of its own type; below, it is a name, a document and encoded variables.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use wikijs_wire::operation::{AnswerError, interpret, read_answer};
use wikijs_wire::reader::Located;
use wikijs_wire::{
    Errors, Kind, Mutation, Operation, OperationKind, Outcome, Query, Refusal, Secret, Variables,
};

use crate::call::{
    Call, CallOptions, DataSlot, Identity, Part, Reply, ReplyBody, Retry, WritePermit, broken,
};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{self, Error, ErrorKind, Verdict};
use crate::flight::Flight;

/// An operation with its options, not yet sent: `.await` sends it.
///
/// `.await` is strict: a refused mutation, and any error that the server reports beside the value, is an
/// [`Error`]. [`outcome`](Self::outcome) gives value and errors side by side.
///
/// Dropping the future gives the answer up, but not the work: a mutation that has gone out is carried out.
///
/// # Setters
///
/// What is not required is a setter of the request. It takes a value or an `Option`, and [`Null`](crate::Null) where the
/// API takes a null:
///
/// ```
/// # fn write(client: wikijs_sdk::Client) {
/// # use wikijs_sdk::Null;
/// let _ = client.pages().create("path", "Title", "Content").is_published(false).script_css(Null);
/// # }
/// ```
///
/// A null does not compile where it takes none:
///
/// ```compile_fail,E0277
/// # fn write(client: wikijs_sdk::Client) {
/// # use wikijs_sdk::Null;
/// let _ = client.pages().create("path", "Title", "Content").is_published(Null);
/// # }
/// ```
///
/// Nor does a `None` of no type, which would be a null that nobody meant:
///
/// ```compile_fail
/// # fn write(client: wikijs_sdk::Client) {
/// let _ = client.pages().create("path", "Title", "Content").script_css(None);
/// # }
/// ```
#[must_use = "a request is sent when it is awaited"]
pub struct Request<O> {
    client: Client,
    operation: O,
    options: CallOptions,
}

/// The kinds of operations that have one answer: queries and mutations.
///
/// A subscription has many; it is a type and a document that no request takes:
///
/// ```compile_fail,E0277
/// # fn send(client: wikijs_sdk::Client) {
/// client.send(wikijs_sdk::logging::LiveTrail::new());
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "a {Self} cannot be sent as a request",
    note = "only queries and mutations have one answer; a subscription needs a transport of its own"
)]
pub trait AnsweredOnce: Kind {}

impl AnsweredOnce for Query {}
impl AnsweredOnce for Mutation {}

impl Client {
    /// Sends an operation: one of the catalogue, or one of your own `.graphql` files.
    pub fn send<O: Operation<Kind: AnsweredOnce>>(&self, operation: O) -> Request<O> {
        Request::new(self, operation)
    }
}

impl<O> Request<O> {
    pub(crate) fn new(client: &Client, operation: O) -> Self {
        Self {
            client: client.clone(),
            operation,
            options: CallOptions::default(),
        }
    }

    /// Changes the operation.
    pub fn map(mut self, change: impl FnOnce(O) -> O) -> Self {
        self.operation = change(self.operation);
        self
    }

    /// The longest that this call may take, and each attempt of it, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts of this call so, whatever the client's settings say. The client's retry budget holds all the
    /// same.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.set_retry(retry);
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

    /// Passes the write gate under a permit that the caller holds: see
    /// [`Client::write_permit`](crate::Client::write_permit). What the gate does not hold up takes no notice of it.
    pub fn permit(mut self, permit: &WritePermit) -> Self {
        self.options.permit = Some(permit.clone());
        self
    }

    /// The client that it will be sent with.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The longest wait for a piece of a streamed answer, and the most of it that is held at a time.
    pub(crate) fn limits(&self) -> (Duration, usize) {
        let plan = self.client.plan();
        let idle = self.options.timeout.unwrap_or(plan.attempt_timeout);
        (idle, plan.largest_answer)
    }

    /// The operation itself, unsent; the options are dropped.
    pub fn operation(self) -> O {
        self.operation
    }
}

impl<O: Operation<Kind: AnsweredOnce>> Request<O> {
    /// Sends, and gives value and errors side by side.
    ///
    /// What the strict `.await` takes for an error is here an [`Outcome`]: a refused mutation, a value with errors
    /// beside it, no value with errors that say why. An `Err` is what gives no outcome at all.
    pub fn outcome(self) -> OutcomeFuture<O> {
        OutcomeFuture {
            flight: self.fly(),
            operation: PhantomData,
        }
    }

    fn fly(self) -> Flight {
        let (client, call) = self.into_call();
        Flight::of(&client, call)
    }

    /// Sends for an answer that is read as it comes, and gives the name that its errors are to have.
    pub(crate) fn fly_streamed(mut self) -> (Flight, error::Context) {
        self.options.streamed = true;
        let (client, call) = self.into_call();
        let context = call.context();
        (Flight::of(&client, call), context)
    }

    fn into_call(self) -> (Client, Call) {
        let mut variables = Variables::default();
        self.operation.variables(&mut variables);
        let call = Call {
            name: Cow::Borrowed(O::NAME),
            document: Cow::Borrowed(O::DOCUMENT),
            effect: O::EFFECT,
            fields: Cow::Borrowed(const { &[O::FACTS.field] }),
            variables,
            part: Some(Part::of::<O>()),
            options: self.options,
            identity: Identity::default(),
            progress: Progress::new(),
        };
        (self.client, call)
    }
}

impl<O: Operation<Kind: AnsweredOnce>> IntoFuture for Request<O> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = ResponseFuture<O>;

    fn into_future(self) -> ResponseFuture<O> {
        ResponseFuture {
            flight: self.fly(),
            operation: PhantomData,
        }
    }
}

impl<O: fmt::Debug> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

/// The answer of a [`Request`] that is under way: the output, or what went wrong.
#[must_use = "a request is sent when it is awaited"]
pub struct ResponseFuture<O> {
    flight: Flight,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for ResponseFuture<O> {
    type Output = Result<O::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.flight).poll(context));
        let output = reply.and_then(|reply| strict::<O>(outcome::<O>(reply)?));
        Poll::Ready(output.map_err(|error| self.flight.name(error)))
    }
}

/// The outcome of a [`Request`] that is under way: value and errors side by side.
#[must_use = "a request is sent when it is awaited"]
pub struct OutcomeFuture<O> {
    flight: Flight,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for OutcomeFuture<O> {
    type Output = Result<Outcome<O::Output, O::Refusal>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.flight).poll(context));
        let outcome = reply.and_then(|reply| match outcome::<O>(reply)? {
            Outcome::Missing { errors } if errors.is_empty() => Err(missing()),
            outcome => Ok(outcome),
        });
        Poll::Ready(outcome.map_err(|error| self.flight.name(error)))
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

/// Reads an answer into the operation's types.
pub(crate) fn outcome<O: Operation>(reply: Reply) -> Result<Outcome<O::Output, O::Refusal>, Error> {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return Err(Error::new(
            ErrorKind::NotAWiki,
            "the answer is content and no GraphQL",
        ));
    };
    if *data == DataSlot::Unread {
        return read_answer::<O>(text).map_err(unread);
    }
    let data = data.of(text)?;
    interpret::<O>(data, reply.errors)
        .map_err(|error| unreadable(error.locate(data.value().unwrap_or_default())))
}

/// Takes the value alone: whatever stands beside it is an error.
pub(crate) fn strict<O: Operation>(
    outcome: Outcome<O::Output, O::Refusal>,
) -> Result<O::Output, Error> {
    match outcome {
        Outcome::Answered { value, errors } if errors.is_empty() => Ok(value),
        Outcome::Answered { value, errors } => {
            let error = reported(errors).with_partial(value);
            Err(if O::Kind::KIND == OperationKind::Mutation {
                error.done()
            } else {
                error
            })
        }
        Outcome::Refused { refusal, errors } => Err(answered(ErrorKind::Refused, "")
            .with_refusal(refusal)
            .with_errors(errors, 0)),
        Outcome::Partly {
            value,
            refusal,
            errors,
        } => Err(partly(refusal, errors).with_partial(value)),
        Outcome::Missing { errors } if errors.is_empty() => Err(missing()),
        Outcome::Missing { errors } => Err(reported(errors)),
        _ => Err(answered(
            ErrorKind::Unreadable,
            "the outcome is of a kind that is not known here",
        )),
    }
}

fn reported(errors: Errors) -> Error {
    Verdict::of(&errors)
        .into_error(errors)
        .with_status(StatusCode::OK)
}

/// Several mutations in one document, and not all of them are known to be done.
fn partly(refusal: Option<impl Refusal>, errors: Errors) -> Error {
    let error = match refusal {
        Some(refusal) => answered(ErrorKind::Refused, "")
            .with_refusal(refusal)
            .with_errors(errors, 0),
        None if errors.is_empty() => answered(
            ErrorKind::Missing,
            "the answer does not say of every mutation in it whether it was done",
        ),
        None => reported(errors),
    };
    error.in_part()
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
