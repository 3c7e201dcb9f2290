//! Calls that are dropped in the middle, over real connections: what was on its way to them reaches nobody else.

use std::future::{Future, IntoFuture};
use std::pin::pin;

use futures_util::poll;
use tokio::task::yield_now;
use wikijs_sdk::Client;

use crate::support::loopback::{Act, Loopback, Received, answer};
use crate::support::operations::Title;

/// The answer to whoever asks for that page, so that one that went astray is seen.
fn page(received: &Received) -> Vec<u8> {
    let variables = received.body.split("\"id\":").nth(1).unwrap_or("0}");
    let id = variables.split('}').next().unwrap_or_default();
    let body = format!(r#"{{"data":{{"pages":{{"single":{{"id":{id},"title":"Page {id}"}}}}}}}}"#);
    answer("200 OK", &[("content-type", "application/json")], &body)
}

/// Gives calls below 1,000 half of their answer, and keeps the connection.
async fn server() -> Loopback {
    Loopback::plain(|received| {
        let whole = page(received);
        let half = whole.len() - 20;
        match received.body.contains("\"id\":1000") || received.body.is_empty() {
            true => Act::Write(whole),
            false => Act::Write(whole[..half].to_vec()),
        }
    })
    .await
}

/// Polls until the server has so many requests, then so many times more, and drops.
async fn drop_midway(server: &Loopback, requests: usize, polls: usize, call: impl Future) {
    let mut call = pin!(call);
    let mut left = polls;
    while left > 0 {
        assert!(poll!(&mut call).is_pending(), "half an answer is none");
        yield_now().await;
        if server.received().len() >= requests {
            left -= 1;
        }
    }
}

#[tokio::test]
async fn the_next_call_never_reads_what_was_meant_for_one_that_was_dropped() {
    let server = server().await;
    let client = Client::builder(server.url())
        .token("key")
        .pool_size(1)
        .no_retry()
        .build()
        .unwrap();
    for round in 0..40 {
        let before = server.received().len();
        let call = client.send(Title { id: round }).into_future();
        // At another point each time: before the head, after it, within the body.
        let polls = usize::try_from(round).unwrap() + 1;
        drop_midway(&server, before + 1, polls, call).await;
        let answered = client.send(Title { id: 1_000 }).await.unwrap();
        assert_eq!(
            answered.title.as_deref(),
            Some("Page 1000"),
            "round {round}"
        );
        let received = server.received();
        let (dropped, next) = (&received[before], &received[before + 1]);
        assert_ne!(dropped.connection, next.connection, "round {round}");
    }
}

#[tokio::test]
async fn what_is_left_of_a_list_or_a_file_reaches_nobody() {
    let server = Loopback::plain(|received| {
        let long = "A line.\n".repeat(100_000);
        Act::Write(match received.line().starts_with("GET") {
            true => answer("200 OK", &[("content-type", "text/plain")], &long),
            false => page(received),
        })
    })
    .await;
    let client = Client::builder(server.url())
        .token("key")
        .pool_size(1)
        .build()
        .unwrap();
    for round in 0..10 {
        let mut content = client.download("/notes.bin").await.unwrap();
        content.chunk().await.unwrap();
        drop(content);
        let answered = client.send(Title { id: 1_000 }).await.unwrap();
        assert_eq!(
            answered.title.as_deref(),
            Some("Page 1000"),
            "round {round}"
        );
    }
}
