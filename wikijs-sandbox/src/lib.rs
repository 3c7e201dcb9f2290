//! An embedded server that answers as Wiki.js 2.5 does, from memory, for tests and demos.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
//! let sandbox = wikijs_sandbox::Sandbox::start().await?;
//! println!("{} {}", sandbox.url(), sandbox.admin_token());
//! # Ok(()) }
//! ```
//!
//! A [`Sandbox`] listens on loopback; [`Sandbox::service`] is the same wiki as a [`tower_service::Service`] over
//! `http` requests, to be called in process. Time is tokio's: a paused clock pauses the wiki. Equal seeds give equal
//! tokens and ids. What is not simulated answers with a GraphQL error that says so.

mod auth;
mod builder;
mod clock;
mod css;
mod graphql;
mod http;
mod js;
mod qr;
mod render;
mod resolvers;
mod sandbox;
mod seed;
mod server;
mod state;

pub use builder::Builder;
pub use http::{Body, BodyError, WikiService};
pub use sandbox::Sandbox;
