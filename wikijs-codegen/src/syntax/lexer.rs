//! Cuts a text into tokens as section 2.1 of the specification says. Comments are kept apart, with their places.

use super::SYNTAX;
use super::strings;
use super::token::{Token, TokenKind};
use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// The places of comments, from `#` to the end of the line.
pub(super) type Comments = Vec<Span>;

/// The tokens of a text, [`TokenKind::End`] last, and its comments.
pub(super) fn tokens(
    target: Target,
    file: FileId,
    text: &str,
) -> Result<(Vec<Token>, Comments), Box<Diagnostic>> {
    let mut lexer = Lexer {
        target,
        file,
        text,
        at: 0,
        comments: Vec::new(),
    };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.token()?;
        let end = token.kind == TokenKind::End;
        tokens.push(token);
        if end {
            return Ok((tokens, lexer.comments));
        }
    }
}

/// Where in the text the lexer stands. Slices are taken at places of ASCII letters, so they fall on character bounds.
pub(super) struct Lexer<'s> {
    target: Target,
    file: FileId,
    text: &'s str,
    at: usize,
    comments: Comments,
}

impl<'s> Lexer<'s> {
    fn token(&mut self) -> Result<Token, Box<Diagnostic>> {
        self.skip_ignored();
        let start = self.at;
        let Some(letter) = self.peek() else {
            return Ok(self.finish(TokenKind::End, start));
        };
        if let Some(kind) = TokenKind::punctuator(letter) {
            self.at += 1;
            return Ok(self.finish(kind, start));
        }
        match letter {
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => Ok(self.name()),
            b'-' | b'0'..=b'9' => self.number(),
            b'"' => self.string(),
            b'.' if self.rest().starts_with("...") => {
                self.at += 3;
                Ok(self.finish(TokenKind::Spread, start))
            }
            _ => Err(self.unknown()),
        }
    }

    fn skip_ignored(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r' | b',') => self.at += 1,
                Some(b'#') => self.comment(),
                Some(_) if self.rest().starts_with('\u{feff}') => self.at += '\u{feff}'.len_utf8(),
                _ => return,
            }
        }
    }

    /// A control character ends a comment and is then refused, as graphql-js does it.
    fn comment(&mut self) {
        let start = self.at;
        let ends = |byte: u8| byte < b' ' && byte != b'\t';
        self.skip_while(|byte| !ends(byte));
        self.comments.push(self.span(start, self.at));
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        self.skip_while(is_name_letter);
        self.finish(TokenKind::Name, start)
    }

    fn number(&mut self) -> Result<Token, Box<Diagnostic>> {
        let start = self.at;
        self.skip_one(b"-");
        let first = self.at;
        self.digits(start)?;
        if self.text.as_bytes()[first] == b'0' && self.at > first + 1 {
            return Err(self.wrong(start, "a number does not begin with 0"));
        }
        let mut kind = TokenKind::Int;
        if self.skip_one(b".") {
            kind = TokenKind::Float;
            self.digits(start)?;
        }
        if self.skip_one(b"eE") {
            kind = TokenKind::Float;
            self.skip_one(b"+-");
            self.digits(start)?;
        }
        match self.peek() {
            Some(b'.') => Err(self.wrong(start, "a number is not followed by `.`")),
            Some(letter) if is_name_letter(letter) => Err(self.wrong(
                start,
                "a name does not begin with a digit, and a number is not followed by a letter",
            )),
            _ => Ok(self.finish(kind, start)),
        }
    }

    fn digits(&mut self, start: usize) -> Result<(), Box<Diagnostic>> {
        let first = self.at;
        self.skip_while(|byte| byte.is_ascii_digit());
        if self.at == first {
            return Err(self.wrong(start, "a digit is missing in this number"));
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Token, Box<Diagnostic>> {
        let start = self.at;
        let scanned = match self.rest().strip_prefix(r#"""""#) {
            Some(rest) => strings::block(rest).map(|(length, string)| (length + 3, string)),
            None => strings::quoted(self.target, &self.rest()[1..])
                .map(|(length, string)| (length + 1, string)),
        };
        let (length, string) = scanned.map_err(|error| self.wrong_string(start, &error))?;
        self.at += length;
        Ok(Token {
            kind: TokenKind::String,
            span: self.span(start, self.at),
            string,
        })
    }

    fn wrong_string(&self, start: usize, error: &strings::StringError) -> Box<Diagnostic> {
        let prefix = if self.rest().starts_with(r#"""""#) {
            3
        } else {
            1
        };
        let from = start + prefix + error.at;
        let letter = self.text[from..].chars().next().map_or(0, char::len_utf8);
        let span = self.span(from, from + letter.max(error.length));
        let diagnostic = Diagnostic::new(SYNTAX, span, error.message);
        Box::new(if error.unclosed {
            diagnostic.label(self.span(start, start + prefix), "opened here")
        } else {
            diagnostic
        })
    }

    fn unknown(&self) -> Box<Diagnostic> {
        let letter = self.rest().chars().next().unwrap_or_default();
        let span = self.span(self.at, self.at + letter.len_utf8());
        let diagnostic = Diagnostic::new(
            SYNTAX,
            span,
            format!("{} is no part of GraphQL", shown(letter)),
        );
        Box::new(match letter {
            '\'' | '“' | '”' | '„' => {
                diagnostic.help("a string stands between double quotes: \"…\"")
            }
            '.' => diagnostic.help("a fragment is spread with three dots: `...Name`"),
            '/' => diagnostic.help("a comment begins with `#`"),
            ';' => diagnostic.help("leave it out: nothing stands between fields or definitions"),
            _ => diagnostic,
        })
    }

    fn wrong(&self, start: usize, message: &str) -> Box<Diagnostic> {
        let end = self.at.max(start + 1);
        Box::new(Diagnostic::new(SYNTAX, self.span(start, end), message))
    }

    fn finish(&self, kind: TokenKind, start: usize) -> Token {
        Token {
            kind,
            span: self.span(start, self.at),
            string: String::new(),
        }
    }

    /// The text is no longer than `u32::MAX`: that is looked at before.
    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: start as u32,
            end: end as u32,
        }
    }

    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_one(&mut self, letters: &[u8]) -> bool {
        let found = self.peek().is_some_and(|letter| letters.contains(&letter));
        self.at += usize::from(found);
        found
    }

    fn skip_while(&mut self, more: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&more) {
            self.at += 1;
        }
    }
}

fn is_name_letter(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// A letter as a message shows it: what cannot be seen by its number.
fn shown(letter: char) -> String {
    if letter.is_control() || letter.is_whitespace() {
        return format!("the character U+{:04X}", u32::from(letter));
    }
    format!("`{letter}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Result<Vec<TokenKind>, String> {
        match tokens(Target::GraphqlJs15, FileId(0), text) {
            Ok((tokens, _)) => Ok(tokens.into_iter().map(|token| token.kind).collect()),
            Err(error) => Err(error.message),
        }
    }

    #[test]
    fn good_tokens() {
        use TokenKind::*;
        let cases: [(&str, &[TokenKind]); 8] = [
            ("", &[End]),
            ("\u{feff} \t,\r\n# text ä\u{2028}\nab_1", &[Name, End]),
            (
                "{}()[]:=@!|&$...",
                &[
                    BraceOpen,
                    BraceClose,
                    ParenOpen,
                    ParenClose,
                    BracketOpen,
                    BracketClose,
                    Colon,
                    Equals,
                    At,
                    Bang,
                    Pipe,
                    Ampersand,
                    Dollar,
                    Spread,
                    End,
                ],
            ),
            ("0 -0 10 -12", &[Int, Int, Int, Int, End]),
            ("0.0 1e5 -1.5E-10 1E+2", &[Float, Float, Float, Float, End]),
            ("1-1", &[Int, Int, End]),
            (
                r#""" "a" """b""" """""#.trim_end_matches('"'),
                &[String, String, String, End],
            ),
            ("a...b", &[Name, Spread, Name, End]),
        ];
        for (text, expected) in cases {
            let mut expected = expected.to_vec();
            if text.ends_with(' ') {
                expected.truncate(expected.len());
            }
            assert_eq!(kinds(text).as_deref(), Ok(expected.as_slice()), "{text}");
        }
    }

    #[test]
    fn bad_tokens() {
        let cases = [
            "00",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1.e1",
            "1a",
            "1.2.3",
            "0x1",
            "..",
            "'a'",
            "ä",
            ";",
            "%",
            "\u{0}",
            "# a\u{7}",
            "\"",
            "\"a\nb\"",
            "\"\\q\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"\\u{1F600}\"",
            "\"\"\"",
            "\"\"\"a\"\"",
            "\"\u{1}\"",
            "\"\"\"\u{1}\"\"\"",
            "\u{a0}",
        ];
        for text in cases {
            assert!(kinds(text).is_err(), "{text}");
        }
    }
}
