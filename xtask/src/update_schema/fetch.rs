//! Asks a wiki for its schema over HTTP, and tells apart the ways in which it may refuse.

use std::{iter, time::Duration};

use cynic_introspection::{IntrospectionQuery, SpecificationVersion};
use reqwest::{Client, Response, StatusCode, Url, header, redirect};
use rustls::{ClientConfig, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use serde_json::{Value, json};

use super::{SchemaError, Token};

/// The answer of Wiki.js 2.5 has 300 kB.
const LARGEST: usize = 32 << 20;
const TIMEOUT: Duration = Duration::from_secs(60);

/// The text of the answer to the introspection query.
pub(super) fn introspection(url: &str, token: Option<&Token>) -> Result<String, SchemaError> {
    let url = endpoint(url)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| unreachable(&url, &error))?;
    runtime.block_on(ask(&url, token))
}

/// An address without credentials and query, for messages.
pub(super) fn shown(url: &str) -> String {
    match Url::parse(url) {
        Ok(mut parsed) => {
            let _ = parsed.set_username("");
            let _ = parsed.set_password(None);
            parsed.set_query(None);
            parsed.set_fragment(None);
            parsed.to_string()
        }
        Err(_) => url.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

/// The GraphQL endpoint of the wiki at `url`, which may name it itself.
fn endpoint(url: &str) -> Result<Url, SchemaError> {
    let refused = |reason: &str| SchemaError::Address {
        url: shown(url),
        reason: reason.to_owned(),
    };
    let mut parsed =
        Url::parse(url).map_err(|error| refused(&format!("it is no URL ({error})")))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(refused("it must begin with http:// or https://"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(refused(
            "it holds credentials; put a token into WIKIJS_TOKEN instead",
        ));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(refused(
            "it holds a query or a fragment; give the address of the wiki alone",
        ));
    }
    let path = parsed.path().trim_end_matches('/').to_owned();
    let path = if path.ends_with("/graphql") {
        path
    } else {
        format!("{path}/graphql")
    };
    parsed.set_path(&path);
    Ok(parsed)
}

async fn ask(url: &Url, token: Option<&Token>) -> Result<String, SchemaError> {
    let mut request = client(url)?
        .post(url.clone())
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .body(query());
    if let Some(token) = token {
        request = request.bearer_auth(token.expose());
    }
    let response = request
        .send()
        .await
        .map_err(|error| unreachable(url, &error.without_url()))?;
    if let Some(target) = redirected(&response) {
        return Err(SchemaError::Redirected {
            url: url.to_string(),
            target: shown(&target),
        });
    }
    let status = response.status();
    let body = body(url, response).await?;
    judge(url, status, token.is_some(), &body)?;
    Ok(body)
}

/// A client of our own: no redirect takes the token elsewhere, and TLS does not depend on what else set up.
fn client(url: &Url) -> Result<Client, SchemaError> {
    let tls = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_platform_verifier())
        .map_err(|error| unreachable(url, &error))?
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .timeout(TIMEOUT)
        .build()
        .map_err(|error| unreachable(url, &error))
}

/// Wiki.js has what the specification of June 2018 describes, and not all of the next one.
fn query() -> String {
    let operation =
        IntrospectionQuery::with_capabilities(SpecificationVersion::June2018.capabilities());
    json!({ "query": operation.query }).to_string()
}

fn redirected(response: &Response) -> Option<String> {
    let target = response.headers().get(header::LOCATION)?;
    let target = response
        .url()
        .join(&String::from_utf8_lossy(target.as_bytes()))
        .ok()?;
    response
        .status()
        .is_redirection()
        .then(|| target.to_string())
}

async fn body(url: &Url, mut response: Response) -> Result<String, SchemaError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unreachable(url, &error.without_url()))?
    {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(SchemaError::TooLarge {
                url: url.to_string(),
                limit: LARGEST,
            });
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Nothing to say where the answer holds data and no error: what kind of data is for the reader to judge.
fn judge(url: &Url, status: StatusCode, with_token: bool, body: &str) -> Result<(), SchemaError> {
    let url = url.to_string();
    let message = messages(body);
    if status.is_success() && message.is_none() {
        return Ok(());
    }
    let message = message.unwrap_or_else(|| beginning(body));
    if message.contains("introspection is not allowed") {
        return Err(SchemaError::IntrospectionOff { url, message });
    }
    if with_token && is_refusal_of_token(status, &message) {
        return Err(SchemaError::TokenRefused { url, message });
    }
    Err(SchemaError::Refused {
        url,
        status: status.as_u16(),
        message,
    })
}

/// Wiki.js refuses a revoked key, and every key while the API is off, with status 500.
fn is_refusal_of_token(status: StatusCode, message: &str) -> bool {
    let texts = ["API Key is invalid", "API is disabled", "Unauthorized"];
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        || texts.iter().any(|text| message.contains(text))
}

fn messages(body: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(body).ok()?;
    let errors = answer.get("errors")?.as_array()?;
    let texts: Vec<&str> = errors
        .iter()
        .filter_map(|error| error.get("message")?.as_str())
        .collect();
    (!errors.is_empty()).then(|| texts.join("; "))
}

fn beginning(body: &str) -> String {
    let line: String = body
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(120)
        .collect();
    if line.is_empty() {
        "nothing".to_owned()
    } else {
        line
    }
}

fn unreachable(url: &Url, error: &dyn std::error::Error) -> SchemaError {
    let chain = iter::successors(Some(error), |error| (*error).source());
    let reason = chain
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ");
    SchemaError::Unreachable {
        url: url.to_string(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endpoint_of_an_address() {
        let cases = [
            (
                "https://wiki.example.com",
                "https://wiki.example.com/graphql",
            ),
            (
                "https://wiki.example.com/",
                "https://wiki.example.com/graphql",
            ),
            (
                "http://localhost:3000/sub/",
                "http://localhost:3000/sub/graphql",
            ),
            (
                "http://localhost:3000/graphql",
                "http://localhost:3000/graphql",
            ),
            (
                "http://localhost:3000/graphql/",
                "http://localhost:3000/graphql",
            ),
        ];
        for (url, expected) in cases {
            assert_eq!(endpoint(url).unwrap().as_str(), expected, "{url}");
        }
    }

    #[test]
    fn an_address_that_cannot_be_asked() {
        let cases = [
            ("wiki.example.com", "no URL"),
            ("ftp://wiki.example.com", "http://"),
            ("https://me:s3cret@wiki.example.com", "credentials"),
            ("https://wiki.example.com/?token=s3cret", "query"),
        ];
        for (url, part) in cases {
            let error = endpoint(url).unwrap_err().to_string();
            assert!(error.contains(part) && !error.contains("s3cret"), "{error}");
        }
    }
}
