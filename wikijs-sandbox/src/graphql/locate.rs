//! Lines and columns as graphql-js counts them: UTF-16 units, from 1, `\n`, `\r` and `\r\n` ending a line.

use apollo_compiler::parser::SourceSpan;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The place of a byte offset in `text`.
pub(crate) fn place(text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let mut at = Place { line: 1, column: 1 };
    let mut rest = before.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                at = Place {
                    line: at.line + 1,
                    column: 1,
                }
            }
            c => at.column += c.len_utf16(),
        }
    }
    at
}

/// The place where a span of `text` begins.
pub(crate) fn span_place(text: &str, span: Option<SourceSpan>) -> Option<Place> {
    span.map(|span| place(text, span.offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        assert_eq!(place("ab", 1), Place { line: 1, column: 2 });
        assert_eq!(place("a\n😀b", 6), Place { line: 2, column: 3 });
        assert_eq!(place("a\r\nb", 3), Place { line: 2, column: 1 });
    }
}
