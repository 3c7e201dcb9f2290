//! What each part gets of an answer: the whole one where it was sent alone, its own fields of a joined one.

use std::borrow::Cow;

use wikijs_wire::batch::{Odd, Part, PartAnswer};
use wikijs_wire::{Kind, Operation};

use super::progress::PartState;
use crate::call::Reply;
use crate::error::{Context, Error};
use crate::flight::tell_doubt;
use crate::response::{answer, strict, unreadable};

/// What a part is given.
#[derive(Debug)]
pub enum Given<'s, 'w, 'j> {
    /// Its share of an answer, or why there is none.
    Share(Result<Share<'s>, Error>),
    /// The part as it stands in an answer that is being read, and how many attempts that took.
    Here(Part<'w, 'j>, u32),
}

/// A part's share of an answer.
#[derive(Debug)]
pub struct Share<'a> {
    of: Of<'a>,
    attempts: u32,
}

#[derive(Debug)]
enum Of<'a> {
    Whole(Reply),
    Part(PartAnswer<'a>),
}

impl<'a> Share<'a> {
    /// The whole answer: the part was sent alone.
    pub(super) fn whole(reply: Reply) -> Self {
        Self {
            attempts: reply.facts.attempts,
            of: Of::Whole(reply),
        }
    }

    /// A part of the answer, which took this many attempts: there were others in the request.
    pub(super) fn part(answer: PartAnswer<'a>, attempts: u32) -> Self {
        Self {
            of: Of::Part(answer),
            attempts,
        }
    }
}

/// Reads what a part was given as the operation's output, strictly, as if it had been sent alone.
///
/// # Errors
///
/// The answer that is being read is odd, and has to be taken apart first.
pub(super) fn read<O: Operation>(
    index: usize,
    given: Given<'_, '_, '_>,
) -> Result<Result<O::Output, Error>, Odd> {
    let output = match given {
        Given::Share(share) => share.and_then(interpret::<O>),
        Given::Here(part, attempts) => {
            strict(part.read::<O>()?, O::Kind::KIND).map_err(|error| error.with_attempts(attempts))
        }
    };
    Ok(output.map_err(|error| {
        let named = error.within(context::<O>()).of_part(index);
        tell_doubt(&named);
        named
    }))
}

/// What the part has come to, where nobody is there to be given its output.
pub(super) fn judge<O: Operation>(
    index: usize,
    given: Given<'_, '_, '_>,
) -> Result<PartState, Odd> {
    read::<O>(index, given).map(|result| state(&result))
}

/// What a part with this result has come to.
pub(super) fn state<T>(result: &Result<T, Error>) -> PartState {
    match result {
        Ok(_) => PartState::Succeeded,
        Err(error) if error.was_done() => PartState::Succeeded,
        Err(error) if error.may_have_run() => PartState::Doubtful,
        Err(_) => PartState::Failed,
    }
}

fn interpret<O: Operation>(share: Share<'_>) -> Result<O::Output, Error> {
    let output = match share.of {
        Of::Whole(reply) => answer::<O>(reply),
        Of::Part(part) => part
            .interpret::<O>()
            .map_err(unreadable)
            .and_then(|outcome| strict(outcome, O::Kind::KIND)),
    };
    output.map_err(|error| error.with_attempts(share.attempts))
}

fn context<O: Operation>() -> Context {
    Context {
        operation: Some(Cow::Borrowed(O::NAME)),
        field: Some(O::FACTS.field),
        effect: Some(O::EFFECT),
    }
}
