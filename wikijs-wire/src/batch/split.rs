//! Gives each part of a batch its share of the answer.

use super::names;
use crate::envelope::{Data, Envelope, Errors, GraphqlError};
use crate::operation::{
    AnyReading, Found, Operation, OperationData, Outcome, Parts, Reading, interpret_members_into,
};
use crate::reader::{Decoded, Located, Member, PathSegment, Reader};

/// What an answer says about one part.
#[derive(Debug, Clone, PartialEq)]
pub struct PartAnswer<'j> {
    json: &'j [u8],
    members: Vec<Member<'j>>,
    errors: Errors,
}

/// Takes the answer to a batch apart.
///
/// An error goes to the part that its path names, with the path that the part itself would have seen; an error without
/// a path goes to all of them.
///
/// # Errors
/// When the data is no object.
pub fn split<'j>(envelope: &Envelope<'j>, parts: &[Parts]) -> Decoded<Vec<PartAnswer<'j>>> {
    let (json, members) = match envelope.data {
        Data::Value(json) => (json, members(json, parts)?),
        Data::Absent | Data::Null => (&b""[..], vec![Vec::new(); parts.len()]),
    };
    let shares = members
        .into_iter()
        .zip(errors_of_parts(&envelope.errors, parts));
    Ok(shares
        .map(|(members, errors)| PartAnswer {
            json,
            members,
            errors: Errors::new(errors),
        })
        .collect())
}

impl PartAnswer<'_> {
    /// The errors of this part.
    #[must_use]
    pub fn errors(&self) -> &Errors {
        &self.errors
    }

    /// The data as the part itself would have been sent it, and its errors; no data where it has no field of its own.
    #[must_use]
    pub fn into_answer(self) -> (Option<Vec<u8>>, Errors) {
        if self.members.is_empty() {
            return (None, self.errors);
        }
        let length: usize = self.members.iter().map(Self::length).sum();
        let mut json = Vec::with_capacity(length + 2);
        for member in &self.members {
            json.push(if json.is_empty() { b'{' } else { b',' });
            // The key is a GraphQL name: nothing in it needs a backslash.
            json.push(b'"');
            json.extend_from_slice(member.key.as_bytes());
            json.extend_from_slice(b"\":");
            json.extend_from_slice(&member.value);
        }
        json.push(b'}');
        (Some(json), self.errors)
    }

    fn length(member: &Member<'_>) -> usize {
        member.key.len() + member.value.len() + 4
    }

    /// What came of this part, which is one of this operation's.
    ///
    /// # Errors
    /// When the data is not of the operation's shape; the error has the path that the part itself would have seen.
    pub fn interpret<O: Operation>(self) -> Result<Outcome<O::Output, O::Refusal>, Located> {
        let mut data = OperationData::<O>::new();
        let mut reading = Reading::new(&mut data);
        let found = self.interpret_into(&mut reading)?;
        Ok(reading.outcome(found))
    }

    /// The same for an operation whose types are not known here: `to` holds the outcome afterwards.
    ///
    /// # Errors
    /// As those of [`interpret`](Self::interpret).
    pub fn interpret_into(self, to: &mut dyn AnyReading) -> Result<Found, Located> {
        // Without a field of its own the part has no data, whatever the others have.
        if self.members.is_empty() {
            return Ok(Found::Nothing(self.errors));
        }
        interpret_members_into(self.json, &self.members, self.errors, to).map_err(|error| {
            let own = |alias: &str| names::read(alias).map(|(_, key)| PathSegment::from(key));
            error.locate(self.json).with_root(own)
        })
    }
}

fn members<'j>(json: &'j [u8], parts: &[Parts]) -> Decoded<Vec<Vec<Member<'j>>>> {
    let mut members = vec![Vec::new(); parts.len()];
    let mut reader = Reader::new(json);
    reader.enter_object()?;
    let mut key = reader.key(true)?;
    while let Some(alias) = key {
        let value = reader.unchecked()?;
        if let Some((number, key)) = own_key(&alias, parts) {
            members[number].push(Member { key, value });
        }
        key = reader.key(false)?;
    }
    Ok(members)
}

/// The errors of each part, in the order of the parts.
pub(super) fn errors_of_parts(
    errors: &Errors,
    parts: &[Parts],
) -> impl Iterator<Item = Vec<GraphqlError>> + use<> {
    let mut of_parts = vec![Vec::new(); parts.len()];
    for error in errors {
        match error
            .path
            .first()
            .and_then(PathSegment::key)
            .and_then(|alias| own_key(alias, parts))
        {
            Some((number, key)) => of_parts[number].push(with_key(error, key)),
            None => of_parts
                .iter_mut()
                .for_each(|errors| errors.push(error.clone())),
        }
    }
    of_parts.into_iter()
}

fn with_key(error: &GraphqlError, key: &str) -> GraphqlError {
    let mut error = error.clone();
    error.path[0] = PathSegment::from(key);
    error
}

/// The part to which an alias belongs, and the key that the part gave to the field.
fn own_key(alias: &str, parts: &[Parts]) -> Option<(usize, &'static str)> {
    let (number, key) = names::read(alias)?;
    let field = parts
        .get(number)?
        .fields
        .iter()
        .find(|field| field.key == key)?;
    Some((number, field.key))
}
