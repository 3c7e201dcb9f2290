//! Section 5.8.2, Variables Are Input Types: a variable is of a scalar, an enum or an input type that exists.
//!
//! Bad: `query Q($page: Page) { … }`; `query Q($id: Itn) { … }`.
//! Good: `query Q($id: Int) { … }`.

use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, did_you_mean_type};
use crate::schema::{Schema, TypeDef};
use crate::syntax::tree::Name;

const KNOWN: &str = "unknown-type";
const INPUT: &str = "variable-type";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for variable in context
        .operations
        .iter()
        .flat_map(|operation| &operation.node.variables)
    {
        let name = variable.ty.name();
        match context.schema.types.get(&name.text) {
            Some(def) if def.is_input() => {}
            Some(def) => found.push(for_answers(name, def)),
            None => found.push(unknown(context.schema, name)),
        }
    }
}

fn for_answers(name: &Name, def: &TypeDef) -> Diagnostic {
    let message = format!(
        "a variable cannot be of type `{}`: it is for answers",
        name.text
    );
    Diagnostic::new(INPUT, name.span, message).label(def.span, "defined here")
}

fn unknown(schema: &Schema, name: &Name) -> Diagnostic {
    let input = schema
        .types
        .values()
        .filter(|def| def.is_input() && !def.name.starts_with("__"));
    let help = did_you_mean_type(&name.text, input.map(|def| def.name.as_str()));
    Diagnostic::new(
        KNOWN,
        name.span,
        format!("there is no type `{}`", name.text),
    )
    .help_if(help)
}
