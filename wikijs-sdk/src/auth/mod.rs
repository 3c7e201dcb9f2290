//! Where tokens come from: what is there to be given to
//! [`ClientBuilder::authenticator`](crate::ClientBuilder::authenticator) and
//! [`Client::with_identity`](crate::Client::with_identity).
//!
//! `sign_in.rs` signs a user in, with one-time codes by `totp.rs`; `from_env.rs`, `token_file.rs` and `callback.rs` have
//! tokens from elsewhere; `store/` keeps them for other processes.

mod callback;
mod from_env;
mod sign_in;
mod store;
mod token_file;
mod totp;

pub use self::callback::{TokenFrom, token_from};
pub use self::from_env::FromEnv;
pub use self::sign_in::SignIn;
#[cfg(feature = "token-store")]
pub use self::store::FileStore;
#[cfg(feature = "keyring")]
pub use self::store::KeyringStore;
pub use self::store::{StoreLock, StoredToken, Storing, TokenStore};
pub use self::token_file::TokenFile;

use wikijs_wire::Effect;

use crate::call::Ask;
use crate::client::Client;
use crate::error::Error;
use crate::flight::within_a_runtime;

impl Client {
    /// Has a token now, and not with the first call: to know early whether it can be had, and to try again after the wiki
    /// refused it.
    ///
    /// Where a token is there, another one is asked for, as after a change of the account; calls go on with the old one
    /// until it is there.
    ///
    /// # Errors
    ///
    /// There is none, the client has one token that is all there is, or it was shut down.
    pub async fn authenticate(&self) -> Result<(), Error> {
        within_a_runtime()?;
        let admitted = self.plan().admit("authenticate", Effect::Read)?;
        let Some(authority) = admitted.authority() else {
            return Err(Error::settings(
                "this client runs as guest: it has no token to ask for",
            ));
        };
        match authority.renew() {
            Ask::Now(_) => Ok(()),
            Ask::Later(asked) => asked.held.await.map(drop),
        }
    }
}
