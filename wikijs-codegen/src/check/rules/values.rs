//! Section 5.6.1, Values of Correct Type, with 5.6.2 and 5.6.4 for input objects: literals fit the argument, or the
//! variable whose default they are.
//!
//! Bad: `query Q { page(id: "1") { id } }` where `page(id: Int!)`.
//! Good: `query Q { page(id: 1) { id } }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::{Literal, VALUE, type_ref};
use crate::source::Span;
use crate::syntax::tree::{Value, ValueKind};

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let literal = Literal {
        schema: context.schema,
        client: false,
    };
    let before = found.len();
    for arguments in context.all().flat_map(|facts| &facts.arguments) {
        for argument in arguments.given {
            if let Some(known) = arguments
                .known
                .iter()
                .find(|known| known.name == argument.name.text)
            {
                literal.check(&argument.value, &known.ty, found);
            }
        }
    }
    for variable in context
        .operations
        .iter()
        .flat_map(|operation| &operation.node.variables)
    {
        if let Some(default) = &variable.default {
            literal.check(default, &type_ref(&variable.ty), found);
        }
    }
    for number in 0..context.operations.len() {
        for (name, span) in without_dollar(context, number, &found[before..]) {
            let is_it = |told: &&mut Diagnostic| told.rule == VALUE && told.span() == span;
            if let Some(told) = found[before..].iter_mut().find(is_it) {
                told.help = Some(format!("did you mean the variable `${name}`?"));
            }
        }
    }
}

/// The values that are wrong, and called like a variable of the operation: what is missing is the `$`.
pub(super) fn without_dollar<'a>(
    context: &Context<'a>,
    operation: usize,
    told: &[Diagnostic],
) -> Vec<(&'a str, Span)> {
    let wrong: Vec<Span> = told
        .iter()
        .filter(|told| told.rule == VALUE)
        .map(Diagnostic::span)
        .collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    let mut names = Vec::new();
    let arguments = context.whole(operation).flat_map(|facts| &facts.arguments);
    for argument in arguments.flat_map(|arguments| arguments.given) {
        bare(&argument.value, &mut names);
    }
    let variables = &context.operations[operation].node.variables;
    names.retain(|(name, span)| {
        wrong.contains(span) && variables.iter().any(|variable| variable.name.text == *name)
    });
    names
}

fn bare<'a>(value: &'a Value, names: &mut Vec<(&'a str, Span)>) {
    match &value.kind {
        ValueKind::Enum(name) => names.push((name, value.span)),
        ValueKind::List(items) => items.iter().for_each(|item| bare(item, names)),
        ValueKind::Object(entries) => entries.iter().for_each(|entry| bare(&entry.value, names)),
        _ => {}
    }
}
