//! How far a batch has come, told to whoever asks.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// How far one part of a batch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartState {
    /// It was not sent.
    Waiting,
    /// It was sent, and its answer is not there. After the batch was dropped: the server may have done it.
    UnderWay,
    /// It succeeded.
    Succeeded,
    /// It failed, and nothing was written.
    Failed,
    /// It failed, and may have been written, wholly or in part.
    Doubtful,
}

/// A handle on the progress of a batch. Clones share it, and it outlives the batch.
#[derive(Clone)]
pub struct BatchProgress(Arc<Shared>);

struct Shared {
    states: Mutex<Vec<PartState>>,
    changes: watch::Sender<()>,
}

impl BatchProgress {
    pub(super) fn new(parts: usize) -> Self {
        Self(Arc::new(Shared {
            states: Mutex::new(vec![PartState::Waiting; parts]),
            changes: watch::Sender::new(()),
        }))
    }

    /// How far each part has come, in their order.
    pub fn parts(&self) -> Vec<PartState> {
        self.states().clone()
    }

    /// How many parts there are.
    pub fn total(&self) -> usize {
        self.states().len()
    }

    /// How many parts are over, whatever came of them.
    pub fn finished(&self) -> usize {
        self.total() - self.count(PartState::Waiting) - self.count(PartState::UnderWay)
    }

    /// How many parts have come so far and no further.
    pub fn count(&self, state: PartState) -> usize {
        self.states().iter().filter(|it| **it == state).count()
    }

    /// Calls `told` now and after each request of the batch, until all parts are over.
    ///
    /// It never ends for a batch that is dropped half-way: let it run beside the batch, as with `tokio::select!`.
    pub async fn watch(&self, mut told: impl FnMut(&Self)) {
        let mut changes = self.0.changes.subscribe();
        loop {
            told(self);
            if self.finished() == self.total() || changes.changed().await.is_err() {
                return;
            }
        }
    }

    pub(super) fn set(&self, parts: Range<usize>, state: PartState) {
        if let Some(states) = self.states().get_mut(parts) {
            states.fill(state);
        }
    }

    pub(super) fn has_succeeded(&self, part: usize) -> bool {
        self.states().get(part) == Some(&PartState::Succeeded)
    }

    /// Tells those who watch.
    pub(super) fn tell(&self) {
        self.0.changes.send_replace(());
    }

    fn states(&self) -> MutexGuard<'_, Vec<PartState>> {
        self.0.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for BatchProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchProgress")
            .field("total", &self.total())
            .field("waiting", &self.count(PartState::Waiting))
            .field("under_way", &self.count(PartState::UnderWay))
            .field("succeeded", &self.count(PartState::Succeeded))
            .field("failed", &self.count(PartState::Failed))
            .field("doubtful", &self.count(PartState::Doubtful))
            .finish()
    }
}
