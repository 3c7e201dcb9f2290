//! Finds the type of a field by its place in a document that may be invalid.

use apollo_compiler::Schema;
use apollo_compiler::ast::{Definition, Document, Selection};

/// The type of the field of that name around an offset.
pub(super) fn at(schema: &Schema, text: &str, offset: usize, name: &str) -> Option<String> {
    let document = Document::parse(text, "query.graphql").ok()?;
    document
        .definitions
        .iter()
        .find_map(|definition| match definition {
            Definition::OperationDefinition(operation) => {
                let root = schema.root_operation(operation.operation_type)?;
                within(
                    schema,
                    root.as_str(),
                    &operation.selection_set,
                    offset,
                    name,
                )
            }
            Definition::FragmentDefinition(fragment) => within(
                schema,
                fragment.type_condition.as_str(),
                &fragment.selection_set,
                offset,
                name,
            ),
            _ => None,
        })
}

fn within(
    schema: &Schema,
    ty: &str,
    selections: &[Selection],
    offset: usize,
    name: &str,
) -> Option<String> {
    let fields = &schema.get_object(ty)?.fields;
    selections.iter().find_map(|selection| match selection {
        Selection::Field(field) => {
            let here = field
                .location()
                .is_some_and(|span| (span.offset()..=span.end_offset()).contains(&offset));
            let ty = &fields.get(&field.name).filter(|_| here)?.ty;
            let inside = within(
                schema,
                ty.inner_named_type().as_str(),
                &field.selection_set,
                offset,
                name,
            );
            inside.or_else(|| (field.name == name).then(|| ty.to_string()))
        }
        Selection::InlineFragment(inline) => {
            let ty = inline
                .type_condition
                .as_ref()
                .map_or(ty, |condition| condition.as_str());
            within(schema, ty, &inline.selection_set, offset, name)
        }
        Selection::FragmentSpread(_) => None,
    })
}
