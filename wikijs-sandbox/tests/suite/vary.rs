//! The same question in other words: every field under another name, in another order where order says nothing, and
//! only half of the fields.

use std::collections::HashMap;

use apollo_compiler::ast::{Definition, Document, Field, OperationType, Selection};
use apollo_compiler::{Name, Node};
use serde_json::Value;

const MARK: &str = "z_";

/// What was left of a selection, by the names in the answer.
#[derive(Default)]
pub(crate) struct Kept(HashMap<String, Kept>);

impl Kept {
    /// The answer to what was left of the question.
    pub(crate) fn of(&self, value: &Value) -> Value {
        match value {
            Value::Object(map) if !self.0.is_empty() => map
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), self.0.get(key)?.of(value))))
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.of(item)).collect(),
            value => value.clone(),
        }
    }
}

/// The document without about half of its leaves, by a seed; none where it has fragments, or is no GraphQL.
///
/// Fields of a namespace stay: each may do something, or fail. So do those that later steps learn from.
pub(crate) fn halved(text: &str, seed: u64) -> Option<(String, Kept)> {
    let mut document = Document::parse(text, "case.graphql").ok()?;
    let [Definition::OperationDefinition(operation)] = document.definitions.as_mut_slice() else {
        return None;
    };
    let mut half = Half { seed };
    let kept = half.kept(&mut operation.make_mut().selection_set, 2)?;
    let text = document.serialize().no_indent().to_string();
    let data = HashMap::from([("data".to_owned(), kept)]);
    Some((text, Kept(data)))
}

const LEARNT_FROM: [&str; 4] = ["jwt", "key", "continuationToken", "tfaQRImage"];

struct Half {
    seed: u64,
}

impl Half {
    fn kept(&mut self, selections: &mut Vec<Selection>, fixed: usize) -> Option<Kept> {
        let mut left = 0;
        let all = std::mem::take(selections);
        let last = all.len();
        for (at, selection) in all.into_iter().enumerate() {
            let stays = fixed > 0 || at + 1 == last && left == 0 || !self.goes(&selection);
            if stays {
                left += 1;
                selections.push(selection);
            }
        }
        let mut kept = Kept::default();
        for selection in selections {
            let Selection::Field(field) = selection else {
                return None;
            };
            let name = field.response_name().to_string();
            let field = Node::make_mut(field);
            let below = self.kept(&mut field.selection_set, fixed.saturating_sub(1))?;
            kept.0.insert(name, below);
        }
        Some(kept)
    }

    fn goes(&mut self, selection: &Selection) -> bool {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let tails = self.seed >> 63 == 1;
        let leaf = |field: &Node<Field>| {
            field.selection_set.is_empty() && !LEARNT_FROM.contains(&field.name.as_str())
        };
        tails && matches!(selection, Selection::Field(field) if leaf(field))
    }
}

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
fn documents_are_halved_and_so_are_answers() {
    let (text, kept) = halved("{pages{list{a b c d e f g h}}}", 7).expect("a document");
    let left = text.split_whitespace().filter(|word| word.len() == 1);
    let left: Vec<_> = left
        .filter(|word| word.chars().all(char::is_alphabetic))
        .collect();
    assert!((1..8).contains(&left.len()), "{text}");
    let all = serde_json::json!({ "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1 });
    let answer = serde_json::json!({ "data": { "pages": { "list": [all] } } });
    let half = kept.of(&answer);
    let keys = half["data"]["pages"]["list"][0]
        .as_object()
        .expect("an item");
    assert!(keys.keys().eq(&left), "{half} to {text}");
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
