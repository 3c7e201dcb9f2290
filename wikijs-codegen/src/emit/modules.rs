//! The file: the module of what is shared, a module for each folder, operations outside of folders.

use crate::config::Config;
use crate::names::{
    Alias, Item, ModuleNames, Names, OUTSIDE, ObjectNames, TYPES, WIRE, shared_module,
};
use crate::shapes::{self, ObjectId, ObjectShape, Shapes};

use super::context::Context;
use super::docs::doc;
use super::surface::Named;
use super::writer::Writer;
use super::{answers, converted, enums, ids, inputs, objects, operations, surface, verdicts};

/// The text of everything, to be brought in by `include!`.
pub fn emit(shapes: &Shapes, names: &Names, config: &Config) -> String {
    let made = match config.answers {
        true => shapes::answers(shapes),
        false => Vec::new(),
    };
    let root = Context::root(shapes, names, config, &made);
    let mut w = Writer::default();
    w.line("// Written by wikijs-codegen from a schema and query files: change those, not this.");
    types(&root, &mut w);
    let tops = names.modules.iter().filter(|module| module.path.len() == 1);
    tops.for_each(|module| folder(&root, None, module, &mut w));
    outside(&root, &mut w);
    w.done()
}

/// What stands outside of folders: a private module, so that its imports and settings are its own.
fn outside(root: &Context<'_>, w: &mut Writer) {
    let context = root.inside(&[]);
    let mut inner = Writer::at(w.depth() + 1);
    items(&context, &mut inner);
    if let Some(surface) = &context.config.surface {
        surface::outside(&context, surface, &operations_of(&context), &mut inner);
    }
    serde(&context, &mut inner);
    answers::answers(&context, &objects_of(&context), &mut inner);
    let inner = inner.done();
    if inner.is_empty() {
        return;
    }
    w.gap();
    module(&context, "mod", OUTSIDE, &inner, w, |_| {});
    w.line(format!("{} use {OUTSIDE}::*;", context.config.visibility));
}

/// The module of what operations share.
fn types(root: &Context<'_>, w: &mut Writer) {
    if !has_shared(root) {
        return;
    }
    let path = shared_module();
    let context = root.inside(&path);
    let (names, shapes) = (context.names, context.shapes);
    let mut inner = Writer::at(w.depth() + 1);
    let here = |item: &Item| is_here(&context, item);
    let ids = shapes.ids.iter().zip(&names.ids);
    for (shape, item) in ids.filter(|(_, item)| here(item)) {
        ids::id(&context, shape, item, &mut inner);
    }
    let enums = shapes.enums.iter().zip(&names.enums);
    for (shape, names) in enums {
        match shape.own {
            Some(_) => enums::own(&context, shape, names, &mut inner),
            None if here(&names.item) => {
                enums::enumeration(&context, shape, names, &mut inner);
            }
            None => {}
        }
    }
    let inputs = shapes.inputs.iter().zip(&names.inputs);
    for (shape, names) in inputs {
        match shape.own {
            Some(_) => inputs::own(&context, shape, names, &mut inner),
            None if here(&names.item) => inputs::input(&context, shape, names, &mut inner),
            None => {}
        }
    }
    for (shape, item) in shapes.converted.iter().zip(&names.converted) {
        converted::converted(&context, shape, item, &mut inner);
    }
    items(&context, &mut inner);
    serde(&context, &mut inner);
    answers::answers(&context, &objects_of(&context), &mut inner);
    w.gap();
    doc(
        root,
        w,
        "What operations share: fragments, inputs, enums, identities.",
    );
    let keyword = format!("{} mod", context.config.visibility);
    module(&context, &keyword, TYPES, &inner.done(), w, |_| {});
}

/// The module of a folder, and inside it those of its folders.
fn folder(root: &Context<'_>, above: Option<&ModuleNames>, names: &ModuleNames, w: &mut Writer) {
    let context = root.inside(&names.path);
    let Some(name) = names.path.last() else {
        return;
    };
    let mut inner = Writer::at(w.depth() + 1);
    items(&context, &mut inner);
    if let Some(surface) = &context.config.surface {
        surface::folder(
            &context,
            surface,
            above,
            names,
            &operations_of(&context),
            &mut inner,
        );
    }
    serde(&context, &mut inner);
    answers::answers(&context, &objects_of(&context), &mut inner);
    w.gap();
    doc(root, w, format!("The operations of `{name}`."));
    let keyword = format!("{} mod", context.config.visibility);
    module(&context, &keyword, name.as_str(), &inner.done(), w, |w| {
        let is_below = |module: &&ModuleNames| {
            module
                .path
                .split_last()
                .is_some_and(|(_, up)| up == names.path)
        };
        let below = context.names.modules.iter().filter(is_below);
        below.for_each(|module| folder(root, Some(names), module, w));
    });
}

/// A module with the two imports that its items are written with, as far as they are used.
pub(super) fn module(
    context: &Context<'_>,
    keyword: &str,
    name: &str,
    items: &str,
    w: &mut Writer,
    below: impl FnOnce(&mut Writer),
) {
    if items.contains("#[deprecated") {
        w.line("#[allow(deprecated, reason = \"what is deprecated is still read and written\")]");
    }
    if !context.config.docs {
        w.line("#[allow(missing_docs, reason = \"documentation was not asked for\")]");
    }
    w.block(format!("{keyword} {name}"), |w| {
        if items.contains(&format!("{WIRE}::")) {
            w.line(format!("use {} as {WIRE};", context.config.wire));
        }
        if name != TYPES && names_shared(items) {
            w.line(format!("use {}{TYPES};", "super::".repeat(context.above)));
        }
        w.gap();
        w.paste(items);
        below(w);
    });
}

/// Whether a type of the module of what is shared is named; a dependency's has such a path, too.
fn names_shared(items: &str) -> bool {
    let path = format!("{TYPES}::");
    let mut found = items.match_indices(&path);
    found.any(|(at, _)| !items[..at].ends_with("::"))
}

/// The operations, objects and aliases of the module.
fn items(context: &Context<'_>, w: &mut Writer) {
    for (shape, names) in operations_of(context) {
        operations::operation(context, shape, names, w);
        if context.config.answers {
            answers::operation(context, shape, names.item.name.as_str(), w);
        }
    }
    for (id, shape, names) in objects_of(context) {
        objects::object(context, shape, names, w);
        verdicts::verdicts(context, id, shape, names, w);
    }
    for alias in aliases_of(context) {
        let target = context.path(&context.names.object(alias.object).item);
        w.gap();
        doc(context, w, format!("Selects the same as [`{target}`]."));
        w.line(format!("pub type {} = {target};", alias.item.name));
    }
}

/// Bridges to serde, for all types of the module at once.
fn serde(context: &Context<'_>, w: &mut Writer) {
    let names = context.names;
    let inputs = names
        .inputs
        .iter()
        .map(|names| &names.item)
        .filter(|item| is_here(context, item));
    let enums = names
        .enums
        .iter()
        .map(|names| &names.item)
        .filter(|item| is_here(context, item));
    let ids = names.ids.iter().filter(|item| is_here(context, item));
    let objects = objects_of(context)
        .into_iter()
        .map(|(_, _, names)| &names.item);
    let operations = operations_of(context)
        .into_iter()
        .map(|(_, names)| &names.item);
    if context.config.serde {
        let converted = names.converted.iter().filter(|item| is_here(context, item));
        let leaves = ids.chain(enums).chain(converted);
        bridge(context, "answer", leaves.chain(objects), w);
        bridge(context, "input", inputs, w);
    }
    bridge(context, "operation", operations, w);
}

fn bridge<'a>(
    context: &Context<'_>,
    kind: &str,
    items: impl Iterator<Item = &'a Item>,
    w: &mut Writer,
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    w.gap();
    w.wrapped(&format!("{}! {{", context.w("impl_serde")), "}", |w| {
        w.line(format!("{kind}:"));
        items.for_each(|item| w.line(format!("{},", item.name)));
    });
}

fn operations_of<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let all = context
        .shapes
        .operations
        .iter()
        .zip(&context.names.operations);
    all.filter(|(_, names)| is_here(context, &names.item))
        .collect()
}

fn objects_of<'a>(context: &Context<'a>) -> Vec<(ObjectId, &'a ObjectShape, &'a ObjectNames)> {
    let objects = context.shapes.objects.iter().zip(&context.names.objects);
    let all = objects
        .enumerate()
        .map(|(number, (shape, names))| (ObjectId(number), shape, names));
    all.filter(|(_, _, names)| is_here(context, &names.item))
        .collect()
}

fn aliases_of<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Alias> {
    let here = context.here;
    context
        .names
        .aliases
        .iter()
        .filter(move |alias| alias.item.is_in(here))
}

fn is_here(context: &Context<'_>, item: &Item) -> bool {
    item.is_in(context.here)
}

/// Whether anything stands in the module of what is shared.
fn has_shared(context: &Context<'_>) -> bool {
    let (names, shapes) = (context.names, context.shapes);
    let objects = names.objects.iter().map(|names| &names.item);
    let inputs = names.inputs.iter().map(|names| &names.item);
    let enums = names.enums.iter().map(|names| &names.item);
    let aliases = names.aliases.iter().map(|alias| &alias.item);
    let leaves = names.ids.iter().chain(&names.converted);
    let mut all = objects
        .chain(inputs)
        .chain(enums)
        .chain(aliases)
        .chain(leaves);
    let enums_of_ones_own = shapes.enums.iter().any(|shape| shape.own.is_some());
    let inputs_of_ones_own = shapes.inputs.iter().any(|shape| shape.own.is_some());
    all.any(Item::is_shared) || enums_of_ones_own || inputs_of_ones_own
}
