//! A lease of the gate: what is known of it, and the task that keeps it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedMutexGuard, oneshot};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::loss::{OnLoss, Watch};
use super::script::{ENTER, LEAVE, RENEW, Refused, Run, Script, Store, unexpected, was_not_run};
use super::traces::Traces;
use crate::call::{Lease, Renewing};
use crate::connector::BoxError;

/// Between two tries of what a Redis did not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// No lease is wanted for longer.
const LONGEST: Duration = Duration::from_secs(100 * 24 * 3600);

/// What is known of a lease, in this process' own time. Pure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// Not given yet.
    Waiting,
    /// It is held until then at least.
    Until(Instant),
    /// The Redis is away, and the process goes on by itself.
    Alone,
    /// It is another's, since then at the latest.
    Lost(Instant),
}

/// What the Redis says of a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It is ours, until then.
    Ours(Instant),
    /// It is not ours any more.
    NotOurs,
    /// Nothing, though it is needed to go on; or it is not needed yet.
    Nothing { is_needed: bool },
}

impl Hold {
    pub(super) fn hear(self, heard: Heard, on_loss: OnLoss, now: Instant) -> Self {
        match (self, heard) {
            (Self::Lost(since), _) => Self::Lost(since),
            (Self::Until(known), Heard::Ours(until)) => Self::Until(known.max(until)),
            (_, Heard::Ours(until)) => Self::Until(until),
            (_, Heard::NotOurs) => Self::Lost(now),
            (_, Heard::Nothing { is_needed: true }) if on_loss == OnLoss::GoOn => Self::Alone,
            (hold, Heard::Nothing { .. }) => hold,
        }
    }

    /// When it ends unless it is renewed.
    fn ends(self, now: Instant) -> Option<Instant> {
        match self {
            Self::Alone => None,
            Self::Until(until) => Some(until),
            Self::Lost(since) => Some(since),
            Self::Waiting => Some(now),
        }
    }
}

/// What came of asking for the gate.
#[derive(Debug)]
pub(super) enum Entered {
    /// The lease is held, or the process goes on alone.
    Holds,
    /// So many wait before.
    Behind(i64),
}

/// A claim to the gate: one that waits, or one that holds it.
pub(super) struct Claim {
    store: Arc<dyn Store>,
    keys: Arc<[String]>,
    on_loss: OnLoss,
    watch: Arc<Watch>,
    owner: String,
    /// How long it lasts unless it is renewed.
    term: Duration,
    /// How much longer it lasts in the Redis.
    quarantine: Duration,
    hold: Mutex<Hold>,
    traces: Mutex<Traces>,
}

impl Claim {
    pub(super) fn new(
        (store, keys): (Arc<dyn Store>, Arc<[String]>),
        (on_loss, watch): (OnLoss, Arc<Watch>),
        owner: String,
        (term, quarantine): (Duration, Duration),
    ) -> Self {
        Self {
            store,
            keys,
            on_loss,
            watch,
            owner,
            term: term.min(LONGEST),
            quarantine: quarantine.min(LONGEST),
            hold: Mutex::new(Hold::Waiting),
            traces: Mutex::default(),
        }
    }

    /// Asks for the gate once. Who does not ask again within `patience` waits no longer.
    pub(super) async fn enter(&self, patience: Duration) -> Result<Entered, BoxError> {
        if let Some(why) = self.may_go_on().then(|| self.store.away()).flatten() {
            self.hear_nothing(&why, true);
            return Ok(Entered::Holds);
        }
        let asked = Instant::now();
        let lasts = self.term.saturating_add(self.quarantine);
        let answer = match self.ask(&ENTER, lasts, millis(patience)).await {
            Ok(answer) => answer,
            Err(why) if self.may_go_on() => {
                self.hear_nothing(&why.to_string(), true);
                return Ok(Entered::Holds);
            }
            Err(why) => return Err(self.watch.stops(&why)),
        };
        match answer.as_slice() {
            [1, _] => {
                self.hear(Heard::Ours(asked + self.term));
                Ok(Entered::Holds)
            }
            [0, ahead] => {
                self.traces().has_nothing();
                Ok(Entered::Behind(*ahead))
            }
            other => Err(unexpected(other)),
        }
    }

    /// Makes it last for its whole time from now on, and until `until`, where that is later.
    pub(super) async fn renew(&self, until: Option<Instant>) -> Result<(), BoxError> {
        if let Hold::Lost(_) = self.hold() {
            return Err(self.lost());
        }
        let asked = Instant::now();
        let wanted = until.map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(asked)
        });
        let term = self.term.max(wanted.min(LONGEST));
        let lasts = term.saturating_add(self.quarantine);
        let anew = u8::from(self.may_go_on()).to_string();
        let answer = match self.ask(&RENEW, lasts, anew).await {
            Ok(answer) => answer,
            Err(why) => {
                self.hear_nothing(&why.to_string(), until.is_some());
                return match self.hold() {
                    Hold::Alone => Ok(()),
                    _ if !self.may_go_on() => Err(self.watch.stops(&why)),
                    _ => Err(self.watch.stopped(&why)),
                };
            }
        };
        match answer.as_slice() {
            [1] => {
                self.hear(Heard::Ours(asked + term));
                Ok(())
            }
            [0 | -1] => {
                self.hear(Heard::NotOurs);
                Err(self.lost())
            }
            other => Err(unexpected(other)),
        }
    }

    /// Gives it back, or the place in the queue; the gate stays shut until `open`. True, where nothing of it can be left
    /// behind in the Redis.
    async fn leave(&self, open: Instant) -> bool {
        let shut = open.saturating_duration_since(Instant::now());
        let answer = self.store.run(self.leaving(shut)).await;
        if answer.is_ok() {
            self.watch.back();
        }
        let was_ours = answer.ok().map(|answer| answer == [1]);
        self.traces().is_left(was_ours, Instant::now())
    }

    fn leaving(&self, shut: Duration) -> Run {
        self.run(&LEAVE, vec![self.owner.clone(), millis(shut)])
    }

    fn run(&self, script: &'static Script, arguments: Vec<String>) -> Run {
        Run {
            script,
            keys: Arc::clone(&self.keys),
            arguments,
        }
    }

    /// Asks for a lease that lasts so long in the Redis.
    async fn ask(
        &self,
        script: &'static Script,
        lasts: Duration,
        last: String,
    ) -> Result<Vec<i64>, BoxError> {
        let run = self.run(script, vec![self.owner.clone(), millis(lasts), last]);
        let before = self.traces().send(Instant::now() + lasts);
        let answer = self.store.run(run).await;
        match &answer {
            Ok(_) => self.traces().is_answered(),
            Err(why) if was_not_run(why) => *self.traces() = before,
            // What it did before it broke off is done, and nothing comes later.
            Err(why) if why.is::<Refused>() => self.traces().is_answered(),
            Err(_) => self.traces().is_late(),
        }
        let answer = answer?;
        self.watch.back();
        Ok(answer)
    }

    fn traces(&self) -> MutexGuard<'_, Traces> {
        self.traces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the Redis may keep something of it that is not another's by now.
    fn may_be_kept(&self) -> bool {
        !matches!(self.hold(), Hold::Lost(_)) && self.traces().may_be_there(Instant::now())
    }

    fn may_go_on(&self) -> bool {
        self.on_loss == OnLoss::GoOn
    }

    fn hold(&self) -> Hold {
        *self.hold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, heard: Heard) {
        let mut hold = self.hold.lock().unwrap_or_else(PoisonError::into_inner);
        *hold = hold.hear(heard, self.on_loss, Instant::now());
    }

    fn hear_nothing(&self, why: &str, is_needed: bool) {
        self.hear(Heard::Nothing { is_needed });
        if self.hold() == Hold::Alone {
            self.watch.lost(why);
        }
    }

    fn lost(&self) -> BoxError {
        "the lease of the write gate was lost: another process has it, or had it. Look at what was written meanwhile, and \
         ask for a new permit"
            .into()
    }
}

/// A lease that is held. Dropped without being given back, it keeps the gate shut for the quarantine.
pub(super) struct Leased {
    claim: Arc<Claim>,
    /// How long the gate stays shut; dropped, for the quarantine.
    leave: oneshot::Sender<Duration>,
}

impl Leased {
    /// Has the lease kept, and with it the turn of this process. Within a runtime.
    pub(super) fn begin(claim: Arc<Claim>, turn: Option<OwnedMutexGuard<()>>) -> Self {
        let (leave, leaves) = oneshot::channel();
        let keeper = Keeper {
            claim: Arc::clone(&claim),
            turn,
            leaves,
            shut: None,
            is_renewed: true,
            is_done: false,
        };
        tokio::spawn(keeper.keep());
        Self { claim, leave }
    }
}

impl Lease for Leased {
    fn ends(&self) -> Option<Instant> {
        self.claim.hold().ends(Instant::now())
    }

    fn renew(&self, until: Instant) -> Renewing {
        let claim = Arc::clone(&self.claim);
        Box::pin(async move { claim.renew(Some(until)).await })
    }

    fn release(self: Box<Self>) {
        // Nobody listens where the runtime is gone: the lease ends by itself.
        let _ = self.leave.send(Duration::ZERO);
    }
}

/// Renews a lease until it is given back; then gives it back. One task does both, so that no renewal comes after the end.
struct Keeper {
    claim: Arc<Claim>,
    turn: Option<OwnedMutexGuard<()>>,
    leaves: oneshot::Receiver<Duration>,
    /// How long the gate stays shut, once that is known.
    shut: Option<Duration>,
    /// Whether the last renewal was answered.
    is_renewed: bool,
    is_done: bool,
}

impl Keeper {
    async fn keep(mut self) {
        let shut = self.until_left().await;
        self.shut = Some(shut);
        let open = Instant::now() + shut;
        self.is_done = self.claim.leave(open).await;
        if self.claim.hold() == Hold::Alone {
            // No key keeps the gate shut for certain: the turn does, for this process.
            sleep_until(open).await;
        }
        drop(self.turn.take());
        while !self.is_done {
            sleep(AGAIN).await;
            // One that is away is looked after already.
            if self.claim.store.away().is_none() {
                self.is_done = self.claim.leave(open).await;
            }
        }
    }

    /// How long the gate is to stay shut.
    async fn until_left(&mut self) -> Duration {
        loop {
            let pause = self.pause();
            if let Ok(left) = timeout(pause, &mut self.leaves).await {
                return left.unwrap_or(self.claim.quarantine);
            }
            self.is_renewed = self.claim.renew(None).await.is_ok();
        }
    }

    fn pause(&self) -> Duration {
        let third = self.claim.term / 3;
        let is_kept = self.is_renewed && self.claim.hold() != Hold::Alone;
        if is_kept { third } else { AGAIN.min(third) }
    }
}

/// The runtime ends, and with it the task.
impl Drop for Keeper {
    fn drop(&mut self) {
        if self.is_done || !self.claim.may_be_kept() {
            return;
        }
        let told = self.shut.or_else(|| self.leaves.try_recv().ok());
        let run = self.claim.leaving(told.unwrap_or(self.claim.quarantine));
        self.claim.store.part(&run);
    }
}

fn millis(time: Duration) -> String {
    // Rounded up: nothing ends too early.
    time.as_nanos().div_ceil(1_000_000).to_string()
}
