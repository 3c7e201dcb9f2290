//! A token in the keyring of the operating system.

use std::sync::Arc;

use keyring::{Entry, Error};
use tokio::task::spawn_blocking;
use wikijs_wire::Secret;

use super::{Storing, TokenStore};

/// Keeps a token in the keyring of the operating system: Keychain, Credential Manager, the kernel's keyring on Linux.
///
/// The kernel's keyring forgets at the next start. For one that lasts there, let your own program depend on `keyring` with
/// its feature for a secret service. There is no lock: two processes may renew at the same time, and each has a good token.
#[derive(Debug, Clone)]
pub struct KeyringStore {
    entry: Arc<Entry>,
    name: Arc<str>,
}

impl KeyringStore {
    /// Keeps the token of this user for this service: name the service by program and wiki.
    ///
    /// # Errors
    ///
    /// There is no keyring, or it takes no such names.
    pub fn new(service: &str, user: &str) -> Result<Self, Error> {
        Ok(Self {
            entry: Arc::new(Entry::new(service, user)?),
            name: format!("keyring: {user} at {service}").into(),
        })
    }
}

impl TokenStore for KeyringStore {
    fn load(&self) -> Storing<Option<Secret>> {
        let entry = Arc::clone(&self.entry);
        Box::pin(async move {
            match spawn_blocking(move || entry.get_password()).await? {
                Ok(text) => Ok(Some(Secret::from(text))),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn save(&self, text: &Secret) -> Storing<()> {
        let (entry, text) = (Arc::clone(&self.entry), text.clone());
        Box::pin(
            async move { Ok(spawn_blocking(move || entry.set_password(text.expose())).await??) },
        )
    }

    fn name(&self) -> String {
        self.name.to_string()
    }
}

#[cfg(test)]
mod tests {
    use keyring::{mock, set_default_credential_builder};

    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_there_for_the_next_one() {
        set_default_credential_builder(mock::default_credential_builder());
        let store = KeyringStore::new("wiki.test", "ada").unwrap();
        assert_eq!(store.load().await.unwrap(), None);
        for token in ["one", "two"] {
            store.save(&Secret::from(token)).await.unwrap();
            let same = store.clone();
            assert_eq!(same.load().await.unwrap(), Some(Secret::from(token)));
        }
        assert_eq!(store.name(), "keyring: ada at wiki.test");
        let entry = store
            .entry
            .get_credential()
            .downcast_ref::<mock::MockCredential>();
        entry
            .unwrap()
            .set_error(Error::Invalid("locked".into(), "by you".into()));
        assert!(store.load().await.is_err());
    }
}
