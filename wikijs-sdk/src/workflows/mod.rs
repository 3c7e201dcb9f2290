//! What takes more than one operation, under the names that people know.
//!
//! Each is written over the public surface: batches, streams and the catalogue's own methods.

mod descent;
mod edit;
mod engine;
mod find;
mod grep;
mod many;
mod tree;
mod walk;

pub use self::engine::SearchEngineInUse;
pub use self::find::PageHit;
pub use self::grep::LineMatch;
