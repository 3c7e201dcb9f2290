//! Folders to modules.

use std::collections::BTreeMap;

use crate::config::Surface;
use crate::shapes::{OperationShape, Shapes};

use super::registry::{Claim, Registry};
use super::{Ident, ModuleNames, OUTSIDE, TYPES, WIRE, pascal_case, snake_case};

/// The modules by the folders they are made of; those above come before those below.
pub(super) type Modules<'s> = BTreeMap<&'s [String], ModuleNames>;

/// The modules of all operations. With a surface each has a method, too, on the client or on what stands above it.
pub(super) fn modules<'s>(
    shapes: &'s Shapes,
    surface: Option<&Surface>,
    registry: &mut Registry,
) -> Modules<'s> {
    let mut modules = Modules::new();
    let own = surface.iter().flat_map(|surface| &surface.client_methods);
    own.for_each(|name| registry.keep_method(&methods_of(&[]), name, "a method of the client"));
    for operation in &shapes.operations {
        for depth in 1..=operation.folders.len() {
            let folders = &operation.folders[..depth];
            if !modules.contains_key(folders) {
                let names = module(operation, folders, &modules, registry);
                if surface.is_some() {
                    method(operation, folders, &names, registry);
                }
                modules.insert(folders, names);
            }
        }
    }
    modules
}

/// The scope in which the types of a module are unique.
pub(super) fn scope(path: &[Ident]) -> String {
    path.iter().map(|ident| format!("{ident}::")).collect()
}

/// The scope in which the methods on a module are unique.
pub(super) fn methods_of(path: &[Ident]) -> String {
    format!("methods of {}", scope(path))
}

fn method(
    operation: &OperationShape,
    folders: &[String],
    names: &ModuleNames,
    registry: &mut Registry,
) {
    if let (Some(name), Some((_, above))) = (folders.last(), names.path.split_last()) {
        let claim = claim("the method", operation, folders);
        registry.value(&methods_of(above), name, claim);
    }
}

fn claim(what: &str, operation: &OperationShape, folders: &[String]) -> Claim {
    Claim {
        what: format!("{what} of the folder `{}`", folders.join("/")),
        span: operation.span,
        remedy: "rename the folder".to_owned(),
    }
}

fn module(
    operation: &OperationShape,
    folders: &[String],
    above: &Modules<'_>,
    registry: &mut Registry,
) -> ModuleNames {
    let (name, parents) = folders
        .split_last()
        .map_or(("", folders), |(last, parents)| (last.as_str(), parents));
    let mut path = above
        .get(parents)
        .map(|names| names.path.clone())
        .unwrap_or_default();
    if matches!(snake_case(name).as_str(), "" | TYPES | WIRE | OUTSIDE)
        || name.starts_with(|char: char| char.is_ascii_digit())
    {
        let message = format!("the folder `{name}` cannot be a module");
        registry.refuse_name(
            operation.span,
            message,
            "rename the folder: a letter first; `types`, `w` and `outside_folders` are taken",
        );
    }
    let claim = |what: &str| claim(what, operation, folders);
    path.push(registry.value(
        &format!("modules of {}", scope(&path)),
        name,
        claim("the module"),
    ));
    let surface = registry.ty(&scope(&path), &pascal_case(name), claim("the methods"));
    ModuleNames { path, surface }
}
