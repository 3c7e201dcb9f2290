//! The catalogue against an embedded wiki in the same process.

use std::time::Duration;

use tokio::time::{Instant, advance};
use wikijs_sandbox::Sandbox;
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{Client, ErrorKind, Outcome, RateLimits, ServerCode, pages};

fn client(sandbox: &Sandbox, token: &str) -> Client {
    let connector = HttpService::new(sandbox.service());
    Client::builder(sandbox.url())
        .token(token)
        .connector(connector)
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn pages_are_written_and_read_in_process_while_the_clock_stands() {
    let sandbox = Sandbox::in_process();
    let client = client(&sandbox, sandbox.admin_token());
    let created = client
        .pages()
        .create("a/b", "Title", "Content")
        .tags(["one", "two"])
        .await
        .unwrap();
    let id = created.page.unwrap().id;
    let page = client.pages().single(id).await.unwrap();
    assert_eq!(
        (page.path.as_str(), page.content.as_str()),
        ("a/b", "Content")
    );
    let tags: Vec<_> = page.tags.iter().map(|tag| tag.tag.as_str()).collect();
    assert_eq!(tags, ["one", "two"]);
    assert!(page.publish_start_date.is_unset());
    assert!(page.created_at.to_system_time().unwrap().is_some());
    client.pages().delete(id).await.unwrap();
    assert!(client.pages().single(id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_operation_is_a_value_that_send_takes() {
    let sandbox = Sandbox::in_process();
    let client = client(&sandbox, sandbox.admin_token());
    let operation = client
        .pages()
        .create("x", "Title", "Content")
        .is_published(false)
        .operation();
    assert_eq!(
        operation,
        pages::Create::new("x", "Title", "Content").is_published(false)
    );
    client.send(operation).await.unwrap();
    let pages = client.send(pages::List::new()).await.unwrap();
    assert_eq!(
        pages
            .iter()
            .map(|page| page.is_published)
            .collect::<Vec<_>>(),
        [false]
    );
}

#[tokio::test]
async fn a_refused_mutation_is_an_error_and_an_outcome() {
    let sandbox = Sandbox::in_process();
    let client = client(&sandbox, sandbox.admin_token());
    client
        .pages()
        .create("x", "Title", "Content")
        .await
        .unwrap();
    let error = client
        .pages()
        .create("x", "Title", "Content")
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Refused, Some(ServerCode::PageDuplicateCreate))
    );
    assert!(error.is_taken() && !error.may_have_run() && !error.was_done());
    assert_eq!(error.refusal().unwrap().slug(), "PageDuplicateCreate");
    let outcome = client
        .pages()
        .create("x", "Title", "Content")
        .outcome()
        .await
        .unwrap();
    assert!(matches!(outcome, Outcome::Refused { refusal, .. } if refusal.error_code == 6002));
}

#[tokio::test]
async fn another_token_for_one_call() {
    let sandbox = Sandbox::in_process();
    let client = client(&sandbox, sandbox.reader_token());
    let error = client
        .pages()
        .create("x", "Title", "Content")
        .await
        .unwrap_err();
    assert!(error.is_forbidden(), "{error}");
    client
        .pages()
        .create("x", "Title", "Content")
        .token(sandbox.editor_token())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_key_that_was_revoked_is_unauthorized() {
    let sandbox = Sandbox::in_process();
    let admin = client(&sandbox, sandbox.admin_token());
    let key = admin
        .authentication()
        .create_api_key("k", "1d")
        .full_access(true)
        .await
        .unwrap()
        .key
        .unwrap();
    let keys = admin.authentication().api_keys().await.unwrap();
    let id = keys.iter().find(|known| known.name == "k").unwrap().id;
    client(&sandbox, key.expose()).pages().list().await.unwrap();
    admin.authentication().revoke_api_key(id).await.unwrap();
    let error = client(&sandbox, key.expose())
        .pages()
        .list()
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert!(!format!("{error:?}").contains(key.expose()));
}

#[tokio::test]
async fn the_source_of_a_page_is_read_beside_the_api() {
    let sandbox = Sandbox::in_process();
    let client = client(&sandbox, sandbox.admin_token());
    client
        .pages()
        .create("a/b", "Title", "The content.")
        .await
        .unwrap();
    let content = client.download("/d/en/a/b").await.unwrap();
    assert!(content.content_type().unwrap().starts_with("text/markdown"));
    assert!(content.text().await.unwrap().ends_with("The content."));
    assert!(
        client
            .download("/d/en/nowhere")
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_tells_how_long_to_wait() {
    let sandbox = Sandbox::in_process();
    // Our own limit would wait, and the server's never be met.
    let client = Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .rate_limits(RateLimits::new().server_limits(false))
        .build()
        .unwrap();
    let mut error = None;
    for _ in 0..6 {
        error = client
            .authentication()
            .login("nobody@example.org", "wrong")
            .no_retry()
            .await
            .err();
    }
    let error = error.unwrap();
    assert!(error.is_rate_limited(), "{error}");
    assert!(!error.may_have_run());
    let began = Instant::now();
    advance(error.retry_after().unwrap()).await;
    assert!(began.elapsed() <= Duration::from_secs(60));
    let error = client
        .authentication()
        .login("nobody@example.org", "wrong")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some(ServerCode::AuthLoginFailed), "{error}");
}

#[cfg(feature = "graphql-client")]
#[tokio::test]
async fn graphql_clients_trait_is_there_for_those_who_use_it() {
    use wikijs_wire::generated::graphql_client::GraphQLQuery;

    let body = pages::Single::build_query(pages::Single::new(7));
    let json = serde_json::to_value(&body).unwrap();
    assert_eq!(json["operationName"], "PagesSingle");
    assert_eq!(json["variables"], serde_json::json!({ "id": 7 }));
}
