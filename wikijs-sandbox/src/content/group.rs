//! Groups to begin with, and where their permissions count.

use serde_json::Value;

use super::check::{permission, rule};
use crate::state::{PageRule, RuleMatch, Wiki};

/// A group to begin with, with a key of its own: [`Sandbox::token_of`](crate::Sandbox::token_of).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedGroup {
    name: String,
    permissions: Vec<String>,
    rules: Vec<SeedRule>,
}

impl SeedGroup {
    /// A group with these permissions, such as `read:pages`, and no rules: they count nowhere yet.
    #[must_use]
    pub fn new<T: Into<String>>(
        name: impl Into<String>,
        permissions: impl IntoIterator<Item = T>,
    ) -> Self {
        let permissions = permissions.into_iter().map(Into::into).collect();
        Self {
            name: name.into(),
            permissions,
            rules: Vec::new(),
        }
    }

    /// The permissions count on all paths that begin with that text; with an empty one everywhere.
    #[must_use]
    pub fn below(self, path: impl Into<String>) -> Self {
        self.rule(SeedRule::start(path))
    }

    /// The permissions count on that path.
    #[must_use]
    pub fn at(self, path: impl Into<String>) -> Self {
        self.rule(SeedRule::exact(path))
    }

    /// The permissions are denied on all paths that begin with that text. Of all rules the one with the longest path
    /// wins.
    #[must_use]
    pub fn not_below(self, path: impl Into<String>) -> Self {
        self.rule(SeedRule::start(path).deny())
    }

    /// One more rule.
    #[must_use]
    pub fn rule(mut self, rule: SeedRule) -> Self {
        self.rules.push(rule);
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Says what is wrong with its permissions and rules.
    pub(super) fn check(&self) -> Result<(), String> {
        let roles = self
            .rules
            .iter()
            .flat_map(|rule| rule.roles.iter().flatten());
        let mut permissions = self.permissions.iter().chain(roles);
        let mut rules = self.rules.iter();
        permissions
            .try_for_each(|name| permission(name))
            .and_then(|()| rules.try_for_each(|known| rule(known.matching, &known.path)))
            .map_err(|said| format!("group {}: {said}", self.name))
    }

    /// Makes the group and gives its id.
    pub(crate) fn make(&self, wiki: &mut Wiki) -> i64 {
        let created = wiki.clock.stamp();
        let id = wiki.groups.create(&self.name, created).id;
        if let Some(group) = wiki.groups.get_mut(id) {
            let rules = self.rules.iter().enumerate();
            group.rules = rules
                .map(|(number, rule)| rule.page_rule(number, &self.permissions))
                .collect();
            group.permissions = values(&self.permissions);
        }
        id
    }
}

/// Where permissions of a group count, or are denied.
///
/// ```
/// use wikijs_sandbox::{SeedGroup, SeedRule};
///
/// let group = SeedGroup::new("Writers", ["read:pages", "write:pages"])
///     .rule(SeedRule::start(""))
///     .rule(SeedRule::tag("frozen").deny().roles(["write:pages"]))
///     .rule(SeedRule::regex("^drafts/[0-9]+$").locales(["en"]));
/// # drop(group);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedRule {
    matching: RuleMatch,
    path: String,
    deny: bool,
    roles: Option<Vec<String>>,
    locales: Vec<String>,
}

impl SeedRule {
    /// Paths that begin with that text.
    #[must_use]
    pub fn start(path: impl Into<String>) -> Self {
        Self::new(RuleMatch::Start, path.into())
    }

    /// That path.
    #[must_use]
    pub fn exact(path: impl Into<String>) -> Self {
        Self::new(RuleMatch::Exact, path.into())
    }

    /// Paths that end with that text.
    #[must_use]
    pub fn end(path: impl Into<String>) -> Self {
        Self::new(RuleMatch::End, path.into())
    }

    /// Paths that a regular expression finds something in.
    #[must_use]
    pub fn regex(expression: impl Into<String>) -> Self {
        Self::new(RuleMatch::Regex, expression.into())
    }

    /// Pages with that tag, where the wiki looks at tags.
    #[must_use]
    pub fn tag(tag: impl Into<String>) -> Self {
        Self::new(RuleMatch::Tag, tag.into())
    }

    pub(super) fn new(matching: RuleMatch, path: String) -> Self {
        Self {
            matching,
            path,
            deny: false,
            roles: None,
            locales: Vec::new(),
        }
    }

    /// The permissions are denied there.
    #[must_use]
    pub fn deny(mut self) -> Self {
        self.deny = true;
        self
    }

    /// Only these permissions of the group are meant; all of them unless set.
    #[must_use]
    pub fn roles<T: Into<String>>(mut self, roles: impl IntoIterator<Item = T>) -> Self {
        self.roles = Some(roles.into_iter().map(Into::into).collect());
        self
    }

    /// Only in these locales.
    #[must_use]
    pub fn locales<T: Into<String>>(mut self, locales: impl IntoIterator<Item = T>) -> Self {
        self.locales = locales.into_iter().map(Into::into).collect();
        self
    }

    fn page_rule(&self, number: usize, permissions: &[String]) -> PageRule {
        PageRule {
            id: format!("rule{number}"),
            deny: self.deny,
            matching: self.matching,
            roles: values(self.roles.as_deref().unwrap_or(permissions)),
            path: self.path.clone(),
            locales: values(&self.locales),
        }
    }
}

fn values(texts: &[String]) -> Vec<Value> {
    texts
        .iter()
        .map(|text| Value::from(text.as_str()))
        .collect()
}
