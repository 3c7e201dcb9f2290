//! Section 5.8.5, All Variable Usages Are Allowed: a variable fits where it is used. One that may be null fits a non-null
//! place if it has a default, or the place has one.
//!
//! Bad: `query Q($id: Int) { page(id: $id) { id } }` where `page(id: Int!)`.
//! Good: `query Q($id: Int!) { page(id: $id) { id } }`; `query Q($id: Int = 1) { page(id: $id) { id } }`.

use crate::check::facts::{Context, VariableFact};
use crate::diagnostic::Diagnostic;
use crate::schema::{Schema, TypeDef, TypeRef, type_ref};
use crate::syntax::tree::{ValueKind, VariableDefinition};

const RULE: &str = "variable-place";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (number, operation) in context.operations.iter().enumerate() {
        for used in context.whole(number).flat_map(|facts| &facts.variables) {
            let known = operation
                .node
                .variables
                .iter()
                .find(|variable| variable.name.text == used.name);
            found.extend(known.and_then(|variable| misfit(context.schema, variable, used)));
        }
    }
}

fn misfit(
    schema: &Schema,
    variable: &VariableDefinition,
    used: &VariableFact<'_>,
) -> Option<Diagnostic> {
    let place = used.expected.as_ref()?;
    let ty = type_ref(&variable.ty);
    let known = schema.types.get(ty.name()).is_some_and(TypeDef::is_input);
    if known && used.one_of && ty.is_nullable() && is_within(&ty, place) {
        return Some(may_be_null(variable, &ty, used));
    }
    if !known || fits(variable, &ty, place, used.has_default) {
        return None;
    }
    let name = used.name;
    let message = format!("`${name}` is of type `{ty}`, and `{place}` is expected here");
    let diagnostic = Diagnostic::new(RULE, used.span, message)
        .label(variable.name.span, format!("defined as `{ty}`"));
    let only_null = place.nullable() == &ty;
    Some(match only_null {
        true => diagnostic.help(format!(
            "define it as `${name}: {place}`, or give it a default"
        )),
        false => diagnostic.help(format!("define it as `${name}: {place}`")),
    })
}

/// The one field of an input object with `@oneOf` cannot be null, whatever default the variable has.
fn may_be_null(variable: &VariableDefinition, ty: &TypeRef, used: &VariableFact<'_>) -> Diagnostic {
    let name = used.name;
    let message =
        format!("`${name}` is of type `{ty}`, and what is given for `@oneOf` cannot be null");
    Diagnostic::new(RULE, used.span, message)
        .label(variable.name.span, format!("defined as `{ty}`"))
        .help(format!("define it as `${name}: {ty}!`"))
}

fn fits(
    variable: &VariableDefinition,
    ty: &TypeRef,
    place: &TypeRef,
    place_has_default: bool,
) -> bool {
    let default = variable
        .default
        .as_ref()
        .is_some_and(|value| value.kind != ValueKind::Null);
    match place {
        TypeRef::NonNull(inner) if ty.is_nullable() => {
            (default || place_has_default) && is_within(ty, inner)
        }
        _ => is_within(ty, place),
    }
}

/// Whether every value of `ty` is one of `place`.
fn is_within(ty: &TypeRef, place: &TypeRef) -> bool {
    match (ty, place) {
        (TypeRef::NonNull(ty), TypeRef::NonNull(place)) => is_within(ty, place),
        (_, TypeRef::NonNull(_)) => false,
        (TypeRef::NonNull(ty), _) => is_within(ty, place),
        (TypeRef::List(ty), TypeRef::List(place)) => is_within(ty, place),
        (TypeRef::Named(ty), TypeRef::Named(place)) => ty == place,
        _ => false,
    }
}
