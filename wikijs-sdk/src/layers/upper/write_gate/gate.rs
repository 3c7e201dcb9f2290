//! The gate as a trait: one for a process ships, one for a machine and one over many behind features; others fit behind
//! it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::call::Permit;
use crate::connector::BoxError;

/// Waits for a permit, or says why there is none.
pub type Acquiring = Pin<Box<dyn Future<Output = Result<Permit, BoxError>> + Send>>;

/// Lets one write pass at a time.
///
/// The SDK acquires a permit before it sends what changes the tree of pages, and holds it until the server is known to
/// be done, over all attempts. Dropping the future of [`acquire`](Self::acquire) gives the wait up, and must not leave
/// a right behind that nobody holds.
///
/// A right that ends by itself is a [`Lease`](crate::Lease): before each attempt it is made to last for the whole
/// attempt, and nothing is sent where that fails. The wiki itself knows nothing of leases: a request that was held up
/// on the way, behind the attempt's own time limit, is not stopped by the end of one.
///
/// ```
/// use std::sync::Arc;
///
/// use tokio::sync::Semaphore;
/// use wikijs_sdk::{Acquiring, Permit, Wanted, WriteGate};
///
/// /// One that is shut for good once its semaphore is closed.
/// struct Closing(Arc<Semaphore>);
///
/// impl WriteGate for Closing {
///     fn acquire(&self, _: Wanted) -> Acquiring {
///         let semaphore = Arc::clone(&self.0);
///         Box::pin(async move { Ok(Permit::new(semaphore.acquire_owned().await?)) })
///     }
/// }
/// # drop(Closing(Arc::new(Semaphore::new(1))));
/// ```
pub trait WriteGate: Send + Sync + 'static {
    /// Waits until no other write is under way.
    fn acquire(&self, wanted: Wanted) -> Acquiring;

    /// Asked as a client is built with it, which fails where this does: what cannot be used is told early. It sends nothing.
    ///
    /// # Errors
    ///
    /// What is wrong with its settings; nothing is, by default.
    fn check(&self) -> Result<(), BoxError> {
        Ok(())
    }
}

/// What a permit is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wanted {
    /// The longest that one attempt may take: a lease lasts so long at least.
    pub attempt: Duration,
    /// How long the server may go on writing once nobody waits for it: a gate whose permit was abandoned stays shut so
    /// long.
    pub quarantine: Duration,
}

impl Wanted {
    /// For tests of gates.
    pub fn new(attempt: Duration, quarantine: Duration) -> Self {
        Self {
            attempt,
            quarantine,
        }
    }
}

/// A gate for all clients of this process that are given it. Clones are the same gate; permits are given in the order
/// in which they were asked for.
#[derive(Debug, Clone, Default)]
pub struct LocalGate(Arc<Mutex<()>>);

impl WriteGate for LocalGate {
    fn acquire(&self, _wanted: Wanted) -> Acquiring {
        let lock = Arc::clone(&self.0);
        Box::pin(async move { Ok(Permit::new(lock.lock_owned().await)) })
    }
}
