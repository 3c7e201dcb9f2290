//! Null is not absent.

use std::fmt;

use crate::encode::{Encode, Writer};
use crate::reader::{Decode, Decoded, Reader};

/// A value, an explicit null, or nothing at all.
///
/// A server tells the three apart: a default applies to what is absent, and an update may keep what is absent and erase
/// what is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Maybe<T> {
    /// Not sent: the server's default applies.
    #[default]
    Absent,
    /// Sent as null.
    Null,
    /// Sent.
    Value(T),
}

/// An explicit null, for setters: `.tags(Null)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Null;

impl<T> Maybe<T> {
    /// Whether it is not sent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same by reference.
    #[must_use]
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null, not absent: it says that there is no value.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Encode> Encode for Maybe<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(writer),
            Self::Absent | Self::Null => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }
}

impl<T: Decode> Decode for Maybe<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if reader.null()? {
            Ok(Self::Null)
        } else {
            T::decode(reader).map(Self::Value)
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: fmt::Display> fmt::Display for Maybe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Null => f.write_str("null"),
            Self::Value(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_null() {
        assert_eq!(Maybe::<i32>::from(None), Maybe::Null);
        assert_eq!(Maybe::<i32>::from(Some(1)), Maybe::Value(1));
        assert_eq!(Maybe::<i32>::default(), Maybe::Absent);
    }

    #[test]
    fn reads_what_it_writes() {
        assert_eq!(
            Maybe::<i32>::decode(&mut Reader::new(b"null")).unwrap(),
            Maybe::Null
        );
        assert_eq!(
            Maybe::<i32>::decode(&mut Reader::new(b"1")).unwrap(),
            Maybe::Value(1)
        );
        assert_eq!(<Maybe<i32> as Decode>::absent(), Some(Maybe::Absent));
    }
}
