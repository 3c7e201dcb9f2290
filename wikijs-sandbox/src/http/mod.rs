//! The wiki as an HTTP service: one `http` request in, one answer out, no sockets.

mod assets;
mod body;
mod cache;
mod control;
mod graphql;
mod html;
mod pages;
mod reply;
mod routes;
mod service;
mod upload;

pub use body::{Body, BodyError};
pub use service::WikiService;

use routes::Incoming;
pub(crate) use service::{Peer, Shared};
