//! The names of operations, their methods and variables.

use crate::config::{Config, Layout};
use crate::shapes::{OperationShape, Presence, Shapes, VariableShape};

use super::modules::{Modules, methods_of, scope};
use super::registry::{Claim, Registry};
use super::{Ident, Item, OperationNames, pascal_case, snake_case};

/// The names of all operations.
pub(super) fn operations(
    shapes: &Shapes,
    modules: &Modules<'_>,
    config: &Config,
    registry: &mut Registry,
) -> Vec<OperationNames> {
    let name = |operation| name(operation, modules, config, registry);
    shapes.operations.iter().map(name).collect()
}

fn name(
    operation: &OperationShape,
    modules: &Modules<'_>,
    config: &Config,
    registry: &mut Registry,
) -> OperationNames {
    let module = modules
        .get(operation.modules.as_slice())
        .map(|names| names.path.clone())
        .unwrap_or_default();
    let scope = scope(&module);
    let rest = match config.layout {
        Layout::Folders => without_folders(operation, registry),
        Layout::Flat | Layout::Operations => pascal_case(&operation.name),
    };
    let item = Item {
        dependency: None,
        name: registry.ty(&scope, &rest, claim(operation, "rename the operation")),
        module,
    };
    let method = match config.surface {
        Some(_) => method(operation, &item.module, &rest, registry),
        None => Ident::unused(&method_name(operation, &rest)),
    };
    OperationNames {
        method,
        variables: variables(operation, registry),
        item,
    }
}

fn claim(operation: &OperationShape, remedy: &str) -> Claim {
    Claim {
        what: format!("the operation `{}`", operation.name),
        span: operation.span,
        remedy: remedy.to_owned(),
        within: None,
    }
}

/// The name without the names of the folders in front.
fn without_folders(operation: &OperationShape, registry: &mut Registry) -> String {
    let name = pascal_case(&operation.name);
    let prefix: String = operation
        .modules
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
            let remedy = format!(
                "begin it with `{prefix}`, as in `{prefix}{example}`; or leave the folders out of names and modules: \
                 `Config::layout(Layout::Flat)`, `--layout flat`"
            );
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
    let name = method_name(operation, rest);
    let claim = Claim {
        what: format!("the method of `{}`", operation.name),
        ..claim(operation, "name the method: `@method(name: \"…\")`")
    };
    registry.method(&methods_of(module), &name, claim)
}

fn method_name(operation: &OperationShape, rest: &str) -> String {
    let given = operation.method.clone();
    given.unwrap_or_else(|| snake_case(rest))
}

fn variables(operation: &OperationShape, registry: &mut Registry) -> Vec<Ident> {
    let scope = format!("variables of {}", operation.name);
    // A variable that may be left out has a method beside the constructor.
    let is_method = |variable: &VariableShape| {
        variable.presence != Presence::Required && snake_case(&variable.name) == "new"
    };
    if operation.variables.iter().any(is_method) {
        registry.keep(&scope, "new", "the constructor");
    }
    let names = operation.variables.iter().map(|variable| &variable.name);
    names
        .map(|name| registry.schema_value(&scope, name))
        .collect()
}
