//! Where in the list the place lies that was reached.

use crate::reader::scan;

#[derive(Debug, Clone, Copy)]
pub(super) struct InList {
    /// Where in the buffer the item begins.
    pub(super) start: usize,
    pub(super) depth: usize,
    /// A comma came last: an item has to follow.
    pub(super) open: bool,
}

impl InList {
    pub(super) fn new(start: usize) -> Self {
        Self {
            start,
            depth: 0,
            open: false,
        }
    }

    pub(super) fn behind_comma(start: usize) -> Self {
        Self {
            open: true,
            ..Self::new(start)
        }
    }

    /// Where an item that is here as a whole ends: it is passed in one go. Others are looked at as they arrive.
    pub(super) fn pass(&self, buffer: &[u8], at: usize) -> Option<usize> {
        if self.depth > 0 {
            return None;
        }
        scan::closed_end(buffer, at)
    }
}
