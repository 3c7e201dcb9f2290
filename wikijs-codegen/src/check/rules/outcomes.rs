//! Ours: a mutation whose payload can say whether it was done asks for that, with all four fields of the type that has
//! `@outcome`. Otherwise a refused mutation could be taken for a done one.
//!
//! Bad: `mutation M { delete(id: 1) { __typename } }` where the payload has `result: Status` and `Status` has `@outcome`.
//! Good: `mutation M { delete(id: 1) { result { succeeded code slug message } } }`.

use crate::check::facts::{Context, FieldFact};
use crate::diagnostic::{Diagnostic, list_of_names};
use crate::schema::{FieldDef, OutcomeNames, TypeDef};
use crate::syntax::tree::{Field, OperationKind, SelectionSet};

const RULE: &str = "outcome-selected";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (number, operation) in context.operations.iter().enumerate() {
        if operation.node.kind == OperationKind::Mutation {
            let fields = context.whole(number).flat_map(|facts| &facts.fields);
            found.extend(fields.filter_map(|field| check_payload(context, field)));
        }
    }
}

fn check_payload<'a>(context: &Context<'a>, field: &FieldFact<'a>) -> Option<Diagnostic> {
    let payload = context.schema.types.get(field.def?.ty.name())?;
    let selection = field.node.selection.as_ref()?;
    if payload.notes.lift {
        return None;
    }
    if let Some(names) = &payload.notes.outcome {
        return check_status(context, field, payload, names);
    }
    let (status, names, ty) = payload
        .fields()
        .iter()
        .find_map(|status| status_field(context, status))?;
    let selected = context.flat(selection, Some(payload));
    let Some((asked, _)) = selected
        .iter()
        .find(|(field, _)| field.name.text == status.name)
    else {
        let is_known = context.is_known(selection);
        return is_known.then(|| not_asked(context, field, status, names, ty));
    };
    let selection = asked.selection.as_ref()?;
    let missing = missing(context, selection, names, ty);
    (!missing.is_empty() && context.is_known(selection)).then(|| incomplete(asked, &missing))
}

/// A mutation that answers with nothing but whether it was done. Inside a payload the payload is asked.
fn check_status<'a>(
    context: &Context<'a>,
    field: &FieldFact<'a>,
    ty: &TypeDef,
    names: &OutcomeNames,
) -> Option<Diagnostic> {
    let is_root = |on: &TypeDef| context.schema.mutation.as_deref() == Some(&*on.name);
    if !field.parent.is_some_and(|on| on.notes.lift || is_root(on)) {
        return None;
    }
    let selection = field.node.selection.as_ref()?;
    let missing = missing(context, selection, names, ty);
    (!missing.is_empty() && context.is_known(selection)).then(|| incomplete(field.node, &missing))
}

/// The field as one that says whether it was done.
fn status_field<'a>(
    context: &Context<'a>,
    field: &'a FieldDef,
) -> Option<(&'a FieldDef, &'a OutcomeNames, &'a TypeDef)> {
    let ty = context.schema.types.get(field.ty.name())?;
    if !field.arguments.is_empty() {
        // What takes arguments is a mutation of its own below a field that groups them.
        return None;
    }
    Some((field, ty.notes.outcome.as_ref()?, ty))
}

fn parts(names: &OutcomeNames) -> [&str; 4] {
    [&names.ok, &names.code, &names.slug, &names.message]
}

/// Which of the four are not selected under their own names.
fn missing<'n>(
    context: &Context<'_>,
    selection: &SelectionSet,
    names: &'n OutcomeNames,
    ty: &TypeDef,
) -> Vec<&'n str> {
    let selected = context.flat(selection, Some(ty));
    let is_there = |name: &str| {
        selected
            .iter()
            .any(|(field, _)| field.name.text == name && field.key().text == name)
    };
    parts(names)
        .into_iter()
        .filter(|name| !is_there(name))
        .collect()
}

fn not_asked(
    context: &Context<'_>,
    field: &FieldFact<'_>,
    status: &FieldDef,
    names: &OutcomeNames,
    ty: &TypeDef,
) -> Diagnostic {
    let mutation = &field.node.name;
    let message = format!(
        "`{}` can be refused, and this mutation does not select `{}`",
        mutation.text, status.name
    );
    let complete = |fragment: &&str| {
        let fragment = context.fragment(fragment);
        fragment.is_some_and(|found| {
            found.node.on.text == ty.name
                && missing(context, &found.node.selection, names, ty).is_empty()
        })
    };
    let inner = match context.fragment_names().find(complete) {
        Some(fragment) => format!("...{fragment}"),
        None => parts(names).join(" "),
    };
    let help = format!("add `{} {{ {inner} }}`", status.name);
    Diagnostic::new(RULE, mutation.span, message)
        .help(help)
        .note("without it nobody can tell whether it was done")
}

fn incomplete(asked: &Field, missing: &[&str]) -> Diagnostic {
    let message = format!(
        "`{}` needs {} too, without an alias",
        asked.name.text,
        list_of_names(missing, "and")
    );
    Diagnostic::new(RULE, asked.name.span, message).help(format!("add `{}`", missing.join(" ")))
}
