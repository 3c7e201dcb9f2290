//! A typed call that has not been sent: the one place where an operation's types become bytes.
//!
//! Above here an operation is a value of its own type; below, it is a name, a document and encoded variables.

use std::borrow::Cow;
use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use wikijs_wire::{Effect, Kind, Mutation, Operation, Query, Secret, Variables};

use crate::call::{Call, CallOptions, Identity, Part, Retry, WritePermit};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{self, Error};
use crate::flight::Flight;
use crate::response::{OutcomeFuture, ResponseFuture};

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
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.unsent.options.set_retry(retry.into());
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
    /// What the strict `.await` takes for an error is here an [`Outcome`](crate::Outcome): a refused mutation, a value with errors
    /// beside it, no value with errors that say why. An `Err` is what gives no outcome at all.
    pub fn outcome(self) -> OutcomeFuture<O> {
        OutcomeFuture::of(self.fly())
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
            underway: None,
        };
        Flight::of(&self.client, call)
    }
}

impl<O: Operation<Kind: AnsweredOnce>> IntoFuture for Request<O> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = ResponseFuture<O>;

    fn into_future(self) -> ResponseFuture<O> {
        ResponseFuture::of(self.fly())
    }
}

impl<O: fmt::Debug> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
