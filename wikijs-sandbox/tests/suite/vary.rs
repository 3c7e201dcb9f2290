//! The same question in other words: every field under another name, and in another order where order says nothing.

use apollo_compiler::ast::{Definition, Document, OperationType, Selection};
use apollo_compiler::{Name, Node};
use serde_json::Value;

const MARK: &str = "z_";

/// The document with every field renamed; none where it is no GraphQL.
pub(crate) fn varied(text: &str, reorder: bool) -> Option<String> {
    let mut document = Document::parse(text, "case.graphql").ok()?;
    for definition in &mut document.definitions {
        match definition {
            Definition::OperationDefinition(operation) => {
                // Root fields of a mutation run in order, and so do the fields below them here.
                let depth = if operation.operation_type == OperationType::Mutation {
                    2
                } else {
                    0
                };
                vary(&mut operation.make_mut().selection_set, reorder, depth);
            }
            Definition::FragmentDefinition(fragment) => {
                vary(&mut fragment.make_mut().selection_set, reorder, 0)
            }
            _ => {}
        }
    }
    Some(document.serialize().no_indent().to_string())
}

fn vary(selections: &mut [Selection], reorder: bool, fixed: usize) {
    for selection in &mut *selections {
        match selection {
            Selection::Field(field) => {
                let field = Node::make_mut(field);
                field.alias = Name::new(&format!("{MARK}{}", field.response_name())).ok();
                vary(&mut field.selection_set, reorder, fixed.saturating_sub(1));
            }
            Selection::InlineFragment(inline) => {
                vary(&mut inline.make_mut().selection_set, reorder, fixed)
            }
            Selection::FragmentSpread(_) => {}
        }
    }
    if reorder && fixed == 0 {
        selections.reverse();
    }
}

/// The answer with the fields' own names again.
pub(crate) fn restored(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (bare(key).to_owned(), restored(value)))
            .collect(),
        Value::Array(items) => items.iter().map(restored).collect(),
        Value::String(text) => bare(text).into(),
        value => value.clone(),
    }
}

fn bare(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

/// A shortened answer without its places, which move with the names.
pub(crate) fn unplaced(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "at")
            .map(|(key, value)| (key.clone(), unplaced(value)))
            .collect(),
        Value::Array(items) => items.iter().map(unplaced).collect(),
        value => value.clone(),
    }
}

#[test]
fn documents_are_varied_and_answers_restored() {
    let varied = varied("{pages{list{id t:title}}}", true).expect("a document");
    assert_eq!(
        varied.split_whitespace().collect::<String>(),
        "{z_pages:pages{z_list:list{z_t:titlez_id:id}}}"
    );
    let answer = serde_json::json!({ "data": { "z_pages": { "z_list": [] } }, "errors": [{ "path": ["z_pages"] }] });
    let expected = serde_json::json!({ "data": { "pages": { "list": [] } }, "errors": [{ "path": ["pages"] }] });
    assert_eq!(restored(&answer), expected);
}
