//! All diagnostics of one run, sorted, with the files they point into.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Display, Formatter, Result};

use super::render::render;
use super::{Diagnostic, Label};
use crate::source::{FileId, Source, Sources};

/// All diagnostics of one run, sorted by file and place. Its `Display` is what a person reads.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    files: BTreeMap<FileId, Source>,
}

impl Report {
    /// A report on `sources`; of them it keeps the files that a diagnostic points into.
    pub fn new(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
        diagnostics.dedup_by(|a, b| key(a) == key(b));
        let labels = diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels);
        let files = labels.filter_map(|label| file_of(label, sources)).collect();
        Self { diagnostics, files }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// What is wrong, sorted by file and place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The file that a label of this report points into; `None` for what is built in.
    pub fn file(&self, file: FileId) -> Option<&Source> {
        self.files.get(&file)
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for diagnostic in &self.diagnostics {
            writeln!(f, "{}", render(diagnostic, &self.files))?;
        }
        match self.diagnostics.len() {
            0 => write!(f, "nothing is wrong"),
            1 => write!(f, "1 error"),
            count => write!(f, "{count} errors"),
        }
    }
}

impl Error for Report {}

type Key<'a> = ((FileId, u32, u32), &'a str, &'a str);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    (
        diagnostic.span().key(),
        diagnostic.rule,
        &diagnostic.message,
    )
}

fn file_of(label: &Label, sources: &Sources) -> Option<(FileId, Source)> {
    let file = label.span.file;
    Some((file, sources.get(file)?.clone()))
}
