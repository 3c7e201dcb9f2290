//! How much is sent in what time; under a paused clock.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, advance, timeout};
use wikijs_sdk::{
    Client, Endpoint, ErrorKind, Held, Limiter, Rate, RateLimiter, RateLimits, Take, Taking,
    WhenLimited,
};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

fn client(script: &Script, limits: RateLimits) -> Client {
    Client::builder("https://wiki.test")
        .rate_limits(limits)
        .connector(script.connector())
        .build()
        .unwrap()
}

/// The seconds at which the server saw attempts.
fn seconds(script: &Script) -> Vec<f64> {
    script.times().iter().map(Duration::as_secs_f64).collect()
}

async fn read(client: &Client) -> Option<ErrorKind> {
    let outcome = client.send(Title { id: 1 }).await;
    outcome.err().map(|error| error.kind())
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_their_turn_in_the_order_of_arrival() {
    let script = Script::new([Act::Answer(PAGE)]);
    let rate = Rate::bucket(1, SECOND).burst(2);
    let client = client(&script, RateLimits::new().all(rate));
    let done = Mutex::new(Vec::new());
    join_all((0..5).map(|number| {
        let (client, done) = (client.clone(), &done);
        async move {
            assert_eq!(read(&client).await, None);
            done.lock().unwrap().push(number);
        }
    }))
    .await;
    assert_eq!(seconds(&script), [0.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!(*done.lock().unwrap(), [0, 1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_gives_its_place_back() {
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, RateLimits::new().all(Rate::window(1, 10 * SECOND)));
    assert_eq!(read(&client).await, None);
    let impatient = timeout(SECOND, read(&client));
    let (given_up, patient) = tokio::join!(impatient, read(&client));
    assert!(given_up.is_err());
    assert_eq!(patient, None);
    assert_eq!(seconds(&script), [0.0, 10.0]);
}

#[tokio::test(start_paused = true)]
async fn the_parts_of_a_batch_count_and_not_its_requests() {
    let script = Script::new([Act::Status(500, "")]);
    let limits = RateLimits::new().all(Rate::window(4, 10 * SECOND));
    let client = client(&script, limits);
    let titles = |count: i32| (0..count).map(|id| Title { id }).collect::<Vec<_>>();
    let _ = client.batch(titles(3)).await;
    // One more fits, two do not.
    let _ = client.batch(titles(2)).await;
    let times = seconds(&script);
    assert!(times.contains(&0.0), "{times:?}");
    assert!(
        times.iter().all(|time| *time == 0.0 || *time >= 10.0),
        "{times:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_field_and_an_endpoint_have_limits_of_their_own() {
    let script = Script::new([Act::Answer(PAGE)]);
    let limits = RateLimits::new()
        .field("pages.single", Rate::window(1, 5 * SECOND))
        .endpoint(Endpoint::Files, Rate::window(1, 7 * SECOND));
    let client = client(&script, limits);
    let file = || async { client.download("a.png").await.map(drop) };
    let began = Instant::now();
    let (one, other, file_one, file_other) =
        tokio::join!(read(&client), read(&client), file(), file());
    assert_eq!((one, other), (None, None));
    assert!(file_one.is_ok() && file_other.is_ok());
    assert_eq!(began.elapsed(), 7 * SECOND);
    assert_eq!(seconds(&script), [0.0, 0.0, 5.0, 7.0]);
    // Nothing limits a mutation, and a file does not wait behind a call of the API.
    let _ = client
        .send(Move {
            id: 1,
            to: "b".into(),
        })
        .await;
    assert_eq!(began.elapsed(), 7 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_call_fails_where_it_is_not_to_wait_and_says_how_long_it_would_have() {
    let script = Script::new([Act::Answer(PAGE)]);
    let limits = RateLimits::new()
        .all(Rate::window(1, 10 * SECOND))
        .when_limited(WhenLimited::Fail);
    let client = client(&script, limits);
    assert_eq!(read(&client).await, None);
    advance(4 * SECOND).await;
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.retry_after(), error.attempts()),
        (ErrorKind::OverLimit, Some(6 * SECOND), 0)
    );
    assert!(error.is_rate_limited() && !error.may_have_run());
    for says in ["nothing was sent", "all calls", "6.0s"] {
        assert!(error.to_string().contains(says), "{error}");
    }
    advance(6 * SECOND).await;
    assert_eq!(read(&client).await, None);
    assert_eq!(seconds(&script), [0.0, 10.0]);
}

#[tokio::test(start_paused = true)]
async fn no_call_waits_longer_than_it_may_take() {
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, RateLimits::new().all(Rate::window(1, 60 * SECOND)));
    assert_eq!(read(&client).await, None);
    let began = Instant::now();
    let error = client
        .send(Title { id: 1 })
        .timeout(5 * SECOND)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OverLimit);
    assert!(
        error.to_string().contains("longer than the call may take"),
        "{error}"
    );
    assert_eq!(began.elapsed(), Duration::ZERO, "it is told at once");
}

#[tokio::test(start_paused = true)]
async fn who_is_asked_decides_and_learns_what_is_held_up() {
    let script = Script::new([Act::Answer(PAGE)]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&seen);
    let ask = WhenLimited::ask(move |limited| {
        keep.lock().unwrap().push(limited.clone());
        if limited.wait > Some(2 * SECOND) {
            Held::Fail
        } else {
            Held::Wait
        }
    });
    let limits = RateLimits::new()
        .all(Rate::window(1, 3 * SECOND))
        .when_limited(ask);
    let client = client(&script, limits);
    assert_eq!(read(&client).await, None);
    assert_eq!(read(&client).await, Some(ErrorKind::OverLimit));
    advance(SECOND).await;
    assert_eq!(read(&client).await, None);
    assert_eq!(seconds(&script), [0.0, 3.0]);
    let seen = seen.lock().unwrap();
    assert_eq!(
        (seen.len(), seen[0].wait, seen[0].parts),
        (2, Some(3 * SECOND), 1)
    );
    assert_eq!(
        (&*seen[0].operation, &*seen[0].limit),
        ("PagesTitle", "all calls")
    );
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_says_wait_is_left_in_peace_by_all_calls() {
    let script = Script::new([Act::ComeBack(429, 30), Act::Answer(PAGE)]);
    let client = client(&script, RateLimits::new());
    let (one, other) = tokio::join!(
        async { client.send(Title { id: 1 }).no_retry().await.map(drop) },
        async {
            // Made while nobody knows of the limit yet, and another once it is known.
            tokio::task::yield_now().await;
            read(&client).await
        },
    );
    assert_eq!(one.unwrap_err().kind(), ErrorKind::RateLimited);
    assert_eq!(other, None);
    assert_eq!(read(&client).await, None);
    let late = seconds(&script)
        .into_iter()
        .filter(|time| *time >= 30.0)
        .count();
    assert!(late >= 1, "{:?}", seconds(&script));
}

/// Counted elsewhere: refuses twice, then lets pass; or cannot be asked.
struct Elsewhere(Mutex<Vec<Result<Take, &'static str>>>);

impl RateLimiter for Elsewhere {
    fn take(&self, _parts: u32) -> Taking {
        let answer = self.0.lock().unwrap().remove(0);
        Box::pin(async move { answer.map_err(Into::into) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_can_be_counted_elsewhere() {
    let script = Script::new([Act::Answer(PAGE)]);
    let elsewhere = Elsewhere(Mutex::new(vec![
        Ok(Take::Wait(SECOND)),
        Ok(Take::Wait(2 * SECOND)),
        Ok(Take::Taken),
        Err("no connection to 127.0.0.1:1"),
    ]));
    let client = client(&script, RateLimits::new().all(Limiter::shared(elsewhere)));
    assert_eq!(read(&client).await, None);
    assert_eq!(seconds(&script), [3.0]);
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoPermit);
    for says in [
        "nothing was sent",
        "all calls",
        "no connection to 127.0.0.1:1",
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_field_is_limited_by_the_operation_that_calls_it() {
    let script = Script::new([Act::Answer(PAGE)]);
    let every_five = Rate::window(1, 5 * SECOND);
    let limits = RateLimits::new().operation::<Title>(every_five);
    let client = client(&script, limits);
    for _ in 0..3 {
        assert_eq!(read(&client).await, None);
    }
    assert_eq!(seconds(&script), [0.0, 5.0, 10.0]);
}

#[tokio::test(start_paused = true)]
async fn a_rate_alone_limits_all_calls() {
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, Rate::window(1, 5 * SECOND).into());
    for _ in 0..2 {
        assert_eq!(read(&client).await, None);
    }
    assert_eq!(seconds(&script), [0.0, 5.0]);
}
