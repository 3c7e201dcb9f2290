//! Lists whose null items are errors and not values.
//!
//! A server that fails on one item of a list answers with null in its place and an error that names the place. The
//! caller wants the items; the reader drops the nulls and remembers where they stood, so that none goes unexplained.

use super::{Decode, Decoded, Reader};

/// A list without its null items, for places where a type has to say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Compact<T>(
    /// The items that were not null.
    pub Vec<T>,
);

impl<T> Compact<T> {
    /// The items.
    #[must_use]
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T: Decode> Decode for Compact<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        compact(reader).map(Self)
    }
}

/// Reads a list and drops its null items; [`Reader::dropped`] tells where they stood.
///
/// # Errors
/// When the next value is no list, or an item is not of its type.
pub fn compact<T: Decode>(reader: &mut Reader<'_>) -> Decoded<Vec<T>> {
    let mut list = reader.list()?;
    let mut items = Vec::new();
    while list.next(reader)? {
        let offset = reader.offset();
        if reader.null()? {
            reader.drop_null(offset);
        } else {
            items.push(T::decode(reader)?);
        }
    }
    Ok(items)
}

/// Reads a list that may be null as a whole, and drops its null items.
///
/// # Errors
/// When the next value is neither null nor a list, or an item is not of its type.
pub fn compact_opt<T: Decode>(reader: &mut Reader<'_>) -> Decoded<Option<Vec<T>>> {
    if reader.null()? {
        Ok(None)
    } else {
        compact(reader).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_are_dropped_and_remembered() {
        let mut reader = Reader::new(b"[null, 1, null , 2]");
        assert_eq!(compact::<i32>(&mut reader).unwrap(), [1, 2]);
        assert_eq!(reader.dropped(), [1, 10]);
    }

    #[test]
    fn the_list_itself_may_be_null() {
        assert_eq!(compact_opt::<i32>(&mut Reader::new(b"null")).unwrap(), None);
        assert_eq!(
            compact_opt::<i32>(&mut Reader::new(b"[]")).unwrap(),
            Some(vec![])
        );
        assert!(compact::<i32>(&mut Reader::new(b"null")).is_err());
    }
}
