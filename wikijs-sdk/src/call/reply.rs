//! What comes back from below: the facts of the answer, its errors, and its body.

use std::fmt;
use std::ops::Range;
use std::slice;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use wikijs_wire::reader::PathSegment;
use wikijs_wire::{Data, Envelope, EnvelopeError, Errors, GraphqlError};

use super::identity::Held;
use crate::connector::IncomingBody;
use crate::error::{Error, ErrorKind, Verdict};

/// An answer of the server that the transport got hold of.
pub(crate) struct Reply {
    /// What was learnt beside the body.
    pub(crate) facts: Facts,
    /// The GraphQL errors; none in an answer that is content.
    pub(crate) errors: Errors,
    /// The body.
    pub(crate) body: ReplyBody,
}

impl Reply {
    /// True if there are errors, and data beside them that is more than nulls: of several mutations in one document one
    /// may be done then, whatever became of the others.
    pub(crate) fn is_partial(&self) -> bool {
        let ReplyBody::Answer { text, data } = &self.body else {
            return false;
        };
        if self.errors.is_empty() {
            return false;
        }
        data_of(text, data).is_some_and(|data| holds_anything(&data))
    }

    /// True if none of so many parts that write was begun: each was refused before any work, and says so. What failed
    /// otherwise may have been done half, and a null that no error explains may be the answer of what was done.
    pub(crate) fn was_refused_whole(&self, parts: usize) -> bool {
        let ReplyBody::Answer { text, data } = &self.body else {
            return false;
        };
        !self.errors.is_empty()
            && self.errors.len() >= parts
            && self.errors.iter().all(refuses)
            && data_of(text, data).is_none_or(|data| self.explains(&data, &mut Vec::new()))
    }

    /// Whether the data at this path is nulls alone, with an error for each.
    fn explains(&self, data: &Value, path: &mut Vec<PathSegment>) -> bool {
        match data {
            Value::Null => {
                let mut paths = self.errors.iter().map(|error| &error.path);
                paths.any(|of| of.is_empty() || of.starts_with(path))
            }
            Value::Object(fields) => fields.iter().all(|(key, value)| {
                path.push(PathSegment::Key(key.clone()));
                let is_explained = self.explains(value, path);
                path.pop();
                is_explained
            }),
            _ => false,
        }
    }
}

fn data_of(text: &[u8], data: &DataSlot) -> Option<Value> {
    let json = data.of(text).ok()?.value()?;
    serde_json::from_slice(json).ok()
}

/// Whether an error says that what it stands at was not even begun.
fn refuses(error: &GraphqlError) -> bool {
    matches!(
        Verdict::of(slice::from_ref(error)).kind,
        ErrorKind::Unauthorized
            | ErrorKind::ApiDisabled
            | ErrorKind::Forbidden
            | ErrorKind::RateLimited
    )
}

/// Whether data holds more than nulls.
pub(crate) fn holds_anything(data: &Value) -> bool {
    match data {
        Value::Null => false,
        Value::Array(items) => items.iter().any(holds_anything),
        Value::Object(fields) => fields.values().any(holds_anything),
        _ => true,
    }
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
#[derive(Clone)]
pub(crate) struct Facts {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// How many attempts it took.
    pub(crate) attempts: u32,
    /// The token that the request was sent under.
    pub(crate) sent_as: Option<Held>,
    /// Whether the wiki itself answered, and not another host that it led to.
    pub(crate) is_own: bool,
    /// Whether it led to its login page: so it answers guests, where they may not.
    pub(crate) led_to_login: bool,
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
    /// Nothing but the beginning was looked at, and it is that of an answer without errors: whoever knows the types reads
    /// all of it in one pass.
    Unread,
}

impl DataSlot {
    /// The data, in the `text` it stands in.
    ///
    /// # Errors
    ///
    /// A text that was not looked at before is broken.
    pub(crate) fn of<'t>(&self, text: &'t [u8]) -> Result<Data<'t>, Error> {
        match self {
            Self::Null => Ok(Data::Null),
            Self::At(range) => Ok(text.get(range.clone()).map_or(Data::Null, Data::Value)),
            Self::Unread => Envelope::read(text)
                .map(|envelope| envelope.data)
                .map_err(|error| broken(StatusCode::OK, error)),
        }
    }
}

/// The error of an answer that is JSON only at its beginning.
pub(crate) fn broken(status: StatusCode, why: EnvelopeError) -> Error {
    let error = Error::new(
        ErrorKind::Unreadable,
        "the answer is broken JSON, or was cut off",
    )
    .with_status(status);
    match why {
        EnvelopeError::Decode(source) => error.with_source(source),
        other => error.with_source(other),
    }
}
