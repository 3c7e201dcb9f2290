//! Reads the answer to a batch in one pass: each part where its field stands.
//!
//! This is for answers without errors, to parts of one field each, which is what nearly all are. Whatever is odd about
//! one, [`split`](super::split()) finds out what it is: so there is but one kind of refusal here, and whoever meets it
//! forgets what was read before.

use super::names;
use crate::operation::{Operation, Outcome, Parts, interpret_field};
use crate::reader::{Object, Reader};

/// The answer is not one that is read in one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Odd;

/// Walks the parts of an answer, in the order in which they stand there.
#[derive(Debug)]
pub struct Walk<'j, 'p> {
    reader: Reader<'j>,
    answer: Object,
    parts: &'p [Parts],
    seen: Vec<bool>,
    is_first: bool,
}

/// A part that is next.
#[derive(Debug)]
pub struct Part<'w, 'j> {
    index: usize,
    key: &'static str,
    reader: &'w mut Reader<'j>,
}

impl<'j, 'p> Walk<'j, 'p> {
    /// Begins with the answer to these parts.
    ///
    /// # Errors
    /// When the answer is odd.
    pub fn new(body: &'j [u8], parts: &'p [Parts]) -> Result<Self, Odd> {
        let mut reader = Reader::new(body);
        let mut answer = reader.object(&["data", "errors"])?;
        let is_data = answer.next(&mut reader)? == Some(0);
        reader.enter_object()?;
        let walk = Self {
            reader,
            answer,
            parts,
            seen: vec![false; parts.len()],
            is_first: true,
        };
        is_data.then_some(walk).ok_or(Odd)
    }

    /// Goes to the next part, which must be read before the one after it; `None` at the end of the answer.
    ///
    /// # Errors
    /// When the answer is odd: then nothing of it counts.
    #[allow(
        clippy::should_implement_trait,
        reason = "a part borrows from the walk, which no iterator can say"
    )]
    pub fn next(&mut self) -> Result<Option<Part<'_, 'j>>, Odd> {
        let is_first = std::mem::take(&mut self.is_first);
        let Some(alias) = self.reader.raw_key(is_first)? else {
            return self.end().map(|()| None);
        };
        let (index, key) = self.own_field(alias).ok_or(Odd)?;
        if std::mem::replace(&mut self.seen[index], true) {
            return Err(Odd);
        }
        Ok(Some(Part {
            index,
            key,
            reader: &mut self.reader,
        }))
    }

    /// The part that an alias, with its quotes, belongs to, and the key of the only field that it has.
    fn own_field(&self, alias: &str) -> Option<(usize, &'static str)> {
        let (number, key) = names::read(alias.get(1..alias.len() - 1)?)?;
        match self.parts.get(number)?.fields {
            [field] if field.key == key => Some((number, field.key)),
            _ => None,
        }
    }

    fn end(&mut self) -> Result<(), Odd> {
        let is_over = self.answer.next(&mut self.reader)?.is_none();
        self.reader.end()?;
        let is_whole = is_over && self.seen.iter().all(|seen| *seen);
        is_whole.then_some(()).ok_or(Odd)
    }
}

impl<'j> Part<'_, 'j> {
    /// Which part it is.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// What came of the part, which is one of this operation's.
    ///
    /// # Errors
    /// When the answer is odd.
    pub fn read<O: Operation>(self) -> Result<Outcome<O::Output, O::Refusal>, Odd> {
        interpret_field::<O>(self.reader, self.key)?.ok_or(Odd)
    }
}

impl From<crate::DecodeError> for Odd {
    fn from(_: crate::DecodeError) -> Self {
        Self
    }
}
