//! Page rules: which of all matching rules wins, and what it says.
//!
//! Measured: a permission counts only if the identity has it and a rule names it as a role and matches. The rule with
//! the longest path text wins, whatever its kind; with equal length the kind decides; with equal kind deny wins.

use std::cell::OnceCell;

use fancy_regex::Regex;
use serde_json::Value;

use super::Identity;
use crate::state::{PageRule, RuleMatch};

/// What is asked for: a path, with the locale and the tags where the server passes them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place<'a> {
    pub(crate) path: &'a str,
    pub(crate) locale: Option<&'a str>,
    pub(crate) tags: &'a [String],
}

impl<'a> Place<'a> {
    pub(crate) fn new(path: &'a str, locale: Option<&'a str>) -> Self {
        Self {
            path,
            locale,
            tags: &[],
        }
    }
}

/// The page rules of the groups of an identity, made ready once for all the places that are asked for.
pub(crate) struct Access<'a> {
    who: &'a Identity,
    rules: Vec<Ready<'a>>,
}

/// A rule, with its regular expression from the first time on that it is needed.
struct Ready<'a> {
    rule: &'a PageRule,
    regex: OnceCell<Option<Regex>>,
}

impl<'a> Access<'a> {
    pub(crate) fn new(who: &'a Identity, rules: impl Iterator<Item = &'a PageRule>) -> Self {
        let ready = |rule| Ready {
            rule,
            regex: OnceCell::new(),
        };
        Self {
            who,
            rules: rules.map(ready).collect(),
        }
    }

    /// Whether any one of the permissions is given at that place.
    pub(crate) fn allows(&self, permissions: &[&str], place: Place<'_>) -> bool {
        if self.who.has("manage:system") {
            return true;
        }
        // The server asks for the permissions themselves first, by whatever way they were given.
        if !permissions
            .iter()
            .any(|permission| self.who.has(permission))
        {
            return false;
        }
        let names_it = |ready: &&Ready<'_>| {
            ready
                .rule
                .roles
                .iter()
                .filter_map(Value::as_str)
                .any(|role| permissions.contains(&role))
        };
        let winner = self
            .rules
            .iter()
            .filter(names_it)
            .filter(|ready| ready.matches(place))
            .map(|ready| ready.rule)
            .max_by_key(|rule| (rule.path.chars().count(), rank(rule.matching), rule.deny));
        winner.is_some_and(|rule| !rule.deny)
    }
}

/// Says why a rule's regular expression can find nothing, where it cannot be read.
pub(crate) fn readable_regex(text: &str) -> Result<(), String> {
    Regex::new(text)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn rank(matching: RuleMatch) -> u8 {
    match matching {
        RuleMatch::Start => 0,
        RuleMatch::End => 1,
        RuleMatch::Regex => 2,
        RuleMatch::Tag => 3,
        RuleMatch::Exact => 4,
    }
}

impl Ready<'_> {
    fn matches(&self, place: Place<'_>) -> bool {
        let rule = self.rule;
        let named = |locale: &str| {
            rule.locales
                .iter()
                .any(|known| known.as_str() == Some(locale))
        };
        if !rule.locales.is_empty() && !place.locale.is_some_and(named) {
            return false;
        }
        // Paths of pages have no leading slash: a rule's path that begins with one never matches a start.
        match rule.matching {
            RuleMatch::Start => place.path.starts_with(&rule.path),
            RuleMatch::Exact => place.path == rule.path,
            RuleMatch::End => place.path.ends_with(&rule.path),
            RuleMatch::Regex => self.finds(place.path),
            RuleMatch::Tag => place.tags.contains(&rule.path),
        }
    }

    fn finds(&self, path: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(&self.rule.path).ok());
        // One that gives up after very many steps does not match.
        regex
            .as_ref()
            .is_some_and(|regex| regex.is_match(path).unwrap_or(false))
    }
}
