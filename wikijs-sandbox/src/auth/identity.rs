//! From an `Authorization` header to who asks, with renewal and refusal as the server has them.

use super::token::{self, Claims, Subject, seconds};
use crate::state::{GUESTS, Wiki};

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// 2 is the guest; keys act as user 1.
    pub(crate) user: i64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) permissions: Vec<String>,
    pub(crate) groups: Vec<i64>,
    /// A token that was refused: nobody, not even the guest.
    pub(crate) refused: bool,
}

impl Identity {
    /// The first administrator, for what the sandbox does of its own.
    pub(crate) fn administrator() -> Self {
        Self {
            user: 1,
            name: "Administrator".into(),
            email: String::new(),
            permissions: vec!["manage:system".into()],
            groups: vec![1],
            refused: false,
        }
    }

    pub(crate) fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|known| known == permission)
    }

    pub(crate) fn has_any(&self, permissions: &[String]) -> bool {
        permissions.iter().any(|permission| self.has(permission))
    }

    pub(crate) fn is_guest(&self) -> bool {
        self.refused || self.user == 2
    }
}

/// What a token leads to.
pub(crate) enum Outcome {
    /// Someone, and a new token where the old one was renewed.
    Known(Box<Identity>, Option<String>),
    /// The request ends here, with a 500.
    Ended(&'static str),
}

const RECENT: i64 = 5;

/// Who asks with that token.
pub(crate) fn identify(wiki: &mut Wiki, token: Option<&str>) -> Outcome {
    let claims = token.and_then(|token| token::read(token, &wiki.secret));
    let Some(claims) = claims.filter(|claims| claims.audience == wiki.audience) else {
        return known(guest(wiki));
    };
    match claims.subject.clone() {
        Subject::Key { id, group } => key(wiki, &claims, id, group),
        Subject::User {
            id,
            email,
            name,
            permissions,
            groups,
        } => {
            let asked = Identity {
                user: id,
                name,
                email,
                permissions,
                groups,
                refused: false,
            };
            user(wiki, &claims, asked)
        }
    }
}

/// Revokes a token: a key for good, a user's as a change of the account does, however young it is.
pub(crate) fn revoke(wiki: &mut Wiki, token: &str) {
    let Some(claims) = token::read(token, &wiki.secret) else {
        return;
    };
    match claims.subject {
        Subject::Key { id, .. } => {
            let now = wiki.clock.stamp();
            if let Some(key) = wiki.keys.get_mut(id) {
                (key.revoked, key.updated) = (true, now);
            }
        }
        Subject::User { id, .. } => {
            let at = (claims.issued + RECENT + 1) * 1000;
            wiki.revoked_users.insert(id, at);
        }
    }
}

fn known(identity: Identity) -> Outcome {
    Outcome::Known(Box::new(identity), None)
}

/// The guest, with what the group of guests may do now.
pub(crate) fn guest(wiki: &Wiki) -> Identity {
    let user = wiki.users.get(GUESTS);
    let groups = user.map_or_else(Vec::new, |user| user.groups.clone());
    Identity {
        user: GUESTS,
        name: user.map_or_else(String::new, |user| user.name.clone()),
        email: user.map_or_else(String::new, |user| user.email.clone()),
        permissions: wiki.permissions(&groups),
        groups,
        refused: false,
    }
}

fn nobody() -> Identity {
    Identity {
        user: 0,
        name: String::new(),
        email: String::new(),
        permissions: Vec::new(),
        groups: Vec::new(),
        refused: true,
    }
}

fn key(wiki: &Wiki, claims: &Claims, id: i64, group: i64) -> Outcome {
    if claims.expires <= seconds(wiki.clock.now()) {
        return if expired_too_long(wiki, claims) {
            known(guest(wiki))
        } else {
            known(nobody())
        };
    }
    if !wiki.settings.api_enabled {
        return Outcome::Ended(
            "API is disabled. You must enable it from the Administration Area first.",
        );
    }
    if wiki.keys.get(id).is_none_or(|key| key.revoked) {
        return Outcome::Ended("API Key is invalid or was revoked.");
    }
    known(Identity {
        user: 1,
        name: "API".into(),
        email: "api@localhost".into(),
        permissions: wiki.permissions(&[group]),
        groups: vec![group],
        refused: false,
    })
}

fn user(wiki: &mut Wiki, claims: &Claims, asked: Identity) -> Outcome {
    let now = seconds(wiki.clock.now());
    if claims.expires <= now && expired_too_long(wiki, claims) {
        return known(guest(wiki));
    }
    let revoked = revoked(wiki, claims, &asked);
    if claims.expires > now && !revoked && claims.issued >= seconds(wiki.started) {
        return known(asked);
    }
    renew(wiki, asked.user)
}

fn expired_too_long(wiki: &Wiki, claims: &Claims) -> bool {
    let period = wiki.settings.text("authJwtRenewablePeriod");
    let renewable = super::span::parse(&period).map_or(0, seconds);
    claims.expires + renewable <= seconds(wiki.clock.now())
}

// A change of a user or a group spares tokens younger than about 5 s.
fn revoked(wiki: &Wiki, claims: &Claims, asked: &Identity) -> bool {
    let older = |at: Option<&i64>| at.is_some_and(|at| claims.issued < seconds(*at) - RECENT);
    older(wiki.revoked_users.get(&asked.user))
        || asked
            .groups
            .iter()
            .any(|group| older(wiki.revoked_groups.get(group)))
}

fn renew(wiki: &mut Wiki, id: i64) -> Outcome {
    let Some(user) = wiki.users.get(id).filter(|user| user.is_active) else {
        return known(nobody());
    };
    let identity = Identity {
        user: id,
        name: user.name.clone(),
        email: user.email.clone(),
        permissions: wiki.permissions(&user.groups),
        groups: user.groups.clone(),
        refused: false,
    };
    let token = wiki.user_token(id);
    Outcome::Known(Box::new(identity), token)
}
