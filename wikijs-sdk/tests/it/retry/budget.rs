//! What all retries of a client may cost.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use wikijs_sdk::{Backoff, Error, Retry, RetryBudget};

use super::{client, client_of};
use crate::support::loopback::PAGE;
use crate::support::operations::Title;
use crate::support::script::{Act, Script};

#[tokio::test(start_paused = true)]
async fn retries_of_all_clones_are_paid_from_one_budget() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let calls = (0..1000).map(|_| {
        let client = client.clone();
        async move { client.send(Title { id: 1 }).await.unwrap_err() }
    });
    let errors = join_all(calls).await;
    // 50 at once, and one a second.
    let extra = script.attempts() - 1000;
    assert!((50..=55).contains(&extra), "{extra}");
    let says = |error: &&Error| error.to_string().contains("the retry budget is used up");
    assert!(errors.iter().filter(says).count() >= 940);

    // Another client has a budget of its own, unless it is given the same one.
    let shared = RetryBudget::new(2, 0.1);
    for expected in [3, 1] {
        let script = Script::new([Act::Lost]);
        let client = client_of(&script, |builder| {
            builder
                .retry(Retry::new().backoff(Backoff::constant(Duration::ZERO)))
                .retry_budget(shared.clone())
        });
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!(error.attempts(), expected);
    }
    let script = Script::new([Act::Lost]);
    let unpaid = client_of(&script, |builder| builder.retry_budget(None));
    join_all((0..100).map(|_| unpaid.send(Title { id: 1 }).into_future())).await;
    assert_eq!(script.attempts(), 300);
}

#[tokio::test(start_paused = true)]
async fn retries_that_help_are_free_and_so_are_those_that_reach_nobody() {
    for trouble in [Act::NoConnection, Act::ComeBack(429, 1)] {
        let script = Script::new([trouble]);
        let client = client_of(&script, |builder| {
            builder.retry_budget(RetryBudget::new(0, 0.0))
        });
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!(error.attempts(), 3, "{trouble:?}");
    }
    // Every second attempt is lost, and one token is there: each call takes it and brings it back.
    let script = Script::new([Act::Answer(PAGE)]);
    let zero = || Retry::new().backoff(Backoff::constant(Duration::ZERO));
    let client = client_of(&script, |builder| {
        builder.retry(zero()).retry_budget(RetryBudget::new(1, 0.0))
    });
    for _ in 0..100 {
        script.goes_on([Act::Lost, Act::Answer(PAGE)]);
        client.send(Title { id: 1 }).await.unwrap();
    }
    assert_eq!(script.attempts(), 200);
}
