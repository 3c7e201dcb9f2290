//! A sandbox as tests ask it: one request in, one answer out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use tower_service::Service as _;
use wikijs_sandbox::{Body, Sandbox, WikiService};

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.body)
    }
}

/// Sends a request to a service and reads the answer to its end.
pub(crate) async fn send(mut service: WikiService, request: Request<Full<Bytes>>) -> Reply {
    let response: Response<Body> = service.call(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    Reply {
        status: head.status,
        headers: head.headers,
        body,
    }
}

/// A GraphQL request.
pub(crate) fn request(token: &str, body: &Value) -> Request<Full<Bytes>> {
    let request = Request::post("/graphql").header("content-type", "application/json");
    let request = if token.is_empty() {
        request
    } else {
        request.header("authorization", format!("Bearer {token}"))
    };
    request
        .body(Full::from(body.to_string()))
        .expect("a request")
}

/// Sends a GraphQL document.
pub(crate) async fn ask(sandbox: &Sandbox, token: &str, document: &str) -> Value {
    send(
        sandbox.service(),
        request(token, &json!({ "query": document })),
    )
    .await
    .json()
}

/// Asks as the administrator, and takes what stands at that place of `data`.
pub(crate) async fn admin(sandbox: &Sandbox, document: &str, pointer: &str) -> Value {
    let answer = ask(sandbox, sandbox.admin_token(), document).await;
    assert!(answer["errors"].is_null(), "{document}: {answer}");
    answer["data"]
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer} in {answer}"))
        .clone()
}
