//! Section 5.5.2.3, Fragment Spread Is Possible: some object is of the fragment's type and of the type it stands on.
//!
//! Bad: `query Q { page { ... on User { id } } }`.
//! Good: `query Q { node { ... on User { id } } }` where `User` is a `Node`.

use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, some_names};
use crate::schema::{Schema, TypeDef, TypeKind};
use crate::source::Span;

const RULE: &str = "fragment-place";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for facts in context.all() {
        for spread in &facts.spreads {
            let name = &spread.node.fragment.text;
            let on = context.fragment(name).and_then(|fragment| fragment.root);
            let what = format!("the fragment `{name}`");
            found.extend(impossible(
                context.schema,
                &what,
                spread.node.span,
                spread.parent,
                on,
            ));
        }
        for condition in &facts.conditions {
            let on = context
                .schema
                .types
                .get(&condition.name.text)
                .filter(|def| def.is_composite());
            found.extend(impossible(
                context.schema,
                "this fragment",
                condition.name.span,
                condition.parent,
                on,
            ));
        }
    }
}

fn impossible(
    schema: &Schema,
    what: &str,
    span: Span,
    parent: Option<&TypeDef>,
    on: Option<&TypeDef>,
) -> Option<Diagnostic> {
    let (parent, on) = (parent?, on?);
    if parent.name == on.name {
        return None;
    }
    let possible = schema.possible_types(&on.name);
    if schema
        .possible_types(&parent.name)
        .iter()
        .any(|name| possible.contains(name))
    {
        return None;
    }
    let message = format!(
        "{what} is on `{}`, and a `{}` is never one",
        on.name, parent.name
    );
    let types = schema.possible_types(&parent.name);
    let help = match parent.kind {
        TypeKind::Interface(_) | TypeKind::Union(_) if !types.is_empty() => {
            Some(format!("it is one of {}", some_names(&types)))
        }
        _ => None,
    };
    Some(Diagnostic::new(RULE, span, message).help_if(help))
}
