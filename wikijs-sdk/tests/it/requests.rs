//! What goes over the wire.

use std::future::{Future, IntoFuture};

use wikijs_sandbox::Sandbox;
use wikijs_sdk::{Client, pages};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;
use crate::support::wiki::with_pages;

fn client(recorder: &Recorder) -> Client {
    Client::builder("https://wiki.test/sub")
        .token("key")
        .guest_check(false)
        .connector(recorder.answering(PAGE))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_is_one_post_of_json() {
    let recorder = Recorder::default();
    client(&recorder).send(Title { id: 7 }).await.unwrap();
    let asked = recorder.only();
    assert_eq!(
        (asked.method.as_str(), asked.uri.to_string().as_str()),
        ("POST", "https://wiki.test/sub/graphql")
    );
    // With a charset behind it the server would not send a renewed token.
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.header("authorization"), Some("Bearer key"));
    assert_eq!(
        asked.body,
        r#"{"operationName":"PagesTitle","query":"query PagesTitle($id:Int!){pages{single(id:$id){id title}}}","variables":{"id":7}}"#
    );
}

#[tokio::test]
async fn what_is_in_a_variable_is_escaped() {
    let recorder = Recorder::default();
    let to = "a\"b\\c\nd\u{1}ü😀";
    let _ = client(&recorder)
        .send(Move {
            id: 1,
            to: to.into(),
        })
        .await;
    let body: serde_json::Value = serde_json::from_str(&recorder.only().body).unwrap();
    assert_eq!(body["variables"]["to"], to);
}

#[tokio::test]
async fn options_of_a_call_stand_over_those_of_the_client() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test")
        .token("key")
        .header("x-one", "client")
        .header("x-two", "client")
        .connector(recorder.answering(PAGE))
        .build()
        .unwrap();
    client
        .send(Title { id: 1 })
        .token("other")
        .header("x-two", "call")
        .await
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    let seen: Vec<_> = recorder
        .asked()
        .iter()
        .map(|asked| {
            ["authorization", "x-one", "x-two"].map(|name| asked.header(name).unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ["Bearer other", "client", "call"],
            ["Bearer key", "client", "client"]
        ]
    );
}

#[tokio::test]
async fn without_a_token_a_call_runs_as_guest() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test")
        .connector(recorder.answering(PAGE))
        .build()
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    assert_eq!(recorder.only().header("authorization"), None);
}

#[tokio::test]
async fn a_wrong_option_is_told_when_the_call_is_made_and_nothing_is_sent() {
    let recorder = Recorder::default();
    let client = client(&recorder);
    for (request, says) in [
        (client.send(Title { id: 1 }).token("a\nb"), "the token"),
        (
            client.send(Title { id: 1 }).header("authorization", "x"),
            "set by the token",
        ),
        (
            client.send(Title { id: 1 }).header("x", "a\nb"),
            "value of the header `x`",
        ),
        (
            client
                .send(Title { id: 1 })
                .header("bad name", "x")
                .token("a\nb"),
            "bad name",
        ),
    ] {
        let error = request.await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.kind(), wikijs_sdk::ErrorKind::Settings);
    }
    assert!(recorder.asked().is_empty());
}

#[tokio::test]
async fn a_page_becomes_the_update_that_leaves_it_as_it_is() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 0);
    let page = pages::Create::new("a/b", "Title", "Text")
        .description("About")
        .tags(["one", "two"])
        .script_css("p { color: red }")
        .script_js("let a = 1;")
        .is_published(true)
        .publish_start_date("2026-01-02T03:04:05.000Z")
        .publish_end_date("2027-01-02T03:04:05.000Z");
    let id = client.send(page).await.unwrap().page.unwrap().id;
    let before = client.pages().single(id).await.unwrap();
    let edit = pages::Update::from(before.clone()).title("Another");
    client.pages().update(edit).await.unwrap();
    let mut after = client.pages().single(id).await.unwrap();
    assert_eq!((after.title.as_str(), before.tags.len()), ("Another", 2));
    after.title.clone_from(&before.title);
    after.updated_at.clone_from(&before.updated_at);
    assert_eq!(after, before);
}

#[tokio::test]
async fn an_operation_can_be_changed_and_taken_back() {
    let recorder = Recorder::default();
    let request = client(&recorder)
        .send(Title { id: 1 })
        .map(|operation| Title {
            id: operation.id + 1,
        });
    assert_eq!(request.operation(), Title { id: 2 });
    assert!(recorder.asked().is_empty());
}

#[test]
fn outside_a_runtime_a_call_is_an_error_and_no_panic() {
    let recorder = Recorder::default();
    let mut call = std::pin::pin!(client(&recorder).send(Title { id: 1 }).into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it waits");
    };
    assert!(error.to_string().contains("tokio runtime"), "{error}");
}

#[test]
fn clients_and_calls_can_be_passed_between_threads() {
    fn is_fit<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn is_send<T: Send + 'static>(_: &T) {}
    let client = client(&Recorder::default());
    is_fit(&client);
    is_send(&client.send(Title { id: 1 }));
    is_send(&client.send(Title { id: 1 }).into_future());
    is_send(&client.send(Title { id: 1 }).outcome());
    is_send(&client.raw("{a}", ()).into_future());
    is_send(&client.download("/x").into_future());
}

#[test]
fn nothing_that_is_shown_holds_the_token() {
    let client = client(&Recorder::default());
    let shown = format!(
        "{client:?} {:?} {:?}",
        client.send(Title { id: 1 }).token("key"),
        client.download("/x")
    );
    assert!(!shown.contains("key"), "{shown}");
}
