//! Clients that differ in whom they run as, and in nothing else.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use wikijs_wire::Secret;

use super::authenticator::{Authenticator, Given};
use super::stack::Plan;
use super::{Client, builder};
use crate::call::{Credential, Identity};
use crate::connector::Progress;
use crate::error::Error;
use crate::layers::lower::auth::Keeper;
use crate::layers::upper::admission::Entry;
use crate::layers::upper::batch::AutoBatchLayer;
use crate::layers::upper::identity::IdentityLayer;

impl Client {
    /// A client of the same wiki that runs as another: with the tokens that `authenticator` has.
    ///
    /// It shares connections, limits, circuit breaker, retry budget, write gate and shutting down with this one, and
    /// neither token nor anything that was answered to another identity. It costs little: make one for each user of a
    /// service, and keep it as long as the user's token is to be kept.
    ///
    /// ```
    /// # async fn serve(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// use wikijs_sdk::SignIn;
    ///
    /// let ada = client.with_identity(SignIn::new("ada@example.org", "correct horse"));
    /// let profile = ada.users().profile().await?;
    /// # drop(profile); Ok(())
    /// # }
    /// ```
    pub fn with_identity(&self, authenticator: impl Authenticator) -> Self {
        self.renewing(Arc::new(authenticator))
    }

    /// A client of the same wiki that runs as the owner of this token; otherwise as [`with_identity`](Self::with_identity).
    ///
    /// # Errors
    ///
    /// It cannot be a token.
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self, Error> {
        let credential = Credential::new(&token.into())?;
        Ok(self.fixed(Arc::new(credential)))
    }

    /// A client of the same wiki that runs as guest; otherwise as [`with_identity`](Self::with_identity).
    pub fn as_guest(&self) -> Self {
        self.identified(Identity::default())
    }

    /// This client, with tokens of an authenticator.
    pub(super) fn renewing(&self, authenticator: Arc<dyn Authenticator>) -> Self {
        let plan = self.plan();
        let sign_in = Progress::new();
        let given = Given::new(authenticator, self.signing_in(&sign_in), sign_in);
        let limit = plan.token_timeout;
        let keeper = Keeper::renewing(Arc::new(given), limit, Arc::clone(&plan.clock));
        self.identified(Identity::of(Arc::new(keeper)))
    }

    /// This client, with this token.
    pub(super) fn fixed(&self, credential: Arc<Credential>) -> Self {
        let keeper = Keeper::fixed(credential, Arc::clone(&self.plan().clock));
        self.identified(Identity::of(Arc::new(keeper)))
    }

    fn identified(&self, identity: Identity) -> Self {
        let open = identity.authority().is_some() && self.at().is_open_to_listeners();
        if open && !self.0.warned.swap(true, Ordering::Relaxed) {
            builder::warn_of_listeners(self.at());
        }
        self.with_plan(Plan {
            identity: IdentityLayer::new(identity),
            ..self.plan().clone()
        })
    }

    /// The client that signs in: a guest, that may write where this one only reads, and merges nothing. It is let in as
    /// long as a token is being had: a call that was let in before the client was shut down may need one yet.
    fn signing_in(&self, progress: &Progress) -> Self {
        let plan = self.plan();
        self.with_plan(Plan {
            identity: IdentityLayer::default(),
            auto_batch: AutoBatchLayer::new(None, &plan.batching),
            read_only: false,
            entry: Entry::SignIn(progress.clone()),
            ..plan.clone()
        })
    }
}
