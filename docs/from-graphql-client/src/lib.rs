//! What the four programs share: the wiki that they are shown on, and how one sends what graphql_client builds.

use std::error::Error;

use graphql_client::{GraphQLQuery, Response};
use wikijs_sandbox::Sandbox;
use wikijs_sdk::Client;

/// What a program of few lines fails with.
pub type AnyError = Box<dyn Error>;

/// Starts a wiki with a tag that has the title `guide`.
///
/// # Errors
///
/// There is no port, or the wiki does not take a page.
pub async fn wiki() -> Result<Sandbox, AnyError> {
    // Which of reqwest's TLS providers it is, a program that has reqwest without its defaults says itself.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    let page = client.pages().create("guide/start", "Start", "# Start\n");
    page.tags(["guide"]).await?;
    Ok(sandbox)
}

// docs: post
/// Sends an operation, as every program with graphql_client has it somewhere.
///
/// # Errors
///
/// There is no answer, or it is no JSON of this shape.
pub async fn post<Q: GraphQLQuery>(
    url: &str,
    token: &str,
    variables: Q::Variables,
) -> Result<Response<Q::ResponseData>, reqwest::Error> {
    let request = reqwest::Client::new().post(format!("{url}/graphql"));
    let request = request.bearer_auth(token).json(&Q::build_query(variables));
    request.send().await?.json().await
}
// docs: end
