//! A small checkout to work on: the catalogue in tests/fixtures/small, and whatever schema a test puts there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use xtask::Workspace;

/// The folder lives as long as this value.
pub(crate) struct Checkout {
    folder: TempDir,
    pub(crate) workspace: Workspace,
}

impl Checkout {
    /// With the small catalogue and an empty folder for the schema.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        fs::create_dir(folder.path().join("schema")).unwrap();
        for name in [
            "fragments.graphql",
            "pages/find.graphql",
            "pages/single.graphql",
        ] {
            let target = workspace.queries().join(name);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(fixture("small/queries").join(name), target).unwrap();
        }
        Self { folder, workspace }
    }

    /// The schema as it stands; none if there is none.
    pub(crate) fn schema(&self) -> Option<String> {
        fs::read_to_string(self.workspace.schema()).ok()
    }

    /// Puts a schema there, as if it had been written before.
    pub(crate) fn put(&self, schema: &str) {
        fs::write(self.workspace.schema(), schema).unwrap();
    }

    /// Writes a file beside the schema and gives its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

/// A file in tests/fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// The small introspection answer.
pub(crate) fn answer() -> String {
    fs::read_to_string(fixture("small/introspection.json")).unwrap()
}
