//! What can be wrong with a JSON text, and how it is told.
//!
//! An error is a kind and an offset; making one costs nothing that a right answer would have to pay for. Shown beside
//! its text ([`DecodeError::locate`]) it knows path, line and column.

use std::error::Error;
use std::fmt;

use jiter::{JiterError, JiterErrorType, JsonErrorType};

use super::locate;
use super::path::{PathSegment, ShowPath};

/// Why a text could not be read as the type that was wanted.
///
/// It holds no part of the text but numbers, so that it can be shown and logged.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: DecodeErrorKind,
    offset: usize,
    after_verdict: bool,
}

/// The kinds of a [`DecodeError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text ends in the middle of a value.
    Truncated,
    /// The text is not JSON, in the parser's words.
    Syntax(String),
    /// A string or a key is not UTF-8.
    NotUtf8,
    /// A value of another kind was expected.
    Mismatch {
        /// What the type wants.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A number that the type cannot hold.
    OutOfRange {
        /// What the type wants.
        expected: &'static str,
        /// The number, as it stands in the text.
        number: String,
    },
    /// An object without a key that it must have.
    MissingKey(&'static str),
    /// More objects and lists inside one another than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// A scalar's own refusal.
    Scalar(String),
}

impl DecodeError {
    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Where it is wrong, in bytes from the beginning of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Whether the text breaks off, as after a connection that was cut.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.kind == DecodeErrorKind::Truncated
    }

    /// Whether the text is JSON, but not of the shape that was expected.
    #[must_use]
    pub fn is_shape(&self) -> bool {
        use DecodeErrorKind as Kind;
        !matches!(
            self.0.kind,
            Kind::Truncated | Kind::Syntax(_) | Kind::NotUtf8 | Kind::TooDeep
        )
    }

    /// Whether the text had said before that the mutation is done: only what it gives besides could not be read.
    #[must_use]
    pub fn was_done(&self) -> bool {
        self.0.after_verdict
    }

    /// The error with its path, line and column in the text that was read.
    #[must_use]
    pub fn locate(&self, json: &[u8]) -> Located {
        let (line, column) = locate::line_and_column(json, self.0.offset);
        Located {
            error: self.clone(),
            path: locate::path_to(json, self.0.offset),
            line,
            column,
        }
    }

    /// Whether there is null where the type takes none.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.0.kind, DecodeErrorKind::Mismatch { found: "null", .. })
    }

    #[cold]
    pub(crate) fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self(Box::new(Inner {
            kind,
            offset,
            after_verdict: false,
        }))
    }

    /// The same error, met after the text had said that the mutation is done.
    #[cold]
    pub(crate) fn after_verdict(mut self) -> Self {
        self.0.after_verdict = true;
        self
    }

    #[cold]
    pub(crate) fn syntax(error: JiterError, base: usize) -> Self {
        Self::new(kind_of(error.error_type), base + error.index)
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the text breaks off"),
            Self::Syntax(message) => write!(f, "not JSON: {message}"),
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::Mismatch { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::OutOfRange { expected, number } => write!(f, "{number} does not fit {expected}"),
            Self::MissingKey(key) => write!(f, "the key `{key}` is missing"),
            Self::TooDeep => write!(
                f,
                "more than {} objects and lists inside one another",
                super::MAX_DEPTH
            ),
            Self::Scalar(message) => f.write_str(message),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.0.kind, self.0.offset)
    }
}

/// As it is shown: a `main` that returns it prints this.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl Error for DecodeError {}

/// A [`DecodeError`] that knows its place in the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Located {
    error: DecodeError,
    path: Vec<PathSegment>,
    line: usize,
    column: usize,
}

impl Located {
    /// The error itself.
    #[must_use]
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// The keys and indices that lead to the value at fault.
    #[must_use]
    pub fn path(&self) -> &[PathSegment] {
        &self.path
    }

    /// The same, where the first key was an alias for another one.
    pub(crate) fn with_root(mut self, root: impl FnOnce(&str) -> Option<PathSegment>) -> Self {
        if let Some(first) = self.path.first_mut()
            && let Some(other) = first.key().and_then(root)
        {
            *first = other;
        }
        self
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", ShowPath(&self.path))?;
        }
        write!(
            f,
            "{} (line {}, column {})",
            self.error.kind(),
            self.line,
            self.column
        )
    }
}

/// As it is shown.
impl fmt::Debug for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Located({self})")
    }
}

impl Error for Located {}

/// What kind of value begins like this, in words; `None` where none does.
pub(crate) fn found(first: u8) -> Option<&'static str> {
    Some(match first {
        b'n' => "null",
        b't' | b'f' => "a boolean",
        b'"' => "a string",
        b'[' => "a list",
        b'{' => "an object",
        b'-' | b'0'..=b'9' => "a number",
        _ => return None,
    })
}

fn kind_of(error: JiterErrorType) -> DecodeErrorKind {
    use JsonErrorType as J;
    match error {
        JiterErrorType::JsonError(
            J::EofWhileParsingList
            | J::EofWhileParsingObject
            | J::EofWhileParsingString
            | J::EofWhileParsingValue,
        ) => DecodeErrorKind::Truncated,
        JiterErrorType::JsonError(J::InvalidUnicodeCodePoint) => DecodeErrorKind::NotUtf8,
        JiterErrorType::JsonError(J::RecursionLimitExceeded) => DecodeErrorKind::TooDeep,
        JiterErrorType::JsonError(other) => DecodeErrorKind::Syntax(other.to_string()),
        // Kinds are looked at before the parser is asked, so that this does not come up.
        JiterErrorType::WrongType { expected, actual } => {
            DecodeErrorKind::Syntax(format!("expected {expected}, found {actual}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Decode, Reader};

    #[track_caller]
    fn check<T: Decode + fmt::Debug>(json: &str, shown: &str) {
        let error = T::decode(&mut Reader::new(json.as_bytes())).unwrap_err();
        assert_eq!(error.locate(json.as_bytes()).to_string(), shown);
    }

    #[test]
    fn messages_name_the_place() {
        check::<i32>(
            "\"x\"",
            "expected an integer, found a string (line 1, column 1)",
        );
        check::<Vec<i32>>(
            "[1,\n  null]",
            "[1]: expected an integer, found null (line 2, column 3)",
        );
        check::<Vec<i32>>(
            "[1, 3000000000]",
            "[1]: 3000000000 does not fit a 32-bit integer (line 1, column 5)",
        );
        check::<Vec<String>>(
            "[\"é\", \"ab",
            "[1]: the text breaks off (line 1, column 10)",
        );
        check::<Vec<i32>>("[1,]", "not JSON: trailing comma (line 1, column 4)");
        check::<bool>("?", "not JSON: expected value (line 1, column 1)");
        check::<bool>("", "the text breaks off (line 1, column 1)");
    }

    #[test]
    fn tells_truncation_from_wrong_shape() {
        let error = String::decode(&mut Reader::new(b"\"ab")).unwrap_err();
        assert!(error.is_truncated() && !error.is_shape());
        let error = String::decode(&mut Reader::new(b"12")).unwrap_err();
        assert!(error.is_shape() && !error.is_truncated());
    }
}
