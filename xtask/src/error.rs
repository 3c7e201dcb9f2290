//! How a command fails. Each message says what was tried, on what, what came back, and what to do.

use std::{io, path::PathBuf, process::ExitStatus};

use crate::{compile_cost::CompileCostError, update_schema::SchemaError};

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("cannot {verb} {}: {source}", path.display())]
    File {
        /// What was tried: `read`, `write`, `list`, `run`.
        verb: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A run of cargo failed; it has said itself why.
    #[error("cargo {arguments} failed: {status}")]
    Cargo {
        /// What it was run with.
        arguments: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// A program that tests need is not there, and cannot be brought.
    #[error("{what} is missing: {why}. Install it by hand, and run this again")]
    Missing {
        /// Which one.
        what: &'static str,
        /// Why it cannot be brought.
        why: String,
    },
    /// The generator refuses the catalogue.
    #[error("schema, overlay and catalogue do not fit together\n\n{report}")]
    Catalogue {
        /// What the generator says.
        report: String,
    },
    /// The generator refuses files of the user's own.
    #[error("{report}")]
    Refused {
        /// What the generator says.
        report: String,
    },
    /// Files of the user's own could not be read.
    #[error(transparent)]
    Build(#[from] wikijs_codegen::BuildError),
    /// graphql-js could not be asked.
    #[error("cannot ask graphql-js: {what}")]
    Node {
        /// What went wrong.
        what: String,
    },
    /// Pages tell what is not so.
    #[error("the pages are not right:{findings}")]
    Pages {
        /// A finding a line.
        findings: String,
    },
    /// The source is not as it should be.
    #[error("the source is not tidy:{findings}")]
    Untidy {
        /// A finding a line.
        findings: String,
    },
    /// The cost of compiling could not be measured.
    #[error(transparent)]
    CompileCost(#[from] CompileCostError),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Schema(#[from] SchemaError),
}

impl Error {
    /// An error of the file system, for `map_err`.
    pub(crate) fn file(
        verb: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { verb, path, source }
    }
}
