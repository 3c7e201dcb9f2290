//! How far a call has come, shared between the layer that holds the deadline and the connector that sends.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

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

/// How far a call has come, and with how many attempts: clones share it. Within an attempt it only ever moves on; another
/// attempt begins at [`Stage::Queued`] again.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    stage: AtomicU8,
    attempts: AtomicU32,
    /// When the last attempt left.
    left: Mutex<Option<Instant>>,
    /// Which of its identity's tokens the last attempt carries.
    epoch: AtomicU64,
    /// What it waits for, before it leaves.
    waits_for: Mutex<Option<Cow<'static, str>>>,
    /// What of somebody else's it waits for: that one may wait itself.
    waits_on: Mutex<Option<Progress>>,
    /// Whether an attempt before this one may have been carried out.
    doubted: AtomicBool,
    /// The request that it travels in, where it is one of many in it.
    followed: Mutex<Option<Progress>>,
}

impl Progress {
    /// A call that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// How far the attempt under way has come.
    pub fn stage(&self) -> Stage {
        if let Some(followed) = &*self.followed() {
            return followed.stage();
        }
        match self.0.stage.load(Ordering::Acquire) {
            0 => Stage::Queued,
            1 => Stage::Sent,
            _ => Stage::Answered,
        }
    }

    /// Notes that the first byte of the request is about to leave.
    pub fn sent(&self) {
        if self.0.stage.fetch_max(1, Ordering::AcqRel) == 0 {
            *lock(&self.0.left) = Some(Instant::now());
        }
    }

    /// Notes that the head of an answer came.
    pub fn answered(&self) {
        self.0.stage.fetch_max(2, Ordering::AcqRel);
    }

    /// Notes what the call waits for from now on, in words that follow "it was waiting for"; `None` once it does not.
    pub(crate) fn waits_for(&self, what: Option<Cow<'static, str>>) {
        *lock(&self.0.waits_for) = what;
    }

    /// Notes the sign-in that it waits for; `None` once it does not.
    pub(crate) fn waits_on(&self, sign_in: Option<Progress>) {
        *lock(&self.0.waits_on) = sign_in;
    }

    /// What the call waits for, where it has not left yet.
    pub(crate) fn waiting(&self) -> Option<Cow<'static, str>> {
        if let Some(followed) = &*self.followed() {
            return followed.waiting();
        }
        let what = lock(&self.0.waits_for).clone()?;
        let behind = lock(&self.0.waits_on).as_ref().and_then(Self::waiting);
        Some(match behind {
            Some(behind) => format!("{what}: the sign-in is waiting for {behind}").into(),
            None => what,
        })
    }

    /// Notes which of its identity's tokens the attempt carries.
    pub(crate) fn carries(&self, epoch: u64) {
        self.0.epoch.store(epoch, Ordering::Release);
    }

    /// Which of its identity's tokens the last attempt carried.
    pub(crate) fn carried(&self) -> u64 {
        self.0.epoch.load(Ordering::Acquire)
    }

    /// Notes that an attempt begins.
    pub(crate) fn attempt(&self) {
        self.0.attempts.fetch_add(1, Ordering::AcqRel);
    }

    /// Notes that the last attempt is over and another is to follow; whether the last one may have been carried out.
    pub(crate) fn again(&self, may_have_run: bool) {
        self.0.doubted.fetch_or(may_have_run, Ordering::AcqRel);
        self.0.stage.store(0, Ordering::Release);
    }

    /// When the last attempt left; `None` if none did. What was waited for before is no matter of the server's.
    pub(crate) fn left(&self) -> Option<Instant> {
        if let Some(followed) = &*self.followed() {
            return followed.left();
        }
        *lock(&self.0.left)
    }

    /// True if an attempt before this one may have been carried out.
    pub(crate) fn is_doubted(&self) -> bool {
        let followed = self.followed().as_ref().is_some_and(Self::is_doubted);
        followed || self.0.doubted.load(Ordering::Acquire)
    }

    /// True once anything of it, or of an attempt before, may have come to the server.
    pub(crate) fn may_have_arrived(&self) -> bool {
        self.stage() != Stage::Queued || self.is_doubted()
    }

    /// How many attempts have begun.
    pub(crate) fn attempts(&self) -> u32 {
        if let Some(followed) = &*self.followed() {
            return followed.attempts();
        }
        self.0.attempts.load(Ordering::Acquire)
    }

    /// Goes by another's progress from now on: that of the request that this call travels in.
    pub(crate) fn follow(&self, request: &Self) {
        *self.followed() = Some(request.clone());
    }

    fn followed(&self) -> MutexGuard<'_, Option<Self>> {
        lock(&self.0.followed)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn a_part_goes_by_the_request_that_it_travels_in() {
        let (part, request) = (Progress::new(), Progress::new());
        part.follow(&request);
        request.attempt();
        request.sent();
        assert_eq!((part.stage(), part.attempts()), (Stage::Sent, 1));
        request.again(true);
        assert_eq!((part.stage(), part.is_doubted()), (Stage::Queued, true));
        part.follow(&Progress::new());
        assert_eq!((part.stage(), part.attempts()), (Stage::Queued, 0));
    }

    #[test]
    fn another_attempt_begins_at_the_beginning_and_doubt_stays() {
        let progress = Progress::new();
        for (may_have_run, doubted) in [(false, false), (true, true), (false, true)] {
            progress.sent();
            progress.again(may_have_run);
            assert_eq!(
                (progress.stage(), progress.is_doubted()),
                (Stage::Queued, doubted)
            );
        }
    }
}
