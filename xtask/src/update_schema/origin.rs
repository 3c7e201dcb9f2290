//! Where the introspection answer comes from.

use std::{fmt, fs, path::PathBuf};

use super::{Options, Token, fetch};
use crate::Error;

/// A file or a wiki.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    File(PathBuf),
    Wiki(String),
}

impl Origin {
    /// The one that the options name; the command line lets exactly one through.
    pub(super) fn of(options: &Options) -> Self {
        match (&options.url, &options.from) {
            (Some(url), _) => Self::Wiki(url.clone()),
            (None, from) => Self::File(from.clone().unwrap_or_default()),
        }
    }

    /// The answer as text.
    pub(super) fn answer(&self, token: Option<&Token>) -> Result<String, Error> {
        match self {
            Self::File(path) => fs::read_to_string(path).map_err(Error::file("read", path)),
            Self::Wiki(url) => Ok(fetch::introspection(url, token)?),
        }
    }
}

/// The path, or the address without what may be secret in it.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Wiki(url) => f.write_str(&fetch::shown(url)),
        }
    }
}
