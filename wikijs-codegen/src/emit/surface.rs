//! The surface of a client: a method for each folder and operation, and the setters of operations on its requests.

use crate::config::Surface;
use crate::document::OperationKind;
use crate::names::{ModuleNames, OperationNames};
use crate::shapes::{OperationShape, Presence};

use super::context::Context;
use super::docs::{deprecated, doc};
use super::operations::{docs as operation_docs, given};
use super::setters::{Given, Parameters, docs, setter_head};
use super::writer::Writer;

/// A call with more parameters than these is unreadable: its method takes the operation instead.
const MOST_PARAMETERS: usize = 3;

/// An operation and its names.
pub(super) type Named<'a> = (&'a OperationShape, &'a OperationNames);

/// Writes the type that holds the methods of a folder, and the method that gives it.
pub(super) fn folder(
    context: &Context<'_>,
    surface: &Surface,
    above: Option<&ModuleNames>,
    module: &ModuleNames,
    operations: &[Named<'_>],
    w: &mut Writer,
) {
    let client = &surface.client;
    let (Some(ty), Some(name)) = (&module.surface, module.path.last()) else {
        return;
    };
    w.gap();
    doc(
        context,
        w,
        format!("The operations of `{}`, on a client.", folder_path(module)),
    );
    w.line("#[derive(Debug, Clone, Copy)]");
    w.block(format!("pub struct {ty}<'c>"), |w| {
        w.line(format!("client: &'c {client},"))
    });
    w.gap();
    let (head, access, life) = match above.and_then(|above| above.surface.as_ref()) {
        None => (format!("impl {client}"), "self", "'_"),
        Some(above) => (format!("impl<'c> super::{above}<'c>"), "self.client", "'c"),
    };
    w.block(head, |w| {
        doc(
            context,
            w,
            format!("The operations of `{}`.", folder_path(module)),
        );
        w.line("#[must_use]");
        w.function(format!("pub fn {name}(&self) -> {ty}<{life}>"), |w| {
            w.line(format!("{ty} {{ client: {access} }}"))
        });
    });
    if operations.iter().any(has_method) {
        w.gap();
        w.block(format!("impl {ty}<'_>"), |w| {
            methods(context, surface, "self.client", operations, w)
        });
    }
    setters(context, surface, operations, w);
}

/// Writes the methods of operations outside of folders.
pub(super) fn outside(
    context: &Context<'_>,
    surface: &Surface,
    operations: &[Named<'_>],
    w: &mut Writer,
) {
    if operations.iter().any(has_method) {
        w.gap();
        w.block(format!("impl {}", surface.client), |w| {
            methods(context, surface, "self", operations, w)
        });
    }
    setters(context, surface, operations, w);
}

/// Subscriptions have none: there is no way to send them yet.
fn has_method((operation, _): &Named<'_>) -> bool {
    operation.kind != OperationKind::Subscription
}

fn methods(
    context: &Context<'_>,
    surface: &Surface,
    client: &str,
    operations: &[Named<'_>],
    w: &mut Writer,
) {
    for (operation, names) in operations.iter().filter(|named| has_method(named)) {
        w.gap();
        operation_docs(operation).write(context, w);
        deprecated(w, operation.deprecated.as_ref());
        method(context, surface, client, (operation, names), w);
    }
}

fn method(
    context: &Context<'_>,
    surface: &Surface,
    client: &str,
    (operation, names): Named<'_>,
    w: &mut Writer,
) {
    let given = given(operation, names);
    let parameters = Parameters::required(context, &given);
    let (method, ty, request) = (&names.method, context.path(&names.item), &surface.request);
    let (generics, declared, value) = if parameters.len() > MOST_PARAMETERS {
        (
            String::new(),
            format!("operation: {ty}"),
            "operation".to_owned(),
        )
    } else {
        (
            parameters.generics(),
            parameters.declared(),
            construction(&ty, &given),
        )
    };
    let comma = if declared.is_empty() { "" } else { ", " };
    w.function(
        format!("pub fn {method}{generics}(&self{comma}{declared}) -> {request}<{ty}>"),
        |w| {
            w.line(format!("{request}::new({client}, {value})"));
        },
    );
}

fn construction(ty: &str, given: &[Given<'_>]) -> String {
    let required = given
        .iter()
        .filter(|value| value.presence == Presence::Required);
    let arguments: Vec<_> = required.map(|value| value.ident.as_str()).collect();
    format!("{ty}::new({})", arguments.join(", "))
}

fn setters(context: &Context<'_>, surface: &Surface, operations: &[Named<'_>], w: &mut Writer) {
    for (operation, names) in operations.iter().filter(|named| has_method(named)) {
        let given = given(operation, names);
        let optional: Vec<_> = given
            .iter()
            .filter(|value| value.presence != Presence::Required)
            .collect();
        if optional.is_empty() {
            continue;
        }
        w.gap();
        w.block(
            format!("impl {}<{}>", surface.request, context.path(&names.item)),
            |w| {
                optional
                    .iter()
                    .for_each(|value| setter(context, &operation.name, value, w));
            },
        );
    }
}

fn setter(context: &Context<'_>, of: &str, value: &Given<'_>, w: &mut Writer) {
    let (bound, _) = setter_head(context, value);
    let ident = value.ident;
    w.gap();
    docs(of, value).write(context, w);
    deprecated(w, value.deprecated);
    w.block(
        format!("pub fn {ident}<By>(self, value: {bound}) -> Self"),
        |w| {
            w.line(format!("self.map(|operation| operation.{ident}(value))"));
        },
    );
}

fn folder_path(module: &ModuleNames) -> String {
    module
        .path
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("::")
}
