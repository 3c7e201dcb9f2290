//! Checked documents to shapes: what Rust types there will be and what is sent, as plain data without Rust names.
//!
//! - `selection`: a selection set becomes fields (the same key twice is one field) and spreads;
//! - `objects`: fields become object shapes, one for a fragment, one for all equal selections;
//! - `types`, `inputs`: leaves, enums, ids, input objects, as far as operations reach them;
//! - `abstracts`: a selection on an interface or union becomes one shape a possible type;
//! - `common`: what all of those types have;
//! - `variables`, `output`, `facts`: the parts of an operation;
//! - `verdicts`: where outcomes of mutations stand that nobody takes out;
//! - `answers`: what it takes to make an answer by hand;
//! - `wire`: the minimised text, whole and in the pieces a batch is joined from.
//!
//! Checked input has no mistakes, so nothing here can fail. `names` gives the names, `emit` writes the code.

mod abstracts;
mod answers;
mod builder;
mod common;
mod facts;
mod inputs;
mod leaves;
mod model;
mod objects;
mod output;
mod recursion;
mod selection;
mod types;
mod variables;
mod variants;
mod verdicts;
mod whole;
mod wire;

pub use answers::{AnswerKey, AnswerPart, AnswerShape, Otherwise, answers};
pub use leaves::{ConvertedId, ConvertedShape, EnumId, EnumShape, EnumValue, IdId, IdShape};
pub use model::{
    Body, DataShape, FactsShape, FieldShape, FieldSource, InputField, InputId, InputShape,
    ObjectId, ObjectShape, OperationShape, Owner, Place, Presence, Role, Shapes, Ty, VariableShape,
    Verdict,
};
pub use variants::{AbstractShape, CommonShape, Reach, VariantShape};
pub use wire::{Piece, Wire, WireField, WireFragment, WireVariable};

use crate::check::Checked;
use crate::config::Config;
use crate::document::Document;
use crate::schema::Schema;

/// The shapes of all operations of `document` and of what they reach.
pub fn shapes(schema: &Checked<Schema>, document: &Checked<Document>, config: &Config) -> Shapes {
    builder::Builder::new(schema, document, config).build()
}
