//! The write gate of many machines: waits in a queue that a Redis keeps.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::sleep;

use super::lease::{Claim, Entered, Leased};
use super::loss::{OnLoss, Watch};
use super::script::Store;
use super::settings::Redis;
use crate::call::{Dice, Lease, Permit, within_a_runtime};
use crate::connector::BoxError;
use crate::layers::upper::write_gate::{Acquiring, Wanted, WriteGate};

/// Who does not ask for so long is not waiting any more.
const PATIENCE: Duration = Duration::from_secs(2);

/// Between two times that the first in the queue asks; each one further behind asks less often.
const PAUSE: Duration = Duration::from_millis(10);
const BEHIND: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(150);

/// A gate for all clients of all processes that name the same Redis, prefix and gate.
///
/// # What it promises
///
/// The right to write is a lease: a key that one process at a time has, and that ends by itself. While it is held it is
/// renewed, at a third of its time. Before each attempt it is made to last for the whole attempt, and
/// [`Wanted::quarantine`] longer in the Redis: nothing is sent under a lease that could end before the attempt's time
/// limit, and a process that ends in the middle of a write leaves the gate shut for as long as the server may go on. It is
/// renewed and given back only if it is still one's own. Processes that wait are let in by turns, in the order in which
/// they came; one that went away is passed over after two seconds. A program that ends right behind its last write gives the
/// gate back all the same: as its runtime ends.
///
/// # What it does not promise
///
/// The wiki knows nothing of leases (it checks no fence): a request that was held up on the way for longer than its
/// attempt may take, or by a process that was stopped between the look at its lease and the sending, is not stopped by the
/// end of the lease. The order is that of one Redis: one that loses its memory (restarted without persistence, or replaced
/// by a replica that is behind) may give the gate away twice. Let it write its log (`appendonly yes`) where that matters.
///
/// While the Redis does not answer nothing is written ([`OnLoss::Stop`]): two writes that meet damage the page tree, and a
/// write can be made later. [`on_loss`](Self::on_loss) says otherwise; the writes of all clones of one `RedisGate` go one at
/// a time then, too, and those of two that were made by the same name may meet, as those of two processes: make one, and
/// give its clones to the clients.
#[derive(Clone)]
pub struct RedisGate {
    store: Arc<dyn Store>,
    keys: Arc<[String]>,
    has_name: bool,
    on_loss: OnLoss,
    lease: Duration,
    /// Those of this process wait here, so that one of them at a time waits in the Redis.
    turns: Arc<Mutex<()>>,
    watch: Arc<Watch>,
    dice: Arc<Dice>,
}

impl RedisGate {
    /// A gate of this name: one for each wiki. The empty name is refused when a client is built with it.
    pub fn new(redis: &Redis, name: &str) -> Self {
        let key = |of| redis.key("gate", name, of);
        Self {
            store: Arc::clone(&redis.store),
            keys: Arc::new([key("lease"), key("queue"), key("seen")]),
            has_name: !name.is_empty(),
            on_loss: OnLoss::Stop,
            lease: Duration::from_secs(15),
            turns: Arc::default(),
            watch: Arc::new(Watch::new(format!("the write gate `{name}`"))),
            dice: Arc::new(Dice::unforeseen()),
        }
    }

    /// What becomes of writes while the Redis does not answer: they are not sent, by default.
    pub fn on_loss(mut self, on_loss: OnLoss) -> Self {
        self.on_loss = on_loss;
        self
    }

    /// How much longer than one attempt a lease lasts unless it is renewed: 15 s by default. It is renewed at a third of
    /// its whole time, and so many failed renewals are outlived as fit in; a process that ends leaves the gate shut for
    /// that much longer. Zero is allowed: a lease lasts for one attempt then, and no longer.
    pub fn lease(mut self, longer: Duration) -> Self {
        self.lease = longer;
        self
    }

    /// How long to wait with so many before.
    fn pause(&self, ahead: i64) -> Duration {
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        let pause = PAUSE.saturating_add(BEHIND.saturating_mul(ahead));
        // Neighbours that ask at the same time would go on doing so.
        pause.min(LONGEST_PAUSE).mul_f64(0.5 + self.dice.roll())
    }

    async fn wait(self, wanted: Wanted) -> Result<Permit, BoxError> {
        within_a_runtime()?;
        let turn = Arc::clone(&self.turns).lock_owned().await;
        let claim = Claim::new(
            (Arc::clone(&self.store), Arc::clone(&self.keys)),
            (self.on_loss, Arc::clone(&self.watch)),
            owner(),
            (wanted.attempt.saturating_add(self.lease), wanted.quarantine),
        );
        let waiting = Waiting::new(Arc::new(claim), turn);
        loop {
            match waiting.claim.enter(PATIENCE).await? {
                Entered::Holds => return Ok(waiting.begin()),
                Entered::Behind(ahead) => sleep(self.pause(ahead)).await,
            }
        }
    }
}

impl WriteGate for RedisGate {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        Box::pin(self.clone().wait(wanted))
    }

    fn check(&self) -> Result<(), BoxError> {
        match self.has_name {
            true => Ok(()),
            false => Err(
                "a `RedisGate` has the empty name: name what it guards, as all that share it do"
                    .into(),
            ),
        }
    }
}

impl fmt::Debug for RedisGate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisGate")
            .field("keys", &self.keys)
            .field("on_loss", &self.on_loss)
            .field("lease", &self.lease)
            .finish_non_exhaustive()
    }
}

/// A place in the queue. Dropped, it is given up: also a lease that was given meanwhile, and nobody knew.
struct Waiting {
    claim: Arc<Claim>,
    turn: Option<OwnedMutexGuard<()>>,
    runtime: Handle,
}

impl Waiting {
    fn new(claim: Arc<Claim>, turn: OwnedMutexGuard<()>) -> Self {
        Self {
            claim,
            turn: Some(turn),
            runtime: Handle::current(),
        }
    }

    fn begin(mut self) -> Permit {
        Permit::leased(Leased::begin(Arc::clone(&self.claim), self.turn.take()))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let Some(turn) = self.turn.take() else {
            return;
        };
        // As a lease that is released right away, and until the Redis says so: what was not answered may be given yet.
        let _within = self.runtime.enter();
        Box::new(Leased::begin(Arc::clone(&self.claim), Some(turn))).release();
    }
}

/// Tells a lease from all others.
fn owner() -> String {
    let [one, two] = [1, 2].map(|salt: u8| RandomState::new().hash_one(salt));
    format!("{one:016x}{two:016x}")
}
