//! Layers over exchanges.

pub(crate) mod attempt;
pub(crate) mod auth;
mod beginning;
pub(crate) mod breaker;
pub(crate) mod concurrency;
pub(crate) mod follow;
pub(crate) mod lease;
pub(crate) mod limit;
pub(crate) mod read;
pub(crate) mod retry;
pub(crate) mod timeout;
