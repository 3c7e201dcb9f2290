//! Keeps a client's token, and has it renewed: once for all calls that wait, in a task of its own, so that a caller that
//! goes away neither loses a renewal nor causes a second one.
//!
//! `state.rs` decides; here its decisions are carried out.

use std::future::ready;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use wikijs_wire::Secret;

use super::clock::ServerClock;
use super::failure::{
    broken_off, ended, nothing_to_renew, refused_again, the_same, too_long, without_token,
};
use super::renewer::{Failed, Fresh, Lasts, RenewalWanted, Renewer, Ticket};
use super::state::{Machine, Next, RenewalReason, Token};
use crate::call::{Ask, Asked, Authority, Credential, Dice, Fingerprint, Held};
use crate::error::Error;

/// Where the server puts a token that takes the place of the one that was sent.
const NEW_TOKEN: HeaderName = HeaderName::from_static("new-jwt");

/// A client's token.
pub(crate) struct Keeper(Arc<Shared>);

struct Shared {
    fingerprint: Fingerprint,
    /// None where the token is all there is.
    renewer: Option<Arc<dyn Renewer>>,
    /// The longest that a renewal may take.
    limit: Duration,
    clock: Arc<ServerClock>,
    dice: Dice,
    state: Mutex<State>,
}

struct State {
    machine: Machine<Ticket>,
    under_way: Option<watch::Receiver<Outcome>>,
    /// Why there is no token.
    failure: Option<Error>,
}

/// What came of a renewal; none as long as it is under way.
type Outcome = Option<Result<Held, Error>>;

impl Keeper {
    /// Keeps a token that there is no other for, unless the server sends one.
    pub(crate) fn fixed(credential: Arc<Credential>, clock: Arc<ServerClock>) -> Self {
        // What runs under the same token by an option of its own is the same identity.
        let fingerprint = credential.fingerprint();
        let keeper = Self::of(fingerprint, None, Duration::MAX, clock);
        let ticket = Ticket::new(Fresh {
            credential,
            lasts: Lasts::UntilRefused,
        });
        let (mut state, now) = (keeper.0.state(), Instant::now());
        state.machine.renewed(ticket, None, now, 0.0);
        drop(state);
        keeper
    }

    /// Keeps the tokens that `renewer` has; a renewal may take so long.
    pub(crate) fn renewing(
        renewer: Arc<dyn Renewer>,
        limit: Duration,
        clock: Arc<ServerClock>,
    ) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // No token holds a blank.
        let fingerprint = Fingerprint::of(&format!("keeper {number}"));
        Self::of(fingerprint, Some(renewer), limit, clock)
    }

    fn of(
        fingerprint: Fingerprint,
        renewer: Option<Arc<dyn Renewer>>,
        limit: Duration,
        clock: Arc<ServerClock>,
    ) -> Self {
        Self(Arc::new(Shared {
            fingerprint,
            renewer,
            limit,
            clock,
            dice: Dice::unforeseen(),
            state: Mutex::new(State {
                machine: Machine::new(),
                under_way: None,
                failure: None,
            }),
        }))
    }
}

impl Authority for Keeper {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }

    fn holds(&self) -> Option<Fingerprint> {
        let held = self.0.state().machine.held();
        held.map(|held| held.token.credential.fingerprint())
    }

    fn ask(self: Arc<Self>, attempt: Duration) -> Ask {
        let shared = &self.0;
        let mut state = shared.state();
        if shared.renewer.is_none() {
            return match state.machine.held() {
                Some(token) => Ask::Now(held(&token)),
                None => later(Err(ended())),
            };
        }
        match state.machine.next(Instant::now(), attempt) {
            Next::Use(token) => Ask::Now(held(&token)),
            Next::UseAndRenew(token, reason) => {
                shared.begin(state, reason);
                Ask::Now(held(&token))
            }
            Next::Renew(reason) => shared.later(shared.begin(state, reason)),
            Next::Wait => match state.under_way.clone() {
                Some(under_way) => shared.later(under_way),
                None => later(Err(ended())),
            },
            Next::Fail(pause) => later(Err(state.failure(pause))),
        }
    }

    fn renew(self: Arc<Self>) -> Ask {
        let shared = &self.0;
        let mut state = shared.state();
        if shared.renewer.is_none() {
            return later(Err(nothing_to_renew()));
        }
        let under_way = match state.machine.told() {
            true => shared.begin(state, RenewalReason::Asked),
            false => match state.under_way.clone() {
                Some(under_way) => under_way,
                None => return later(Err(ended())),
            },
        };
        shared.later(under_way)
    }

    fn renews(&self) -> bool {
        self.0.renewer.is_some()
    }

    fn refused(&self, epoch: u64) {
        let (now, chance) = (Instant::now(), self.0.dice.roll());
        self.0.state().machine.refused(epoch, now, chance);
    }

    fn taken(&self, epoch: u64, headers: &HeaderMap) {
        let mut state = self.0.state();
        state.machine.taken(epoch);
        self.0.learn_end(&mut state, epoch);
        let Some(credential) = replacement(headers) else {
            return;
        };
        let ticket = Ticket::new(Fresh {
            credential: Arc::clone(&credential),
            lasts: state.replacement_lasts(),
        });
        let life = ticket.life(&self.0.clock);
        let is_news = state.machine.replaced(epoch, ticket, life);
        drop(state);
        if let Some(renewer) = self.0.renewer.as_ref().filter(|_| is_news) {
            let (wiki, account) = renewer.whose();
            tracing::debug!(wiki, account, "the server renewed the token");
            renewer.replaced(&credential);
        }
    }
}

/// Whether the server sent a token in the place of the one it was sent.
pub(super) fn is_replaced(headers: &HeaderMap) -> bool {
    replacement(headers).is_some()
}

/// The token that the server sent in the place of the one it was sent: a header, or a cookie where the request was not of
/// exactly the right type.
fn replacement(headers: &HeaderMap) -> Option<Arc<Credential>> {
    let header = headers.get(NEW_TOKEN).and_then(|value| value.to_str().ok());
    let cookie = || {
        let mut cookies = headers.get_all(SET_COOKIE).iter();
        cookies.find_map(|cookie| {
            let token = cookie.to_str().ok()?.strip_prefix("jwt=")?;
            token.split(';').next()
        })
    };
    let token = header.or_else(cookie).filter(|token| !token.is_empty())?;
    Credential::new(&Secret::from(token)).ok().map(Arc::new)
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a renewal. The state says that one is under way already; it is unlocked before the task begins, since one
    /// that is not let begin ends at once, and says so.
    fn begin(
        self: &Arc<Self>,
        mut state: MutexGuard<'_, State>,
        reason: RenewalReason,
    ) -> watch::Receiver<Outcome> {
        let (to, from) = watch::channel(None);
        state.under_way = Some(from.clone());
        let ending = Ending {
            shared: Some(Arc::clone(self)),
            to,
        };
        let last = state.machine.held().map(|held| held.token.credential);
        drop(state);
        let wanted = RenewalWanted { reason, last };
        let (wiki, account) = self.whose();
        tracing::debug!(wiki, account, ?reason, "renewing the token");
        tokio::spawn(ending.run(wanted));
        from
    }

    /// The token that the renewal under way will have.
    fn later(&self, under_way: watch::Receiver<Outcome>) -> Ask {
        let renewer = self.renewer.as_ref();
        Ask::Later(Asked {
            held: Box::pin(wait(under_way)),
            sign_in: renewer.and_then(|renewer| renewer.sign_in()),
        })
    }

    /// Of which wiki and account the tokens are, as far as that is known.
    fn whose(&self) -> (Option<String>, Option<String>) {
        let whose = self.renewer.as_ref().map(|renewer| renewer.whose());
        whose.map_or((None, None), |(wiki, account)| (Some(wiki), account))
    }

    /// What came of a renewal.
    fn end(&self, result: Result<Fresh, Failed>) -> Result<Held, Error> {
        let (now, chance) = (Instant::now(), self.dice.roll());
        let mut state = self.state();
        state.under_way = None;
        match result {
            Ok(fresh) => {
                let ticket = Ticket::new(fresh);
                let life = ticket.life(&self.clock);
                match state.machine.renewed(ticket, life, now, chance) {
                    Some(token) => {
                        state.failure = None;
                        Ok(held(&token))
                    }
                    None => Err(state.tells(the_same(), now)),
                }
            }
            Err(Failed { error, for_good }) => {
                let (wiki, account) = self.whose();
                tracing::warn!(wiki, account, %error, for_good, "no token");
                let wait = error.retry_after().unwrap_or_default();
                match for_good {
                    true => state.machine.latched(),
                    false => state.machine.failed(now, chance, wait),
                }
                Err(state.tells(without_token(error, for_good), now))
            }
        }
    }

    /// A token that was there before anything was known of the server's clock.
    fn learn_end(&self, state: &mut State, epoch: u64) {
        let ticket = state.machine.lasting_unknown(epoch);
        let known = ticket.filter(|ticket| ticket.lasts == Lasts::AsItSays);
        if let Some(life) = known.and_then(|ticket| ticket.life(&self.clock)) {
            state.machine.ends(epoch, life);
        }
    }
}

impl State {
    /// How long a token lasts that the server sent: it was issued this moment, and what was to be used without regard to
    /// that is so still.
    fn replacement_lasts(&self) -> Lasts {
        match self.machine.held().map(|held| held.token.lasts) {
            Some(lasts @ (Lasts::UntilRefused | Lasts::For(_))) => lasts,
            _ => Lasts::FromNow,
        }
    }

    /// Notes why there is no token, and says so.
    fn tells(&mut self, failure: Error, now: Instant) -> Error {
        let told = failure.copy().with_retry_after(self.machine.pause(now));
        self.failure = Some(failure);
        told
    }

    /// The error of a call for which no token is asked for.
    fn failure(&self, pause: Option<Duration>) -> Error {
        let last = self.failure.as_ref().map(Error::copy);
        last.unwrap_or_else(refused_again).with_retry_after(pause)
    }
}

/// A renewal under way; dropped before its end, its task was ended.
struct Ending {
    shared: Option<Arc<Shared>>,
    to: watch::Sender<Outcome>,
}

impl Ending {
    async fn run(mut self, wanted: RenewalWanted) {
        let Some((shared, renewer)) = self
            .shared
            .as_ref()
            .and_then(|shared| Some((Arc::clone(shared), shared.renewer.clone()?)))
        else {
            return;
        };
        let result = match timeout(shared.limit, renewer.renew(wanted)).await {
            Ok(result) => result,
            Err(_) => Err(Failed {
                error: too_long(shared.limit, renewer.sign_in().as_ref()),
                for_good: false,
            }),
        };
        self.tell(result);
    }

    fn tell(&mut self, result: Result<Fresh, Failed>) {
        if let Some(shared) = self.shared.take() {
            let outcome = shared.end(result);
            self.to.send_replace(Some(outcome));
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.tell(Err(Failed {
            error: broken_off(),
            for_good: false,
        }));
    }
}

fn held(token: &Token<Ticket>) -> Held {
    Held {
        credential: Arc::clone(&token.token.credential),
        epoch: token.epoch,
        ends: token.token.claims.ends,
    }
}

fn later(outcome: Result<Held, Error>) -> Ask {
    Ask::Later(Asked {
        held: Box::pin(ready(outcome)),
        sign_in: None,
    })
}

/// Waits for a renewal that is under way.
async fn wait(mut under_way: watch::Receiver<Outcome>) -> Result<Held, Error> {
    match under_way.wait_for(Option::is_some).await {
        Ok(outcome) => match &*outcome {
            Some(Ok(held)) => Ok(held.clone()),
            Some(Err(error)) => Err(error.copy()),
            None => Err(ended()),
        },
        Err(_) => Err(ended()),
    }
}
