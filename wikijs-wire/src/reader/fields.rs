//! Reads an object into one slot a key.
//!
//! A decoder of a generated type is a list of keys and a list of slots: the loop over the keys is compiled once, here, and
//! not in each of the decoders.

use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader};

/// A place for a value that is yet to be read, whatever its type.
pub trait Slot {
    /// Reads the value; one that is there already is replaced.
    ///
    /// # Errors
    /// When the text is not JSON, or not of the value's shape.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;

    /// Takes out what was read.
    fn clear(&mut self);

    /// Whether there is a value: what was read, or what [`Decode::absent`] says.
    fn settle(&mut self) -> bool;
}

// Written out with `match`: each `?` and each closure would be an instance more for each type.
impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        match T::decode(reader) {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn settle(&mut self) -> bool {
        if self.is_none() {
            *self = T::absent();
        }
        self.is_some()
    }
}

impl Reader<'_> {
    /// Reads an object whose `keys` belong to these slots, one each; all slots hold a value afterwards.
    ///
    /// # Errors
    /// When the next value is no object, a value is not of its slot's shape, or a key is missing that must be there.
    pub fn fields(
        &mut self,
        keys: &'static [&'static str],
        slots: &mut [&mut dyn Slot],
    ) -> Decoded<()> {
        let mut object = self.object(keys)?;
        while let Some(key) = object.next(self)? {
            match slots.get_mut(key) {
                Some(slot) => slot.fill(self)?,
                None => self.skip()?,
            }
        }
        match slots.iter_mut().position(|slot| !slot.settle()) {
            Some(key) => Err(object.missing(key)),
            None => Ok(()),
        }
    }

    /// The error of a slot without a value, which [`fields`](Self::fields) does not leave.
    #[must_use]
    #[cold]
    pub fn incomplete(&self) -> DecodeError {
        DecodeError::new(DecodeErrorKind::MissingKey(""), self.offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Decoded<(Option<i32>, Option<Option<String>>)> {
        let mut reader = Reader::new(json.as_bytes());
        let (mut id, mut tag) = (None, None);
        reader.fields(&["id", "tag"], &mut [&mut id, &mut tag])?;
        reader.end()?;
        Ok((id, tag))
    }

    #[test]
    fn every_slot_is_filled() {
        for json in [
            r#"{"id":1,"tag":"a"}"#,
            r#"{"x":[],"tag":"a","id":2,"id":1}"#,
        ] {
            assert_eq!(read(json).unwrap(), (Some(1), Some(Some("a".to_owned()))));
        }
        assert_eq!(read(r#"{"id":1}"#).unwrap(), (Some(1), Some(None)));
    }

    #[test]
    fn a_missing_key_is_named() {
        let error = read(r#"{"tag":"a"}"#).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::MissingKey("id"));
    }
}
