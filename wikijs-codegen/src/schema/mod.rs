//! The schema as one plain value: types in order of name, fields in the order of the SDL, and the notes that the
//! overlay puts on them. Built from the syntax tree, checked by `check`, read by `document`, `shapes` and `emit`.

use std::collections::BTreeMap;

use crate::source::Span;

/// A GraphQL schema together with the notes of its overlay.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// All types by name, built-in scalars included.
    pub types: BTreeMap<String, TypeDef>,
    /// The directives that documents may carry: the schema's, the specification's and the generator's own.
    pub directives: BTreeMap<String, DirectiveDef>,
    /// Name of the type that queries start at.
    pub query: Option<String>,
    /// Name of the type that mutations start at.
    pub mutation: Option<String>,
    /// Name of the type that subscriptions start at.
    pub subscription: Option<String>,
}

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name.
    pub name: String,
    /// The description; the overlay's wins over the server's.
    pub description: Option<String>,
    /// What kind of type it is, and its parts.
    pub kind: TypeKind,
    /// What the overlay says of it.
    pub notes: TypeNotes,
    /// Where it is defined.
    pub span: Span,
}

/// The six kinds of types.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// A leaf.
    Scalar,
    /// An object with fields.
    Object(ObjectDef),
    /// An interface with fields.
    Interface(ObjectDef),
    /// One of several object types.
    Union(Vec<String>),
    /// One of several names.
    Enum(Vec<EnumValueDef>),
    /// An input object.
    Input(Vec<InputValueDef>),
}

/// Fields and interfaces of an object or interface type.
#[derive(Debug, Clone, Default)]
pub struct ObjectDef {
    /// The fields in the order of the SDL.
    pub fields: Vec<FieldDef>,
    /// Names of the interfaces it implements.
    pub interfaces: Vec<String>,
}

/// A field of an object or interface type.
#[derive(Debug, Clone)]
pub struct FieldDef {
    /// Its name.
    pub name: String,
    /// The description; the overlay's wins.
    pub description: Option<String>,
    /// Its arguments in the order of the SDL.
    pub arguments: Vec<InputValueDef>,
    /// Its type.
    pub ty: TypeRef,
    /// The reason of `@deprecated`, where it stands.
    pub deprecated: Option<String>,
    /// What the overlay says of it.
    pub notes: FieldNotes,
    /// Where it is defined.
    pub span: Span,
}

/// An argument, or a field of an input object.
#[derive(Debug, Clone)]
pub struct InputValueDef {
    /// Its name.
    pub name: String,
    /// The description; the overlay's wins.
    pub description: Option<String>,
    /// Its type.
    pub ty: TypeRef,
    /// The default that applies where it is absent.
    pub default: Option<crate::document::Value>,
    /// The reason of `@deprecated`, where it stands.
    pub deprecated: Option<String>,
    /// What the overlay says of it (`auth`, `codes`, `lift` and the like are never set here).
    pub notes: FieldNotes,
    /// Where it is defined.
    pub span: Span,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValueDef {
    /// Its name.
    pub name: String,
    /// The description; the overlay's wins.
    pub description: Option<String>,
    /// The reason of `@deprecated`, where it stands.
    pub deprecated: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// A directive that documents may carry.
#[derive(Debug, Clone)]
pub struct DirectiveDef {
    /// Its name without the `@`.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Its arguments.
    pub arguments: Vec<InputValueDef>,
    /// Where it may stand, as the specification names the locations (`FIELD`, `QUERY` …).
    pub locations: Vec<String>,
    /// Whether it may stand more than once at one place.
    pub repeatable: bool,
    /// True for the generator's own: never sent to a server.
    pub client: bool,
    /// Where it is defined.
    pub span: Span,
}

/// What the overlay says of a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeNotes {
    /// `@lift`: a selection of exactly one field of this type is lifted.
    pub lift: bool,
    /// `@outcome`: objects of this type say whether a mutation was done.
    pub outcome: Option<OutcomeNames>,
    /// `@rust(type:)`: the Rust type of a scalar.
    pub rust: Option<String>,
    /// `@since`: the release that brought it.
    pub since: Option<String>,
}

/// The names of the four fields of a type with `@outcome`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeNames {
    /// The Boolean that is true when it was done.
    pub ok: String,
    /// The Int with the code.
    pub code: String,
    /// The String with the short name.
    pub slug: String,
    /// The String with the message.
    pub message: String,
}

/// What the overlay says of a field, an argument or an input field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNotes {
    /// `@auth(requires:)`: any one of these permissions is enough; empty where nothing is needed.
    pub auth: Vec<String>,
    /// `@rateLimit`.
    pub rate_limit: Option<RateLimit>,
    /// `@codes(are:)`; `None` where nothing is declared.
    pub codes: Option<Vec<i32>>,
    /// `@id(type:)`.
    pub id: Option<String>,
    /// `@secret`.
    pub secret: bool,
    /// `@since(version:)`: such a field is optional in Rust.
    pub since: Option<String>,
    /// `@defect`.
    pub defect: Option<Defect>,
    /// `@keepNull`: null is an answer.
    pub keep_null: bool,
    /// `@dropNulls`: null items of the list are dropped into the errors.
    pub drop_nulls: bool,
}

/// So many calls in so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// Calls.
    pub limit: u32,
    /// Seconds.
    pub seconds: u32,
}

/// Something a server is known to do wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What happens, in a sentence.
    pub reason: String,
    /// Whether the field never gives a value.
    pub never: bool,
}

/// A type as it is written at a field: named, list, non-null.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A named type, nullable.
    Named(String),
    /// A list, nullable.
    List(Box<TypeRef>),
    /// The inner type without null.
    NonNull(Box<TypeRef>),
}

impl TypeRef {
    /// The name at the core of it.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::List(inner) | Self::NonNull(inner) => inner.name(),
        }
    }

    /// Whether it can be null.
    pub fn is_nullable(&self) -> bool {
        !matches!(self, Self::NonNull(_))
    }

    /// The same type without an outer non-null.
    pub fn nullable(&self) -> &Self {
        match self {
            Self::NonNull(inner) => inner,
            other => other,
        }
    }
}

impl std::fmt::Display for TypeRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::List(inner) => write!(f, "[{inner}]"),
            Self::NonNull(inner) => write!(f, "{inner}!"),
        }
    }
}

impl Schema {
    /// The field `field` of the object or interface type `of`.
    pub fn field(&self, of: &str, field: &str) -> Option<&FieldDef> {
        match &self.types.get(of)?.kind {
            TypeKind::Object(object) | TypeKind::Interface(object) => {
                object.fields.iter().find(|found| found.name == field)
            }
            _ => None,
        }
    }
}
