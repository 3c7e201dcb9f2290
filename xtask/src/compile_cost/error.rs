//! How measuring fails.

use std::{io, path::PathBuf};

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileCostError {
    /// A file of a throwaway package could not be read or written.
    #[error("cannot {verb} {}: {source}", path.display())]
    File {
        /// What was tried.
        verb: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program could not be started.
    #[error("cannot start {program}: {source}; the meter needs cargo and bash on the PATH")]
    Start {
        /// Its name.
        program: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Cargo did not build a throwaway package.
    #[error("cargo did not build {}:\n{output}", folder.display())]
    Build {
        /// The package.
        folder: PathBuf,
        /// The end of what cargo wrote.
        output: String,
    },
    /// The meter's log has no line for a crate.
    #[error("rustc was not run for `{0}`: nothing was measured")]
    NotCompiled(String),
}

impl CompileCostError {
    /// An error of the file system, for `map_err`.
    pub(crate) fn file(
        verb: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { verb, path, source }
    }
}
