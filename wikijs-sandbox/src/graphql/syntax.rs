//! Reads documents, with graphql-js' words for the first mistake. What is read here is validated, and run by
//! apollo-compiler.

mod cursor;
mod lexer;
pub(crate) mod tree;

use apollo_compiler::Name as GraphqlName;
use apollo_compiler::ast::Type;

use cursor::Parser;
use lexer::{Kind, Token};
use tree::{
    Argument, Definition, Directive, Field, Fragment, Name, Operation, Selection, SelectionSet,
    Value, ValueKind, Variable,
};

/// Where and why a document is no GraphQL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) offset: usize,
}

type Parsed<T = ()> = Result<T, SyntaxError>;

/// Reads a document of operations and fragments to its end.
pub(crate) fn parse(text: &str) -> Parsed<Vec<Definition<'_>>> {
    let mut parser = Parser::new(text)?;
    let mut definitions = vec![parser.definition()?];
    while parser.token.kind != Kind::End {
        definitions.push(parser.definition()?);
    }
    Ok(definitions)
}

impl<'a> Parser<'a> {
    fn definition(&mut self) -> Parsed<Definition<'a>> {
        match (self.token.kind, self.token.text) {
            (Kind::BraceOpen, _) => self.shorthand().map(Definition::Operation),
            (Kind::Name, "query" | "mutation" | "subscription") => {
                self.operation().map(Definition::Operation)
            }
            (Kind::Name, "fragment") => self.fragment().map(Definition::Fragment),
            (Kind::Name, word) if lexer::TYPE_SYSTEM.contains(&word) => self.type_system(),
            (Kind::String | Kind::BlockString, _) => self.described(),
            _ => self.unexpected(),
        }
    }

    // A description stands before a definition of the type system only.
    fn described(&mut self) -> Parsed<Definition<'a>> {
        let at = self.advance()?.offset;
        if !lexer::TYPE_SYSTEM.contains(&self.token.text) || self.token.kind != Kind::Name {
            return self.unexpected();
        }
        match self.type_system()? {
            Definition::TypeSystem { name, .. } => Ok(Definition::TypeSystem { at, name }),
            other => Ok(other),
        }
    }

    // Definitions of types parse, and are refused by validation: their inside is not looked at.
    fn type_system(&mut self) -> Parsed<Definition<'a>> {
        let (at, mut name) = (self.token.offset, None);
        let mut words = Vec::new();
        while self.token.kind != Kind::End {
            let token = self.advance()?;
            let passed = lexer::TYPE_SYSTEM.contains(&token.text) || token.kind == Kind::At;
            if words.len() < 3 && !passed && name.is_none() && token.kind == Kind::Name {
                name = Some(token.text);
            }
            words.push(token.text);
        }
        let is_schema = words.first() == Some(&"schema") || words.get(1) == Some(&"schema");
        let name = name.filter(|_| !is_schema);
        Ok(Definition::TypeSystem { at, name })
    }

    fn shorthand(&mut self) -> Parsed<Operation<'a>> {
        let at = self.token.offset;
        Ok(Operation {
            at,
            kind: "query",
            name: None,
            variables: Vec::new(),
            directives: Vec::new(),
            selections: self.selection_set()?,
        })
    }

    fn operation(&mut self) -> Parsed<Operation<'a>> {
        let kind = self.advance()?;
        let name = match self.token.kind {
            Kind::Name => Some(self.name()?),
            _ => None,
        };
        Ok(Operation {
            at: kind.offset,
            kind: kind.text,
            name,
            variables: self.optional_many(
                Kind::ParenOpen,
                Self::variable_definition,
                Kind::ParenClose,
            )?,
            directives: self.directives(false)?,
            selections: self.selection_set()?,
        })
    }

    fn variable_definition(&mut self) -> Parsed<Variable<'a>> {
        let at = self.token.offset;
        let name = self.variable()?;
        self.expect(Kind::Colon)?;
        let type_at = self.token.offset;
        let (ty, name_at) = self.type_reference()?;
        let default = match self.skip(Kind::Equals)? {
            true => Some(self.value(true)?),
            false => None,
        };
        Ok(Variable {
            at,
            name,
            ty,
            type_at: (type_at, name_at),
            default,
            directives: self.directives(true)?,
        })
    }

    fn variable(&mut self) -> Parsed<Name<'a>> {
        self.expect(Kind::Dollar)?;
        self.name()
    }

    /// A type, and where its name stands.
    fn type_reference(&mut self) -> Parsed<(Type, usize)> {
        self.deeper(|parser| {
            let (ty, at) = match parser.skip(Kind::BracketOpen)? {
                true => {
                    let (item, at) = parser.type_reference()?;
                    parser.expect(Kind::BracketClose)?;
                    (item.list(), at)
                }
                false => {
                    let name = parser.name()?;
                    (Type::Named(GraphqlName::new_unchecked(name.text)), name.at)
                }
            };
            match parser.skip(Kind::Bang)? {
                true => Ok((ty.non_null(), at)),
                false => Ok((ty, at)),
            }
        })
    }

    fn selection_set(&mut self) -> Parsed<SelectionSet<'a>> {
        self.deeper(|parser| {
            let at = parser.token.offset;
            let items = parser.many(Kind::BraceOpen, Self::selection, Kind::BraceClose)?;
            Ok(SelectionSet { at, items })
        })
    }

    fn selection(&mut self) -> Parsed<Selection<'a>> {
        match self.token.kind {
            Kind::Spread => self.spread(),
            _ => self.field().map(Selection::Field),
        }
    }

    fn field(&mut self) -> Parsed<Field<'a>> {
        let first = self.name()?;
        let (alias, name) = match self.skip(Kind::Colon)? {
            true => (Some(first.text), self.name()?.text),
            false => (None, first.text),
        };
        Ok(Field {
            at: first.at,
            alias,
            name,
            arguments: self.arguments(false)?,
            directives: self.directives(false)?,
            selections: match self.token.kind {
                Kind::BraceOpen => Some(self.selection_set()?),
                _ => None,
            },
        })
    }

    fn spread(&mut self) -> Parsed<Selection<'a>> {
        let at = self.advance()?.offset;
        let conditioned = self.token.is_word("on");
        if !conditioned && self.token.kind == Kind::Name {
            return Ok(Selection::Spread {
                at,
                name: self.name()?,
                directives: self.directives(false)?,
            });
        }
        let condition = match conditioned {
            true => {
                self.advance()?;
                Some(self.name()?)
            }
            false => None,
        };
        Ok(Selection::Inline {
            at,
            condition,
            directives: self.directives(false)?,
            selections: self.selection_set()?,
        })
    }

    fn fragment(&mut self) -> Parsed<Fragment<'a>> {
        let at = self.advance()?.offset;
        if self.token.is_word("on") {
            return self.unexpected();
        }
        let name = self.name()?;
        self.expect_word("on")?;
        Ok(Fragment {
            at,
            name,
            condition: self.name()?,
            directives: self.directives(false)?,
            selections: self.selection_set()?,
        })
    }

    fn arguments(&mut self, constant: bool) -> Parsed<Vec<Argument<'a>>> {
        let item = match constant {
            true => Self::constant_argument,
            false => Self::argument,
        };
        self.optional_many(Kind::ParenOpen, item, Kind::ParenClose)
    }

    fn argument(&mut self) -> Parsed<Argument<'a>> {
        self.named_value(false)
    }

    fn constant_argument(&mut self) -> Parsed<Argument<'a>> {
        self.named_value(true)
    }

    fn named_value(&mut self, constant: bool) -> Parsed<Argument<'a>> {
        let name = self.name()?;
        self.expect(Kind::Colon)?;
        let value = self.value(constant)?;
        Ok(Argument { name, value })
    }

    fn directives(&mut self, constant: bool) -> Parsed<Vec<Directive<'a>>> {
        let mut directives = Vec::new();
        while self.token.kind == Kind::At {
            let at = self.advance()?.offset;
            directives.push(Directive {
                at,
                name: self.name()?.text,
                arguments: self.arguments(constant)?,
            });
        }
        Ok(directives)
    }

    fn value(&mut self, constant: bool) -> Parsed<Value<'a>> {
        let at = self.token.offset;
        let kind = self.deeper(|parser| match parser.token.kind {
            Kind::BracketOpen => parser
                .any(
                    Kind::BracketOpen,
                    |parser| parser.value(constant),
                    Kind::BracketClose,
                )
                .map(ValueKind::List),
            Kind::BraceOpen => parser
                .any(
                    Kind::BraceOpen,
                    |parser| parser.named_value(constant),
                    Kind::BraceClose,
                )
                .map(ValueKind::Object),
            Kind::Dollar if !constant => {
                parser.variable().map(|name| ValueKind::Variable(name.text))
            }
            Kind::Int | Kind::Float | Kind::String | Kind::BlockString | Kind::Name => {
                parser.advance().map(literal)
            }
            _ => parser.unexpected(),
        })?;
        Ok(Value { at, kind })
    }
}

fn literal(token: Token<'_>) -> ValueKind<'_> {
    match (token.kind, token.text) {
        (Kind::Int, text) => ValueKind::Int(text),
        (Kind::Float, text) => ValueKind::Float(text),
        (Kind::String, text) => ValueKind::String(text),
        (Kind::BlockString, text) => ValueKind::Block(text),
        (_, "true") => ValueKind::Boolean(true),
        (_, "false") => ValueKind::Boolean(false),
        (_, "null") => ValueKind::Null,
        (_, text) => ValueKind::Enum(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, offset: usize, message: &str) {
        let expected = SyntaxError {
            message: format!("Syntax Error: {message}"),
            offset,
        };
        assert_eq!(parse(text).err(), Some(expected), "{text}");
    }

    #[test]
    fn sound_documents_pass() {
        for text in [
            "{a}",
            "query Q($a: [Int!]! = [1, -2.5e3] @d) @d(x: {y: \"z\"}) { b: c(d: $a) { ...F ... on T { e } ... { f } } }",
            "fragment F on T { a } # end",
            "\u{feff}{ a(b: \"\"\"block \\\"\"\" \n end\"\"\") }",
        ] {
            assert_eq!(parse(text).err(), None, "{text}");
        }
    }

    #[test]
    fn mistakes_are_worded_as_graphql_js_words_them() {
        refused("{pages{list{id}", 15, "Expected Name, found <EOF>.");
        refused("{", 1, "Expected Name, found <EOF>.");
        refused("", 0, "Unexpected <EOF>.");
        refused("\"x\"", 3, "Unexpected <EOF>.");
        refused(
            "{a(b: \"\\q\")}",
            8,
            "Invalid character escape sequence: \\q.",
        );
        refused("foo", 0, "Unexpected Name \"foo\".");
        refused("{a(}", 3, "Expected Name, found \"}\".");
        refused("{a(b: )}", 6, "Unexpected \")\".");
        refused("{a(b: \"x)}", 10, "Unterminated string.");
        refused("{a ? b}", 3, "Cannot parse the unexpected character \"?\".");
        refused(
            "query ($a Int) {b}",
            10,
            "Expected \":\", found Name \"Int\".",
        );
        refused("fragment F T {a}", 11, "Expected \"on\", found Name \"T\".");
        refused(
            "{a(b: 01)}",
            7,
            "Invalid number, unexpected digit after 0: \"1\".",
        );
    }
}
