//! What the progress of a batch tells after the batch was dropped.

use std::future::IntoFuture;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use wikijs_sandbox::{Sandbox, Timing};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{BatchProgress, Client, PartState, Rate, RateLimits, comments, pages};

use crate::support::wiki::{sizes, with_pages};

const SECOND: Duration = Duration::from_secs(1);

fn creates(count: usize) -> Vec<pages::Create> {
    let create = |number| pages::Create::new(format!("n/{number}"), "Title", "Text");
    (0..count).map(create).collect()
}

/// How many parts wait, are under way, and were done.
fn counts(progress: &BatchProgress) -> [usize; 3] {
    use PartState::{Succeeded, UnderWay, Waiting};
    [Waiting, UnderWay, Succeeded].map(|state| progress.count(state))
}

async fn dropped<A: 'static>(batch: wikijs_sdk::Batch<A>, after: Duration) -> BatchProgress {
    let progress = batch.progress();
    let late = timeout(after, batch.into_future()).await;
    assert!(late.is_err(), "it was over too early");
    progress
}

#[tokio::test(start_paused = true)]
async fn what_waits_at_the_gate_was_not_sent() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    let permit = client.write_permit().await.unwrap();
    let progress = dropped(client.batch(creates(4)), SECOND).await;
    assert_eq!(counts(&progress), [4, 0, 0]);
    drop(permit);
    sleep(60 * SECOND).await;
    assert_eq!(counts(&progress), [4, 0, 0]);
    assert!(sizes(&sandbox).is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_a_limit_behind_the_gate_was_not_sent_and_will_not_be() {
    let sandbox = Sandbox::in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .guest_check(false)
        .rate_limits(RateLimits::new().all(Rate::window(4, 10 * SECOND)))
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    for _ in 0..4 {
        client.pages().list().await.unwrap();
    }
    let progress = dropped(client.batch(creates(4)), SECOND).await;
    assert_eq!(counts(&progress), [4, 0, 0]);
    sleep(60 * SECOND).await;
    assert_eq!(counts(&progress), [4, 0, 0]);
    assert_eq!(sizes(&sandbox).len(), 4);
    // The gate is open, and nothing is in doubt.
    let began = tokio::time::Instant::now();
    client.pages().create("a", "Title", "Text").await.unwrap();
    assert!(began.elapsed() < SECOND);
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_a_place_or_the_pace_of_comments_was_not_sent() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 1);
    let comments = (0..3).map(|_| comments::Create::new(1, "text"));
    let progress = dropped(client.batch(comments), 10 * SECOND).await;
    assert_eq!(counts(&progress), [2, 0, 1]);

    let sent = sizes(&sandbox).len();
    let narrow = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .guest_check(false)
        .requests_at_a_time(1)
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    let reads = narrow.batch((0..200).map(|_| pages::Single::new(1)));
    let progress = dropped(reads, Duration::from_millis(1)).await;
    assert_eq!(counts(&progress), [150, 50, 0]);
    assert_eq!(sizes(&sandbox).len() - sent, 1);
}

#[tokio::test(start_paused = true)]
async fn what_the_client_learns_of_a_write_after_the_drop_is_told() {
    let (_sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 1);
    let mut parts = creates(3);
    // Taken by a page that is there.
    parts.push(pages::Create::new("p/1", "Title", "Text"));
    let progress = dropped(client.batch(parts), SECOND).await;
    assert_eq!(counts(&progress), [0, 4, 0]);
    let told = timeout(60 * SECOND, progress.watch(|_| ())).await;
    assert!(told.is_ok(), "{progress:?}");
    use PartState::{Failed, Succeeded};
    assert_eq!(progress.parts(), [Succeeded, Succeeded, Succeeded, Failed]);
}
