//! What is sent: the minimised document with the fragments it reaches, and the same in pieces, so that a batch can rename
//! variables and fragments without parsing anything. The document is put together from the pieces: they cannot differ.

mod pieces;
mod roots;
mod text;
mod values;

use std::collections::BTreeSet;

use crate::document::{Document, Fragment, Operation, Selection, SelectionSet, Variable};
use crate::schema::Schema;

use super::selection::fragment;
use pieces::{Pieces, Sink};
use roots::{RootField, root_fields};

pub(super) use values::value_text;

/// What is sent for an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// The whole document.
    pub document: String,
    /// Its variables.
    pub variables: Vec<WireVariable>,
    /// The fields at the root.
    pub fields: Vec<WireField>,
    /// The fragments, in the order they are reached in.
    pub fragments: Vec<WireFragment>,
}

/// A variable as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireVariable {
    /// Its name without the `$`.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// Its default.
    pub default: Option<String>,
}

/// A field at the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireField {
    /// The key of the answer.
    pub key: String,
    /// The text from the field's name on, without the alias; or with the fragments around it, and [`Piece::Key`] in it.
    pub pieces: Vec<Piece>,
}

/// A fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireFragment {
    /// Its name.
    pub name: String,
    /// The text after the name.
    pub pieces: Vec<Piece>,
    /// Whether it, or a fragment it spreads, uses a variable.
    pub uses_variables: bool,
}

/// A piece of text that a batch may have to write otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// `$` and the name of the variable with this number.
    Variable(usize),
    /// `...` and the name of the fragment with this number.
    Spread(usize),
    /// The alias of a field at the root, where that does not stand in front of all pieces.
    Key,
}

/// The wire text of `operation`.
pub(super) fn wire(schema: &Schema, document: &Document, operation: &Operation) -> Wire {
    let roots = root_fields(document, &operation.selection);
    let reached = reached(document, &roots);
    let names = Names {
        schema,
        document,
        operation,
        roots: &roots,
        fragments: &reached,
    };
    let mut fragments: Vec<_> = reached
        .iter()
        .map(|fragment| names.fragment(fragment))
        .collect();
    mark_transitively(&mut fragments);
    let mut wire = Wire {
        document: String::new(),
        variables: variables(operation),
        fields: names.fields(),
        fragments,
    };
    wire.document = text::document(operation, &wire);
    wire
}

/// What names in the pieces are numbered by.
pub(super) struct Names<'d> {
    schema: &'d Schema,
    document: &'d Document,
    operation: &'d Operation,
    roots: &'d [RootField<'d>],
    fragments: &'d [&'d Fragment],
}

impl<'d> Names<'d> {
    fn fields(&self) -> Vec<WireField> {
        let field = |root: &RootField<'d>| {
            let mut pieces = Pieces::new(self);
            match root.is_plain() {
                true => pieces.field(root.field, &root.around),
                false => pieces.nested(root.field, &root.around),
            }
            WireField {
                key: root.field.key().to_owned(),
                pieces: pieces.done(),
            }
        };
        self.roots.iter().map(field).collect()
    }

    fn fragment(&self, fragment: &'d Fragment) -> WireFragment {
        let mut pieces = Pieces::new(self);
        pieces.text(" on ");
        pieces.text(&fragment.on);
        pieces.set(&fragment.selection);
        let pieces = pieces.done();
        let uses_variables = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Variable(_)));
        WireFragment {
            name: fragment.name.clone(),
            pieces,
            uses_variables,
        }
    }
}

fn variables(operation: &Operation) -> Vec<WireVariable> {
    let variable = |variable: &Variable| WireVariable {
        name: variable.name.clone(),
        ty: variable.ty.to_string(),
        default: variable.default.as_ref().map(value_text),
    };
    operation.variables.iter().map(variable).collect()
}

/// The fragments that the fields reach, each once, in the order they are met in.
fn reached<'d>(document: &'d Document, roots: &[RootField<'d>]) -> Vec<&'d Fragment> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for set in roots
        .iter()
        .filter_map(|root| root.field.selection.as_ref())
    {
        reach(document, set, &mut seen, &mut found);
    }
    found
}

fn reach<'d>(
    document: &'d Document,
    set: &'d SelectionSet,
    seen: &mut BTreeSet<&'d str>,
    found: &mut Vec<&'d Fragment>,
) {
    for item in &set.items {
        match item {
            Selection::Field(field) => {
                field
                    .selection
                    .iter()
                    .for_each(|below| reach(document, below, seen, found));
            }
            Selection::Inline(inline) => reach(document, &inline.selection, seen, found),
            Selection::Spread(spread) => {
                let Some(fragment) = fragment(document, &spread.fragment) else {
                    continue;
                };
                if seen.insert(&fragment.name) {
                    found.push(fragment);
                    reach(document, &fragment.selection, seen, found);
                }
            }
        }
    }
}

/// Marks fragments that use variables through another fragment.
fn mark_transitively(fragments: &mut [WireFragment]) {
    loop {
        let marked: Vec<bool> = fragments
            .iter()
            .map(|fragment| fragment.uses_variables)
            .collect();
        let through = |piece: &Piece| matches!(piece, Piece::Spread(index) if marked.get(*index) == Some(&true));
        let mut is_changed = false;
        for fragment in fragments
            .iter_mut()
            .filter(|fragment| !fragment.uses_variables)
        {
            fragment.uses_variables = fragment.pieces.iter().any(through);
            is_changed |= fragment.uses_variables;
        }
        if !is_changed {
            return;
        }
    }
}
