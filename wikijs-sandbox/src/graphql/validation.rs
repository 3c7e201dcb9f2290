//! Validation by apollo-compiler, worded as graphql-js 15.3 words it.

use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};

use super::locate::{Place, place};
use super::schema::schema;
use super::suggest::did_you_mean;

mod fields;

/// One broken rule.
pub(crate) struct Broken {
    pub(crate) message: String,
    pub(crate) place: Option<Place>,
}

/// The document, or every rule it breaks, in the order of the text.
pub(crate) fn validate(
    schema: &Valid<Schema>,
    text: &str,
) -> Result<Valid<ExecutableDocument>, Vec<Broken>> {
    ExecutableDocument::parse_and_validate(schema, text, "query.graphql")
        .map_err(|refused| worded(schema, text, &refused.errors))
}

fn worded(schema: &Schema, text: &str, errors: &DiagnosticList) -> Vec<Broken> {
    errors
        .iter()
        .filter(|diagnostic| {
            !follows(
                text,
                diagnostic.error.location(),
                &diagnostic.error.to_string(),
            )
        })
        .map(|diagnostic| {
            let message = diagnostic
                .error
                .unstable_compat_message()
                .unwrap_or_else(|| diagnostic.error.to_string());
            let place = diagnostic
                .error
                .location()
                .map(|span| place(text, blamed(text, span.offset(), &message)));
            let message = leaf(schema, text, diagnostic.error.location(), message);
            Broken {
                message: reworded(schema, message),
                place,
            }
        })
        .collect()
}

// Where all fields of a selection are unknown, apollo-compiler misses the selection, too.
fn follows(text: &str, span: Option<SourceSpan>, said: &str) -> bool {
    let field = span
        .and_then(|span| text.get(span.offset()..span.end_offset()))
        .unwrap_or_default();
    said.contains("must have a subselection set") && field.ends_with('}')
}

// An unknown fragment is blamed on its name, not on the dots before it.
fn blamed(text: &str, offset: usize, message: &str) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    match rest.strip_prefix("...") {
        Some(after) if message.starts_with("Unknown fragment") => {
            offset + 3 + (after.len() - after.trim_start().len())
        }
        _ => offset,
    }
}

// apollo-compiler tells the names only inside its text, and gives no hints.
fn reworded(schema: &Schema, message: String) -> String {
    let message = selection(schema, coercion(message));
    let parts: Vec<&str> = message.split('"').collect();
    let hint = match parts.as_slice() {
        ["Cannot query field ", field, " on type ", ty, "."] => schema
            .get_object(ty)
            .map(|ty| did_you_mean("", field, ty.fields.keys().map(|name| name.as_str()))),
        ["Unknown argument ", argument, " on field ", coordinate, "."] => {
            argument_hint(schema, argument, coordinate)
        }
        ["Value ", value, " does not exist in ", name, " enum."] => {
            schema.get_enum(name).map(|ty| {
                did_you_mean(
                    "the enum value",
                    value,
                    ty.values.keys().map(|name| name.as_str()),
                )
            })
        }
        ["Field ", field, " is not defined by type ", ty, "."] => schema
            .get_input_object(ty)
            .map(|ty| did_you_mean("", field, ty.fields.keys().map(|name| name.as_str()))),
        _ => None,
    };
    message + &hint.unwrap_or_default()
}

// A missing selection: graphql-js names the field's type, apollo-compiler the one it stands in.
fn selection(schema: &Schema, message: String) -> String {
    let parts: Vec<&str> = message.split('"').collect();
    match parts.as_slice() {
        ["Field ", field, " of type ", parent, said, ..]
            if said.starts_with(" must have a selection") =>
        {
            let found = schema
                .get_object(parent)
                .and_then(|parent| parent.fields.get(*field));
            match found {
                Some(definition) => message.replacen(
                    &format!("\"{parent}\""),
                    &format!("\"{}\"", definition.ty),
                    1,
                ),
                None => message,
            }
        }
        _ => message,
    }
}

// A selection where there is nothing to select: graphql-js names the type with its exclamation mark, and ends with a
// full stop. Only the document knows which field was meant.
fn leaf(schema: &Schema, text: &str, span: Option<SourceSpan>, message: String) -> String {
    let parts: Vec<&str> = message.split('"').collect();
    let [
        "Field ",
        field,
        " must not have a selection since type ",
        _,
        " has no subfields",
    ] = parts.as_slice()
    else {
        return message;
    };
    let ty = span.and_then(|span| fields::at(schema, text, span.offset(), field));
    match ty {
        Some(ty) => format!(
            "Field \"{field}\" must not have a selection since type \"{ty}\" has no subfields."
        ),
        None => message,
    }
}

// Literals of the wrong kind: graphql-js has a sentence for each scalar.
fn coercion(message: String) -> String {
    let Some((ty, value)) = message.split_once(" cannot represent value: ") else {
        return message;
    };
    match ty {
        "Int" => format!("Int cannot represent non-integer value: {value}"),
        "Float" => format!("Float cannot represent non numeric value: {value}"),
        "String" => format!("String cannot represent a non string value: {value}"),
        "Boolean" => format!("Boolean cannot represent a non boolean value: {value}"),
        ty if schema().get_enum(ty).is_some() => {
            format!("Enum \"{ty}\" cannot represent non-enum value: {value}.")
        }
        _ => message,
    }
}

fn argument_hint(schema: &Schema, argument: &str, coordinate: &str) -> Option<String> {
    let (ty, field) = coordinate.split_once('.')?;
    let definition = schema.get_object(ty)?.fields.get(field)?;
    Some(did_you_mean(
        "",
        argument,
        definition
            .arguments
            .iter()
            .map(|argument| argument.name.as_str()),
    ))
}
