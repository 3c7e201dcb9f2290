//! What generated GraphQL operations are written against: operations, JSON reader, envelope, batches.
