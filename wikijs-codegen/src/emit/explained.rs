//! One operation for a person who wants to look: what is sent, the tree of what is read with the names in Rust, what it
//! needs, what it costs.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::names::{Names, OperationNames};
use crate::shapes::{
    Body, DataShape, EnumId, FieldShape, FieldSource, InputId, ObjectId, OperationShape, Presence,
    Shapes, Ty,
};

use super::common::Borrowed;
use super::context::Context;
use super::output::output;
use super::parts::{effect, kind};
use super::writer::Writer;
use super::{abstracts, enums, inputs, objects, operations, verdicts};

/// What is told of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its name on the wire.
    pub name: String,
    /// The path of its struct, below the place the file is brought in at.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Tells of each operation, in their order.
pub fn explanations(shapes: &Shapes, names: &Names, config: &Config) -> Vec<Explanation> {
    let context = Context::root(shapes, names, config, &[]);
    let operations = shapes.operations.iter().zip(&names.operations);
    let told = operations.map(|(shape, names)| Explanation {
        name: shape.name.clone(),
        path: names.item.path(),
        text: explanation(&context, shape, names),
    });
    told.collect()
}

fn explanation(context: &Context<'_>, shape: &OperationShape, names: &OperationNames) -> String {
    let mut w = Writer::default();
    w.line(format!(
        "{} {} is {}, effect {}",
        kind(shape.kind).to_lowercase(),
        shape.name,
        names.item.path(),
        effect(shape.effect)
    ));
    part("document", &mut w, |w| w.line(&shape.wire.document));
    if !shape.variables.is_empty() {
        part("variables", &mut w, |w| variables(context, shape, names, w));
    }
    let mut reached = Reached::default();
    part("answer", &mut w, |w| {
        answer(context, shape, &mut reached, w)
    });
    part("field", &mut w, |w| facts(shape, w));
    variables_reach(context, shape, &mut reached);
    part("cost in bytes", &mut w, |w| {
        cost(context, shape, names, &reached, w)
    });
    w.done()
}

fn part(head: &str, w: &mut Writer, body: impl FnOnce(&mut Writer)) {
    w.gap();
    w.indented(head, body);
}

fn variables(
    context: &Context<'_>,
    shape: &OperationShape,
    names: &OperationNames,
    w: &mut Writer,
) {
    let wire = shape.wire.variables.iter();
    for ((sent, variable), ident) in wire.zip(&shape.variables).zip(&names.variables) {
        let ty = context.given(&variable.ty, variable.presence);
        let default = variable.default.as_ref();
        let otherwise = default.map_or(String::new(), |text| format!(" = {text}"));
        let required = match variable.presence {
            Presence::Required => ", required",
            _ => "",
        };
        w.line(format!(
            "${}: {}{otherwise} -> {ident}: {ty}{required}",
            sent.name, sent.ty
        ));
    }
}

/// The types that were told of.
#[derive(Debug, Default)]
struct Reached {
    objects: BTreeSet<ObjectId>,
    enums: BTreeSet<EnumId>,
    inputs: BTreeSet<InputId>,
}

fn answer(context: &Context<'_>, shape: &OperationShape, reached: &mut Reached, w: &mut Writer) {
    let output = output(context, shape);
    let refusal = format!("else {}", output.refusal);
    match &shape.data {
        DataShape::Whole(object) => {
            w.line(format!("{}, all of it", output.output));
            tree(context, *object, reached, w);
        }
        DataShape::Lifted { path, output: ty } => {
            w.line(format!("{}, lifted from {}", output.output, path.join(".")));
            below(context, ty, reached, w);
        }
        DataShape::Judged {
            path,
            status,
            refusal: judge,
            output: rest,
        } => {
            w.line(format!(
                "{}, lifted from {}, where {status} says that it was done, {refusal}",
                output.output,
                path.join(".")
            ));
            w.indented(status, |w| tree(context, *judge, reached, w));
            if let Some(rest) = rest {
                tree(context, *rest, reached, w);
            }
        }
    }
}

/// The fields of an object, each with the key in the answer and what it is in Rust.
fn tree(context: &Context<'_>, id: ObjectId, reached: &mut Reached, w: &mut Writer) {
    if !reached.objects.insert(id) {
        return w.line("(as above)");
    }
    let (shape, names) = (&context.shapes.objects[id.0], context.names.object(id));
    match &shape.body {
        Body::Fields(fields) => {
            for (field, ident) in fields.iter().zip(&names.parts) {
                let ty = context.ty(&field.ty);
                let line = format!("{} -> {ident}: {ty}", source(field));
                w.indented(line, |w| below(context, &field.ty, reached, w));
            }
        }
        Body::Abstract(variants) => {
            for (variant, ident) in variants.variants.iter().zip(&names.parts) {
                let item = &context.names.object(variant.object).item;
                let line = format!("... on {} -> {ident}({})", variant.on, item.path());
                w.indented(line, |w| tree(context, variant.object, reached, w));
            }
            let other = &context.names.object(variants.other).item;
            let line = format!("any other type -> Other {{ common: {} }}", other.path());
            w.indented(line, |w| tree(context, variants.other, reached, w));
            for (common, ident) in variants.common.iter().zip(&names.common) {
                let ty = Borrowed::of(context, &common.field.ty).ty;
                w.line(format!("all of them -> {ident}(): {ty}"));
            }
        }
    }
}

fn below(context: &Context<'_>, ty: &Ty, reached: &mut Reached, w: &mut Writer) {
    match core(ty) {
        Ty::Object(id) => tree(context, *id, reached, w),
        Ty::Enum(id) => {
            reached.enums.insert(*id);
        }
        _ => {}
    }
}

fn source(field: &FieldShape) -> String {
    let condition = if field.conditional {
        " (may be left out)"
    } else {
        ""
    };
    match &field.source {
        FieldSource::Key { key, name } if key == name => format!("{key}{condition}"),
        FieldSource::Key { key, name } => format!("{key}: {name}{condition}"),
        FieldSource::Spread(fragment) | FieldSource::SpreadIf { fragment, .. } => {
            format!("...{fragment}{condition}")
        }
    }
}

/// What is inside options, lists and boxes.
fn core(ty: &Ty) -> &Ty {
    match ty {
        Ty::Option(inner) | Ty::Boxed(inner) => core(inner),
        Ty::List { item, .. } => core(item),
        other => other,
    }
}

fn facts(shape: &OperationShape, w: &mut Writer) {
    let facts = &shape.facts;
    w.line(&facts.field);
    let codes: Vec<String> = facts.codes.iter().map(i32::to_string).collect();
    for (what, items) in [
        ("needs one of the permissions", &facts.requires),
        ("as well as one of", &facts.besides),
        ("codes of its own:", &codes),
    ] {
        if !items.is_empty() {
            w.line(format!("{what} {}", items.join(", ")));
        }
    }
    if let Some(rate) = facts.rate_limit {
        w.line(format!(
            "at most {} calls in {} seconds",
            rate.limit, rate.seconds
        ));
    }
    facts
        .defects
        .iter()
        .for_each(|defect| w.line(format!("known defect: {defect}")));
}

/// The types that variables are given as.
fn variables_reach(context: &Context<'_>, shape: &OperationShape, reached: &mut Reached) {
    let mut open: Vec<&Ty> = shape
        .variables
        .iter()
        .map(|variable| &variable.ty)
        .collect();
    while let Some(ty) = open.pop() {
        match core(ty) {
            Ty::Enum(id) => {
                reached.enums.insert(*id);
            }
            Ty::Input(id) if reached.inputs.insert(*id) => {
                let fields = &context.shapes.inputs[id.0].fields;
                open.extend(fields.iter().map(|field| &field.ty));
            }
            _ => {}
        }
    }
}

fn cost(
    context: &Context<'_>,
    shape: &OperationShape,
    names: &OperationNames,
    reached: &Reached,
    w: &mut Writer,
) {
    w.line(format!(
        "document, sent each time: {}",
        shape.wire.document.len()
    ));
    let here = context.inside(&names.item.module);
    let own = written(|w| operations::operation(&here, shape, names, w));
    w.line(format!("Rust of the operation: {own}"));
    let types: usize = objects_cost(context, reached) + leaves_cost(context, reached);
    w.line(format!(
        "Rust of the types it reaches, shared ones included: {types}"
    ));
}

fn objects_cost(context: &Context<'_>, reached: &Reached) -> usize {
    let objects = reached.objects.iter().map(|id| {
        let (shape, names) = (&context.shapes.objects[id.0], context.names.object(*id));
        let here = context.inside(&names.item.module);
        written(|w| {
            match &shape.body {
                Body::Fields(_) => objects::object(&here, shape, names, w),
                Body::Abstract(variants) => {
                    abstracts::abstract_object(&here, shape, variants, names, w);
                }
            }
            verdicts::verdicts(&here, *id, shape, names, w);
        })
    });
    objects.sum()
}

fn leaves_cost(context: &Context<'_>, reached: &Reached) -> usize {
    let enums = reached.enums.iter().map(|id| {
        let (shape, names) = (&context.shapes.enums[id.0], context.names.enumeration(*id));
        let here = context.inside(&names.item.module);
        written(|w| enums::enumeration(&here, shape, names, w))
    });
    let inputs = reached.inputs.iter().map(|id| {
        let (shape, names) = (&context.shapes.inputs[id.0], context.names.input(*id));
        let here = context.inside(&names.item.module);
        written(|w| inputs::input(&here, shape, names, w))
    });
    enums.chain(inputs).sum()
}

fn written(write: impl FnOnce(&mut Writer)) -> usize {
    let mut w = Writer::at(1);
    write(&mut w);
    w.done().len()
}
