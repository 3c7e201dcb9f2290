//! What each part gets of an answer: the whole one where it was sent alone, its own fields of a joined one.

use std::borrow::Cow;

use wikijs_wire::batch::PartAnswer;
use wikijs_wire::{Kind, Operation};

use crate::call::Reply;
use crate::error::{Context, Error};
use crate::request::{answer, strict, unreadable};

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

/// Reads a share as the operation's output, strictly, as if it had been sent alone.
pub(super) fn read<O: Operation>(
    index: usize,
    share: Result<Share<'_>, Error>,
) -> Result<O::Output, Error> {
    share
        .and_then(interpret::<O>)
        .map_err(|error| error.within(context::<O>()).of_part(index))
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
