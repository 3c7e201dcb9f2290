//! What comes back from below: the facts of the answer, its errors, and its body.

use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use wikijs_wire::{Data, Errors};

use crate::connector::IncomingBody;

/// An answer of the server that the transport got hold of.
pub(crate) struct Reply {
    /// What was learnt beside the body.
    pub(crate) facts: Facts,
    /// The GraphQL errors; none in an answer that is content.
    pub(crate) errors: Errors,
    /// The body.
    pub(crate) body: ReplyBody,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor body: both may hold tokens.
        f.debug_struct("Reply")
            .field("status", &self.facts.status)
            .finish_non_exhaustive()
    }
}

/// What an answer tells beside its body.
pub(crate) struct Facts {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

/// The body of an answer.
pub(crate) enum ReplyBody {
    /// A GraphQL answer, whole, and where in it the data stands.
    Answer {
        /// The text of the answer.
        text: Bytes,
        /// Where the data stands.
        data: DataSlot,
    },
    /// Content, still to be read.
    Content(IncomingBody),
}

/// Where the data of a GraphQL answer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DataSlot {
    /// `data` is null.
    Null,
    /// `data` is this piece of the text.
    At(Range<usize>),
}

impl DataSlot {
    /// The data, in the `text` it stands in.
    pub(crate) fn of<'t>(&self, text: &'t [u8]) -> Data<'t> {
        match self {
            Self::Null => Data::Null,
            Self::At(range) => text.get(range.clone()).map_or(Data::Null, Data::Value),
        }
    }
}
