//! The shapes as plain, comparable data. Types refer to each other by number, names are those of GraphQL.

use std::collections::BTreeSet;

use crate::document::{Effect, OperationKind, Paged};
use crate::schema::RateLimit;
use crate::source::Span;

use super::{AbstractShape, ConvertedId, ConvertedShape, EnumId, EnumShape, IdId, IdShape, Wire};

/// All that is to be emitted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shapes {
    /// Objects that answers are read into, by [`ObjectId`].
    pub objects: Vec<ObjectShape>,
    /// The places that name objects; the first place of an object names it, later ones are other names for it.
    pub places: Vec<Place>,
    /// Input objects, by [`InputId`].
    pub inputs: Vec<InputShape>,
    /// Enums, by [`EnumId`].
    pub enums: Vec<EnumShape>,
    /// Identities, by [`IdId`].
    pub ids: Vec<IdShape>,
    /// Scalars whose Rust types are converted, by [`ConvertedId`].
    pub converted: Vec<ConvertedShape>,
    /// The operations, in the order of the document.
    pub operations: Vec<OperationShape>,
    /// Where the objects became too many.
    pub too_many: Option<Span>,
    /// Objects that mutations are read into with outcomes in them that nobody takes out: each has to be looked at.
    pub holders: BTreeSet<ObjectId>,
}

/// The number of an object shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub usize);

/// The number of an input object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InputId(pub usize);

/// A Rust type to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `Boolean`.
    Bool,
    /// `Int`.
    Int,
    /// `Float`.
    Float,
    /// `String`, `ID`.
    String,
    /// Text with `@secret`.
    Secret,
    /// A scalar that no Rust type is known for.
    Json,
    /// A scalar's Rust type, by its path.
    Rust(String),
    /// A scalar's Rust type that is converted.
    Converted(ConvertedId),
    /// `@id`.
    Id(IdId),
    /// An enum.
    Enum(EnumId),
    /// An input object.
    Input(InputId),
    /// What a selection set is read into.
    Object(ObjectId),
    /// What may be null, or may be missing.
    Option(Box<Ty>),
    /// A list.
    List {
        /// Its items.
        item: Box<Ty>,
        /// Null items are dropped (`@dropNulls`).
        compact: bool,
    },
    /// An input object inside itself.
    Boxed(Box<Ty>),
}

impl Ty {
    /// The object at the core of the type.
    pub fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Object(id) => Some(*id),
            Self::Option(inner) | Self::Boxed(inner) => inner.object(),
            Self::List { item, .. } => item.object(),
            _ => None,
        }
    }
}

/// An object, interface or union as a selection set sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectShape {
    /// The type that is selected from.
    pub on: String,
    /// Whether that is an object type, and no interface or union.
    pub is_object: bool,
    /// The fragment's comment, else the description of the type.
    pub doc: Option<String>,
    /// Its parts.
    pub body: Body,
    /// Where the outcome of a mutation stands in it (`@outcome`).
    pub verdict: Option<Verdict>,
}

/// The parts of an object shape.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Body {
    /// A struct.
    Fields(Vec<FieldShape>),
    /// An enum with a variant for each type that is told apart.
    Abstract(AbstractShape),
}

/// A field of an object shape.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldShape {
    /// Where its value comes from.
    pub source: FieldSource,
    /// Its type.
    pub ty: Ty,
    /// The description, with what else the overlay says of it.
    pub doc: Option<String>,
    /// The release that brought it.
    pub since: Option<String>,
    /// The reason of `@deprecated`.
    pub deprecated: Option<String>,
    /// It need not be asked for (`@include`, `@skip`).
    pub conditional: bool,
    /// Where it is selected.
    pub span: Span,
}

/// Where the value of a field comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldSource {
    /// The value at a key of the answer.
    Key {
        /// The key: the alias, else the field's name.
        key: String,
        /// The field's name.
        name: String,
    },
    /// The whole object read once more, as a fragment.
    Spread(String),
    /// The same under a condition.
    SpreadIf {
        /// The fragment.
        fragment: String,
        /// The key that is in the answer where the fragment was asked for, and only there.
        key: String,
    },
}

impl FieldSource {
    /// The key, or the name of the fragment.
    pub fn name(&self) -> &str {
        match self {
            Self::Key { key, .. } => key,
            Self::Spread(fragment) | Self::SpreadIf { fragment, .. } => fragment,
        }
    }
}

/// Where the outcome of a mutation stands: the numbers of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// Whether it was done.
    pub ok: usize,
    /// The code.
    pub code: usize,
    /// The short name of the code.
    pub slug: usize,
    /// The message.
    pub message: usize,
}

/// A place where a selection set stands, and the object it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it belongs to.
    pub owner: Owner,
    /// What it is there.
    pub role: Role,
    /// The object.
    pub object: ObjectId,
    /// Where it stands.
    pub span: Span,
}

/// What a selection set belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A fragment, by its name.
    Fragment(String),
    /// A fragment that a dependency has a type for, by its name.
    Foreign(String),
    /// An operation, by its number in [`Shapes::operations`].
    Operation(usize),
}

/// What a selection set is to its owner.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Role {
    /// All of the fragment.
    Whole,
    /// All of an operation's data.
    Data,
    /// The output of an operation: lifted, or the rest beside the outcome.
    Output,
    /// What stands below: the keys that lead there, and the types that an abstract selection tells apart.
    Nested(Vec<String>),
}

/// Whether a variable or an input field must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Not null and without a default.
    Required,
    /// Nullable: absent, null or a value.
    Maybe,
    /// Not null, with a default where it is absent.
    Defaulted,
}

/// An input object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputShape {
    /// Its name in the schema.
    pub name: String,
    /// The description.
    pub doc: Option<String>,
    /// Its fields.
    pub fields: Vec<InputField>,
    /// A value gives exactly one of them (`@oneOf`).
    pub one_of: bool,
    /// The path of the Rust type that stands for it.
    pub own: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// A field of an input object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputField {
    /// Its name.
    pub name: String,
    /// Its type without outer null.
    pub ty: Ty,
    /// Whether it must be given.
    pub presence: Presence,
    /// The default, as GraphQL writes it.
    pub default: Option<String>,
    /// The description, with what else the overlay says of it.
    pub doc: Option<String>,
    /// The release that brought it.
    pub since: Option<String>,
    /// The reason of `@deprecated`.
    pub deprecated: Option<String>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationShape {
    /// Its name in the file.
    pub name: String,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// What the modules are made of that it stands in: its folders, or as the settings have it.
    pub modules: Vec<String>,
    /// The name of its file without the ending.
    pub stem: String,
    /// `@method(name:)`.
    pub method: Option<String>,
    /// The comment above it, else the description of its field.
    pub doc: Option<String>,
    /// The reason of `@deprecated` at its field.
    pub deprecated: Option<String>,
    /// What may be sent twice.
    pub effect: Effect,
    /// Its variables.
    pub variables: Vec<VariableShape>,
    /// What it is read into.
    pub data: DataShape,
    /// Its output holds outcomes of mutations, which have to be looked at.
    pub verdicts: bool,
    /// What the overlay says of its field.
    pub facts: FactsShape,
    /// `@paged`.
    pub paged: Option<Paged>,
    /// What is sent.
    pub wire: Wire,
    /// Where it stands.
    pub span: Span,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableShape {
    /// Its name without the `$`.
    pub name: String,
    /// Its type without outer null.
    pub ty: Ty,
    /// Whether it must be given.
    pub presence: Presence,
    /// The default that applies where it is absent (the file's, else the argument's), as GraphQL writes it.
    pub default: Option<String>,
    /// The description of the argument it is passed to.
    pub doc: Option<String>,
    /// The release that brought that argument.
    pub since: Option<String>,
    /// The reason of `@deprecated` at that argument.
    pub deprecated: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// What the data of an operation is read into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataShape {
    /// All of it.
    Whole(ObjectId),
    /// The value at the end of a path of keys.
    Lifted {
        /// The keys.
        path: Vec<String>,
        /// The type of the value; null counts as no value, unless the type is an option.
        output: Ty,
    },
    /// The payload at the end of a path of keys, which says whether the mutation was done.
    Judged {
        /// The keys.
        path: Vec<String>,
        /// The key in the payload that says so.
        status: String,
        /// What is read from there.
        refusal: ObjectId,
        /// The rest of the payload; `None` where nothing else is selected.
        output: Option<ObjectId>,
    },
}

/// What is known of the fields an operation calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactsShape {
    /// The field with the keys above it: `pages.single`; several are separated by `, `.
    pub field: String,
    /// One of these permissions is needed: what the server asks for, else what the schema says; empty where several
    /// fields are called.
    pub requires: Vec<String>,
    /// One of these is needed besides: what the schema says, where the server asks for more.
    pub besides: Vec<String>,
    /// Codes of its own.
    pub codes: Vec<i32>,
    /// So many calls in so many seconds.
    pub rate_limit: Option<RateLimit>,
    /// What the server is known to do wrong.
    pub defects: Vec<String>,
    /// The release that brought it.
    pub since: Option<String>,
}
