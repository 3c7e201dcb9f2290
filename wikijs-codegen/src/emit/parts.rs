//! The constants of an operation: what a batch joins, and what the overlay knows.

use crate::document::{Effect, OperationKind};
use crate::shapes::{OperationShape, Piece, WireFragment, WireVariable};

use super::context::{Context, literal, literals};
use super::writer::Writer;

/// Writes `PARTS`.
pub(super) fn parts(context: &Context<'_>, operation: &OperationShape, w: &mut Writer) {
    let parts = context.w("Parts");
    w.wrapped(&format!("const PARTS: {parts} = {parts} {{"), "};", |w| {
        list("variables", &operation.wire.variables, w, |one| {
            variable(context, one)
        });
        list("fields", &operation.wire.fields, w, |field| {
            let pieces = pieces(context, &field.pieces);
            format!(
                "{} {{ key: {}, pieces: {pieces} }}",
                context.w("PartField"),
                literal(&field.key)
            )
        });
        list("fragments", &operation.wire.fragments, w, |one| {
            fragment(context, one)
        });
    });
}

/// Writes `FACTS`.
pub(super) fn facts(context: &Context<'_>, operation: &OperationShape, w: &mut Writer) {
    let (facts, ty) = (&operation.facts, context.w("Facts"));
    let codes: Vec<_> = facts.codes.iter().map(i32::to_string).collect();
    let limit = facts.rate_limit.map(|rate| {
        format!(
            "{} {{ limit: {}, duration: {} }}",
            context.w("RateLimit"),
            rate.limit,
            rate.seconds
        )
    });
    let paged = operation.paged.as_ref().map(|paged| {
        let [page, size, items] =
            [&paged.page, &paged.size, &paged.items].map(|text| literal(text));
        let total = option(paged.total.as_ref().map(|total| literal(total)));
        format!(
            "{} {{ page: {page}, size: {size}, items: {items}, total: {total} }}",
            context.w("Paged")
        )
    });
    w.wrapped(&format!("const FACTS: {ty} = {ty} {{"), "};", |w| {
        w.line(format!("field: {},", literal(&facts.field)));
        w.line(format!("requires: {},", literals(&facts.requires)));
        w.line(format!("codes: &[{}],", codes.join(", ")));
        w.line(format!("rate_limit: {},", option(limit)));
        w.line(format!("paged: {},", option(paged)));
    });
}

/// The name of an effect.
pub(super) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "Read",
        Effect::Repeatable => "Repeatable",
        Effect::Once => "Once",
    }
}

/// The name of a kind.
pub(super) fn kind(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "Query",
        OperationKind::Mutation => "Mutation",
        OperationKind::Subscription => "Subscription",
    }
}

fn list<T>(name: &str, items: &[T], w: &mut Writer, item: impl Fn(&T) -> String) {
    if items.is_empty() {
        return w.line(format!("{name}: &[],"));
    }
    w.wrapped(&format!("{name}: &["), "],", |w| {
        items
            .iter()
            .for_each(|one| w.line(format!("{},", item(one))));
    });
}

fn variable(context: &Context<'_>, variable: &WireVariable) -> String {
    let default = option(variable.default.as_ref().map(|text| literal(text)));
    let (name, ty) = (literal(&variable.name), literal(&variable.ty));
    format!(
        "{} {{ name: {name}, ty: {ty}, default: {default} }}",
        context.w("PartVariable")
    )
}

fn fragment(context: &Context<'_>, fragment: &WireFragment) -> String {
    let (ty, name, uses) = (
        context.w("PartFragment"),
        literal(&fragment.name),
        fragment.uses_variables,
    );
    let pieces = pieces(context, &fragment.pieces);
    format!("{ty} {{ name: {name}, pieces: {pieces}, uses_variables: {uses} }}")
}

fn pieces(context: &Context<'_>, pieces: &[Piece]) -> String {
    let ty = context.w("Piece");
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => format!("{ty}::Text({})", literal(text)),
        Piece::Variable(index) => format!("{ty}::Variable({index})"),
        Piece::Spread(index) => format!("{ty}::Spread({index})"),
        Piece::Key => format!("{ty}::Key"),
    };
    let pieces: Vec<_> = pieces.iter().map(piece).collect();
    format!("&[{}]", pieces.join(", "))
}

fn option(value: Option<String>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({value})"))
}
