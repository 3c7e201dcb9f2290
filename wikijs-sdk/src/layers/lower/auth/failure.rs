//! Why there is no token, in words: what a call is told that was not sent for want of one.

use std::fmt;
use std::time::Duration;

use crate::connector::{Progress, Stage};
use crate::error::{Error, ErrorKind};

/// What a call is told that was not sent. Where none is asked for again, the error has no time after which one is.
pub(super) fn without_token(error: Error, for_good: bool) -> Error {
    let code = error.code();
    let told = match for_good {
        true if error.is_the_wikis() => Error::not_sent(
            ErrorKind::Unauthorized,
            "the sign-in was refused, and is not tried again until `authenticate` of the client asks for it",
        ),
        // Nobody refused anything: what a token is had from is wanting.
        true => Error::not_sent(
            ErrorKind::NoToken,
            "no token could be had, and none is asked for again until `authenticate` of the client says so",
        ),
        false => Error::not_sent(passing(error.kind()), "no token could be had"),
    };
    told.with_code(code).with_source(Cause(error))
}

/// What the client itself holds back stays what it is: nobody asks again for it any sooner.
fn passing(kind: ErrorKind) -> ErrorKind {
    match kind {
        ErrorKind::CircuitOpen | ErrorKind::OverLimit => kind,
        _ => ErrorKind::NoToken,
    }
}

/// Why there is no token, as the source of an error: the whole line, and not only what is innermost in it.
#[derive(Debug)]
struct Cause(Error);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Cause {}

pub(super) fn the_same() -> Error {
    Error::new(
        ErrorKind::Unauthorized,
        "the token is refused, and whoever gives tokens has no other than this one",
    )
}

pub(super) fn refused_again() -> Error {
    Error::not_sent(
        ErrorKind::Unauthorized,
        "the token is refused, and so was the one before it",
    )
}

pub(super) fn too_long(limit: Duration, sign_in: Option<&Progress>) -> Error {
    let waiting = match sign_in.and_then(Progress::waiting) {
        Some(what) => format!("; it was waiting for {what}"),
        None => String::new(),
    };
    Error::new(
        ErrorKind::Timeout,
        format!("having a token took longer than {limit:?}{waiting}"),
    )
}

pub(super) fn too_late(progress: &Progress) -> Error {
    let what = progress.waiting().unwrap_or_default();
    Error::not_sent(
        ErrorKind::Timeout,
        format!("the time of the call was over; it was waiting for {what}"),
    )
    .with_reach(Stage::Queued.into())
}

pub(super) fn ended() -> Error {
    Error::not_sent(
        ErrorKind::NoToken,
        "the task that was to have a token was ended",
    )
}

/// The same, as the cause of another error, which says that nothing was sent.
pub(super) fn broken_off() -> Error {
    let why = match std::thread::panicking() {
        true => "whoever gives tokens panicked (what it said stands in the standard error output)",
        false => "the task that was to have a token was ended",
    };
    Error::new(ErrorKind::NoToken, why)
}

pub(super) fn nothing_to_renew() -> Error {
    Error::settings("the token of this client is all there is: there is no other to be had")
}
