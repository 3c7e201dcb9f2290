//! The answer to an introspection query as the definitions of a schema: the same tree that SDL gives, with places in the
//! JSON. It may be wrapped in `data`, and come from servers that do not know newer keys.

mod types;

use super::json::{self, Json, Kind};
use super::tree::{Definition, DirectiveDefinition, Name, OperationKind, SchemaDefinition};
use super::{SYNTAX, Source};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceKind, Span};

type Read<T> = Result<T, Box<Diagnostic>>;

/// What every schema has without saying so.
const BUILT_IN: [&str; 5] = ["include", "skip", "deprecated", "specifiedBy", "oneOf"];

/// Whether a file of a schema holds JSON: its name says so, or it begins as no SDL does.
pub(super) fn is_introspection(source: &Source, text: &str) -> bool {
    let is_json = || source.name.ends_with(".json");
    let begins = || {
        let rest = text.trim_start_matches('\u{feff}').trim_start();
        rest.strip_prefix('{')
            .is_some_and(|rest| rest.trim_start().starts_with('"'))
    };
    source.kind == SourceKind::Schema && (is_json() || begins())
}

/// Reads the definitions.
pub(super) fn definitions(file: FileId, text: &str) -> Read<Vec<Definition>> {
    let json = json::read(file, text)?;
    let within = json.get("data").unwrap_or(&json);
    let Some(schema) = within.get("__schema") else {
        return Err(no_introspection(&json));
    };
    let mut definitions = vec![Definition::Schema(roots(schema)?)];
    for node in items(schema, "types")? {
        definitions.extend(types::definition(node)?.map(Definition::Type));
    }
    for node in items(schema, "directives")? {
        definitions.extend(directive(node)?.map(Definition::Directive));
    }
    Ok(definitions)
}

fn roots(schema: &Json) -> Read<SchemaDefinition> {
    let mut roots = Vec::new();
    for (kind, key) in [
        (OperationKind::Query, "queryType"),
        (OperationKind::Mutation, "mutationType"),
        (OperationKind::Subscription, "subscriptionType"),
    ] {
        if let Some(root) = schema.get(key) {
            roots.push((kind, name(root)?));
        }
    }
    Ok(SchemaDefinition {
        extends: false,
        directives: Vec::new(),
        roots,
        head: head(schema.span),
    })
}

fn directive(node: &Json) -> Read<Option<DirectiveDefinition>> {
    let name = name(node)?;
    if BUILT_IN.contains(&name.text.as_str()) {
        return Ok(None);
    }
    let locations = items(node, "locations")?.iter().map(word);
    Ok(Some(DirectiveDefinition {
        description: text(node, "description")?,
        arguments: types::inputs(node, "args")?,
        repeatable: is_true(node, "isRepeatable"),
        locations: locations.collect::<Read<_>>()?,
        name,
    }))
}

/// The items of a list; none where the key is missing or null.
fn items<'j>(node: &'j Json, key: &str) -> Read<&'j [Json]> {
    match node.get(key).map(|value| (&value.kind, value)) {
        None => Ok(&[]),
        Some((Kind::Array(items), _)) => Ok(items),
        Some((_, value)) => Err(wrong(value, &format!("`{key}` is no list"))),
    }
}

/// The text at a key, where there is one.
fn text(node: &Json, key: &str) -> Read<Option<String>> {
    match node.get(key).map(|value| (&value.kind, value)) {
        None => Ok(None),
        Some((Kind::String(text), _)) => Ok(Some(text.clone())),
        Some((_, value)) => Err(wrong(value, &format!("`{key}` is no text"))),
    }
}

fn is_true(node: &Json, key: &str) -> bool {
    matches!(
        node.get(key).map(|value| &value.kind),
        Some(Kind::Bool(true))
    )
}

/// The name of a node.
fn name(node: &Json) -> Read<Name> {
    match node.get("name") {
        Some(value) => word(value),
        None => Err(wrong(node, "this has no `name`")),
    }
}

/// A text that is a name.
fn word(value: &Json) -> Read<Name> {
    let Kind::String(text) = &value.kind else {
        return Err(wrong(value, "this is no name"));
    };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_name = text.bytes().all(is_letter)
        && text
            .bytes()
            .next()
            .is_some_and(|first| !first.is_ascii_digit());
    match is_name {
        true => Ok(Name {
            text: text.clone(),
            span: value.span,
        }),
        false => Err(wrong(value, "this is no name")),
    }
}

fn no_introspection(json: &Json) -> Box<Diagnostic> {
    let message = "this is no answer to an introspection query: it has no `__schema`";
    let diagnostic = Diagnostic::new(SYNTAX, head(json.span), message);
    Box::new(match json.get("errors") {
        Some(errors) => diagnostic.label(errors.span, "the server answered with errors"),
        None => diagnostic.help("expected `{\"data\": {\"__schema\": …}}` or `{\"__schema\": …}`"),
    })
}

fn wrong(value: &Json, message: &str) -> Box<Diagnostic> {
    let message = format!("the introspection cannot be read: {message}");
    Box::new(Diagnostic::new(SYNTAX, head(value.span), message))
}

/// The first byte of what may be long.
fn head(span: Span) -> Span {
    Span {
        end: span.end.min(span.start + 1),
        ..span
    }
}
