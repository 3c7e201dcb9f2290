#![doc = include_str!("../README.md")]
//!
//! # Inside
//!
//! A request becomes a call, passes the layers, becomes an exchange, and goes out through the connector; the reply
//! comes back the same way and becomes an output. The modules stand in that order.

extern crate self as wikijs_sdk;

mod call;
mod catalogue;
mod client;
pub mod connector;
mod date;
mod download;
mod error;
mod flight;
mod layers;
mod raw;
mod request;
mod version;

pub use self::catalogue::*;
pub use self::client::{Client, ClientBuilder};
pub use self::date::{Date, DateError};
pub use self::download::{Content, Download, DownloadFuture};
pub use self::error::{Error, ErrorKind, ServerCode};
pub use self::raw::{RawAnswer, RawFuture, RawRequest};
pub use self::request::{AnsweredOnce, OutcomeFuture, Request, ResponseFuture};
pub use self::version::{Version, VersionError};

#[doc(no_inline)]
pub use wikijs_wire::{
    Effect, Errors, GraphqlError, Location, Maybe, Null, Operation, OperationKind, Outcome,
    PathSegment, Refusal, Secret,
};
