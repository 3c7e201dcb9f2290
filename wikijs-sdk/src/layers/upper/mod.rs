//! Layers over calls.

pub(crate) mod admission;
pub(crate) mod batch;
pub(crate) mod guest;
pub(crate) mod identity;
pub(crate) mod observe;
pub(crate) mod write_gate;
