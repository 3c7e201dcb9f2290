//! What was decided, for a person: each operation with its document, variables and output, then the types.

use crate::config::Config;
use crate::names::{Item, Names, OperationNames};
use crate::shapes::{Body, DataShape, FieldSource, OperationShape, Presence, Shapes};

use super::common::Borrowed;
use super::context::Context;
use super::output::output;
use super::parts::{effect, kind};
use super::writer::Writer;

/// The decisions as text.
pub fn explain(shapes: &Shapes, names: &Names, config: &Config) -> String {
    let context = Context::root(shapes, names, config, &[]);
    let mut w = Writer::default();
    for (shape, names) in shapes.operations.iter().zip(&names.operations) {
        operation(&context, shape, names, &mut w);
    }
    objects(&context, &mut w);
    inputs(&context, &mut w);
    leaves(&context, &mut w);
    for alias in &names.aliases {
        w.line(format!(
            "{} = {}",
            alias.item.path(),
            names.object(alias.object).item.path()
        ));
    }
    w.done()
}

fn operation(
    context: &Context<'_>,
    shape: &OperationShape,
    names: &OperationNames,
    w: &mut Writer,
) {
    let head = format!("{} {}: {}", kind(shape.kind), shape.name, names.item.path());
    section(&head, w, |w| {
        w.line(format!(
            "method {}, effect {}",
            names.method,
            effect(shape.effect)
        ));
        w.line(&shape.wire.document);
        for (variable, ident) in shape.variables.iter().zip(&names.variables) {
            let ty = context.given(&variable.ty, variable.presence);
            w.line(format!(
                "${} -> {ident}: {ty}{}",
                variable.name,
                default(variable.default.as_ref())
            ));
        }
        w.line(format!("output {}", data(context, shape)));
        let facts = &shape.facts;
        w.line(format!("field {}", facts.field));
        list("needs one of", &facts.requires, w);
        list("as well as one of", &facts.besides, w);
        list(
            "codes",
            &facts.codes.iter().map(i32::to_string).collect::<Vec<_>>(),
            w,
        );
        for fragment in shape
            .wire
            .fragments
            .iter()
            .filter(|fragment| fragment.uses_variables)
        {
            w.line(format!("fragment {} uses variables", fragment.name));
        }
    });
}

fn data(context: &Context<'_>, shape: &OperationShape) -> String {
    let output = output(context, shape).output;
    let told = read_from(context, output, &shape.data);
    if shape.verdicts {
        return format!("{told}, each outcome in it looked at");
    }
    told
}

fn read_from(context: &Context<'_>, output: String, shape: &DataShape) -> String {
    match shape {
        DataShape::Whole(_) => output,
        DataShape::Lifted { path, .. } => format!("{output}, lifted from {}", path.join(".")),
        DataShape::Judged {
            path,
            status,
            refusal,
            ..
        } => {
            let refusal = context.path(&context.names.object(*refusal).item);
            format!(
                "{output}, lifted from {}, judged by {status}: {refusal}",
                path.join(".")
            )
        }
    }
}

fn objects(context: &Context<'_>, w: &mut Writer) {
    let all = context.shapes.objects.iter().zip(&context.names.objects);
    for (shape, names) in all.filter(|(_, names)| names.item.dependency.is_none()) {
        section(
            &format!("{} on {}", names.item.path(), shape.on),
            w,
            |w| match &shape.body {
                Body::Fields(fields) => {
                    for (field, ident) in fields.iter().zip(&names.parts) {
                        let source = source(&field.source);
                        w.line(format!("{source} -> {ident}: {}", context.ty(&field.ty)));
                    }
                }
                Body::Abstract(shape) => {
                    for variant in &shape.variants {
                        w.line(format!(
                            "{} -> {}",
                            variant.on,
                            path(context, &context.names.object(variant.object).item)
                        ));
                    }
                    w.line(format!(
                        "_ -> {}",
                        path(context, &context.names.object(shape.other).item)
                    ));
                    for (common, ident) in shape.common.iter().zip(&names.common) {
                        let ty = Borrowed::of(context, &common.field.ty).ty;
                        w.line(format!(
                            "{} -> {ident}(): {ty}",
                            source(&common.field.source)
                        ));
                    }
                }
            },
        );
    }
}

fn inputs(context: &Context<'_>, w: &mut Writer) {
    let all = context.shapes.inputs.iter().zip(&context.names.inputs);
    for (shape, names) in all.filter(|(_, names)| names.item.dependency.is_none()) {
        section(
            &format!("{} for {}", names.item.path(), shape.name),
            w,
            |w| {
                for (field, ident) in shape.fields.iter().zip(&names.fields) {
                    if shape.one_of {
                        w.line(format!(
                            "{} -> {ident}({})",
                            field.name,
                            context.ty(&field.ty)
                        ));
                        continue;
                    }
                    let ty = context.given(&field.ty, field.presence);
                    let is_required = if field.presence == Presence::Required {
                        ", required"
                    } else {
                        ""
                    };
                    w.line(format!(
                        "{} -> {ident}: {ty}{}{is_required}",
                        field.name,
                        default(field.default.as_ref())
                    ));
                }
            },
        );
    }
}

fn leaves(context: &Context<'_>, w: &mut Writer) {
    let all = context.shapes.enums.iter().zip(&context.names.enums);
    for (shape, names) in all.filter(|(_, names)| names.item.dependency.is_none()) {
        section(
            &format!("{} for {}", names.item.path(), shape.name),
            w,
            |w| {
                for (value, variant) in shape.values.iter().zip(&names.variants) {
                    w.line(format!("{} -> {variant}", value.name));
                }
            },
        );
    }
    let all = context.shapes.ids.iter().zip(&context.names.ids);
    for (shape, item) in all.filter(|(_, item)| item.dependency.is_none()) {
        w.line(format!("{} over {}", item.path(), context.ty(&shape.base)));
    }
    let converted = context.shapes.converted.iter();
    for (shape, item) in converted.zip(&context.names.converted) {
        w.line(format!("{} over {}", item.path(), shape.path));
    }
}

fn source(source: &FieldSource) -> String {
    match source {
        FieldSource::Key { key, .. } => key.clone(),
        FieldSource::Spread(fragment) => format!("...{fragment}"),
        FieldSource::SpreadIf { fragment, key } => format!("...{fragment} if {key}"),
    }
}

fn section(head: &str, w: &mut Writer, body: impl FnOnce(&mut Writer)) {
    w.wrapped(head, "", body);
}

fn list(what: &str, items: &[String], w: &mut Writer) {
    if !items.is_empty() {
        w.line(format!("{what} {}", items.join(", ")));
    }
}

fn default(text: Option<&String>) -> String {
    text.map(|text| format!(" = {text}")).unwrap_or_default()
}

fn path(context: &Context<'_>, item: &Item) -> String {
    context.path(item)
}
