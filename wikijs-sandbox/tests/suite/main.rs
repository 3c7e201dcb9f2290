//! The sandbox's tests over HTTP: in process, with a standing clock.
//!
//! `conformance` runs the recorded cases, `case` reads them, `judge` compares; what stands beside them tests what no
//! recording can show.

mod case;
mod conformance;
mod judge;
mod wiki;
