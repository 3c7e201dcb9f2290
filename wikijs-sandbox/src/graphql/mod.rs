//! GraphQL as graphql-js 15.3 behind Apollo Server 2.25 does it: parse, validate, run, and word the answer.
//!
//! Knows nothing of HTTP and nothing of wikis: what a field is worth comes from a [`Source`](execute::Source).

mod coerce;
mod collect;
mod documents;
mod execute;
mod failure;
mod locate;
mod node;
mod outline;
mod persisted;
mod request;
mod response;
mod schema;
mod suggest;
mod syntax;
mod validation;

pub(crate) use apollo_compiler::response::{JsonMap, JsonValue};
pub(crate) use execute::{FieldCall, Source};
pub(crate) use failure::Failure;
pub(crate) use node::Node;
pub(crate) use outline::outline;
pub(crate) use persisted::{not_found as persisted_query_not_found, sha256};
pub(crate) use request::{Kind, Prepared, Request, prepare};
pub(crate) use response::Response;
pub(crate) use schema::schema;
pub(crate) use suggest::{did_you_mean, hint, suggestions};
