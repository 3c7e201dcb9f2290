//! The content of strings: escapes, surrogate pairs, the indentation of block strings.

use crate::config::Target;

/// Why a string is wrong, and where in its text.
pub(super) struct StringError {
    /// Offset in the text that was given.
    pub(super) at: usize,
    /// How much of it is wrong; 0 stands for one letter.
    pub(super) length: usize,
    /// What is wrong.
    pub(super) message: &'static str,
    /// Whether only the end is missing.
    pub(super) unclosed: bool,
}

/// Reads up to the closing quote: the length read, it included, and the content.
pub(super) fn quoted(target: Target, text: &str) -> Result<(usize, String), StringError> {
    let mut content = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((at + 1, content)),
            '\n' | '\r' => {
                return Err(unclosed(
                    at,
                    "a string ends on its line; `\"\"\"` opens one that does not",
                ));
            }
            '\\' => {
                let (length, letter) =
                    escape(target, &text[at..]).map_err(|error| StringError { at, ..error })?;
                content.push(letter);
                // The escape's letters are ASCII: skipping bytes and skipping letters is the same.
                (1..length).for_each(|_| _ = letters.next());
            }
            letter if letter < ' ' && letter != '\t' => return Err(wrong(at, 0, CONTROL)),
            letter => content.push(letter),
        }
    }
    Err(unclosed(text.len(), "this string is not closed"))
}

/// The same for a block string, up to `"""`.
pub(super) fn block(text: &str) -> Result<(usize, String), StringError> {
    let mut raw = String::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with(r#"""""#) {
            return Ok((at + 3, without_indentation(&raw)));
        }
        let escaped = rest.starts_with(r#"\""""#);
        match letter {
            _ if escaped => raw.push_str(r#"""""#),
            letter if letter < ' ' && !"\t\n\r".contains(letter) => {
                return Err(wrong(at, 0, CONTROL));
            }
            letter => raw.push(letter),
        }
        at += if escaped { 4 } else { letter.len_utf8() };
    }
    Err(unclosed(text.len(), "this block string is not closed"))
}

const CONTROL: &str = "a control character stands in a string as `\\u` and its number";

fn wrong(at: usize, length: usize, message: &'static str) -> StringError {
    StringError {
        at,
        length,
        message,
        unclosed: false,
    }
}

fn unclosed(at: usize, message: &'static str) -> StringError {
    StringError {
        at,
        length: 0,
        message,
        unclosed: true,
    }
}

/// The escape that `text` begins with: its length and its letter.
fn escape(target: Target, text: &str) -> Result<(usize, char), StringError> {
    let letter = match text.as_bytes().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') if target == Target::GraphqlJs16 && text.starts_with("\\u{") => {
            return code_point(text);
        }
        Some(b'u') => return unicode(text),
        _ => {
            return Err(wrong(
                0,
                1,
                "there is no such escape: write `\\\\` for a backslash",
            ));
        }
    };
    Ok((2, letter))
}

/// `\uXXXX`, or two of them that are a surrogate pair.
fn unicode(text: &str) -> Result<(usize, char), StringError> {
    let wrong_escape = |message| wrong(0, 2, message);
    let high =
        unit(text).ok_or_else(|| wrong_escape("`\\u` is followed by four hexadecimal digits"))?;
    if let Some(letter) = char::from_u32(high) {
        return Ok((6, letter));
    }
    let low = text.get(6..).and_then(unit).filter(|_| high < 0xdc00);
    let pair = low.and_then(|low| char::decode_utf16([high as u16, low as u16]).next()?.ok());
    match pair {
        Some(letter) => Ok((12, letter)),
        None => Err(wrong_escape("half a surrogate pair is no character")),
    }
}

/// `\u{X…}`, since graphql-js 16.
fn code_point(text: &str) -> Result<(usize, char), StringError> {
    let digits = text[3..].split('}').next().unwrap_or_default();
    let is_hexadecimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| is_hexadecimal);
    match code.and_then(char::from_u32) {
        Some(letter) if text[3 + digits.len()..].starts_with('}') => Ok((digits.len() + 4, letter)),
        _ => Err(wrong(
            0,
            2,
            "`\\u{…}` holds the hexadecimal number of a character",
        )),
    }
}

fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Section "Block Strings" of the specification: the indentation that all lines but the first share is taken off, and
/// blank lines at both ends.
fn without_indentation(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = raw.split('\n').collect();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !is_blank(line))
        .map(|line| indentation(line))
        .min()
        .unwrap_or(0);
    let cut = |(number, line): (usize, &&'_ str)| -> String {
        let from = if number == 0 {
            0
        } else {
            indent.min(line.len())
        };
        line.get(from..).unwrap_or_default().to_owned()
    };
    let lines: Vec<String> = lines.iter().enumerate().map(cut).collect();
    let first = lines
        .iter()
        .position(|line| !is_blank(line))
        .unwrap_or(lines.len());
    let last = lines
        .iter()
        .rposition(|line| !is_blank(line))
        .map_or(first, |last| last + 1);
    lines[first..last].join("\n")
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn is_blank(line: &str) -> bool {
    indentation(line) == line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let cases = [
            (r#"""#, 1, ""),
            (r#"ab" c"#, 3, "ab"),
            (r#"\"\\\/\b\f\n\r\t""#, 17, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#"\u00e9\u0041x""#, 14, "éAx"),
            (r#"\ud83d\ude00""#, 13, "😀"),
            ("ä\t😀\"", 8, "ä\t😀"),
        ];
        for (text, length, content) in cases {
            let read = quoted(Target::GraphqlJs15, text).map_err(|error| error.message);
            assert_eq!(read, Ok((length, content.to_owned())), "{text}");
        }
    }

    #[test]
    fn code_points() {
        let read = |text| quoted(Target::GraphqlJs16, text).map_err(|error| error.message);
        assert_eq!(read(r#"\u{1F600}a\u{41}""#), Ok((17, "😀aA".to_owned())));
        for text in [
            r#"\u{}""#,
            r#"\u{d800}""#,
            r#"\u{41""#,
            r#"\u{+41}""#,
            r#"\u{110000}""#,
            r#"\u{99999999999}""#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(quoted(Target::GraphqlJs15, r#"\u{41}""#).is_err());
    }

    #[test]
    fn block_strings() {
        let cases = [
            (r#""""#, ""),
            (r#"a""""#, "a"),
            (
                "\n    Hello,\n      World!\r\n\n    Yours,\r    GraphQL.\n  \"\"\"",
                "Hello,\n  World!\n\nYours,\nGraphQL.",
            ),
            ("  a\n  b\"\"\"", "  a\nb"),
            ("\\\"\"\" \\n\"\"\"", "\"\"\" \\n"),
            ("\n \n\"\"\"", ""),
            ("a\n\t\n  ä\n b\"\"\"", "a\n\n ä\nb"),
        ];
        for (text, content) in cases {
            let text = if text == r#""""# { "\"\"\"" } else { text };
            let read = block(text).map_err(|error| error.message);
            assert_eq!(
                read.map(|(_, content)| content),
                Ok(content.to_owned()),
                "{text}"
            );
        }
    }
}
