//! Who is let in: so many at a time, nobody after the end, no write where only reading is meant; under a paused clock.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sdk::connector::Reach;
use wikijs_sdk::{Client, ClientBuilder, ErrorKind};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

fn client(script: &Script, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    settings(Client::builder("https://wiki.test").no_retry())
        .connector(script.connector())
        .build()
        .unwrap()
}

fn write() -> Move {
    Move {
        id: 1,
        to: "b".into(),
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_at_a_time_than_allowed_and_who_gives_up_leaves_the_queue() {
    let script = Script::new([Act::Late(10 * SECOND, PAGE)]);
    let client = client(&script, |builder| builder.requests_at_a_time(2));
    let read = || async { client.send(Title { id: 1 }).await.map(drop) };
    let (all, given_up) = tokio::join!(
        join_all((0..4).map(|_| read())),
        timeout(SECOND, async {
            tokio::task::yield_now().await;
            read().await
        }),
    );
    assert!(given_up.is_err());
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    let begins = [0, 0, 10, 10].map(Duration::from_secs);
    assert_eq!(script.times(), begins);
}

#[tokio::test(start_paused = true)]
async fn a_download_takes_up_its_place_until_it_was_read() {
    let script = Script::new([Act::Answer("content")]);
    let client = client(&script, |builder| builder.requests_at_a_time(1));
    let content = client.download("a.png").await.unwrap();
    let second = client.download("b.png").timeout(SECOND).await;
    assert!(second.unwrap_err().is_timeout());
    drop(content);
    assert!(client.download("b.png").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn after_the_end_nothing_is_sent_and_writes_are_waited_for() {
    let script = Script::new([Act::Late(3 * SECOND, PAGE)]);
    let client = client(&script, |builder| builder);
    let writing = tokio::spawn({
        let client = client.clone();
        async move { client.send(write()).await.map(drop) }
    });
    sleep(SECOND).await;
    let began = Instant::now();
    client.shutdown(60 * SECOND).await.unwrap();
    assert_eq!(began.elapsed(), 2 * SECOND, "as long as the write took");
    let _ = writing.await.unwrap();
    let clone = client.clone();
    for outcome in [
        clone.send(Title { id: 1 }).await.map(drop),
        clone.send(write()).await.map(drop),
        clone.download("a.png").await.map(drop),
        clone.read_only().send(Title { id: 1 }).await.map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ShutDown, "{error}");
        assert!(!error.may_have_run() && error.attempts() == 0);
    }
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_gated_write_is_waited_for_when_its_caller_is_gone() {
    let script = Script::new([Act::Late(3 * SECOND, PAGE)]);
    let client = client(&script, |builder| builder);
    let create = client.pages().delete(1);
    assert!(
        timeout(SECOND, create).await.is_err(),
        "the caller goes away"
    );
    let began = Instant::now();
    client.shutdown(60 * SECOND).await.unwrap();
    assert_eq!(began.elapsed(), 2 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn writes_that_do_not_end_are_named() {
    let script = Script::new([Act::Hang]);
    let client = client(&script, |builder| builder);
    let writing = tokio::spawn({
        let client = client.clone();
        async move { client.send(write()).await.map(drop) }
    });
    sleep(SECOND).await;
    let error = client.shutdown(5 * SECOND).await.unwrap_err();
    assert!(
        error.is_timeout() && error.reach() == Reach::Unknown,
        "{error:?}"
    );
    for says in [
        "5s after the client was shut down",
        "PagesMove",
        "look at what they did",
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
    writing.abort();
    let _ = writing.await;
    // The server goes on without the caller; the attempt's time limit ends it.
    client.shutdown(90 * SECOND).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_reads_refuses_writes_before_anything_is_sent() {
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, |builder| builder);
    let reader = client.read_only();
    assert!(reader.send(Title { id: 1 }).await.is_ok());
    for outcome in [
        reader.send(write()).await.map(drop),
        reader.pages().delete(1).await.map(drop),
        reader
            .raw(
                "mutation { pages { flushCache { responseResult { succeeded } } } }",
                (),
            )
            .await
            .map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
        assert!(error.to_string().contains("nothing was sent"), "{error}");
    }
    let outcomes = reader.batch(vec![write(), write()]).await.unwrap();
    assert!(outcomes.into_result().is_err());
    assert_eq!(script.attempts(), 1);
    let _ = client.send(write()).await;
    assert_eq!(script.attempts(), 2, "the client itself still writes");
}
