//! Accounts. Lists come in the order of the last write to each, as a table without order gives them.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;

use super::{ADMINISTRATORS, GUESTS};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) provider: String,
    pub(crate) password: String,
    pub(crate) tfa_active: bool,
    pub(crate) tfa_secret: Option<String>,
    pub(crate) is_system: bool,
    pub(crate) is_active: bool,
    pub(crate) is_verified: bool,
    pub(crate) must_change_password: bool,
    pub(crate) location: String,
    pub(crate) job_title: String,
    pub(crate) timezone: String,
    pub(crate) date_format: String,
    pub(crate) appearance: String,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    pub(crate) last_login: Option<Millis>,
    /// May name a group twice.
    pub(crate) groups: Vec<i64>,
    /// Rises with every write.
    pub(crate) touched: u64,
}

impl User {
    /// An account as it is made: active, verified, without groups.
    pub(crate) fn new(email: &str, name: &str, password: &str, created: Millis) -> Self {
        Self {
            id: 0,
            email: email.into(),
            name: name.into(),
            provider: "local".into(),
            password: password.into(),
            tfa_active: false,
            tfa_secret: None,
            is_system: false,
            is_active: true,
            is_verified: true,
            must_change_password: false,
            location: String::new(),
            job_title: String::new(),
            timezone: "America/New_York".into(),
            date_format: String::new(),
            appearance: String::new(),
            created,
            updated: created,
            last_login: None,
            groups: Vec::new(),
            touched: 0,
        }
    }
}

/// What a continuation token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Continuation {
    ChangePassword,
    Tfa,
    TfaSetup,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Users {
    all: Vec<User>,
    next: i64,
    writes: u64,
    continuations: Vec<(String, i64, Continuation)>,
}

impl Users {
    pub(super) fn fresh(created: Millis, email: &str, password: &str) -> Self {
        let mut users = Self {
            all: Vec::new(),
            next: 1,
            writes: 0,
            continuations: Vec::new(),
        };
        let admin = User::new(&email.to_lowercase(), "Administrator", password, created);
        users.add(User {
            groups: vec![ADMINISTRATORS],
            ..admin
        });
        users.add(guest(created));
        users
    }

    /// All of them, the last written one last.
    pub(crate) fn list(&self) -> Vec<&User> {
        let mut all: Vec<_> = self.all.iter().collect();
        all.sort_by_key(|user| user.touched);
        all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&User> {
        self.all.iter().find(|user| user.id == id)
    }

    pub(crate) fn by_email(&self, email: &str, provider: &str) -> Option<&User> {
        self.all
            .iter()
            .find(|user| user.email == email && user.provider == provider)
    }

    /// For writing: the user moves to the end of the lists.
    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut User> {
        self.writes += 1;
        let writes = self.writes;
        let user = self.all.iter_mut().find(|user| user.id == id)?;
        user.touched = writes;
        Some(user)
    }

    /// For changing groups only: another table, so the user keeps its place in the lists.
    pub(crate) fn groups_mut(&mut self, id: i64) -> Option<&mut Vec<i64>> {
        self.all
            .iter_mut()
            .find(|user| user.id == id)
            .map(|user| &mut user.groups)
    }

    /// Takes a user in and gives its id.
    pub(crate) fn add(&mut self, user: User) -> i64 {
        self.writes += 1;
        let id = self.skip();
        self.all.push(User {
            id,
            touched: self.writes,
            ..user
        });
        id
    }

    /// Uses an id up, as an insertion does that the database refuses.
    pub(crate) fn skip(&mut self) -> i64 {
        self.next += 1;
        self.next - 1
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.all.retain(|user| user.id != id);
        self.continuations.retain(|(_, user, _)| *user != id);
    }

    /// The guests' account as new; group memberships go back, too.
    pub(crate) fn reset_guest(&mut self, created: Millis) {
        self.all.retain(|user| user.id != GUESTS);
        self.writes += 1;
        self.all.push(User {
            id: GUESTS,
            touched: self.writes,
            ..guest(created)
        });
    }

    pub(crate) fn count_in(&self, group: i64) -> usize {
        self.all
            .iter()
            .flat_map(|user| &user.groups)
            .filter(|id| **id == group)
            .count()
    }

    pub(crate) fn leave_group(&mut self, group: i64) {
        for user in &mut self.all {
            user.groups.retain(|id| *id != group);
        }
    }

    pub(crate) fn keep_continuation(&mut self, token: String, user: i64, kind: Continuation) {
        self.continuations.push((token, user, kind));
    }

    /// The user a continuation token stands for.
    pub(crate) fn continuation(&self, token: &str, kind: Continuation) -> Option<i64> {
        self.continuations
            .iter()
            .find(|(known, _, k)| known == token && *k == kind)
            .map(|(_, user, _)| *user)
    }

    pub(crate) fn use_up(&mut self, token: &str) {
        self.continuations.retain(|(known, ..)| known != token);
    }
}

fn guest(created: Millis) -> User {
    let user = User::new("guest@example.com", "Guest", "", created);
    User {
        is_system: true,
        groups: vec![GUESTS],
        ..user
    }
}
