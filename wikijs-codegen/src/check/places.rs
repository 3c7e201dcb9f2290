//! Rust types that the settings have for single places become notes on the schema, as those of the overlay.

use crate::config::{Config, Scalar};
use crate::diagnostic::Diagnostic;
use crate::schema::{Schema, place};
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
        return Some(wrong(message));
    };
    let def = schema.types.get(&ty);
    if def.is_some_and(|def| def.is_composite() || def.is_input_object()) {
        let message = format!("the settings name a scalar for `{coordinate}`, which is `{ty}`");
        return Some(wrong(message));
    }
    let (_, notes) = place(schema, coordinate)?;
    notes.scalar = Some((coordinate.to_owned(), scalar.clone()));
    None
}

fn wrong(message: String) -> Diagnostic {
    let nowhere = Span {
        file: FileId::BUILT_IN,
        ..Span::default()
    };
    let help = "write a field as `Type.field`, an input field as `Input.field`, an argument as `Type.field(name:)`";
    Diagnostic::new(RULE, nowhere, message).help(help)
}
