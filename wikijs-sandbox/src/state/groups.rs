//! Groups, their permissions and page rules.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Millis;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RuleMatch {
    Start,
    Exact,
    End,
    Regex,
    Tag,
}

impl RuleMatch {
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "EXACT" => RuleMatch::Exact,
            "END" => RuleMatch::End,
            "REGEX" => RuleMatch::Regex,
            "TAG" => RuleMatch::Tag,
            _ => RuleMatch::Start,
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            RuleMatch::Start => "START",
            RuleMatch::Exact => "EXACT",
            RuleMatch::End => "END",
            RuleMatch::Regex => "REGEX",
            RuleMatch::Tag => "TAG",
        }
    }
}

/// A page rule. Roles and locales are kept as they were sent: nulls are stored, too.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageRule {
    pub(crate) id: String,
    pub(crate) deny: bool,
    pub(crate) matching: RuleMatch,
    pub(crate) roles: Vec<Value>,
    pub(crate) path: String,
    pub(crate) locales: Vec<Value>,
}

impl PageRule {
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.id, "deny": self.deny, "match": self.matching.text(), "roles": self.roles, "path": self.path,
            "locales": self.locales,
        })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Group {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) is_system: bool,
    pub(crate) redirect: String,
    pub(crate) permissions: Vec<Value>,
    pub(crate) rules: Vec<PageRule>,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    touched: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Groups {
    all: Vec<Group>,
    next: i64,
    writes: u64,
}

const GUEST_ROLES: [&str; 3] = ["read:pages", "read:assets", "read:comments"];
const DEFAULT_ROLES: [&str; 4] = [
    "read:pages",
    "read:assets",
    "read:comments",
    "write:comments",
];

impl Groups {
    pub(super) fn fresh(created: Millis) -> Self {
        let mut groups = Self {
            all: Vec::new(),
            next: 1,
            writes: 0,
        };
        groups.insert(
            "Administrators",
            true,
            &["manage:system"],
            Vec::new(),
            created,
        );
        groups.insert(
            "Guests",
            true,
            &GUEST_ROLES,
            vec![everywhere("guest", &GUEST_ROLES)],
            created,
        );
        groups
    }

    pub(crate) fn list(&self) -> Vec<&Group> {
        let mut all: Vec<_> = self.all.iter().collect();
        all.sort_by_key(|group| group.touched);
        all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Group> {
        self.all.iter().find(|group| group.id == id)
    }

    /// For writing: the group moves to the end of the list.
    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Group> {
        self.writes += 1;
        let writes = self.writes;
        let group = self.all.iter_mut().find(|group| group.id == id)?;
        group.touched = writes;
        Some(group)
    }

    /// A group with what new groups may do.
    pub(crate) fn create(&mut self, name: &str, created: Millis) -> Group {
        self.insert(
            name,
            false,
            &DEFAULT_ROLES,
            vec![everywhere("default", &DEFAULT_ROLES)],
            created,
        )
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.all.retain(|group| group.id != id);
    }

    fn insert(
        &mut self,
        name: &str,
        is_system: bool,
        permissions: &[&str],
        rules: Vec<PageRule>,
        created: Millis,
    ) -> Group {
        self.writes += 1;
        let group = Group {
            id: self.next,
            name: name.into(),
            is_system,
            redirect: "/".into(),
            permissions: texts(permissions),
            rules,
            created,
            updated: created,
            touched: self.writes,
        };
        self.next += 1;
        self.all.push(group.clone());
        group
    }
}

fn everywhere(id: &str, roles: &[&str]) -> PageRule {
    PageRule {
        id: id.into(),
        deny: false,
        matching: RuleMatch::Start,
        roles: texts(roles),
        path: String::new(),
        locales: Vec::new(),
    }
}

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| Value::from(*text)).collect()
}
