//! The sandbox's tests over HTTP: in process, with a standing clock.
//!
//! `conformance` and `exchanges` run the recorded cases, `case` reads them, `player` plays them, `judge` compares;
//! what stands beside them tests what no recording can show.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod case;
mod command;
mod conformance;
mod control;
mod exchanges;
mod faults;
mod hostile;
mod hostile_socket;
mod judge;
mod keeping;
mod mistakes;
mod permissions;
mod player;
mod quirk_cases;
mod quirks;
mod races;
mod rename;
mod replay;
#[cfg(target_os = "linux")]
mod replay_tls;
mod service;
mod settings;
mod subscription;
mod uploads;
mod vary;
mod wiki;
