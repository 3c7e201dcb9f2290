//! Raw pieces of a text: to remember a position, to read a value again, to keep a value for later.

use std::ops::Deref;
use std::str;

use jiter::Peek;

use super::{DecodeError, DecodeErrorKind, Decoded, Reader, scan};

/// A position in a text from which a value can be read (again).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    offset: usize,
    root: bool,
}

/// The text of one value: complete and valid JSON where [`Reader::raw`] gave it, and with brackets that match in any case.
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
        Ok(Mark {
            offset: self.at,
            root: self.at_root,
        })
    }

    /// Goes back to a value, to read it again: a selection with spreads is read once for each of its parts.
    ///
    /// Depth and dropped items count on; after reading the value the reader stands behind it, as the first time.
    pub fn again(&mut self, start: impl Into<Mark>) -> &mut Self {
        let Mark { offset, root } = start.into();
        self.text = if root { b"{}" } else { self.json };
        self.at = offset.min(self.text.len());
        self.at_root = root;
        self
    }

    /// Passes over an object, and says whether one of these keys is in it: a fragment under a condition was asked for where
    /// what it alone selects is there.
    ///
    /// # Errors
    /// When the next value is no object.
    pub fn has(&mut self, keys: &'static [&'static str]) -> Decoded<bool> {
        let mut object = self.object(keys)?;
        let mut is_there = false;
        while object.next(self)?.is_some() {
            self.skip()?;
            is_there = true;
        }
        Ok(is_there)
    }

    /// Passes over one value and gives its text.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn raw(&mut self) -> Decoded<Raw<'j>> {
        let first = self.peek()?;
        let mark = self.mark()?;
        self.ask(|jiter| jiter.known_skip(Peek::new(first)))?;
        let bytes = &self.text[mark.offset..self.at];
        // The parser leaves the strings that it passes over unchecked.
        match str::from_utf8(bytes) {
            Ok(_) => Ok(Raw { bytes, mark }),
            Err(error) => Err(DecodeError::new(
                DecodeErrorKind::NotUtf8,
                mark.offset + error.valid_up_to(),
            )),
        }
    }

    /// Passes over one value without looking inside: whoever reads it finds out whether it is JSON.
    pub(crate) fn unchecked(&mut self) -> Decoded<Raw<'j>> {
        let first = self.peek()?;
        if !matches!(first, b'{' | b'[') {
            return self.raw();
        }
        let start = self.mark()?;
        self.at = scan::closed_end(self.text, self.at).ok_or_else(|| self.cut_off())?;
        Ok(self.raw_from(start))
    }

    /// The text from where a value begins up to here, where it ends.
    pub(crate) fn raw_from(&self, mark: Mark) -> Raw<'j> {
        let bytes = self.text.get(mark.offset..self.at).unwrap_or_default();
        Raw { bytes, mark }
    }

    #[cold]
    fn cut_off(&self) -> DecodeError {
        DecodeError::new(DecodeErrorKind::Truncated, self.text.len())
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
    fn a_key_is_looked_for() {
        let mut reader = Reader::new(br#"[{"a": {"b": 1}, "c": null}, {}, 1]"#);
        let mut list = reader.list().unwrap();
        assert!(list.next(&mut reader).unwrap());
        let start = reader.mark().unwrap();
        assert!(reader.has(&["c"]).unwrap());
        assert!(!reader.again(start).has(&["b"]).unwrap());
        assert!(list.next(&mut reader).unwrap());
        assert!(!reader.has(&["a"]).unwrap());
        assert!(list.next(&mut reader).unwrap());
        assert!(reader.has(&["a"]).is_err());
    }

    #[test]
    fn raw_is_utf8() {
        let error = Reader::new(b"[\"a\xff\"]").raw().unwrap_err();
        assert_eq!(
            (error.kind(), error.offset()),
            (&DecodeErrorKind::NotUtf8, 3)
        );
    }
}
