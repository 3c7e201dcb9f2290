//! Strings that may end in another chunk than they begin in.

use crate::reader::scan;

/// Whether the place that was reached lies in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InString {
    No,
    Yes,
    AfterBackslash,
}

impl InString {
    pub(super) fn is_open(self) -> bool {
        self != Self::No
    }

    /// Goes behind the end of the string, or to the end of the buffer where it does not end yet.
    pub(super) fn pass(&mut self, buffer: &[u8], mut at: usize) -> usize {
        loop {
            if *self == Self::AfterBackslash && at < buffer.len() {
                *self = Self::Yes;
                at += 1;
            }
            at = scan::quote_or_backslash(buffer, at);
            match buffer.get(at) {
                None => return at,
                Some(b'"') => break,
                Some(_) => *self = Self::AfterBackslash,
            }
            at += 1;
        }
        *self = Self::No;
        at + 1
    }
}
