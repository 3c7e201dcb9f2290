//! Tokens from a closure, and the token that is there already.

use std::fmt;
use std::future::{Future, ready};

use crate::client::{AuthFailure, Authenticating, Authenticator, Renewal, Token};

/// Has tokens from a closure: [`token_from`].
#[derive(Clone)]
pub struct TokenFrom<F>(F);

/// An authenticator of a closure, that is asked for a token whenever one is needed.
///
/// ```
/// # async fn ask_the_vault() -> Result<String, std::io::Error> { Ok("token".into()) }
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Client, token_from};
///
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(token_from(|_| ask_the_vault()))
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
pub fn token_from<F, R, T, E>(ask: F) -> TokenFrom<F>
where
    F: Fn(Renewal) -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<AuthFailure>,
{
    TokenFrom(ask)
}

impl<F, R, T, E> Authenticator for TokenFrom<F>
where
    F: Fn(Renewal) -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<AuthFailure>,
{
    fn token(&self, renewal: Renewal) -> Authenticating {
        let asked = (self.0)(renewal);
        Box::pin(async move { asked.await.map(Into::into).map_err(Into::into) })
    }
}

impl<F> fmt::Debug for TokenFrom<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenFrom").finish_non_exhaustive()
    }
}

/// A token that is there already: it is all there is.
impl Authenticator for Token {
    fn token(&self, _: Renewal) -> Authenticating {
        Box::pin(ready(Ok(self.clone())))
    }
}
