//! One error of an answer.

use std::error::Error;
use std::fmt;

use serde_json::{Map, Value};

use crate::encode::{Encode, Writer};
use crate::reader::{Decode, Decoded, PathSegment, Reader, ShowPath};

/// An error as the GraphQL specification describes it.
///
/// Its `Debug` names the keys of the extensions and not their values: servers put stack traces there.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GraphqlError {
    /// What the server says, for a person.
    pub message: String,
    /// Where in the document the error belongs.
    pub locations: Vec<Location>,
    /// Where in the data something is missing because of it; empty where it concerns the request.
    pub path: Vec<PathSegment>,
    /// What the server adds: a code, a stack trace.
    pub extensions: Map<String, Value>,
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
}

impl GraphqlError {
    /// An error with a message and a path.
    #[must_use]
    pub fn new(message: impl Into<String>, path: Vec<PathSegment>) -> Self {
        Self {
            message: message.into(),
            path,
            ..Self::default()
        }
    }

    /// The code in the extensions, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.extensions.get("code").and_then(Value::as_str)
    }
}

impl fmt::Display for GraphqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", ShowPath(&self.path))?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Debug for GraphqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&String> = self.extensions.keys().collect();
        f.debug_struct("GraphqlError")
            .field("message", &self.message)
            .field("locations", &self.locations)
            .field("path", &self.path)
            .field("extensions", &keys)
            .finish()
    }
}

impl Error for GraphqlError {}

impl Decode for GraphqlError {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut error = Self::default();
        let mut object = reader.object(&["message", "locations", "path", "extensions"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => error.message = or_default(reader)?,
                1 => error.locations = or_default(reader)?,
                2 => error.path = or_default(reader)?,
                _ => error.extensions = or_default(reader)?,
            }
        }
        Ok(error)
    }
}

impl Encode for GraphqlError {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        writer.field("message", &self.message);
        writer.field("locations", &self.locations);
        writer.field("path", &self.path);
        writer.field("extensions", &self.extensions);
        writer.end();
    }
}

crate::__impl_serde!(answer: GraphqlError);

impl Decode for Location {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let (mut line, mut column) = (None, None);
        let mut object = reader.object(&["line", "column"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => line = Some(Decode::decode(reader)?),
                _ => column = Some(Decode::decode(reader)?),
            }
        }
        Ok(Self {
            line: object.need(reader, line, 0)?,
            column: object.need(reader, column, 1)?,
        })
    }
}

impl Encode for Location {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        writer.field("line", &self.line);
        writer.field("column", &self.column);
        writer.end();
    }
}

impl Decode for PathSegment {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match Value::decode(reader)? {
            Value::String(key) => Ok(Self::Key(key)),
            Value::Number(index) => {
                segment_index(&index).ok_or_else(|| reader.error("not an index of a list"))
            }
            _ => Err(reader.error("neither a key nor an index")),
        }
    }
}

impl Encode for PathSegment {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Key(key) => writer.string(key),
            Self::Index(index) => index.encode(writer),
        }
    }
}

fn segment_index(number: &serde_json::Number) -> Option<PathSegment> {
    number
        .as_u64()
        .and_then(|index| usize::try_from(index).ok())
        .map(PathSegment::Index)
}

/// Servers leave out or null what they have no value for.
fn or_default<T: Decode + Default>(reader: &mut Reader<'_>) -> Decoded<T> {
    Option::<T>::decode(reader).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"{"message":"Forbidden","locations":[{"line":1,"column":9}],"path":["pages","list",3],"extensions":{"code":"INTERNAL_SERVER_ERROR"}}"#;

    #[test]
    fn reads_and_writes_all_of_it() {
        let error: GraphqlError = serde_json::from_str(FULL).unwrap();
        assert_eq!(error.to_string(), "pages.list[3]: Forbidden");
        assert_eq!(error.code(), Some("INTERNAL_SERVER_ERROR"));
        assert_eq!(serde_json::to_string(&error).unwrap(), FULL);
    }

    #[test]
    fn debug_shows_no_value_of_the_extensions() {
        let error: GraphqlError = serde_json::from_str(
            r#"{"message":"no","extensions":{"exception":{"stacktrace":["at s3cret.js"]}}}"#,
        )
        .unwrap();
        let shown = format!("{error:?}");
        assert!(shown.contains(r#"extensions: ["exception"]"#), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }

    #[test]
    fn takes_errors_with_little_in_them() {
        let error: GraphqlError =
            serde_json::from_str(r#"{"message": "no", "path": null, "x": 1}"#).unwrap();
        assert_eq!(error, GraphqlError::new("no", vec![]));
        assert_eq!(error.to_string(), "no");
    }

    #[test]
    fn refuses_odd_paths() {
        assert!(serde_json::from_str::<GraphqlError>(r#"{"path": [true]}"#).is_err());
        assert!(serde_json::from_str::<GraphqlError>(r#"{"path": [-1]}"#).is_err());
    }
}
