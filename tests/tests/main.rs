//! The one test binary of the workspace's whole: each module holds one promise, most of them over files, one a case.
//!
//! | module | what belongs there |
//! |---|---|
//! | `answers` | recorded answers decode into the types made from their documents |
//! | `budget` | how many crates a user builds, and which never |
//! | `catalogue` | each operation's document, variables and Rust as snapshots |
//! | `end_to_end` | the SDK against the embedded server |
//! | `examples` | every example of the SDK runs to its end |
//! | `facts` | the overlay's permissions, limits and codes are the recorded ones |
//! | `health` | what a client is told that it may do is true |
//! | `mistakes` | what a build says of wrong query files |
//! | `overlay` | every field has its notes and its description |
//! | `packages` | what users get as packages, and a program built from them alone |
//! | `parts` | any two operations of a kind join to a valid document |
//! | `properties` | decoders and serde_json agree on what is valid, and on what is broken |
//! | `readme` | what the README shows is what is tested |
//! | `rebuild` | what makes a build script run again, and what it leaves alone |
//! | `roads` | every way to get no answer becomes the right error |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod budget;
mod catalogue;
mod end_to_end;
mod examples;
mod facts;
mod fixtures;
mod health;
mod mistakes;
mod overlay;
mod packages;
mod parts;
mod properties;
mod readme;
mod rebuild;
mod roads;
#[path = "../../wikijs-sdk/build/surface.rs"]
mod surface;
mod workspace;
