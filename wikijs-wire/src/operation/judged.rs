//! Payloads of mutations that say whether the mutation was done.

use std::fmt;
use std::marker::PhantomData;

use super::lifted::{Lift, Lifted};
use super::outcome::Outcome;
use super::refusal::Verdict;
use crate::encode::{Encode, Writer};
use crate::envelope::Errors;
use crate::reader::{Decode, DecodeError, Decoded, Reader};

/// An operation whose payload has a status.
pub trait Judge {
    /// The key of the status in the payload.
    const STATUS: &'static str;
}

/// A payload: the status `S`, and the rest `R` of its fields; `()` where there are none.
pub struct Judged<P, S, R> {
    status: Option<S>,
    rest: Option<R>,
    operation: PhantomData<fn() -> P>,
}

impl<P, S, R> Judged<P, S, R> {
    /// A payload with this status and this rest.
    ///
    /// A refused mutation often has no rest, or one with nulls where its type allows none.
    #[must_use]
    pub fn new(status: Option<S>, rest: Option<R>) -> Self {
        Self {
            status,
            rest,
            operation: PhantomData,
        }
    }
}

impl<P: Lift + Judge, S: Verdict, R> Lifted<P, Judged<P, S, R>> {
    /// What the payload says. Without a status nothing is taken for done.
    pub fn judged(self, errors: &Errors) -> Outcome<R, S> {
        match self.into_value() {
            Some(Judged { status, rest, .. }) => judge(status, rest, errors),
            None => judge(None, None, errors),
        }
    }
}

impl<P: Judge, S: Decode + Verdict, R: Decode> Decode for Judged<P, S, R> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match payload(reader, const { &[P::STATUS] }) {
            Ok((status, rest)) => Ok(Self::new(status, rest)),
            Err(error) => Err(error),
        }
    }
}

// What follows is compiled once for each type of a payload, whatever the operation.

fn judge<S: Verdict, R>(status: Option<S>, rest: Option<R>, errors: &Errors) -> Outcome<R, S> {
    let errors = errors.clone();
    match (status, rest) {
        (Some(status), _) if !status.is_done() => Outcome::Refused {
            refusal: status,
            errors,
        },
        (Some(_), Some(value)) => Outcome::Answered { value, errors },
        _ => Outcome::Missing { errors },
    }
}

type Payload<S, R> = (Option<S>, Option<R>);

fn payload<S: Decode + Verdict, R: Decode>(
    reader: &mut Reader<'_>,
    key: &'static [&'static str],
) -> Decoded<Payload<S, R>> {
    let start = reader.mark()?;
    let status = status::<S>(reader, key)?;
    let done = status.as_ref().is_some_and(Verdict::is_done);
    // The payload of a refused mutation has nulls where that of a done one has values: nobody reads it.
    let rest = if done {
        Some(R::decode(reader.again(start)).map_err(DecodeError::after_verdict)?)
    } else {
        None
    };
    Ok((status, rest))
}

fn status<S: Decode>(reader: &mut Reader<'_>, key: &'static [&'static str]) -> Decoded<Option<S>> {
    let mut status = None;
    let mut object = reader.object(key)?;
    while object.next(reader)?.is_some() {
        status = Option::decode(reader)?;
    }
    Ok(status)
}

impl<P: Judge, S: Encode, R: Encode> Encode for Judged<P, S, R> {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        writer.field(P::STATUS, &self.status);
        if let Some(rest) = &self.rest {
            writer.spread(rest);
        }
        writer.end();
    }
}

impl<P, S: fmt::Debug, R: fmt::Debug> fmt::Debug for Judged<P, S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judged")
            .field("status", &self.status)
            .field("rest", &self.rest)
            .finish()
    }
}

impl<P, S: Clone, R: Clone> Clone for Judged<P, S, R> {
    fn clone(&self) -> Self {
        Self::new(self.status.clone(), self.rest.clone())
    }
}

impl<P, S: PartialEq, R: PartialEq> PartialEq for Judged<P, S, R> {
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status && self.rest == other.rest
    }
}
