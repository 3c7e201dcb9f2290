//! Layers over calls.

pub(crate) mod identity;
pub(crate) mod observe;
