//! Section 3.6.1 and 3.10: the default of an argument or an input field is a value of its type. graphql-js does not look;
//! a default that is wrong would be shown in the documentation of the generated code.
//!
//! Bad: `list(limit: Int = "ten")`.
//! Good: `list(limit: Int = 10)`.

use crate::diagnostic::Diagnostic;
use crate::schema::{Literal, Schema, type_ref};
use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{Definition, InputValue, TypeBody};

/// The rule.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let kinds = [SourceKind::Schema, SourceKind::Directives];
    for file in tree.files.iter().filter(|file| kinds.contains(&file.kind)) {
        let literal = Literal {
            schema,
            client: file.kind == SourceKind::Directives,
        };
        for input in file.definitions.iter().flat_map(inputs) {
            if let Some(default) = &input.default {
                literal.check(default, &type_ref(&input.ty), found);
            }
        }
    }
}

fn inputs(definition: &Definition) -> Vec<&InputValue> {
    match definition {
        Definition::Directive(node) => node.arguments.iter().collect(),
        Definition::Type(node) => match &node.body {
            TypeBody::Object(body) | TypeBody::Interface(body) => body
                .fields
                .iter()
                .flat_map(|field| &field.arguments)
                .collect(),
            TypeBody::Input(fields) => fields.iter().collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
