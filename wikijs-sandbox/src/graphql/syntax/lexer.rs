//! Tokens of a document, with graphql-js' complaints about what is none.

use super::SyntaxError;

/// Words that begin a definition of the type system.
pub(super) const TYPE_SYSTEM: [&str; 9] = [
    "schema",
    "scalar",
    "type",
    "interface",
    "union",
    "enum",
    "input",
    "directive",
    "extend",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    End,
    Bang,
    Dollar,
    Amp,
    ParenOpen,
    ParenClose,
    Spread,
    Colon,
    Equals,
    At,
    BracketOpen,
    BracketClose,
    BraceOpen,
    Pipe,
    BraceClose,
    Name,
    Int,
    Float,
    String,
    BlockString,
}

impl Kind {
    pub(super) fn description(self) -> &'static str {
        match self {
            Kind::End => "<EOF>",
            Kind::Bang => "\"!\"",
            Kind::Dollar => "\"$\"",
            Kind::Amp => "\"&\"",
            Kind::ParenOpen => "\"(\"",
            Kind::ParenClose => "\")\"",
            Kind::Spread => "\"...\"",
            Kind::Colon => "\":\"",
            Kind::Equals => "\"=\"",
            Kind::At => "\"@\"",
            Kind::BracketOpen => "\"[\"",
            Kind::BracketClose => "\"]\"",
            Kind::BraceOpen => "\"{\"",
            Kind::Pipe => "\"|\"",
            Kind::BraceClose => "\"}\"",
            Kind::Name => "Name",
            Kind::Int => "Int",
            Kind::Float => "Float",
            Kind::String => "String",
            Kind::BlockString => "BlockString",
        }
    }

    fn punctuator(c: char) -> Option<Kind> {
        Some(match c {
            '!' => Kind::Bang,
            '$' => Kind::Dollar,
            '&' => Kind::Amp,
            '(' => Kind::ParenOpen,
            ')' => Kind::ParenClose,
            ':' => Kind::Colon,
            '=' => Kind::Equals,
            '@' => Kind::At,
            '[' => Kind::BracketOpen,
            ']' => Kind::BracketClose,
            '{' => Kind::BraceOpen,
            '|' => Kind::Pipe,
            '}' => Kind::BraceClose,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) offset: usize,
}

impl Token<'_> {
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Name && self.text == word
    }

    pub(super) fn description(&self) -> String {
        match self.kind {
            Kind::Name | Kind::Int | Kind::Float | Kind::String | Kind::BlockString => {
                format!("{} \"{}\"", self.kind.description(), self.text)
            }
            kind => kind.description().into(),
        }
    }
}

pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

type Lexed<T> = Result<T, SyntaxError>;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn next(&mut self) -> Lexed<Token<'a>> {
        self.skip_ignored();
        let start = self.at;
        let Some(c) = self.peek() else {
            return Ok(Token {
                kind: Kind::End,
                text: "",
                offset: start,
            });
        };
        if let Some(kind) = Kind::punctuator(c) {
            self.at += 1;
            return Ok(self.token(kind, start));
        }
        match c {
            '.' if self.rest().starts_with("...") => {
                self.at += 3;
                Ok(self.token(Kind::Spread, start))
            }
            'A'..='Z' | 'a'..='z' | '_' => Ok(self.name(start)),
            '0'..='9' | '-' => self.number(start),
            '"' if self.rest().starts_with("\"\"\"") => self.block_string(start),
            '"' => self.string(start),
            c => self.fail(start, strange(c)),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn token(&self, kind: Kind, start: usize) -> Token<'a> {
        Token {
            kind,
            text: self.text.get(start..self.at).unwrap_or(""),
            offset: start,
        }
    }

    fn fail<T>(&self, offset: usize, message: String) -> Lexed<T> {
        Err(SyntaxError {
            message: format!("Syntax Error: {message}"),
            offset,
        })
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    fn skip_ignored(&mut self) {
        loop {
            self.skip_while(|c| matches!(c, '\u{feff}' | '\t' | ' ' | ',' | '\n' | '\r'));
            if self.peek() != Some('#') {
                return;
            }
            self.skip_while(|c| c != '\n' && c != '\r');
        }
    }

    fn name(&mut self, start: usize) -> Token<'a> {
        self.skip_while(|c| c == '_' || c.is_ascii_alphanumeric());
        self.token(Kind::Name, start)
    }

    fn number(&mut self, start: usize) -> Lexed<Token<'a>> {
        let mut kind = Kind::Int;
        self.skip_one('-');
        if self.skip_one('0') {
            if let Some(c) = self.peek().filter(char::is_ascii_digit) {
                return self.fail(
                    self.at,
                    format!(
                        "Invalid number, unexpected digit after 0: {}.",
                        shown(Some(c))
                    ),
                );
            }
        } else {
            self.digits()?;
        }
        if self.skip_one('.') {
            kind = Kind::Float;
            self.digits()?;
        }
        if self.skip_one('e') || self.skip_one('E') {
            kind = Kind::Float;
            let _sign = self.skip_one('+') || self.skip_one('-');
            self.digits()?;
        }
        match self.peek() {
            Some(c) if c == '.' || c == '_' || c.is_ascii_alphabetic() => self.no_digit(Some(c)),
            _ => Ok(self.token(kind, start)),
        }
    }

    fn skip_one(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> Lexed<()> {
        match self.peek() {
            Some('0'..='9') => {
                self.skip_while(|c| c.is_ascii_digit());
                Ok(())
            }
            other => self.no_digit(other),
        }
    }

    fn no_digit<T>(&self, found: Option<char>) -> Lexed<T> {
        self.fail(
            self.at,
            format!("Invalid number, expected digit but got: {}.", shown(found)),
        )
    }

    fn string(&mut self, start: usize) -> Lexed<Token<'a>> {
        self.at += 1;
        loop {
            match self.peek() {
                Some('"') => break,
                None | Some('\n' | '\r') => {
                    return self.fail(self.at, "Unterminated string.".into());
                }
                Some('\\') => self.escape()?,
                Some(c) if c < ' ' && c != '\t' => {
                    return self.fail(
                        self.at,
                        format!("Invalid character within String: {}.", shown(Some(c))),
                    );
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
        self.at += 1;
        let text = self.text.get(start + 1..self.at - 1).unwrap_or("");
        Ok(Token {
            kind: Kind::String,
            text,
            offset: start,
        })
    }

    fn escape(&mut self) -> Lexed<()> {
        let mut ahead = self.rest().chars().skip(1);
        match ahead.next() {
            Some('"' | '/' | '\\' | 'b' | 'f' | 'n' | 'r' | 't') => self.at += 2,
            Some('u') => {
                let digits: String = ahead.take(4).collect();
                if digits.len() != 4 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
                    return self.fail(
                        self.at + 1,
                        format!("Invalid character escape sequence: \\u{digits}."),
                    );
                }
                self.at += 6;
            }
            Some(c) => {
                return self.fail(
                    self.at + 1,
                    format!("Invalid character escape sequence: \\{c}."),
                );
            }
            None => self.at += 1,
        }
        Ok(())
    }

    fn block_string(&mut self, start: usize) -> Lexed<Token<'a>> {
        self.at += 3;
        loop {
            let rest = self.rest();
            if rest.starts_with("\"\"\"") {
                break;
            }
            match rest.chars().next() {
                None => return self.fail(self.at, "Unterminated string.".into()),
                Some('\\') if rest.starts_with("\\\"\"\"") => self.at += 4,
                Some(c) => self.at += c.len_utf8(),
            }
        }
        self.at += 3;
        let text = self.text.get(start + 3..self.at - 3).unwrap_or("");
        Ok(Token {
            kind: Kind::BlockString,
            text,
            offset: start,
        })
    }
}

fn strange(c: char) -> String {
    match c {
        '\'' => {
            "Unexpected single quote character ('), did you mean to use a double quote (\")?".into()
        }
        c if c < ' ' => format!("Cannot contain the invalid character {}.", shown(Some(c))),
        c => format!("Cannot parse the unexpected character {}.", shown(Some(c))),
    }
}

/// A character as graphql-js prints it.
fn shown(c: Option<char>) -> String {
    match c {
        None => "<EOF>".into(),
        Some(c) if u32::from(c) < 0x7f => serde_json::Value::from(c.to_string()).to_string(),
        Some(c) => {
            let mut units = [0; 2];
            format!("\"\\u{:04X}\"", c.encode_utf16(&mut units)[0])
        }
    }
}
