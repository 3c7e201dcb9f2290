//! Values, types, arguments and directives, which documents and schemas share.

use super::{Parsed, Parser};
use crate::diagnostic::Diagnostic;
use crate::syntax::SYNTAX;
use crate::syntax::token::TokenKind;
use crate::syntax::tree::{Argument, Directive, Name, Type, Value, ValueKind};

impl Parser<'_> {
    /// `$name`.
    pub(super) fn variable(&mut self) -> Parsed<Name> {
        let dollar = self
            .eat(TokenKind::Dollar)
            .ok_or_else(|| self.expected("a variable: `$name`"))?;
        let name = self.name("the variable's name")?;
        Ok(Name {
            span: dollar.to(name.span),
            ..name
        })
    }

    /// A value; a constant one holds no variables.
    pub(super) fn value(&mut self, constant: bool) -> Parsed<Value> {
        match self.token().kind {
            TokenKind::BracketOpen => self.list(constant),
            TokenKind::BraceOpen => self.object(constant),
            TokenKind::Dollar if constant => Err(self.variable_in_constant()),
            TokenKind::Dollar => {
                let name = self.variable()?;
                Ok(Value {
                    kind: ValueKind::Variable(name.text),
                    span: name.span,
                })
            }
            _ => self.scalar(),
        }
    }

    fn list(&mut self, constant: bool) -> Parsed<Value> {
        let item = |parser: &mut Self| parser.value(constant);
        let (items, span) = self.any(TokenKind::BracketOpen, TokenKind::BracketClose, item)?;
        Ok(Value {
            kind: ValueKind::List(items),
            span,
        })
    }

    fn object(&mut self, constant: bool) -> Parsed<Value> {
        let entry = |parser: &mut Self| parser.argument(constant);
        let (entries, span) = self.any(TokenKind::BraceOpen, TokenKind::BraceClose, entry)?;
        Ok(Value {
            kind: ValueKind::Object(entries),
            span,
        })
    }

    fn scalar(&mut self) -> Parsed<Value> {
        let token = self.token();
        let text = self.slice(token.span);
        let kind = match token.kind {
            TokenKind::Int => ValueKind::Int(text.to_owned()),
            TokenKind::Float => ValueKind::Float(text.to_owned()),
            TokenKind::String => ValueKind::String(token.string.clone()),
            TokenKind::Name => word_value(text),
            _ => return Err(self.expected("a value")),
        };
        Ok(Value {
            kind,
            span: self.bump(),
        })
    }

    fn variable_in_constant(&self) -> Box<Diagnostic> {
        let message = "a variable cannot stand in a default or a schema";
        Box::new(
            Diagnostic::new(SYNTAX, self.token().span, message).saying("expected a constant value"),
        )
    }

    pub(super) fn arguments(&mut self, constant: bool) -> Parsed<Vec<Argument>> {
        self.many_if_there(TokenKind::ParenOpen, TokenKind::ParenClose, |parser| {
            parser.argument(constant)
        })
    }

    /// `name: value`, of a field, a directive or an input object.
    fn argument(&mut self, constant: bool) -> Parsed<Argument> {
        let name = self.name("a name")?;
        self.expect(TokenKind::Colon)?;
        Ok(Argument {
            name,
            value: self.value(constant)?,
        })
    }

    pub(super) fn directives(&mut self, constant: bool) -> Parsed<Vec<Directive>> {
        let mut directives = Vec::new();
        while let Some(at) = self.eat(TokenKind::At) {
            let name = self.name("the directive's name")?;
            let name = Name {
                span: at.to(name.span),
                ..name
            };
            directives.push(Directive {
                name,
                arguments: self.arguments(constant)?,
            });
        }
        Ok(directives)
    }

    pub(super) fn type_reference(&mut self) -> Parsed<Type> {
        let inner = match self.eat(TokenKind::BracketOpen) {
            Some(open) => {
                self.deeper(open)?;
                let item = self.type_reference()?;
                let close = self.expect(TokenKind::BracketClose)?;
                self.depth -= 1;
                Type::List(Box::new(item), open.to(close))
            }
            None => Type::Named(self.name("a type")?),
        };
        match self.eat(TokenKind::Bang) {
            Some(bang) => {
                let span = inner.span().to(bang);
                Ok(Type::NonNull(Box::new(inner), span))
            }
            None => Ok(inner),
        }
    }
}

fn word_value(word: &str) -> ValueKind {
    match word {
        "true" => ValueKind::Boolean(true),
        "false" => ValueKind::Boolean(false),
        "null" => ValueKind::Null,
        name => ValueKind::Enum(name.to_owned()),
    }
}
