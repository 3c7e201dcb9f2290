//! The client: one plain value to clone and pass on, over the stack of layers.

mod address;
mod authenticator;
mod builder;
mod identity;
mod stack;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::timeout;
use wikijs_wire::{Effect, Secret};

use self::address::Address;
use self::stack::Plan;
use crate::call::{CallOptions, WritePermit, within_a_runtime};
use crate::connector::{Connector, Reach};
use crate::error::{Context, Error, ErrorKind};
use crate::layers::lower::breaker::BreakerStats;
use crate::layers::upper::admission::Left;
use crate::layers::upper::batch::Batching;

pub use self::authenticator::{AuthFailure, Authenticating, Authenticator, Renewal, Token};
pub use self::builder::ClientBuilder;
pub(crate) use self::stack::{Calls, Exchanges};

/// A client of one wiki.
///
/// It is cheap to clone, and clones share connections. Each namespace of the API has a method of its own, which
/// comes from the catalogue of operations.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// What all clones of a client share.
pub(crate) struct Shared {
    address: Address,
    plan: Plan,
    calls: Calls,
    exchanges: Exchanges,
    connector: Arc<dyn Connector>,
    /// Whether a token on an open line was told of: by whichever client of these connections.
    warned: Arc<AtomicBool>,
}

impl Client {
    /// A client of the wiki at `address` that runs as the owner of `token`, with the default settings.
    ///
    /// # Errors
    ///
    /// Address or token cannot be right.
    pub fn new(address: impl Into<String>, token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder(address).token(token).build()
    }

    /// A client of the wiki at `address`, settings to follow.
    ///
    /// The address is the wiki's root: `https://wiki.example.org`, or with a sub-path where it has one. A slash at
    /// the end, or the `graphql` of the API's own address, makes no difference.
    pub fn builder(address: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(address)
    }

    /// The address of the wiki.
    pub fn address(&self) -> &str {
        self.0.address.root().as_str()
    }

    /// Waits until no other create, move or delete of a page is under way, and keeps them out until the permit is
    /// dropped: for a workflow that reads, writes and mends, and must not be met in between.
    ///
    /// Calls of the workflow take the permit by their option `permit`; a write that does not would wait for itself.
    /// The wait has no limit of its own.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// let permit = client.write_permit().await?;
    /// client.pages().delete(7).permit(&permit).await?;
    /// client.pages().create("plans", "Plans", "# Plans").permit(&permit).await?;
    /// drop(permit);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The gate gives no permit, the client only reads or is shut down, or there is no runtime.
    pub async fn write_permit(&self) -> Result<WritePermit, Error> {
        within_a_runtime()?;
        let admitted = self.plan().admit("write_permit", Effect::Once)?;
        admitted.permit().await
    }

    /// What the circuit breaker has seen so far; `None` where the client has none.
    pub fn breaker(&self) -> Option<BreakerStats> {
        self.0.plan.breaker.as_ref().map(|breaker| breaker.stats())
    }

    /// A client of the same wiki that refuses every write with [`ErrorKind::ReadOnly`], before anything is sent. It shares
    /// connections, limits and all else with this one.
    ///
    /// A raw document counts as a write unless it is a query.
    pub fn read_only(&self) -> Self {
        let plan = Plan {
            read_only: true,
            ..self.0.plan.clone()
        };
        self.with_plan(plan)
    }

    /// Lets no call in any more, on any clone, and waits for the writes that were sent, creates, moves and deletes among
    /// them whose callers went away, but no longer than `limit`. A write that was not sent yet, whatever it waits for (the
    /// write gate, a rate limit, a place, a token, the circuit breaker, its next attempt), is refused at once with
    /// [`ErrorKind::ShutDown`], and so are the requests of a batch that are left. Reads under way go on; nobody waits for
    /// them. What they need a token for, they are signed in for; a new password that a sign-in gives the account is a write
    /// like others.
    ///
    /// Once it is over the wiki is done. The tasks that made the calls may still have their answers to take: wait for those,
    /// too, before the program ends. A workflow that holds a [`write_permit`](Self::write_permit) is told with its next call.
    ///
    /// # Errors
    ///
    /// Writes had been sent and were not answered: the error names them, and [`Error::may_have_run`] is true. They go on,
    /// and what comes of them is not known. (Or a token was still being saved: then it is not.)
    pub async fn shutdown(&self, limit: Duration) -> Result<(), Error> {
        let door = &self.0.plan.door;
        door.shut();
        if timeout(limit, door.empty()).await.is_ok() {
            return Ok(());
        }
        match unfinished(&door.left(), &after(limit)) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn with_plan(&self, plan: Plan) -> Self {
        let (address, connector) = (self.0.address.clone(), Arc::clone(&self.0.connector));
        Self::assemble(Shared {
            warned: Arc::clone(&self.0.warned),
            ..Shared::new(address, plan, connector)
        })
    }

    pub(crate) fn assemble(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn calls(&self) -> Calls {
        self.0.calls.clone()
    }

    pub(crate) fn exchanges(&self) -> Exchanges {
        self.0.exchanges.clone()
    }

    /// What all batches share.
    pub(crate) fn batching(&self) -> &Batching {
        &self.0.plan.batching
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.0.plan
    }

    pub(crate) fn at(&self) -> &Address {
        &self.0.address
    }

    /// Warns, once a client, of a call's own token on an open line; the client's own was seen when it was built.
    pub(crate) fn mind_listeners(&self, options: &CallOptions) {
        let open = options.credential.is_some() && self.0.address.is_open_to_listeners();
        if open && !self.0.warned.swap(true, Ordering::Relaxed) {
            builder::warn_of_listeners(&self.0.address);
        }
    }
}

/// The error of what was still under way then; `None` where nothing was.
fn unfinished(left: &Left, then: &str) -> Option<Error> {
    let own = left.own.join(", ");
    let error = |message| Error::new(ErrorKind::Timeout, message);
    if left.sent.is_empty() {
        return (!own.is_empty()).then(|| error(format!("{then} {own} was still under way")));
    }
    let writes = match left.sent.len() {
        1 => "1 write".to_owned(),
        many => format!("{many} writes"),
    };
    let sent = left.sent.join("; ");
    let own = match own.is_empty() {
        true => own,
        false => format!(", and {own} was still under way"),
    };
    let message = format!("{then} {writes} had been sent and not answered: {sent}{own}");
    let context = Context {
        effect: Some(Effect::Once),
        ..Context::default()
    };
    Some(error(message).with_reach(Reach::Unknown).within(context))
}

/// When it was that something was still under way.
fn after(limit: Duration) -> String {
    match limit.is_zero() {
        true => "the client was shut down without waiting, and".to_owned(),
        false => format!("{limit:?} after the client was shut down,"),
    }
}

impl Shared {
    fn new(address: Address, plan: Plan, connector: Arc<dyn Connector>) -> Self {
        let calls = plan.calls(Arc::clone(&connector));
        let exchanges = plan.exchanges(Arc::clone(&connector));
        Self {
            address,
            plan,
            calls,
            exchanges,
            connector,
            warned: Arc::default(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &self.address())
            .finish_non_exhaustive()
    }
}
