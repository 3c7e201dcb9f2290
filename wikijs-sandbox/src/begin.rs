//! How a wiki begins: a fresh installation, filled with groups, keys and content, or what a file has kept.

use std::fmt::{Debug, Formatter, Result as FmtResult};
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::content::{Content, SeedGroup, group_called};
use crate::save;
use crate::state::{Fresh, Uploads, Wiki};

/// The keys that a sandbox hands out.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tokens {
    pub(crate) admin: String,
    pub(crate) editor: String,
    pub(crate) reader: String,
    /// By the names of their groups.
    pub(crate) others: Vec<(String, String)>,
    /// By their own names.
    pub(crate) keys: Vec<(String, String)>,
}

impl Debug for Tokens {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.debug_struct("Tokens").finish_non_exhaustive()
    }
}

/// What a wiki begins with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Begin {
    /// No groups and keys beside the built-in ones.
    pub(crate) bare: bool,
    pub(crate) content: Content,
    pub(crate) uploads: Uploads,
    /// What was saved there, and nothing else.
    pub(crate) saved: Option<PathBuf>,
}

impl Begin {
    /// The wiki, and the tokens to it.
    pub(crate) fn make(&self, fresh: &Fresh) -> io::Result<(Wiki, Tokens)> {
        if let Some(path) = &self.saved {
            let (mut wiki, tokens) = save::read(path, fresh)?;
            wiki.assets.move_to(&self.uploads)?;
            return Ok((wiki, tokens));
        }
        let mut wiki = Wiki::new(fresh);
        let tokens = self.fill(&mut wiki).map_err(io::Error::other)?;
        Ok((wiki, tokens))
    }

    fn fill(&self, wiki: &mut Wiki) -> Result<Tokens, String> {
        for [code, name, native_name] in &self.content.locales {
            let created = wiki.clock.stamp();
            wiki.settings.install(code, name, native_name, created);
        }
        let mut tokens = match self.bare {
            true => Tokens {
                admin: wiki.user_token(1).unwrap_or_default(),
                ..Tokens::default()
            },
            false => prepare(wiki, &self.content.groups),
        };
        let site = &mut wiki.settings.site;
        site.extend(self.content.site.clone());
        if let Some(most) = self.uploads.most() {
            site.insert("uploadMaxFileSize".into(), most.into());
        }
        self.content.fill(wiki, &self.uploads)?;
        tokens.keys = keys(wiki, &self.content.keys)?;
        Ok(tokens)
    }
}

const READ: [&str; 3] = ["read:pages", "read:assets", "read:comments"];
const WRITE: [&str; 9] = [
    "read:source",
    "read:history",
    "write:pages",
    "manage:pages",
    "delete:pages",
    "write:assets",
    "manage:assets",
    "write:comments",
    "manage:comments",
];

/// Groups and keys to begin with.
fn prepare(wiki: &mut Wiki, others: &[SeedGroup]) -> Tokens {
    wiki.settings.api_enabled = true;
    let editors = SeedGroup::new("Editors", [&READ[..], &WRITE].concat());
    let editors = editors.below("").make(wiki);
    let readers = SeedGroup::new("Readers", READ).below("").make(wiki);
    let mut tokens = Tokens {
        admin: key(wiki, "admin", 1),
        editor: key(wiki, "editors", editors),
        reader: key(wiki, "readers", readers),
        others: Vec::new(),
        keys: Vec::new(),
    };
    for other in others {
        let id = other.make(wiki);
        let token = key(wiki, other.name(), id);
        tokens.others.push((other.name().into(), token));
    }
    tokens
}

/// Keys to begin with, by their names.
fn keys(wiki: &mut Wiki, asked: &[(String, String)]) -> Result<Vec<(String, String)>, String> {
    let mut made = Vec::new();
    for (name, group) in asked {
        let id =
            group_called(wiki, group).ok_or_else(|| format!("key {name}: no group {group:?}"))?;
        made.push((name.clone(), key(wiki, name, id)));
    }
    Ok(made)
}

fn key(wiki: &mut Wiki, name: &str, group: i64) -> String {
    const YEAR: i64 = 365 * 86_400_000;
    crate::resolvers::make_key(wiki, name, group, YEAR)
}
