//! What an identity may do, concluded from what the server answered and from what its token lists. Nothing is guessed:
//! what neither tells is not known.

use serde::Serialize;

use super::need::Need;
use super::parts::Who;

/// Who has it may do everything.
pub(super) const ALL: &str = "manage:system";

/// The permissions that the API asks for.
const NAMES: &[&str] = &[
    "read:pages",
    "write:pages",
    "manage:pages",
    "delete:pages",
    "read:source",
    "read:history",
    "read:assets",
    "write:assets",
    "manage:assets",
    "read:comments",
    "write:comments",
    "manage:comments",
    "write:users",
    "manage:users",
    "write:groups",
    "manage:groups",
    "manage:navigation",
    "manage:theme",
    "manage:api",
    ALL,
];

/// What the permissions end with that page rules give and take, path by path.
const RULED: [&str; 5] = [":pages", ":source", ":history", ":assets", ":comments"];

/// What an identity may do, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions {
    tried: Vec<Tried>,
    listed: Option<Vec<String>>,
}

/// A read that needs any one of some permissions, and whether the server let it through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tried {
    pub(super) any_of: &'static [&'static str],
    pub(super) passed: bool,
}

/// How it is known what is allowed, or what lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Evidence {
    /// It needs no permission.
    Open,
    /// The server let something through that needs the same permission, or refused it.
    Server,
    /// The user's token lists what its owner may do. The server signed it and goes by it, until it renews it.
    Token,
}

/// Whether an identity may do something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clearance {
    /// It may.
    Allowed {
        /// How that is known.
        by: Evidence,
    },
    /// It has the permission. Page rules decide for each path, and may refuse it all the same: with
    /// [`is_forbidden`](crate::Error::is_forbidden), when it comes to it.
    UpToPageRules {
        /// How that is known.
        by: Evidence,
    },
    /// It may not.
    Lacks(Lack),
    /// The server tells nobody, or not this identity.
    Unknown {
        /// The permissions of which one would do; empty where that is not known either.
        any_of: Vec<&'static str>,
    },
}

impl Clearance {
    /// Whether nothing but a page rule can refuse it for want of a permission.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. } | Self::UpToPageRules { .. })
    }
}

/// What lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lack {
    /// Any one of these permissions.
    Permission {
        /// The permissions, as the server names them.
        any_of: Vec<&'static str>,
        /// How that is known.
        by: Evidence,
    },
    /// A user: the call is about the caller's own account.
    SignIn,
    /// A client that writes: this one is [`read_only`](crate::Client::read_only).
    Writing,
}

/// Whether one of several permissions is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Yes(Evidence),
    No(Evidence),
    Unknown,
}

impl Permissions {
    /// A token's list that does not fit what the server did is not gone by: the token is being renewed.
    pub(super) fn new(tried: Vec<Tried>, listed: Option<Vec<String>>) -> Self {
        let fits = |listed: &Vec<String>| {
            let predicts = |tried: &Tried| holds(listed, tried.any_of) == tried.passed;
            tried.iter().all(predicts)
        };
        Self {
            listed: listed.filter(fits),
            tried,
        }
    }

    /// Whether the identity has this permission, or may do everything; `None` where that is not known.
    pub fn has(&self, permission: &str) -> Option<bool> {
        match self.any_of(&[permission]) {
            Held::Yes(_) => Some(true),
            Held::No(_) => Some(false),
            Held::Unknown => None,
        }
    }

    /// Whether one of these is held. `manage:system` does for all.
    pub(super) fn any_of(&self, needed: &[&str]) -> Held {
        let would_do = |permission: &&str| *permission == ALL || needed.contains(permission);
        // What it was let through by is among those that would do, whichever it was.
        let proves = |any_of: &[&str]| {
            let mut left = any_of.iter().filter(|permission| !self.is_out(permission));
            left.all(would_do)
        };
        let mut passed = self.tried.iter().filter(|tried| tried.passed);
        if passed.any(|tried| proves(tried.any_of)) {
            return Held::Yes(Evidence::Server);
        }
        if self.is_out(ALL) && needed.iter().all(|permission| self.is_out(permission)) {
            return Held::No(Evidence::Server);
        }
        match &self.listed {
            Some(listed) if holds(listed, needed) => Held::Yes(Evidence::Token),
            Some(_) => Held::No(Evidence::Token),
            None => Held::Unknown,
        }
    }

    /// Whether the server refused something that this permission would have sufficed for.
    fn is_out(&self, permission: &str) -> bool {
        let mut refused = self.tried.iter().filter(|tried| !tried.passed);
        refused.any(|tried| tried.any_of.contains(&permission))
    }

    /// Several permissions of which one is held, and it is not known which.
    fn one_of_each(&self) -> Vec<Vec<&'static str>> {
        let passed = self.tried.iter().filter(|tried| tried.passed);
        let mut sets: Vec<Vec<&'static str>> = Vec::new();
        for tried in passed {
            let left = tried.any_of.iter().filter(|one| !self.is_out(one));
            let mut left: Vec<_> = left.copied().collect();
            left.sort_unstable();
            let is_settled = left.iter().any(|one| self.has(one) == Some(true));
            if !is_settled && !sets.contains(&left) {
                sets.push(left);
            }
        }
        sets
    }

    /// Whether an operation may be called by this identity.
    pub(super) fn clearance(&self, need: &Need, who: Option<&Who>) -> Clearance {
        if need.is_several() {
            return Clearance::Unknown { any_of: Vec::new() };
        }
        if need.wants_a_user() && matches!(who, Some(Who::Guest { .. })) {
            return Clearance::Lacks(Lack::SignIn);
        }
        let (mut by, mut unknown) = (Evidence::Open, None);
        for any_of in need.each() {
            match self.any_of(any_of) {
                Held::Yes(how) => by = by.max(how),
                Held::No(by) => {
                    let any_of = any_of.to_vec();
                    return Clearance::Lacks(Lack::Permission { any_of, by });
                }
                Held::Unknown => unknown = Some(any_of.to_vec()),
            }
        }
        match unknown {
            Some(any_of) => Clearance::Unknown { any_of },
            None if need.each().any(is_ruled) && self.has(ALL) != Some(true) => {
                Clearance::UpToPageRules { by }
            }
            None => Clearance::Allowed { by },
        }
    }
}

/// Permissions by what is known of them.
#[derive(Serialize)]
pub(super) struct Lists {
    pub(super) holds: Vec<&'static str>,
    pub(super) holds_one_of: Vec<Vec<&'static str>>,
    pub(super) lacks: Vec<&'static str>,
    pub(super) not_known: Vec<&'static str>,
}

impl Lists {
    pub(super) fn of(permissions: &Permissions) -> Self {
        let of_which = |known: Option<bool>| {
            let names = NAMES
                .iter()
                .filter(move |name| permissions.has(name) == known);
            names.copied().collect()
        };
        Self {
            holds: of_which(Some(true)),
            holds_one_of: permissions.one_of_each(),
            lacks: of_which(Some(false)),
            not_known: of_which(None),
        }
    }
}

fn holds(listed: &[String], any_of: &[&str]) -> bool {
    let counts = |one: &String| one == ALL || any_of.contains(&one.as_str());
    listed.iter().any(counts)
}

/// Whether page rules have a say.
fn is_ruled(any_of: &[&str]) -> bool {
    let ruled = |permission: &&str| RULED.iter().any(|end| permission.ends_with(end));
    any_of.iter().any(ruled)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITERS: &[&str] = &["write:pages", "manage:pages", ALL];
    const SYSTEM: &[&str] = &[ALL];
    const READERS: &[&str] = &["read:pages", ALL];

    fn tried(answers: &[(&'static [&'static str], bool)]) -> Vec<Tried> {
        let tried = |&(any_of, passed)| Tried { any_of, passed };
        answers.iter().map(tried).collect()
    }

    fn listed(permissions: &[&str]) -> Option<Vec<String>> {
        Some(permissions.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_the_server_did_proves_what_it_proves_and_no_more() {
        let all = Permissions::new(tried(&[(SYSTEM, true)]), None);
        assert_eq!(all.any_of(&["write:assets"]), Held::Yes(Evidence::Server));

        let answers = [(SYSTEM, false), (WRITERS, true), (READERS, false)];
        let writer = Permissions::new(tried(&answers), None);
        for (any_of, held) in [
            (
                &["write:pages", "manage:pages"][..],
                Held::Yes(Evidence::Server),
            ),
            (WRITERS, Held::Yes(Evidence::Server)),
            (&["write:pages"], Held::Unknown),
            (&["manage:pages", "delete:pages"], Held::Unknown),
            (&["read:pages"], Held::No(Evidence::Server)),
            (&[ALL], Held::No(Evidence::Server)),
            (&["read:pages", "write:assets"], Held::Unknown),
        ] {
            assert_eq!(writer.any_of(any_of), held, "{any_of:?}");
        }
        assert_eq!(writer.one_of_each(), [["manage:pages", "write:pages"]]);
    }

    #[test]
    fn a_refusal_narrows_down_what_a_passage_proves() {
        const MANAGERS: &[&str] = &["manage:pages", ALL];
        let answers = [(SYSTEM, false), (WRITERS, true), (MANAGERS, false)];
        let writer = Permissions::new(tried(&answers), None);
        assert_eq!(writer.has("write:pages"), Some(true));
        assert_eq!(writer.has("manage:pages"), Some(false));
        assert_eq!(writer.one_of_each(), [[""; 0]; 0]);
    }

    #[test]
    fn while_manage_system_is_possible_nothing_is_lacking() {
        let none = Permissions::new(Vec::new(), None);
        assert_eq!(none.has("write:pages"), None);
    }

    #[test]
    fn a_tokens_list_fills_the_gaps_unless_the_server_did_otherwise() {
        let answers = [(SYSTEM, false), (WRITERS, true)];
        let list = listed(&["write:pages", "write:assets"]);
        let user = Permissions::new(tried(&answers), list);
        assert_eq!(user.any_of(&["write:assets"]), Held::Yes(Evidence::Token));
        assert_eq!(user.any_of(&["delete:pages"]), Held::No(Evidence::Token));
        assert_eq!(user.any_of(WRITERS), Held::Yes(Evidence::Server));

        for stale in [&["write:assets"][..], &["write:pages", ALL]] {
            let user = Permissions::new(tried(&answers), listed(stale));
            assert_eq!(user.any_of(&["write:assets"]), Held::Unknown, "{stale:?}");
        }
    }
}
