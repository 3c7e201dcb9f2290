//! How far a call has come, shared between the layer that holds the deadline and the connector that sends.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// How far a call has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing of the request was handed to the network.
    Queued,
    /// The request went out, wholly or in part: the server may have acted on it.
    Sent,
    /// The head of an answer came back.
    Answered,
}

/// The stage of one attempt: clones share it, and it only ever moves on.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU8>);

impl Progress {
    /// A call that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// How far the call has come.
    pub fn stage(&self) -> Stage {
        match self.0.load(Ordering::Acquire) {
            0 => Stage::Queued,
            1 => Stage::Sent,
            _ => Stage::Answered,
        }
    }

    /// Notes that the first byte of the request is about to leave.
    pub fn sent(&self) {
        self.0.fetch_max(1, Ordering::AcqRel);
    }

    /// Notes that the head of an answer came.
    pub fn answered(&self) {
        self.0.fetch_max(2, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_only_moves_on() {
        let progress = Progress::new();
        let seen_elsewhere = progress.clone();
        assert_eq!(seen_elsewhere.stage(), Stage::Queued);
        progress.answered();
        progress.sent();
        assert_eq!(seen_elsewhere.stage(), Stage::Answered);
    }
}
