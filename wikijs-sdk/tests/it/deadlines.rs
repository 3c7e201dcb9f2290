//! What time limits interrupt, under a paused clock.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::future::pending;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use tokio::time::Instant;
use wikijs_sdk::connector::{Connector, HttpService, OutgoingBody, Reach};
use wikijs_sdk::{
    Acquiring, Client, ClientBuilder, Error, ErrorKind, Lease, Limiter, Permit, Rate, RateLimiter,
    RateLimits, Renewing, Take, Taking, Wanted, WriteGate, token_from,
};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);

/// A server that comes as far as `Until` says and then hangs.
#[derive(Clone, Copy)]
enum Until {
    Connecting,
    Sent,
    Answered,
}

/// The beginning of an answer's body, and no end.
struct Endless(bool);

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        match std::mem::replace(&mut self.0, true) {
            false => Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(
                b"{\"data\":",
            ))))),
            true => Poll::Pending,
        }
    }
}

fn hanging(until: Until) -> impl Connector {
    HttpService::new(tower::service_fn(
        move |request: http::Request<OutgoingBody>| async move {
            if matches!(until, Until::Connecting) {
                pending::<()>().await;
            }
            request.into_body().collect().await.unwrap();
            if matches!(until, Until::Sent) {
                pending::<()>().await;
            }
            Ok::<_, Infallible>(http::Response::new(Endless(false)))
        },
    ))
}

fn client(until: Until, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    settings(Client::builder("https://wiki.test").no_retry())
        .connector(hanging(until))
        .build()
        .unwrap()
}

async fn after<T: std::fmt::Debug>(
    call: impl IntoFuture<Output = Result<T, Error>>,
) -> (Error, Duration) {
    let began = Instant::now();
    let error = call.await.unwrap_err();
    (error, began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn the_deadline_says_what_it_interrupted() {
    for (until, reach, may_have_run, says) in [
        (
            Until::Connecting,
            Reach::NeverSent,
            false,
            "had not gone out",
        ),
        (Until::Sent, Reach::Unknown, true, "may still be at it"),
        (Until::Answered, Reach::Answered, true, "was being read"),
    ] {
        let client = client(until, |builder| builder.total_timeout(SECOND));
        let (error, took) = after(client.send(Move {
            id: 1,
            to: "x".into(),
        }))
        .await;
        assert!(error.is_timeout());
        assert_eq!(
            (error.reach(), error.may_have_run(), took),
            (reach, may_have_run, SECOND),
            "{error}"
        );
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.attempts(), 1);
        assert!(
            error.to_string().contains("the call took longer than 1s"),
            "{error}"
        );
    }
}

/// Counted elsewhere: so many questions are answered.
struct Elsewhere(AtomicUsize);

impl RateLimiter for Elsewhere {
    fn take(&self, _parts: u32) -> Taking {
        let left = &self.0;
        let answers = left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        Box::pin(async move {
            match answers {
                Ok(_) => Ok(Take::Taken),
                Err(_) => pending().await,
            }
        })
    }
}

/// A gate that gives leases, none of which can be made to last.
struct Leasing;

impl WriteGate for Leasing {
    fn acquire(&self, _: Wanted) -> Acquiring {
        Box::pin(async { Ok(Permit::leased(Short)) })
    }
}

struct Short;

impl Lease for Short {
    fn ends(&self) -> Option<Instant> {
        Some(Instant::now())
    }

    fn renew(&self, _: Instant) -> Renewing {
        Box::pin(pending())
    }
}

/// What holds a call up that has five seconds.
#[derive(Debug, Clone, Copy)]
enum Waits {
    Token,
    SignIn,
    ServersLimit,
    OwnLimit,
    LimitElsewhere,
    Place,
    Gate,
    Lease,
    SecondAttempt,
}

async fn held_up(waits: Waits) -> Error {
    let script = Script::new([match waits {
        Waits::OwnLimit => Act::Answer(PAGE),
        Waits::SecondAttempt => Act::Lost,
        _ => Act::Hang,
    }]);
    let builder = Client::builder("https://wiki.test").connector(script.connector());
    let elsewhere = |answers| {
        let limiter = Limiter::shared(Elsewhere(AtomicUsize::new(answers)));
        RateLimits::new().all(limiter)
    };
    let builder = match waits {
        Waits::Token => builder.authenticator(token_from(|_| pending::<Result<String, Error>>())),
        Waits::SignIn => builder.sign_in("ada", "secret"),
        Waits::OwnLimit => builder.rate_limits(RateLimits::new().all(Rate::window(1, 60 * SECOND))),
        Waits::LimitElsewhere => builder.rate_limits(elsewhere(0)),
        Waits::SecondAttempt => builder.rate_limits(elsewhere(1)),
        Waits::Place => builder.requests_at_a_time(1),
        Waits::Lease => builder.write_gate(Leasing).total_timeout(5 * SECOND),
        Waits::ServersLimit | Waits::Gate => builder,
    };
    let client = builder.build().unwrap();
    let read = || client.send(Title { id: 1 }).timeout(5 * SECOND);
    let login = || client.authentication().login("ada", "secret");
    match waits {
        Waits::Token | Waits::LimitElsewhere | Waits::SecondAttempt => read().await.unwrap_err(),
        Waits::SignIn => {
            let guest = client.as_guest();
            let _other = tokio::spawn(guest.authentication().login("eve", "secret").into_future());
            tokio::task::yield_now().await;
            read().await.unwrap_err()
        }
        Waits::ServersLimit => {
            let _one = tokio::spawn(login().into_future());
            tokio::task::yield_now().await;
            login().timeout(5 * SECOND).await.unwrap_err()
        }
        Waits::OwnLimit => {
            read().await.unwrap();
            let _second = tokio::spawn(client.send(Title { id: 1 }).into_future());
            tokio::task::yield_now().await;
            read().await.unwrap_err()
        }
        Waits::Place => {
            let _one = tokio::spawn(client.send(Title { id: 1 }).into_future());
            tokio::task::yield_now().await;
            read().await.unwrap_err()
        }
        Waits::Gate => {
            let _permit = client.write_permit().await.unwrap();
            let write = client.pages().delete(1).timeout(5 * SECOND);
            write.await.unwrap_err()
        }
        Waits::Lease => client.pages().delete(1).await.unwrap_err(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_ends_while_a_call_waits_says_for_what() {
    const YET: &str = "had not gone out yet";
    const OVER: &str = "the time of the call was over";
    for (waits, goes, says) in [
        (Waits::Token, OVER, "a token"),
        (
            Waits::SignIn,
            OVER,
            "a token: the sign-in is waiting for the rate limit of the server on `authentication.login`",
        ),
        (
            Waits::ServersLimit,
            YET,
            "the rate limit of the server on `authentication.login`",
        ),
        (Waits::OwnLimit, YET, "the rate limit of all calls"),
        (Waits::LimitElsewhere, YET, "the rate limit of all calls"),
        (
            Waits::Place,
            YET,
            "a place among the requests at a time (`requests_at_a_time`)",
        ),
        (Waits::Gate, YET, "the write gate, which another write"),
        (Waits::Lease, YET, "the write gate, whose lease is renewed"),
        (
            Waits::SecondAttempt,
            "had not gone out again yet",
            "the rate limit of all calls",
        ),
    ] {
        let began = Instant::now();
        let error = held_up(waits).await;
        assert!(error.is_timeout(), "{waits:?}: {error}");
        assert!(began.elapsed() >= 5 * SECOND, "{waits:?}");
        assert!(!error.may_have_run(), "{waits:?}: {error:?}");
        let says = format!("it was waiting for {says}");
        let text = error.to_string();
        assert!(
            text.contains(&says) && text.contains(goes),
            "{waits:?}: {text}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_whose_wait_has_left_it_too_little_time_is_not_sent() {
    let script = Script::new([Act::Late(SECOND / 2, PAGE)]);
    let builder = Client::builder("https://wiki.test").connector(script.connector());
    let client = builder.build().unwrap();
    let create = |seconds: f64| {
        let create = client.pages().create("a", "A", "# A");
        create.timeout(Duration::from_secs_f64(seconds))
    };
    let wait = |seconds: f64| {
        let client = client.clone();
        async move {
            let permit = client.write_permit().await.unwrap();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
                drop(permit);
            });
        }
    };
    wait(6.5).await;
    let error = create(8.0).await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_run(), "{error:?}");
    for says in [
        "nothing was sent: it waited 6.5s for the write gate",
        "1.5s were left",
        "takes 1.8s",
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(script.attempts(), 0);
    // Without a wait the limit is the caller's own matter; and a wiki that is known to be fast needs less.
    for (waits, limit, attempts) in [(0.0, 1.0, 1), (6.5, 7.1, 2), (6.5, 6.9, 2)] {
        wait(waits).await;
        let _ = create(limit).await;
        assert_eq!(script.attempts(), attempts, "{waits} {limit}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_its_own_limit() {
    let client = client(Until::Sent, |builder| builder.attempt_timeout(SECOND));
    let (error, took) = after(client.send(Title { id: 1 })).await;
    assert_eq!(took, SECOND);
    assert!(
        error.to_string().contains("an attempt took longer than 1s"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_calls_own_limit_holds_over_both() {
    let limits = |builder: ClientBuilder| builder.attempt_timeout(SECOND).total_timeout(SECOND);
    let client = client(Until::Sent, limits);
    for limit in [SECOND / 2, SECOND * 1000] {
        let (error, took) = after(client.send(Title { id: 1 }).timeout(limit)).await;
        assert!(error.is_timeout());
        assert_eq!(took, limit);
    }
    let (error, took) = after(client.raw("{ a }", ()).timeout(SECOND / 4)).await;
    assert_eq!(error.attempts(), 1);
    assert_eq!(took, SECOND / 4);
}

#[tokio::test(start_paused = true)]
async fn without_limits_of_its_own_a_client_has_sane_ones() {
    let client = client(Until::Sent, |builder| builder);
    let (_, took) = after(client.send(Title { id: 1 })).await;
    assert_eq!(took, 60 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_limit_beyond_reckoning_is_none() {
    let client = client(Until::Sent, |builder| {
        builder.attempt_timeout(SECOND).total_timeout(Duration::MAX)
    });
    let (error, _) = after(client.send(Title { id: 1 })).await;
    assert!(error.to_string().contains("an attempt"), "{error}");
    let client = self::client(Until::Sent, |builder| {
        builder.attempt_timeout(SECOND).total_timeout(None)
    });
    let (error, _) = after(client.send(Title { id: 1 })).await;
    assert!(error.to_string().contains("an attempt"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_download_that_hangs_had_gone_out() {
    let client = client(Until::Sent, |builder| builder);
    let (error, took) = after(client.download("/d/en/home?v=9").timeout(SECOND)).await;
    assert!(error.is_timeout());
    assert_eq!((error.reach(), took), (Reach::Unknown, SECOND), "{error}");
    assert!(error.to_string().starts_with("GET /d/en/home: "), "{error}");
}

#[tokio::test(start_paused = true)]
async fn content_that_stalls_is_given_up_piece_by_piece() {
    // The head came in time, and the first piece: only the wait for the next one is limited.
    let client = client(Until::Answered, |builder| {
        builder.attempt_timeout(SECOND).total_timeout(SECOND)
    });
    let mut content = client.download("/x").await.unwrap();
    tokio::time::advance(10 * SECOND).await;
    assert_eq!(content.chunk().await.unwrap().unwrap(), "{\"data\":");
    let began = Instant::now();
    let error = content.chunk().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.reach(), began.elapsed()), (Reach::Answered, SECOND));
}

#[tokio::test]
async fn a_call_without_time_is_refused() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test")
        .connector(recorder.answering(PAGE))
        .build()
        .unwrap();
    let call = client.send(Title { id: 1 }).timeout(Duration::ZERO);
    let errors = [
        call.await.unwrap_err(),
        client
            .download("/x")
            .timeout(Duration::ZERO)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(error.to_string().contains("`timeout` is zero"), "{error}");
    }
    assert!(recorder.asked().is_empty());
}
