//! What is kept as long as a write is under way, by whoever carries it: a caller's future, or a task of ours.

use std::sync::Arc;

/// A write under way: over once the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Underway {
    _end: Arc<End>,
}

impl Underway {
    /// A write whose end is told to `over`.
    pub(crate) fn new(over: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self {
            _end: Arc::new(End(Some(Box::new(over)))),
        }
    }
}

struct End(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Drop for End {
    fn drop(&mut self) {
        if let Some(over) = self.0.take() {
            over();
        }
    }
}
