//! How far a call has come, shared between the layer that holds the deadline and the connector that sends.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

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

/// How far a call has come, and with how many attempts: clones share it, and it only ever moves on.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    stage: AtomicU8,
    attempts: AtomicU32,
}

impl Progress {
    /// A call that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// How far the call has come.
    pub fn stage(&self) -> Stage {
        match self.0.stage.load(Ordering::Acquire) {
            0 => Stage::Queued,
            1 => Stage::Sent,
            _ => Stage::Answered,
        }
    }

    /// Notes that the first byte of the request is about to leave.
    pub fn sent(&self) {
        self.0.stage.fetch_max(1, Ordering::AcqRel);
    }

    /// Notes that the head of an answer came.
    pub fn answered(&self) {
        self.0.stage.fetch_max(2, Ordering::AcqRel);
    }

    /// Notes that an attempt begins.
    pub(crate) fn attempt(&self) {
        self.0.attempts.fetch_add(1, Ordering::AcqRel);
    }

    /// How many attempts have begun.
    pub(crate) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Acquire)
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
