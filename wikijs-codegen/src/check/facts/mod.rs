//! What the rules look at: every node of a document together with what the schema says of its place. Gathered once; a
//! rule is then a look through a list.

mod context;
mod gather;

pub(super) use context::{Context, Definition};

use crate::schema::{DirectiveDef, FieldDef, InputValueDef, TypeDef, TypeRef};
use crate::source::Span;
use crate::syntax::tree;

/// The facts of one operation or fragment, in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Facts<'a> {
    pub(super) sets: Vec<SetFact<'a>>,
    pub(super) fields: Vec<FieldFact<'a>>,
    pub(super) arguments: Vec<ArgumentsFact<'a>>,
    pub(super) spreads: Vec<SpreadFact<'a>>,
    pub(super) conditions: Vec<ConditionFact<'a>>,
    pub(super) directives: Vec<DirectivesFact<'a>>,
    pub(super) variables: Vec<VariableFact<'a>>,
}

/// A selection set and the type it selects from; `None` where that is unknown.
#[derive(Debug)]
pub(super) struct SetFact<'a> {
    pub(super) node: &'a tree::SelectionSet,
    pub(super) on: Option<&'a TypeDef>,
}

/// A field.
#[derive(Debug)]
pub(super) struct FieldFact<'a> {
    pub(super) node: &'a tree::Field,
    pub(super) parent: Option<&'a TypeDef>,
    pub(super) def: Option<&'a FieldDef>,
}

/// The arguments given to a known field or directive.
#[derive(Debug)]
pub(super) struct ArgumentsFact<'a> {
    pub(super) given: &'a [tree::Argument],
    pub(super) known: &'a [InputValueDef],
    /// How a message names the owner: `` `Page.title` ``.
    pub(super) owner: String,
    /// The owner's name.
    pub(super) span: Span,
}

/// A fragment spread and the type it stands on.
#[derive(Debug)]
pub(super) struct SpreadFact<'a> {
    pub(super) node: &'a tree::Spread,
    pub(super) parent: Option<&'a TypeDef>,
}

/// A type condition and the type it stands on: none for the condition of a fragment.
#[derive(Debug)]
pub(super) struct ConditionFact<'a> {
    pub(super) name: &'a tree::Name,
    pub(super) parent: Option<&'a TypeDef>,
}

/// The directives at one place.
#[derive(Debug)]
pub(super) struct DirectivesFact<'a> {
    pub(super) nodes: &'a [tree::Directive],
    pub(super) place: &'static str,
}

/// A variable that is used, and what is expected there.
#[derive(Debug)]
pub(super) struct VariableFact<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
    /// The type of the place; `None` where it is unknown.
    pub(super) expected: Option<TypeRef>,
    /// Whether the place has a default of its own, so that null may be left out there.
    pub(super) has_default: bool,
    /// Whether the place is the one field of an input object with `@oneOf`, which cannot be null.
    pub(super) one_of: bool,
}

/// The arguments a directive has.
pub(super) fn known_arguments(def: Option<&DirectiveDef>) -> &[InputValueDef] {
    def.map(|def| def.arguments.as_slice()).unwrap_or_default()
}
