//! An answer of an operation while it is read.
//!
//! What reads answers knows an operation as [`AnyReading`] alone, and what takes the outcome knows it by the types of value
//! and refusal: so rustc compiles the one once, the other once for each such type, and neither once for each operation
//! that a program sends.

use std::fmt;

use super::{Operation, Outcome};
use crate::envelope::Errors;
use crate::reader::{Decode, Decoded, Reader};

/// The answer of some operation while it is read.
pub trait AnyReading {
    /// Reads the data. What was read before is forgotten.
    ///
    /// # Errors
    /// When the data is not of the operation's shape.
    fn data(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;

    /// Makes an outcome of the data that was read.
    fn settle(&mut self, errors: &Errors);
}

/// What stood in an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Data: the reading holds the outcome.
    Data,
    /// No data, and these errors.
    Nothing(Errors),
}

/// The data of some operation that has these values and refusals.
pub trait AnyData<T, R> {
    /// Reads the data.
    ///
    /// # Errors
    /// When it is not of the operation's shape.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;

    /// What the data that was read means to the caller.
    fn output(&mut self, errors: &Errors) -> Option<Outcome<T, R>>;
}

/// The data of an operation while its answer is read.
pub struct OperationData<O: Operation>(Option<O::Data>);

impl<O: Operation> OperationData<O> {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self(None)
    }
}

impl<O: Operation> Default for OperationData<O> {
    fn default() -> Self {
        Self::new()
    }
}

// Written out with `match`: each `?` and each closure would be an instance more for each operation.
impl<O: Operation> AnyData<O::Output, O::Refusal> for OperationData<O> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        match O::Data::decode(reader) {
            Ok(data) => {
                self.0 = Some(data);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    #[expect(
        clippy::manual_map,
        reason = "a closure would be an instance more for each operation"
    )]
    fn output(&mut self, errors: &Errors) -> Option<Outcome<O::Output, O::Refusal>> {
        match self.0.take() {
            Some(data) => Some(O::output(data, errors)),
            None => None,
        }
    }
}

/// An answer with these values and refusals while it is read.
pub struct Reading<'d, T, R> {
    data: &'d mut dyn AnyData<T, R>,
    outcome: Option<Outcome<T, R>>,
}

impl<'d, T, R> Reading<'d, T, R> {
    /// Nothing was read yet; what is goes into `data`.
    #[must_use]
    pub fn new(data: &'d mut dyn AnyData<T, R>) -> Self {
        Self {
            data,
            outcome: None,
        }
    }

    /// The outcome, after what was `found`.
    #[must_use]
    pub fn outcome(self, found: Found) -> Outcome<T, R> {
        match (found, self.outcome) {
            (Found::Data, Some(outcome)) => outcome,
            (Found::Data, None) => Outcome::Missing {
                errors: Errors::none(),
            },
            (Found::Nothing(errors), _) => Outcome::Missing { errors },
        }
    }
}

impl<T, R> AnyReading for Reading<'_, T, R> {
    fn data(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        self.data.read(reader)
    }

    fn settle(&mut self, errors: &Errors) {
        self.outcome = self.data.output(errors);
    }
}

impl<O: Operation> fmt::Debug for OperationData<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationData").finish_non_exhaustive()
    }
}

impl<T, R> fmt::Debug for Reading<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").finish_non_exhaustive()
    }
}
