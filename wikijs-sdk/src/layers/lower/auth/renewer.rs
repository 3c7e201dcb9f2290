//! What a keeper has renewed, by whom, and how long what it is given lasts.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::claims::Claims;
use super::clock::ServerClock;
use super::state::{Life, RenewalReason};
use crate::call::Credential;
use crate::connector::Progress;
use crate::error::Error;

/// The shortest time that a token can be given for: one that is over before it is used is of no use.
const SHORTEST: Duration = Duration::from_millis(10);

/// Has tokens for a keeper.
pub(crate) trait Renewer: Send + Sync + 'static {
    /// Another token, in the place of the one that is there.
    fn renew(&self, wanted: RenewalWanted) -> Renewed;

    /// Of which wiki its tokens are, and of which account, where that is known.
    fn whose(&self) -> (String, Option<String>);

    /// How far the sign-in under way has come, where it is one.
    fn sign_in(&self) -> Option<Progress> {
        None
    }

    /// Told of a token that the server sent by itself.
    fn replaced(&self, credential: &Arc<Credential>);
}

/// The future of a renewal.
pub(crate) type Renewed = Pin<Box<dyn Future<Output = Result<Fresh, Failed>> + Send>>;

/// What a renewal is for.
pub(crate) struct RenewalWanted {
    pub(crate) reason: RenewalReason,
    pub(crate) last: Option<Arc<Credential>>,
}

/// What a renewal brought.
pub(crate) struct Fresh {
    pub(crate) credential: Arc<Credential>,
    pub(crate) lasts: Lasts,
}

/// How long a token lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lasts {
    /// As it says itself, by the server's clock.
    AsItSays,
    /// As it says itself, from now on: it was issued this moment.
    FromNow,
    /// So long.
    For(Duration),
    /// Until the server refuses it.
    UntilRefused,
}

/// Why a renewal brought nothing.
pub(crate) struct Failed {
    pub(crate) error: Error,
    /// Another one would bring nothing, either, or do harm.
    pub(crate) for_good: bool,
}

/// A token, with what it says of its own time.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    pub(super) credential: Arc<Credential>,
    pub(super) claims: Claims,
    pub(super) lasts: Lasts,
}

impl PartialEq for Ticket {
    fn eq(&self, other: &Self) -> bool {
        self.credential.fingerprint() == other.credential.fingerprint()
    }
}

impl Ticket {
    pub(super) fn new(fresh: Fresh) -> Self {
        Self {
            claims: Claims::of(fresh.credential.token().expose()),
            credential: fresh.credential,
            lasts: fresh.lasts,
        }
    }

    /// How long it lasts; nothing where that is not known, or where it is over: the server may renew it all the same.
    pub(super) fn life(&self, clock: &ServerClock) -> Option<Life> {
        let now = Instant::now();
        let (ends, span) = match self.lasts {
            Lasts::UntilRefused => return None,
            Lasts::For(span) => {
                let span = span.max(SHORTEST);
                (now.checked_add(span)?, span)
            }
            Lasts::FromNow => {
                let span = self.claims.lifetime()?;
                (now.checked_add(span)?, span)
            }
            Lasts::AsItSays => {
                let ends = clock.instant(self.claims.ends?)?;
                let left = ends.saturating_duration_since(now);
                (ends, self.claims.lifetime().unwrap_or(left))
            }
        };
        (ends > now).then_some(Life { ends, span })
    }
}
