//! The page on troubleshooting has a section for each kind of error, and what it shows as an error's text is the text of
//! one.

use std::collections::BTreeMap;
use std::time::Duration;

use wikijs_sdk::{
    CircuitBreaker, Client, ClientBuilder, Error, Limiter, Rate, RateLimiter, RateLimits, Take,
    Taking, WhenLimited, token_from,
};

use crate::support::loopback::{self, Loopback, answer};
use crate::support::script::{Act, Script};

const PAGE: &str = include_str!("../../../docs/troubleshooting.md");
const KINDS: &str = include_str!("../../src/error/kind.rs");

/// The kinds as the source lists them.
fn kinds() -> Vec<&'static str> {
    let (_, body) = KINDS.split_once("pub enum ErrorKind {").unwrap();
    let lines = body.lines().take_while(|line| *line != "}");
    lines
        .filter_map(|line| line.trim().strip_suffix(','))
        .filter(|name| !name.contains(' '))
        .collect()
}

/// The sections by kind, in their order.
fn sections() -> Vec<(&'static str, &'static str)> {
    let sections = PAGE.split("\n## `").skip(1);
    sections
        .map(|section| section.split_once('`').unwrap())
        .collect()
}

/// The first text in a section that is shown as it is.
fn shown(section: &str) -> &str {
    let (_, text) = section.split_once("```text\n").expect("a text is shown");
    text.split_once("```").unwrap().0.trim_end()
}

fn client(acts: impl IntoIterator<Item = Act>) -> ClientBuilder {
    Client::builder("https://wiki.example.org")
        .token("key")
        .connector(Script::new(acts).connector())
        .no_retry()
}

/// The error of a list of pages that is answered so.
async fn list(act: Act) -> Error {
    client([act])
        .build()
        .unwrap()
        .pages()
        .list()
        .await
        .unwrap_err()
}

/// A query or mutation that the server answers with this.
const FORBIDDEN: &str = r#"{"errors":[{"message":"Forbidden","path":["pages","list"]}],"data":{"pages":{"list":null}}}"#;
const UNAUTHORIZED: &str =
    r#"{"errors":[{"message":"Unauthorized","path":["pages","list"]}],"data":{"pages":null}}"#;
const API_OFF: &str = r#"{"data":{},"errors":[{"message":"API is disabled. You must enable it from the Administration Area first.","path":[]}]}"#;
const BROKEN: &str = r#"{"errors":[{"message":"Knex: Timeout acquiring a connection. The pool is probably full.","path":["pages","list"]}],"data":{"pages":null}}"#;
const TOO_OFTEN: &str = r#"{"errors":[{"message":"Too many requests, please try again in 42 seconds.","path":["authentication","login"]}],"data":{"authentication":{"login":null}}}"#;
const TOO_LARGE: &str =
    r#"{"data":{},"errors":[{"message":"request entity too large","path":[]}]}"#;
const UNKNOWN_FIELD: &str = r#"{"errors":[{"message":"Cannot query field \"exportStatus\" on type \"SystemQuery\".","locations":[{"line":1,"column":30}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}"#;
const TAKEN: &str = r#"{"data":{"pages":{"create":{"responseResult":{"succeeded":false,"errorCode":6002,"slug":"PageDuplicateCreate","message":"Cannot create this page because an entry already exists at the same path."},"page":null}}}}"#;
const LIST: &str = r#"{"data":{"pages":{"list":[]}}}"#;
const NULL: &str = r#"{"data":{"pages":{"list":null}}}"#;
const CUT: &str = r#"{"data":{"pages":{"list":[{"id":1,"#;

/// A limit that is counted where nobody answers.
struct Nowhere;

impl RateLimiter for Nowhere {
    fn take(&self, _parts: u32) -> Taking {
        Box::pin(async { Err::<Take, _>("no connection to redis://10.0.0.7:6379".into()) })
    }
}

/// An error of that kind, as a program may meet it.
async fn example(kind: &str) -> Error {
    let create = |client: Client| async move {
        let created = client.pages().create("plans", "Plans", "# Plans").await;
        created.unwrap_err()
    };
    match kind {
        "Settings" => Client::new("wiki.example.org", "key").unwrap_err(),
        "Connect" => {
            let client = Client::builder("http://127.0.0.1:9").no_retry().build();
            client.unwrap().pages().list().await.unwrap_err()
        }
        "Lost" => create(client([Act::Lost]).build().unwrap()).await,
        "NoPermit" => {
            let limits = RateLimits::new().all(Limiter::shared(Nowhere));
            let client = client([]).rate_limits(limits).build().unwrap();
            client.pages().list().await.unwrap_err()
        }
        "ReadOnly" => create(client([]).build().unwrap().read_only()).await,
        "ShutDown" => {
            let client = client([]).build().unwrap();
            client.shutdown(Duration::ZERO).await.unwrap();
            client.pages().list().await.unwrap_err()
        }
        "Timeout" => create(client([Act::Hang]).build().unwrap()).await,
        "Redirected" => {
            let elsewhere = [("location", "https://login.example.org/?next=/graphql")];
            let page = answer("302 Found", &elsewhere, "");
            let server = Loopback::plain(move |_| loopback::Act::Write(page.clone())).await;
            Client::new(server.url(), "key")
                .unwrap()
                .pages()
                .list()
                .await
                .unwrap_err()
        }
        "NotAWiki" => list(Act::Answer("<!doctype html><title>Sign in</title>")).await,
        "Unavailable" => list(Act::Status(502, "<h1>502 Bad Gateway</h1>")).await,
        "AnswerTooLarge" => {
            let client = client([Act::Answer(LIST)]).largest_answer(16).build();
            client.unwrap().pages().list().await.unwrap_err()
        }
        "Unreadable" => list(Act::Answer(CUT)).await,
        "Missing" => list(Act::Answer(NULL)).await,
        "RequestTooLarge" => create(client([Act::Status(413, TOO_LARGE)]).build().unwrap()).await,
        "Invalid" => {
            let client = client([Act::Status(400, UNKNOWN_FIELD)]).build().unwrap();
            client.system().export_status().await.unwrap_err()
        }
        "Unauthorized" => list(Act::Answer(UNAUTHORIZED)).await,
        "NoToken" => {
            let vault = token_from(|_| async { Err::<String, _>("the vault is sealed") });
            let script = Script::new([]);
            let client = Client::builder("https://wiki.example.org")
                .connector(script.connector())
                .authenticator(vault)
                .no_retry()
                .build()
                .unwrap();
            client.pages().list().await.unwrap_err()
        }
        "ApiDisabled" => list(Act::Status(500, API_OFF)).await,
        "Forbidden" => list(Act::Answer(FORBIDDEN)).await,
        "NotFound" => {
            let client = client([Act::Status(404, "")]).build().unwrap();
            client.download("/images/logo.png").await.unwrap_err()
        }
        "RateLimited" => {
            let client = client([Act::Answer(TOO_OFTEN)]).build().unwrap();
            let login = client.authentication().login("ada@example.org", "secret");
            login.await.unwrap_err()
        }
        "OverLimit" => {
            let one = Rate::window(1, Duration::from_secs(60));
            let limits = RateLimits::new().all(one).when_limited(WhenLimited::Fail);
            let client = client([Act::Answer(LIST)])
                .rate_limits(limits)
                .build()
                .unwrap();
            client.pages().list().await.unwrap();
            client.pages().list().await.unwrap_err()
        }
        "CircuitOpen" => {
            let breaker = CircuitBreaker::new().failures_in_a_row(1);
            let client = client([Act::Lost])
                .circuit_breaker(breaker)
                .build()
                .unwrap();
            client.pages().list().await.unwrap_err();
            client.pages().list().await.unwrap_err()
        }
        "Refused" => create(client([Act::Answer(TAKEN)]).build().unwrap()).await,
        "Failed" => list(Act::Answer(BROKEN)).await,
        other => panic!("make an error of the kind {other}"),
    }
}

#[test]
fn each_kind_has_its_section() {
    let named: Vec<_> = sections().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(named, kinds());
}

/// Each with the same port, as a server of a test has another one each time, and the number that one system has.
fn without_port(text: &str) -> String {
    let mut parts = text.split("127.0.0.1:");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        whole += &format!("127.0.0.1:3000{rest}");
    }
    // macOS has another number for it.
    whole.replace("os error 61", "os error 111")
}

#[tokio::test(start_paused = true)]
async fn what_is_shown_is_the_text_of_an_error() {
    let sections: BTreeMap<_, _> = sections().into_iter().collect();
    let mut others = String::new();
    for kind in kinds() {
        let error = example(kind).await;
        assert_eq!(format!("{:?}", error.kind()), kind, "{error}");
        let text = without_port(&error.to_string());
        let section = sections.get(kind).copied().unwrap_or("```text\n\n```");
        if without_port(shown(section)) != text {
            others += &format!("{kind}:\n{text}\n");
        }
    }
    assert!(
        others.is_empty(),
        "docs/troubleshooting.md shows other texts:\n{others}"
    );
}
