//! The envelope of a GraphQL answer: `data` and `errors`.
//!
//! It is read once: the errors become values, `data` stays raw until somebody knows its type. An answer may carry both;
//! what an error leaves out of the data is joined to it by its path.

mod error;
mod errors;
#[cfg(feature = "graphql-client")]
mod graphql_client;

use std::error::Error;
use std::fmt;

use serde_json::{Map, Value};

pub use error::{GraphqlError, Location};
pub use errors::Errors;

use crate::reader::{Decode, DecodeError, Decoded, Reader};

/// An answer, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope<'j> {
    /// What was asked for, as far as it could be given.
    pub data: Data<'j>,
    /// What went wrong.
    pub errors: Errors,
    /// What the server adds on its own account.
    pub extensions: Option<Map<String, Value>>,
}

/// The `data` of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Data<'j> {
    /// There is no such key: the server did not try.
    Absent,
    /// `null`: an error took everything.
    Null,
    /// The text of the value. Its brackets match; the rest is checked when it is read.
    Value(&'j [u8]),
}

/// Why a text is no GraphQL answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// It is not JSON, or breaks off, or its parts are not of the kind that they must be.
    Decode(DecodeError),
    /// It is a JSON object, but has neither `data` nor `errors`.
    NoAnswer,
}

impl<'j> Envelope<'j> {
    /// Reads an answer.
    ///
    /// # Errors
    /// When the text is no GraphQL answer.
    pub fn read(body: &'j [u8]) -> Result<Self, EnvelopeError> {
        let mut reader = Reader::new(body);
        let parts = Parts::read(&mut reader)?;
        reader.end()?;
        match parts {
            Parts {
                data: Data::Absent,
                errors: None,
                ..
            } => Err(EnvelopeError::NoAnswer),
            Parts {
                data,
                errors,
                extensions,
            } => Ok(Self {
                data,
                errors: Errors::new(errors.unwrap_or_default()),
                extensions,
            }),
        }
    }
}

struct Parts<'j> {
    data: Data<'j>,
    errors: Option<Vec<GraphqlError>>,
    extensions: Option<Map<String, Value>>,
}

impl<'j> Parts<'j> {
    fn read(reader: &mut Reader<'j>) -> Decoded<Self> {
        let mut parts = Self {
            data: Data::Absent,
            errors: None,
            extensions: None,
        };
        let mut object = reader.object(&["errors", "data", "extensions"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => parts.errors = Decode::decode(reader)?,
                1 => parts.data = Data::read(reader)?,
                _ => parts.extensions = Decode::decode(reader)?,
            }
        }
        Ok(parts)
    }
}

impl<'j> Data<'j> {
    fn read(reader: &mut Reader<'j>) -> Decoded<Self> {
        if reader.null()? {
            Ok(Self::Null)
        } else {
            reader.unchecked().map(|raw| Self::Value(raw.bytes()))
        }
    }

    /// The text, where there is one.
    #[must_use]
    pub fn value(self) -> Option<&'j [u8]> {
        match self {
            Self::Value(json) => Some(json),
            Self::Absent | Self::Null => None,
        }
    }
}

/// Shows how much there is, not what: answers may hold secrets.
impl fmt::Debug for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Null => f.write_str("Null"),
            Self::Value(json) => write!(f, "Value({} bytes)", json.len()),
        }
    }
}

impl From<DecodeError> for EnvelopeError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => write!(f, "the answer is no GraphQL answer: {error}"),
            Self::NoAnswer => {
                f.write_str("the answer is a JSON object with neither `data` nor `errors`")
            }
        }
    }
}

impl Error for EnvelopeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::NoAnswer => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, data: Option<&str>, messages: &[&str]) {
        let envelope = Envelope::read(body.as_bytes()).unwrap();
        assert_eq!(envelope.data.value(), data.map(str::as_bytes));
        assert_eq!(
            envelope
                .errors
                .iter()
                .map(|error| error.message.as_str())
                .collect::<Vec<_>>(),
            messages
        );
    }

    #[test]
    fn data_and_errors_in_any_order() {
        check(r#"{"data": {"a": 1} }"#, Some(r#"{"a": 1}"#), &[]);
        check(
            r#"{"errors": [{"message": "no"}], "data": {}}"#,
            Some("{}"),
            &["no"],
        );
        check(
            r#"{"data": null, "errors": [{"message": "no"}, {"message": "never"}]}"#,
            None,
            &["no", "never"],
        );
        check(r#"{"errors": [{"message": "no"}]}"#, None, &["no"]);
    }

    #[test]
    fn empty_errors_are_no_errors() {
        check(r#"{"data": {}, "errors": []}"#, Some("{}"), &[]);
        check(r#"{"data": {}, "errors": null}"#, Some("{}"), &[]);
        check(r#"{"errors": []}"#, None, &[]);
    }

    #[test]
    fn absent_is_not_null() {
        assert_eq!(
            Envelope::read(br#"{"data": null}"#).unwrap().data,
            Data::Null
        );
        assert_eq!(
            Envelope::read(br#"{"errors": []}"#).unwrap().data,
            Data::Absent
        );
    }

    #[test]
    fn extensions_are_kept() {
        let envelope = Envelope::read(br#"{"data": {}, "extensions": {"cost": 3}}"#).unwrap();
        assert_eq!(envelope.extensions.unwrap()["cost"], 3);
    }

    #[test]
    fn what_is_no_answer() {
        for body in [
            "",
            "<html>",
            "[]",
            "null",
            "\"x\"",
            "{\"data\": {",
            "{\"data\": {}} x",
            "{\"errors\": {}}",
            "{\"data\": 01}",
        ] {
            assert!(
                matches!(
                    Envelope::read(body.as_bytes()),
                    Err(EnvelopeError::Decode(_))
                ),
                "{body}"
            );
        }
        assert_eq!(
            Envelope::read(br#"{"error": "no"}"#),
            Err(EnvelopeError::NoAnswer)
        );
    }

    #[test]
    fn debug_shows_no_data() {
        let envelope = Envelope::read(br#"{"data": {"jwt": "abc"}}"#).unwrap();
        assert!(format!("{envelope:?}").contains("Value(14 bytes)"));
    }
}
