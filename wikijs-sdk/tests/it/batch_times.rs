//! How long the parts of a batch take: how many go into a request, and what is learnt on the way.

use std::time::Duration;

use tokio::time::Instant;
use wikijs_sandbox::{Sandbox, Timing};
use wikijs_sdk::{ServerCode, pages};

use crate::support::wiki::{sizes, with_pages};

#[tokio::test(start_paused = true)]
async fn mutations_are_cut_by_the_time_they_take_and_run_in_order() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let creates = (0..30).map(|number| {
        // The last of two at one place is refused.
        pages::Create::new(format!("n/{}", number.min(28)), "Title", "Content")
    });
    let answers = client.batch(creates).await.unwrap();
    assert_eq!(sizes(&sandbox), [11, 11, 8]);
    let failed: Vec<_> = answers
        .failed()
        .map(|part| (part.index, part.error.code()))
        .collect();
    assert_eq!(failed, [(29, Some(ServerCode::PageDuplicateCreate))]);
    let ids: Vec<_> = answers
        .succeeded()
        .map(|saved| saved.page.as_ref().unwrap().id)
        .collect();
    assert!(ids.is_sorted());
}

#[tokio::test(start_paused = true)]
async fn the_time_an_attempt_may_take_grows_with_its_parts() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let creates = (0..90).map(|number| pages::Create::new(format!("n/{number}"), "Title", "Text"));
    let began = Instant::now();
    let answers = client
        .batch(creates)
        .chunk_time(Duration::from_secs(3600))
        .chunk_size(90)
        .await
        .unwrap();
    answers.into_result().unwrap();
    assert_eq!(sizes(&sandbox), [90]);
    assert!(began.elapsed() > Duration::from_secs(150));
}

#[tokio::test(start_paused = true)]
async fn what_a_slow_server_takes_is_learnt() {
    let slow = Sandbox::builder().timing(Timing::measured().scaled(4.0));
    let (sandbox, client) = with_pages(slow, 0);
    let creates = (0..24).map(|number| pages::Create::new(format!("n/{number}"), "Title", "Text"));
    client.batch(creates).await.unwrap().into_result().unwrap();
    let sizes = sizes(&sandbox);
    assert_eq!((sizes[0], sizes.iter().sum::<usize>()), (11, 24));
    assert!(sizes[1] < 6 && sizes[2] < sizes[1], "{sizes:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_waited_for_at_the_gate_says_nothing_of_the_server() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let permit = client.write_permit().await.unwrap();
    let creates = (0..22).map(|number| pages::Create::new(format!("n/{number}"), "Title", "Text"));
    let batch = client.batch(creates);
    let hours_later = async {
        tokio::time::advance(Duration::from_secs(3 * 3600)).await;
        drop(permit);
    };
    let batch = batch.timeout(Duration::from_secs(24 * 3600));
    let (answers, ()) = tokio::join!(batch, hours_later);
    answers.unwrap().into_result().unwrap();
    assert_eq!(sizes(&sandbox), [11, 11]);
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_does_not_tell_how_fast_a_server_is() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 33);
    // An import that is begun anew: what is there is refused at once.
    let creates = (1..=66).map(|number| pages::Create::new(format!("p/{number}"), "Title", "Text"));
    let answers = client.batch(creates).await.unwrap();
    assert_eq!(answers.failed().count(), 33);
    assert_eq!(sizes(&sandbox), [11; 6]);
}

#[tokio::test(start_paused = true)]
async fn a_server_too_slow_for_the_time_limit_is_learnt_too() {
    let slow = Sandbox::builder().timing(Timing::measured().scaled(8.0));
    let (_sandbox, client) = with_pages(slow, 0);
    let creates = (0..33).map(|number| pages::Create::new(format!("n/{number}"), "Title", "Text"));
    let answers = client.batch(creates).await.unwrap();
    let lost: Vec<_> = answers.failed().map(|part| part.index).collect();
    assert_eq!(lost, (0..11).collect::<Vec<_>>());
}
