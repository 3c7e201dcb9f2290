//! Creates, moves and deletes pass one at a time, whoever goes away meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use http_body_util::{BodyExt, Full};
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;
use wikijs_sandbox::{Fault, FaultKind, Races, Sandbox, Timing};
use wikijs_sdk::connector::{HttpService, OutgoingBody};
use wikijs_sdk::{Client, ErrorKind, LocalGate, pages};

use crate::support::wiki::with_pages;

/// A client of a wiki where each write takes two seconds, also for a caller that went away; and the most writes that
/// ever were under way there.
fn slow() -> (Sandbox, Client, Arc<AtomicUsize>) {
    let sandbox = Sandbox::in_process();
    let (at_work, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (wiki, seen) = (sandbox.service(), Arc::clone(&most));
    let server = tower::service_fn(move |request: http::Request<OutgoingBody>| {
        let (wiki, at_work, seen) = (wiki.clone(), Arc::clone(&at_work), Arc::clone(&seen));
        // The server goes on writing, whether or not somebody waits for it.
        let work = tokio::spawn(async move {
            seen.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let (head, body) = request.into_parts();
            let body = Full::new(body.collect().await.unwrap().to_bytes());
            sleep(Duration::from_secs(2)).await;
            let answer = wiki.oneshot(http::Request::from_parts(head, body)).await;
            at_work.fetch_sub(1, Ordering::SeqCst);
            answer
        });
        async move {
            work.await
                .map_err(std::io::Error::other)?
                .map_err(std::io::Error::other)
        }
    });
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(server))
        .attempt_timeout(Duration::from_millis(1900))
        .build()
        .unwrap();
    (sandbox, client, most)
}

#[tokio::test(start_paused = true)]
async fn no_two_meet_over_all_clones_of_a_client() {
    let builder = Sandbox::builder()
        .timing(Timing::measured())
        .races(Races::measured());
    let (_sandbox, client) = with_pages(builder, 0);
    let began = Instant::now();
    let creates = (0..10).map(|number| {
        let client = client.clone();
        async move {
            client
                .pages()
                .create(format!("n/{number}"), "Title", "Text")
                .tags([format!("t{number}")])
                .await
        }
    });
    for created in join_all(creates).await {
        created.unwrap();
    }
    assert!(began.elapsed() >= Duration::from_secs(17));
    let reads = join_all((1..=10).map(|id| client.pages().single(id).into_future())).await;
    assert!(reads.iter().all(Result::is_ok));
}

#[tokio::test(start_paused = true)]
async fn callers_dropped_and_attempts_timed_out_let_no_two_writes_meet() {
    let (_sandbox, client, most) = slow();
    // Every attempt times out on our side while the server goes on; some callers go away before, at every moment.
    let callers = (0..12_u64).map(|number| {
        let client = client.clone();
        async move {
            let create = client
                .pages()
                .create(format!("n/{number}"), "Title", "Text");
            timeout(Duration::from_millis(number * 350), create.into_future()).await
        }
    });
    join_all(callers).await;
    let later = client
        .pages()
        .create("later", "Title", "Text")
        .into_future();
    drop(timeout(Duration::from_secs(600), later).await);
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_before_its_turn_sends_nothing() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let first = client.pages().create("a", "Title", "Text").into_future();
    let second = client.pages().create("b", "Title", "Text").into_future();
    let (first, second) = tokio::join!(first, timeout(Duration::from_secs(1), second));
    first.unwrap();
    assert!(second.is_err());
    client.pages().create("c", "Title", "Text").await.unwrap();
    let paths: Vec<_> = client
        .pages()
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|page| page.path)
        .collect();
    assert_eq!(
        (paths, sandbox.requests().len()),
        (vec!["a".to_owned(), "c".to_owned()], 3)
    );
}

#[tokio::test(start_paused = true)]
async fn a_caller_whose_turn_does_not_come_in_time_knows_that_nothing_was_sent() {
    let (_sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let first = client.pages().create("a", "Title", "Text").into_future();
    let second = client
        .pages()
        .create("b", "Title", "Text")
        .timeout(Duration::from_secs(1));
    let (first, second) = tokio::join!(first, second.into_future());
    first.unwrap();
    let error = second.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_run(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn after_an_outcome_that_is_not_known_the_gate_stays_shut_for_a_while() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).times(1));
    let error = client
        .pages()
        .create("a", "Title", "Text")
        .await
        .unwrap_err();
    assert!(error.kind() == ErrorKind::Lost && error.may_have_run());
    let began = Instant::now();
    client.pages().list().await.unwrap();
    let update = pages::Update::new(1, "New", ["tag"], true);
    client.send(update).await.unwrap();
    assert_eq!(
        began.elapsed(),
        Duration::ZERO,
        "what does not change the tree does not wait"
    );
    client.pages().delete(1).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 10);
    client.pages().create("a", "Title", "Text").await.unwrap();
    client
        .pages()
        .create("a", "Title", "Text")
        .await
        .unwrap_err();
    client.pages().create("b", "Title", "Text").await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 10, "a refusal is an outcome");
}

#[tokio::test(start_paused = true)]
async fn clients_may_share_a_gate() {
    let sandbox = Sandbox::builder().timing(Timing::measured()).in_process();
    let gate = LocalGate::default();
    let of_one = |path: &'static str| {
        let connector = HttpService::new(sandbox.service());
        let builder = Client::builder(sandbox.url()).token(sandbox.admin_token());
        let client = builder
            .connector(connector)
            .write_gate(gate.clone())
            .build()
            .unwrap();
        async move { client.pages().create(path, "Title", "Text").await }
    };
    let (one, other) = tokio::join!(of_one("a"), of_one("b"));
    assert!(one.is_ok() && other.is_ok());
}
