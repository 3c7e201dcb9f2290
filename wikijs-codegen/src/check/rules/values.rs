//! Section 5.6.1, Values of Correct Type, with 5.6.2 and 5.6.4 for input objects: literals fit the argument, or the
//! variable whose default they are.
//!
//! Bad: `query Q { page(id: "1") { id } }` where `page(id: Int!)`.
//! Good: `query Q { page(id: 1) { id } }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::{Literal, type_ref};

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let literal = Literal {
        schema: context.schema,
        client: false,
    };
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
}
