//! The tokens of a document one after the other, and what is said where another one was expected.

use super::lexer::{Kind, Lexer, Token};
use super::tree::Name;
use super::{Parsed, SyntaxError};

// As deep as apollo-compiler's own limit: deeper documents are refused there.
const DEEPEST: usize = 500;

/// Goes through the tokens of a document, one ahead.
pub(super) struct Parser<'a> {
    lexer: Lexer<'a>,
    pub(super) token: Token<'a>,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Parsed<Self> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next()?;
        Ok(Self {
            lexer,
            token,
            depth: 0,
        })
    }

    /// The token, which is then behind.
    pub(super) fn advance(&mut self) -> Parsed<Token<'a>> {
        let next = self.lexer.next()?;
        Ok(std::mem::replace(&mut self.token, next))
    }

    pub(super) fn fail<T>(&self, message: String) -> Parsed<T> {
        Err(SyntaxError {
            message: format!("Syntax Error: {message}"),
            offset: self.token.offset,
        })
    }

    pub(super) fn unexpected<T>(&self) -> Parsed<T> {
        self.fail(format!("Unexpected {}.", self.token.description()))
    }

    pub(super) fn expect(&mut self, kind: Kind) -> Parsed<Token<'a>> {
        if self.token.kind == kind {
            return self.advance();
        }
        self.fail(format!(
            "Expected {}, found {}.",
            kind.description(),
            self.token.description()
        ))
    }

    pub(super) fn name(&mut self) -> Parsed<Name<'a>> {
        let token = self.expect(Kind::Name)?;
        Ok(Name {
            text: token.text,
            at: token.offset,
        })
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Parsed {
        if self.token.is_word(word) {
            return self.advance().map(drop);
        }
        self.fail(format!(
            "Expected \"{word}\", found {}.",
            self.token.description()
        ))
    }

    pub(super) fn skip(&mut self, kind: Kind) -> Parsed<bool> {
        let found = self.token.kind == kind;
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// One or more between brackets.
    pub(super) fn many<T>(
        &mut self,
        open: Kind,
        item: fn(&mut Self) -> Parsed<T>,
        close: Kind,
    ) -> Parsed<Vec<T>> {
        self.expect(open)?;
        let mut items = vec![item(self)?];
        while !self.skip(close)? {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// None or more between brackets.
    pub(super) fn any<T>(
        &mut self,
        open: Kind,
        item: impl Fn(&mut Self) -> Parsed<T>,
        close: Kind,
    ) -> Parsed<Vec<T>> {
        self.expect(open)?;
        let mut items = Vec::new();
        while !self.skip(close)? {
            items.push(item(self)?);
        }
        Ok(items)
    }

    pub(super) fn optional_many<T>(
        &mut self,
        open: Kind,
        item: fn(&mut Self) -> Parsed<T>,
        close: Kind,
    ) -> Parsed<Vec<T>> {
        match self.token.kind == open {
            true => self.many(open, item, close),
            false => Ok(Vec::new()),
        }
    }

    pub(super) fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fail("the document is nested too deeply for the sandbox.".into());
        }
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }
}
