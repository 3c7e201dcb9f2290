//! An answer of an operation while it is read.
//!
//! What reads answers knows the types of an operation as [`AnyReading`] alone, two functions: so rustc compiles it once,
//! and not once for each operation that a program sends.

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

/// The answer of an operation while it is read.
pub struct Reading<O: Operation> {
    data: Option<O::Data>,
    outcome: Option<Outcome<O::Output, O::Refusal>>,
}

impl<O: Operation> Reading<O> {
    /// Nothing was read yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            data: None,
            outcome: None,
        }
    }

    /// The outcome, after what was `found`.
    #[must_use]
    pub fn outcome(self, found: Found) -> Outcome<O::Output, O::Refusal> {
        after(self.outcome, found)
    }
}

impl<O: Operation> Default for Reading<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Operation> std::fmt::Debug for Reading<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").finish_non_exhaustive()
    }
}

// Written out with `match`: each `?` and each closure would be an instance more for each operation.
impl<O: Operation> AnyReading for Reading<O> {
    fn data(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        match O::Data::decode(reader) {
            Ok(data) => {
                self.data = Some(data);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn settle(&mut self, errors: &Errors) {
        if let Some(data) = self.data.take() {
            self.outcome = Some(O::output(data, errors));
        }
    }
}

fn after<T, R>(outcome: Option<Outcome<T, R>>, found: Found) -> Outcome<T, R> {
    match (found, outcome) {
        (Found::Data, Some(outcome)) => outcome,
        (Found::Data, None) => Outcome::Missing {
            errors: Errors::none(),
        },
        (Found::Nothing(errors), _) => Outcome::Missing { errors },
    }
}
