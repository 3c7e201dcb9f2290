//! Where things stand in the checkout.

use std::path::{Path, PathBuf};

/// A checkout of this repository, or a folder laid out like one.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that this program was built from.
    pub fn of_this_build() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::at(package.parent().unwrap_or(package))
    }

    /// A checkout at `root`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder that everything else is relative to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder with the vendored schema, the directives and the overlay.
    pub fn schema_folder(&self) -> PathBuf {
        self.root.join("schema")
    }

    /// The vendored schema.
    pub fn schema(&self) -> PathBuf {
        self.schema_folder().join("wikijs.graphql")
    }

    /// The catalogue of operations.
    pub fn queries(&self) -> PathBuf {
        self.root.join("queries")
    }
}
