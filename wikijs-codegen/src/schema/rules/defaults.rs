//! Section 3.6.1 and 3.10: the default of an argument or an input field is a value of its type. graphql-js does not look,
//! and whoever has a schema from elsewhere cannot mend it: a warning; an error in the generator's own directives.
//!
//! Bad: `list(limit: Int = "ten")`.
//! Good: `list(limit: Int = 10)`.

use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{Literal, Schema, type_ref, unique_entries};
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
                unique_entries(default, found);
                let before = found.len();
                literal.check(default, &type_ref(&input.ty), found);
                if file.kind == SourceKind::Schema {
                    found[before..]
                        .iter_mut()
                        .for_each(|told| told.severity = Severity::Warning);
                }
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
