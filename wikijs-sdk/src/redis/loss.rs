//! What becomes of a limit or a gate while its Redis does not answer.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::connector::BoxError;

/// What becomes of calls while the Redis that they are counted or ordered by does not answer, or refuses to count or order.
///
/// One that does not answer is asked again by itself, once a second, and counts and orders again as soon as it answers. One
/// that refuses, for want of memory or since it became a replica, is asked by each call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLoss {
    /// This process goes on alone: a limit is counted in it, a gate lets its writes pass one at a time. Other processes
    /// do the same, so that together they may send more, and their writes may meet. Told once, as an event of the level
    /// `WARN`, and once more when it is over.
    GoOn,
    /// Nothing is sent: calls fail with [`ErrorKind::NoPermit`](crate::ErrorKind::NoPermit) and can be made again. Told
    /// once, as an event of the level `WARN`, and once more when it is over.
    Stop,
}

/// Whether a limit or a gate has its Redis, told when it changes.
#[derive(Debug)]
pub(super) struct Watch {
    /// In words, as in ``the limit `all` ``.
    what: String,
    state: AtomicU8,
}

/// What a [`Watch`] knows.
const SHARED: u8 = 0;
const ALONE: u8 = 1;
const STOPPED: u8 = 2;

impl Watch {
    pub(super) fn new(what: String) -> Self {
        Self {
            what,
            state: AtomicU8::new(SHARED),
        }
    }

    /// It goes on alone from now on.
    pub(super) fn lost(&self, why: &str) {
        if self.state.swap(ALONE, Ordering::SeqCst) != ALONE {
            tracing::warn!(what = %self.what, %why, "goes on in this process alone, until its Redis does what it is asked for");
        }
    }

    /// The Redis answered.
    pub(super) fn back(&self) {
        // Asked first: it is so with each call, and a look costs less than a change.
        if self.state.load(Ordering::SeqCst) == SHARED {
            return;
        }
        match self.state.swap(SHARED, Ordering::SeqCst) {
            ALONE => {
                tracing::info!(what = %self.what, "is shared with other processes again: its Redis does what it is asked for");
            }
            STOPPED => {
                tracing::info!(what = %self.what, "lets calls through again: its Redis does what it is asked for");
            }
            _ => {}
        }
    }

    /// Nothing is sent from now on, and why.
    pub(super) fn stops(&self, why: &BoxError) -> BoxError {
        if self.state.swap(STOPPED, Ordering::SeqCst) != STOPPED {
            tracing::warn!(what = %self.what, %why, "lets nothing through, until its Redis does what it is asked for");
        }
        self.stopped(why)
    }

    /// The error of what is not to go on alone.
    pub(super) fn stopped(&self, why: &BoxError) -> BoxError {
        format!(
            "{} stands on a Redis: {why}; see to it, or let this process go on alone: `on_loss(OnLoss::GoOn)`",
            self.what
        )
        .into()
    }
}
