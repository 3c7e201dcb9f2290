//! Lines and columns as graphql-js counts them: UTF-16 units, from 1, `\n`, `\r` and `\r\n` ending a line.

use apollo_compiler::parser::SourceSpan;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Finds places in one document, however many are asked for: each from a mark close before it.
#[derive(Debug)]
pub(crate) struct Places {
    /// Byte offsets in their order.
    marks: Vec<(usize, Place)>,
}

// A mark every so many bytes.
const APART: usize = 512;

impl Places {
    pub(crate) fn new(text: &str) -> Self {
        let mut at = Place { line: 1, column: 1 };
        let mut marks = vec![(0, at)];
        let mut last = 0;
        let mut rest = text.char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            if offset - last >= APART {
                marks.push((offset, at));
                last = offset;
            }
            at = at.after(c, rest.peek().map(|(_, next)| *next));
        }
        Self { marks }
    }

    /// The place of a byte offset in the text that this was made of.
    pub(crate) fn at(&self, text: &str, offset: usize) -> Place {
        let next = self.marks.partition_point(|(mark, _)| *mark <= offset);
        let nearest = next.checked_sub(1).and_then(|index| self.marks.get(index));
        let (mark, mut at) = nearest
            .copied()
            .unwrap_or((0, Place { line: 1, column: 1 }));
        let between = text.get(mark..offset).unwrap_or_default();
        let mut rest = between.chars().peekable();
        while let Some(c) = rest.next() {
            at = at.after(c, rest.peek().copied());
        }
        at
    }

    /// The place where a span of the text begins.
    pub(crate) fn of(&self, text: &str, span: Option<SourceSpan>) -> Option<Place> {
        span.map(|span| self.at(text, span.offset()))
    }
}

impl Place {
    fn after(self, c: char, next: Option<char>) -> Self {
        match c {
            '\r' if next == Some('\n') => self,
            '\n' | '\r' => Self {
                line: self.line + 1,
                column: 1,
            },
            c => Self {
                column: self.column + c.len_utf16(),
                ..self
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let place = |text: &str, offset| Places::new(text).at(text, offset);
        assert_eq!(place("ab", 1), Place { line: 1, column: 2 });
        assert_eq!(place("a\n😀b", 6), Place { line: 2, column: 3 });
        assert_eq!(place("a\r\nb", 3), Place { line: 2, column: 1 });
    }

    #[test]
    fn marks_change_nothing() {
        let text = "😀 ab\r\nc\rd\n".repeat(300);
        let places = Places::new(&text);
        let mut expected = Place { line: 1, column: 1 };
        let mut rest = text.char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            if !(c == '\n' && text[..offset].ends_with('\r')) {
                assert_eq!(places.at(&text, offset), expected, "{offset}");
            }
            expected = expected.after(c, rest.peek().map(|(_, next)| *next));
        }
    }
}
