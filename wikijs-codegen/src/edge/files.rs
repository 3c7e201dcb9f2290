//! The files of a build: which there are, in an order that no machine changes, and how messages show them.

use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use super::error::BuildError;
use crate::source::SourceKind;

/// The file in a schema's folder that defines the generator's own directives.
const DIRECTIVES: &str = "directives.graphql";
/// The folder in a schema's folder that holds the overlay.
const OVERLAY: &str = "overlay";
/// What the name of a file ends with that is looked for in a folder.
pub(super) const ENDING: &str = "graphql";
/// Deeper folders are taken for a link that leads back.
const DEPTH: usize = 32;

/// A file of a build, not read yet.
pub(super) struct InputFile {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) root: String,
    pub(super) kind: SourceKind,
}

/// The `.graphql` files of a folder in the order of their names; a file stands for itself.
pub(super) fn graphql_files(
    root: &Path,
    kind: impl Fn(&str) -> SourceKind,
) -> Result<Vec<InputFile>, BuildError> {
    let mut files = Vec::new();
    walk(root, 0, &mut |path, is_folder| {
        let is_meant = path == root || path.extension().is_some_and(|ending| ending == ENDING);
        if !is_folder && is_meant {
            let name = name_below(root, path);
            files.push(InputFile {
                path: path.to_owned(),
                kind: kind(&name),
                name,
                root: folder(root, path),
            });
        }
    })?;
    Ok(files)
}

/// Files with endings that others use for GraphQL.
pub(super) fn other_endings(root: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let mut files = Vec::new();
    walk(root, 0, &mut |path, is_folder| {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        let is_other = matches!(
            ending.as_deref(),
            Some("gql" | "graphqls" | "gqls" | "graphql")
        );
        files.extend((is_other && !is_folder).then(|| path.to_owned()));
    })?;
    Ok(files)
}

/// What a file in a schema's folder is.
pub(super) fn schema_kind(name: &str) -> SourceKind {
    match name.split_once('/') {
        Some((OVERLAY, _)) => SourceKind::Overlay,
        None if name == DIRECTIVES => SourceKind::Directives,
        _ => SourceKind::Schema,
    }
}

/// Visits what a folder holds, sorted by name, folders before what they hold. Hidden entries are left out: editors keep
/// their own files there.
pub(super) fn walk(
    path: &Path,
    depth: usize,
    visit: &mut impl FnMut(&Path, bool),
) -> Result<(), BuildError> {
    let failed = |error| BuildError::Read(path.to_owned(), error);
    let is_folder = fs::metadata(path).map_err(failed)?.is_dir();
    visit(path, is_folder);
    if !is_folder {
        return Ok(());
    }
    if depth == DEPTH {
        return Err(failed(io::Error::other(
            "too many folders in each other: does a link lead back?",
        )));
    }
    let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(path).and_then(Iterator::collect);
    let mut names: Vec<_> = entries
        .map_err(failed)?
        .iter()
        .map(fs::DirEntry::file_name)
        .collect();
    names.sort();
    let visible = names
        .iter()
        .filter(|name| !name.as_encoded_bytes().starts_with(b"."));
    visible
        .map(|name| path.join(name))
        .try_for_each(|entry| walk(&entry, depth + 1, visit))
}

fn name_below(root: &Path, path: &Path) -> String {
    let below = path
        .strip_prefix(root)
        .ok()
        .filter(|below| below.components().next().is_some());
    let below = below.map_or_else(
        || PathBuf::from(path.file_name().unwrap_or_default()),
        Path::to_owned,
    );
    let names: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    names.join("/")
}

/// The folder that a file's name is relative to.
fn folder(root: &Path, path: &Path) -> String {
    match root == path {
        true => shown(root.parent().unwrap_or(Path::new(""))),
        false => shown(root),
    }
}

/// A path as messages show it: from the root of the file system, so that a terminal can open it wherever it stands.
pub(super) fn shown(path: &Path) -> String {
    let whole = env::current_dir().unwrap_or_default().join(path);
    let mut clean = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = clean.pop(),
            part => clean.push(part),
        }
    }
    clean.to_string_lossy().into_owned()
}
