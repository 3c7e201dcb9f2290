//! What a mutation's answer says of each of its outcomes, where there may be several: every holder tells what it holds.

use crate::names::{Ident, ObjectNames};
use crate::shapes::{AbstractShape, Body, FieldShape, ObjectId, ObjectShape, Ty};

use super::context::Context;
use super::writer::Writer;

/// Writes `Verdicts` for an object that holds outcomes of mutations.
pub(super) fn verdicts(
    context: &Context<'_>,
    id: ObjectId,
    shape: &ObjectShape,
    names: &ObjectNames,
    w: &mut Writer,
) {
    if !holds(context, id) {
        return;
    }
    let (head, judgement) = (context.w("Verdicts"), context.w("Judgement"));
    w.gap();
    w.block(format!("impl {head} for {}", names.item.name), |w| {
        w.function(
            format!("fn verdicts(&self, to: &mut {judgement})"),
            |w| match &shape.body {
                _ if shape.verdict.is_some() => w.line("to.told(self);"),
                Body::Fields(fields) => fields
                    .iter()
                    .zip(&names.parts)
                    .for_each(|(field, ident)| ask(context, field, ident, w)),
                Body::Abstract(variants) => each_type(context, variants, names, w),
            },
        );
    });
}

fn ask(context: &Context<'_>, field: &FieldShape, ident: &Ident, w: &mut Writer) {
    let Some(object) = field.ty.object().filter(|id| holds(context, *id)) else {
        return;
    };
    // What need not be asked for may be missing without a doubt. An outcome itself is never left out so.
    let is_verdict = context.shapes.objects[object.0].verdict.is_some();
    match field.ty {
        Ty::Option(_) if field.conditional && !is_verdict => {
            w.line(format!("to.ask_if_there(self.{ident}.as_ref());"));
        }
        _ => w.line(format!("to.ask(&self.{ident});")),
    }
}

fn each_type(context: &Context<'_>, variants: &AbstractShape, names: &ObjectNames, w: &mut Writer) {
    w.block("match self", |w| {
        for (variant, ident) in variants.variants.iter().zip(&names.parts) {
            if holds(context, variant.object) {
                w.line(format!("Self::{ident}(object) => to.ask(object),"));
            }
        }
        if holds(context, variants.other) {
            w.line("Self::Other { common, .. } => to.ask(common),");
        }
        let mut all = variants
            .variants
            .iter()
            .map(|variant| variant.object)
            .chain([variants.other]);
        if !all.all(|id| holds(context, id)) {
            w.line("_ => {}");
        }
    });
}

fn holds(context: &Context<'_>, id: ObjectId) -> bool {
    context.shapes.holders.contains(&id)
}
