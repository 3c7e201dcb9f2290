//! Who asks, and what that lets them do.

pub(crate) mod access;
pub(crate) mod identity;
pub(crate) mod limits;
pub(crate) mod rules;
pub(crate) mod span;
pub(crate) mod token;
pub(crate) mod totp;

pub(crate) use access::{Access, Place, readable_regex};
pub(crate) use identity::{Identity, Outcome, identify, revoke};
pub(crate) use rules::PERMISSIONS;
