//! What becomes of writes as a client is shut down: those that were sent are waited for, the others refused; under a paused
//! clock.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sdk::connector::Reach;
use wikijs_sdk::{
    AutoBatch, Backoff, CircuitBreaker, Client, Error, ErrorKind, Jitter, LocalGate, Rate,
    RateLimits, Retry, Wanted, WriteGate,
};

use crate::support::loopback::PAGE;
use crate::support::operations::{Title, write};
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

/// What holds a write up as the client is shut down.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Waits {
    Gate,
    Turn,
    Place,
    Limit,
    LimitUnderTheGate,
    Retry,
    Breaker,
    BatchWindow,
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_not_sent_yet_is_refused_at_once() {
    for waits in [
        Waits::Gate,
        Waits::Turn,
        Waits::Place,
        Waits::Limit,
        Waits::LimitUnderTheGate,
        Waits::Retry,
        Waits::Breaker,
        Waits::BatchWindow,
    ] {
        let script = Script::new([match waits {
            Waits::Retry | Waits::Breaker => Act::NoConnection,
            _ => Act::Late(5 * SECOND, PAGE),
        }]);
        let gate = LocalGate::default();
        let a_minute = Backoff::constant(60 * SECOND).jitter(Jitter::None);
        let client = script.client(|builder| {
            let builder = builder.write_gate(gate.clone());
            match waits {
                Waits::Place => builder.requests_at_a_time(1),
                Waits::Limit | Waits::LimitUnderTheGate => {
                    let limit = Rate::window(1, 60 * SECOND);
                    builder.rate_limits(RateLimits::new().all(limit))
                }
                Waits::Retry => builder.retry(Retry::from(a_minute)),
                Waits::Breaker => builder
                    .retry(Retry::patient())
                    .circuit_breaker(CircuitBreaker::new().failures_in_a_row(1)),
                Waits::BatchWindow => {
                    builder.auto_batch(AutoBatch::within(60 * SECOND).with_mutations())
                }
                _ => builder,
            }
        });
        let permit = match waits {
            Waits::Gate | Waits::Turn => Some(client.write_permit().await.unwrap()),
            _ => None,
        };
        // One that is sent before it, and answered four seconds after the end.
        let first = async {
            match waits {
                Waits::Place | Waits::Limit | Waits::LimitUnderTheGate => {
                    client.send(Title { id: 1 }).await.map(drop)
                }
                Waits::Turn => {
                    let delete = client.pages().delete(1).permit(permit.as_ref().unwrap());
                    delete.await.map(drop)
                }
                _ => Ok(()),
            }
        };
        let second = async {
            tokio::task::yield_now().await;
            match waits {
                Waits::Limit | Waits::Retry => client.users().delete(7, 1).await.map(drop),
                Waits::Turn => {
                    let delete = client.pages().delete(2).permit(permit.as_ref().unwrap());
                    delete.await.map(drop)
                }
                _ => client.pages().delete(2).await.map(drop),
            }
        };
        let began = Instant::now();
        let shutting = async {
            sleep(SECOND).await;
            client.shutdown(60 * SECOND).await.unwrap();
            began.elapsed().as_secs()
        };
        let second = async {
            let outcome = second.await;
            (outcome, began.elapsed())
        };
        let (_, (outcome, told), shut) = tokio::join!(first, second, shutting);
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ShutDown, "{waits:?}: {error}");
        assert_eq!(told, SECOND, "{waits:?}");
        assert!(!error.may_have_run(), "{waits:?}: {error}");
        // Only what was sent and writes is waited for.
        let sent = if waits == Waits::Turn { 5 } else { 1 };
        assert_eq!(shut, sent, "{waits:?}");
        let attempts = usize::from(!matches!(waits, Waits::Gate | Waits::BatchWindow));
        assert_eq!(script.attempts(), attempts, "{waits:?}");
        drop(permit);
        // Nothing is sent later, and the gate is free.
        let wanted = Wanted::new(SECOND, SECOND);
        let free = timeout(SECOND, gate.acquire(wanted)).await;
        assert!(free.is_ok(), "{waits:?}");
        sleep(300 * SECOND).await;
        assert_eq!(script.attempts(), attempts, "{waits:?}");
    }
}

/// What is told to a repeatable write when its client is shut down a second after it began.
async fn shut_meanwhile(client: &Client) -> Error {
    let shutting = async {
        sleep(SECOND).await;
        client.shutdown(60 * SECOND).await
    };
    let write = client.users().activate(7).into_future();
    let (outcome, shut) = tokio::join!(write, shutting);
    shut.unwrap();
    outcome.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_is_waited_for_and_not_sent_again() {
    let script = Script::new([Act::Hang, Act::Answer(PAGE)]);
    let client = script.client(|builder| builder.retry(Retry::new()).attempt_timeout(3 * SECOND));
    let error = shut_meanwhile(&client).await;
    assert!(error.is_timeout() && error.is_doubtful(), "{error:?}");
    let says = "not tried again: the client was shut down";
    assert!(error.to_string().contains(says), "{error}");
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_waits_after_a_doubtful_attempt_is_told_as_doubtful() {
    let script = Script::new([Act::Lost, Act::Answer(PAGE)]);
    let a_minute = Backoff::constant(60 * SECOND).jitter(Jitter::None);
    let client = script.client(|builder| builder.retry(Retry::from(a_minute)));
    let error = shut_meanwhile(&client).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ShutDown, 1));
    assert!(error.is_doubtful() && error.may_have_run(), "{error:?}");
    let says = "not sent again: the client was shut down";
    assert!(error.to_string().contains(says), "{error}");
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_gated_write_is_waited_for_when_its_caller_is_gone() {
    let script = Script::new([Act::Late(3 * SECOND, PAGE)]);
    let client = script.client(|builder| builder);
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
    let client = script.client(|builder| builder);
    let writing = tokio::spawn({
        let client = client.clone();
        async move { client.send(write()).await.map(drop) }
    });
    sleep(SECOND).await;
    // Two more, which wait for the gate: nothing of them is under way.
    let waiting = [(); 2].map(|()| client.pages().delete(7));
    let waiting = tokio::spawn(join_all(waiting.map(IntoFuture::into_future)));
    sleep(SECOND).await;
    let error = client.shutdown(5 * SECOND).await.unwrap_err();
    assert!(
        error.is_timeout() && error.reach() == Reach::Unknown,
        "{error:?}"
    );
    assert!(error.may_have_run() && error.is_doubtful(), "{error:?}");
    let says = "5s after the client was shut down, 1 write had been sent and not answered: PagesMove (pages.move id 1); it may have been done";
    assert!(error.to_string().starts_with(says), "{error}");
    for outcome in waiting.await.unwrap() {
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ShutDown);
    }
    let at_once = client.shutdown(Duration::ZERO).await.unwrap_err();
    let says = "the client was shut down without waiting, and 1 write had been sent";
    assert!(at_once.to_string().starts_with(says), "{at_once}");
    writing.abort();
    let _ = writing.await;
    // The server goes on without the caller; the attempt's time limit ends it.
    client.shutdown(90 * SECOND).await.unwrap();
}
