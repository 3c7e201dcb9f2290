//! Ours: what `@paged` names is there: the two variables of the operation, and below its output a list and a total.
//!
//! Bad: `query Q($page: Int) @paged(page: "pgae", size: "size", items: "trail") { … }`.
//! Good: `query Q($page: Int, $size: Int) @paged(page: "page", size: "size", items: "trail") { … }`.

use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, did_you_mean_marked};
use crate::schema::{TypeDef, TypeRef, string_argument};
use crate::source::Span;
use crate::syntax::tree::{Directive, Operation, SelectionSet};

const RULE: &str = "paging";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        let node = operation.node;
        let Some(paged) = node
            .directives
            .iter()
            .find(|directive| directive.name.text == "paged")
        else {
            continue;
        };
        found.extend(
            ["page", "size"]
                .iter()
                .filter_map(|role| check_variable(node, paged, role)),
        );
        if let Some((set, ty)) = context.output(operation) {
            found.extend(check_path(context, paged, "items", set, ty));
            found.extend(check_path(context, paged, "total", set, ty));
        }
    }
}

fn check_variable(node: &Operation, paged: &Directive, role: &str) -> Option<Diagnostic> {
    let name = string_argument(paged, role)?;
    let names = || {
        node.variables
            .iter()
            .map(|variable| variable.name.text.as_str())
    };
    if names().any(|known| known == name) {
        return None;
    }
    let message = format!(
        "`@paged({role}:)` names the variable `${name}`, which the operation does not have"
    );
    Some(
        Diagnostic::new(RULE, place(paged, role), message).help_if(did_you_mean_marked(
            '$',
            &name,
            names(),
        )),
    )
}

/// Where an argument's value stands.
fn place(paged: &Directive, role: &str) -> Span {
    let argument = paged
        .arguments
        .iter()
        .find(|argument| argument.name.text == role);
    argument.map_or(paged.name.span, |argument| argument.value.span)
}

fn check_path<'a>(
    context: &Context<'a>,
    paged: &Directive,
    role: &str,
    set: &'a SelectionSet,
    on: &'a TypeDef,
) -> Option<Diagnostic> {
    let path = string_argument(paged, role)?;
    let problem = match follow(context, &path, set, on) {
        Some(ty) if role == "items" && !matches!(ty.nullable(), TypeRef::List(_)) => {
            "it is no list"
        }
        Some(_) => return None,
        None => "no such field is selected below the output",
    };
    Some(Diagnostic::new(
        RULE,
        place(paged, role),
        format!("`@paged({role}:)` names `{path}`: {problem}"),
    ))
}

/// The type at the end of a path of keys, `.` between them.
fn follow<'a>(
    context: &Context<'a>,
    path: &str,
    set: &'a SelectionSet,
    on: &'a TypeDef,
) -> Option<TypeRef> {
    let (mut set, mut on, mut ty) = (Some(set), Some(on), None);
    for key in path.split('.') {
        let fields = context.flat(set?, on);
        let (field, parent) = fields
            .into_iter()
            .find(|(field, _)| field.key().text == key)?;
        let def = context.schema.field(&parent?.name, &field.name.text)?;
        (set, on) = (
            field.selection.as_ref(),
            context.schema.types.get(def.ty.name()),
        );
        ty = Some(def.ty.clone());
    }
    ty
}
