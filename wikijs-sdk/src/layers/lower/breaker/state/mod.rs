//! The breaker's states and how they follow each other. Pure: time comes in as a value.

use std::time::Duration;

use tokio::time::Instant;

use super::settings::CircuitBreaker;
use super::window::{Counts, Window};

/// Thirty years: a pause "without end" is to be one that can be reckoned with.
const LONGEST: Duration = Duration::from_secs(30 * 365 * 86_400);

/// What a circuit breaker lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BreakerState {
    /// All calls: the server answers.
    Closed,
    /// None, until a while is over: the server is down.
    Open,
    /// One at a time, to see whether the server is back; at first none that may not be sent twice.
    HalfOpen,
}

/// The state with all that decides of the next.
#[derive(Debug)]
pub(super) struct Machine {
    state: State,
    window: Window,
    /// Raised with each change: what was sent before says nothing any more.
    era: u64,
    pub(super) opened: u64,
    pub(super) held_back: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed {
        in_a_row: u32,
    },
    Open(Pause),
    HalfOpen {
        pause: Pause,
        succeeded: u32,
        is_probing: bool,
    },
}

/// How long nothing is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pause {
    until: Instant,
    /// For what may not be sent twice, a pause longer: what comes first may find out without harm.
    until_for_once: Instant,
}

/// What may try the server, by what becomes of it where the server is still down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Probe {
    /// It can be sent again.
    Harmless,
    /// A write that may not be sent twice: it would be in doubt.
    Once,
}

impl Pause {
    fn until(self, probe: Probe) -> Instant {
        match probe {
            Probe::Harmless => self.until,
            Probe::Once => self.until_for_once,
        }
    }
}

/// The right to make one attempt, to be given back with what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket {
    era: u64,
}

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    Go(Ticket),
    Held(Held),
}

/// Why an attempt may not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// It is open for so long.
    Open(Duration),
    /// For so long only what can be sent again tries the server.
    OthersFirst(Duration),
    /// Another attempt is trying the server.
    Probing,
}

impl Held {
    /// When to ask again, where that is known.
    pub(super) fn rest(self) -> Option<Duration> {
        match self {
            Self::Open(rest) | Self::OthersFirst(rest) => Some(rest),
            Self::Probing => None,
        }
    }
}

/// What an attempt says of the server's health.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    Good,
    Bad,
    /// Nothing: it was given up, or never sent.
    Silent,
}

/// From which state to which.
pub(super) type Change = (BreakerState, BreakerState);

impl Machine {
    pub(super) fn new(settings: &CircuitBreaker) -> Self {
        Self {
            state: State::Closed { in_a_row: 0 },
            window: Window::new(settings.window()),
            era: 0,
            opened: 0,
            held_back: 0,
        }
    }

    pub(super) fn state(&self) -> BreakerState {
        match self.state {
            State::Closed { .. } => BreakerState::Closed,
            State::Open(_) => BreakerState::Open,
            State::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    pub(super) fn in_a_row(&self) -> u32 {
        match self.state {
            State::Closed { in_a_row } => in_a_row,
            _ => 0,
        }
    }

    pub(super) fn counts(&mut self, now: Instant) -> Counts {
        self.window.counts(now)
    }

    /// How many successes of calls that try the server are still wanted before it is closed.
    pub(super) fn wanted(&self, settings: &CircuitBreaker) -> u32 {
        match self.state {
            State::Closed { .. } => 0,
            State::Open(_) => settings.successes(),
            State::HalfOpen { succeeded, .. } => settings.successes().saturating_sub(succeeded),
        }
    }

    /// Asks for an attempt.
    pub(super) fn admit(&mut self, probe: Probe, now: Instant) -> (Admission, Option<Change>) {
        let change = match self.state {
            State::Open(pause) if pause.until(probe) <= now => Some(self.enter(State::HalfOpen {
                pause,
                succeeded: 0,
                is_probing: false,
            })),
            _ => None,
        };
        let held = self.held(probe, now);
        if let State::HalfOpen { is_probing, .. } = &mut self.state {
            *is_probing |= held.is_none();
        }
        let admission = match held {
            None => Admission::Go(Ticket { era: self.era }),
            Some(held) => {
                self.held_back += 1;
                Admission::Held(held)
            }
        };
        (admission, change)
    }

    fn held(&self, probe: Probe, now: Instant) -> Option<Held> {
        let rest = |until: Instant| until.saturating_duration_since(now);
        match self.state {
            State::Closed { .. } => None,
            State::Open(pause) if now < pause.until => Some(Held::Open(rest(pause.until))),
            State::Open(pause) => Some(Held::OthersFirst(rest(pause.until(probe)))),
            State::HalfOpen {
                is_probing: true, ..
            } => Some(Held::Probing),
            // Nothing answered yet.
            State::HalfOpen {
                pause,
                succeeded: 0,
                ..
            } if now < pause.until(probe) => Some(Held::OthersFirst(rest(pause.until(probe)))),
            State::HalfOpen { .. } => None,
        }
    }

    /// How long it will hold back what is attempted at `then`, where that is known now; it counts as held back.
    pub(super) fn hold(&mut self, then: Instant, now: Instant) -> Option<Duration> {
        let until = match self.state {
            State::Open(Pause { until, .. }) if until > then => until,
            _ => return None,
        };
        self.held_back += 1;
        Some(until.saturating_duration_since(now))
    }

    /// Takes in what came of an attempt.
    pub(super) fn report(
        &mut self,
        ticket: Ticket,
        health: Health,
        settings: &CircuitBreaker,
        now: Instant,
    ) -> Option<Change> {
        if ticket.era != self.era {
            return None;
        }
        if health != Health::Silent {
            self.window.count(health == Health::Bad, now);
        }
        match self.state {
            State::Closed { in_a_row } => self.closed(in_a_row, health, settings, now),
            State::HalfOpen {
                pause, succeeded, ..
            } => self.half_open(pause, succeeded, health, settings, now),
            State::Open(_) => None,
        }
    }

    fn closed(
        &mut self,
        in_a_row: u32,
        health: Health,
        settings: &CircuitBreaker,
        now: Instant,
    ) -> Option<Change> {
        let in_a_row = match health {
            Health::Silent => return None,
            Health::Good => 0,
            Health::Bad => in_a_row.saturating_add(1),
        };
        self.state = State::Closed { in_a_row };
        let opens = health == Health::Bad && settings.opens(in_a_row, self.window.counts(now));
        opens.then(|| self.open(settings, now))
    }

    fn half_open(
        &mut self,
        pause: Pause,
        succeeded: u32,
        health: Health,
        settings: &CircuitBreaker,
        now: Instant,
    ) -> Option<Change> {
        let succeeded = match health {
            Health::Bad => return Some(self.open(settings, now)),
            Health::Good => succeeded.saturating_add(1),
            Health::Silent => succeeded,
        };
        if succeeded >= settings.successes() {
            // What was before the outage is no measure of what comes after it.
            self.window.clear();
            return Some(self.enter(State::Closed { in_a_row: 0 }));
        }
        self.state = State::HalfOpen {
            pause,
            succeeded,
            is_probing: false,
        };
        None
    }

    fn open(&mut self, settings: &CircuitBreaker, now: Instant) -> Change {
        self.opened += 1;
        let pause = settings.pause().min(LONGEST);
        self.enter(State::Open(Pause {
            until: now + pause,
            until_for_once: now + pause + pause,
        }))
    }

    fn enter(&mut self, state: State) -> Change {
        let from = self.state();
        self.state = state;
        self.era += 1;
        (from, self.state())
    }
}

#[cfg(test)]
mod tests;
