//! What all batches of a client share: the documents that were joined before, and the pace of fields that the server
//! limits.

mod documents;
mod pace;

pub(crate) use self::documents::Documents;
pub(crate) use self::pace::Pace;

/// One for each client, shared by its clones.
#[derive(Default)]
pub(crate) struct Batching {
    /// Documents joined before.
    pub(crate) documents: Documents,
    /// When fields with a limit were called last.
    pub(crate) pace: Pace,
}
