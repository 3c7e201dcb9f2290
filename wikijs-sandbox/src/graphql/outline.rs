//! What a document asks for, without running it: `namespace.field` for each field below a namespace.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use apollo_compiler::ast::{Definition, Document, Selection};

// So many of so many bytes at most: documents with content written into them are rarely sent twice.
const KEPT: usize = 1_000;
const LONGEST: usize = 16 * 1024;

static KNOWN: LazyLock<Mutex<HashMap<String, Vec<String>>>> = LazyLock::new(Mutex::default);

/// The fields of all operations of a document; nothing where it is no GraphQL. Those of documents that were looked at
/// are kept.
pub(crate) fn outline(text: &str) -> Vec<String> {
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(fields) = known().get(text) {
        return fields.clone();
    }
    let fields = read(text);
    if text.len() <= LONGEST {
        let mut known = known();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), fields.clone());
    }
    fields
}

fn read(text: &str) -> Vec<String> {
    let Ok(document) = Document::parse(text, "outline.graphql") else {
        return Vec::new();
    };
    let fragments: HashMap<_, _> = document
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::FragmentDefinition(fragment) => {
                Some((fragment.name.as_str(), fragment.selection_set.as_slice()))
            }
            _ => None,
        })
        .collect();
    let operations = document
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::OperationDefinition(operation) => Some(operation),
            _ => None,
        });
    let mut out = Vec::new();
    for operation in operations {
        for (namespace, below) in fields(&operation.selection_set, &fragments, 0) {
            out.extend(
                fields(below, &fragments, 0)
                    .into_iter()
                    .map(|(field, _)| format!("{namespace}.{field}")),
            );
        }
    }
    out
}

type Fragments<'a> = HashMap<&'a str, &'a [Selection]>;

// Fragments may go round in circles here: nothing was validated yet.
const DEEPEST: usize = 16;

fn fields<'a>(
    selections: &'a [Selection],
    fragments: &Fragments<'a>,
    depth: usize,
) -> Vec<(&'a str, &'a [Selection])> {
    if depth > DEEPEST {
        return Vec::new();
    }
    selections
        .iter()
        .flat_map(|selection| match selection {
            Selection::Field(field) => vec![(field.name.as_str(), field.selection_set.as_slice())],
            Selection::InlineFragment(inline) => {
                fields(&inline.selection_set, fragments, depth + 1)
            }
            Selection::FragmentSpread(spread) => fields(
                fragments
                    .get(spread.fragment_name.as_str())
                    .copied()
                    .unwrap_or_default(),
                fragments,
                depth + 1,
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_below_namespaces_are_named() {
        let text = "mutation { a: pages { x: create(path: \"p\") { page { id } } ...F } } fragment F on PageMutation { move { __typename } }";
        assert_eq!(outline(text), ["pages.create", "pages.move"]);
        assert!(outline("{").is_empty());
        assert!(outline("{ pages { ...F } } fragment F on PageQuery { ...F }").is_empty());
    }
}
