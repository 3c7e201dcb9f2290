//! Whether there is a runtime: timers, tasks and sockets are tokio's, and elsewhere they would panic.

use tokio::runtime::Handle;

use crate::error::Error;

/// # Errors
///
/// There is no runtime to send from.
pub(crate) fn within_a_runtime() -> Result<(), Error> {
    let no_runtime = |_| Error::settings("a request must be awaited within a tokio runtime");
    Handle::try_current().map(drop).map_err(no_runtime)
}
