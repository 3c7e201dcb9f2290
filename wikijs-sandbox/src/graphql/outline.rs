//! What a document asks for, without running it: `namespace.field` for each field below a namespace.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

use apollo_compiler::ast::{Definition, Document, Selection};

// So many of so many bytes at most: documents with content written into them are rarely sent twice.
const KEPT: usize = 1_000;
const LONGEST: usize = 16 * 1024;

// So many fields are named of one document: ten thousand operations may each spread a fragment with as many.
const MOST_FIELDS: usize = 20_000;

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
    let mut looked_at = 0;
    for operation in operations {
        for (namespace, below) in fields_of(&operation.selection_set, &fragments) {
            let fields = fields_of(below, &fragments);
            looked_at += 1 + fields.len();
            if looked_at > MOST_FIELDS {
                return out;
            }
            out.extend(
                fields
                    .into_iter()
                    .map(|(field, _)| format!("{namespace}.{field}")),
            );
        }
    }
    out
}

type Fragments<'a> = HashMap<&'a str, &'a [Selection]>;

// Nothing was validated yet: fragments may go round in circles, and very deep.
const DEEPEST: usize = 16;

fn fields_of<'a>(
    selections: &'a [Selection],
    fragments: &Fragments<'a>,
) -> Vec<(&'a str, &'a [Selection])> {
    let (mut followed, mut out) = (HashSet::new(), Vec::new());
    fields(selections, fragments, &mut followed, 0, &mut out);
    out
}

// Each fragment is followed once: those that spread others twice would double the work with each.
fn fields<'a>(
    selections: &'a [Selection],
    fragments: &Fragments<'a>,
    followed: &mut HashSet<&'a str>,
    depth: usize,
    out: &mut Vec<(&'a str, &'a [Selection])>,
) {
    if depth > DEEPEST {
        return;
    }
    for selection in selections {
        let below = match selection {
            Selection::Field(field) => {
                out.push((field.name.as_str(), field.selection_set.as_slice()));
                continue;
            }
            Selection::InlineFragment(inline) => inline.selection_set.as_slice(),
            Selection::FragmentSpread(spread) => {
                let name = spread.fragment_name.as_str();
                let is_new = followed.insert(name);
                let known = fragments.get(name).filter(|_| is_new);
                known.copied().unwrap_or_default()
            }
        };
        fields(below, fragments, followed, depth + 1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_below_namespaces_are_named() {
        let text = "mutation { a: pages { x: create(path: \"p\") { page { id } } ...F } } fragment F on PageMutation { move { __typename } }";
        assert_eq!(outline(text), ["pages.create", "pages.move"]);
        assert!(outline("{").is_empty());
        let operations: String = (0..300).map(|n| format!("query q{n}{{...f}} ")).collect();
        let fields = "pages{list{id}} ".repeat(300);
        let many = operations + "fragment f on Query{" + &fields + "}";
        assert!(outline(&many).len() <= MOST_FIELDS);
        assert!(outline("{ pages { ...F } } fragment F on PageQuery { ...F }").is_empty());
    }
}
