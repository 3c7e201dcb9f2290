//! A typed call that has not been sent: the one place where types meet bytes.
//!
//! Above here an operation is a value of its own type; below, it is a name, a document and encoded variables.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use wikijs_wire::operation::{
    AnswerError, AnyData, AnyReading, Found, OperationData, Reading, interpret_into,
    read_answer_into,
};
use wikijs_wire::reader::Located;
use wikijs_wire::{
    Effect, Errors, Kind, Mutation, Operation, OperationKind, Outcome, Query, Refusal, Secret,
    Variables,
};

use crate::call::{
    Call, CallOptions, DataSlot, Identity, Part, Reply, ReplyBody, Retry, WritePermit, broken,
};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{self, Error, ErrorKind, Partial, Verdict};
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
    unsent: Unsent,
    operation: O,
}

/// What a request is made of beside its operation.
struct Unsent {
    client: Client,
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
            unsent: Unsent::new(client),
            operation,
        }
    }

    /// Changes the operation.
    pub fn map(mut self, change: impl FnOnce(O) -> O) -> Self {
        self.operation = change(self.operation);
        self
    }

    /// The longest that this call may take, and each attempt of it, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.unsent.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts of this call so, whatever the client's settings say. The client's retry budget holds all the
    /// same.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.unsent.options.set_retry(retry);
        self
    }

    /// Makes one attempt at this call and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Runs this call as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.unsent.options.set_token(&token.into());
        self
    }

    /// Sends a header with this call; it replaces one of the client's of the same name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.unsent
            .options
            .add_header(name.as_ref(), value.as_ref());
        self
    }

    /// Passes the write gate under a permit that the caller holds: see
    /// [`Client::write_permit`](crate::Client::write_permit). What the gate does not hold up takes no notice of it.
    pub fn permit(mut self, permit: &WritePermit) -> Self {
        self.unsent.options.permit = Some(permit.clone());
        self
    }

    /// The client that it will be sent with.
    pub(crate) fn client(&self) -> &Client {
        &self.unsent.client
    }

    /// The longest wait for a piece of a streamed answer, and the most of it that is held at a time.
    pub(crate) fn limits(&self) -> (Duration, usize) {
        let plan = self.unsent.client.plan();
        let idle = self.unsent.options.timeout.unwrap_or(plan.attempt_timeout);
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
        self.unsent
            .fly(const { &Document::of::<O>() }, &self.operation)
    }

    /// Sends for an answer that is read as it comes, and gives the name that its errors are to have.
    pub(crate) fn fly_streamed(mut self) -> (Flight, error::Context) {
        self.unsent.options.streamed = true;
        let context = const { &Document::of::<O>() }.context();
        (self.fly(), context)
    }
}

/// The variables of some operation.
trait Given {
    fn give(&self, to: &mut Variables);
}

impl<O: Operation> Given for O {
    fn give(&self, to: &mut Variables) {
        self.variables(to);
    }
}

/// What a call needs to know of the operation.
struct Document {
    name: &'static str,
    document: &'static str,
    effect: Effect,
    fields: &'static [&'static str],
    part: &'static Part,
}

impl Document {
    const fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            document: O::DOCUMENT,
            effect: O::EFFECT,
            fields: const { &[O::FACTS.field] },
            part: Part::of::<O>(),
        }
    }

    fn context(&self) -> error::Context {
        error::Context {
            operation: Some(Cow::Borrowed(self.name)),
            field: self.fields.first().copied(),
            effect: Some(self.effect),
        }
    }
}

impl Unsent {
    fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            options: CallOptions::default(),
        }
    }

    fn fly(self, of: &Document, given: &dyn Given) -> Flight {
        let mut variables = Variables::default();
        given.give(&mut variables);
        let call = Call {
            name: Cow::Borrowed(of.name),
            document: Cow::Borrowed(of.document),
            effect: of.effect,
            fields: Cow::Borrowed(of.fields),
            variables,
            part: Some(of.part),
            options: self.options,
            identity: Identity::default(),
            progress: Progress::new(),
        };
        Flight::of(&self.client, call)
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
        let mut data = OperationData::<O>::new();
        self.flight.value(context, &mut data, O::Kind::KIND)
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
    answered(ErrorKind::Refused, "")
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
