//! Many operations in one request, through aliases at the root. Pure: documents are joined, answers taken apart.
//!
//! [`Plan`] joins the parts of operations into one document, [`chunks`] says how many go into one, [`split`] gives each
//! part of an answer back to the operation that it belongs to. Nothing is parsed on the way out; on the way back no
//! data is copied.

mod chunk;
mod fragments;
mod names;
mod plan;
mod split;
mod walk;

pub use chunk::{Limits, Load, chunks, first_chunk, halve};
pub use names::key_of;
pub use plan::{NAME, Plan, variables};
pub use split::{PartAnswer, split};
pub use walk::{Odd, Part, Walk};
