//! The schema as one plain value: types in order of name, fields in the order of the SDL, and the notes that the
//! overlay puts on them. Built from the syntax tree, checked by `check`, read by `document`, `shapes` and `emit`.

mod amend;
mod build;
mod built_in;
mod coordinates;
mod duplicates;
mod literal;
mod lower;
mod notes;
mod rules;
mod value;

pub use build::build;
pub use coordinates::place;
pub(crate) use literal::VALUE;
pub use literal::{Literal, unique_entries};
pub(crate) use lower::type_ref;
pub(crate) use notes::{enum_argument, string_argument};
pub use rules::{Place, check, check_directives};
pub use value::Value;
pub(crate) use value::named_values;

use std::collections::BTreeMap;

use crate::config::Scalar;
use crate::source::Span;
use crate::syntax::tree::OperationKind;

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
    /// The types that the generator's own directives use in their arguments; no document can name them elsewhere.
    pub client_types: BTreeMap<String, TypeDef>,
    /// `__typename`, which every composite type has, and `__schema` and `__type`, which the query type has.
    pub meta: Vec<FieldDef>,
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
    pub default: Option<Value>,
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
    /// `@oneOf`: a value of this input object gives exactly one field.
    pub one_of: bool,
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
    /// `@needs(anyOf:)`: one of these permissions is needed besides, whatever `@auth` says.
    pub needs: Vec<String>,
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
    /// The Rust type that the settings have for this place, and its coordinate.
    pub scalar: Option<(String, Scalar)>,
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

impl TypeDef {
    /// Whether fields can be selected from it.
    pub fn is_composite(&self) -> bool {
        matches!(
            self.kind,
            TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)
        )
    }

    /// Whether it is an input object.
    pub fn is_input_object(&self) -> bool {
        matches!(self.kind, TypeKind::Input(_))
    }

    /// Whether a variable or an argument can be of it.
    pub fn is_input(&self) -> bool {
        matches!(
            self.kind,
            TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::Input(_)
        )
    }

    /// Its fields; none unless it is an object or an interface.
    pub fn fields(&self) -> &[FieldDef] {
        match &self.kind {
            TypeKind::Object(object) | TypeKind::Interface(object) => &object.fields,
            _ => &[],
        }
    }

    /// The keyword that defines such a type.
    pub fn keyword(&self) -> &'static str {
        match self.kind {
            TypeKind::Scalar => "scalar",
            TypeKind::Object(_) => "type",
            TypeKind::Interface(_) => "interface",
            TypeKind::Union(_) => "union",
            TypeKind::Enum(_) => "enum",
            TypeKind::Input(_) => "input",
        }
    }
}

impl InputValueDef {
    /// Whether it must be given: non-null and without a default.
    pub fn is_required(&self) -> bool {
        !self.ty.is_nullable() && self.default.is_none()
    }
}

impl Schema {
    /// The name of the type that operations of this kind start at.
    pub fn root(&self, kind: OperationKind) -> Option<&str> {
        match kind {
            OperationKind::Query => self.query.as_deref(),
            OperationKind::Mutation => self.mutation.as_deref(),
            OperationKind::Subscription => self.subscription.as_deref(),
        }
    }

    /// The field `field` of the composite type `of`; `__typename` and its like too.
    pub fn field(&self, of: &str, field: &str) -> Option<&FieldDef> {
        let parent = self.types.get(of)?;
        let own = parent.fields().iter().find(|found| found.name == field);
        own.or_else(|| self.meta_field(parent, field))
    }

    fn meta_field(&self, parent: &TypeDef, field: &str) -> Option<&FieldDef> {
        let here = match field {
            "__typename" => parent.is_composite(),
            _ => self.query.as_ref() == Some(&parent.name),
        };
        self.meta.iter().find(|found| here && found.name == field)
    }

    /// The names of all identities (`@id`).
    pub fn ids(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for def in self.types.values() {
            let inputs: &[InputValueDef] = match &def.kind {
                TypeKind::Input(fields) => fields,
                _ => &[],
            };
            let fields = def.fields().iter();
            let arguments = fields.clone().flat_map(|field| &field.arguments);
            let inputs = arguments.chain(inputs).map(|input| &input.notes);
            let notes = fields.map(|field| &field.notes).chain(inputs);
            names.extend(notes.filter_map(|notes| notes.id.as_deref()));
        }
        names
    }

    /// The names of the object types that a value of the composite type `name` can have.
    pub fn possible_types(&self, name: &str) -> Vec<&str> {
        match self.types.get(name).map(|found| &found.kind) {
            Some(TypeKind::Object(_)) => self
                .types
                .get_key_value(name)
                .map(|(name, _)| name.as_str())
                .into_iter()
                .collect(),
            Some(TypeKind::Union(members)) => members.iter().map(String::as_str).collect(),
            Some(TypeKind::Interface(_)) => self.implementors(name),
            _ => Vec::new(),
        }
    }

    fn implementors(&self, interface: &str) -> Vec<&str> {
        let implements =
            |object: &ObjectDef| object.interfaces.iter().any(|name| name == interface);
        let objects = self
            .types
            .values()
            .filter(|def| matches!(&def.kind, TypeKind::Object(object) if implements(object)));
        objects.map(|def| def.name.as_str()).collect()
    }

    /// The type that an argument names: of the schema, or of the generator's own directives.
    pub fn argument_type(&self, name: &str, client: bool) -> Option<&TypeDef> {
        let own = client.then(|| self.client_types.get(name)).flatten();
        own.or_else(|| self.types.get(name))
    }
}
