//! Runs an operation: collects fields, asks the source, completes values, lets nulls travel up.
//!
//! As graphql-js does it: a failure is told once, at the first place on its way up that may be null; the fields
//! beside a failed one are run all the same.

use apollo_compiler::ast::Type;
use apollo_compiler::executable::{Field, Operation};
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node as Shared, introspection};
use serde_json::{Map, Value};

use super::coerce::arguments;
use super::collect::Groups;
use super::request::{Kind, Prepared};
use super::response::{Data, ErrorBody, Response};
use super::schema::schema;
use super::{Failure, Node};

/// One field that is asked for.
pub(crate) struct FieldCall<'a> {
    pub(crate) parent_type: &'a str,
    pub(crate) field: &'a str,
    pub(crate) arguments: Map<String, Value>,
}

/// Where fields get their values from.
pub(crate) trait Source {
    /// The value of a field of `parent`.
    fn resolve(&mut self, call: FieldCall<'_>, parent: &Node) -> Result<Node, Failure>;

    /// Fields of one object that the server runs in parallel are resolved from here on, one after another.
    fn together(&mut self, ty: &str, fields: &mut dyn Iterator<Item = &str>);

    /// These were all of them.
    fn apart(&mut self, ty: &str);
}

impl Prepared {
    /// Runs the operation against a source.
    pub(crate) fn run(&self, source: &mut dyn Source) -> Response {
        let Some(operation) = self.operation() else {
            return Response {
                errors: Vec::new(),
                data: Some(Data::NULL),
            };
        };
        let introspected = self.introspect(operation);
        let mut run = Run {
            prepared: self,
            source,
            errors: Vec::new(),
            introspected,
        };
        let root = operation.object_type().as_str();
        let groups = self.groups(root, &[&operation.selection_set]);
        let data = run.object(root, &groups, &Node::empty(), &mut Vec::new());
        let data = data.unwrap_or_else(|error| {
            run.errors.push(*error);
            Data::NULL
        });
        Response {
            errors: run.errors,
            data: Some(data),
        }
    }

    // apollo-compiler answers __schema and __type; everything else is ours.
    fn introspect(&self, operation: &Operation) -> JsonMap {
        let asked = operation
            .root_fields(&self.document)
            .any(|field| field.name.starts_with("__s") || field.name == "__type");
        if !asked || self.kind != Kind::Query {
            return JsonMap::new();
        }
        let given: JsonMap = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str().into(), value.clone().into()))
            .collect();
        let Ok(variables) =
            apollo_compiler::request::coerce_variable_values(schema(), operation, &given)
        else {
            return JsonMap::new();
        };
        let implementers = schema().implementers_map();
        introspection::partial_execute(
            schema(),
            &implementers,
            &self.document,
            operation,
            &variables,
        )
        .ok()
        .and_then(|response| response.data)
        .unwrap_or_default()
    }
}

type Completed = Result<Data, Box<ErrorBody>>;
type Path<'a> = Vec<Step<'a>>;

/// A step on the way to a place of the answer.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl From<Step<'_>> for Value {
    fn from(step: Step<'_>) -> Self {
        match step {
            Step::Key(key) => key.into(),
            Step::Index(index) => index.into(),
        }
    }
}

struct Run<'a> {
    prepared: &'a Prepared,
    source: &'a mut dyn Source,
    errors: Vec<ErrorBody>,
    introspected: JsonMap,
}

/// A field of the answer: all places of the document that ask for it.
struct Asked<'a, 'g> {
    parent_type: &'g str,
    key: &'g str,
    fields: &'g [&'a Shared<Field>],
}

impl<'a> Asked<'a, '_> {
    fn first(&self) -> &'a Shared<Field> {
        self.fields[0]
    }
}

impl<'a> Run<'a> {
    fn object(
        &mut self,
        ty: &str,
        groups: &Groups<'a>,
        parent: &Node,
        path: &mut Path<'a>,
    ) -> Completed {
        let fields = groups.values().filter_map(|fields| fields.first());
        self.source
            .together(ty, &mut fields.map(|field| field.name.as_str()));
        let completed = self.fields(ty, groups, parent, path);
        self.source.apart(ty);
        completed
    }

    fn fields(
        &mut self,
        ty: &str,
        groups: &Groups<'a>,
        parent: &Node,
        path: &mut Path<'a>,
    ) -> Completed {
        let (mut out, mut failed) = (Vec::with_capacity(groups.len()), None);
        for (key, fields) in groups {
            path.push(Step::Key(key.as_str()));
            let asked = Asked {
                parent_type: ty,
                key: key.as_str(),
                fields: fields.as_slice(),
            };
            match self.field(&asked, parent, path) {
                Ok(data) => out.push((key.to_string(), data)),
                Err(error) => failed = failed.or(Some(error)),
            }
            path.pop();
        }
        failed.map_or(Ok(Data::Object(out)), Err)
    }

    fn field(&mut self, asked: &Asked<'a, '_>, parent: &Node, path: &mut Path<'a>) -> Completed {
        let field = asked.first();
        match field.name.as_str() {
            "__typename" => return Ok(Data::Leaf(asked.parent_type.into())),
            "__schema" | "__type" => {
                return Ok(self
                    .introspected
                    .get(asked.key)
                    .map_or(Data::NULL, introspected));
            }
            _ => {}
        }
        let ty = &field.definition.ty;
        let resolved = arguments(field, &self.prepared.variables).and_then(|arguments| {
            let call = FieldCall {
                parent_type: asked.parent_type,
                field: field.name.as_str(),
                arguments,
            };
            self.source.resolve(call, parent)
        });
        let completed = match resolved {
            Ok(node) => self.complete(ty, asked, node, path, None),
            Err(failure) => Err(self.error(asked, failure, path)),
        };
        self.guarded(ty, completed)
    }

    // Where null may stand, a failure ends.
    fn guarded(&mut self, ty: &Type, completed: Completed) -> Completed {
        match completed {
            Err(error) if !ty.is_non_null() => {
                self.errors.push(*error);
                Ok(Data::NULL)
            }
            completed => completed,
        }
    }

    fn complete(
        &mut self,
        ty: &Type,
        asked: &Asked<'a, '_>,
        node: Node,
        path: &mut Path<'a>,
        known: Option<&Groups<'a>>,
    ) -> Completed {
        let node = match node {
            Node::Failed(failure) => return Err(self.error(asked, failure, path)),
            Node::Packed(text) => text.text().into(),
            node => node,
        };
        let data = match ty {
            _ if matches!(node, Node::Leaf(Value::Null)) => Data::NULL,
            Type::List(item) | Type::NonNullList(item) => self.list(item, asked, node, path)?,
            Type::Named(name) | Type::NonNullNamed(name) => {
                self.named(name, asked, node, path, known)?
            }
        };
        if ty.is_non_null() && data == Data::NULL {
            let message = format!(
                "Cannot return null for non-nullable field {}.{}.",
                asked.parent_type,
                asked.first().name
            );
            return Err(self.error(asked, Failure::plain(message), path));
        }
        Ok(data)
    }

    fn list(
        &mut self,
        ty: &Type,
        asked: &Asked<'a, '_>,
        node: Node,
        path: &mut Path<'a>,
    ) -> Completed {
        let items = match node {
            Node::List(items) => items,
            Node::Leaf(Value::Array(items)) => items.into_iter().map(Node::Leaf).collect(),
            node => vec![node],
        };
        // The items are alike: what is asked of them is collected once.
        let groups = self.asked_of(ty.inner_named_type(), asked);
        let (mut out, mut failed) = (Vec::with_capacity(items.len()), None);
        for (index, item) in items.into_iter().enumerate() {
            path.push(Step::Index(index));
            let completed = self.complete(ty, asked, item, path, Some(&groups));
            match self.guarded(ty, completed) {
                Ok(data) => out.push(data),
                Err(error) => failed = failed.or(Some(error)),
            }
            path.pop();
        }
        failed.map_or(Ok(Data::List(out)), Err)
    }

    fn asked_of(&self, name: &Name, asked: &Asked<'a, '_>) -> Groups<'a> {
        let sets: Vec<_> = asked
            .fields
            .iter()
            .map(|field| &field.selection_set)
            .collect();
        self.prepared.groups(name.as_str(), &sets)
    }

    fn named(
        &mut self,
        name: &Name,
        asked: &Asked<'a, '_>,
        node: Node,
        path: &mut Path<'a>,
        known: Option<&Groups<'a>>,
    ) -> Completed {
        if let Some(ExtendedType::Object(_)) = schema().types.get(name) {
            return match known {
                Some(groups) => self.object(name.as_str(), groups, &node, path),
                None => {
                    let groups = self.asked_of(name, asked);
                    self.object(name.as_str(), &groups, &node, path)
                }
            };
        }
        match node {
            Node::Leaf(value) => Ok(Data::Leaf(serialize(name, value))),
            _ => Ok(Data::NULL),
        }
    }

    fn error(&self, asked: &Asked<'_, '_>, failure: Failure, path: &Path<'_>) -> Box<ErrorBody> {
        let places = asked
            .fields
            .iter()
            .filter_map(|field| self.prepared.place(field.location()));
        Box::new(ErrorBody {
            failure,
            places: places.collect(),
            path: path.iter().map(|step| Value::from(*step)).collect(),
            category: "INTERNAL_SERVER_ERROR",
        })
    }
}

// The scalars' own conversions: numbers become text where text is declared.
fn serialize(ty: &str, value: Value) -> Value {
    match (ty, value) {
        ("String" | "ID", Value::Number(number)) => number.to_string().into(),
        ("String", Value::Bool(value)) => value.to_string().into(),
        ("Int", Value::String(text)) => text.parse::<i64>().map_or(Value::Null, Value::from),
        (_, value) => value,
    }
}

fn introspected(value: &JsonValue) -> Data {
    match value {
        JsonValue::Array(items) => Data::List(items.iter().map(introspected).collect()),
        JsonValue::Object(fields) => Data::Object(
            fields
                .iter()
                .map(|(key, value)| (key.as_str().into(), introspected(value)))
                .collect(),
        ),
        JsonValue::String(text) => Data::Leaf(text.as_str().into()),
        JsonValue::Null => Data::NULL,
        JsonValue::Bool(value) => Data::Leaf((*value).into()),
        JsonValue::Number(number) => Data::Leaf(Value::Number(number.clone())),
    }
}
