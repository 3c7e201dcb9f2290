//! Reading JSON into typed values: a thin, concrete layer over the pull parser `jiter`.
//!
//! Input is the complete text of one answer (or of its `data`); output are values of types that implement [`Decode`].
//! Generated decoders call [`Reader::object`] and [`Object::next`]; nothing here is generic over an operation, so that
//! this code is compiled once. What is wrong with a text is reported as a kind and an offset ([`DecodeError`]); path,
//! line and column are found by walking the text again when somebody wants to see them.
//!
//! What makes up most of an answer is read here in a few instructions: the key that is expected next, strings with no
//! escapes but the short ones, short integers, commas. All else (`\\u`, surrogates, floats, long integers, values that
//! are passed over, what is wrong with a string) is `jiter`'s. Measured on a list of 5,000 items, asking `jiter` for every token took a quarter longer than
//! serde_json's derived code; with these short cuts it is faster.
//!
//! [`frames`] stands apart: it finds the items of a list in a text that is still arriving.

mod compact;
mod containers;
mod error;
mod escaped;
mod fields;
pub mod frames;
mod list;
mod locate;
mod object;
mod path;
mod raw;
mod root;
mod scalars;
mod scan;
mod text;
mod value;

use std::fmt::Display;
use std::mem;

use jiter::{Jiter, JiterResult};

pub use compact::{Compact, compact, compact_opt};
pub use error::{DecodeError, DecodeErrorKind, Located};
pub use fields::Slot;
pub use list::List;
pub(crate) use locate::paths_of;
pub use object::Object;
pub use path::{PathSegment, ShowPath};
pub use raw::{Mark, Member, Raw};
use root::Root;
use text::Checked;

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

/// Where strings with escapes are put together; one reader leaves it to the next.
#[derive(Debug, Default)]
pub(crate) struct Spare {
    unescaped: String,
    /// The parser's.
    tape: Vec<u8>,
}

/// A position in a JSON text, and the means to read on from there.
#[derive(Debug)]
pub struct Reader<'j> {
    json: &'j [u8],
    /// What `at` counts in: `json`, or an empty object where the root is made of members.
    text: &'j [u8],
    at: usize,
    depth: usize,
    dropped: Vec<usize>,
    checked: Checked<'j>,
    spare: Spare,
    root: Root<'j>,
    /// The root is next.
    at_root: bool,
}

impl<'j> Reader<'j> {
    /// Reads a complete JSON text.
    #[must_use]
    #[inline]
    pub fn new(json: &'j [u8]) -> Self {
        Self {
            json,
            text: json,
            at: 0,
            depth: 0,
            dropped: Vec::new(),
            checked: Checked::new(),
            spare: Spare::default(),
            root: Root::Members(&[]),
            at_root: false,
        }
    }

    /// Reads what is known to be text, with the buffers that another reader left.
    #[inline]
    pub(crate) fn of_text(text: &'j str, spare: Spare) -> Self {
        Self {
            checked: Checked::all_of(text),
            spare,
            ..Self::new(text.as_bytes())
        }
    }

    /// Where the reader stands, and what it leaves: where null items stood that were dropped, and the buffers.
    #[inline]
    pub(crate) fn into_parts(self) -> (usize, Vec<usize>, Spare) {
        (self.at, self.dropped, self.spare)
    }

    /// Where the reader stands, counted in bytes from the beginning of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Takes a `null`, if there is one.
    ///
    /// # Errors
    /// When the text ends here, or what begins like `null` is not one.
    pub fn null(&mut self) -> Decoded<bool> {
        if self.peek()? != b'n' {
            return Ok(false);
        }
        self.word("null")?;
        Ok(true)
    }

    /// Reads a string. Copy it before reading on.
    ///
    /// # Errors
    /// When the next value is not a string, or not a valid one.
    pub fn string(&mut self) -> Decoded<&str> {
        let first = self.peek()?;
        if first != b'"' {
            return Err(self.mismatch("a string", first));
        }
        let start = self.at + 1;
        let end = scan::plain_end(self.text, start);
        if self.text.get(end) != Some(&b'"') {
            return self.escaped_string(start, end);
        }
        self.at = end + 1;
        self.checked.cut(self.text, start, end)
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
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.broken("trailing characters")),
        }
    }

    /// An error of a scalar's own: the text is JSON, the value is not acceptable. It is told of the value that was just read,
    /// else of the one that follows.
    #[must_use]
    #[cold]
    pub fn error(&self, message: impl Into<String>) -> DecodeError {
        let offset = scan::value_at(self.text, self.at);
        DecodeError::new(DecodeErrorKind::Scalar(message.into()), offset)
    }

    /// The error of a value that was read and that the Rust type of the scalar `name` does not take.
    #[must_use]
    #[cold]
    pub fn refused(&self, name: &str, error: &dyn Display) -> DecodeError {
        self.error(format!("refused as `{name}`: {error}"))
    }

    /// Where null items stood that [`compact`] dropped, in order.
    #[must_use]
    pub fn dropped(&self) -> &[usize] {
        &self.dropped
    }

    /// The first byte of the next value, after white space.
    pub(crate) fn peek(&mut self) -> Decoded<u8> {
        self.next_byte().ok_or_else(|| self.truncated())
    }

    #[inline]
    pub(crate) fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    /// Takes a word whose first letter was seen.
    pub(crate) fn word(&mut self, word: &str) -> Decoded<()> {
        let rest = &self.text[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        Err(if word.as_bytes().starts_with(rest) {
            self.truncated()
        } else {
            self.broken("expected ident")
        })
    }

    /// Asks the parser for what follows.
    pub(crate) fn ask<T>(
        &mut self,
        what: impl FnOnce(&mut Jiter<'j>) -> JiterResult<T>,
    ) -> Decoded<T> {
        let tape = mem::take(&mut self.spare.tape);
        let mut jiter = Jiter::with_tape(&self.text[self.at..], tape);
        let answer = what(&mut jiter).map_err(|error| DecodeError::syntax(error, self.at));
        self.at += jiter.current_index();
        self.spare.tape = jiter.into_tape();
        answer
    }

    pub(crate) fn take_dropped(&mut self) -> Vec<usize> {
        mem::take(&mut self.dropped)
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
    pub(crate) fn mismatch(&self, expected: &'static str, first: u8) -> DecodeError {
        match error::found(first) {
            Some(found) => DecodeError::new(DecodeErrorKind::Mismatch { expected, found }, self.at),
            None => self.broken("expected value"),
        }
    }

    #[cold]
    pub(crate) fn truncated(&self) -> DecodeError {
        DecodeError::new(DecodeErrorKind::Truncated, self.at)
    }

    #[cold]
    pub(crate) fn broken(&self, message: &str) -> DecodeError {
        DecodeError::new(DecodeErrorKind::Syntax(message.to_owned()), self.at)
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
        assert_eq!(
            reader.error("not a date").to_string(),
            "not a date at byte 0"
        );
    }

    #[test]
    fn a_refusal_knows_its_value() {
        let json = br#"{"a": {"b": [1, "x\"\\", true ], "c": {}}}"#;
        let shown = |at: usize| {
            let mut reader = Reader::new(json);
            reader.at = at;
            let error = reader.refused("Date", &"no");
            error.locate(json).to_string()
        };
        let place = |of: &str, column: usize| {
            format!("{of}: refused as `Date`: no (line 1, column {column})")
        };
        // Behind a value, white space or none between.
        assert_eq!(shown(14), place("a.b[0]", 14));
        assert_eq!(shown(23), place("a.b[1]", 17));
        assert_eq!(shown(29), place("a.b[2]", 26));
        assert_eq!(shown(30), place("a.b[2]", 26));
        assert_eq!(shown(31), place("a.b", 31));
        assert_eq!(shown(40), place("a.c", 40));
        // Before one.
        assert_eq!(shown(15), place("a.b[1]", 17));
        assert_eq!(shown(13), place("a.b[0]", 14));
    }
}
