//! What the network does to a call: refused, cut off, closed.

use std::io::Write as _;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::StreamBody;
use tokio::net::TcpListener;
use wikijs_sdk::connector::{
    BoxError, Connector, Progress, Reach, RequestBody, Source, WireRequest,
};
use wikijs_sdk::{Client, ErrorKind};

use crate::support::loopback::{Act, Loopback, PAGE, answer, json};
use crate::support::operations::{Move, Title};

fn client(url: &str) -> Client {
    Client::builder(url)
        .token("key")
        .no_proxy()
        // What is repeated is told elsewhere.
        .no_retry()
        .build()
        .unwrap()
}

fn rename() -> Move {
    Move {
        id: 1,
        to: "new".into(),
    }
}

#[tokio::test]
async fn where_nothing_listens_nothing_is_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = client(&format!("http://127.0.0.1:{port}"))
        .send(rename())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.reach(), error.may_have_run()),
        (ErrorKind::Connect, Reach::NeverSent, false)
    );
    let says =
        format!("(pages.move): no connection to http://127.0.0.1:{port}: Connection refused");
    assert!(error.to_string().contains(&says), "{error}");
    assert_eq!(error.attempts(), 1);

    let error = client(&format!("http://127.0.0.1:{port}"))
        .download("/x")
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.reach(), error.is_connect()),
        (ErrorKind::Connect, Reach::NeverSent, true)
    );
}

#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    // It accepts the connection and never begins with TLS.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://127.0.0.1:{}",
        listener.local_addr().unwrap().port()
    );
    let client = Client::builder(url)
        .connect_timeout(Duration::from_millis(20))
        .no_proxy()
        .no_retry()
        .build()
        .unwrap();
    let error = client
        .send(Move {
            id: 1,
            to: "x".into(),
        })
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.may_have_run()),
        (ErrorKind::Connect, false),
        "{error}"
    );
}

#[tokio::test]
async fn each_part_of_a_batch_that_is_not_sent_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    drop(listener);
    let answers = client(&url)
        .batch([Title { id: 1 }, Title { id: 2 }])
        .await
        .unwrap();
    assert_eq!(answers.failed().count(), 2);
    for failed in answers.failed() {
        assert_eq!(
            (failed.error.kind(), failed.error.attempts()),
            (ErrorKind::Connect, 1)
        );
    }
}

#[tokio::test]
async fn a_download_that_breaks_was_sent() {
    let server = Loopback::plain(|_| Act::WriteAndClose(Vec::new())).await;
    let error = client(&server.url()).download("/x").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.reach(), error.may_have_run()),
        (ErrorKind::Lost, Reach::Unknown, false),
        "{error}"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_doubt() {
    let cases: [(&str, ErrorKind, Reach); 5] = [
        ("", ErrorKind::Lost, Reach::Unknown),
        (
            "HTTP/1.1 200 OK\r\ncontent-le",
            ErrorKind::Lost,
            Reach::Unknown,
        ),
        (
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            ErrorKind::Lost,
            Reach::Unknown,
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\"",
            ErrorKind::Unreadable,
            Reach::Answered,
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"data\"\r\n",
            ErrorKind::Unreadable,
            Reach::Answered,
        ),
    ];
    for (bytes, kind, reach) in cases {
        let server = Loopback::plain(move |_| Act::WriteAndClose(bytes.into())).await;
        let error = client(&server.url()).send(rename()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.reach()),
            (kind, reach),
            "{bytes}: {error}"
        );
        assert!(error.may_have_run());
        assert_eq!(error.attempts(), 1, "{bytes}");
        // Whatever broke: what may have been done is sent once.
        assert_eq!(server.received().len(), 1, "{bytes}");
    }
}

#[tokio::test]
async fn a_connection_closed_between_two_calls_is_replaced() {
    let server = Loopback::plain(|_| {
        Act::WriteAndClose(answer(
            "200 OK",
            &[("content-type", "application/json")],
            PAGE,
        ))
    })
    .await;
    let client = client(&server.url());
    for _ in 0..3 {
        client.send(Title { id: 1 }).await.unwrap();
        // Lets the pool see that the server has hung up.
        tokio::task::yield_now().await;
    }
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn compressed_answers_are_unpacked_and_measured_unpacked() {
    let server = Loopback::plain(|_| {
        let mut bytes = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            GZIPPED_PAGE.len()
        )
        .into_bytes();
        bytes.write_all(GZIPPED_PAGE).unwrap();
        Act::Write(bytes)
    })
    .await;
    assert_eq!(
        client(&server.url())
            .send(Title { id: 1 })
            .await
            .unwrap()
            .title
            .as_deref(),
        Some("Home")
    );
    assert!(
        server
            .only()
            .header("accept-encoding")
            .unwrap()
            .contains("gzip")
    );

    let limited = Client::builder(server.url())
        .largest_answer(PAGE.len() - 1)
        .no_proxy()
        .build()
        .unwrap();
    assert_eq!(
        limited.send(Title { id: 1 }).await.unwrap_err().kind(),
        ErrorKind::AnswerTooLarge
    );
}

#[tokio::test]
async fn the_request_says_its_length() {
    let server = Loopback::plain(|_| json(PAGE)).await;
    client(&server.url()).send(Title { id: 1 }).await.unwrap();
    let received = server.only();
    assert_eq!(
        received.header("content-length"),
        Some(received.body.len().to_string().as_str())
    );
}

/// A body in two pieces.
struct Pieces;

impl Source for Pieces {
    fn open(&self) -> Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>> {
        let pieces = ["first ", "second"].map(|piece| Ok(Frame::data(Bytes::from(piece))));
        Box::pin(StreamBody::new(futures_util::stream::iter(pieces)))
    }
}

#[tokio::test]
async fn a_connector_streams_a_body_out_and_opens_it_anew_for_each_request() {
    let server = Loopback::plain(|_| Act::Write(answer("200 OK", &[], "ok"))).await;
    let connector = wikijs_sdk::connector::default_connector().unwrap();
    let request = WireRequest {
        method: http::Method::POST,
        url: Arc::new(server.url().parse().unwrap()),
        headers: http::HeaderMap::new(),
        body: RequestBody::Source(Arc::new(Pieces)),
        progress: Progress::new(),
    };
    for _ in 0..2 {
        let reply = connector.send(request.clone()).await.unwrap();
        assert_eq!(reply.body.collect(10).await.unwrap().unwrap(), "ok");
    }
    let bodies: Vec<_> = server
        .received()
        .into_iter()
        .map(|received| received.body)
        .collect();
    assert_eq!(bodies, ["first second", "first second"]);
}

/// [`PAGE`], packed by gzip.
const GZIPPED_PAGE: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 74, 73, 44, 73, 84, 178, 170, 86, 42, 72, 76, 79, 45,
    6, 49, 138, 51, 243, 210, 115, 82, 65, 172, 204, 20, 37, 43, 67, 29, 165, 146, 204, 18, 16, 95,
    201, 35, 63, 55, 85, 169, 22, 8, 0, 14, 146, 184, 213, 53, 0, 0, 0,
];
