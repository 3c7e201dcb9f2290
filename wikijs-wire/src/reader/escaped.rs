//! Strings with escapes, put together in a buffer of the reader's.
//!
//! Texts of pages are full of `\n` and `\"`: the short escapes are taken here. A string with any other, or with a
//! mistake, is the parser's from its beginning.

use super::text::utf8;
use super::{Decoded, Reader, scan};

/// As much of the buffer as is reserved at once: a short string near the start of a long text does not need it all.
const RESERVED: usize = 8192;

impl Reader<'_> {
    /// Reads the string that begins at `start`, of which the part up to `end` is plain.
    pub(crate) fn escaped_string(&mut self, start: usize, end: usize) -> Decoded<&str> {
        if let Some(end) = self.short_escapes(start, end) {
            self.at = end;
            return Ok(&self.spare.unescaped);
        }
        self.ask(|jiter| jiter.known_str().map(drop))?;
        // The string stands whole on the parser's tape, which is ours again: it had an escape.
        utf8(&self.spare.tape, start)
    }

    /// Where the string ends, if all its escapes are short ones.
    fn short_escapes(&mut self, mut start: usize, mut end: usize) -> Option<usize> {
        self.spare.unescaped.clear();
        self.spare
            .unescaped
            .reserve(RESERVED.min(self.text.len() - start));
        loop {
            let plain = self.checked.cut(self.text, start, end).ok()?;
            self.spare.unescaped.push_str(plain);
            match self.text.get(end)? {
                b'"' => return Some(end + 1),
                b'\\' => self
                    .spare
                    .unescaped
                    .push(short_escape(*self.text.get(end + 1)?)?),
                _ => return None,
            }
            start = end + 2;
            end = scan::plain_end(self.text, start);
        }
    }
}

fn short_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'n' => '\n',
        b'"' | b'\\' | b'/' => byte.into(),
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Decode;

    #[track_caller]
    fn check(json: &str) {
        let mut reader = Reader::new(json.as_bytes());
        assert_eq!(
            String::decode(&mut reader).unwrap(),
            serde_json::from_str::<String>(json).unwrap()
        );
        reader.end().unwrap();
    }

    #[test]
    fn short_and_long_escapes() {
        check(r#""\n""#);
        check(r#""a\"b\\c\/d\be\ff\ng\rh\ti""#);
        check(r#""é\n😀\\\\\"""#);
        check(r#""\n\u00e9\ud83d\ude00\n""#);
    }

    #[test]
    fn the_buffer_is_cleared_between_strings() {
        let json = br#"["\n", "\u0041", "b\t", "c"]"#;
        assert_eq!(
            Vec::<String>::decode(&mut Reader::new(json)).unwrap(),
            ["\n", "A", "b\t", "c"]
        );
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        for (json, message) in [
            (&br#""\n\x""#[..], "not JSON: invalid escape at byte 4"),
            (br#""\n"#, "the text breaks off at byte 3"),
            (br#""\n\"#, "the text breaks off at byte 4"),
            (
                b"\"\\n\n\"",
                "not JSON: control character (\\u0000-\\u001F) found while parsing a string at byte 3",
            ),
        ] {
            let error = Reader::new(json).string().unwrap_err();
            assert_eq!(
                error.to_string(),
                message,
                "{}",
                String::from_utf8_lossy(json)
            );
        }
    }
}
