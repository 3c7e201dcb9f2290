//! Reads an answer as an operation's, and shows what was read as JSON again, so that one test covers all types.

use serde::de::DeserializeOwned;
use wikijs_wire::{
    Encode, Envelope, Operation, Outcome, Reader, Writer, encode::Mode, operation::interpret,
    reader::Decode,
};

/// What `output` makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is a value.
    Answered,
    /// A mutation was refused.
    Refused,
    /// There is no value.
    Missing,
}

/// An answer as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The data, written as JSON again, secrets included; `None` where the answer has none.
    pub data: Option<String>,
    /// What `output` makes of it.
    pub verdict: Verdict,
    /// How many errors it comes with.
    pub errors: usize,
}

/// Reads a whole answer.
///
/// # Errors
/// When it is no answer, or not one of this operation's shape.
pub(crate) fn read<O: Operation>(body: &[u8]) -> Result<Seen, String>
where
    O::Data: Encode,
{
    let envelope = Envelope::read(body).map_err(|error| error.to_string())?;
    let data = envelope.data.value().map(shown::<O::Data>).transpose()?;
    let outcome =
        interpret::<O>(envelope.data, envelope.errors).map_err(|error| error.to_string())?;
    Ok(Seen {
        data,
        verdict: verdict(&outcome),
        errors: outcome.errors().len(),
    })
}

/// Reads data alone and writes it as JSON again.
///
/// # Errors
/// When it is not of this shape.
pub(crate) fn shown<D: Decode + Encode>(data: &[u8]) -> Result<String, String> {
    let mut reader = Reader::new(data);
    let value = D::decode(&mut reader).map_err(|error| error.locate(data).to_string())?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(Writer::of(&value, Mode::Wire))
}

/// The same by serde's road: the text becomes a `serde_json::Value` first.
///
/// # Errors
/// When it is not of this shape.
pub(crate) fn shown_by_serde<D: DeserializeOwned + Encode>(data: &[u8]) -> Result<String, String> {
    let value: D = serde_json::from_slice(data).map_err(|error| error.to_string())?;
    Ok(Writer::of(&value, Mode::Wire))
}

fn verdict<T, R>(outcome: &Outcome<T, R>) -> Verdict {
    match outcome {
        Outcome::Answered { .. } => Verdict::Answered,
        Outcome::Refused { .. } => Verdict::Refused,
        _ => Verdict::Missing,
    }
}
