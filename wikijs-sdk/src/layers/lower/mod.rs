//! Layers over exchanges.

pub(crate) mod attempt;
pub(crate) mod auth;
pub(crate) mod follow;
pub(crate) mod read;
pub(crate) mod timeout;
