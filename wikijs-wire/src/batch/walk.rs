//! Reads the answer to a batch in one pass: each part where its field stands.
//!
//! This is for answers to parts of one field each, which is what nearly all are. Whatever is odd about one,
//! [`split`](super::split()) finds out what it is: so there is but one kind of refusal here, and whoever meets it forgets
//! what was read before.

use super::names;
use super::split::errors_of_parts;
use crate::envelope::Errors;
use crate::operation::{Operation, Outcome, Parts, interpret_field};
use crate::reader::{Object, Reader};

/// The answer is not one that is read in one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Odd;

/// Walks the parts of an answer, in the order in which they stand there.
#[derive(Debug)]
pub struct Walk<'j, 'p> {
    reader: Reader<'j>,
    /// What stands around the data, unless it was read before.
    answer: Option<Object>,
    parts: &'p [Parts],
    /// Those of each part, or none at all.
    errors: Vec<Errors>,
    seen: Vec<bool>,
    is_first: bool,
}

/// A part that is next.
#[derive(Debug)]
pub struct Part<'w, 'j> {
    index: usize,
    key: &'static str,
    errors: Errors,
    reader: &'w mut Reader<'j>,
}

impl<'j, 'p> Walk<'j, 'p> {
    /// Begins with the whole answer to these parts, in which no errors stand.
    ///
    /// # Errors
    /// When the answer is odd.
    pub fn new(body: &'j [u8], parts: &'p [Parts]) -> Result<Self, Odd> {
        let mut reader = Reader::new(body);
        let mut answer = reader.object(&["data", "errors"])?;
        match answer.next(&mut reader)? {
            Some(0) => Self::begin(reader, Some(answer), parts, Vec::new()),
            _ => Err(Odd),
        }
    }

    /// Begins with the data of an answer whose errors were read before. An error goes to the part that it names, as with
    /// [`split`](super::split()).
    ///
    /// # Errors
    /// When the data is odd.
    pub fn beside(data: &'j [u8], errors: &Errors, parts: &'p [Parts]) -> Result<Self, Odd> {
        let errors = errors_of_parts(errors, parts).map(Errors::new).collect();
        Self::begin(Reader::new(data), None, parts, errors)
    }

    fn begin(
        mut reader: Reader<'j>,
        answer: Option<Object>,
        parts: &'p [Parts],
        errors: Vec<Errors>,
    ) -> Result<Self, Odd> {
        reader.enter_object()?;
        Ok(Self {
            reader,
            answer,
            parts,
            errors,
            seen: vec![false; parts.len()],
            is_first: true,
        })
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
            errors: self
                .errors
                .get_mut(index)
                .map(std::mem::take)
                .unwrap_or_default(),
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
        let is_over = match &mut self.answer {
            Some(answer) => answer.next(&mut self.reader)?.is_none(),
            None => true,
        };
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
        interpret_field::<O>(self.reader, self.key, self.errors)?.ok_or(Odd)
    }
}

impl From<crate::DecodeError> for Odd {
    fn from(_: crate::DecodeError) -> Self {
        Self
    }
}
