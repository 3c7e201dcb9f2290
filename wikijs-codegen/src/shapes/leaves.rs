//! The shapes of what is no object: enums, identities, scalars with a Rust type that is converted.

use crate::config::Conversion;
use crate::source::Span;

use super::Ty;

/// The number of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumId(pub usize);

/// The number of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdId(pub usize);

/// The number of a scalar whose Rust type is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConvertedId(pub usize);

/// An enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumShape {
    /// Its name in the schema.
    pub name: String,
    /// The description.
    pub doc: Option<String>,
    /// Its values.
    pub values: Vec<EnumValue>,
    /// It takes no value that the schema does not know.
    pub strict: bool,
    /// The path of the Rust type that stands for it.
    pub own: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// The description.
    pub doc: Option<String>,
    /// The reason of `@deprecated`.
    pub deprecated: Option<String>,
}

/// An identity: a type of its own over a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdShape {
    /// The name that `@id` gives.
    pub name: String,
    /// The leaf it stands on.
    pub base: Ty,
    /// A place that asks for it.
    pub span: Span,
}

impl IdShape {
    /// What tells it from others: one name may stand on one leaf here and on another in a dependency.
    pub fn key(&self) -> String {
        let leaf = if self.base == Ty::Int {
            "Int"
        } else {
            "String"
        };
        format!("{leaf} {}", self.name)
    }
}

/// A scalar whose Rust type knows nothing of generated code, in a type that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertedShape {
    /// The scalar, or the coordinate of the one place.
    pub of: String,
    /// The path of its Rust type.
    pub path: String,
    /// How that is read and written.
    pub conversion: Conversion,
    /// A place that asks for it.
    pub span: Span,
}

impl ConvertedShape {
    /// Whether it goes through its own type, and nothing has to be converted.
    pub fn is_itself(&self) -> bool {
        matches!(&self.conversion, Conversion::Through(base) if *base == self.path)
    }
}
