//! The scripts against a Redis, and the states of a lease under a paused clock.

#![allow(
    dead_code,
    reason = "the server of the tests does more than is needed here"
)]

mod fake;
mod leases;
#[path = "../../../tests/it/support/redis_server.rs"]
mod redis_server;
mod refusals;
mod scripts;
