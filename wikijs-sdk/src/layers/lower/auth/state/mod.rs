//! When a token is good, when another one is to be had, and what becomes of those who wait. Pure: time comes in as a
//! value, and what a token is does not matter.
//!
//! At most one renewal is under way. A renewal that brings nothing is followed by a pause, in which nobody asks again; one
//! that was refused for good, by none until somebody says so. Each other token raises the epoch: who was sent under an
//! older one learns nothing of the present one from its answer.

use std::time::Duration;

use tokio::time::Instant;

use crate::call::Backoff;

/// What a token lasts longer than an attempt that it is sent with: for the way, and for clocks that do not agree.
const MARGIN: Duration = Duration::from_secs(5);

/// So long before it has to be there, a renewal begins beside the calls.
const AHEAD: Duration = Duration::from_secs(60);

/// The pause after renewals that brought nothing.
const PAUSE: Backoff =
    Backoff::exponential(Duration::from_secs(1)).at_most(Duration::from_secs(60));

/// Why another token is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RenewalReason {
    /// There is none yet.
    First,
    /// The one that is there ends soon.
    Ending,
    /// The one that is there was refused, or taken for none.
    Refused,
    /// The program asked for it.
    Asked,
}

/// How long a token lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    /// When it ends.
    pub(super) ends: Instant,
    /// How long it lasts in all.
    pub(super) span: Duration,
}

/// The state of one identity's token.
#[derive(Debug)]
pub(super) struct Machine<T> {
    held: Option<Kept<T>>,
    epoch: u64,
    is_renewing: bool,
    /// Renewals in a row that brought nothing.
    failures: u32,
    /// Tokens in a row that were refused before the server took them once.
    unproven: u32,
    pause: Pause,
}

#[derive(Debug)]
struct Kept<T> {
    token: T,
    life: Option<Life>,
    is_refused: bool,
    /// The server took it once.
    is_proven: bool,
}

/// When the next renewal may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pause {
    None,
    Until(Instant),
    /// When somebody says so.
    Latched,
}

/// What to do for a call that needs a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next<T> {
    /// Send it with this.
    Use(Token<T>),
    /// The same, and begin a renewal beside it.
    UseAndRenew(Token<T>, RenewalReason),
    /// Begin a renewal, and wait for it.
    Renew(RenewalReason),
    /// Wait for the renewal that is under way.
    Wait,
    /// There is none, and none is asked for so long; `None` for until somebody says so.
    Fail(Option<Duration>),
}

/// A token, and which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<T> {
    pub(super) token: T,
    pub(super) epoch: u64,
}

impl<T: Clone + PartialEq> Machine<T> {
    /// Nothing is held.
    pub(super) fn new() -> Self {
        Self {
            held: None,
            epoch: 0,
            is_renewing: false,
            failures: 0,
            unproven: 0,
            pause: Pause::None,
        }
    }

    /// The token that is held, whatever its state is.
    pub(super) fn held(&self) -> Option<Token<T>> {
        self.held.as_ref().map(|kept| self.token(kept))
    }

    /// What to do for an attempt that may take so long. A renewal that it asks for is under way from here on.
    pub(super) fn next(&mut self, now: Instant, attempt: Duration) -> Next<T> {
        let Some(kept) = self.held.as_ref().filter(|kept| !kept.is_refused) else {
            return self.without(now);
        };
        let token = self.token(kept);
        match kept.state(now, attempt) {
            State::Good => Next::Use(token),
            _ if self.is_held_up(now) && kept.lasts(now) => Next::Use(token),
            State::Ageing if self.is_renewing => Next::Use(token),
            State::Ageing => {
                self.is_renewing = true;
                Next::UseAndRenew(token, RenewalReason::Ending)
            }
            State::Ending => self.wait(now, RenewalReason::Ending),
        }
    }

    /// A call that has no token it could be sent with.
    fn without(&mut self, now: Instant) -> Next<T> {
        let reason = match self.held {
            Some(_) => RenewalReason::Refused,
            None => RenewalReason::First,
        };
        self.wait(now, reason)
    }

    fn wait(&mut self, now: Instant, reason: RenewalReason) -> Next<T> {
        if self.is_renewing {
            return Next::Wait;
        }
        match self.pause {
            Pause::Latched => Next::Fail(None),
            Pause::Until(then) if then > now => Next::Fail(Some(then - now)),
            _ => {
                self.is_renewing = true;
                Next::Renew(reason)
            }
        }
    }

    fn is_held_up(&self, now: Instant) -> bool {
        match self.pause {
            Pause::None => false,
            Pause::Until(then) => then > now,
            Pause::Latched => true,
        }
    }

    /// Somebody wants another token now, whatever came before; whether a renewal is to begin.
    pub(super) fn told(&mut self) -> bool {
        self.pause = Pause::None;
        (self.failures, self.unproven) = (0, 0);
        !std::mem::replace(&mut self.is_renewing, true)
    }

    /// A renewal brought a token. `None` where it is the very one that was refused: it brought nothing. One that is there
    /// already and ends soon is of use as long as it lasts, and is asked for again after a pause.
    pub(super) fn renewed(
        &mut self,
        token: T,
        life: Option<Life>,
        now: Instant,
        chance: f64,
    ) -> Option<Token<T>> {
        let same = self.held.as_mut().filter(|kept| kept.token == token);
        match same {
            Some(kept) if kept.is_refused => {
                self.failed(now, chance, Duration::ZERO);
                return None;
            }
            Some(kept) => {
                kept.life = life;
                if kept.state(now, Duration::ZERO) != State::Good {
                    self.failed(now, chance, Duration::ZERO);
                    return self.held();
                }
            }
            None => self.hold(token, life, false),
        }
        self.is_renewing = false;
        self.failures = 0;
        if self.unproven < 2 {
            self.pause = Pause::None;
        }
        self.held()
    }

    /// A renewal brought nothing; the next one may be tried after a pause, and not before this wait is over.
    pub(super) fn failed(&mut self, now: Instant, chance: f64, wait: Duration) {
        self.is_renewing = false;
        self.failures = self.failures.saturating_add(1);
        self.pause_for(PAUSE.wait(self.failures, chance).max(wait), now);
    }

    /// How long nobody asks again; none where it is until somebody says so.
    pub(super) fn pause(&self, now: Instant) -> Option<Duration> {
        match self.pause {
            Pause::Until(then) => Some(then.saturating_duration_since(now)),
            Pause::None | Pause::Latched => None,
        }
    }

    /// A renewal brought nothing, and would bring nothing again: no other is tried until somebody says so.
    pub(super) fn latched(&mut self) {
        self.is_renewing = false;
        self.failures = self.failures.saturating_add(1);
        self.pause = Pause::Latched;
    }

    /// The server refuses the token of that epoch. Whether it is the one that is held.
    pub(super) fn refused(&mut self, epoch: u64, now: Instant, chance: f64) -> bool {
        let is_present = epoch == self.epoch;
        let Some(kept) = self.held.as_mut().filter(|_| is_present) else {
            return false;
        };
        if std::mem::replace(&mut kept.is_refused, true) {
            return true;
        }
        if !kept.is_proven {
            self.unproven = self.unproven.saturating_add(1);
        }
        // One that was never good may be an old one. Two in a row are no chance: more would be a loop.
        if self.unproven >= 2 && self.pause != Pause::Latched {
            self.pause_for(PAUSE.wait(self.unproven - 1, chance), now);
        }
        true
    }

    /// The server took the token of that epoch.
    pub(super) fn taken(&mut self, epoch: u64) {
        let is_present = epoch == self.epoch;
        if let Some(kept) = self.held.as_mut().filter(|_| is_present) {
            kept.is_proven = true;
            self.unproven = 0;
        }
    }

    /// The server sent another token in the place of that of this epoch. Whether it is held now.
    pub(super) fn replaced(&mut self, epoch: u64, token: T, life: Option<Life>) -> bool {
        let is_present = epoch == self.epoch && self.held.is_some();
        if is_present {
            self.hold(token, life, true);
            self.unproven = 0;
        }
        is_present
    }

    /// The token of this epoch, where it is held and nothing is known of its end.
    pub(super) fn lasting_unknown(&self, epoch: u64) -> Option<&T> {
        let held = self.held.as_ref()?;
        (epoch == self.epoch && held.life.is_none()).then_some(&held.token)
    }

    /// When the token of this epoch ends has become known.
    pub(super) fn ends(&mut self, epoch: u64, life: Life) {
        let is_present = epoch == self.epoch;
        if let Some(kept) = self.held.as_mut().filter(|_| is_present) {
            kept.life = Some(life);
        }
    }

    fn hold(&mut self, token: T, life: Option<Life>, is_proven: bool) {
        self.epoch += 1;
        self.held = Some(Kept {
            token,
            life,
            is_refused: false,
            is_proven,
        });
    }

    fn pause_for(&mut self, pause: Duration, now: Instant) {
        // One that no clock will see the end of is over when somebody says so.
        self.pause = now.checked_add(pause).map_or(Pause::Latched, Pause::Until);
    }

    fn token(&self, kept: &Kept<T>) -> Token<T> {
        Token {
            token: kept.token.clone(),
            epoch: self.epoch,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Good,
    /// Good for this attempt, and not for much longer.
    Ageing,
    /// It could end before the attempt does.
    Ending,
}

impl<T> Kept<T> {
    fn state(&self, now: Instant, attempt: Duration) -> State {
        let Some(life) = self.life else {
            return State::Good;
        };
        // A token that does not last as long as an attempt may is good for a half of its time, or it would be for none.
        let needed = attempt.saturating_add(MARGIN).min(life.span / 2);
        let left = life.ends.saturating_duration_since(now);
        if left < needed || left.is_zero() {
            State::Ending
        } else if left < needed + AHEAD.min(life.span / 4) {
            State::Ageing
        } else {
            State::Good
        }
    }

    fn lasts(&self, now: Instant) -> bool {
        self.life.is_none_or(|life| life.ends > now)
    }
}

#[cfg(test)]
mod tests;
