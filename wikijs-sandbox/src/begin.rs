//! How a wiki begins: a fresh installation, filled with groups, keys and content, or what a file has kept.

use std::fmt::{Debug, Formatter, Result as FmtResult};
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::content::{Content, SeedGroup, group_called};
use crate::resolvers::stored_setting;
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
        let built_in = match self.bare {
            true => &BUILT_IN[..2],
            false => &BUILT_IN,
        };
        self.content.check(built_in)?;
        for [code, name, native_name] in &self.content.locales {
            let created = wiki.clock.stamp();
            wiki.settings.install(code, name, native_name, created);
        }
        self.configure(wiki);
        let mut tokens = match self.bare {
            true => bare(wiki, &self.content.groups),
            false => prepare(wiki, &self.content.groups),
        };
        self.content.fill(wiki, &self.uploads)?;
        tokens.keys = keys(wiki, &self.content.keys)?;
        Ok(tokens)
    }

    // Before there are tokens: they are signed for the audience that the settings say.
    fn configure(&self, wiki: &mut Wiki) {
        for (name, value) in &self.content.site {
            let value = stored_setting(name, value);
            wiki.settings.site.insert(name.clone(), value);
        }
        if let Some(most) = self.uploads.most() {
            let site = &mut wiki.settings.site;
            site.insert("uploadMaxFileSize".into(), most.into());
        }
        wiki.audience = wiki.settings.text("authJwtAudience");
    }
}

/// The groups of every wiki, and those of a sandbox that is no fresh installation.
const BUILT_IN: [&str; 4] = ["Administrators", "Guests", "Editors", "Readers"];

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

/// A fresh installation: the API is off, so that groups have no keys.
fn bare(wiki: &mut Wiki, groups: &[SeedGroup]) -> Tokens {
    for group in groups {
        group.make(wiki);
    }
    Tokens {
        admin: wiki.user_token(1).unwrap_or_default(),
        ..Tokens::default()
    }
}

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
        let id = group_called(wiki, group).map_err(|said| format!("key {name}: {said}"))?;
        made.push((name.clone(), key(wiki, name, id)));
    }
    Ok(made)
}

fn key(wiki: &mut Wiki, name: &str, group: i64) -> String {
    const YEAR: i64 = 365 * 86_400_000;
    crate::resolvers::make_key(wiki, name, group, YEAR)
}
