//! How far a batch has come, told to whoever asks.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::connector::Progress;

/// How far one part of a batch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartState {
    /// It was not sent: it waits for its turn, be it at the write gate, for a rate limit or for a place.
    Waiting,
    /// It went out, and its answer is not there. After the batch was dropped: the server may have done it.
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
    states: Mutex<States>,
    changes: watch::Sender<()>,
}

struct States {
    /// What is known of each part but for whether it went out.
    parts: Vec<PartState>,
    /// The requests that are not over: how far each has come is seen where somebody asks.
    requests: Vec<(Range<usize>, Progress)>,
}

impl States {
    fn seen(&self) -> Vec<PartState> {
        let mut parts = self.parts.clone();
        for (range, request) in &self.requests {
            if request.may_have_arrived()
                && let Some(parts) = parts.get_mut(range.clone())
            {
                parts.fill(PartState::UnderWay);
            }
        }
        parts
    }
}

impl BatchProgress {
    pub(super) fn new(parts: usize) -> Self {
        Self(Arc::new(Shared {
            states: Mutex::new(States {
                parts: vec![PartState::Waiting; parts],
                requests: Vec::new(),
            }),
            changes: watch::Sender::new(()),
        }))
    }

    /// How far each part has come, in their order.
    pub fn parts(&self) -> Vec<PartState> {
        self.states().seen()
    }

    /// How many parts there are.
    pub fn total(&self) -> usize {
        self.states().parts.len()
    }

    /// How many parts are over, whatever came of them.
    pub fn finished(&self) -> usize {
        let is_over =
            |state: &&PartState| !matches!(state, PartState::Waiting | PartState::UnderWay);
        self.parts().iter().filter(is_over).count()
    }

    /// How many parts have come so far and no further.
    pub fn count(&self, state: PartState) -> usize {
        self.parts().iter().filter(|it| **it == state).count()
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

    /// Goes by this request from now on, as far as these parts are concerned.
    pub(super) fn begin(&self, parts: Range<usize>, request: Progress) {
        self.states().requests.push((parts, request));
    }

    /// The request with these parts is over; what came of each is told next.
    pub(super) fn end(&self, parts: &Range<usize>) {
        let mut states = self.states();
        let seen = states.seen();
        if let (Some(kept), Some(seen)) =
            (states.parts.get_mut(parts.clone()), seen.get(parts.clone()))
        {
            kept.copy_from_slice(seen);
        }
        states.requests.retain(|(range, _)| range != parts);
    }

    pub(super) fn set(&self, parts: Range<usize>, state: PartState) {
        if let Some(parts) = self.states().parts.get_mut(parts) {
            parts.fill(state);
        }
    }

    pub(super) fn has_succeeded(&self, part: usize) -> bool {
        self.states().parts.get(part) == Some(&PartState::Succeeded)
    }

    /// Tells those who watch.
    pub(super) fn tell(&self) {
        self.0.changes.send_replace(());
    }

    fn states(&self) -> MutexGuard<'_, States> {
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
