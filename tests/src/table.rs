//! The lines of the tables, and how a type becomes one.

use std::{future::Future, pin::Pin};

use serde::de::DeserializeOwned;
use wikijs_sdk::{AnsweredOnce, Client};
use wikijs_wire::{
    Effect, Encode, Facts, Kind, Operation, OperationKind, Outcome, Parts, Variables, Writer,
    encode::Mode,
};

use crate::read::{Seen, read, shown, shown_by_serde};

/// A recorded answer and the types made from its document.
#[derive(Debug, Clone, Copy)]
pub struct RecordedCase {
    /// `pages/single_ok`.
    pub name: &'static str,
    /// Reads a whole answer.
    pub read: fn(&[u8]) -> Result<Seen, String>,
    /// Reads data alone and writes it as JSON again.
    pub data: fn(&[u8]) -> Result<String, String>,
    /// The same by serde's road.
    pub data_by_serde: fn(&[u8]) -> Result<String, String>,
}

/// A line for a recorded document.
pub(crate) const fn recorded<O: Operation>(name: &'static str) -> RecordedCase
where
    O::Data: Encode + DeserializeOwned,
{
    RecordedCase {
        name,
        read: read::<O>,
        data: shown::<O::Data>,
        data_by_serde: shown_by_serde::<O::Data>,
    }
}

/// An operation of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// `PagesSingle`.
    pub name: &'static str,
    /// The minimised document.
    pub document: &'static str,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// What may be sent twice.
    pub effect: Effect,
    /// The document in pieces.
    pub parts: Parts,
    /// What is known of its field.
    pub facts: Facts,
}

/// A line for an operation of the catalogue.
pub(crate) const fn entry<O: Operation>() -> Entry {
    Entry {
        name: O::NAME,
        document: O::DOCUMENT,
        kind: <O::Kind as Kind>::KIND,
        effect: O::EFFECT,
        parts: O::PARTS,
        facts: O::FACTS,
    }
}

/// An operation of the catalogue with values for its variables, from `cases/calls/` or from their types.
#[derive(Clone, Copy)]
pub struct Call {
    /// The file, or `samples` for values made from the types.
    pub case: &'static str,
    /// `PagesSingle`.
    pub name: &'static str,
    /// The variables as JSON, as they were given.
    pub given: &'static str,
    /// The variables as JSON, written by the generated code.
    pub variables: fn() -> String,
    /// Sends it through a client; a subscription has no transport.
    pub send: Option<fn(&Client) -> Answered>,
}

/// What the client made of an answer: the outcome as a word, the output as JSON where there is one.
pub type Answered =
    Pin<Box<dyn Future<Output = Result<(&'static str, String), wikijs_sdk::Error>>>>;

/// The variables of an operation as they are sent.
pub(crate) fn variables_of<O: Operation>(operation: &O) -> String {
    let mut variables = Variables::new();
    operation.variables(&mut variables);
    variables.json().to_owned()
}

/// Sends an operation and shows the outcome.
pub(crate) fn call<O: Operation<Kind: AnsweredOnce>>(client: &Client, operation: O) -> Answered
where
    O::Output: Encode,
{
    let request = client.send(operation);
    Box::pin(async move { Ok(told(request.outcome().await?)) })
}

fn told<T: Encode, R: wikijs_wire::Refusal>(outcome: Outcome<T, R>) -> (&'static str, String) {
    match outcome {
        Outcome::Answered { value, errors } => {
            let word = if errors.is_empty() {
                "answered"
            } else {
                "answered in part"
            };
            (word, Writer::of(&value, Mode::Wire))
        }
        Outcome::Refused { refusal, .. } => {
            ("refused", format!("{} {}", refusal.code(), refusal.slug()))
        }
        other => (
            "missing",
            other
                .errors()
                .iter()
                .map(|error| error.message.clone())
                .collect(),
        ),
    }
}
