//! How a wiki is, who a client is there, and what it may do: asked in one request of reads, told part by part.
//!
//! `questions.rs` has the request and what each answer to it proves, `token.rs` reads what a token says of itself,
//! `permissions.rs` concludes from both, `parts.rs` has the other parts of what is told. `need.rs` says what operations
//! need, `check.rs` holds a job against that. `show.rs` puts it all into words, `json.rs` into JSON.

mod check;
mod json;
mod need;
mod parts;
mod permissions;
mod questions;
mod show;
mod token;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use wikijs_wire::Secret;

pub use self::check::{CheckRequest, Readiness};
pub use self::need::{Job, Need};
pub use self::parts::{Account, ApiState, NotKnown, Reached, SchemaFit, Version, Who};
pub use self::permissions::{Clearance, Evidence, Lack, Permissions};

use self::questions::{Asked, ask};
use crate::call::{CallOptions, Retry};
use crate::client::Client;
use crate::connector::Reach;
use crate::error::{Error, ErrorKind};

/// How a wiki is, as a client sees it. Each part is known, or says why it is not.
///
/// Its `Display` is a line a part, for people; it serialises, for machines.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Health {
    /// Whether a Wiki.js answered, and how long that took.
    pub reachable: Result<Reached, NotKnown>,
    /// The version that runs there. The server tells it to holders of `manage:system` alone.
    pub version: Result<Version, NotKnown>,
    /// Whether API keys are let in. A key that works proves it; the server tells it to holders of `manage:api`.
    pub api: Result<ApiState, NotKnown>,
    /// Whom the client's calls run as.
    pub who: Result<Who, NotKnown>,
    /// What they may do, as far as it can be known.
    pub permissions: Result<Permissions, NotKnown>,
}

impl Health {
    /// Whether calls can be expected to work: a wiki answers, and takes the client for whom it is to be. False where a
    /// token was sent and the wiki treats its owner as a guest.
    pub fn is_well(&self) -> bool {
        let counts = |who: &Who| !matches!(who, Who::Guest { with_token: true });
        self.reachable.is_ok() && self.who.as_ref().is_ok_and(counts)
    }
}

impl Client {
    /// Asks the wiki how it is, who this client is there, and what it may do: one request, of reads alone, that a guest
    /// may send, too.
    ///
    /// Nothing of it is an `Err`: a wiki that cannot be reached is what it is to tell. It makes one attempt, since it
    /// asks how things are now. Where the client has no token, as after a sign-in that was refused, it asks as guest
    /// whether the wiki can be reached.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) {
    /// let health = client.health().await;
    /// println!("{health}");
    /// if let Err(why) = &health.reachable {
    ///     eprintln!("no wiki: {why}");
    /// }
    /// # }
    /// ```
    pub fn health(&self) -> HealthRequest {
        let mut options = CallOptions::default();
        options.set_retry(Retry::never());
        HealthRequest {
            client: self.clone(),
            options,
        }
    }
}

/// A question for a wiki's health, not yet asked: `.await` asks it.
#[must_use = "nothing is asked before it is awaited"]
pub struct HealthRequest {
    client: Client,
    options: CallOptions,
}

impl HealthRequest {
    /// The longest that it may take, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts so: else there is one.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.set_retry(retry.into());
        self
    }

    /// Asks as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.set_token(&token.into());
        self
    }
}

impl IntoFuture for HealthRequest {
    type Output = Health;
    type IntoFuture = HealthFuture;

    fn into_future(self) -> HealthFuture {
        HealthFuture(Box::pin(async move {
            let options = self.options.again();
            let asked = ask(&self.client, self.options).await;
            match asked.heard {
                Err(error) if was_without_token(&error) => {
                    let as_guest = ask(&self.client.as_guest(), options).await;
                    not_told(&error, parts::reached(&as_guest))
                }
                _ => told(asked),
            }
        }))
    }
}

/// A question for a wiki's health that is under way.
#[must_use = "nothing is asked before it is awaited"]
pub struct HealthFuture(Pin<Box<dyn Future<Output = Health> + Send>>);

impl Future for HealthFuture {
    type Output = Health;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Health> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for HealthRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthRequest").finish_non_exhaustive()
    }
}

impl fmt::Debug for HealthFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthFuture").finish_non_exhaustive()
    }
}

/// Whether nothing was sent for want of a token.
fn was_without_token(error: &Error) -> bool {
    let kind = error.kind();
    matches!(kind, ErrorKind::NoToken | ErrorKind::Unauthorized)
        && error.reach() == Reach::NeverSent
}

/// What was heard, part by part.
fn told(asked: Asked) -> Health {
    let reachable = parts::reached(&asked);
    match asked.heard {
        Ok(heard) => {
            let who = heard.who();
            Health {
                reachable,
                version: heard.version(),
                api: heard.api(who.as_ref().ok()),
                permissions: heard.permissions(who.as_ref().ok()),
                who,
            }
        }
        Err(error) => not_told(&error, reachable),
    }
}

/// What is known where nothing was heard.
fn not_told(error: &Error, reachable: Result<Reached, NotKnown>) -> Health {
    let why = NotKnown::of(error);
    Health {
        reachable,
        version: Err(why.clone()),
        api: parts::api_refused(error),
        who: Err(why.clone()),
        permissions: Err(why),
    }
}
