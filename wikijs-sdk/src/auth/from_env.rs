//! The token of an environment variable.

use std::env;
use std::future::ready;

use wikijs_wire::Secret;

use crate::call::Credential;
use crate::client::{AuthFailure, Authenticating, Authenticator, Renewal, Token};
use crate::error::Error;

const VARIABLE: &str = "WIKIJS_TOKEN";

/// Takes the token from the environment: from `WIKIJS_TOKEN`, or another variable.
///
/// It is read with the first call, and again where the server refuses it. White space around it is no part of it. A
/// variable that is not set stays so: calls are told by [`ErrorKind::NoToken`](crate::ErrorKind::NoToken), and it is not
/// read again until [`Client::authenticate`](crate::Client::authenticate) says so.
///
/// ```
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Client, FromEnv};
///
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(FromEnv::new())
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct FromEnv {
    variable: String,
}

impl FromEnv {
    /// The token of `WIKIJS_TOKEN`.
    pub fn new() -> Self {
        Self::variable(VARIABLE)
    }

    /// The token of this variable.
    pub fn variable(name: impl Into<String>) -> Self {
        Self {
            variable: name.into(),
        }
    }

    fn read(&self) -> Result<Token, AuthFailure> {
        let says = |what: &str| {
            let text = format!("the environment variable `{}` {what}", self.variable);
            Error::settings(text)
        };
        let token = match env::var(&self.variable) {
            Ok(token) if token.trim().is_empty() => Err(says("is empty")),
            Ok(token) => Ok(Secret::from(token.trim())),
            Err(env::VarError::NotPresent) => Err(says("is not set")),
            Err(env::VarError::NotUnicode(_)) => Err(says("holds no text")),
        };
        // The environment of a process does not change.
        let token = token.map_err(AuthFailure::refused)?;
        match Credential::new(&token) {
            Ok(_) => Ok(Token::new(token)),
            Err(error) => Err(AuthFailure::refused(
                says("holds no token").with_source(error),
            )),
        }
    }
}

impl Default for FromEnv {
    fn default() -> Self {
        Self::new()
    }
}

impl Authenticator for FromEnv {
    fn token(&self, _: Renewal) -> Authenticating {
        Box::pin(ready(self.read()))
    }
}
