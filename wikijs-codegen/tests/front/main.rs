//! Tests of the front half, from texts to checked documents: what is refused and how it is told, what is accepted, and
//! how other parsers and validators see the same documents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod accepted;
mod build;
mod case;
mod command;
mod encodings;
mod generate;
mod hostile;
mod introspection;
mod oracle;
mod random;
mod refused;
mod round_trip;
mod verdicts;
