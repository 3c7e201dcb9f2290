//! The rules for documents, one file each. Each opens with the section of the specification (October 2021) it is from,
//! a bad and a good document.

use super::facts::Context;
use crate::diagnostic::Diagnostic;

/// Runs all rules; what is wrong is told in `found`.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    _ = (context, found);
}
