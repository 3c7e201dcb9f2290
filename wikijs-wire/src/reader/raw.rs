//! Raw pieces of a text: to remember a position, to read a value again, to keep a value for later.

use std::ops::Deref;
use std::str;

use jiter::Jiter;

use super::{DecodeError, DecodeErrorKind, Decoded, Reader};

/// A position in a text from which a value can be read (again).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    offset: usize,
    root: bool,
}

/// The text of one value: complete and valid JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'j> {
    bytes: &'j [u8],
    mark: Mark,
}

/// A value and the key under which [`Reader::of_members`] shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'j> {
    /// The key.
    pub key: &'j str,
    /// The value.
    pub value: Raw<'j>,
}

impl<'j> Raw<'j> {
    /// The text.
    #[must_use]
    pub fn bytes(&self) -> &'j [u8] {
        self.bytes
    }

    /// Where the text begins in the whole.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.mark.offset
    }
}

impl Deref for Raw<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes
    }
}

impl From<Raw<'_>> for Mark {
    fn from(raw: Raw<'_>) -> Self {
        raw.mark
    }
}

impl<'j> Reader<'j> {
    /// Remembers where the next value begins.
    ///
    /// # Errors
    /// When no value follows.
    pub fn mark(&mut self) -> Decoded<Mark> {
        self.peek()?;
        Ok(Mark { offset: self.offset(), root: self.at_root })
    }

    /// Goes back to a value, to read it again: a selection with spreads is read once for each of its parts.
    ///
    /// Depth and dropped items count on; after reading the value the reader stands behind it, as the first time.
    pub fn again(&mut self, start: impl Into<Mark>) -> &mut Self {
        let Mark { offset, root } = start.into();
        self.at_root = root;
        if root { self.jump(0, b"{}") } else { self.jump(offset, self.json.get(offset..).unwrap_or_default()) }
        self
    }

    /// Passes over one value and gives its text.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn raw(&mut self) -> Decoded<Raw<'j>> {
        let peek = self.peek()?;
        let mark = self.mark()?;
        let start = self.jiter.current_index();
        self.jiter.known_skip(peek).map_err(|e| self.syntax(e))?;
        let bytes = self.jiter.slice_to_current(start);
        // The parser leaves the strings that it passes over unchecked.
        match str::from_utf8(bytes) {
            Ok(_) => Ok(Raw { bytes, mark }),
            Err(error) => Err(DecodeError::new(DecodeErrorKind::NotUtf8, mark.offset + error.valid_up_to())),
        }
    }

    /// Reads on at `offset`, whose text is given; the buffer for escaped strings is kept.
    pub(crate) fn jump(&mut self, offset: usize, json: &'j [u8]) {
        let tape = std::mem::replace(&mut self.jiter, Jiter::new(b"")).into_tape();
        self.jiter = Jiter::with_tape(json, tape);
        self.base = offset;
    }

    /// Goes to a member's value.
    pub(crate) fn visit(&mut self, member: &Member<'j>) {
        self.at_root = false;
        self.jump(member.value.mark.offset, self.json.get(member.value.mark.offset..).unwrap_or_default());
    }

    /// Goes behind the last member.
    pub(crate) fn finish_members(&mut self) {
        self.jump(self.json.len(), b"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Decode;

    #[test]
    fn a_value_is_read_again() {
        let mut reader = Reader::new(br#"[ "a\n" , 2]"#);
        let mut list = reader.list().unwrap();
        assert!(list.next(&mut reader).unwrap());
        let start = reader.mark().unwrap();
        assert_eq!(reader.string().unwrap(), "a\n");
        assert_eq!(reader.again(start).string().unwrap(), "a\n");
        assert!(list.next(&mut reader).unwrap());
        assert_eq!(i32::decode(&mut reader).unwrap(), 2);
        assert!(!list.next(&mut reader).unwrap());
        reader.end().unwrap();
    }

    #[test]
    fn raw_is_the_exact_text() {
        let mut reader = Reader::new(br#" {"a": [1]} "#);
        let raw = reader.raw().unwrap();
        assert_eq!((raw.bytes(), raw.offset()), (&br#"{"a": [1]}"#[..], 1));
    }

    #[test]
    fn raw_is_utf8() {
        let error = Reader::new(b"[\"a\xff\"]").raw().unwrap_err();
        assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::NotUtf8, 3));
    }
}
