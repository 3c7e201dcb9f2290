//! All diagnostics of one run, sorted, with the files they point into.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Display, Formatter, Result};

use super::render::render;
use super::{Diagnostic, Label};
use crate::source::{FileId, Source, Sources};

/// All diagnostics of one run, sorted by file and place. Its `Display` is what a person reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// Whether anything is wrong that keeps code from being generated.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
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
        let errors = self.diagnostics.iter().filter(|one| one.is_error()).count();
        let warnings = self.diagnostics.len() - errors;
        match (errors, warnings) {
            (0, 0) => write!(f, "nothing is wrong"),
            (_, 0) => write!(f, "{}", counted(errors, "error")),
            (0, _) => write!(f, "{}", counted(warnings, "warning")),
            _ => write!(
                f,
                "{}, {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            ),
        }
    }
}

impl Error for Report {}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

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
