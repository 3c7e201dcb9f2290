//! The door: counts the writes that were let in, knows which of them were sent, and is shut once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use wikijs_wire::{Effect, Variables};

use crate::call::{Counted, Underway, shut_down};
use crate::connector::Progress;
use crate::error::Error;

/// The way into a client, one for all its clones and for the clients that sign in for them.
#[derive(Default)]
pub(crate) struct Door {
    inside: Mutex<Inside>,
    /// It was shut.
    shuts: Notify,
    /// What was counted is over.
    left: Notify,
}

#[derive(Default)]
struct Inside {
    is_shut: bool,
    /// How many writes were let in before: the number of the next one.
    entered: u64,
    writes: BTreeMap<u64, Write>,
    /// How many tokens are being had now.
    renewals: usize,
}

/// What was let in, and is to be counted.
struct Write {
    name: String,
    /// Whether it is a call, which the server may have carried out, and no work of our own.
    is_call: bool,
    /// It was sent, and what came of it is not known yet.
    is_sent: bool,
    /// A task of ours carries it.
    is_held: bool,
}

impl Write {
    /// Whether who shuts the door waits for it.
    fn is_waited_for(&self) -> bool {
        self.is_sent || self.is_held || !self.is_call
    }
}

/// What asks to be let in.
pub(crate) struct Card<'c> {
    pub(crate) name: &'c str,
    /// What it may do.
    pub(crate) effect: Effect,
    /// The API fields that it calls, where they are known.
    pub(crate) fields: &'c [&'static str],
    /// What it is sent with, where it is a call.
    pub(crate) variables: Option<&'c Variables>,
}

/// By which way it comes in.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// As all do: until the client is shut down.
    Front,
    /// For having a token: as long as one is being had, after the end, too, since a call that was let in before may wait
    /// for it. What writes there more than a sign-in does, as a new password, does not. Who waits for the token goes by this
    /// progress, which is that of the call let in last.
    SignIn(Progress),
}

impl Door {
    /// Lets no call in any more.
    pub(crate) fn shut(&self) {
        self.inside().is_shut = true;
        self.shuts.notify_waiters();
    }

    /// Waits until it is shut.
    pub(crate) async fn closed(&self) {
        until(&self.shuts, || self.inside().is_shut).await;
    }

    /// What is waited for, oldest first.
    pub(crate) fn left(&self) -> Left {
        let inside = self.inside();
        let named = |wanted: fn(&Write) -> bool| {
            let named = inside.writes.values().filter(|write| wanted(write));
            named.map(|write| write.name.clone()).collect()
        };
        Left {
            sent: named(|write| write.is_call && write.is_sent),
            own: named(|write| !write.is_call),
        }
    }

    /// Waits until no write that was sent is under way.
    pub(crate) async fn empty(&self) {
        let is_empty = || !self.inside().writes.values().any(Write::is_waited_for);
        until(&self.left, is_empty).await;
    }

    /// Changes a write unless the door is shut.
    fn change(&self, number: u64, change: impl FnOnce(&mut Write)) -> bool {
        let mut inside = self.inside();
        if inside.is_shut {
            return false;
        }
        inside.writes.get_mut(&number).map(change);
        true
    }

    /// Notes that a token is being had, for as long as what is returned is kept.
    pub(crate) fn renewing(self: &Arc<Self>) -> Underway {
        self.inside().renewals += 1;
        Underway::new(HavingToken(Arc::clone(self)))
    }

    /// # Errors
    ///
    /// The client is shut down.
    pub(super) fn let_in(
        self: &Arc<Self>,
        card: &Card<'_>,
        by: &Entry,
    ) -> Result<Option<Underway>, Error> {
        let inside = self.inside();
        let signs_in = matches!(by, Entry::SignIn(_));
        let counts = card.writes() && !(signs_in && card.only_signs_in());
        if inside.is_shut && !(signs_in && inside.needs_token(counts)) {
            return Err(shut_down());
        }
        Ok(counts.then(|| self.enter(inside, card.named(), true)))
    }

    /// Counts what is no call and leaves something behind all the same, shut or not: who shuts the door waits for it.
    pub(crate) fn keeping(self: &Arc<Self>, what: &str) -> Underway {
        self.enter(self.inside(), what.to_owned(), false)
    }

    fn enter(
        self: &Arc<Self>,
        mut inside: MutexGuard<'_, Inside>,
        name: String,
        is_call: bool,
    ) -> Underway {
        let number = inside.entered;
        inside.entered += 1;
        let write = Write {
            name,
            is_call,
            is_sent: false,
            is_held: false,
        };
        inside.writes.insert(number, write);
        let door = Arc::clone(self);
        Underway::new(Entered { door, number })
    }

    fn leave(&self, number: u64) {
        self.inside().writes.remove(&number);
        self.left.notify_waiters();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn until(changed: &Notify, is_so: impl Fn() -> bool) {
    loop {
        let changed = changed.notified();
        if is_so() {
            return;
        }
        changed.await;
    }
}

/// What is still under way when the time for shutting down is over.
pub(crate) struct Left {
    /// Writes that were sent and not answered.
    pub(crate) sent: Vec<String>,
    /// Work of our own.
    pub(crate) own: Vec<String>,
}

/// A write that was let in.
struct Entered {
    door: Arc<Door>,
    number: u64,
}

impl Counted for Entered {
    fn begin(&self) -> bool {
        self.door.change(self.number, |write| write.is_sent = true)
    }

    fn pause(&self) -> bool {
        self.door.change(self.number, |write| write.is_sent = false)
    }

    fn hold(&self) -> bool {
        self.door.change(self.number, |write| write.is_held = true)
    }

    fn refused(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            self.door.closed().await;
            // Nothing changes that any more.
            let write = |inside: &Inside| inside.writes.get(&self.number).map(|it| it.is_sent);
            if write(&self.door.inside()) == Some(true) {
                pending().await
            }
        })
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.door.leave(self.number);
    }
}

/// A token that is being had.
struct HavingToken(Arc<Door>);

impl Counted for HavingToken {}

impl Drop for HavingToken {
    fn drop(&mut self) {
        self.0.inside().renewals -= 1;
    }
}

impl Inside {
    /// Whether a read that was let in before the end may wait for what has a token.
    fn needs_token(&self, writes: bool) -> bool {
        self.renewals > 0 && !writes
    }
}

/// The steps of a sign-in that leave nothing behind to look at.
const SIGN_INS: [&str; 2] = ["authentication.login", "authentication.loginTFA"];

impl Card<'_> {
    pub(super) fn writes(&self) -> bool {
        self.effect != Effect::Read
    }

    /// What it is, and on what, as far as its variables say so.
    fn named(&self) -> String {
        let mut named = self.name.to_owned();
        let mut fields = self.fields.join(", ");
        for name in ["path", "id"] {
            let value = self.variables.and_then(|variables| variables.get(name));
            if let Some(value) = value {
                let _ = write!(fields, " {name} {value}");
                break;
            }
        }
        if !fields.is_empty() {
            let _ = write!(named, " ({fields})");
        }
        named
    }

    fn only_signs_in(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| SIGN_INS.contains(field))
    }
}
