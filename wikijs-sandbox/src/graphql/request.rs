//! From a request to an operation that may run: parse, validate, choose, coerce. Refusals are whole answers.

use std::sync::OnceLock;

use apollo_compiler::ExecutableDocument;
use apollo_compiler::executable::Operation;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use serde_json::{Map, Value};

use super::coerce;
use super::locate::{Place, Places};
use super::response::{ErrorBody, Response};
use super::schema::schema;
use super::{Failure, documents, syntax};

/// What a client sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) query: String,
    pub(crate) operation_name: Option<String>,
    /// In the order they were sent.
    pub(crate) variables: JsonMap,
}

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Query,
    Mutation,
    Subscription,
}

/// An operation with its variables, ready to run.
pub(crate) struct Prepared {
    pub(crate) document: Valid<ExecutableDocument>,
    pub(crate) text: String,
    pub(crate) variables: Map<String, Value>,
    pub(crate) kind: Kind,
    name: Option<String>,
    /// Where things stand in the text, once it is asked for.
    places: OnceLock<Places>,
}

impl Prepared {
    /// The place where a span of the text begins.
    pub(super) fn place(&self, span: Option<SourceSpan>) -> Option<Place> {
        let places = self.places.get_or_init(|| Places::new(&self.text));
        places.of(&self.text, span)
    }

    /// The operation that was asked for.
    pub(crate) fn operation(&self) -> Option<&Operation> {
        self.document
            .operations
            .get(self.name.as_deref())
            .ok()
            .map(|operation| &**operation)
    }
}

/// Everything before the first resolver; `introspection` off is NODE_ENV=production.
pub(crate) fn prepare(request: Request, introspection: bool) -> Result<Prepared, Response> {
    let text = request.query;
    let document = documents::known(&text).map_or_else(|| read(&text), Ok)?;
    if !introspection {
        refuse_introspection(&document, &text)?;
    }
    let operation = choose(&document, request.operation_name.as_deref())?;
    let variables =
        coerce::variables(schema(), &operation.variables, &request.variables).map_err(|bad| {
            let places = Places::new(&text);
            let errors = bad.into_iter().map(|bad| {
                let at = places.of(&text, bad.definition.location());
                let at = at.into_iter().collect();
                graphql_error(bad.message, at, bad.category)
            });
            Response::refused(errors.collect())
        })?;
    let kind = kind(operation);
    Ok(Prepared {
        document,
        text,
        variables,
        kind,
        name: request.operation_name,
        places: OnceLock::new(),
    })
}

fn read(text: &str) -> Result<Valid<ExecutableDocument>, Response> {
    let definitions = syntax::parse(text).map_err(|error| {
        let at = vec![Places::new(text).at(text, error.offset)];
        let error = graphql_error(error.message, at, "GRAPHQL_PARSE_FAILED");
        Response::refused(vec![error])
    })?;
    documents::document(text, &definitions).map_err(|broken| {
        let errors = broken
            .into_iter()
            .map(|b| graphql_error(b.message, b.places, "GRAPHQL_VALIDATION_FAILED"));
        Response::refused(errors.collect())
    })
}

fn kind(operation: &Operation) -> Kind {
    match (operation.is_query(), operation.is_mutation()) {
        (true, _) => Kind::Query,
        (_, true) => Kind::Mutation,
        _ => Kind::Subscription,
    }
}

fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Operation, Response> {
    document
        .operations
        .get(name)
        .map(|operation| &**operation)
        .map_err(|_| {
            let message = match name {
                Some(name) => format!("Unknown operation named \"{name}\"."),
                None => "Must provide operation name if query contains multiple operations.".into(),
            };
            Response::refused(vec![graphql_error(
                message,
                Vec::new(),
                "INTERNAL_SERVER_ERROR",
            )])
        })
}

fn refuse_introspection(document: &ExecutableDocument, text: &str) -> Result<(), Response> {
    let fields = document
        .operations
        .iter()
        .flat_map(|operation| operation.root_fields(document));
    let mut fields = fields
        .filter(|field| matches!(field.name.as_str(), "__schema" | "__type"))
        .peekable();
    if fields.peek().is_none() {
        return Ok(());
    }
    let places = Places::new(text);
    let errors: Vec<_> = fields
        .map(|field| {
            let message = "GraphQL introspection is not allowed by Apollo Server, but the query contained __schema \
                           or __type. To enable introspection, pass introspection: true to ApolloServer in production";
            let at = places.of(text, field.name.location()).into_iter().collect();
            graphql_error(message.into(), at, "GRAPHQL_VALIDATION_FAILED")
        })
        .collect();
    Err(Response::refused(errors))
}

fn graphql_error(message: String, places: Vec<Place>, category: &'static str) -> ErrorBody {
    ErrorBody {
        failure: Failure::named("GraphQLError", message),
        places,
        path: Vec::new(),
        category,
    }
}
