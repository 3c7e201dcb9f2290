//! Files that a command writes: brought up to date whole or not at all, or only compared.

use std::{fs, path::Path};

use crate::Error;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The file holds the text already.
    Fresh,
    /// The file is not there or holds something else.
    Stale,
}

/// Compares a file with the text it should hold.
pub fn compare(path: &Path, text: &str) -> Freshness {
    match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => Freshness::Fresh,
        _ => Freshness::Stale,
    }
}

/// Writes the text beside the file and then over it, so that nobody ever sees half of it.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(Error::file("write", path));
    if written.is_err() {
        // What is left of the attempt is of no use; that it may not even be there is no error of its own.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_or_leaves_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert_eq!(compare(&path, "new"), Freshness::Stale);
        replace(&path, "new").unwrap();
        assert_eq!(compare(&path, "new"), Freshness::Fresh);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        let taken = folder.path().join("folder");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("kept"), "").unwrap();
        let error = replace(&taken, "new").unwrap_err().to_string();
        assert!(error.starts_with("cannot write"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
