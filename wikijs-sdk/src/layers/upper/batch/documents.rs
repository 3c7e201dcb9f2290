//! Remembers joined documents: a batch of the same operations in the same number has the same one.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use wikijs_wire::Parts;
use wikijs_wire::batch::Plan;

/// So many documents are kept; a program's batches are of a few kinds, each with a full size and a last one.
const KEPT: usize = 32;

/// The documents used last.
#[derive(Default)]
pub(crate) struct Documents(Mutex<VecDeque<Entry>>);

struct Entry {
    keyword: &'static str,
    key: Vec<(Identity, usize)>,
    plan: Arc<Plan>,
}

/// Parts are constants: where they stand tells what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity([(usize, usize); 3]);

impl Documents {
    /// The document that joins these parts, of the kind with this keyword; `join` makes it, where it is not known.
    pub(crate) fn joined(
        &self,
        keyword: &'static str,
        parts: &[Parts],
        join: impl FnOnce() -> Plan,
    ) -> Arc<Plan> {
        let key = key(parts);
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries
            .iter()
            .position(|entry| entry.keyword == keyword && entry.key == key);
        if let Some(entry) = known.and_then(|at| entries.remove(at)) {
            let plan = Arc::clone(&entry.plan);
            entries.push_front(entry);
            return plan;
        }
        let plan = Arc::new(join());
        entries.truncate(KEPT - 1);
        entries.push_front(Entry {
            keyword,
            key,
            plan: Arc::clone(&plan),
        });
        plan
    }
}

/// The parts one after another, equal neighbours counted.
fn key(parts: &[Parts]) -> Vec<(Identity, usize)> {
    let mut key: Vec<(Identity, usize)> = Vec::new();
    for identity in parts.iter().map(Identity::of) {
        match key.last_mut() {
            Some((last, count)) if *last == identity => *count += 1,
            _ => key.push((identity, 1)),
        }
    }
    key
}

impl Identity {
    fn of(parts: &Parts) -> Self {
        fn place<T>(slice: &'static [T]) -> (usize, usize) {
            (slice.as_ptr().addr(), slice.len())
        }
        Self([
            place(parts.variables),
            place(parts.fields),
            place(parts.fragments),
        ])
    }
}

#[cfg(test)]
mod tests {
    use wikijs_wire::Operation as _;
    use wikijs_wire::OperationKind::Query;

    use super::*;
    use crate::{pages, users};

    fn join(documents: &Documents, parts: &[Parts]) -> Arc<Plan> {
        documents.joined("query", parts, || Plan::new(Query, parts.iter().copied()))
    }

    #[test]
    fn the_same_operations_in_the_same_number_have_one_document() {
        let documents = Documents::default();
        let (single, user) = (pages::Single::PARTS, users::Single::PARTS);
        let first = join(&documents, &[single, single]);
        assert!(Arc::ptr_eq(&first, &join(&documents, &[single, single])));
        for other in [&[single][..], &[single, user], &[user, single]] {
            let plan = join(&documents, other);
            assert_eq!(plan.parts(), other);
            assert_ne!(plan.document(), first.document());
        }
    }

    #[test]
    fn no_more_are_kept_than_fit() {
        let documents = Documents::default();
        for count in 1..100 {
            join(&documents, &vec![pages::Single::PARTS; count]);
        }
        assert_eq!(documents.0.lock().unwrap().len(), KEPT);
    }
}
