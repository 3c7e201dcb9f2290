//! From the bytes of an answer to an outcome in one pass.
//!
//! [`Envelope::read`] and [`interpret`](super::interpret()) do the same in two, for those who look at the errors first.

use std::error::Error;
use std::fmt;

use super::interpret::{Text, explained, interpret_into};
use super::reading::{AnyReading, Found, OperationData, Reading};
use super::{Operation, Outcome};
use crate::envelope::{Data, Envelope, EnvelopeError, Errors, GraphqlError};
use crate::reader::{Decode, DecodeError, Decoded, Located, Reader};

/// Why an answer has no outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerError {
    /// It is no GraphQL answer.
    Envelope(EnvelopeError),
    /// Its data is not of the operation's shape, or breaks off.
    Data(Located),
}

/// Reads an answer as an operation's, and says what came of the operation.
///
/// # Errors
/// When the text is no GraphQL answer, or its data is not of the operation's shape.
pub fn read_answer<O: Operation>(
    body: &[u8],
) -> Result<Outcome<O::Output, O::Refusal>, AnswerError> {
    let mut data = OperationData::<O>::new();
    let mut reading = Reading::new(&mut data);
    let found = read_answer_into(body, &mut reading)?;
    Ok(reading.outcome(found))
}

/// The same for an operation whose types are not known here: `to` holds the outcome afterwards.
///
/// # Errors
/// When the text is no GraphQL answer, or its data is not of the operation's shape.
pub fn read_answer_into(body: &[u8], to: &mut dyn AnyReading) -> Result<Found, AnswerError> {
    // Whatever is odd about an answer, the slow way finds out what it is.
    match quick(body, to) {
        Some(()) => Ok(Found::Data),
        None => thorough(body, to),
    }
}

/// One pass; `None` where the answer is not the usual one: data of the right shape, and perhaps errors.
fn quick(body: &[u8], to: &mut dyn AnyReading) -> Option<()> {
    let mut reader = Reader::new(body);
    let Parts { start, errors } = Parts::read(&mut reader, to).ok()?;
    reader.end().ok()?;
    let start = start?;
    let dropped: Vec<usize> = reader
        .dropped()
        .iter()
        .map(|offset| offset - start)
        .collect();
    let text = Text::Whole(body.get(start..)?);
    to.settle(&explained(&text, &dropped, Errors::new(errors)));
    Some(())
}

fn thorough(body: &[u8], to: &mut dyn AnyReading) -> Result<Found, AnswerError> {
    let Envelope { data, errors, .. } = Envelope::read(body).map_err(AnswerError::Envelope)?;
    interpret_into(data, errors, to).map_err(|error| AnswerError::Data(locate(&error, data)))
}

fn locate(error: &DecodeError, data: Data<'_>) -> Located {
    error.locate(data.value().unwrap_or_default())
}

/// Where the data begins, unless it is null, and the errors.
#[derive(Default)]
struct Parts {
    start: Option<usize>,
    errors: Vec<GraphqlError>,
}

impl Parts {
    fn read(reader: &mut Reader<'_>, to: &mut dyn AnyReading) -> Decoded<Self> {
        let mut parts = Self::default();
        let mut object = reader.object(&["errors", "data"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => parts.errors = Option::decode(reader)?.unwrap_or_default(),
                _ => parts.read_data(reader, to)?,
            }
        }
        Ok(parts)
    }

    fn read_data(&mut self, reader: &mut Reader<'_>, to: &mut dyn AnyReading) -> Decoded<()> {
        // Where data stands twice, what was dropped from the first is of no interest: left to the slow way.
        if self.start.is_some() {
            return Err(reader.error("two keys `data`"));
        }
        if reader.null()? {
            return Ok(());
        }
        reader.mark()?;
        self.start = Some(reader.offset());
        to.data(reader)
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(error) => error.fmt(f),
            Self::Data(error) => write!(
                f,
                "the data of the answer is not of the operation's shape: {error}"
            ),
        }
    }
}

impl Error for AnswerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Envelope(error) => Some(error),
            Self::Data(error) => Some(error),
        }
    }
}
