//! Creates, moves and deletes pass one at a time, whoever goes away meanwhile.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use futures_util::future::join_all;
use http_body_util::{BodyExt, Full};
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;
use wikijs_sandbox::{Fault, FaultKind, Races, Sandbox, Timing};
use wikijs_sdk::connector::{HttpService, OutgoingBody, Reach};
use wikijs_sdk::{Acquiring, Client, ErrorKind, LocalGate, Wanted, WriteGate, pages};

use crate::support::log::logged_async;
use crate::support::wiki::with_pages;

/// A client of a wiki where each write takes two seconds, also for a caller that went away; and the most writes that
/// ever were under way there.
///
/// An attempt may take this long.
fn slow(attempt: Duration) -> (Sandbox, Client, Arc<AtomicUsize>) {
    let sandbox = Sandbox::in_process();
    let (at_work, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (wiki, seen) = (sandbox.service(), Arc::clone(&most));
    let server = tower::service_fn(move |request: http::Request<OutgoingBody>| {
        let (wiki, at_work, seen) = (wiki.clone(), Arc::clone(&at_work), Arc::clone(&seen));
        // The server goes on writing, whether or not somebody waits for it.
        let work = tokio::spawn(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let writes = usize::from(body.windows(9).any(|words| words == b"mutation "));
            let before = at_work.fetch_add(writes, Ordering::SeqCst);
            seen.fetch_max(before + writes, Ordering::SeqCst);
            sleep(Duration::from_secs(2) * u32::try_from(writes).unwrap()).await;
            let request = http::Request::from_parts(head, Full::new(body));
            let answer = wiki.oneshot(request).await;
            at_work.fetch_sub(writes, Ordering::SeqCst);
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
        .attempt_timeout(attempt)
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

/// Gives a future up after it was polled so many times: wherever it waits then.
async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn callers_dropped_and_attempts_timed_out_let_no_two_writes_meet() {
    // Every attempt times out on our side, before the server is done or after it, while the server goes on; some
    // callers go away before, at every moment.
    for attempt in [1, 700, 1900, 2100] {
        let (_sandbox, client, most) = slow(Duration::from_millis(attempt));
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
        assert_eq!(most.load(Ordering::SeqCst), 1, "{attempt} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn callers_dropped_at_every_await_point_let_no_two_writes_meet() {
    for attempt in [1900, 2100] {
        let (_sandbox, client, most) = slow(Duration::from_millis(attempt));
        // Each is polled once more than the one before, some under a permit, some in a batch.
        for polls in 0..8 {
            let create =
                |number: usize| pages::Create::new(format!("n/{polls}/{number}"), "Title", "Text");
            let alone = polled(client.send(create(0)).into_future(), polls);
            let batch = client.batch([create(1), create(2)]).chunk_size(1);
            let batch = polled(batch.into_future(), polls);
            let workflow = polled(
                async {
                    let permit = client.write_permit().await?;
                    client.send(create(3)).permit(&permit).await?;
                    client.send(create(4)).permit(&permit).await
                },
                polls,
            );
            tokio::join!(alone, batch, workflow);
        }
        let later = client.send(pages::Create::new("later", "Title", "Text"));
        drop(timeout(Duration::from_secs(600), later.into_future()).await);
        assert_eq!(most.load(Ordering::SeqCst), 1, "{attempt} ms");
    }
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
    let (sandbox, client) = with_pages(Sandbox::builder(), 2);
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).times(1));
    let error = client.pages().delete(2).await.unwrap_err();
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
async fn a_page_that_is_seen_in_the_tree_opens_the_gate_earlier() {
    let lost = || Fault::new(FaultKind::CutAfter).times(1);
    for (fault, waits) in [
        // The page is there.
        (lost().on("pages.create"), 2),
        // It never arrived.
        (
            Fault::new(FaultKind::CutBefore).on("pages.create").times(1),
            10,
        ),
    ] {
        let (sandbox, client) = with_pages(Sandbox::builder(), 0);
        sandbox.add_fault(fault);
        let lost = client.pages().create("/a/b", "Title", "Text").await;
        assert!(lost.unwrap_err().may_have_run());
        let began = Instant::now();
        client.pages().create("c", "Title", "Text").await.unwrap();
        assert_eq!(began.elapsed().as_secs(), waits);
    }
    let (sandbox, client) = with_pages(Sandbox::builder(), 3);
    sandbox.add_fault(lost().on("pages.move").times(1));
    let moves = [(1, "x"), (2, "y")].map(|(id, to)| pages::Move::new(id, to, "en"));
    let answers = client.batch(moves).await.unwrap();
    assert!(answers.failed().all(|part| part.error.may_have_run()));
    let began = Instant::now();
    client.pages().delete(3).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 2, "the last part was seen");
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

/// A gate of one's own with a mistake in it.
struct Panics;

impl WriteGate for Panics {
    fn acquire(&self, _: Wanted) -> Acquiring {
        panic!("a mistake in a gate")
    }
}

#[tokio::test]
async fn a_gate_that_panics_leaves_no_doubt_about_what_was_not_sent() {
    let sandbox = Sandbox::builder().in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .write_gate(Panics)
        .build()
        .unwrap();
    let error = client.pages().create("a", "A", "A").await.unwrap_err();
    assert!(!error.is_doubtful() && error.reach() == Reach::NeverSent);
    let text = error.to_string();
    assert!(text.contains("the write gate panicked"), "{text}");
    assert_eq!(text.matches("nothing was sent").count(), 1, "{text}");
    assert!(sandbox.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_wait_at_the_gate_and_a_write_in_doubt_are_logged() {
    let sandbox = Sandbox::builder()
        .fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1))
        .in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    let lines = logged_async(async {
        let permit = client.write_permit().await.unwrap();
        let waits = async {
            sleep(Duration::from_secs(5)).await;
            drop(permit);
        };
        let pages = client.pages();
        let create = pages.create("a", "A", "A").into_future();
        let (outcome, ()) = tokio::join!(create, waits);
        assert!(outcome.unwrap_err().is_doubtful());
    })
    .await;
    let has = |begin: &str, part: &str| {
        let found = |line: &&String| line.starts_with(begin) && line.contains(part);
        lines.iter().filter(found).count() == 1
    };
    assert!(has("DEBUG", "waits for the write gate"), "{lines:#?}");
    assert!(has("DEBUG", "waited for the write gate"), "{lines:#?}");
    assert!(has("WARN", "it may have been done: look"), "{lines:#?}");
}
