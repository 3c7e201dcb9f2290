//! Puts a token on each attempt, and looks at what the server says of it.
//!
//! A token that is refused is replaced, and the attempt made once more: right for every effect, since nothing ran. One that
//! is over by the time that the limits below let the attempt pass is replaced before it is sent: [`Waited`].
//! `keeper.rs` has a client's token renewed, by a renewer, `state/` says when, `claims.rs` and `clock.rs` tell how long it
//! lasts.

mod claims;
mod clock;
mod failure;
mod keeper;
mod renewer;
mod state;

use std::slice;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use tokio::time::{Instant, timeout_at};
use tower::{Service, ServiceExt, service_fn};
use wikijs_wire::Effect;

pub use self::state::RenewalReason;

pub(crate) use self::clock::ServerClock;
pub(crate) use self::keeper::Keeper;
pub(crate) use self::renewer::{Failed, Fresh, Lasts, RenewalWanted, Renewed, Renewer};

use self::keeper::is_replaced;
use crate::call::{Ask, Asked, Authority, Exchange, Held, Reply};
use crate::connector::Progress;
use crate::error::{Error, ErrorKind, Verdict};

/// What the layer is made from.
#[derive(Clone)]
pub(crate) struct Auth {
    /// Tells the server's time.
    pub(crate) clock: Arc<ServerClock>,
    /// The longest that an attempt may take unless its call says otherwise.
    pub(crate) attempt_timeout: Duration,
}

/// The service that authenticates attempts of `inner`.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn authenticated<S>(
    inner: S,
    auth: Auth,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| run(inner.clone(), auth.clone(), exchange))
}

async fn run<S>(inner: S, auth: Auth, exchange: Exchange) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error> + Clone,
{
    // What signs in carries no token, and waits for none: it has its turn at the server's limit of sign-ins by then, or keeps
    // others from it, and the client's own would stand behind it.
    let authority = exchange.identity.authority();
    let Some(authority) = authority.filter(|_| !exchange.signs_in()).cloned() else {
        let outcome = inner.oneshot(exchange).await;
        auth.note(&outcome);
        return outcome;
    };
    let limit = exchange.attempt_limit(auth.attempt_timeout);
    let again = authority.renews().then(|| exchange.again());
    let (end, progress) = (exchange.deadline, exchange.request.progress.clone());
    let asked = Arc::clone(&authority).ask(limit);
    let held = answered(asked, end, &progress, "a token").await?;
    let sent = Sent::of(&exchange);
    let outcome = inner.clone().oneshot(bearing(exchange, held)).await;
    auth.note(&outcome);
    // Maybe another one than it set out with.
    let epoch = progress.carried();
    let judged = match &again {
        Some(_) => auth.judge(&outcome, sent),
        None => judge(&outcome, sent),
    };
    match (again, judged) {
        (_, Judged::Taken) => {
            tell(&*authority, epoch, &outcome);
            outcome
        }
        (Some(again), Judged::Refused { nothing_ran: true }) => {
            authority.refused(epoch);
            if again.underway.as_ref().is_some_and(|it| !it.pause()) {
                return outcome;
            }
            // Before the wait: a body that is still to be read takes up a place that a sign-in may need, and who gives up
            // in the wait is to be told that nothing was done.
            drop(outcome);
            progress.again(false);
            let asked = Arc::clone(&authority).ask(limit);
            let held = answered(asked, end, &progress, "another token").await?;
            resend(inner, &auth, &*authority, bearing(again, held)).await
        }
        (_, Judged::Refused { .. }) => {
            authority.refused(epoch);
            outcome
        }
        (_, Judged::Unknown) => outcome,
    }
}

/// The second attempt, under another token: whatever comes of it is the answer.
async fn resend<S>(
    inner: S,
    auth: &Auth,
    authority: &dyn Authority,
    exchange: Exchange,
) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error>,
{
    let (sent, progress) = (Sent::of(&exchange), exchange.request.progress.clone());
    let outcome = inner.oneshot(exchange).await;
    auth.note(&outcome);
    let epoch = progress.carried();
    match judge(&outcome, sent) {
        Judged::Taken => tell(authority, epoch, &outcome),
        Judged::Refused { .. } => authority.refused(epoch),
        Judged::Unknown => {}
    }
    outcome
}

/// The token to send it with. Not waited for longer than the call may take: a write goes on without its caller, who was told
/// by then that nothing was sent.
async fn answered(
    ask: Ask,
    end: Option<Instant>,
    progress: &Progress,
    what: &'static str,
) -> Result<Held, Error> {
    let Asked { held, sign_in } = match ask {
        Ask::Now(held) => return Ok(held),
        Ask::Later(asked) => asked,
    };
    progress.waits_for(Some(what.into()));
    progress.waits_on(sign_in);
    let outcome = match end {
        Some(end) => timeout_at(end, held)
            .await
            .ok()
            .filter(|_| end > Instant::now())
            .unwrap_or_else(|| Err(failure::too_late(progress))),
        None => held.await,
    };
    progress.waits_for(None);
    progress.waits_on(None);
    outcome
}

fn bearing(mut exchange: Exchange, held: Held) -> Exchange {
    bear(&mut exchange, held);
    exchange
}

fn bear(exchange: &mut Exchange, held: Held) {
    let request = &mut exchange.request;
    request
        .headers
        .insert(AUTHORIZATION, held.credential.header());
    request.progress.carries(held.epoch);
    exchange.sent_as = Some(held);
}

/// An attempt that waited on its way, so that the token it set out with may be over, or refused, by now.
pub(crate) struct Waited(Ask);

impl Waited {
    /// Puts the token of the moment on an attempt that may take so long; where one has to be waited for, that is what is
    /// returned.
    pub(crate) fn look(exchange: &mut Exchange, limit: Duration) -> Option<Self> {
        let authority = exchange.identity.authority()?;
        let epoch = exchange.sent_as.as_ref()?.epoch;
        if !authority.renews() {
            return None;
        }
        match Arc::clone(authority).ask(exchange.attempt_limit(limit)) {
            Ask::Now(held) if held.epoch == epoch => None,
            Ask::Now(held) => {
                bear(exchange, held);
                None
            }
            later => Some(Self(later)),
        }
    }

    /// Waits for the other token, and puts it on.
    ///
    /// # Errors
    ///
    /// There is none, or none in time.
    pub(crate) async fn renew(self, exchange: &mut Exchange) -> Result<(), Error> {
        let (end, progress) = (exchange.deadline, exchange.request.progress.clone());
        let held = answered(self.0, end, &progress, "another token").await?;
        bear(exchange, held);
        Ok(())
    }
}

fn tell(authority: &dyn Authority, epoch: u64, outcome: &Result<Reply, Error>) {
    if let Ok(reply) = outcome
        && reply.facts.is_own
    {
        authority.taken(epoch, &reply.facts.headers);
    }
}

impl Auth {
    fn note(&self, outcome: &Result<Reply, Error>) {
        if let Ok(reply) = outcome
            && reply.facts.is_own
        {
            self.clock.note(&reply.facts.headers);
        }
    }

    /// What an answer says of a token that can be had anew.
    fn judge(&self, outcome: &Result<Reply, Error>, sent: Sent) -> Judged {
        match outcome {
            Ok(reply) if self.ran_as_guest(reply) => refused_by(reply, sent),
            _ => judge(outcome, sent),
        }
    }

    /// Whether the server forbade something under a token that is over by its own clock, and sent no other in its place: it
    /// took it for none, and says nothing of that.
    fn ran_as_guest(&self, Reply { facts, errors, .. }: &Reply) -> bool {
        let ends = facts.sent_as.as_ref().and_then(|held| held.ends);
        let ended = ends.and_then(|ends| self.clock.instant(ends));
        let is_over = ended.is_some_and(|ended| ended <= Instant::now());
        is_over
            && facts.is_own
            && !errors.is_empty()
            && Verdict::of(errors).kind == ErrorKind::Forbidden
            && !is_replaced(&facts.headers)
    }
}

/// What was sent, as far as it matters to what its answer says.
#[derive(Debug, Clone, Copy)]
struct Sent {
    effect: Effect,
    /// How many fields it calls; 0 where that is not known.
    parts: usize,
}

impl Sent {
    fn of(exchange: &Exchange) -> Self {
        Self {
            effect: exchange.effect,
            parts: exchange.fields.len(),
        }
    }
}

/// What an answer says of the token.
#[derive(Debug, PartialEq, Eq)]
enum Judged {
    Taken,
    Refused {
        /// Or was a part of it carried out, which asks for no user?
        nothing_ran: bool,
    },
    /// There is no answer, or one that says nothing of it.
    Unknown,
}

fn judge(outcome: &Result<Reply, Error>, sent: Sent) -> Judged {
    let refused = |kind| kind == ErrorKind::Unauthorized;
    // Each by itself: one that weighs more may stand beside it, as a rate limit does.
    let refuses = |error| refused(Verdict::of(slice::from_ref(error)).kind);
    match outcome {
        Ok(reply) if reply.errors.is_empty() => Judged::Taken,
        // What another host says counts for nothing.
        Ok(reply) if !reply.facts.is_own => Judged::Unknown,
        Ok(reply) if reply.errors.iter().any(refuses) => refused_by(reply, sent),
        Ok(_) => Judged::Taken,
        // In the wiki's own words: a proxy that asks for a password of its own knows nothing of tokens.
        Err(error) if refused(error.kind()) && !error.errors().is_empty() => {
            Judged::Refused { nothing_ran: true }
        }
        Err(_) => Judged::Unknown,
    }
}

fn refused_by(reply: &Reply, sent: Sent) -> Judged {
    Judged::Refused {
        nothing_ran: sent.effect == Effect::Read || reply.was_refused_whole(sent.parts),
    }
}
