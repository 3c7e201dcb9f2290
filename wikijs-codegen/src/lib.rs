//! Compiles a GraphQL schema and query files into typed Rust at build time.

pub mod config;
pub mod source;
pub mod diagnostic;
pub mod syntax;
pub mod schema;
pub mod document;
pub mod check;
