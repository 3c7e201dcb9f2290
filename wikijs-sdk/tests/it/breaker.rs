//! Calls that are held back while the server is down; under a paused clock.

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, advance, timeout};
use wikijs_sdk::{
    Backoff, BreakerState, CircuitBreaker, Client, ClientBuilder, ErrorKind, Jitter, Retry, users,
};

use crate::support::log::logged_async;
use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

fn client_of(script: &Script, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let breaker = CircuitBreaker::new()
        .failures_in_a_row(3)
        .pause_for(10 * SECOND);
    let builder = Client::builder("https://wiki.test").no_retry();
    settings(builder.circuit_breaker(breaker))
        .connector(script.connector())
        .build()
        .unwrap()
}

fn client(script: &Script) -> Client {
    client_of(script, |builder| builder)
}

async fn read(client: &Client) -> Option<ErrorKind> {
    let outcome = client.send(Title { id: 1 }).await;
    outcome.err().map(|error| error.kind())
}

fn state(client: &Client) -> BreakerState {
    client.breaker().unwrap().state
}

#[tokio::test(start_paused = true)]
async fn a_dead_server_is_left_in_peace_and_found_again() {
    let script = Script::new([Act::NoConnection]);
    let client = client(&script);
    for _ in 0..3 {
        assert_eq!(read(&client).await, Some(ErrorKind::Connect));
    }
    assert_eq!(state(&client), BreakerState::Open);
    advance(4 * SECOND).await;
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.retry_after()),
        (ErrorKind::CircuitOpen, Some(6 * SECOND))
    );
    assert!(!error.may_have_run() && error.attempts() == 0, "{error}");
    for says in [
        "nothing was sent",
        "open for 6.0s more",
        "4.0s ago",
        "connection refused",
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(script.attempts(), 3);

    // A call that is tried, and fails: another pause.
    advance(6 * SECOND).await;
    assert_eq!(read(&client).await, Some(ErrorKind::Connect));
    assert_eq!(read(&client).await, Some(ErrorKind::CircuitOpen));
    assert_eq!(script.attempts(), 4);

    script.goes_on([Act::Answer(PAGE)]);
    advance(10 * SECOND).await;
    assert_eq!(read(&client).await, None);
    assert_eq!(state(&client), BreakerState::HalfOpen);
    assert_eq!(read(&client).await, None);
    assert_eq!(state(&client), BreakerState::Closed);

    let stats = client.breaker().unwrap();
    assert_eq!(
        (stats.opened, stats.held_back, stats.failures_in_a_row),
        (2, 2, 0)
    );
    let last = stats.last_failure.unwrap();
    assert_eq!((last.kind(), last.status()), (ErrorKind::Connect, None));
    assert_eq!(last.age(), 10 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn what_says_that_the_server_is_well_does_not_open_it() {
    const REFUSED: &str = r#"{"data":{"pages":{"move":{"responseResult":{"succeeded":false,"errorCode":6003,"slug":"PageNotFound","message":"no"},"page":null}}}}"#;
    for answer in [
        Act::Status(400, r#"{"errors":[{"message":"Syntax Error"}]}"#),
        Act::Status(
            500,
            r#"{"data":{},"errors":[{"message":"API Key is invalid or was revoked.","path":[]}]}"#,
        ),
        Act::Status(401, ""),
        Act::Status(403, ""),
        Act::Status(404, ""),
        Act::ComeBack(429, 1),
        Act::Answer(REFUSED),
    ] {
        let script = Script::new([answer]);
        let client = client(&script);
        for _ in 0..30 {
            let call = client.send(Move {
                id: 1,
                to: "x".into(),
            });
            assert_ne!(
                call.await.unwrap_err().kind(),
                ErrorKind::CircuitOpen,
                "{answer:?}"
            );
        }
        assert_eq!(
            (script.attempts(), state(&client)),
            (30, BreakerState::Closed)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_speaks_of_its_health_does() {
    for trouble in [
        Act::NoConnection,
        Act::Lost,
        Act::Hang,
        Act::CutOff(r#"{"data""#),
        Act::Status(500, "<html>"),
        Act::Status(502, "<html>"),
        Act::ComeBack(503, 1),
    ] {
        let script = Script::new([trouble]);
        let client = client(&script);
        for _ in 0..10 {
            read(&client).await;
        }
        assert_eq!(
            (script.attempts(), state(&client)),
            (3, BreakerState::Open),
            "{trouble:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_fails_half_the_time_opens_it_by_rate() {
    let script = Script::new([]);
    let client = client(&script);
    for calls in 1..=20 {
        script.goes_on([if calls % 2 == 0 {
            Act::Lost
        } else {
            Act::Answer(PAGE)
        }]);
        assert_eq!(state(&client), BreakerState::Closed, "{calls}");
        read(&client).await;
    }
    assert_eq!(state(&client), BreakerState::Open);
    assert_eq!(client.breaker().unwrap().recent_failures, 10);
}

#[tokio::test(start_paused = true)]
async fn clones_and_identities_share_it() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let calls = (0..3).map(|number| {
        let call = client.clone().send(Title { id: 1 });
        call.token(format!("token-{number}")).into_future()
    });
    join_all(calls).await;
    assert_eq!(read(&client.clone()).await, Some(ErrorKind::CircuitOpen));
    let download = client.download("/x").await.unwrap_err();
    assert_eq!(download.kind(), ErrorKind::CircuitOpen);
    let without = client_of(&script, |builder| builder);
    assert_eq!(
        read(&without).await,
        Some(ErrorKind::Lost),
        "another client has its own"
    );
}

#[tokio::test(start_paused = true)]
async fn one_call_at_a_time_tries_the_server_and_one_that_is_given_up_frees_its_place() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    for _ in 0..3 {
        read(&client).await;
    }
    advance(10 * SECOND).await;
    script.goes_on([Act::Late(SECOND, PAGE)]);
    let given_up = client.send(Title { id: 1 }).into_future();
    assert!(timeout(SECOND / 2, given_up).await.is_err());
    let calls = (0..100).map(|_| read(&client));
    let outcomes = join_all(calls).await;
    let passed = outcomes.iter().filter(|outcome| outcome.is_none()).count();
    assert_eq!((passed, script.attempts()), (1, 5));
    let held = |outcome: &&Option<ErrorKind>| **outcome == Some(ErrorKind::CircuitOpen);
    assert_eq!(outcomes.iter().filter(held).count(), 99);
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_time_is_up_counts_and_one_that_is_dropped_does_not() {
    let script = Script::new([Act::Hang]);
    let client = client_of(&script, |builder| builder.total_timeout(SECOND));
    for _ in 0..10 {
        let dropped = client.send(Title { id: 1 }).into_future();
        assert!(timeout(SECOND / 2, dropped).await.is_err());
    }
    assert_eq!(state(&client), BreakerState::Closed);
    for _ in 0..3 {
        assert_eq!(read(&client).await, Some(ErrorKind::Timeout));
    }
    assert_eq!(state(&client), BreakerState::Open);
    let last = client.breaker().unwrap().last_failure.unwrap();
    assert!(
        last.message().contains("within the time of the whole call"),
        "{last}"
    );
}

#[tokio::test(start_paused = true)]
async fn changes_are_told_and_logged() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let script = Script::new([Act::Lost]);
    let breaker = CircuitBreaker::new()
        .failures_in_a_row(1)
        .close_after(1)
        .on_change(move |change| heard.lock().unwrap().push((change.from, change.to)));
    let client = client_of(&script, |builder| builder.circuit_breaker(breaker));
    let lines = logged_async(async {
        read(&client).await;
        script.goes_on([Act::Answer(PAGE)]);
        advance(10 * SECOND).await;
        read(&client).await;
    })
    .await;
    use BreakerState::{Closed, HalfOpen, Open};
    let changes = [(Closed, Open), (Open, HalfOpen), (HalfOpen, Closed)];
    assert_eq!(*told.lock().unwrap(), changes);
    let lines: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("circuit breaker"))
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[0].starts_with("WARN") && lines[0].contains("calls fail at once"),
        "{lines:?}"
    );
    let until = "after 1 that succeed it is closed";
    assert!(lines[1].contains(until), "{lines:?}");
}

#[tokio::test(start_paused = true)]
async fn every_attempt_counts_and_retries_end_where_it_opens() {
    let retry = || {
        let backoff = Backoff::constant(SECOND).jitter(Jitter::None);
        Retry::new().attempts(20).backoff(backoff)
    };
    let script = Script::new([Act::NoConnection]);
    let client = client_of(&script, |builder| builder.retry(retry()));
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(
        (error.kind(), script.attempts()),
        (ErrorKind::CircuitOpen, 3)
    );

    // A call that may wait for the server waits for the breaker, too.
    script.goes_on([Act::Answer(PAGE)]);
    // What is held back is no attempt: two are enough.
    let patient = retry()
        .attempts(2)
        .when(|error| error.kind() == ErrorKind::CircuitOpen);
    let began = Instant::now();
    client.send(Title { id: 1 }).retry(patient).await.unwrap();
    assert_eq!((began.elapsed(), script.attempts()), (10 * SECOND, 4));
}

#[tokio::test(start_paused = true)]
async fn what_the_failure_that_opens_it_makes_known_is_told_at_once() {
    let slowly = || {
        let backoff = Backoff::constant(5 * SECOND).jitter(Jitter::None);
        Retry::new().attempts(20).backoff(backoff)
    };
    // The third failure opens it, for ten seconds: the wait of a fourth attempt is waited only where it ends after that.
    for (trouble, seconds, attempts) in [
        (Act::Lost, 10, 3),
        (Act::ComeBack(503, 4), 18, 3),
        (Act::ComeBack(503, 6), 99, 10),
    ] {
        let script = Script::new([trouble]);
        let client = client_of(&script, |builder| {
            builder.retry(slowly()).total_timeout(100 * SECOND)
        });
        let began = Instant::now();
        let error = client.send(users::Activate::new(1)).await.unwrap_err();
        assert_eq!(
            (began.elapsed().as_secs(), script.attempts()),
            (seconds, attempts),
            "{trouble:?}: {error}"
        );
        assert!(error.is_doubtful(), "{error}");
        if attempts == 3 {
            assert_eq!(
                (error.kind(), error.retry_after()),
                (ErrorKind::CircuitOpen, Some(10 * SECOND))
            );
            let says = "not sent again: the circuit breaker is open for 10.0s more";
            assert!(error.to_string().contains(says), "{error}");
            assert!(!error.to_string().contains("nothing was sent"), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn patient_calls_wait_for_it_by_themselves_and_others_do_not() {
    for (retry, all_succeed) in [(Retry::patient(), true), (Retry::new(), false)] {
        let (recorder, began) = (Recorder::default(), Instant::now());
        let connector = recorder.connector(move |_| {
            let is_down = began.elapsed() < 30 * SECOND;
            let status = if is_down { 502 } else { 200 };
            let body = if is_down { "<html>" } else { PAGE };
            let answer = http::Response::builder().status(status);
            answer.body(body.to_owned()).unwrap()
        });
        let client = Client::builder("https://wiki.test")
            .connector(connector)
            .retry(retry)
            .circuit_breaker(CircuitBreaker::new())
            .build()
            .unwrap();
        let outcomes = join_all((0..20).map(|_| read(&client))).await;
        if !all_succeed {
            assert_eq!(outcomes, [Some(ErrorKind::CircuitOpen); 20]);
            continue;
        }
        assert_eq!(outcomes, [None; 20]);
        // Of those that were held back one tried the server each ten seconds.
        assert!(recorder.asked().len() <= 20 + 2 + 20);
        assert!(began.elapsed() < 40 * SECOND, "{:?}", began.elapsed());
    }
    // Its time limits are heeded, and one of its own conditions.
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    for _ in 0..3 {
        read(&client).await;
    }
    let began = Instant::now();
    let patient = || Retry::patient().seed(1);
    for retry in [
        patient().time_limit(5 * SECOND),
        patient().unless(|error| error.kind() == ErrorKind::CircuitOpen),
    ] {
        let call = client.send(Title { id: 1 }).retry(retry);
        assert_eq!(call.await.unwrap_err().kind(), ErrorKind::CircuitOpen);
    }
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_rest_of_a_batch_ends_at_once_where_it_opens() {
    let parts = || (0..1_000).map(|id| Title { id }).collect::<Vec<_>>();
    let script = Script::new([Act::Status(503, "")]);
    let client = client(&script);
    let began = Instant::now();
    let answers = client.batch(parts()).await.unwrap();
    let failed: Vec<_> = answers.failed().map(|failed| failed.error.kind()).collect();
    let held = failed
        .iter()
        .filter(|kind| **kind == ErrorKind::CircuitOpen);
    assert_eq!((failed.len(), began.elapsed()), (1_000, Duration::ZERO));
    assert!(held.count() >= 800 && script.attempts() <= 4, "{script:?}");

    // Without one each request is made.
    let script = Script::new([Act::Status(503, "")]);
    let builder = Client::builder("https://wiki.test").no_retry();
    let client = builder.connector(script.connector()).build().unwrap();
    let answers = client.batch(parts()).await.unwrap();
    let failed = answers.failed().count();
    assert_eq!((failed, script.attempts()), (1_000, 20));
}

#[tokio::test(start_paused = true)]
async fn there_is_none_unless_it_is_asked_for_and_a_wrong_one_is_refused() {
    let builder = || Client::builder("https://wiki.test");
    assert!(builder().build().unwrap().breaker().is_none());
    let wrong = builder().circuit_breaker(CircuitBreaker::new().failures_in_a_row(0));
    assert_eq!(wrong.build().unwrap_err().kind(), ErrorKind::Settings);
}
