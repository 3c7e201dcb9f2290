//! The layers between a call and the connector, each a file: a Layer and Service pair with its pure part apart.
//!
//! `upper` sees calls, `lower` sees exchanges; `compose` stands between them. Their order, with the reason for
//! each place, is in `client/stack.rs`. No layer waits in `poll_ready`: all wait in `call`, so that a clone which
//! is never called holds nothing up.

pub(crate) mod compose;
pub(crate) mod lower;
pub(crate) mod upper;
