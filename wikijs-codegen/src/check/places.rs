//! Rust types that the settings have for single places become notes on the schema, as those of the overlay.

use crate::config::{Config, Scalar};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{InputValueDef, Schema, TypeDef, TypeKind, place};
use crate::source::{FileId, Span};

const RULE: &str = "settings";

/// Notes the types; a place that the schema does not have, or that has fields of its own, is told.
pub(super) fn note(schema: &mut Schema, config: &Config, found: &mut Vec<Diagnostic>) {
    let places = config.scalars.iter().filter(|(name, _)| name.contains('.'));
    found.extend(places.filter_map(|(coordinate, scalar)| one(schema, coordinate, scalar)));
}

fn one(schema: &mut Schema, coordinate: &str, scalar: &Scalar) -> Option<Diagnostic> {
    let ty = place(schema, coordinate).map(|(ty, _)| ty.name().to_owned());
    let Some(ty) = ty else {
        let message =
            format!("the settings name the place `{coordinate}`, which the schema does not have");
        return Some(wrong(
            message,
            &near(schema, coordinate).unwrap_or_else(syntax),
        ));
    };
    let def = schema.types.get(&ty);
    if def.is_some_and(TypeDef::is_input_object) {
        let message = format!(
            "the settings name a scalar for `{coordinate}`, which is the input object `{ty}`"
        );
        return Some(wrong(
            message,
            "`Config::own_input` and `own_type` name a type for that",
        ));
    }
    if def.is_some_and(TypeDef::is_composite) {
        let message = format!("the settings name a scalar for `{coordinate}`, which is `{ty}`");
        return Some(wrong(message, "name a place that has no fields of its own"));
    }
    let (_, notes) = place(schema, coordinate)?;
    notes.scalar = Some((coordinate.to_owned(), scalar.clone()));
    None
}

/// The nearest name of what is not there: the type, its field, or the argument of that.
fn near(schema: &Schema, coordinate: &str) -> Option<String> {
    let (owner, rest) = coordinate.split_once('.')?;
    let Some(def) = schema.types.get(owner) else {
        return did_you_mean(owner, schema.types.keys().map(String::as_str));
    };
    let (field, argument) = rest.split_once('(').unwrap_or((rest, ""));
    match def.fields().iter().find(|known| known.name == field) {
        Some(known) => {
            let names = known
                .arguments
                .iter()
                .map(|argument| argument.name.as_str());
            did_you_mean(argument.trim_end_matches(":)"), names)
        }
        None => {
            let inputs: &[InputValueDef] = match &def.kind {
                TypeKind::Input(fields) => fields,
                _ => &[],
            };
            let inputs = inputs.iter().map(|field| field.name.as_str());
            let fields = def.fields().iter().map(|field| field.name.as_str());
            did_you_mean(field, fields.chain(inputs))
        }
    }
}

fn syntax() -> String {
    "write a field as `Type.field`, an input field as `Input.field`, an argument as `Type.field(name:)`".to_owned()
}

fn wrong(message: String, help: &str) -> Diagnostic {
    let nowhere = Span {
        file: FileId::BUILT_IN,
        ..Span::default()
    };
    Diagnostic::new(RULE, nowhere, message).help(help)
}
