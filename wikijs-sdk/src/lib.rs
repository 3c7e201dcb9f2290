#![doc = include_str!("../README.md")]
//!
//! # Inside
//!
//! A request becomes a call, passes the layers, becomes an exchange, and goes out through the connector; the reply
//! comes back the same way and becomes an output. The modules stand in the order in which they build on one another:
//! what everything is made of first, then what a call goes through, then what callers see of it.

extern crate self as wikijs_sdk;

mod date;

pub mod connector;

mod error;

mod call;

mod layers;

#[cfg(feature = "redis")]
mod redis;

mod client;

mod flight;

mod request;
mod response;

mod batch;

mod stream;

mod raw;

mod download;

#[cfg(feature = "answers")]
pub mod answers;

mod catalogue;

mod auth;

mod workflows;

pub mod health;

#[cfg(feature = "token-store")]
pub use self::auth::FileStore;
#[cfg(feature = "keyring")]
pub use self::auth::KeyringStore;
pub use self::auth::{
    FromEnv, SignIn, StoreLock, StoredToken, Storing, TokenFile, TokenFrom, TokenStore, token_from,
};
pub use self::batch::{
    Answers, Batch, BatchFuture, BatchProgress, ByItems, ByTuple, Failed, IntoBatch, PartState,
};
pub use self::call::{Backoff, Jitter, Lease, Permit, Renewing, Retry, WritePermit};
pub use self::catalogue::*;
pub use self::client::{
    AuthFailure, Authenticating, Authenticator, Client, ClientBuilder, Renewal, Token,
};
pub use self::date::{Date, DateError};
pub use self::download::{Content, Download, DownloadFuture};
pub use self::error::{Error, ErrorKind, ServerCode};
pub use self::health::Health;
pub use self::layers::lower::auth::RenewalReason;
pub use self::layers::lower::breaker::{
    BreakerChange, BreakerState, BreakerStats, CircuitBreaker, LastFailure,
};
pub use self::layers::lower::limit::{
    Endpoint, Held, Limited, Limiter, Rate, RateLimiter, RateLimits, Take, Taking, WhenLimited,
};
pub use self::layers::lower::retry::RetryBudget;
pub use self::layers::upper::batch::AutoBatch;
#[cfg(feature = "lock-file")]
pub use self::layers::upper::write_gate::LockFileGate;
pub use self::layers::upper::write_gate::{Acquiring, LocalGate, Wanted, WriteGate};
pub use self::raw::{RawAnswer, RawFuture, RawRequest};
#[cfg(any(feature = "cynic", feature = "graphql-client"))]
pub use self::raw::{TypedFuture, TypedRequest};
#[cfg(feature = "redis")]
pub use self::redis::{OnLoss, Redis, RedisBuilder, RedisGate, RedisLimiter};
pub use self::request::{AnsweredOnce, Request};
pub use self::response::{OutcomeFuture, ResponseFuture};
pub use self::stream::ItemStream;
pub use self::workflows::{LineMatch, PageHit, SearchEngineInUse};

/// What the code of dependents is written against: their queries need no `wikijs-wire` of their own.
#[doc(hidden)]
pub use wikijs_wire::generated;
#[doc(no_inline)]
pub use wikijs_wire::{
    Effect, Errors, GraphqlError, Location, Maybe, Null, Operation, OperationKind, Outcome,
    PathSegment, Refusal, Secret,
};
