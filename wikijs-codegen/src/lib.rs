//! Compiles a GraphQL schema and query files into typed Rust at build time.
