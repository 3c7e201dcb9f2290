//! The wiki as an HTTP service: one `http` request in, one answer out, no sockets.

mod assets;
mod body;
mod cache;
mod control;
mod faulty;
mod graphql;
mod html;
mod log;
mod packing;
mod pages;
mod piece;
mod reply;
mod routes;
mod security;
mod service;
mod struck;
mod upload;

pub use body::{Body, Broken};
pub use log::LoggedRequest;
pub use service::WikiService;

pub(crate) use log::Log;
use routes::Incoming;
pub(crate) use service::{Peer, Shared};
pub(crate) use upload::keep;
