//! What an operation's answer is read into, and how it becomes the output.

use crate::document::OperationKind;
use crate::shapes::{DataShape, ObjectId, OperationShape, Ty};

use super::context::{Context, literal, literals};
use super::writer::Writer;

/// The types of an operation's data, output and refusal, and the call that makes an outcome of the data.
pub(super) struct Output {
    pub(super) data: String,
    pub(super) output: String,
    pub(super) refusal: String,
    pub(super) call: String,
}

/// How the data becomes the output.
pub(super) fn output(context: &Context<'_>, shape: &OperationShape) -> Output {
    let mut output = match &shape.data {
        DataShape::Whole(object) => whole(context, *object, shape.kind),
        DataShape::Lifted { output, .. } => lifted(context, output),
        DataShape::Judged {
            refusal, output, ..
        } => judged(context, *refusal, *output),
    };
    if shape.verdicts {
        if output.refusal != infallible(context) {
            output.call.push_str(".of_any()");
        }
        output.call.push_str(".judged()");
        output.refusal = context.w("AnyRefusal");
    }
    output
}

fn whole(context: &Context<'_>, object: ObjectId, kind: OperationKind) -> Output {
    let data = context.path(&context.names.object(object).item);
    let make = match kind {
        OperationKind::Mutation => "whole",
        _ => "answered",
    };
    Output {
        output: data.clone(),
        data,
        refusal: infallible(context),
        call: format!("{}::{make}(data, errors)", context.w("Outcome")),
    }
}

fn judged(context: &Context<'_>, refusal: ObjectId, output: Option<ObjectId>) -> Output {
    let refusal = context.path(&context.names.object(refusal).item);
    let output = output.map_or("()".to_owned(), |rest| {
        context.path(&context.names.object(rest).item)
    });
    let (lifted, judged) = (context.w("Lifted"), context.w("Judged"));
    Output {
        data: format!("{lifted}<Self, {judged}<Self, {refusal}, {output}>>"),
        output,
        refusal,
        call: "data.judged(errors)".to_owned(),
    }
}

fn lifted(context: &Context<'_>, ty: &Ty) -> Output {
    let (lifted, compact) = (context.w("Lifted"), context.w("Compact"));
    let (inner, call) = match ty {
        Ty::List {
            item,
            compact: true,
        } => (
            format!("{compact}<{}>", context.ty(item)),
            "data.compacted(errors)".to_owned(),
        ),
        Ty::Option(list) => match list.as_ref() {
            Ty::List {
                item,
                compact: true,
            } => (
                format!("Option<{compact}<{}>>", context.ty(item)),
                format!("data.answer(errors).map(|list| list.map({compact}::into_inner))"),
            ),
            _ => (context.ty(ty), "data.answer(errors)".to_owned()),
        },
        _ => (context.ty(ty), "data.answer(errors)".to_owned()),
    };
    let data = format!("{lifted}<Self, {inner}>");
    Output {
        data,
        output: context.ty(ty),
        refusal: infallible(context),
        call,
    }
}

fn infallible(context: &Context<'_>) -> String {
    context.w("Infallible")
}

/// Writes `Lift` and `Judge`, where the data is lifted and says whether it was done.
pub(super) fn marks(context: &Context<'_>, name: &str, data: &DataShape, w: &mut Writer) {
    let (path, status) = match data {
        DataShape::Whole(_) => return,
        DataShape::Lifted { path, .. } => (path, None),
        DataShape::Judged { path, status, .. } => (path, Some(status)),
    };
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Lift")), |w| {
        w.line(format!(
            "const PATH: &'static [&'static str] = {};",
            literals(path)
        ));
    });
    let Some(status) = status else { return };
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Judge")), |w| {
        w.line(format!("const STATUS: &'static str = {};", literal(status)));
    });
}
