//! The catalogue: every operation of the API, compiled from `queries/` by the build script.
//!
//! Nothing here is written by hand. A `.graphql` file that is added there is a struct, a method, its setters and its
//! documentation here.

include!(concat!(env!("OUT_DIR"), "/generated.rs"));
