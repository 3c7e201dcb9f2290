//! Fragments of a dependency that one's own files define anew: the own one counts, or a release of the dependency with
//! one fragment more would break those who use it. What spreads a hidden fragment is hidden, too: it would be sent with
//! another meaning than its type was made for.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{Definition, File, Fragment, Selection, SelectionSet};

/// Takes hidden fragments out of the tree.
pub(super) fn hide(tree: &mut Tree) {
    let hidden = hidden(tree);
    if hidden.is_empty() {
        return;
    }
    for file in tree.files.iter_mut().filter(|file| is_foreign(file)) {
        file.definitions.retain(|definition| {
            !matches!(definition, Definition::Fragment(node) if hidden.contains_key(&node.name.text))
        });
    }
    tree.hidden = hidden;
}

/// The hidden fragments, each with the one of one's own that hides it.
fn hidden(tree: &Tree) -> BTreeMap<String, String> {
    let own: BTreeSet<&str> = fragments(tree, |file| file.kind == SourceKind::Query)
        .map(|fragment| fragment.name.text.as_str())
        .collect();
    let mut hidden = BTreeMap::new();
    for fragment in fragments(tree, is_foreign) {
        let name = &fragment.name.text;
        if own.contains(name.as_str()) {
            hidden.insert(name.clone(), name.clone());
        }
    }
    while let Some((name, by)) = next(tree, &hidden) {
        hidden.insert(name, by);
    }
    hidden
}

/// A fragment that is not hidden yet and spreads one that is.
fn next(tree: &Tree, hidden: &BTreeMap<String, String>) -> Option<(String, String)> {
    let mut open = fragments(tree, is_foreign)
        .filter(|fragment| !hidden.is_empty() && !hidden.contains_key(&fragment.name.text));
    open.find_map(|fragment| {
        let by = spreads_any(&fragment.selection, hidden)?;
        Some((fragment.name.text.clone(), by.clone()))
    })
}

fn spreads_any<'h>(set: &SelectionSet, hidden: &'h BTreeMap<String, String>) -> Option<&'h String> {
    set.items.iter().find_map(|item| match item {
        Selection::Field(field) => spreads_any(field.selection.as_ref()?, hidden),
        Selection::Inline(inline) => spreads_any(&inline.selection, hidden),
        Selection::Spread(spread) => hidden.get(&spread.fragment.text),
    })
}

fn is_foreign(file: &File) -> bool {
    file.kind == SourceKind::Dependency
}

fn fragments(tree: &Tree, of: impl Fn(&File) -> bool) -> impl Iterator<Item = &Fragment> {
    let files = tree.files.iter().filter(move |file| of(file));
    files
        .flat_map(|file| &file.definitions)
        .filter_map(|definition| match definition {
            Definition::Fragment(node) => Some(node),
            _ => None,
        })
}
