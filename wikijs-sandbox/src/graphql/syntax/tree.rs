//! A document as it was written: what validation looks at. Places are byte offsets.

use apollo_compiler::ast::Type;

/// A name and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

#[derive(Debug)]
pub(crate) enum Definition<'a> {
    Operation(Operation<'a>),
    Fragment(Fragment<'a>),
    /// A definition of the type system, with its name where it has one.
    TypeSystem {
        at: usize,
        name: Option<&'a str>,
    },
}

#[derive(Debug)]
pub(crate) struct Operation<'a> {
    pub(crate) at: usize,
    /// `query`, `mutation` or `subscription`.
    pub(crate) kind: &'a str,
    pub(crate) name: Option<Name<'a>>,
    pub(crate) variables: Vec<Variable<'a>>,
    pub(crate) directives: Vec<Directive<'a>>,
    pub(crate) selections: SelectionSet<'a>,
}

#[derive(Debug)]
pub(crate) struct Variable<'a> {
    pub(crate) at: usize,
    pub(crate) name: Name<'a>,
    pub(crate) ty: Type,
    /// Where the type stands, and where the name in it.
    pub(crate) type_at: (usize, usize),
    pub(crate) default: Option<Value<'a>>,
    pub(crate) directives: Vec<Directive<'a>>,
}

#[derive(Debug)]
pub(crate) struct Fragment<'a> {
    pub(crate) at: usize,
    pub(crate) name: Name<'a>,
    pub(crate) condition: Name<'a>,
    pub(crate) directives: Vec<Directive<'a>>,
    pub(crate) selections: SelectionSet<'a>,
}

#[derive(Debug)]
pub(crate) struct SelectionSet<'a> {
    pub(crate) at: usize,
    pub(crate) items: Vec<Selection<'a>>,
}

#[derive(Debug)]
pub(crate) enum Selection<'a> {
    Field(Field<'a>),
    Spread {
        at: usize,
        name: Name<'a>,
        directives: Vec<Directive<'a>>,
    },
    Inline {
        at: usize,
        condition: Option<Name<'a>>,
        directives: Vec<Directive<'a>>,
        selections: SelectionSet<'a>,
    },
}

impl Selection<'_> {
    pub(crate) fn at(&self) -> usize {
        match self {
            Self::Field(field) => field.at,
            Self::Spread { at, .. } | Self::Inline { at, .. } => *at,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) at: usize,
    pub(crate) alias: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) arguments: Vec<Argument<'a>>,
    pub(crate) directives: Vec<Directive<'a>>,
    pub(crate) selections: Option<SelectionSet<'a>>,
}

impl<'a> Field<'a> {
    /// Its name in the answer.
    pub(crate) fn response_name(&self) -> &'a str {
        self.alias.unwrap_or(self.name)
    }
}

#[derive(Debug)]
pub(crate) struct Argument<'a> {
    pub(crate) name: Name<'a>,
    pub(crate) value: Value<'a>,
}

#[derive(Debug)]
pub(crate) struct Directive<'a> {
    pub(crate) at: usize,
    pub(crate) name: &'a str,
    pub(crate) arguments: Vec<Argument<'a>>,
}

#[derive(Debug)]
pub(crate) struct Value<'a> {
    pub(crate) at: usize,
    pub(crate) kind: ValueKind<'a>,
}

#[derive(Debug)]
pub(crate) enum ValueKind<'a> {
    Variable(&'a str),
    Int(&'a str),
    Float(&'a str),
    /// With its escapes as they were written.
    String(&'a str),
    Block(&'a str),
    Boolean(bool),
    Null,
    Enum(&'a str),
    List(Vec<Value<'a>>),
    Object(Vec<Argument<'a>>),
}

impl Value<'_> {
    /// The value as graphql-js prints it.
    pub(crate) fn printed(&self) -> String {
        let joined = |items: Vec<String>| items.join(", ");
        match &self.kind {
            ValueKind::Variable(name) => format!("${name}"),
            ValueKind::Int(text) | ValueKind::Float(text) | ValueKind::Enum(text) => {
                (*text).to_owned()
            }
            ValueKind::String(text) => format!("\"{text}\""),
            ValueKind::Block(text) => format!("\"\"\"{text}\"\"\""),
            ValueKind::Boolean(value) => value.to_string(),
            ValueKind::Null => "null".into(),
            ValueKind::List(items) => {
                format!("[{}]", joined(items.iter().map(Value::printed).collect()))
            }
            ValueKind::Object(fields) => {
                let one = |field: &Argument<'_>| {
                    format!("{}: {}", field.name.text, field.value.printed())
                };
                format!("{{{}}}", joined(fields.iter().map(one).collect()))
            }
        }
    }
}
