//! What the SDK does, seen from outside. One binary; each module says at its top what belongs in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on panics"
)]

mod admission;
mod answers;
mod auth;
mod auto_batch;
mod batch_progress;
mod batch_times;
mod batches;
mod breaker;
mod chaos;
mod checked;
mod comments;
mod deadlines;
mod downloads;
mod dropped;
mod health;
mod limits;
#[cfg(feature = "lock-file")]
mod lock_file;
mod machines;
mod narrowed;
mod network;
mod permits;
mod probes;
mod properties;
mod raw;
#[cfg(feature = "redis")]
mod redis;
mod requests;
mod retry;
mod sandbox;
mod searches;
mod secrets;
mod settings;
mod shutdown;
mod streams;
mod support;
mod surface;
mod tls;
mod troubleshooting;
mod walks;
mod write_gate;
