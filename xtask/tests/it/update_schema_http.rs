//! `update-schema` from a server on loopback: each way in which it may refuse, and what is sent to it.

use std::net::TcpListener;

use tokio::runtime::Runtime;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};
use xtask::{
    Error,
    update_schema::{Options, Token, Update},
};

use crate::workspace::{Checkout, answer};

const TOKEN: &str = "s3cret.token";

fn update(checkout: &Checkout, url: &str, token: Option<&str>) -> Result<(), Error> {
    let options = Options {
        url: Some(url.to_owned()),
        ..Options::default()
    };
    let token = token.map(|text| Token::new(text).unwrap());
    let update = Update::prepare(&checkout.workspace, &options, token.as_ref())?;
    update.finish(&checkout.workspace, &options)
}

/// A server that answers everything with `answer`; it runs as long as the runtime that comes with it.
fn server(answer: ResponseTemplate) -> (Runtime, MockServer) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        server
    });
    (runtime, server)
}

fn json(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "application/json; charset=utf-8")
}

fn html(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "text/html")
}

/// What a test says of an answer: the answer, whether a token is sent, and a part of the error.
fn refusals() -> Vec<(&'static str, ResponseTemplate, bool, &'static str)> {
    let off = r#"{"errors":[{"message":"GraphQL introspection is not allowed by this server"}]}"#;
    let revoked =
        r#"{"data":{},"errors":[{"message":"API Key is invalid or was revoked.","path":[]}]}"#;
    let disabled = r#"{"data":{},"errors":[{"message":"API is disabled.","path":[]}]}"#;
    let invalid = r#"{"errors":[{"message":"Unknown type"},{"message":"Syntax Error"}]}"#;
    let elsewhere = ResponseTemplate::new(302)
        .insert_header("location", "https://login.example.com/?next=s3cret");
    let endless = "x".repeat((32 << 20) + 1);
    vec![
        (
            "introspection off",
            json(400, off),
            true,
            "NODE_ENV=production",
        ),
        (
            "a revoked key",
            json(500, revoked),
            true,
            "refused the token in WIKIJS_TOKEN (API Key is invalid",
        ),
        (
            "the API is off",
            json(500, disabled),
            true,
            "refused the token",
        ),
        (
            "no token to refuse",
            json(500, disabled),
            false,
            "answered with 500: API is disabled.",
        ),
        (
            "a proxy wants a login",
            html(401, "<html>Login</html>"),
            true,
            "refused the token",
        ),
        (
            "a proxy without its server",
            html(502, "<html>Bad Gateway</html>"),
            true,
            "answered with 502: <html>Bad",
        ),
        (
            "a redirect",
            elsewhere,
            true,
            "redirects to https://login.example.com/;",
        ),
        (
            "another error",
            json(400, invalid),
            true,
            "answered with 400: Unknown type; Syntax Error",
        ),
        (
            "errors with status 200",
            json(200, invalid),
            true,
            "answered with 200: Unknown type",
        ),
        ("a page", html(200, "<html></html>"), true, "it is no JSON"),
        ("nothing", html(200, ""), true, "it is no JSON"),
        (
            "nothing with an error",
            html(503, ""),
            true,
            "answered with 503: nothing",
        ),
        (
            "other data",
            json(200, r#"{"data":{"pages":null}}"#),
            true,
            "it has no `__schema`",
        ),
        (
            "no end",
            html(200, &endless),
            true,
            "more than 33554432 bytes",
        ),
    ]
}

#[test]
fn every_refusal_says_what_to_do_and_changes_nothing() {
    for (name, answer, with_token, part) in refusals() {
        let checkout = Checkout::new();
        checkout.put("as it was");
        let (_runtime, server) = server(answer);
        let error = update(&checkout, &server.uri(), with_token.then_some(TOKEN)).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(part) && text.contains(&server.uri()),
            "{name}: {text}"
        );
        assert!(
            !text.contains("s3cret") && !format!("{error:?}").contains("s3cret"),
            "{name}: {text}"
        );
        assert_eq!(checkout.schema().as_deref(), Some("as it was"), "{name}");
    }
}

#[test]
fn no_connection() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://127.0.0.1:{port}");
    let error = update(&Checkout::new(), &url, None)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(&format!("no answer from {url}/graphql: ")),
        "{error}"
    );
}

#[test]
fn the_schema_comes_over_http_as_from_a_file() {
    let checkout = Checkout::new();
    let (runtime, server) = server(json(200, &answer()));
    update(&checkout, &server.uri(), Some(TOKEN)).unwrap();
    let first = checkout.schema().unwrap();
    update(&checkout, &format!("{}/graphql", server.uri()), None).unwrap();
    assert_eq!(checkout.schema().unwrap(), first);

    let requests = runtime.block_on(server.received_requests()).unwrap();
    let sent = |index: usize, name: &str| {
        requests[index]
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(sent(0, "authorization"), Some("Bearer s3cret.token"));
    assert_eq!(sent(1, "authorization"), None);
    assert_eq!(sent(0, "content-type"), Some("application/json"));
    assert!(
        requests
            .iter()
            .all(|request| request.url.path() == "/graphql")
    );
}
