//! The sandbox's tests over HTTP: in process, with a standing clock.
//!
//! `conformance` runs the recorded cases, `case` reads them, `judge` compares; what stands beside them tests what no
//! recording can show.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod case;
mod conformance;
mod faults;
mod hostile;
mod judge;
mod quirks;
mod races;
mod replay;
mod service;
mod subscription;
mod vary;
mod wiki;
