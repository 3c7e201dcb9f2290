//! What a Redis may keep of a claim to the gate, whether it said so or not: for how long it is to be given back. Pure.

use tokio::time::Instant;

/// What was sent for a claim, and what is known of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traces {
    /// The lease may be there until then: one that was sent for last so long, and was carried out at once.
    until: Option<Instant>,
    last: Last,
}

/// What became of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Last {
    #[default]
    Answered,
    UnderWay,
    /// It lies in a buffer somewhere, and may be carried out whenever the Redis goes on: also behind what is asked later on
    /// another connection.
    Late,
}

impl Traces {
    /// A lease that lasts until then is sent for. What was known before is given back.
    pub(super) fn send(&mut self, until: Instant) -> Self {
        let before = *self;
        self.until = self.until.max(Some(until));
        if self.last == Last::Answered {
            self.last = Last::UnderWay;
        }
        before
    }

    pub(super) fn is_answered(&mut self) {
        if self.last == Last::UnderWay {
            self.last = Last::Answered;
        }
    }

    pub(super) fn is_late(&mut self) {
        self.last = Last::Late;
    }

    /// The Redis said that it keeps no lease for the claim.
    pub(super) fn has_nothing(&mut self) {
        if self.last == Last::Answered {
            self.until = None;
        }
    }

    pub(super) fn may_be_there(&self, now: Instant) -> bool {
        self.last == Last::Late || self.until.is_some_and(|until| now < until)
    }

    /// Whether nothing is left, now that it was given back: with an answer, whether there was something, or with none.
    pub(super) fn is_left(&mut self, was_ours: Option<bool>, now: Instant) -> bool {
        let is_over = self.until.is_none_or(|until| until <= now);
        match was_ours {
            Some(true) => true,
            Some(false) => self.last != Last::Late || is_over,
            None => {
                if self.last == Last::UnderWay {
                    self.last = Last::Late;
                }
                self.last != Last::Late && is_over
            }
        }
    }
}
