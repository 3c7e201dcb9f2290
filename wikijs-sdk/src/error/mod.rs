//! One opaque error for all that can go wrong, on whichever road it came.
//!
//! Wiki.js reports errors in four ways (a refused mutation, `errors` beside data, a refused request, a failure
//! before GraphQL), and networks and proxies add theirs. `classify.rs` tells them apart, `kind.rs` names them,
//! `show.rs` puts them into words.

mod classify;
mod code;
mod doubt;
mod kind;
mod quoted;
mod show;

use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use wikijs_wire::reader::ShowPath;
use wikijs_wire::{Effect, Errors, GraphqlError, Refusal};

use crate::connector::{BoxError, Reach, SetupError};

pub use self::code::ServerCode;
pub use self::kind::ErrorKind;

pub(crate) use self::classify::{
    BETWEEN_COMMENTS, REFUSALS, Verdict, holds_too_soon, says_too_soon,
};
pub(crate) use self::doubt::GivenUp;

/// What went wrong, on which operation, and what it means for the state of the server.
///
/// Its `Display` is one line with operation, field, code and message. `{:?}` is that line, with kind and reach behind
/// it: a `main` that returns the error prints it so. `{:#?}` tells all there is to know. None shows a secret.
///
/// ```
/// # fn handle(error: wikijs_sdk::Error) {
/// use wikijs_sdk::ServerCode;
///
/// match error.code() {
///     Some(ServerCode::PageDuplicateCreate) => println!("there is a page already"),
///     _ if error.is_forbidden() => println!("not allowed: {error}"),
///     _ if error.is_doubtful() => println!("look at the wiki before trying again: {error}"),
///     _ => println!("{error}"),
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    context: Context,
    code: Option<ServerCode>,
    refusal: Option<Arc<dyn Refusal>>,
    errors: Errors,
    /// The index of the error that decided what the kind is.
    main: usize,
    partial: Option<Partial>,
    done: bool,
    /// Of several mutations in one document some may be done.
    in_part: bool,
    /// An attempt before the last one may have been carried out.
    doubted: bool,
    given_up: Option<GivenUp>,
    /// The client itself did not send it; the message says why.
    held_back: bool,
    reach: Reach,
    status: Option<u16>,
    retry_after: Option<Duration>,
    attempts: u32,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    /// The place in a batch.
    part: Option<usize>,
    /// What it is about, where it is one of many.
    item: Option<Arc<str>>,
}

/// A value as far as it came, of whatever type.
pub(crate) type Partial = Box<dyn Any + Send + Sync>;

/// The call that an error belongs to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Context {
    pub(crate) operation: Option<Cow<'static, str>>,
    pub(crate) field: Option<&'static str>,
    pub(crate) effect: Option<Effect>,
}

impl Error {
    /// What went wrong, as one word.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the operation, as it stands in the document, or method and path of a download; `None` where there
    /// was none.
    pub fn operation(&self) -> Option<&str> {
        self.0.context.operation.as_deref()
    }

    /// The field of the API that was called, as in `pages.create`.
    pub fn field(&self) -> Option<&str> {
        self.0.context.field
    }

    /// The server's own code, on whichever road it came.
    pub fn code(&self) -> Option<ServerCode> {
        self.0.code
    }

    /// Code, short name and message with which the server refused a mutation.
    pub fn refusal(&self) -> Option<&dyn Refusal> {
        self.0.refusal.as_deref()
    }

    /// Which item it was, where one of many failed in a walk, as in `page 7 (/en/plans)`.
    pub fn item(&self) -> Option<&str> {
        self.0.item.as_deref()
    }

    /// The GraphQL errors of the answer, as the server sent them.
    pub fn errors(&self) -> &[GraphqlError] {
        &self.0.errors
    }

    /// The path in the answer at which the error arose that decided, as in `pages.list[3].title`.
    pub fn path(&self) -> Option<String> {
        let main = self.main_error()?;
        (!main.path.is_empty()).then(|| ShowPath(&main.path).to_string())
    }

    /// Of the [`errors`](Self::errors), the one that decided what the kind is.
    fn main_error(&self) -> Option<&GraphqlError> {
        self.0.errors.get(self.0.main)
    }

    /// The value as far as it came, where `T` is the operation's output and the answer held both value and errors.
    ///
    /// Where one document holds several mutations and not all of them were done, it tells which.
    pub fn partial<T: 'static>(&self) -> Option<&T> {
        self.0.partial.as_ref()?.downcast_ref()
    }

    /// Takes out the value as far as it came; the error itself is given back where there is none of this type.
    ///
    /// # Errors
    ///
    /// There is no partial value, or it is of another type.
    pub fn into_partial<T: 'static>(mut self) -> Result<T, Self> {
        match self
            .0
            .partial
            .take()
            .map(<Box<dyn Any + Send + Sync>>::downcast::<T>)
        {
            Some(Ok(value)) => Ok(*value),
            Some(Err(other)) => {
                self.0.partial = Some(other);
                Err(self)
            }
            None => Err(self),
        }
    }

    /// True if the mutation is done, and only a part of its answer failed: do not repeat it.
    pub fn was_done(&self) -> bool {
        self.0.done
    }

    /// How far the request came.
    pub fn reach(&self) -> Reach {
        self.0.reach
    }

    /// How long to wait before the next attempt, where the server or a proxy says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The HTTP status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Which part of a batch it was, counted from 0; `None` for what was no batch.
    pub fn part(&self) -> Option<usize> {
        self.0.part
    }

    /// How many times the request was sent, or tried to be.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

impl From<SetupError> for Error {
    fn from(error: SetupError) -> Self {
        Self::settings("the transport cannot be set up").with_source(error.into_source())
    }
}

/// Predicates: what programs ask.
impl Error {
    /// True if a time limit ran out. Whether the server did the work is told by [`may_have_run`](Self::may_have_run).
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// True if no connection came about: nothing was sent, and the call may be repeated.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// True if the identity lacks a permission, on whichever road the server says so. Repeating is of no use.
    pub fn is_forbidden(&self) -> bool {
        self.0.kind == ErrorKind::Forbidden || self.0.code.is_some_and(ServerCode::is_forbidden)
    }

    /// True if the token is refused, or the call needs a user and ran as guest. Nothing was done.
    pub fn is_unauthorized(&self) -> bool {
        self.0.kind == ErrorKind::Unauthorized || self.0.code == Some(ServerCode::AuthRequired)
    }

    /// True if the thing that the call is about is not there.
    ///
    /// The server has no code for some of these cases (an unknown id in `users.single`, `pages.history` or
    /// `pages.version`), so that false does not mean that it is there.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound || self.0.code.is_some_and(ServerCode::is_not_found)
    }

    /// True if something of this name or path is there already.
    pub fn is_taken(&self) -> bool {
        self.0.code.is_some_and(ServerCode::is_taken)
    }

    /// True if there were too many requests: nothing was done, and [`retry_after`](Self::retry_after) says how long
    /// to wait.
    pub fn is_rate_limited(&self) -> bool {
        matches!(self.0.kind, ErrorKind::RateLimited | ErrorKind::OverLimit)
    }

    /// True if the server refused a mutation and says why: [`refusal`](Self::refusal).
    pub fn is_refused(&self) -> bool {
        self.0.kind == ErrorKind::Refused
    }

    /// True if the server did not understand the request: nothing was done, and repeating is of no use.
    pub fn is_invalid(&self) -> bool {
        self.0.kind == ErrorKind::Invalid
    }

    /// True if the server, or a proxy before it, cannot answer now: a query may be repeated later.
    pub fn is_unavailable(&self) -> bool {
        self.0.kind == ErrorKind::Unavailable
    }

    /// True if the request was sent elsewhere. It was not followed there.
    pub fn is_redirect(&self) -> bool {
        self.0.kind == ErrorKind::Redirected
    }
}

/// Making errors: each place that finds one fills in what it knows.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            context: Context::default(),
            code: None,
            refusal: None,
            errors: Errors::default(),
            main: 0,
            partial: None,
            done: false,
            in_part: false,
            doubted: false,
            given_up: None,
            held_back: false,
            reach: Reach::NeverSent,
            status: None,
            retry_after: None,
            attempts: 0,
            source: None,
            part: None,
            item: None,
        }))
    }

    /// Whether the wiki itself says so: a bare status may be that of a proxy, which knows nothing of the wiki's users.
    pub(crate) fn is_the_wikis(&self) -> bool {
        self.0.code.is_some() || !self.0.errors.is_empty()
    }

    pub(crate) fn settings(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Settings, message)
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn with_reach(mut self, reach: Reach) -> Self {
        self.0.reach = reach;
        self
    }

    pub(crate) fn with_status(self, status: http::StatusCode) -> Self {
        self.answered_with(status.as_u16())
    }

    pub(crate) fn answered_with(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self.with_reach(Reach::Answered)
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = self.0.retry_after.or(wait);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_errors(mut self, errors: Errors, main: usize) -> Self {
        self.0.errors = errors;
        self.0.main = main;
        self
    }

    pub(crate) fn with_code(mut self, code: Option<ServerCode>) -> Self {
        self.0.code = self.0.code.or(code);
        self
    }

    pub(crate) fn with_refusal(mut self, refusal: Arc<dyn Refusal>) -> Self {
        self.0.code = Some(ServerCode::from(refusal.code()));
        self.0.refusal = Some(refusal);
        self
    }

    pub(crate) fn with_partial(mut self, value: Partial) -> Self {
        self.0.partial = Some(value);
        self
    }

    pub(crate) fn done(mut self) -> Self {
        self.0.done = true;
        self
    }

    pub(crate) fn of_part(mut self, index: usize) -> Self {
        self.0.part = Some(index);
        self
    }

    /// Says which item of a walk failed. Its place in a batch that the walk sent tells nobody anything.
    pub(crate) fn about(mut self, item: impl Into<Arc<str>>) -> Self {
        self.0.part = None;
        self.0.item = Some(item.into());
        self
    }

    /// The same error once more, for another part of the request that failed. A partial value stays with the first.
    pub(crate) fn copy(&self) -> Self {
        let inner = &*self.0;
        Self(Box::new(Inner {
            message: inner.message.clone(),
            context: inner.context.clone(),
            refusal: inner.refusal.clone(),
            errors: inner.errors.clone(),
            source: inner.source.clone(),
            item: inner.item.clone(),
            partial: None,
            ..*inner
        }))
    }

    pub(crate) fn in_part(mut self) -> Self {
        self.0.in_part = true;
        self
    }

    pub(crate) fn within(mut self, context: Context) -> Self {
        self.0.context = context;
        self
    }
}
