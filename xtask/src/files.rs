//! Files below a folder, in an order that does not depend on the machine.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Error, Workspace};

/// A file that was read.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path below the folder, with `/` between the parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All files below `folder` that end in `.extension`, by name. A folder that is not there has none.
pub fn with_extension(folder: &Path, extension: &str) -> Result<Vec<File>, Error> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.retain(|path| path.extension().is_some_and(|it| it == extension));
    let mut files = paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
            Ok(File {
                name: name(folder, &path),
                bytes,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The text files of the repository: everything below its root but what git ignores and git's own folder.
pub fn tracked(workspace: &Workspace) -> Result<Vec<File>, Error> {
    let list = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(workspace.root())
        .output();
    let list = list.map_err(Error::file("run", "git"))?;
    let names = String::from_utf8_lossy(&list.stdout);
    let names = names.split('\0').filter(|name| !name.is_empty());
    let files = names.filter_map(|name| {
        let path = workspace.root().join(name);
        // Listed but gone, or a link: nothing of its own to look at.
        let is_file = path.symlink_metadata().is_ok_and(|it| it.is_file());
        is_file.then(|| {
            fs::read(&path)
                .map_err(Error::file("read", &path))
                .map(|bytes| (name, bytes))
        })
    });
    files
        .map(|file| {
            file.map(|(name, bytes)| File {
                name: name.to_owned(),
                bytes,
            })
        })
        .collect()
}

/// Links are not followed: the crates carry links to folders of the workspace, which are read there.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(Error::file("list", folder))?,
    };
    for entry in entries {
        let entry = entry.map_err(Error::file("list", folder))?;
        let kind = entry.file_type().map_err(Error::file("list", folder))?;
        if kind.is_dir() {
            collect(&entry.path(), paths)?;
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
    Ok(())
}

fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> = below
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
