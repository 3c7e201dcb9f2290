//! The wiki that an example works on: yours, if `WIKIJS_URL` is set, or an embedded one that vanishes afterwards.

use std::env;
use std::error::Error;

use wikijs_sandbox::Sandbox;
use wikijs_sdk::Client;

/// A client, and the embedded wiki behind it, where it is one: it runs as long as this value lives.
pub(crate) struct Wiki {
    /// The client.
    pub(crate) client: Client,
    /// What it runs as the owner of.
    #[allow(dead_code, reason = "not every example makes a client of its own")]
    pub(crate) token: String,
    _sandbox: Option<Sandbox>,
}

/// Takes `WIKIJS_URL` and `WIKIJS_TOKEN`, or starts the embedded wiki.
pub(crate) async fn wiki() -> Result<Wiki, Box<dyn Error>> {
    if let Ok(url) = env::var("WIKIJS_URL") {
        let token =
            env::var("WIKIJS_TOKEN").map_err(|_| "WIKIJS_URL is set: set WIKIJS_TOKEN, too")?;
        return Ok(Wiki {
            client: Client::new(url, token.as_str())?,
            token,
            _sandbox: None,
        });
    }
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    Ok(Wiki {
        token: sandbox.admin_token().to_owned(),
        client,
        _sandbox: Some(sandbox),
    })
}
