//! From an answer to an outcome: the one place where raw data becomes typed.

use super::Operation;
use super::outcome::Outcome;
use super::reading::{AnyReading, Found, OperationData, Reading};
use crate::envelope::{Data, Errors};
use crate::reader::{DecodeError, Decoded, Member, PathSegment, Reader, paths_of};

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
    let mut typed = OperationData::<O>::new();
    let mut reading = Reading::new(&mut typed);
    let found = interpret_into(data, errors, &mut reading)?;
    Ok(reading.outcome(found))
}

/// The same for an operation whose types are not known here: `to` holds the outcome afterwards.
///
/// # Errors
/// When the data is not of the operation's shape.
pub fn interpret_into(
    data: Data<'_>,
    errors: Errors,
    to: &mut dyn AnyReading,
) -> Result<Found, DecodeError> {
    match data {
        Data::Absent | Data::Null => Ok(Found::Nothing(errors)),
        Data::Value(json) => read(Reader::new(json), &Text::Whole(json), errors, to),
    }
}

/// The same for a part of a batch: `json` is the data of the whole batch, `members` are the part's own fields in it.
///
/// # Errors
/// When the data is not of the operation's shape.
pub fn interpret_members_into(
    json: &[u8],
    members: &[Member<'_>],
    errors: Errors,
    to: &mut dyn AnyReading,
) -> Result<Found, DecodeError> {
    read(
        Reader::of_members(json, members),
        &Text::Members(members),
        errors,
        to,
    )
}

/// The same for a part of one field, whose value follows. The reader is behind it then.
///
/// `None` where the data is not read as an object.
pub(crate) fn interpret_field<'j, O: Operation>(
    reader: &mut Reader<'j>,
    key: &'j str,
    errors: Errors,
) -> Decoded<Option<Outcome<O::Output, O::Refusal>>> {
    let Some((data, value)) = reader.as_field::<O::Data>(key)? else {
        return Ok(None);
    };
    let dropped = reader.take_dropped();
    let text = Text::Members(&[Member { key, value }]);
    Ok(Some(O::output(data, &explained(&text, &dropped, errors))))
}

fn read(
    mut reader: Reader<'_>,
    text: &Text<'_>,
    errors: Errors,
    to: &mut dyn AnyReading,
) -> Result<Found, DecodeError> {
    match to.data(&mut reader).and_then(|()| reader.end()) {
        Ok(()) => {
            to.settle(&explained(text, reader.dropped(), errors));
            Ok(Found::Data)
        }
        // `"data":{}` beside errors: the server stopped before the first field. It is not data of a wrong shape.
        Err(_) if !errors.is_empty() && text.is_empty_object() => Ok(Found::Nothing(errors)),
        Err(error) if is_told(&error, text, &errors) => Ok(Found::Nothing(errors)),
        Err(error) => Err(error),
    }
}

/// Whether the server says itself why there is null where its schema has none. Some leave it at that, and do not take away
/// what is around it, as the specification demands. What is said then counts for more than where the null stands.
fn is_told(error: &DecodeError, text: &Text<'_>, errors: &Errors) -> bool {
    if errors.is_empty() || !error.is_null() || error.was_done() {
        return false;
    }
    let paths = text.paths(&[error.offset()]);
    paths.first().is_some_and(|path| errors.tell_of(path))
}

pub(super) fn explained(text: &Text<'_>, dropped: &[usize], mut errors: Errors) -> Errors {
    if dropped.is_empty() {
        return errors;
    }
    // A selection with spreads is read more than once, and drops the same items each time.
    let mut offsets = dropped.to_vec();
    offsets.sort_unstable();
    offsets.dedup();
    errors.explain(text.paths(&offsets));
    errors
}

/// What was read.
pub(super) enum Text<'a> {
    Whole(&'a [u8]),
    Members(&'a [Member<'a>]),
}

impl Text<'_> {
    fn is_empty_object(&self) -> bool {
        match self {
            Self::Whole(json) => json
                .iter()
                .filter(|byte| !byte.is_ascii_whitespace())
                .eq(b"{}"),
            Self::Members(members) => members.is_empty(),
        }
    }

    fn paths(&self, offsets: &[usize]) -> Vec<Vec<PathSegment>> {
        match self {
            Self::Whole(json) => paths_of(json, offsets),
            Self::Members(members) => members
                .iter()
                .flat_map(|member| paths_in(member, offsets))
                .collect(),
        }
    }
}

/// The paths of those offsets that lie in this member, from its own key on.
fn paths_in(member: &Member<'_>, offsets: &[usize]) -> Vec<Vec<PathSegment>> {
    let start = member.value.offset();
    let within = start..start + member.value.len();
    let own: Vec<usize> = offsets
        .iter()
        .filter(|offset| within.contains(offset))
        .map(|offset| offset - start)
        .collect();
    let mut paths = paths_of(&member.value, &own);
    paths
        .iter_mut()
        .for_each(|path| path.insert(0, member.key.into()));
    paths
}
