//! A wiki in a file, from run to run: JSON that people can read, and the wiki's secrets with it.

use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::begin::Tokens;
use crate::clock::Millis;
use crate::state::{Fresh, Wiki};

const FORMAT: &str = "wikijs-sandbox";
// Raised when older files cannot be read any more.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    version: u32,
    url: &'a str,
    now: Millis,
    tokens: &'a Tokens,
    wiki: &'a Wiki,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Read {
    url: String,
    now: Millis,
    tokens: Tokens,
    wiki: Wiki,
}

/// Writes the file whole or not at all, for its owner only.
pub(crate) fn write(path: &Path, url: &str, tokens: &Tokens, wiki: &Wiki) -> io::Result<()> {
    let written = Written {
        format: FORMAT,
        version: VERSION,
        url,
        now: wiki.clock.latest(),
        tokens,
        wiki,
    };
    let text = serde_json::to_vec_pretty(&written)?;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::metadata(folder)?;
    // Such files are made with the mode 0600. An error would name one that nobody knows.
    let made = NamedTempFile::new_in(folder);
    let mut file = made.map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(&text)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Reads a file: the wiki goes on as after a restart, not earlier than it was saved.
pub(crate) fn read(path: &Path, fresh: &Fresh) -> io::Result<(Wiki, Tokens)> {
    let told = |reason: String| io::Error::other(format!("{}: {reason}", path.display()));
    let text = std::fs::read(path).map_err(|error| told(error.to_string()))?;
    let head: Head = serde_json::from_slice(&text)
        .map_err(|error| told(format!("no saved wiki of the sandbox: {error}")))?;
    if (head.format.as_str(), head.version) != (FORMAT, VERSION) {
        return Err(told(format!(
            "this is {} version {}, and the sandbox reads {FORMAT} version {VERSION}",
            head.format, head.version
        )));
    }
    let read: Read = serde_json::from_slice(&text).map_err(|error| told(error.to_string()))?;
    let mut wiki = read.wiki.resume(fresh, read.now);
    // The wiki's own address moved with the port, unless somebody had set another one.
    if wiki.settings.text("host") == read.url {
        let host = fresh.site_url.as_str().into();
        wiki.settings.site.insert("host".into(), host);
    }
    Ok((wiki, read.tokens))
}
