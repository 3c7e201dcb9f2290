//! Source texts and places in them. A [`Span`] is a range of bytes in one file; line and column are computed only when
//! they are shown.

/// The number of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

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

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

impl std::hash::Hash for Span {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
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
}

/// One file: its name as it is shown, its kind, its bytes (which may be anything).
#[derive(Debug, Clone)]
pub struct Source {
    /// The name as it is shown in messages, `/` between folders; for queries relative to their root.
    pub name: String,
    /// What it is for.
    pub kind: SourceKind,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All files of a build, in order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The files; a [`FileId`] is an index into them.
    pub files: Vec<Source>,
}
