//! Validation by apollo-compiler, worded as graphql-js 15.3 words it.

use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};

use super::locate::{Place, place};
use super::schema::schema;
use super::suggest::did_you_mean;

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
        .map(|diagnostic| {
            let message = diagnostic
                .error
                .unstable_compat_message()
                .unwrap_or_else(|| diagnostic.error.to_string());
            let place = diagnostic
                .error
                .location()
                .map(|span| place(text, blamed(text, span.offset(), &message)));
            Broken {
                message: reworded(schema, message),
                place,
            }
        })
        .collect()
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
    let message = coercion(message);
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
