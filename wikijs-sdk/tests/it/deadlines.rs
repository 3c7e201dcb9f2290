//! What time limits interrupt, under a paused clock.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use tokio::time::Instant;
use wikijs_sdk::connector::{Connector, HttpService, OutgoingBody, Reach};
use wikijs_sdk::{Client, ClientBuilder, Error, ErrorKind};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::recorder::Recorder;

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
