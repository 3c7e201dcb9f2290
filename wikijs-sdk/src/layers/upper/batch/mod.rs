//! Many operations in one request: what all batches of a client share (documents that were joined before), what a request
//! may hold, and the layer that merges single calls.

mod auto;
mod documents;
mod load;

use std::sync::Arc;
use std::time::Duration;

use wikijs_wire::Parts;
use wikijs_wire::batch::Plan;

pub use self::auto::AutoBatch;
pub(crate) use self::auto::AutoBatchLayer;
pub(crate) use self::load::{
    LARGEST_REQUEST, LONGEST_REQUEST, MOST_PARTS, expected, is_refused_whole, load,
};

use self::documents::Documents;
use crate::call::Part;

/// One for each client, shared by its clones.
#[derive(Default)]
pub(crate) struct Batching {
    /// Documents joined before.
    documents: Documents,
}

impl Batching {
    /// The document that joins these parts, all of the kind of this one.
    pub(crate) fn plan(&self, first: &Part, parts: &[Parts]) -> Arc<Plan> {
        self.documents.joined(first.kind.keyword(), parts, || {
            Plan::new(first.kind, parts.iter().copied())
        })
    }

    /// What the time limits of a request are raised by, where its parts are expected to take this long together.
    pub(crate) fn allowance(&self, expected: Duration) -> Duration {
        expected.saturating_mul(2)
    }
}
