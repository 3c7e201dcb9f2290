//! Operations, fragments and what they select: sections 2.3 to 2.8 of the specification.

use super::{Parsed, Parser};
use crate::config::Target;
use crate::source::Span;
use crate::syntax::token::TokenKind;
use crate::syntax::tree::{
    Definition, Field, Fragment, Inline, Operation, OperationKind, Selection, SelectionSet, Spread,
    VariableDefinition,
};

impl Parser<'_> {
    /// `{ … }` without a keyword.
    pub(super) fn anonymous_query(&mut self) -> Parsed<Definition> {
        let head = self.token().span;
        let comment = self.comment_above(head);
        let selection = self.selection_set()?;
        Ok(Definition::Operation(Operation {
            kind: OperationKind::Query,
            name: None,
            comment,
            variables: Vec::new(),
            directives: Vec::new(),
            selection,
            head,
        }))
    }

    pub(super) fn operation(&mut self) -> Parsed<Definition> {
        let comment = self.comment_above(self.token().span);
        let (kind, start) = self.operation_kind()?;
        let name = match self.word() {
            Some(_) => Some(self.name("a name")?),
            None => None,
        };
        let head = name.as_ref().map_or(start, |name| start.to(name.span));
        let variables = self.many_if_there(
            TokenKind::ParenOpen,
            TokenKind::ParenClose,
            Self::variable_definition,
        )?;
        let directives = self.directives(false)?;
        let selection = self.selection_set()?;
        Ok(Definition::Operation(Operation {
            kind,
            name,
            comment,
            variables,
            directives,
            selection,
            head,
        }))
    }

    pub(super) fn operation_kind(&mut self) -> Parsed<(OperationKind, Span)> {
        let kind = match self.word() {
            Some("query") => OperationKind::Query,
            Some("mutation") => OperationKind::Mutation,
            Some("subscription") => OperationKind::Subscription,
            _ => return Err(self.expected("`query`, `mutation` or `subscription`")),
        };
        Ok((kind, self.bump()))
    }

    fn variable_definition(&mut self) -> Parsed<VariableDefinition> {
        if self.target == Target::GraphqlJs16 {
            // A description; what a variable is for is told by the argument it goes to.
            self.eat(TokenKind::String);
        }
        let name = self.variable()?;
        self.expect(TokenKind::Colon)?;
        let ty = self.type_reference()?;
        let default = match self.eat(TokenKind::Equals) {
            Some(_) => Some(self.value(true)?),
            None => None,
        };
        let directives = self.directives(true)?;
        Ok(VariableDefinition {
            name,
            ty,
            default,
            directives,
        })
    }

    pub(super) fn fragment(&mut self) -> Parsed<Definition> {
        let comment = self.comment_above(self.token().span);
        self.expect_word("fragment")?;
        if self.word() == Some("on") {
            return Err(self.expected("the fragment's name"));
        }
        let name = self.name("the fragment's name")?;
        self.expect_word("on")?;
        let on = self.name("the type that the fragment is on")?;
        let directives = self.directives(false)?;
        let selection = self.selection_set()?;
        Ok(Definition::Fragment(Fragment {
            name,
            on,
            comment,
            directives,
            selection,
        }))
    }

    fn selection_set(&mut self) -> Parsed<SelectionSet> {
        if !self.is(TokenKind::BraceOpen) {
            return Err(self.expected("`{` and what to select"));
        }
        let (items, span) =
            self.many(TokenKind::BraceOpen, TokenKind::BraceClose, Self::selection)?;
        Ok(SelectionSet { items, span })
    }

    fn selection(&mut self) -> Parsed<Selection> {
        match self.eat(TokenKind::Spread) {
            Some(dots) => self.spread(dots),
            None => self.field().map(Selection::Field),
        }
    }

    fn spread(&mut self, dots: Span) -> Parsed<Selection> {
        if self.word().is_some_and(|word| word != "on") {
            let fragment = self.name("the fragment's name")?;
            let span = dots.to(fragment.span);
            return Ok(Selection::Spread(Spread {
                fragment,
                directives: self.directives(false)?,
                span,
            }));
        }
        let on = match self.eat_word("on") {
            Some(_) => Some(self.name("the type of the inline fragment")?),
            None => None,
        };
        let head = on.as_ref().map_or(dots, |on| dots.to(on.span));
        let directives = self.directives(false)?;
        Ok(Selection::Inline(Inline {
            on,
            directives,
            selection: self.selection_set()?,
            head,
        }))
    }

    fn field(&mut self) -> Parsed<Field> {
        let first = self.name("a field")?;
        let (alias, name) = match self.eat(TokenKind::Colon) {
            Some(_) => (Some(first), self.name("the field that the alias is for")?),
            None => (None, first),
        };
        let arguments = self.arguments(false)?;
        let directives = self.directives(false)?;
        let selection = match self.is(TokenKind::BraceOpen) {
            true => Some(self.selection_set()?),
            false => None,
        };
        Ok(Field {
            alias,
            name,
            arguments,
            directives,
            selection,
        })
    }
}
