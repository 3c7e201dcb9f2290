//! What a batch of one operation gives.

use std::fmt;
use std::iter;

use wikijs_wire::Operation;

use crate::error::Error;

/// The results of a batch of one operation, in the order of the parts, with the operations that they belong to.
#[must_use = "parts may have failed: look at `failed()`, or take all or nothing by `into_result()?`"]
pub struct Answers<O: Operation> {
    inputs: Vec<O>,
    results: Vec<Result<O::Output, Error>>,
}

/// A part that failed.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Failed<'a, O> {
    /// Its place in the batch, counted from 0.
    pub index: usize,
    /// What was sent.
    pub input: &'a O,
    /// What came of it.
    pub error: &'a Error,
}

impl<O: Operation> Answers<O> {
    pub(super) fn new(inputs: Vec<O>, results: Vec<Result<O::Output, Error>>) -> Self {
        Self { inputs, results }
    }

    /// How many parts there were.
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// True if there was no part.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// All results, in the order of the parts.
    pub fn results(&self) -> &[Result<O::Output, Error>] {
        &self.results
    }

    /// The values of those parts that succeeded, in their order.
    pub fn succeeded(&self) -> impl Iterator<Item = &O::Output> {
        self.results.iter().flatten()
    }

    /// The parts that failed, in their order.
    pub fn failed(&self) -> impl Iterator<Item = Failed<'_, O>> {
        let parts = self.inputs.iter().zip(&self.results).enumerate();
        parts.filter_map(|(index, (input, result))| {
            let error = result.as_ref().err()?;
            Some(Failed {
                index,
                input,
                error,
            })
        })
    }

    /// All values, or the error of the first part that failed: [`Error::part`] tells which one it was.
    ///
    /// The other parts are done all the same: the server knows no way back.
    ///
    /// # Errors
    ///
    /// A part failed.
    pub fn into_result(self) -> Result<Vec<O::Output>, Error> {
        self.results.into_iter().collect()
    }

    /// All results with the operations that they belong to.
    pub fn into_parts(self) -> impl Iterator<Item = (O, Result<O::Output, Error>)> {
        iter::zip(self.inputs, self.results)
    }
}

impl<O: Operation> IntoIterator for Answers<O> {
    type Item = Result<O::Output, Error>;
    type IntoIter = std::vec::IntoIter<Result<O::Output, Error>>;

    fn into_iter(self) -> Self::IntoIter {
        self.results.into_iter()
    }
}

impl<'a, O: Operation> IntoIterator for &'a Answers<O> {
    type Item = &'a Result<O::Output, Error>;
    type IntoIter = std::slice::Iter<'a, Result<O::Output, Error>>;

    fn into_iter(self) -> Self::IntoIter {
        self.results.iter()
    }
}

impl<O: Operation> fmt::Debug for Answers<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers")
            .field("succeeded", &self.succeeded().count())
            .field("failed", &self.failed().count())
            .finish()
    }
}
