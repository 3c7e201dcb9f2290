//! Source texts and places in them. A [`Span`] is a range of bytes in one file; line and column are computed only when
//! they are shown.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// The number of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

impl FileId {
    /// What is built in: it stands in no file, and no message points there.
    pub const BUILT_IN: Self = Self(u32::MAX);
}

/// A range of bytes in a file. Two spans are always equal and hash alike, so that trees compare by what they say and not
/// by where they say it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From the start of this span to the end of `other`, which stands in the same file.
    pub fn to(self, other: Self) -> Self {
        Self {
            end: other.end.max(self.end),
            ..self
        }
    }

    /// What places are sorted by, as equality knows nothing of them.
    pub fn key(self) -> (FileId, u32, u32) {
        (self.file, self.start, self.end)
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// The schema as SDL.
    Schema,
    /// Definitions of the generator's own directives.
    Directives,
    /// Notes on the schema, as extensions of its types.
    Overlay,
    /// Operations and fragments.
    Query,
    /// Query files of a dependency: its fragments can be spread, its operations are its own.
    Dependency,
}

impl SourceKind {
    /// Whether such files hold fragments.
    pub fn is_document(self) -> bool {
        matches!(self, Self::Query | Self::Dependency)
    }
}

/// One file: its name as it is shown, its kind, its bytes (which may be anything).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name, `/` between folders; for queries relative to their root.
    pub name: String,
    /// The folder that the name is relative to, as it is shown before it; may be empty.
    pub root: String,
    /// What it is for.
    pub kind: SourceKind,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A file with this name and content.
    pub fn new(kind: SourceKind, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            root: String::new(),
            kind,
            bytes: bytes.into(),
        }
    }

    /// The same file, shown below `root`.
    pub fn under(mut self, root: impl Into<String>) -> Self {
        self.root = root.into();
        self
    }

    /// The name as messages show it.
    pub fn shown(&self) -> String {
        match self.root.trim_end_matches('/') {
            "" => self.name.clone(),
            root => format!("{root}/{}", self.name),
        }
    }

    /// The line and column of a byte. A byte past the end counts as the end.
    pub fn place(&self, offset: u32) -> Place {
        let offset = self.bounded(offset);
        let number = 1 + line_breaks(&self.bytes[..offset]);
        let start = self.line_start(offset);
        let before = String::from_utf8_lossy(&self.bytes[start..offset]);
        Place {
            line: number,
            column: 1 + before.trim_start_matches('\u{feff}').chars().count(),
        }
    }

    /// The line a byte stands in, without its end and without a byte order mark; what is not UTF-8 is replaced.
    pub fn line(&self, offset: u32) -> Cow<'_, str> {
        let offset = self.bounded(offset);
        let rest = &self.bytes[offset..];
        let end = offset
            + rest
                .iter()
                .position(|byte| is_break(*byte))
                .unwrap_or(rest.len());
        match String::from_utf8_lossy(&self.bytes[self.line_start(offset)..end]) {
            Cow::Borrowed(line) => Cow::Borrowed(line.trim_start_matches('\u{feff}')),
            Cow::Owned(line) => Cow::Owned(line.trim_start_matches('\u{feff}').to_owned()),
        }
    }

    fn line_start(&self, offset: usize) -> usize {
        self.bytes[..offset]
            .iter()
            .rposition(|byte| is_break(*byte))
            .map_or(0, |at| at + 1)
    }

    fn bounded(&self, offset: u32) -> usize {
        self.bytes
            .len()
            .min(usize::try_from(offset).unwrap_or(usize::MAX))
    }
}

/// A line and a column, both counted from 1; columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// All files of a build, in order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The files; a [`FileId`] is an index into them.
    pub files: Vec<Source>,
}

impl Sources {
    /// Adds a file at the end.
    pub fn add(&mut self, source: Source) -> &mut Self {
        self.files.push(source);
        self
    }

    /// The file with this number.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::try_from(file.0).ok()?)
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }
}

fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Line breaks as GraphQL counts them: `\n`, `\r`, and `\r\n` as one.
fn line_breaks(bytes: &[u8]) -> usize {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
    let pairs = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    feeds + returns - pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &[u8], offset: u32) -> (usize, usize, String) {
        let source = Source::new(SourceKind::Query, "a.graphql", text);
        let place = source.place(offset);
        (place.line, place.column, source.line(offset).into_owned())
    }

    #[test]
    fn lines_and_columns() {
        let cases: [(&[u8], u32, usize, usize, &str); 8] = [
            (b"", 0, 1, 1, ""),
            (b"ab\ncd", 4, 2, 2, "cd"),
            (b"ab\r\ncd\r\n", 5, 2, 2, "cd"),
            (b"ab\rcd", 3, 2, 1, "cd"),
            (b"\xef\xbb\xbfab", 4, 1, 2, "ab"),
            ("äöü x".as_bytes(), 7, 1, 5, "äöü x"),
            (b"a\xff\nb", 3, 2, 1, "b"),
            (b"ab", 99, 1, 3, "ab"),
        ];
        for (text, offset, line, column, shown) in cases {
            assert_eq!(
                place(text, offset),
                (line, column, shown.to_owned()),
                "{text:?} at {offset}"
            );
        }
    }

    #[test]
    fn names_are_shown_below_their_root() {
        let source = Source::new(SourceKind::Query, "pages/move.graphql", "");
        assert_eq!(source.shown(), "pages/move.graphql");
        assert_eq!(
            source.under("../queries/").shown(),
            "../queries/pages/move.graphql"
        );
    }
}
