//! Accounts to begin with.

use std::fmt::{Debug, Formatter, Result as FmtResult};

use serde_json::{Value, json};

use super::group_called;
use crate::state::Wiki;

/// An account to begin with, of the strategy `local`.
#[derive(Clone, PartialEq, Eq)]
pub struct SeedUser {
    email: String,
    name: String,
    password: String,
    groups: Vec<String>,
    must_change_password: bool,
    one_time_codes: bool,
    one_time_secret: Option<String>,
    active: bool,
}

impl SeedUser {
    /// An active account without groups.
    #[must_use]
    pub fn new(
        email: impl Into<String>,
        name: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        Self {
            email: email.into(),
            name: name.into(),
            password: password.into(),
            groups: Vec::new(),
            must_change_password: false,
            one_time_codes: false,
            one_time_secret: None,
            active: true,
        }
    }

    /// Puts the account into a group, by the group's name.
    #[must_use]
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.groups.push(name.into());
        self
    }

    /// It has to change its password when it signs in.
    #[must_use]
    pub fn must_change_password(mut self) -> Self {
        self.must_change_password = true;
        self
    }

    /// It signs in with two factors; [`Sandbox::one_time_code`](crate::Sandbox::one_time_code) is the second.
    #[must_use]
    pub fn one_time_codes(mut self) -> Self {
        self.one_time_codes = true;
        self
    }

    /// It signs in with two factors, of this secret (in base32, capital letters).
    #[must_use]
    pub fn one_time_secret(mut self, secret: impl Into<String>) -> Self {
        self.one_time_secret = Some(secret.into());
        self.one_time_codes()
    }

    /// It is switched off.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.active = false;
        self
    }

    pub(super) fn email(&self) -> &str {
        &self.email
    }

    /// What `users.create` is asked with.
    pub(super) fn variables(&self, wiki: &Wiki) -> Result<Value, String> {
        let id = |name: &String| {
            group_called(wiki, name).map_err(|said| format!("user {}: {said}", self.email))
        };
        let groups = self.groups.iter().map(id).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({
            "email": self.email, "name": self.name, "passwordRaw": self.password, "groups": groups,
            "mustChangePassword": self.must_change_password,
        }))
    }

    /// What no mutation makes at once.
    pub(super) fn finish(&self, wiki: &mut Wiki) {
        let email = self.email.to_lowercase();
        let Some(id) = wiki.users.by_email(&email, "local").map(|user| user.id) else {
            return;
        };
        let given = || self.one_time_secret.clone();
        let secret = self
            .one_time_codes
            .then(|| given().unwrap_or_else(|| wiki.seed.base32(32)));
        if let Some(user) = wiki.users.get_mut(id) {
            user.is_active = self.active;
            (user.tfa_active, user.tfa_secret) = (secret.is_some(), secret);
        }
    }
}

impl Debug for SeedUser {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter
            .debug_struct("SeedUser")
            .field("email", &self.email)
            .field("name", &self.name)
            .field("groups", &self.groups)
            .finish_non_exhaustive()
    }
}
