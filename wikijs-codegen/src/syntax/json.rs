//! JSON with places, for introspection: a small reader of our own, so that build scripts compile no crate for a format
//! that few schemas come in. Numbers are only skipped: introspection has none.

use super::SYNTAX;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// How deep arrays and objects may nest.
const DEPTH: usize = 128;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Json {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The kinds of values.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number,
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a key that stands there and is not null; the last of several counts.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Kind::Object(entries) = &self.kind else {
            return None;
        };
        let found = entries.iter().rev().find(|(name, _)| name == key);
        found
            .map(|(_, value)| value)
            .filter(|value| !matches!(value.kind, Kind::Null))
    }
}

type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a text that is one JSON value.
pub(super) fn read(file: FileId, text: &str) -> Read<Json> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader {
        file,
        text,
        at: text_start,
        depth: 0,
    };
    let value = reader.value()?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.wrong("nothing more can follow the value")),
    }
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Read<Json> {
        self.skip_space();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return Err(self.wrong("expected a JSON value")),
        };
        let span = self.span(start, self.at);
        Ok(Json { kind, span })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read<Kind>) -> Read<Kind> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.wrong(&format!("this nests deeper than {DEPTH} levels")));
        }
        self.at += 1;
        let kind = read(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn object(&mut self) -> Read<Kind> {
        let mut entries = Vec::new();
        while !self.closes(b'}', entries.is_empty())? {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong("expected a key between double quotes"));
            }
            let key = self.string()?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.wrong("expected `:`"));
            }
            self.at += 1;
            entries.push((key, self.value()?));
        }
        Ok(Kind::Object(entries))
    }

    fn array(&mut self) -> Read<Kind> {
        let mut items = Vec::new();
        while !self.closes(b']', items.is_empty())? {
            items.push(self.value()?);
        }
        Ok(Kind::Array(items))
    }

    /// Takes the closing bracket, else the comma before the next entry.
    fn closes(&mut self, close: u8, first: bool) -> Read<bool> {
        self.skip_space();
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(true)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(false)
            }
            Some(_) if first => Ok(false),
            _ => Err(self.wrong(&format!("expected `,` or `{}`", char::from(close)))),
        }
    }

    fn string(&mut self) -> Read<String> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.find(|char| matches!(char, '"' | '\\' | '\0'..='\u{1f}'));
            let Some(plain) = plain else {
                return Err(self.wrong("a string is never closed"));
            };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.wrong("a control character cannot stand in a string")),
            }
        }
        self.at += 1;
        Ok(text)
    }

    fn escape(&mut self) -> Read<char> {
        let plain = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong("there is no such escape")),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them for one character.
    fn unicode(&mut self) -> Read<char> {
        let first = self.unit(self.at);
        let second = self.unit(self.at + 6);
        let decoded = match (first, second) {
            (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                let code = 0x10000 + ((u32::from(high) - 0xd800) << 10) + (u32::from(low) - 0xdc00);
                char::from_u32(code).map(|char| (char, 12))
            }
            (Some(unit), _) => char::from_u32(u32::from(unit)).map(|char| (char, 6)),
            (None, _) => None,
        };
        let Some((char, length)) = decoded else {
            return Err(self.wrong("this escape is no character"));
        };
        self.at += length;
        Ok(char)
    }

    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    fn number(&mut self) -> Kind {
        while matches!(
            self.peek(),
            Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
        ) {
            self.at += 1;
        }
        Kind::Number
    }

    fn word(&mut self, word: &str, kind: Kind) -> Read<Kind> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.wrong("expected a JSON value"));
        }
        self.at += word.len();
        Ok(kind)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: start as u32,
            end: end as u32,
        }
    }

    fn wrong(&self, message: &str) -> Box<Diagnostic> {
        let span = self.span(self.at, self.at + 1);
        let message = format!("the JSON cannot be read: {message}");
        Box::new(Diagnostic::new(SYNTAX, span, message).saying("here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str) -> bool {
        read(FileId(0), text).is_err()
    }

    #[test]
    fn values() {
        let text = "\u{feff} {\"a\": [1, -2.5e3, true, null], \"b\\u00e4\\ud83d\\ude00\\n\": \"x\", \"b\": \"y\", \"b\": \"z\"} ";
        let json = read(FileId(0), text).unwrap();
        assert!(matches!(&json.get("bä😀\n").unwrap().kind, Kind::String(text) if text == "x"));
        assert!(matches!(&json.get("b").unwrap().kind, Kind::String(text) if text == "z"));
        assert!(matches!(&json.get("a").unwrap().kind, Kind::Array(items) if items.len() == 4));
        assert!(json.get("c").is_none());
    }

    #[test]
    fn broken_texts() {
        for text in [
            "",
            "{",
            "[1",
            "[1,]",
            "[,1]",
            "{\"a\" 1}",
            "{a: 1}",
            "\"a",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\u+123\"",
            "nul",
            "1 2",
            "{\"a\":1 \"b\":2}",
            "\"\\",
        ] {
            assert!(fails(text), "{text}");
        }
        assert!(fails(&"[".repeat(100_000)));
    }
}
