//! Selections to pieces of text.

use crate::document::{Directive, Field, Inline, Selection, SelectionSet, Spread};
use crate::shapes::abstracts::{TYPENAME, needs_typename};
use crate::shapes::selection::Scope;

use super::values::{write_pairs, write_value};
use super::{Names, Piece};

/// What text is written to.
pub(super) trait Sink {
    /// Writes text.
    fn text(&mut self, text: &str);
    /// Writes a variable.
    fn variable(&mut self, name: &str);
}

/// Pieces in the making: text that follows text is one piece.
pub(super) struct Pieces<'n, 'd> {
    names: &'n Names<'d>,
    pieces: Vec<Piece>,
}

impl<'n, 'd> Pieces<'n, 'd> {
    /// No piece yet.
    pub(super) fn new(names: &'n Names<'d>) -> Self {
        Self {
            names,
            pieces: Vec::new(),
        }
    }

    /// The pieces.
    pub(super) fn done(self) -> Vec<Piece> {
        self.pieces
    }

    /// A field from its name on, with directives of the fragments around it.
    pub(super) fn field(&mut self, field: &Field, around: &[&Directive]) {
        self.text(&field.name);
        self.arguments(&field.arguments);
        around
            .iter()
            .for_each(|directive| self.directive(directive));
        field
            .directives
            .iter()
            .for_each(|directive| self.directive(directive));
        field.selection.iter().for_each(|below| self.set(below));
    }

    /// A field at the root inside of an inline fragment for each directive around it, with the place of its alias.
    pub(super) fn nested(&mut self, field: &Field, around: &[&Directive]) {
        for directive in around {
            self.text("...");
            self.directive(directive);
            self.text("{");
        }
        self.pieces.push(Piece::Key);
        self.field(field, &[]);
        self.text(&"}".repeat(around.len()));
    }

    /// A selection set in braces.
    pub(super) fn set(&mut self, set: &SelectionSet) {
        let (schema, document) = (self.names.schema, self.names.document);
        self.text("{");
        if needs_typename(
            Scope {
                schema,
                document,
                on: &set.on,
                flat: false,
            },
            set,
        ) {
            self.text(TYPENAME);
        }
        set.items.iter().for_each(|item| self.item(item));
        self.text("}");
    }

    fn item(&mut self, item: &Selection) {
        match item {
            Selection::Field(field) => self.aliased(field),
            Selection::Spread(spread) => self.spread(spread),
            Selection::Inline(inline) => self.inline(inline),
        }
    }

    fn aliased(&mut self, field: &Field) {
        self.part();
        if let Some(alias) = field.alias.as_deref().filter(|alias| *alias != field.name) {
            self.text(alias);
            self.text(":");
        }
        self.field(field, &[]);
    }

    fn spread(&mut self, spread: &Spread) {
        let is_it = |fragment: &&crate::document::Fragment| fragment.name == spread.fragment;
        let index = self.names.fragments.iter().position(is_it);
        self.pieces.extend(index.map(Piece::Spread));
        spread
            .directives
            .iter()
            .for_each(|directive| self.directive(directive));
    }

    fn inline(&mut self, inline: &Inline) {
        self.text("...");
        if let Some(on) = &inline.on {
            self.text("on ");
            self.text(on);
        }
        inline
            .directives
            .iter()
            .for_each(|directive| self.directive(directive));
        self.set(&inline.selection);
    }

    fn arguments(&mut self, arguments: &[(String, crate::document::Value)]) {
        if arguments.is_empty() {
            return;
        }
        self.text("(");
        write_pairs(self, arguments);
        self.text(")");
    }

    fn directive(&mut self, directive: &Directive) {
        self.text("@");
        self.text(&directive.name);
        self.arguments(&directive.arguments);
    }

    /// A space, if the next name would run into what stands before.
    fn part(&mut self) {
        let last = match self.pieces.last() {
            Some(Piece::Text(text)) => text.chars().next_back(),
            Some(Piece::Variable(_) | Piece::Spread(_)) => Some('a'),
            Some(Piece::Key) | None => None,
        };
        if last.is_some_and(|char| char.is_alphanumeric() || char == '_') {
            self.text(" ");
        }
    }
}

impl Sink for Pieces<'_, '_> {
    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn variable(&mut self, name: &str) {
        let variables = &self.names.operation.variables;
        match variables.iter().position(|variable| variable.name == name) {
            Some(index) => self.pieces.push(Piece::Variable(index)),
            None => write_value(self, &crate::document::Value::Null),
        }
    }
}
