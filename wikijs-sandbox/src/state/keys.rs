//! API keys. The key itself is shown once and never kept.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Key {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// The last 20 characters of the key; `pending` before there is one.
    pub(crate) tail: String,
    pub(crate) expires: Millis,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    pub(crate) revoked: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Keys {
    all: Vec<Key>,
}

impl Keys {
    /// Living ones first, then by name.
    pub(crate) fn list(&self) -> Vec<&Key> {
        let mut all: Vec<_> = self.all.iter().collect();
        all.sort_by(|a, b| (a.revoked, &a.name).cmp(&(b.revoked, &b.name)));
        all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Key> {
        self.all.iter().find(|key| key.id == id)
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Key> {
        self.all.iter_mut().find(|key| key.id == id)
    }

    /// A key that is dead until it is signed.
    pub(crate) fn add(&mut self, name: &str, expires: Millis, created: Millis) -> i64 {
        let id = i64::try_from(self.all.len()).unwrap_or(i64::MAX - 1) + 1;
        let (name, tail) = (name.into(), "pending".into());
        self.all.push(Key {
            id,
            name,
            tail,
            expires,
            created,
            updated: created,
            revoked: true,
        });
        id
    }
}
