//! Compiles a GraphQL schema and query files into typed Rust at build time.

pub mod document;
pub mod schema;
pub mod source;
