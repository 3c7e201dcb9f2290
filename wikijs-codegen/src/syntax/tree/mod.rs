//! The syntax tree: what the files say, each node with its place. Equality ignores places.

mod schema;

pub use schema::{
    DirectiveDefinition, EnumValue, FieldDefinition, InputValue, ObjectBody, SchemaDefinition,
    TypeBody, TypeDefinition,
};

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{FileId, SourceKind, Span};

/// All files that could be read.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The files in order.
    pub files: Vec<File>,
    /// The kinds of files of which at least one could not be read: what seems to be missing may stand there.
    pub broken: BTreeSet<SourceKind>,
    /// Fragments of a dependency that do not count, each with the fragment of one's own that is the reason.
    pub hidden: BTreeMap<String, String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// What it is for.
    pub kind: SourceKind,
    /// The folders its name begins with.
    pub folders: Vec<String>,
    /// Its name without folders and ending.
    pub stem: String,
    /// What it defines, in order.
    pub definitions: Vec<Definition>,
}

/// A name and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One definition at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    /// A query, mutation or subscription.
    Operation(Operation),
    /// A fragment.
    Fragment(Fragment),
    /// `schema { }` or its extension.
    Schema(SchemaDefinition),
    /// A type or its extension.
    Type(TypeDefinition),
    /// A directive.
    Directive(DirectiveDefinition),
}

impl Definition {
    /// Where its keyword or name stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Operation(operation) => operation.head,
            Self::Fragment(fragment) => fragment.name.span,
            Self::Schema(schema) => schema.head,
            Self::Type(definition) => definition.name.span,
            Self::Directive(directive) => directive.name.span,
        }
    }
}

/// Query, mutation or subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OperationKind {
    /// A read.
    Query,
    /// A write.
    Mutation,
    /// A stream of events.
    Subscription,
}

impl OperationKind {
    /// The keyword.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// The name, where one is given.
    pub name: Option<Name>,
    /// The comment directly above it, without the `#`.
    pub comment: Option<String>,
    /// The variables in order.
    pub variables: Vec<VariableDefinition>,
    /// Directives at the operation.
    pub directives: Vec<Directive>,
    /// What it selects.
    pub selection: SelectionSet,
    /// The keyword and the name; `{` where there is no keyword.
    pub head: Span,
}

/// A variable of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableDefinition {
    /// The name without `$`; its place includes the `$`.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The default.
    pub default: Option<Value>,
    /// Directives at the variable.
    pub directives: Vec<Directive>,
}

/// A fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The name.
    pub name: Name,
    /// The type it is on.
    pub on: Name,
    /// The comment directly above it, without the `#`.
    pub comment: Option<String>,
    /// Directives at the fragment.
    pub directives: Vec<Directive>,
    /// What it selects.
    pub selection: SelectionSet,
}

/// `{ … }` in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionSet {
    /// What it selects, in order.
    pub items: Vec<Selection>,
    /// From `{` to `}`.
    pub span: Span,
}

/// One entry of a selection set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// A field.
    Field(Field),
    /// `...Name`.
    Spread(Spread),
    /// `... on Type { }` or `... { }`.
    Inline(Inline),
}

/// A selected field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The alias, where one is given.
    pub alias: Option<Name>,
    /// The name.
    pub name: Name,
    /// The arguments in the order written.
    pub arguments: Vec<Argument>,
    /// Directives at the field.
    pub directives: Vec<Directive>,
    /// What is selected below it.
    pub selection: Option<SelectionSet>,
}

impl Field {
    /// The key of the field in the answer, with its place: the alias, else the name.
    pub fn key(&self) -> &Name {
        self.alias.as_ref().unwrap_or(&self.name)
    }
}

/// A fragment spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The fragment's name.
    pub fragment: Name,
    /// Directives at the spread.
    pub directives: Vec<Directive>,
    /// From `...` to the name.
    pub span: Span,
}

/// An inline fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The type condition.
    pub on: Option<Name>,
    /// Directives at it.
    pub directives: Vec<Directive>,
    /// What it selects.
    pub selection: SelectionSet,
    /// `...` and the condition.
    pub head: Span,
}

/// An argument that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name.
    pub name: Name,
    /// The value.
    pub value: Value,
}

/// A directive that stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The name without `@`; its place includes the `@`.
    pub name: Name,
    /// The arguments in the order written.
    pub arguments: Vec<Argument>,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands.
    pub span: Span,
}

impl Value {
    /// Places the value and all that it holds at `span`: it stands in the text of something else.
    pub(super) fn place(&mut self, span: Span) {
        self.span = span;
        match &mut self.kind {
            ValueKind::List(items) => items.iter_mut().for_each(|item| item.place(span)),
            ValueKind::Object(entries) => {
                for entry in entries {
                    entry.name.span = span;
                    entry.value.place(span);
                }
            }
            _ => {}
        }
    }
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// `$name`.
    Variable(String),
    /// The digits as written.
    Int(String),
    /// The number as written.
    Float(String),
    /// The text, unescaped.
    String(String),
    /// `true`, `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// A name.
    Enum(String),
    /// A list.
    List(Vec<Value>),
    /// An input object.
    Object(Vec<Argument>),
}

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A name.
    Named(Name),
    /// `[…]`.
    List(Box<Type>, Span),
    /// `…!`.
    NonNull(Box<Type>, Span),
}

impl Type {
    /// The name at the core of it.
    pub fn name(&self) -> &Name {
        match self {
            Self::Named(name) => name,
            Self::List(inner, _) | Self::NonNull(inner, _) => inner.name(),
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Named(name) => name.span,
            Self::List(_, span) | Self::NonNull(_, span) => *span,
        }
    }
}
