//! Tokens to tree, by recursive descent. Here are the cursor and the definitions at the top of a file; the rules of the
//! grammar stand in [`executable`], [`types`] and [`values`].

mod executable;
mod types;
mod values;

use super::SYNTAX;
use super::token::{Token, TokenKind};
use super::tree::{Definition, Name, Value};
use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How deep braces, brackets and the like may nest. Far beyond what anybody writes, and little enough for every stack.
pub(super) const DEPTH: usize = 128;

/// What a rule of the grammar gives.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Parses a file.
pub(super) fn document(
    target: Target,
    text: &str,
    tokens: Vec<Token>,
    comments: &[Span],
) -> Parsed<Vec<Definition>> {
    let mut parser = Parser {
        target,
        text,
        tokens,
        comments,
        at: 0,
        depth: 0,
    };
    let mut definitions = Vec::new();
    while !parser.is(TokenKind::End) {
        definitions.push(parser.definition()?);
    }
    Ok(definitions)
}

/// Parses a text that is one value without variables.
pub(super) fn constant(text: &str, tokens: Vec<Token>, comments: &[Span]) -> Parsed<Value> {
    let mut parser = Parser {
        target: Target::GraphqlJs16,
        text,
        tokens,
        comments,
        at: 0,
        depth: 0,
    };
    let value = parser.value(true)?;
    match parser.is(TokenKind::End) {
        true => Ok(value),
        false => Err(parser.expected("the end")),
    }
}

/// Where among the tokens the parser stands. The last token is always [`TokenKind::End`] and is never passed.
pub(super) struct Parser<'s> {
    target: Target,
    text: &'s str,
    tokens: Vec<Token>,
    comments: &'s [Span],
    at: usize,
    depth: usize,
}

impl<'s> Parser<'s> {
    fn definition(&mut self) -> Parsed<Definition> {
        if self.is(TokenKind::BraceOpen) {
            return self.anonymous_query();
        }
        let described = self.is(TokenKind::String);
        let keyword = if described {
            self.word_at(self.at + 1)
        } else {
            self.word()
        };
        match keyword {
            Some("query" | "mutation" | "subscription" | "fragment") if described => {
                self.described_operation()
            }
            Some("query" | "mutation" | "subscription") => self.operation(),
            Some("fragment") => self.fragment(),
            Some(_) => self.type_system_definition(),
            None => {
                Err(self
                    .expected("a definition: `query`, `mutation`, `subscription` or `fragment`"))
            }
        }
    }

    /// Since graphql-js 16 operations and fragments have descriptions; they stand for the comment above.
    fn described_operation(&mut self) -> Parsed<Definition> {
        if self.target == Target::GraphqlJs15 {
            return Err(self.no_description());
        }
        let description = self.token().string.clone();
        self.bump();
        let mut definition = self.definition()?;
        match &mut definition {
            Definition::Operation(node) => node.comment = Some(description),
            Definition::Fragment(node) => node.comment = Some(description),
            _ => {}
        }
        Ok(definition)
    }

    fn no_description(&self) -> Box<Diagnostic> {
        let message = "a description cannot stand at an operation or a fragment";
        let diagnostic = Diagnostic::new(SYNTAX, self.token().span, message);
        Box::new(diagnostic.help("write a comment directly above it: `# What it does.`"))
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at]
    }

    fn is(&self, kind: TokenKind) -> bool {
        self.token().kind == kind
    }

    fn slice(&self, span: Span) -> &'s str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// The name that comes next, left where it is.
    fn word(&self) -> Option<&'s str> {
        self.word_at(self.at)
    }

    fn word_at(&self, at: usize) -> Option<&'s str> {
        let token = self.tokens.get(at)?;
        (token.kind == TokenKind::Name).then(|| self.slice(token.span))
    }

    /// Takes the next token, whatever it is.
    fn bump(&mut self) -> Span {
        let span = self.token().span;
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        span
    }

    /// Takes the next token if it is of this kind.
    fn eat(&mut self, kind: TokenKind) -> Option<Span> {
        self.is(kind).then(|| self.bump())
    }

    /// Takes the next token if it is this word.
    fn eat_word(&mut self, word: &str) -> Option<Span> {
        (self.word() == Some(word)).then(|| self.bump())
    }

    fn expect(&mut self, kind: TokenKind) -> Parsed<Span> {
        self.eat(kind).ok_or_else(|| self.expected(kind.shown()))
    }

    fn expect_word(&mut self, word: &str) -> Parsed<Span> {
        self.eat_word(word)
            .ok_or_else(|| self.expected(&format!("`{word}`")))
    }

    /// A name; `wanted` says what for.
    fn name(&mut self, wanted: &str) -> Parsed<Name> {
        let Some(text) = self.word() else {
            return Err(self.expected(wanted));
        };
        Ok(Name {
            text: text.to_owned(),
            span: self.bump(),
        })
    }

    /// `open item+ close`.
    fn many<T>(
        &mut self,
        open: TokenKind,
        close: TokenKind,
        item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<(Vec<T>, Span)> {
        let (items, span) = self.any(open, close, item)?;
        match items.is_empty() {
            true => Err(self.empty(open, span)),
            false => Ok((items, span)),
        }
    }

    fn empty(&self, open: TokenKind, span: Span) -> Box<Diagnostic> {
        let message = "nothing stands between these";
        let diagnostic =
            Diagnostic::new(SYNTAX, span, message).saying("expected at least one entry");
        Box::new(match open {
            TokenKind::ParenOpen => diagnostic.help("leave the parentheses out"),
            _ => diagnostic.help("say what, or leave the braces out"),
        })
    }

    /// `open item* close`.
    fn any<T>(
        &mut self,
        open: TokenKind,
        close: TokenKind,
        mut item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<(Vec<T>, Span)> {
        let opened = self.expect(open)?;
        self.deeper(opened)?;
        let mut items = Vec::new();
        while !self.is(close) {
            if self.is(TokenKind::End) {
                return Err(self.unclosed(opened, close));
            }
            items.push(item(self)?);
        }
        self.depth -= 1;
        Ok((items, opened.to(self.bump())))
    }

    /// The same where it may be missing altogether.
    fn many_if_there<T>(
        &mut self,
        open: TokenKind,
        close: TokenKind,
        item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        if !self.is(open) {
            return Ok(Vec::new());
        }
        Ok(self.many(open, close, item)?.0)
    }

    /// Goes one level down. An error ends the file, so only a good way back counts up again.
    fn deeper(&mut self, at: Span) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= DEPTH {
            return Ok(());
        }
        let message = format!("this nests deeper than {DEPTH} levels");
        Err(Box::new(
            Diagnostic::new(SYNTAX, at, message).help("name parts of it as fragments"),
        ))
    }

    /// What comes next is not what the grammar has here.
    fn expected(&self, wanted: &str) -> Box<Diagnostic> {
        self.expected_at(self.token(), wanted)
    }

    fn expected_at(&self, token: &Token, wanted: &str) -> Box<Diagnostic> {
        let found = match token.kind {
            TokenKind::End | TokenKind::String => token.kind.shown().to_owned(),
            _ => format!("`{}`", self.slice(token.span)),
        };
        let message = format!("expected {wanted}, found {found}");
        Box::new(Diagnostic::new(SYNTAX, token.span, message).saying(format!("expected {wanted}")))
    }

    fn unclosed(&self, opened: Span, close: TokenKind) -> Box<Diagnostic> {
        let open = self.slice(opened);
        let message = format!("`{open}` is never closed");
        let diagnostic = Diagnostic::new(SYNTAX, self.token().span, message);
        Box::new(
            diagnostic
                .saying(format!("expected {}", close.shown()))
                .label(opened, "opened here"),
        )
    }

    /// The comment lines directly above a place, without `#` and one space.
    fn comment_above(&self, place: Span) -> Option<String> {
        let mut lines: Vec<&str> = Vec::new();
        let mut before = self.text.get(..place.start as usize)?;
        let mut known = &self.comments[..self
            .comments
            .partition_point(|comment| comment.start < place.start)];
        while let Some((comment, rest)) = known.split_last() {
            let between = before.get(comment.end as usize..)?;
            if !is_one_line_break(between) {
                break;
            }
            let text = self.slice(*comment).trim_start_matches('#');
            lines.push(text.strip_prefix(' ').unwrap_or(text).trim_end());
            before = before.get(..comment.start as usize)?;
            known = rest;
            // A comment behind something on its line belongs to that.
            let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
            if !line.trim_matches([' ', '\t', ',', '\u{feff}']).is_empty() {
                lines.pop();
                break;
            }
        }
        lines.reverse();
        let comment = lines.join("\n").trim().to_owned();
        (!comment.is_empty()).then_some(comment)
    }
}

/// White space with exactly one line break in it.
fn is_one_line_break(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', ',', '\u{feff}']);
    matches!(text, "\n" | "\r" | "\r\n")
}
