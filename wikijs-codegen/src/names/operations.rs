//! The names of operations, their methods and variables.

use crate::shapes::{OperationShape, Presence, Shapes};

use super::modules::{Modules, methods_of, scope};
use super::registry::{Claim, Registry};
use super::{Ident, Item, OperationNames, pascal_case, snake_case};

/// The names of all operations.
pub(super) fn operations(
    shapes: &Shapes,
    modules: &Modules<'_>,
    registry: &mut Registry,
) -> Vec<OperationNames> {
    let name = |operation| name(operation, modules, registry);
    shapes.operations.iter().map(name).collect()
}

fn name(
    operation: &OperationShape,
    modules: &Modules<'_>,
    registry: &mut Registry,
) -> OperationNames {
    let module = modules
        .get(operation.folders.as_slice())
        .map(|names| names.path.clone())
        .unwrap_or_default();
    let scope = scope(&module);
    let rest = without_folders(operation, registry);
    for clash in operation.wire.fields.iter().filter_map(|field| field.clash) {
        let message = "a directive stands on this field and on the fragment around it".to_owned();
        registry.refuse_name(
            clash,
            message,
            "at the root of an operation write it on the field alone",
        );
    }
    let item = Item {
        dependency: None,
        name: registry.ty(&scope, &rest, claim(operation, "rename the operation")),
        module,
    };
    OperationNames {
        method: method(operation, &item.module, &rest, registry),
        variables: variables(operation, registry),
        item,
    }
}

fn claim(operation: &OperationShape, remedy: &str) -> Claim {
    Claim {
        what: format!("the operation `{}`", operation.name),
        span: operation.span,
        remedy: remedy.to_owned(),
    }
}

/// The name without the names of the folders in front.
fn without_folders(operation: &OperationShape, registry: &mut Registry) -> String {
    let name = pascal_case(&operation.name);
    let prefix: String = operation
        .folders
        .iter()
        .map(|folder| pascal_case(folder))
        .collect();
    match name.strip_prefix(&prefix) {
        Some(rest) if rest.starts_with(char::is_uppercase) => rest.to_owned(),
        _ => {
            let message = format!(
                "the operation `{}` does not begin with the name of its folder",
                operation.name
            );
            let example = pascal_case(&operation.stem);
            let remedy = format!("begin it with `{prefix}`, as in `{prefix}{example}`");
            registry.refuse_name(operation.span, message, &remedy);
            name
        }
    }
}

fn method(
    operation: &OperationShape,
    module: &[Ident],
    rest: &str,
    registry: &mut Registry,
) -> Ident {
    let name = operation.method.clone().unwrap_or_else(|| snake_case(rest));
    let claim = Claim {
        what: format!("the method of `{}`", operation.name),
        ..claim(operation, "name the method: `@method(name: \"…\")`")
    };
    registry.method(&methods_of(module), &name, claim)
}

fn variables(operation: &OperationShape, registry: &mut Registry) -> Vec<Ident> {
    let scope = format!("variables of {}", operation.name);
    let setters = format!("setters of {}", operation.name);
    registry.keep(&setters, "new", "the constructor");
    let mut name = |variable: &crate::shapes::VariableShape| {
        let claim = || Claim {
            what: format!("the variable `${}`", variable.name),
            span: variable.span,
            remedy: "rename the variable: its name is free, the argument's is not".to_owned(),
        };
        if variable.presence != Presence::Required {
            registry.value(&setters, &variable.name, claim());
        }
        registry.value(&scope, &variable.name, claim())
    };
    operation.variables.iter().map(&mut name).collect()
}
