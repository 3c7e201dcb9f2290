//! From an answer to an outcome: the one place where raw data becomes typed.

use super::Operation;
use super::outcome::Outcome;
use crate::envelope::{Data, Errors};
use crate::reader::{Decode, DecodeError, Member, Reader, paths_of};

/// Reads the data of an answer as an operation's, and says what came of the operation.
///
/// Null items that were dropped from lists and that no error explains are added to the errors.
///
/// # Errors
/// When the data is not of the operation's shape.
pub fn interpret<O: Operation>(
    data: Data<'_>,
    errors: Errors,
) -> Result<Outcome<O::Output, O::Refusal>, DecodeError> {
    match data {
        Data::Absent | Data::Null => Ok(Outcome::Missing { errors }),
        Data::Value(json) => read::<O>(json, Reader::new(json), errors),
    }
}

/// The same for a part of a batch: `json` is the data of the whole batch, `members` are the part's own fields in it.
///
/// # Errors
/// When the data is not of the operation's shape.
pub fn interpret_members<O: Operation>(
    json: &[u8],
    members: &[Member<'_>],
    errors: Errors,
) -> Result<Outcome<O::Output, O::Refusal>, DecodeError> {
    read::<O>(json, Reader::of_members(json, members), errors)
}

fn read<O: Operation>(
    json: &[u8],
    mut reader: Reader<'_>,
    errors: Errors,
) -> Result<Outcome<O::Output, O::Refusal>, DecodeError> {
    match O::Data::decode(&mut reader).and_then(|data| reader.end().map(|()| data)) {
        Ok(data) => Ok(O::output(data, &explained(json, reader.dropped(), errors))),
        // `"data":{}` beside errors: the server stopped before the first field. It is not data of a wrong shape.
        Err(_) if !errors.is_empty() && is_empty_object(json) => Ok(Outcome::Missing { errors }),
        Err(error) => Err(error),
    }
}

fn explained(json: &[u8], dropped: &[usize], mut errors: Errors) -> Errors {
    if dropped.is_empty() {
        return errors;
    }
    // A selection with spreads is read more than once, and drops the same items each time.
    let mut offsets = dropped.to_vec();
    offsets.sort_unstable();
    offsets.dedup();
    errors.explain(paths_of(json, &offsets));
    errors
}

fn is_empty_object(json: &[u8]) -> bool {
    json.iter().filter(|byte| !byte.is_ascii_whitespace()).eq(b"{}")
}
