//! The gate as a trait: one for a process ships; leases over many machines fit behind it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::connector::BoxError;

/// Waits for a permit, or says why there is none.
pub type Entering = Pin<Box<dyn Future<Output = Result<Permit, BoxError>> + Send>>;

/// Lets one write pass at a time.
///
/// The SDK enters before it sends a create, a move or a delete of a page, and drops the permit once the server is
/// known to be done with it. An implementation over many processes keeps its lease alive as long as the permit lives.
pub trait WriteGate: Send + Sync + 'static {
    /// Waits until no other write is under way.
    fn enter(&self) -> Entering;
}

/// The right to write; dropped, the gate opens for the next.
pub struct Permit {
    _held: Box<dyn Send>,
}

impl Permit {
    /// A permit that holds `guard` until it is dropped.
    pub fn new(guard: impl Send + 'static) -> Self {
        Self {
            _held: Box::new(guard),
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Permit")
    }
}

/// A gate for all clients of this process that are given it. Clones are the same gate.
#[derive(Debug, Clone, Default)]
pub struct LocalGate(Arc<Mutex<()>>);

impl WriteGate for LocalGate {
    fn enter(&self) -> Entering {
        let lock = Arc::clone(&self.0);
        Box::pin(async move { Ok(Permit::new(lock.lock_owned().await)) })
    }
}
