//! Ours: the settings name scalars, enums and input objects that the schema has.
//!
//! Bad: `Config::new().scalar("Dat", "crate::Date")` where the schema has `scalar Date`.
//! Good: `Config::new().scalar("Date", "crate::Date")`.

use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{TypeDef, TypeKind};
use crate::source::{FileId, Span};

const RULE: &str = "settings";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let is_scalar = |def: &TypeDef| matches!(def.kind, TypeKind::Scalar);
    let scalars = context.config.scalars.keys();
    found.extend(scalars.filter_map(|name| unknown(context, "scalar", name, is_scalar)));
    let is_own = |def: &TypeDef| matches!(def.kind, TypeKind::Enum(_) | TypeKind::Input(_));
    let types = context.config.types.keys();
    found.extend(types.filter_map(|name| unknown(context, "enum or input object", name, is_own)));
}

fn unknown(
    context: &Context<'_>,
    what: &str,
    name: &str,
    fits: impl Fn(&TypeDef) -> bool,
) -> Option<Diagnostic> {
    let types = &context.schema.types;
    if types.get(name).is_some_and(&fits) {
        return None;
    }
    let names = types
        .values()
        .filter(|def| fits(def))
        .map(|def| def.name.as_str());
    let nowhere = Span {
        file: FileId::BUILT_IN,
        ..Span::default()
    };
    let message = format!("the settings name the {what} `{name}`, which the schema does not have");
    Some(Diagnostic::new(RULE, nowhere, message).help_if(did_you_mean(name, names)))
}
