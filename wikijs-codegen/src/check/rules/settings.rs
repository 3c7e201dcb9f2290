//! Ours: the settings name types and places that the schema has, and what goes out as Rust is Rust.
//!
//! Bad: `Config::new().scalar("Dat", "crate::Date")` where the schema has `scalar Date`.
//! Good: `Config::new().scalar("Date", "crate::Date")`.

use crate::check::facts::Context;
use crate::check::rust::{is_attribute, is_balanced, is_path, is_visibility, wrong_type};
use crate::config::{Config, Conversion, Layout, matches};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{Schema, TypeDef, TypeKind};
use crate::source::{FileId, Span};

const RULE: &str = "settings";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (config, schema) = (context.config, context.schema);
    found.extend(no_folders(config));
    // A place that is not there, or has no leaf, is told where the settings are put on the schema.
    let scalars = config.scalars.keys().filter(|name| !name.contains('.'));
    found.extend(scalars.filter_map(|name| unknown(schema, "scalar", name, is_scalar)));
    let types = config.types.keys().chain(config.checked_types.keys());
    found.extend(types.filter_map(|name| unknown(schema, "enum or input object", name, is_own)));
    patterns(schema, config, found);
    texts(config, found);
    let paths = config.checked_types.iter();
    found.extend(paths.filter_map(|(name, path)| no_path(name, path)));
}

fn is_scalar(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Scalar)
}

fn is_own(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Enum(_) | TypeKind::Input(_))
}

/// Methods lead to operations by folders.
fn no_folders(config: &Config) -> Option<Diagnostic> {
    if config.surface.is_none() || config.layout != Layout::Operations {
        return None;
    }
    let message = "the settings have a surface, and a module for each operation";
    let help = "take `Layout::Folders`, whose methods are by folder, or `Layout::Flat`";
    Some(wrong(message).help(help))
}

/// A pattern that nothing is called like is a mistake in writing; `*` is none.
fn patterns(schema: &Schema, config: &Config, found: &mut Vec<Diagnostic>) {
    let is_enum = |def: &TypeDef| matches!(def.kind, TypeKind::Enum(_));
    let is_generated = |def: &TypeDef| is_scalar(def) || is_own(def);
    let of = |what: &str, fits: fn(&TypeDef) -> bool, pattern: &String| {
        let types = schema.types.values().filter(|def| fits(def));
        let names: Vec<&str> = types.map(|def| def.name.as_str()).collect();
        let ids = schema.ids().into_iter().filter(|_| what != "enum");
        let names: Vec<&str> = names.into_iter().chain(ids).collect();
        no_match(what, pattern, &names)
    };
    let strict = config.strict_enums.iter();
    found.extend(strict.filter_map(|pattern| of("enum", is_enum, pattern)));
    let whole = config.schema_types.iter();
    let what = "enum, input object, scalar or identity";
    found.extend(whole.filter_map(|pattern| of(what, is_generated, pattern)));
}

/// What is wrong with a pattern that none of these names is like.
pub(in crate::check) fn no_match(what: &str, pattern: &str, names: &[&str]) -> Option<Diagnostic> {
    let is_any = pattern.chars().all(|char| char == '*');
    if is_any || names.iter().any(|name| matches(pattern, name)) {
        return None;
    }
    let message =
        format!("the settings have the pattern `{pattern}`, and there is no {what} like that");
    Some(wrong(message).help_if(did_you_mean(pattern, names.iter().copied())))
}

/// What goes out as it is written.
fn texts(config: &Config, found: &mut Vec<Diagnostic>) {
    for (name, scalar) in &config.scalars {
        found.extend(no_type(name, &scalar.path));
        match &scalar.conversion {
            Some(Conversion::Through(base)) => found.extend(no_type(name, base)),
            Some(Conversion::Functions { read, write }) => {
                let functions = [read, write].into_iter().filter(|path| !is_path(path));
                found.extend(functions.map(|path| no_text(name, path, "the path of a function")));
            }
            Some(Conversion::Text) | None => {}
        }
    }
    for (name, path) in &config.types {
        found.extend(no_type(name, path));
    }
    if !is_visibility(&config.visibility) {
        let what = "a visibility: `pub`, `pub(crate)`, `pub(in crate::api)`";
        found.push(no_text("what is at the top", &config.visibility, what));
    }
    for (pattern, attribute) in &config.attributes {
        let is_right = is_attribute(attribute);
        let what = "an attribute: `#[derive(Eq)]`";
        found.extend((!is_right).then(|| no_text(pattern, attribute, what)));
    }
    let condition = config.answers_when.iter();
    let unclosed = condition.filter(|text| text.is_empty() || !is_balanced(text));
    let what = "a condition as `#[cfg(…)]` takes it: `test`";
    found.extend(unclosed.map(|text| no_text("makers of answers", text, what)));
    if !is_path(&config.wire) {
        found.push(no_text(
            "generated code",
            &config.wire,
            "the path of a module",
        ));
    }
}

fn no_type(name: &str, path: &str) -> Option<Diagnostic> {
    let told = wrong_type(path)?;
    let message = format!("the settings name a type for `{name}`, and {told}");
    let help = match told.ends_with("path") {
        true => format!(
            "write it from the root of its crate: `crate::{path}`, `::name_of_the_crate::{path}`"
        ),
        false => "write it as in a struct: `crate::Day`, `::uuid::Uuid`, `Vec<u8>`".to_owned(),
    };
    Some(wrong(message).help(help))
}

fn no_text(of: &str, text: &str, what: &str) -> Diagnostic {
    wrong(format!(
        "the settings have `{text}` for `{of}`, which is not {what}"
    ))
}

/// A type in the root of a crate has a path, too: generated code stands in modules of its own.
fn no_path(name: &str, path: &str) -> Option<Diagnostic> {
    if (path.starts_with("crate::") || path.starts_with("::")) && is_path(path) {
        return None;
    }
    let message = format!("the settings name `{path}` for `{name}`, which is no whole path");
    let help = format!("write it from the root of the crate: `crate::{path}`");
    Some(wrong(message).help(help))
}

fn unknown(
    schema: &Schema,
    what: &str,
    name: &str,
    fits: impl Fn(&TypeDef) -> bool,
) -> Option<Diagnostic> {
    let types = &schema.types;
    if let Some(def) = types.get(name) {
        return (!fits(def)).then(|| of_another_kind(what, def));
    }
    let names = types
        .values()
        .filter(|def| fits(def))
        .map(|def| def.name.as_str());
    let message = format!("the settings name the {what} `{name}`, which the schema does not have");
    Some(wrong(message).help_if(did_you_mean(name, names)))
}

fn of_another_kind(what: &str, def: &TypeDef) -> Diagnostic {
    let (kind, help) = match def.kind {
        TypeKind::Scalar => (
            "a scalar",
            "`Config::scalar` and `convert` name a type for it",
        ),
        TypeKind::Enum(_) => (
            "an enum",
            "`Config::own_enum` and `own_type` name a type for it",
        ),
        TypeKind::Input(_) => (
            "an input object",
            "`Config::own_input` and `own_type` name a type for it",
        ),
        TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => (
            "a type for answers",
            "what is read of it depends on what is selected, so that there is no one type for it; a fragment is one",
        ),
    };
    let message = format!(
        "the settings name the {what} `{}`, which is {kind}",
        def.name
    );
    wrong(message).help(help)
}

fn wrong(message: impl Into<String>) -> Diagnostic {
    let nowhere = Span {
        file: FileId::BUILT_IN,
        ..Span::default()
    };
    Diagnostic::new(RULE, nowhere, message)
}
