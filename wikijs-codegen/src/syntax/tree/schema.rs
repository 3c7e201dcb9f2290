//! The nodes of a schema's definitions.

use super::{Directive, Name, OperationKind, Type, Value};
use crate::source::Span;

/// `schema { query: Query }` or `extend schema`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaDefinition {
    /// Whether it extends one.
    pub extends: bool,
    /// Directives at it.
    pub directives: Vec<Directive>,
    /// The root types.
    pub roots: Vec<(OperationKind, Name)>,
    /// The keyword.
    pub head: Span,
}

/// A type, or what an extension adds to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDefinition {
    /// Whether it extends one.
    pub extends: bool,
    /// The description.
    pub description: Option<String>,
    /// The comment directly above it, without the `#`: the description of an extension, which can have no other.
    pub comment: Option<String>,
    /// The name.
    pub name: Name,
    /// Directives at it.
    pub directives: Vec<Directive>,
    /// Its parts.
    pub body: TypeBody,
}

/// The kinds of types and their parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeBody {
    /// `scalar`.
    Scalar,
    /// `type`.
    Object(ObjectBody),
    /// `interface`.
    Interface(ObjectBody),
    /// `union`.
    Union(Vec<Name>),
    /// `enum`.
    Enum(Vec<EnumValue>),
    /// `input`.
    Input(Vec<InputValue>),
}

impl TypeBody {
    /// The keyword.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Object(_) => "type",
            Self::Interface(_) => "interface",
            Self::Union(_) => "union",
            Self::Enum(_) => "enum",
            Self::Input(_) => "input",
        }
    }
}

/// Fields and interfaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectBody {
    /// The interfaces it implements.
    pub interfaces: Vec<Name>,
    /// The fields.
    pub fields: Vec<FieldDefinition>,
}

/// A field of an object or interface type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDefinition {
    /// The description.
    pub description: Option<String>,
    /// The name.
    pub name: Name,
    /// The arguments.
    pub arguments: Vec<InputValue>,
    /// The type.
    pub ty: Type,
    /// Directives at it.
    pub directives: Vec<Directive>,
}

/// An argument or a field of an input object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputValue {
    /// The description.
    pub description: Option<String>,
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The default.
    pub default: Option<Value>,
    /// Directives at it.
    pub directives: Vec<Directive>,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// The description.
    pub description: Option<String>,
    /// The name.
    pub name: Name,
    /// Directives at it.
    pub directives: Vec<Directive>,
}

/// The definition of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectiveDefinition {
    /// The description.
    pub description: Option<String>,
    /// The name without `@`; its place includes the `@`.
    pub name: Name,
    /// The arguments.
    pub arguments: Vec<InputValue>,
    /// Whether it may stand more than once at one place.
    pub repeatable: bool,
    /// Where it may stand.
    pub locations: Vec<Name>,
}
