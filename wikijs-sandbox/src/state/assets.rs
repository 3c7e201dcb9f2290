//! Files and folders.

use std::io;

use serde::{Deserialize, Serialize};

use super::{Blob, Uploads};
use crate::clock::Millis;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Folder {
    pub(crate) id: i64,
    pub(crate) slug: String,
    /// 0 is the root.
    pub(crate) parent: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asset {
    pub(crate) id: i64,
    pub(crate) filename: String,
    pub(crate) folder: i64,
    pub(crate) mime: String,
    pub(crate) content: Blob,
    /// The size that is listed: the one that was sent, also where the content was changed.
    pub(crate) size: u64,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    /// When the copy was made that downloads come from; none until the first one after a rename.
    pub(crate) cached: Option<Millis>,
    touched: u64,
}

impl Asset {
    pub(crate) fn ext(&self) -> &str {
        extension(&self.filename)
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.mime.starts_with("image/") {
            "IMAGE"
        } else {
            "BINARY"
        }
    }
}

/// A file as it is sent.
pub(crate) struct Upload {
    pub(crate) folder: i64,
    pub(crate) filename: String,
    pub(crate) mime: String,
    pub(crate) content: Blob,
    /// The size as it was sent.
    pub(crate) size: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Assets {
    folders: Vec<Folder>,
    files: Vec<Asset>,
    last_file: i64,
    writes: u64,
}

impl Assets {
    pub(crate) fn folders(&self) -> &[Folder] {
        &self.folders
    }

    pub(crate) fn folder(&self, id: i64) -> Option<&Folder> {
        self.folders.iter().find(|folder| folder.id == id)
    }

    pub(crate) fn add_folder(&mut self, parent: i64, slug: &str) {
        let id = i64::try_from(self.folders.len()).unwrap_or(i64::MAX - 1) + 1;
        self.folders.push(Folder {
            id,
            slug: slug.into(),
            parent,
        });
    }

    /// The folder of that name in a folder; made where there is none.
    pub(crate) fn folder_in(&mut self, parent: i64, slug: &str) -> i64 {
        let is_it = |folder: &&Folder| folder.parent == parent && folder.slug == slug;
        if let Some(folder) = self.folders.iter().find(is_it) {
            return folder.id;
        }
        self.add_folder(parent, slug);
        self.folders.last().map_or(0, |folder| folder.id)
    }

    /// The last written one last.
    pub(crate) fn files(&self) -> Vec<&Asset> {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|file| file.touched);
        files
    }

    pub(crate) fn file(&self, id: i64) -> Option<&Asset> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The copy of a file is there from now on.
    pub(crate) fn cache(&mut self, id: i64, now: Millis) {
        for file in self.files.iter_mut().filter(|file| file.id == id) {
            file.cached = Some(now);
        }
    }

    pub(crate) fn rename(&mut self, id: i64, name: String, now: Millis) {
        self.writes += 1;
        if let Some(file) = self.files.iter_mut().find(|file| file.id == id) {
            (file.filename, file.updated, file.cached, file.touched) =
                (name, now, None, self.writes);
        }
    }

    /// Uses an id up, as an insertion does that the database refuses.
    pub(crate) fn skip(&mut self) {
        self.last_file += 1;
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.files.retain(|file| file.id != id);
    }

    /// Stores a file; one of the same name in the same folder is overwritten and keeps its id.
    pub(crate) fn store(&mut self, upload: Upload, now: Millis) {
        self.writes += 1;
        let size = upload.size;
        let same =
            |file: &&mut Asset| file.folder == upload.folder && file.filename == upload.filename;
        if let Some(file) = self.files.iter_mut().find(same) {
            (file.mime, file.content, file.size, file.updated) =
                (upload.mime, upload.content, size, now);
            (file.cached, file.touched) = (Some(now), self.writes);
            return;
        }
        self.last_file += 1;
        self.files.push(Asset {
            id: self.last_file,
            filename: upload.filename,
            folder: upload.folder,
            mime: upload.mime,
            content: upload.content,
            size,
            created: now,
            updated: now,
            cached: Some(now),
            touched: self.writes,
        });
    }

    /// Puts the content of all files elsewhere.
    pub(crate) fn move_to(&mut self, uploads: &Uploads) -> io::Result<()> {
        for file in &mut self.files {
            if let Some(bytes) = file.content.read() {
                file.content = uploads.take(&bytes)?;
            }
        }
        Ok(())
    }

    /// The path of a folder with a slash at its end; the root is empty.
    pub(crate) fn folder_path(&self, id: i64) -> String {
        match self.folder(id) {
            Some(folder) => format!("{}{}/", self.folder_path(folder.parent), folder.slug),
            None => String::new(),
        }
    }

    /// The path of a file as it is downloaded by.
    pub(crate) fn path(&self, file: &Asset) -> String {
        self.folder_path(file.folder) + &file.filename
    }

    pub(crate) fn by_path(&self, path: &str) -> Option<&Asset> {
        self.files.iter().find(|file| self.path(file) == path)
    }
}

/// The extension of a file name with its dot, or nothing.
pub(crate) fn extension(name: &str) -> &str {
    match name.rfind('.') {
        Some(at) if at > 0 => name.get(at..).unwrap_or(""),
        _ => "",
    }
}
