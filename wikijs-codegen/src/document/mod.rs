//! The query files as one plain value: operations and fragments with every field's type resolved against the schema.
//! Built from the syntax tree and the schema, checked by `check`, turned into Rust types by `shapes`.

mod apart;
mod resolve;
mod uses;

pub use apart::apart;
pub use resolve::resolve;

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::TypeRef;
pub use crate::schema::Value;
use crate::source::{FileId, Span};
pub use crate::syntax::tree::OperationKind;

/// All operations and fragments of one build.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The operations, in the order of their files and in them.
    pub operations: Vec<Operation>,
    /// The fragments, in the same order.
    pub fragments: Vec<Fragment>,
    /// The places of fields under a condition (`@include`, `@skip`) whose object may be there without it, since the same
    /// key is selected elsewhere, too.
    pub apart: BTreeSet<(FileId, u32, u32)>,
    /// The places of spreads under a condition, each with a key that nothing else asks for: the fragment was asked for
    /// where that key is in the answer, and only there.
    pub probes: BTreeMap<(FileId, u32, u32), String>,
}

/// What may be sent twice: the values of `@effect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Reads only.
    Read,
    /// Leaves the same state when sent twice.
    Repeatable,
    /// Never to be sent twice.
    Once,
}

/// The values of `@paged`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged {
    /// The variable with the number of the page.
    pub page: String,
    /// The variable with the size of a page.
    pub size: String,
    /// The path below the output to the items.
    pub items: String,
    /// The path below the output to the total.
    pub total: Option<String>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name in the file: `PagesMove`.
    pub name: String,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// The file it stands in.
    pub file: FileId,
    /// The folders between the root of the queries and the file: `["pages"]`.
    pub folders: Vec<String>,
    /// The file's name without its ending: `move`.
    pub stem: String,
    /// The comment directly above it, without the `#`.
    pub comment: Option<String>,
    /// Its variables in order.
    pub variables: Vec<Variable>,
    /// What it selects at the root.
    pub selection: SelectionSet,
    /// `@effect`; a query or subscription is `Read` without it. A mutation has it where the directive is defined.
    pub effect: Option<Effect>,
    /// `@method(name:)`.
    pub method: Option<String>,
    /// `@paged`.
    pub paged: Option<Paged>,
    /// Where it stands.
    pub span: Span,
}

/// A variable of an operation.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name without the `$`.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Its default.
    pub default: Option<Value>,
    /// The arguments it is passed to: type, field, argument (or the input type and its field, field empty).
    pub uses: Vec<VariableUse>,
    /// Where it is defined.
    pub span: Span,
}

/// A place a variable is passed to; docs, ids and secrets of the variable come from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VariableUse {
    /// An argument of a field.
    Argument {
        /// The type the field belongs to.
        parent: String,
        /// The field.
        field: String,
        /// The argument.
        argument: String,
    },
    /// A field of an input object.
    InputField {
        /// The input type.
        input: String,
        /// Its field.
        field: String,
    },
    /// An argument of a directive.
    Directive {
        /// The directive.
        directive: String,
        /// Its argument.
        argument: String,
    },
}

/// A fragment.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// Its name.
    pub name: String,
    /// The type it is on.
    pub on: String,
    /// What it selects.
    pub selection: SelectionSet,
    /// The file it stands in.
    pub file: FileId,
    /// It belongs to a dependency.
    pub is_foreign: bool,
    /// The comment directly above it, without the `#`.
    pub comment: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A selection set on a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SelectionSet {
    /// The type it selects from.
    pub on: String,
    /// What it selects, in order.
    pub items: Vec<Selection>,
}

/// One entry of a selection set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Selection {
    /// A field.
    Field(Field),
    /// `...Name`.
    Spread(Spread),
    /// `... on Type { }` or `... { }`.
    Inline(Inline),
}

/// A selected field. Equality ignores places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// The alias, where one is given.
    pub alias: Option<String>,
    /// The field's name; `__typename` too.
    pub name: String,
    /// The type it is selected from.
    pub parent: String,
    /// Its type by the schema.
    pub ty: TypeRef,
    /// Its arguments in the order written.
    pub arguments: Vec<(String, Value)>,
    /// Directives that are sent to the server (`@include`, `@skip`, the schema's own).
    pub directives: Vec<Directive>,
    /// `@keepNull` stands here or on the schema's field.
    pub keep_null: bool,
    /// `@lift` stands here.
    pub lift: bool,
    /// What is selected below it; `None` for a leaf.
    pub selection: Option<SelectionSet>,
    /// Where it stands.
    pub span: Span,
}

impl Field {
    /// The key of the field in the answer: the alias, else the name.
    pub fn key(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}

/// A fragment spread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spread {
    /// The fragment's name.
    pub fragment: String,
    /// Directives that are sent to the server.
    pub directives: Vec<Directive>,
    /// Where it stands.
    pub span: Span,
}

/// An inline fragment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Inline {
    /// The type condition, where one is given.
    pub on: Option<String>,
    /// Directives that are sent to the server.
    pub directives: Vec<Directive>,
    /// What it selects.
    pub selection: SelectionSet,
    /// Where it stands.
    pub span: Span,
}

/// A directive in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Directive {
    /// Its name without the `@`.
    pub name: String,
    /// Its arguments in the order written.
    pub arguments: Vec<(String, Value)>,
    /// Where it stands.
    pub span: Span,
}
