//! Folders to modules, or what else the settings make them of.

use std::collections::BTreeMap;

use crate::config::{Config, Layout};
use crate::shapes::{OperationShape, Shapes};

use super::registry::{Claim, Registry};
use super::{Ident, ModuleNames, OUTSIDE, TYPES, WIRE, pascal_case, snake_case};

/// The modules by what they are made of; those above come before those below.
pub(super) type Modules<'s> = BTreeMap<&'s [String], ModuleNames>;

/// The modules of all operations. With a surface each has a method, too, on the client or on what stands above it.
pub(super) fn modules<'s>(
    shapes: &'s Shapes,
    config: &Config,
    registry: &mut Registry,
) -> Modules<'s> {
    let mut modules = Modules::new();
    let surface = config.surface.as_ref();
    let own = surface.iter().flat_map(|surface| &surface.client_methods);
    own.for_each(|name| registry.keep_method(&methods_of(&[]), name, "a method of the client"));
    for operation in &shapes.operations {
        for depth in 1..=operation.modules.len() {
            let made_of = Made {
                operation,
                of: &operation.modules[..depth],
                layout: config.layout,
                has_surface: surface.is_some(),
            };
            if !modules.contains_key(made_of.of) {
                let names = made_of.module(&modules, registry);
                modules.insert(made_of.of, names);
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

/// A module and what it is made of.
struct Made<'s> {
    operation: &'s OperationShape,
    of: &'s [String],
    layout: Layout,
    has_surface: bool,
}

impl Made<'_> {
    fn module(&self, above: &Modules<'_>, registry: &mut Registry) -> ModuleNames {
        let (last, parents) = match self.of.split_last() {
            Some((last, parents)) => (last.as_str(), parents),
            None => ("", self.of),
        };
        let above = above.get(parents);
        let mut path = above.map_or_else(Vec::new, |names| names.path.clone());
        let name = registry.module_name(&scope(&path), last);
        if !may_be_module(&name) {
            self.refuse(last, registry);
        }
        let scope_above = format!("modules of {}", scope(&path));
        path.push(registry.value(&scope_above, &name, self.claim("the module")));
        let surface = self.has_surface.then(|| {
            let above = methods_of(path.split_last().map_or(&[], |(_, above)| above));
            registry.value(&above, &name, self.claim("the method"));
            registry.ty(
                &scope(&path),
                &pascal_case(&name),
                self.claim("the methods"),
            )
        });
        ModuleNames { path, surface }
    }

    fn refuse(&self, name: &str, registry: &mut Registry) {
        let unit = self.layout.unit();
        let message = format!("the {unit} `{name}` cannot be a module");
        let remedy = format!(
            "rename the {unit}, or its module (`Config::module_name`): a letter first; `types`, `w` and \
             `outside_folders` are taken"
        );
        registry.refuse_name(self.operation.span, message, &remedy);
    }

    fn claim(&self, what: &str) -> Claim {
        let unit = self.layout.unit();
        Claim {
            what: format!("{what} of the {unit} `{}`", self.of.join("/")),
            span: self.operation.span,
            remedy: format!("rename the {unit}"),
            within: None,
        }
    }
}

fn may_be_module(name: &str) -> bool {
    let taken = matches!(snake_case(name).as_str(), "" | TYPES | WIRE | OUTSIDE);
    !taken && !name.starts_with(|char: char| char.is_ascii_digit())
}
