//! From the bytes of an answer to an outcome in one pass.
//!
//! [`Envelope::read`] and [`interpret`](super::interpret()) do the same in two, for those who look at the errors first.

use std::error::Error;
use std::fmt;

use super::interpret::{Text, explained, interpret};
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
    // Whatever is odd about an answer, the slow way finds out what it is.
    quick::<O>(body).map_or_else(|| thorough::<O>(body), Ok)
}

/// One pass; `None` where the answer is not the usual one: data of the right shape, and perhaps errors.
fn quick<O: Operation>(body: &[u8]) -> Option<Outcome<O::Output, O::Refusal>> {
    let mut reader = Reader::new(body);
    let Parts {
        data,
        start,
        errors,
    } = Parts::<O::Data>::read(&mut reader).ok()?;
    reader.end().ok()?;
    let dropped: Vec<usize> = reader
        .dropped()
        .iter()
        .map(|offset| offset - start)
        .collect();
    let text = Text::Whole(body.get(start..)?);
    Some(O::output(
        data?,
        &explained(&text, &dropped, Errors::new(errors)),
    ))
}

fn thorough<O: Operation>(body: &[u8]) -> Result<Outcome<O::Output, O::Refusal>, AnswerError> {
    let Envelope { data, errors, .. } = Envelope::read(body).map_err(AnswerError::Envelope)?;
    interpret::<O>(data, errors).map_err(|error| AnswerError::Data(locate(&error, data)))
}

fn locate(error: &DecodeError, data: Data<'_>) -> Located {
    error.locate(data.value().unwrap_or_default())
}

struct Parts<D> {
    data: Option<D>,
    start: usize,
    errors: Vec<GraphqlError>,
}

impl<D: Decode> Parts<D> {
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut parts = Self {
            data: None,
            start: 0,
            errors: Vec::new(),
        };
        let mut object = reader.object(&["errors", "data"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => parts.errors = Option::decode(reader)?.unwrap_or_default(),
                _ => parts.read_data(reader)?,
            }
        }
        Ok(parts)
    }

    fn read_data(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        // Where data stands twice, what was dropped from the first is of no interest: left to the slow way.
        if self.data.is_some() {
            return Err(reader.error("two keys `data`"));
        }
        self.data = if reader.null()? {
            None
        } else {
            Some(self.decode(reader)?)
        };
        Ok(())
    }

    fn decode(&mut self, reader: &mut Reader<'_>) -> Decoded<D> {
        reader.mark()?;
        self.start = reader.offset();
        D::decode(reader)
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
