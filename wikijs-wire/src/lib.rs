#![doc = include_str!("../README.md")]
//!
//! The folders stand in the order in which data passes them: [`reader`] (JSON in), [`encode`] (JSON out),
//! [`envelope`] (data and errors of an answer), [`operation`] (what a generated operation is), [`batch`] (many
//! operations in one request). A room uses only rooms above it. Nothing here does I/O.

pub mod batch;
pub mod encode;
pub mod envelope;
pub mod operation;
pub mod reader;

#[doc(hidden)]
pub mod generated;

pub use encode::{Encode, Variables, Writer};
pub use envelope::{Data, Envelope, EnvelopeError, Errors, GraphqlError, Location};
pub use operation::{
    AnyRefusal, Effect, Facts, Kind, Maybe, Mutation, Null, Operation, OperationKind, Outcome,
    Parts, Query, Refusal, Secret, Subscription, Verdict,
};
pub use reader::{Decode, DecodeError, Decoded, PathSegment, Reader};
