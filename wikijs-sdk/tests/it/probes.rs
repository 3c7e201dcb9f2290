//! Who tries a server that was down: what does no harm before what would be in doubt, and patient calls as often as it takes;
//! under a paused clock.

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, advance};
use wikijs_sdk::{BreakerState, CircuitBreaker, Client, ErrorKind, Retry};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

fn state(client: &Client) -> BreakerState {
    client.breaker().unwrap().state
}

/// Down for so long, whatever is asked; and what it was asked then.
fn down_for(seconds: u64) -> (Client, Arc<Mutex<Vec<String>>>) {
    let (began, met) = (Instant::now(), Arc::new(Mutex::new(Vec::new())));
    let recorder = Recorder::default();
    let meets = Arc::clone(&met);
    let connector = recorder.connector(move |asked| {
        let is_write = asked.body.contains("mutation");
        let is_down = began.elapsed() < Duration::from_secs(seconds);
        if is_down {
            let what = if is_write { "write" } else { "read" };
            meets.lock().unwrap().push(what.to_owned());
        }
        let (status, body) = match (is_down, is_write) {
            (true, _) => (502, "<html>"),
            (false, true) => (200, MOVED),
            (false, false) => (200, PAGE),
        };
        let answer = http::Response::builder().status(status);
        answer.body(body.to_owned()).unwrap()
    });
    let builder = Client::builder("https://wiki.test")
        .connector(connector)
        .retry(Retry::patient().time_limit(600 * SECOND))
        .total_timeout(None)
        .circuit_breaker(CircuitBreaker::new());
    (builder.build().unwrap(), met)
}

const MOVED: &str = r#"{"data":{"pages":{"move":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"page":null}}}}"#;

fn write() -> Move {
    Move {
        id: 1,
        to: "x".into(),
    }
}

#[tokio::test(start_paused = true)]
async fn writes_are_not_used_to_try_a_server_that_is_down_where_a_read_can() {
    let (client, met) = down_for(60);
    let began = Instant::now();
    while state(&client) == BreakerState::Closed {
        let _ = client.send(Title { id: 1 }).no_retry().await;
    }
    let writing = join_all((0..10).map(|_| client.send(write()).into_future()));
    let (read, written) = tokio::join!(client.send(Title { id: 1 }).into_future(), writing);
    read.unwrap();
    for outcome in written {
        outcome.unwrap();
    }
    assert!(met.lock().unwrap().iter().all(|what| what == "read"));
    // They do not wait for a pause of their own once somebody was answered.
    assert!(began.elapsed() < 75 * SECOND, "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_writes_tries_the_server_a_pause_later() {
    let script = Script::new([Act::Lost]);
    let breaker = CircuitBreaker::new().failures_in_a_row(3);
    let client = Client::builder("https://wiki.test")
        .no_retry()
        .circuit_breaker(breaker)
        .connector(script.connector())
        .build()
        .unwrap();
    for _ in 0..3 {
        let _ = client.send(Title { id: 1 }).await;
    }
    advance(10 * SECOND).await;
    let held = client.send(write()).await.unwrap_err();
    assert_eq!(
        (held.kind(), held.retry_after(), script.attempts()),
        (ErrorKind::CircuitOpen, Some(10 * SECOND), 3)
    );
    let says = "a write like this one in 10.0s";
    assert!(held.to_string().contains(says), "{held}");
    assert!(!held.may_have_run(), "{held}");
    script.goes_on([Act::Answer(MOVED)]);
    advance(10 * SECOND).await;
    client.send(write()).await.unwrap();
    assert_eq!(client.breaker().unwrap().successes_wanted, 1);
    client.send(write()).await.unwrap();
    assert_eq!(state(&client), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_patient_call_with_a_time_limit_rides_out_what_ends_within_it() {
    for (minutes, is_answered) in [(5, true), (11, false)] {
        let (client, _) = down_for(minutes * 60);
        let began = Instant::now();
        let outcome = client.send(Title { id: 1 }).await;
        assert_eq!(outcome.is_ok(), is_answered, "{outcome:?}");
        let took = began.elapsed();
        let longest = Duration::from_secs(minutes.min(10) * 60 + 11);
        assert!(took < longest && took > 9 * 30 * SECOND, "{took:?}");
    }
}
