//! The first syntax error of a document, in graphql-js' words. What parses here is handed to apollo-compiler.

mod lexer;

use lexer::{Kind, Lexer, Token};

/// Where and why a document is no GraphQL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) offset: usize,
}

type Parsed = Result<(), SyntaxError>;

/// Reads a document of operations and fragments to its end.
pub(crate) fn check(text: &str) -> Parsed {
    let mut parser = Parser::new(text)?;
    parser.definition()?;
    while parser.token.kind != Kind::End {
        parser.definition()?;
    }
    Ok(())
}

// As deep as apollo-compiler's own limit: deeper documents are refused there.
const DEEPEST: usize = 500;

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token<'a>,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, SyntaxError> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next()?;
        Ok(Self {
            lexer,
            token,
            depth: 0,
        })
    }

    fn advance(&mut self) -> Parsed {
        self.token = self.lexer.next()?;
        Ok(())
    }

    fn fail(&self, message: String) -> Parsed {
        Err(SyntaxError {
            message: format!("Syntax Error: {message}"),
            offset: self.token.offset,
        })
    }

    fn unexpected(&self) -> Parsed {
        self.fail(format!("Unexpected {}.", self.token.description()))
    }

    fn expect(&mut self, kind: Kind) -> Parsed {
        if self.token.kind == kind {
            return self.advance();
        }
        self.fail(format!(
            "Expected {}, found {}.",
            kind.description(),
            self.token.description()
        ))
    }

    fn expect_word(&mut self, word: &str) -> Parsed {
        if self.token.is_word(word) {
            return self.advance();
        }
        self.fail(format!(
            "Expected \"{word}\", found {}.",
            self.token.description()
        ))
    }

    fn skip(&mut self, kind: Kind) -> Result<bool, SyntaxError> {
        let found = self.token.kind == kind;
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// One or more between brackets.
    fn many(&mut self, open: Kind, item: fn(&mut Self) -> Parsed, close: Kind) -> Parsed {
        self.expect(open)?;
        item(self)?;
        while !self.skip(close)? {
            item(self)?;
        }
        Ok(())
    }

    /// None or more between brackets.
    fn any(&mut self, open: Kind, item: impl Fn(&mut Self) -> Parsed, close: Kind) -> Parsed {
        self.expect(open)?;
        while !self.skip(close)? {
            item(self)?;
        }
        Ok(())
    }

    fn optional_many(&mut self, open: Kind, item: fn(&mut Self) -> Parsed, close: Kind) -> Parsed {
        if self.token.kind == open {
            self.many(open, item, close)
        } else {
            Ok(())
        }
    }

    fn deeper(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fail("the document is nested too deeply for the sandbox.".into());
        }
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }

    fn definition(&mut self) -> Parsed {
        match (self.token.kind, self.token.text) {
            (Kind::BraceOpen, _) => self.selection_set(),
            (Kind::Name, "query" | "mutation" | "subscription") => self.operation(),
            (Kind::Name, "fragment") => self.fragment(),
            (Kind::Name, word) if lexer::TYPE_SYSTEM.contains(&word) => self.type_system(),
            (Kind::String | Kind::BlockString, _) => self.type_system(),
            _ => self.unexpected(),
        }
    }

    // Definitions of types parse, and are refused by validation: their inside is left to apollo-compiler.
    fn type_system(&mut self) -> Parsed {
        while self.token.kind != Kind::End {
            self.advance()?;
        }
        Ok(())
    }

    fn operation(&mut self) -> Parsed {
        self.advance()?;
        self.skip(Kind::Name)?;
        self.optional_many(Kind::ParenOpen, Self::variable_definition, Kind::ParenClose)?;
        self.directives(false)?;
        self.selection_set()
    }

    fn variable_definition(&mut self) -> Parsed {
        self.variable()?;
        self.expect(Kind::Colon)?;
        self.type_reference()?;
        if self.skip(Kind::Equals)? {
            self.value(true)?;
        }
        self.directives(true)
    }

    fn variable(&mut self) -> Parsed {
        self.expect(Kind::Dollar)?;
        self.expect(Kind::Name)
    }

    fn type_reference(&mut self) -> Parsed {
        self.deeper(|parser| {
            if parser.skip(Kind::BracketOpen)? {
                parser.type_reference()?;
                parser.expect(Kind::BracketClose)?;
            } else {
                parser.expect(Kind::Name)?;
            }
            parser.skip(Kind::Bang).map(drop)
        })
    }

    fn selection_set(&mut self) -> Parsed {
        self.deeper(|parser| parser.many(Kind::BraceOpen, Self::selection, Kind::BraceClose))
    }

    fn selection(&mut self) -> Parsed {
        if self.token.kind == Kind::Spread {
            self.spread()
        } else {
            self.field()
        }
    }

    fn field(&mut self) -> Parsed {
        self.expect(Kind::Name)?;
        if self.skip(Kind::Colon)? {
            self.expect(Kind::Name)?;
        }
        self.arguments(false)?;
        self.directives(false)?;
        if self.token.kind == Kind::BraceOpen {
            self.selection_set()
        } else {
            Ok(())
        }
    }

    fn spread(&mut self) -> Parsed {
        self.advance()?;
        let condition = self.token.is_word("on");
        if !condition && self.token.kind == Kind::Name {
            self.advance()?;
            return self.directives(false);
        }
        if condition {
            self.advance()?;
            self.expect(Kind::Name)?;
        }
        self.directives(false)?;
        self.selection_set()
    }

    fn fragment(&mut self) -> Parsed {
        self.advance()?;
        if self.token.is_word("on") {
            return self.unexpected();
        }
        self.expect(Kind::Name)?;
        self.expect_word("on")?;
        self.expect(Kind::Name)?;
        self.directives(false)?;
        self.selection_set()
    }

    fn arguments(&mut self, constant: bool) -> Parsed {
        let item = if constant {
            Self::constant_argument
        } else {
            Self::argument
        };
        self.optional_many(Kind::ParenOpen, item, Kind::ParenClose)
    }

    fn argument(&mut self) -> Parsed {
        self.named_value(false)
    }

    fn constant_argument(&mut self) -> Parsed {
        self.named_value(true)
    }

    fn named_value(&mut self, constant: bool) -> Parsed {
        self.expect(Kind::Name)?;
        self.expect(Kind::Colon)?;
        self.value(constant)
    }

    fn directives(&mut self, constant: bool) -> Parsed {
        while self.skip(Kind::At)? {
            self.expect(Kind::Name)?;
            self.arguments(constant)?;
        }
        Ok(())
    }

    fn value(&mut self, constant: bool) -> Parsed {
        self.deeper(|parser| match parser.token.kind {
            Kind::BracketOpen => parser.any(
                Kind::BracketOpen,
                |parser| parser.value(constant),
                Kind::BracketClose,
            ),
            Kind::BraceOpen => parser.any(
                Kind::BraceOpen,
                |parser| parser.named_value(constant),
                Kind::BraceClose,
            ),
            Kind::Int | Kind::Float | Kind::String | Kind::BlockString | Kind::Name => {
                parser.advance()
            }
            Kind::Dollar if !constant => parser.variable(),
            _ => parser.unexpected(),
        })
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
        assert_eq!(check(text), Err(expected), "{text}");
    }

    #[test]
    fn sound_documents_pass() {
        for text in [
            "{a}",
            "query Q($a: [Int!]! = [1, -2.5e3] @d) @d(x: {y: \"z\"}) { b: c(d: $a) { ...F ... on T { e } ... { f } } }",
            "fragment F on T { a } # end",
            "\u{feff}{ a(b: \"\"\"block \\\"\"\" \n end\"\"\") }",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn mistakes_are_worded_as_graphql_js_words_them() {
        refused("{pages{list{id}", 15, "Expected Name, found <EOF>.");
        refused("{", 1, "Expected Name, found <EOF>.");
        refused("", 0, "Unexpected <EOF>.");
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
