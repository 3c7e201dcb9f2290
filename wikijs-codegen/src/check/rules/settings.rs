//! Ours: the settings name types and places that the schema has.
//!
//! Bad: `Config::new().scalar("Dat", "crate::Date")` where the schema has `scalar Date`.
//! Good: `Config::new().scalar("Date", "crate::Date")`.

use crate::check::facts::Context;
use crate::config::{Config, Layout};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{Schema, TypeDef, TypeKind};
use crate::source::{FileId, Span};

const RULE: &str = "settings";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (config, schema) = (context.config, context.schema);
    found.extend(no_folders(config));
    let is_scalar = |def: &TypeDef| matches!(def.kind, TypeKind::Scalar);
    // A place that is not there, or has no leaf, is told where the settings are put on the schema.
    let scalars = config.scalars.keys().filter(|name| !name.contains('.'));
    found.extend(scalars.filter_map(|name| unknown(schema, "scalar", name, is_scalar)));
    let is_own = |def: &TypeDef| matches!(def.kind, TypeKind::Enum(_) | TypeKind::Input(_));
    let types = config.types.keys().chain(config.checked_types.keys());
    found.extend(types.filter_map(|name| unknown(schema, "enum or input object", name, is_own)));
    let paths = config.checked_types.iter();
    found.extend(paths.filter_map(|(name, path)| no_path(name, path)));
}

/// Methods lead to operations by folders.
fn no_folders(config: &Config) -> Option<Diagnostic> {
    if config.surface.is_none() || config.layout != Layout::Operations {
        return None;
    }
    let message = "the settings have a surface, and a module for each operation";
    let help = "take `Layout::Folders`, whose methods are by folder, or `Layout::Flat`";
    Some(Diagnostic::new(RULE, nowhere(), message).help(help))
}

/// A type in the root of a crate has a path, too: generated code stands in modules of its own.
fn no_path(name: &str, path: &str) -> Option<Diagnostic> {
    if path.starts_with("crate::") || path.starts_with("::") {
        return None;
    }
    let message = format!("the settings name `{path}` for `{name}`, which is no whole path");
    let help = format!("write it from the root of the crate: `crate::{path}`");
    Some(Diagnostic::new(RULE, nowhere(), message).help(help))
}

fn unknown(
    schema: &Schema,
    what: &str,
    name: &str,
    fits: impl Fn(&TypeDef) -> bool,
) -> Option<Diagnostic> {
    let types = &schema.types;
    if types.get(name).is_some_and(&fits) {
        return None;
    }
    let names = types
        .values()
        .filter(|def| fits(def))
        .map(|def| def.name.as_str());
    let message = format!("the settings name the {what} `{name}`, which the schema does not have");
    Some(Diagnostic::new(RULE, nowhere(), message).help_if(did_you_mean(name, names)))
}

fn nowhere() -> Span {
    Span {
        file: FileId::BUILT_IN,
        ..Span::default()
    }
}
