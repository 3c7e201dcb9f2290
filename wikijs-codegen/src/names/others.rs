//! Names that the settings have instead of those that the rules give.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::matches;
use crate::diagnostic::{Diagnostic, did_you_mean};

use super::registry::built_in;
use super::{Item, Names};

/// The names that types or modules are to have, by the paths that they would have.
#[derive(Debug, Default)]
pub(super) struct Others {
    names: BTreeMap<String, String>,
    /// The paths of all there are, by the rules.
    paths: BTreeSet<String>,
}

impl Others {
    /// Nothing has asked for its name yet.
    pub(super) fn new(names: &BTreeMap<String, String>) -> Self {
        Self {
            names: names.clone(),
            paths: BTreeSet::new(),
        }
    }

    /// The other name of what would have this path.
    pub(super) fn name(&mut self, path: String) -> Option<String> {
        let name = self.names.get(&path).cloned();
        self.paths.insert(path);
        name
    }

    /// What is wrong with the settings: paths that nothing has, and names that are none.
    pub(super) fn wrong<'a>(&'a self, what: &'a str) -> impl Iterator<Item = Diagnostic> + 'a {
        let names = self.names.iter();
        names.filter_map(move |(path, name)| match self.paths.contains(path) {
            false => Some(self.unknown(what, path)),
            true => (!is_word(name)).then(|| no_name(what, path, name)),
        })
    }

    fn unknown(&self, what: &str, path: &str) -> Diagnostic {
        let message = format!("the settings name the {what} `{path}`, which is not generated");
        let help = did_you_mean(path, self.paths.iter().map(String::as_str));
        Diagnostic::new("settings", built_in(), message).help_if(help)
    }
}

/// Patterns of attributes that no type is called like; `*` is called like any.
pub(super) fn unmatched(attributes: &[(String, String)], names: &Names) -> Vec<Diagnostic> {
    if attributes.is_empty() {
        return Vec::new();
    }
    let paths: Vec<String> = names.items().map(Item::path).collect();
    let mut patterns: Vec<&String> = attributes.iter().map(|(pattern, _)| pattern).collect();
    patterns.retain(|pattern| {
        let is_any = pattern.chars().all(|char| char == '*');
        !is_any && !paths.iter().any(|path| matches(pattern, path))
    });
    let unmatched = patterns.into_iter().map(|pattern| {
        let message = format!(
            "the settings have an attribute for `{pattern}`, and no type that is generated has a path like that"
        );
        let help = did_you_mean(pattern, paths.iter().map(String::as_str));
        Diagnostic::new("settings", built_in(), message).help_if(help)
    });
    unmatched.collect()
}

fn no_name(what: &str, path: &str, name: &str) -> Diagnostic {
    let message =
        format!("the settings call the {what} `{path}` `{name}`, which is no name in Rust");
    let help = "take letters, digits and `_`, a letter first";
    Diagnostic::new("settings", built_in(), message).help(help)
}

fn is_word(name: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
    name.starts_with(|char: char| char.is_ascii_alphabetic()) && name.chars().all(is_part)
}
