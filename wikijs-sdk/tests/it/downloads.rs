//! Paths beside the API: content, redirects of a GET.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use bytes::Bytes;
use http_body::Frame;
use http_body_util::StreamBody;
use wikijs_sdk::connector::{Connector, HttpService, OutgoingBody};
use wikijs_sdk::{Client, ErrorKind};

use crate::support::loopback::{Act, Loopback, answer};
use crate::support::recorder::Recorder;

fn redirect(to: &str) -> Act {
    Act::Write(answer("302 Found", &[("location", to)], ""))
}

fn client(url: &str) -> Client {
    Client::builder(url)
        .token("key")
        .header("x-mine", "secret")
        .no_proxy()
        .build()
        .unwrap()
}

#[tokio::test]
async fn content_is_handed_on_with_its_head() {
    let recorder = Recorder::default();
    let connector = recorder.connector(|_| {
        let answer = http::Response::builder()
            .header("content-type", "text/markdown")
            .header("etag", "\"1\"");
        answer.body("# Home".into()).unwrap()
    });
    let client = Client::builder("https://wiki.test/sub")
        .token("key")
        .connector(connector)
        .build()
        .unwrap();
    let content = client
        .download("/d/en/home?v=3")
        .header("range", "bytes=0-9")
        .await
        .unwrap();
    assert_eq!(
        (content.status(), content.content_type()),
        (200, Some("text/markdown"))
    );
    assert_eq!(content.header("etag"), Some("\"1\""));
    assert_eq!(content.text().await.unwrap(), "# Home");
    let asked = recorder.only();
    assert_eq!(asked.uri, "https://wiki.test/sub/d/en/home?v=3");
    assert_eq!(
        (asked.header("authorization"), asked.header("range")),
        (Some("Bearer key"), Some("bytes=0-9"))
    );
    assert_eq!(asked.header("content-type"), None);
}

#[tokio::test]
async fn a_download_runs_as_the_owner_of_its_own_token() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test")
        .token("key")
        .connector(recorder.answering(""))
        .build()
        .unwrap();
    client.download("/x").token("other").await.unwrap();
    assert_eq!(
        recorder.only().header("authorization"),
        Some("Bearer other")
    );
}

#[tokio::test]
async fn a_status_of_failure_is_an_error() {
    for (status, kind, not_found) in [
        (403, ErrorKind::Forbidden, false),
        (404, ErrorKind::NotFound, true),
        (416, ErrorKind::Invalid, false),
        (500, ErrorKind::Unavailable, false),
    ] {
        let connector = Recorder::default().connector(move |_| {
            http::Response::builder()
                .status(status)
                .body("<html>".into())
                .unwrap()
        });
        let client = Client::builder("https://wiki.test")
            .connector(connector)
            .build()
            .unwrap();
        let error = client.download("/x").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.is_not_found(), error.status()),
            (kind, not_found, Some(status)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_error_says_what_was_asked_but_for_the_query() {
    let connector = Recorder::default().connector(move |asked| {
        let body = match asked.uri.path() {
            "/text" => "\u{fffd}",
            _ => "longer",
        };
        let status = if asked.uri.path() == "/d/en/home" {
            404
        } else {
            200
        };
        http::Response::builder()
            .status(status)
            .body(body.into())
            .unwrap()
    });
    let client = Client::builder("https://wiki.test")
        .largest_answer(4)
        .connector(connector)
        .build()
        .unwrap();
    let asked = client.download("/d/en/home?token=s3cret").await;
    let (asked, refused) = (
        asked.unwrap_err(),
        client
            .download("d/en/home")
            .header("host", "x")
            .await
            .unwrap_err(),
    );
    let long = client
        .download("long")
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap_err();
    for (error, says, status, attempts) in [
        (
            asked,
            "GET /d/en/home: the server answered with HTTP 404 Not Found",
            Some(404),
            1,
        ),
        (
            refused,
            "GET /d/en/home: the header `host` is the SDK's own",
            None,
            0,
        ),
        (
            long,
            "GET /long: the content is longer than 4 bytes: read it piece by piece",
            Some(200),
            1,
        ),
    ] {
        assert_eq!(error.to_string(), says);
        assert_eq!((error.status(), error.attempts()), (status, attempts));
        assert!(!error.may_have_run());
    }
}

/// A connector whose answers come in these pieces.
fn in_pieces(pieces: &'static [&'static str]) -> impl Connector {
    HttpService::new(tower::service_fn(
        move |_: http::Request<OutgoingBody>| async move {
            let pieces = pieces
                .iter()
                .map(|piece| Ok::<_, Infallible>(Frame::data(Bytes::from(*piece))));
            let body = StreamBody::new(futures_util::stream::iter(pieces));
            Ok::<_, Infallible>(http::Response::new(body))
        },
    ))
}

#[tokio::test]
async fn content_is_as_long_as_allowed_however_many_pieces_it_comes_in() {
    let cases: [(&'static [&'static str], bool); 7] = [
        (&[], true),
        (&["abcd"], true),
        (&["abcde"], false),
        (&["ab", "cd"], true),
        (&["abcd", "e"], false),
        (&["a", "b", "cd"], true),
        (&["ab", "cd", "e"], false),
    ];
    for (pieces, allowed) in cases {
        let client = Client::builder("https://wiki.test")
            .largest_answer(4)
            .connector(in_pieces(pieces))
            .build()
            .unwrap();
        let read = client.download("/x").await.unwrap().bytes().await;
        match read {
            Ok(bytes) => assert_eq!((bytes, allowed), (Bytes::from(pieces.concat()), true)),
            Err(error) => assert_eq!(
                (error.kind(), allowed),
                (ErrorKind::AnswerTooLarge, false),
                "{pieces:?}"
            ),
        }
    }
}

#[tokio::test]
async fn not_modified_is_no_error() {
    let connector = Recorder::default().connector(|_| {
        http::Response::builder()
            .status(304)
            .body(String::new())
            .unwrap()
    });
    let client = Client::builder("https://wiki.test")
        .connector(connector)
        .build()
        .unwrap();
    let content = client
        .download("/x")
        .header("if-none-match", "W/\"1\"")
        .await
        .unwrap();
    assert_eq!(content.status(), 304);
}

#[tokio::test]
async fn content_beyond_the_limit_can_only_be_read_piece_by_piece() {
    let connector = Recorder::default().connector(|_| http::Response::new("x".repeat(100)));
    let client = Client::builder("https://wiki.test")
        .largest_answer(99)
        .connector(connector)
        .build()
        .unwrap();
    let error = client
        .download("/x")
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AnswerTooLarge);
    let mut content = client.download("/x").await.unwrap();
    assert_eq!(content.chunk().await.unwrap().unwrap().len(), 100);
    assert_eq!(content.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn a_path_out_of_the_wiki_is_refused() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test/sub")
        .connector(recorder.answering(""))
        .build()
        .unwrap();
    let error = client.download("/../other").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(recorder.asked().is_empty());
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_the_token() {
    let server = Loopback::plain(|request| match request.line() {
        "GET /old HTTP/1.1" => redirect("/new?x=1"),
        _ => Act::Write(answer("200 OK", &[], "there")),
    })
    .await;
    let content = client(&server.url()).download("/old").await.unwrap();
    assert_eq!(content.text().await.unwrap(), "there");
    let received = server.received();
    assert_eq!(received[1].line(), "GET /new?x=1 HTTP/1.1");
    assert_eq!(received[1].header("authorization"), Some("Bearer key"));
}

#[tokio::test]
async fn a_redirect_to_another_host_leaves_token_and_headers_behind_for_good() {
    let home: Arc<AtomicU16> = Arc::default();
    let back = Arc::clone(&home);
    let other = Loopback::plain(move |_| {
        redirect(&format!(
            "http://127.0.0.1:{}/end",
            back.load(Ordering::Relaxed)
        ))
    })
    .await;
    let target = other.url().replace("127.0.0.1", "localhost") + "/away";
    let server = Loopback::plain(move |request| match request.line() {
        "GET /end HTTP/1.1" => Act::Write(answer("200 OK", &[], "there")),
        _ => redirect(&target),
    })
    .await;
    home.store(server.port(), Ordering::Relaxed);
    client(&server.url()).download("/start").await.unwrap();
    let received = server.received();
    for (request, carries) in [
        (&received[0], true),
        (&other.only(), false),
        (&received[1], false),
    ] {
        assert_eq!(
            request.header("authorization").is_some(),
            carries,
            "{}",
            request.line()
        );
        assert_eq!(
            request.header("x-mine").is_some(),
            carries,
            "{}",
            request.line()
        );
    }
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let server = Loopback::plain(|_| redirect("/again")).await;
    let error = client(&server.url()).download("/start").await.unwrap_err();
    assert!(error.is_redirect(), "{error}");
    assert_eq!(server.received().len(), 11);
}

#[tokio::test]
async fn a_large_body_streams() {
    let server =
        Loopback::plain(|_| Act::Write(answer("200 OK", &[], &"x".repeat(3_000_000)))).await;
    let mut content = client(&server.url()).download("/big").await.unwrap();
    let (mut pieces, mut length) = (0, 0);
    while let Some(piece) = content.chunk().await.unwrap() {
        pieces += 1;
        length += piece.len();
    }
    assert_eq!(length, 3_000_000);
    assert!(pieces > 1);
}
