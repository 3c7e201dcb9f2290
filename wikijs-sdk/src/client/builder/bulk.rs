//! Settings for many calls at once: which must not meet, and which travel together.

use std::sync::Arc;

use super::ClientBuilder;
use crate::layers::upper::batch::AutoBatch;
#[cfg(doc)]
use crate::layers::upper::write_gate::LocalGate;
use crate::layers::upper::write_gate::WriteGate;

impl ClientBuilder {
    /// Lets creates, moves and deletes of pages pass through this gate, one at a time.
    ///
    /// The server damages its page tree where two of them meet. Without this setting the client has a gate of its own,
    /// which its clones share; give clients of the same wiki one [`LocalGate`], or a gate that reaches over many
    /// processes: `LockFileGate` (feature `lock-file`), `RedisGate` (feature `redis`), or one of your own.
    pub fn write_gate(mut self, gate: impl WriteGate) -> Self {
        self.write_gate = Arc::new(gate);
        self
    }

    /// Merges single calls that are made at the same time, as by many tasks, into one request; off by default.
    ///
    /// A call waits for the window before it is sent, and in it for others of the same identity and options: queries,
    /// and mutations where that is asked for. Each gets its own answer, and its own error, as if it had been sent alone.
    /// Who goes away does not take the others along. Fields that the server limits, streams and downloads go alone.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wikijs_sdk::Client;
    ///
    /// # fn main() -> Result<(), wikijs_sdk::Error> {
    /// let client = Client::builder("https://wiki.example.org")
    ///     .auto_batch(Duration::from_millis(2))
    ///     .build()?;
    /// # drop(client); Ok(())
    /// # }
    /// ```
    pub fn auto_batch(mut self, settings: impl Into<AutoBatch>) -> Self {
        self.auto_batch = Some(settings.into());
        self
    }
}
