//! Writing typed values as JSON: variables on their way out, and answers turned into JSON again.
//!
//! A [`Writer`] has one of two modes. On the wire a [`Secret`](crate::Secret) is written as it is; shown, in an answer's
//! `Serialize` or an audit log, it is redacted.

mod impls;
mod merge;
pub mod serde;
mod variables;
mod writer;

pub use variables::Variables;
pub use writer::{Mode, Writer};

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes one value.
    fn encode(&self, writer: &mut Writer);

    /// Whether the key of this value is to be left out of its object.
    fn is_absent(&self) -> bool {
        false
    }
}
