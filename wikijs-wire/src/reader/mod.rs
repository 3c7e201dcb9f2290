//! Reading JSON into typed values: a thin, concrete layer over the pull parser `jiter`.
//!
//! Input is the complete text of one answer (or of its `data`); output are values of types that implement [`Decode`].
//! Generated decoders call [`Reader::object`] and [`Object::next`]; nothing here is generic over an operation, so that
//! this code is compiled once. What is wrong with a text is reported as a kind and an offset ([`DecodeError`]); path,
//! line and column are found by walking the text again when somebody wants to see them.
//!
//! [`frames`] stands apart: it finds the items of a list in a text that is still arriving.

mod compact;
mod containers;
mod error;
pub mod frames;
mod list;
mod locate;
mod object;
mod path;
mod raw;
mod scalars;
mod value;

use jiter::{Jiter, JiterError, Peek};

pub use compact::{Compact, compact, compact_opt};
pub use error::{DecodeError, DecodeErrorKind, Located};
pub use list::List;
pub(crate) use locate::paths_of;
pub use object::Object;
pub use path::{PathSegment, ShowPath};
pub use raw::{Mark, Member, Raw};

/// How many objects and lists may stand inside one another.
///
/// Decoders are recursive; the bound keeps a hostile answer from exhausting the stack. It is serde_json's.
pub const MAX_DEPTH: usize = 128;

/// The result of reading a value.
pub type Decoded<T> = Result<T, DecodeError>;

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads one value; afterwards the reader stands right behind it.
    ///
    /// # Errors
    /// When the text is not JSON, or not of this shape. The reader is of no use afterwards.
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self>;

    /// What stands for a key that is not in the object; `None` means that the key must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// A position in a JSON text, and the means to read on from there.
#[derive(Debug)]
pub struct Reader<'j> {
    json: &'j [u8],
    jiter: Jiter<'j>,
    /// Where in `json` the text of `jiter` begins: after [`Reader::again`] it is not the beginning.
    base: usize,
    depth: usize,
    dropped: Vec<usize>,
    members: &'j [Member<'j>],
    at_root: bool,
}

impl<'j> Reader<'j> {
    /// Reads a complete JSON text.
    #[must_use]
    pub fn new(json: &'j [u8]) -> Self {
        Self { json, jiter: Jiter::new(json), base: 0, depth: 0, dropped: Vec::new(), members: &[], at_root: false }
    }

    /// Reads an object that is put together from members which lie apart in one text, under other names.
    ///
    /// This is how a part of a batch is read without copying its text: `json` is the whole `data`, each member a
    /// root field of this part with the key that the part itself gave it.
    #[must_use]
    pub fn of_members(json: &'j [u8], members: &'j [Member<'j>]) -> Self {
        Self { members, at_root: true, jiter: Jiter::new(b"{}"), ..Self::new(json) }
    }

    /// Where the reader stands, counted in bytes from the beginning of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.base + self.jiter.current_index()
    }

    /// Takes a `null`, if there is one.
    ///
    /// # Errors
    /// When the text ends here, or what begins like `null` is not one.
    pub fn null(&mut self) -> Decoded<bool> {
        if self.peek()? != Peek::Null {
            return Ok(false);
        }
        let base = self.base;
        self.jiter.known_null().map_err(|e| DecodeError::syntax(e, base))?;
        Ok(true)
    }

    /// Reads a string. Copy it before reading on.
    ///
    /// # Errors
    /// When the next value is not a string, or not a valid one.
    pub fn string(&mut self) -> Decoded<&str> {
        let peek = self.peek()?;
        if peek != Peek::String {
            return Err(self.mismatch("a string", peek));
        }
        let base = self.base;
        self.jiter.known_str().map_err(|e| DecodeError::syntax(e, base))
    }

    /// Passes over one value, whatever it is.
    ///
    /// What is passed over is checked to be JSON, too. Its depth has a bound of its own, since it costs no stack.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn skip(&mut self) -> Decoded<()> {
        self.raw().map(drop)
    }

    /// Makes sure that nothing but white space follows.
    ///
    /// # Errors
    /// When something does.
    pub fn end(&mut self) -> Decoded<()> {
        let base = self.base;
        self.jiter.finish().map_err(|e| DecodeError::syntax(e, base))
    }

    /// An error of a scalar's own: the text is JSON, the value is not acceptable.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(DecodeErrorKind::Scalar(message.into()), self.offset())
    }

    /// Where null items stood that [`compact`] dropped, in order.
    #[must_use]
    pub fn dropped(&self) -> &[usize] {
        &self.dropped
    }

    pub(crate) fn peek(&mut self) -> Decoded<Peek> {
        let base = self.base;
        self.jiter.peek().map_err(|e| DecodeError::syntax(e, base))
    }

    pub(crate) fn drop_null(&mut self, offset: usize) {
        self.dropped.push(offset);
    }

    pub(crate) fn enter(&mut self) -> Decoded<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(DecodeError::new(DecodeErrorKind::TooDeep, self.offset()));
        }
        Ok(())
    }

    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    #[cold]
    pub(crate) fn mismatch(&mut self, expected: &'static str, peek: Peek) -> DecodeError {
        let offset = self.offset();
        match error::found(peek) {
            Some(found) => DecodeError::new(DecodeErrorKind::Mismatch { expected, found }, offset),
            None => DecodeError::no_value(offset),
        }
    }

    #[cold]
    pub(crate) fn syntax(&self, error: JiterError) -> DecodeError {
        DecodeError::syntax(error, self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_strings_and_knows_where_it_stands() {
        let mut reader = Reader::new(br#" "a\u00e9" "#);
        assert_eq!(reader.string().unwrap(), "aé");
        assert_eq!(reader.offset(), 10);
        reader.end().unwrap();
    }

    #[test]
    fn refuses_what_follows_the_value() {
        let mut reader = Reader::new(b"null x");
        assert!(reader.null().unwrap());
        let error = reader.end().unwrap_err();
        assert_eq!(error.offset(), 5);
    }

    #[test]
    fn a_scalar_can_refuse() {
        let mut reader = Reader::new(br#""x""#);
        reader.string().unwrap();
        assert_eq!(reader.error("not a date").to_string(), "not a date at byte 3");
    }
}
