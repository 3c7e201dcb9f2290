//! What is kept as long as a write is under way, by whoever carries it: a caller's future, or a task of ours. Through it goes
//! what shutting down must know: whether anything of it was sent.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};

/// What counts those under way. Dropped, it is over.
pub(crate) trait Counted: Send + Sync {
    /// Notes that it is sent from now on; false, and nothing noted, where the client is shut down.
    fn begin(&self) -> bool {
        true
    }

    /// Notes that nothing of it is under way before it begins again; false, and nothing noted, where it will not, since the
    /// client is shut down.
    fn pause(&self) -> bool {
        true
    }

    /// Notes that it is carried by a task of ours, which is to be waited for; false, and nothing noted, where the client is
    /// shut down.
    fn hold(&self) -> bool {
        true
    }

    /// Over once the client is shut down and nothing of it is under way, so that nothing will be.
    fn refused(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(pending())
    }
}

/// A write under way, or several in one request: over once the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Underway(Vec<Arc<dyn Counted>>);

impl Underway {
    /// What is counted by `counted`.
    pub(crate) fn new(counted: impl Counted + 'static) -> Self {
        Self(vec![Arc::new(counted)])
    }

    /// All of these, which travel together; `None` for none.
    pub(crate) fn together(all: impl Iterator<Item = Self>) -> Option<Self> {
        let all: Vec<_> = all.flat_map(|one| one.0).collect();
        (!all.is_empty()).then_some(Self(all))
    }

    /// Notes that it is sent from now on.
    ///
    /// # Errors
    ///
    /// The client is shut down.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        match self.0.iter().all(|one| one.begin()) {
            true => Ok(()),
            false => Err(shut_down()),
        }
    }

    /// Notes that nothing of it is under way before it is sent again; false where it is not to be, since the client is shut
    /// down.
    pub(crate) fn pause(&self) -> bool {
        self.0.iter().all(|one| one.pause())
    }

    /// Notes that a task of ours carries it from now on.
    ///
    /// # Errors
    ///
    /// The client is shut down.
    pub(crate) fn hold(&self) -> Result<(), Error> {
        match self.0.iter().all(|one| one.hold()) {
            true => Ok(()),
            false => Err(shut_down()),
        }
    }

    /// Carries out `work`, and drops it where the client is shut down while nothing of it is under way.
    ///
    /// # Errors
    ///
    /// Those of the work, and that the client is shut down.
    pub(crate) async fn unless_refused<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let refused = async {
            match self.0.first() {
                Some(one) => one.refused().await,
                None => pending().await,
            }
        };
        tokio::select! {
            biased;
            done = work => done,
            () = refused => Err(shut_down()),
        }
    }
}

/// The error of what is not sent, since the client is shut down.
pub(crate) fn shut_down() -> Error {
    Error::not_sent(ErrorKind::ShutDown, "the client was shut down")
}
