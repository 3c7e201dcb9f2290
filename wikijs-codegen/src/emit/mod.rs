//! Shapes and names to the text of Rust: one file an item kind. Nothing is decided here; what a snapshot of the shapes
//! and names does not show is layout.
//!
//! The text is written directly and not through token trees: it comes out legible (it is what compiler errors and "go to
//! definition" lead to), costs a build script next to nothing, and needs no crate.

mod abstracts;
mod answers;
mod common;
mod context;
mod converted;
mod decisions;
mod docs;
mod enums;
mod explained;
mod ids;
mod info;
mod inputs;
mod lints;
mod markdown;
mod modules;
mod objects;
mod operations;
mod output;
mod parts;
mod setters;
mod surface;
mod verdicts;
mod writer;

pub use decisions::explain;
pub use explained::{Explanation, explanations};
pub use info::{OperationInfo, VariableInfo, info, shared_types};
pub use modules::emit;
