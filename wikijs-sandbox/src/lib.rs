//! An embedded server that answers as Wiki.js 2.5 does, from memory, for tests and demos.
//!
//! A [`Sandbox`] listens on loopback ([`Sandbox::start`]) or lives in process ([`Sandbox::in_process`]);
//! [`Sandbox::service`] is the wiki as a [`tower_service::Service`] over `http` requests. What is not simulated answers
//! with a GraphQL error that says so.
#![doc = include_str!("../README.md")]

mod auth;
mod begin;
mod builder;
mod clock;
mod codes;
mod content;
mod css;
mod faults;
mod graphql;
mod http;
mod js;
mod packed;
mod qr;
mod races;
mod render;
mod resolvers;
mod sandbox;
mod save;
mod seed;
mod server;
mod snapshot;
mod state;
mod stored;
mod subscriptions;
mod timing;

pub use builder::Builder;
pub use content::{SeedAsset, SeedGroup, SeedPage, SeedRule, SeedUser};
pub use faults::{Fault, FaultKind, FaultLeft, FaultPlace, TakenFault};
pub use http::{Body, Broken, LoggedRequest, WikiService};
pub use races::Races;
pub use sandbox::Sandbox;
pub use snapshot::{State, StateDiff};
pub use state::Uploads;
pub use stored::{StoredAsset, StoredPage};
pub use timing::Timing;
