//! The commands from outside. A module a command; `workspace` makes a checkout in a temporary folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod binary;
mod check;
mod docs;
mod explain;
mod freshness;
mod tidy;
mod update_schema;
mod update_schema_http;
mod workspace;
