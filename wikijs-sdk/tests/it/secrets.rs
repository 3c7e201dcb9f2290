//! No `Debug` of a public type shows what is secret in it: tokens, passwords, stack traces, answers.

use std::fmt::Debug;
use std::future::IntoFuture;
use std::sync::Arc;

use wikijs_sdk::connector::{Connector, Progress, RequestBody, WireRequest};
use wikijs_sdk::{Client, Secret, authentication};

use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;

const ANSWER: &str = r#"{"data":{"pages":{"single":null,"move":null},"key":"s3cret"},"errors":[{"message":"Something broke.","path":["pages"],"extensions":{"exception":{"stacktrace":["s3cret"]}}}]}"#;

fn connector() -> impl Connector {
    Recorder::default().connector(|_| {
        http::Response::builder()
            .header("new-jwt", "s3cret")
            .header("set-cookie", "jwt=s3cret")
            .body(ANSWER.into())
            .unwrap()
    })
}

fn client() -> Client {
    Client::builder("https://wiki.test")
        .token("s3cret")
        .header("x-key", "s3cret")
        .connector(connector())
        .build()
        .unwrap()
}

fn request() -> WireRequest {
    let mut headers = http::HeaderMap::new();
    let mut token = http::HeaderValue::from_static("Bearer s3cret");
    token.set_sensitive(true);
    headers.insert("authorization", token);
    WireRequest {
        method: http::Method::POST,
        url: Arc::new("https://wiki.test/graphql".parse().unwrap()),
        headers,
        body: RequestBody::Bytes("s3cret".into()),
        progress: Progress::new(),
    }
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let client = client();
    let login = || authentication::Login::new("me", "s3cret");
    let (secret, builder) = (
        Secret::from("s3cret"),
        Client::builder("https://me:s3cret@wiki.test").token("s3cret"),
    );
    let rename = || Move {
        id: 1,
        to: "new".into(),
    };
    let strict = client.send(rename()).await.unwrap_err();
    let outcome = client.send(Title { id: 1 }).outcome().await.unwrap();
    let raw = client.raw(
        "mutation { a }",
        serde_json::json!({ "password": "s3cret" }),
    );
    let raw_answer = client.raw("{ a }", ()).await.unwrap();
    let content = client.download("/x?token=1").token("s3cret").await.unwrap();
    let reply = connector().send(request()).await.unwrap();
    let shown: Vec<(&str, Box<dyn Debug>)> = vec![
        ("Secret", Box::new(secret)),
        ("ClientBuilder", Box::new(builder)),
        ("Client", Box::new(client.clone())),
        ("Login", Box::new(login())),
        ("Request", Box::new(client.send(login()).token("s3cret"))),
        (
            "ResponseFuture",
            Box::new(client.send(login()).into_future()),
        ),
        ("OutcomeFuture", Box::new(client.send(login()).outcome())),
        ("GraphqlError", Box::new(strict.errors().to_vec())),
        ("Error", Box::new(strict)),
        ("Outcome", Box::new(outcome)),
        ("RawRequest", Box::new(raw)),
        ("RawAnswer", Box::new(raw_answer)),
        ("Download", Box::new(client.download("/x").token("s3cret"))),
        ("Content", Box::new(content)),
        ("WireRequest", Box::new(request())),
        ("WireReply", Box::new(reply)),
    ];
    for (name, value) in shown {
        let text = format!("{value:?} {value:#?}");
        assert!(!text.contains("s3cret"), "{name}: {text}");
    }
}
