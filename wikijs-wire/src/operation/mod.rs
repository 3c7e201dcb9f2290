//! What a generated operation is: a value with its variables, the document it stands for, and the shape of its answer.
//!
//! Above this room nobody knows operations; below it ([`crate::batch`], and whoever sends) nobody knows their shapes.

mod answer;
mod answers;
mod facts;
mod interpret;
mod into_list;
mod into_maybe;
mod judged;
mod kind;
mod lifted;
mod maybe;
mod outcome;
mod parts;
mod reading;
mod refusal;
mod secret;
mod verdicts;

use serde::Serialize;

pub use answer::{AnswerError, read_answer, read_answer_into};
pub use answers::{Answer, Fill, Filled, Missing, Refuse, answer, refusal};
pub use facts::{Facts, Paged, RateLimit};
pub(crate) use interpret::interpret_field;
pub use interpret::{interpret, interpret_into, interpret_members_into};
pub use into_list::{ByItems, ByIterator, IntoList, IntoMaybeList, IntoValueList, ItemsOf};
pub use into_maybe::{ByMaybe, ByNull, ByOption, ByValue, IntoMaybe, IntoValue};
pub use judged::{Judge, Judged};
pub use kind::{Effect, Kind, Mutation, OperationKind, Query, Subscription};
pub use lifted::{Lift, Lifted};
pub use maybe::{Maybe, Null};
pub use outcome::Outcome;
pub use parts::{PartField, PartFragment, PartVariable, Parts, Piece};
pub use reading::{AnyData, AnyReading, Found, OperationData, Reading};
pub use refusal::{Refusal, Verdict};
pub use secret::Secret;
pub use verdicts::{AnyRefusal, Judgement, Verdicts};

use crate::encode::Variables;
use crate::envelope::Errors;
use crate::reader::Decode;

/// A GraphQL operation with its variables.
///
/// Generated code implements it; the README shows one written by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    note = "operations are what is generated of query files; a request, as the methods of a client's namespaces give it, has its operation behind `.operation()`"
)]
pub trait Operation: Serialize + Send + Sync + 'static {
    /// Query, mutation or subscription, as a type: a batch of mixed kinds does not compile.
    type Kind: Kind;
    /// The exact shape of `data`.
    type Data: Decode + Send;
    /// What the caller wants.
    type Output: Send + Sync + 'static;
    /// How the server refuses; [`Infallible`](std::convert::Infallible) where it has no way to say so.
    type Refusal: Refusal;

    /// The operation's name.
    const NAME: &'static str;
    /// The document, minimised, with the fragments that it uses and no others.
    const DOCUMENT: &'static str;
    /// What it may do on the server, and so what may be sent twice.
    const EFFECT: Effect;
    /// The document in pieces, for a batch.
    const PARTS: Parts;
    /// What is known about its field on the server.
    const FACTS: Facts;

    /// Adds the variables, without those that are absent.
    fn variables(&self, to: &mut Variables);

    /// What an answer means to the caller.
    fn output(data: Self::Data, errors: &Errors) -> Outcome<Self::Output, Self::Refusal>;
}
