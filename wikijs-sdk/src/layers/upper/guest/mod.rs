//! Notices a token that the server takes for none: it says nothing of it, and lets the call run as guest.
//!
//! A question rides on the first query under each token, at the cost of no round trip: a guest is refused it. It rides
//! again once the server says `Forbidden`, and once the token's time is up. What cannot carry it (a write, a list that is
//! handed on as it comes, a download) is asked for in a request of its own, where there is a reason to. `ride.rs` has the
//! question, `signs.rs` the reasons, `content.rs` asks about downloads.

mod content;
mod ride;
mod signs;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tower::{Service, ServiceExt, service_fn};
use wikijs_wire::Effect;

pub(crate) use self::content::noticed_content;
use self::ride::{DOCUMENT, Says, take_answer, with_question};
use self::signs::Sign;
use crate::call::{Call, CallOptions, Fingerprint, Held, Identity, Reply};
use crate::error::{Error, ErrorKind, ServerCode};
use crate::layers::lower::auth::ServerClock;

/// More tokens than a process has at a time; with more, all are asked about anew.
const MOST: usize = 10_000;

/// What is forbidden so soon after the last word on its token is no reason to ask about it again in a request of its own: a
/// user may lack the permission for many things in a row.
const SOON: Duration = Duration::from_secs(60);

/// The tokens that are known to stand for users: one for all that have a client's connections.
pub(crate) struct GuestCheck {
    clock: Arc<ServerClock>,
    known: Mutex<HashMap<Fingerprint, Known>>,
}

/// What is known of a token that stood for a user when it was asked about last.
#[derive(Clone, Copy)]
struct Known {
    /// When it ends by the server's clock.
    ends: Option<i64>,
    asked: Instant,
    /// Something was forbidden since.
    is_in_doubt: bool,
}

impl GuestCheck {
    pub(crate) fn new(clock: Arc<ServerClock>) -> Self {
        Self {
            clock,
            known: Mutex::default(),
        }
    }

    /// Whether the token that a call would be sent under now is known to stand for a user.
    fn trusts(&self, identity: &Identity) -> bool {
        let Some(authority) = identity.authority() else {
            return true;
        };
        let Some(token) = authority.holds() else {
            return false;
        };
        let known = self.known().get(&token).copied();
        known.is_some_and(|known| !known.is_in_doubt && !self.is_over(known.ends))
    }

    /// Whether this token stood for a user a short time ago.
    fn was_asked_lately(&self, token: Fingerprint) -> bool {
        let known = self.known().get(&token).copied();
        known.is_some_and(|known| known.asked.elapsed() < SOON && !self.is_over(known.ends))
    }

    fn is_over(&self, ends: Option<i64>) -> bool {
        let at = ends.and_then(|ends| self.clock.instant(ends));
        at.is_some_and(|at| at <= Instant::now())
    }

    fn trust(&self, held: &Held) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        let word = Known {
            ends: held.ends,
            asked: Instant::now(),
            is_in_doubt: false,
        };
        known.insert(held.credential.fingerprint(), word);
    }

    fn doubt(&self, token: Fingerprint) {
        if let Some(known) = self.known().get_mut(&token) {
            known.is_in_doubt = true;
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Fingerprint, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The service that has calls of `inner` run as whom they are meant to; without a check it only passes them on.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn noticed<S>(
    inner: S,
    check: Option<Arc<GuestCheck>>,
) -> impl Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |call: Call| run(inner.clone(), check.clone(), call))
}

async fn run<S>(inner: S, check: Option<Arc<GuestCheck>>, mut call: Call) -> Result<Reply, Error>
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send,
{
    let Some(check) = check.filter(|_| !call.options.asks_who) else {
        return inner.oneshot(call).await;
    };
    if check.trusts(&call.identity) {
        let (effect, parts) = (call.effect, signs::parts(&call));
        let outcome = inner.oneshot(call).await;
        return check.look(outcome, effect, parts);
    }
    if call.options.streamed {
        // Boxed, as what follows is rare: the future of all other calls is to be no larger for it.
        let question = question(&call.identity, options_of(&call));
        Box::pin(check.ask(inner.clone(), question)).await?;
        return inner.oneshot(call).await;
    }
    // A document whose fields are not known is a user's own, and sent as it is.
    let may_carry = call.effect == Effect::Read && !call.fields.is_empty();
    let asking = may_carry.then(|| with_question(&call.document)).flatten();
    match asking {
        Some(document) => {
            call.document = Cow::Owned(document);
            let reply = inner.oneshot(call).await?;
            check.answered(reply)
        }
        None => Box::pin(check.write(inner, call)).await,
    }
}

impl GuestCheck {
    /// Takes notice where the server forbids something: it may have taken the token for none.
    fn look(
        &self,
        outcome: Result<Reply, Error>,
        effect: Effect,
        parts: usize,
    ) -> Result<Reply, Error> {
        if let Ok(reply) = &outcome
            && let Some(held) = reply.facts.sent_as.as_ref()
            && signs::of(reply, effect, parts) != Sign::None
        {
            self.doubt(held.credential.fingerprint());
        }
        outcome
    }

    /// The answer to a query that the question rode on.
    fn answered(&self, mut reply: Reply) -> Result<Reply, Error> {
        match (take_answer(&mut reply), &reply.facts.sent_as) {
            (Says::Guest, _) => Err(as_guest()),
            (Says::User, Some(held)) => {
                self.trust(held);
                Ok(reply)
            }
            _ => Ok(reply),
        }
    }

    /// Asks in a request of its own.
    async fn ask<S>(&self, inner: S, question: Call) -> Result<Option<Held>, Error>
    where
        S: Service<Call, Response = Reply, Error = Error>,
    {
        let reply = inner.oneshot(question).await?;
        Ok(self.answered(reply)?.facts.sent_as)
    }

    /// Sends what cannot carry the question, and asks where it was forbidden. Where the token was taken for none, and
    /// another one was had over the question, nothing was done yet: it is sent once more.
    async fn write<S>(&self, inner: S, call: Call) -> Result<Reply, Error>
    where
        S: Service<Call, Response = Reply, Error = Error> + Clone,
    {
        let (again, parts) = (again(&call), signs::parts(&call));
        let reply = inner.clone().oneshot(call).await?;
        if signs::of(&reply, again.effect, parts) != Sign::Whole {
            return Ok(reply);
        }
        // The server has answered, and did nothing: who gives up over the question is to be told that.
        again.progress.again(false);
        again.progress.waits_for(Some(WORD.into()));
        let question = question(&again.identity, options_of(&again));
        let asked = self.ask(inner.clone(), question).await;
        again.progress.waits_for(None);
        let asked = match asked {
            Ok(asked) => asked,
            Err(error) if is_as_guest(&error) => return Err(error),
            // What becomes of the question is no matter of the write's: its own answer is known.
            Err(_) => {
                again.progress.answered();
                return Ok(reply);
            }
        };
        let fingerprint = |held: &Option<Held>| {
            let held = held.as_ref();
            held.map(|held| held.credential.fingerprint())
        };
        // Its caller may be gone by now, and was told then that nothing was done.
        let is_late = again
            .options
            .deadline
            .is_some_and(|end| end <= Instant::now());
        if is_late || fingerprint(&asked) == fingerprint(&reply.facts.sent_as) {
            again.progress.answered();
            return Ok(reply);
        }
        inner.oneshot(again).await
    }
}

/// What a call waits for that is asked about.
const WORD: &str = "word on whom the token stands for";

/// The question alone, asked as whom a call runs as.
fn question(identity: &Identity, options: CallOptions) -> Call {
    Call {
        fields: Cow::Borrowed(&["users.profile"]),
        identity: identity.clone(),
        ..Call::own_query("WikijsSdkWhoAmI", DOCUMENT, options)
    }
}

/// The options of a question about a call.
fn options_of(call: &Call) -> CallOptions {
    let mut options = call.options.again();
    options.deadline = call.options.deadline;
    options.streamed = false;
    options.permit = None;
    options
}

/// The same call once more.
fn again(call: &Call) -> Call {
    let mut options = call.options.again();
    options.deadline = call.options.deadline;
    Call {
        name: call.name.clone(),
        document: call.document.clone(),
        effect: call.effect,
        fields: call.fields.clone(),
        variables: call.variables.clone(),
        part: call.part,
        options,
        identity: call.identity.clone(),
        progress: call.progress.clone(),
        underway: call.underway.clone(),
    }
}

fn is_as_guest(error: &Error) -> bool {
    error.kind() == ErrorKind::Unauthorized && error.code() == Some(ServerCode::AuthRequired)
}

fn as_guest() -> Error {
    Error::new(
        ErrorKind::Unauthorized,
        "the wiki takes the token for none, and answered as to a guest: is it cut off, of another wiki, or over for long? (`guest_check` of the client switches this check off)",
    )
    .with_code(Some(ServerCode::AuthRequired))
    .with_status(http::StatusCode::OK)
}
