//! The crate seen from outside, as generated code and whoever sends it see it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may")]

/// Any mix of operations and failures gives each part of a batch the answer that it would have had alone.
#[path = "wire/batch.rs"]
mod batch;
/// Frames of a streamed list, cut anywhere.
#[path = "wire/frames.rs"]
mod frames;
/// Operations written by hand in the form in which they are generated.
#[path = "wire/operations.rs"]
#[allow(
    unreachable_pub,
    unused_qualifications,
    reason = "generated code is public and names everything through one module"
)]
mod operations;
/// What came of an operation: lifted, judged, partial, refused, missing.
#[path = "wire/outcomes.rs"]
mod outcomes;
/// Types written by hand in the form in which they are generated.
#[path = "wire/shapes.rs"]
#[allow(
    unreachable_pub,
    unused_qualifications,
    reason = "generated code is public and names everything through one module"
)]
mod shapes;
/// The reader and serde_json agree on every text, valid or broken.
#[path = "wire/verdicts.rs"]
mod verdicts;
/// serde's and graphql_client's view of generated types.
#[path = "wire/views.rs"]
mod views;
