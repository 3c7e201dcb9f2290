//! TLS: roots, client certificates, what is refused.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wikijs_sdk::{Client, ClientBuilder, ErrorKind};

use crate::support::authority::Authority;
use crate::support::loopback::{Loopback, PAGE, json};
use crate::support::operations::{Move, Title};

fn builder(server: &Loopback) -> ClientBuilder {
    Client::builder(format!("https://localhost:{}", server.port()))
        .token("key")
        .no_proxy()
}

#[tokio::test]
async fn a_root_of_ones_own_is_trusted() {
    let authority = Authority::new();
    let server = authority.serve("localhost", None, |_| json(PAGE)).await;
    let client = builder(&server)
        .root_certificate(authority.pem())
        .build()
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    assert_eq!(server.only().header("authorization"), Some("Bearer key"));
}

#[tokio::test]
async fn more_than_one_root_can_be_given_at_once_or_one_by_one() {
    let (one, other) = (Authority::new(), Authority::new());
    let server = one.serve("localhost", None, |_| json(PAGE)).await;
    for builder in [
        builder(&server).root_certificate(other.pem() + &one.pem()),
        builder(&server)
            .root_certificate(other.pem())
            .root_certificate(one.pem()),
    ] {
        builder
            .build()
            .unwrap()
            .send(Title { id: 1 })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_stranger_is_not_trusted_and_gets_nothing() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let server = stranger.serve("localhost", None, |_| json(PAGE)).await;
    let client = builder(&server)
        .root_certificate(authority.pem())
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
        (ErrorKind::Connect, false)
    );
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::new();
    let server = authority.serve("wiki.test", None, |_| json(PAGE)).await;
    let client = builder(&server)
        .root_certificate(authority.pem())
        .build()
        .unwrap();
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("not valid for name"), "{error}");
}

#[tokio::test]
async fn a_client_shows_its_certificate_where_it_is_asked_for() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let server = authority
        .serve("localhost", Some(&clients), |_| json(PAGE))
        .await;
    let trusting = || builder(&server).root_certificate(authority.pem());
    trusting()
        .client_certificate(clients.identity("me"))
        .build()
        .unwrap()
        .send(Title { id: 1 })
        .await
        .unwrap();
    for builder in [
        trusting(),
        trusting().client_certificate(authority.identity("me")),
    ] {
        builder
            .build()
            .unwrap()
            .send(Title { id: 1 })
            .await
            .unwrap_err();
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn who_answers_a_handshake_in_plain_http_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // The hello first: what is left unread when a connection is closed breaks it.
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let client = Client::builder(format!("https://127.0.0.1:{port}"))
        .no_proxy()
        .build()
        .unwrap();
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    let says = format!(
        "no connection to https://127.0.0.1:{port} (who answers there speaks no TLS: is http://127.0.0.1:{port} meant?)"
    );
    assert!(error.to_string().contains(&says), "{error}");
}
