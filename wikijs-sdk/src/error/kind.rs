//! What went wrong, as one word; each says what may have happened on the server and what to do.

use super::Error;

/// What went wrong.
///
/// Where a kind says that the client did not send the call, that is so of its last attempt: if
/// [`Error::attempts`](super::Error::attempts) tells of others before it, it was not sent again, the text says so, and
/// [`Error::is_doubtful`](super::Error::is_doubtful) tells what is left of those.
///
/// New kinds may come with any release; [`Error`](super::Error) has predicates for the questions programs ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client, or an option of the call, is wrong. Nothing was sent. Mend the setting.
    Settings,
    /// No connection to the server came about. Nothing was sent. Check address, network, proxy, certificates.
    Connect,
    /// The connection broke after the request went out and before the answer was there. The server may have done
    /// all of it: look at the state before a write is repeated.
    Lost,
    /// The write gate gave no permit, or one that could have ended before the attempt. It was not sent. Look at what
    /// the gate stands on: a lock file, a database.
    NoPermit,
    /// The client only reads, and the call would write. Nothing was sent. Is it the right client?
    ReadOnly,
    /// The client was shut down. Nothing was sent.
    ShutDown,
    /// A time limit ran out. [`Error::reach`](super::Error::reach) tells whether the request had gone out; if so,
    /// the server goes on working on it.
    Timeout,
    /// The server, or what stands before it, sent the request elsewhere: a login page, HTTPS, another name. It was
    /// not followed there. Nothing was done, unless the status is 303. Give the client the address that is meant.
    Redirected,
    /// The answer is none of a Wiki.js API: HTML, empty, or other JSON. Is the address right?
    NotAWiki,
    /// The server, or a proxy before it, says that it cannot answer now (HTTP 5xx). A write may have been done.
    Unavailable,
    /// The answer is longer than the client takes in. The call was carried out. Raise the limit, or ask for less.
    AnswerTooLarge,
    /// The answer ended too early or does not fit the types. The call was carried out.
    Unreadable,
    /// The answer holds nothing where a value is due, and no error that would explain it.
    Missing,
    /// The request is too large for the server. Nothing was done. Send less at a time.
    RequestTooLarge,
    /// The server does not understand the request: the document does not fit its schema, or a variable its type.
    /// Nothing was done. An older server lacks newer fields.
    Invalid,
    /// The token is refused, the wiki refuses to sign the user in, or the call needs a user and ran as guest. Nothing was
    /// done.
    Unauthorized,
    /// No token could be had: whoever gives them failed, what they are had from is wanting (a variable, a second factor),
    /// or the wiki could not be asked to sign in. It was not sent. The source says why;
    /// [`Error::retry_after`](super::Error::retry_after) tells when it is tried again: where it is `None`, not before
    /// [`Client::authenticate`](crate::Client::authenticate) says so.
    NoToken,
    /// API keys are switched off on the server. Nothing was done. Switch them on under Administration.
    ApiDisabled,
    /// The identity lacks a permission for this. Nothing was done, unless the error lies below a mutation's own field
    /// in the answer: then [`may_have_run`](super::Error::may_have_run) says so.
    Forbidden,
    /// What was to be downloaded is not there. (An operation says so by [`ServerCode`](super::ServerCode).)
    NotFound,
    /// Too many requests. Nothing was done. [`Error::retry_after`](super::Error::retry_after) tells how long to wait.
    RateLimited,
    /// The client's own rate limit holds the call up, and it is not to wait, or cannot wait so long. It was not sent.
    /// [`Error::retry_after`](super::Error::retry_after) tells how long the wait would have been.
    OverLimit,
    /// The circuit breaker holds calls back while the server is down. It was not sent.
    /// [`Error::retry_after`](super::Error::retry_after) tells when it tries the server again.
    CircuitOpen,
    /// The server refused a mutation and says why: [`Error::refusal`](super::Error::refusal). It was not done,
    /// but for [`ServerCode::Unspecific`](super::ServerCode::Unspecific), where it may have broken half-way, and codes
    /// that [`may_come_late`](super::ServerCode::may_come_late).
    Refused,
    /// The server reports errors; the answer may hold a part of the value: [`Error::partial`](super::Error::partial).
    Failed,
}

impl Error {
    /// True if it has nothing to do with what was sent: whatever would be sent next would be refused as well.
    pub(crate) fn holds_for_all(&self) -> bool {
        match self.kind() {
            ErrorKind::Unauthorized
            | ErrorKind::ApiDisabled
            | ErrorKind::ReadOnly
            | ErrorKind::ShutDown => true,
            // None is asked for before somebody says so.
            ErrorKind::NoToken => self.retry_after().is_none(),
            _ => false,
        }
    }
}
