//! Settings of the client, each by its effect.

use std::future::IntoFuture;
use std::process::Command;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use wikijs_sdk::{Client, ErrorKind};

use crate::support::authority::Authority;
use crate::support::log::logged;
use crate::support::loopback::{Act, Loopback, PAGE, answer, json, read_head};
use crate::support::operations::Title;
use crate::support::recorder::Recorder;

#[tokio::test]
async fn the_address_may_have_a_sub_path_and_a_slash() {
    let server = Loopback::plain(|_| json(PAGE)).await;
    for path in ["", "/", "/sub", "/sub/"] {
        let client = Client::builder(server.url() + path)
            .no_proxy()
            .build()
            .unwrap();
        client.send(Title { id: 1 }).await.unwrap();
    }
    let lines: Vec<_> = server
        .received()
        .iter()
        .map(|received| received.line().to_owned())
        .collect();
    let expected = ["/graphql", "/graphql", "/sub/graphql", "/sub/graphql"];
    assert_eq!(lines, expected.map(|path| format!("POST {path} HTTP/1.1")));
}

#[test]
fn a_wrong_setting_is_told_when_the_client_is_built() {
    let builder = || Client::builder("https://wiki.test");
    for (builder, says) in [
        (Client::builder("wiki.test"), "add https://"),
        (
            builder().connect_timeout(Duration::ZERO),
            "`connect_timeout` is zero",
        ),
        (
            builder().attempt_timeout(Duration::ZERO),
            "`attempt_timeout` is zero",
        ),
        (
            builder().total_timeout(Duration::ZERO),
            "`total_timeout` is zero",
        ),
        (builder().token("Bearer s3cret"), "begins with `Bearer`"),
        (
            Client::builder("https://me:s3cret@wiki.test"),
            "credentials",
        ),
        (Client::builder("https://wiki.test?s3cret"), "query"),
        (builder().token("s3cret\n"), "line break"),
        (
            builder().header("authorization", "s3cret"),
            "set by the token",
        ),
        (builder().header("x", "s3cret\n"), "value of the header"),
        (
            builder().header("Accept", "s3cret"),
            "`accept` is the SDK's own",
        ),
        (
            builder().header("host", "s3cret"),
            "`host` is the SDK's own",
        ),
        (
            builder().header("user-agent", "s3cret"),
            "set by the client's `user_agent`",
        ),
        (builder().proxy("s3cret"), "proxy's address"),
        (
            builder().proxy("ftp://me:s3cret@proxy.test"),
            "proxy's address",
        ),
        (builder().root_certificate("s3cret"), "root certificate"),
        (builder().client_certificate("s3cret"), "client certificate"),
        (
            builder()
                .pool_size(1)
                .connector(Recorder::default().answering("")),
            "`pool_size` has no effect",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(error.to_string().contains(says), "{error}");
        assert!(
            !format!("{error} {error:?} {error:#?}").contains("s3cret"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_header_replaces_the_one_before() {
    let recorder = Recorder::default();
    let client = Client::builder("https://wiki.test")
        .header("x-mine", "1")
        .header("X-Mine", "2")
        .header("x-other", "3")
        .connector(recorder.answering(PAGE))
        .build()
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    client
        .send(Title { id: 1 })
        .header("x-mine", "4")
        .await
        .unwrap();
    let sent: Vec<Vec<_>> = recorder
        .asked()
        .iter()
        .map(|asked| asked.headers.get_all("x-mine").iter().cloned().collect())
        .collect();
    assert_eq!(sent, [["2"], ["4"]]);
    assert_eq!(recorder.asked()[1].header("x-other"), Some("3"));
}

#[tokio::test]
async fn the_client_names_itself() {
    let server = Loopback::plain(|_| json(PAGE)).await;
    for builder in [
        Client::builder(server.url()),
        Client::builder(server.url()).user_agent("my-bot/1.0"),
    ] {
        builder
            .no_proxy()
            .build()
            .unwrap()
            .send(Title { id: 1 })
            .await
            .unwrap();
    }
    let names: Vec<_> = server
        .received()
        .iter()
        .map(|received| received.header("user-agent").unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            concat!("wikijs-sdk/", env!("CARGO_PKG_VERSION")),
            "my-bot/1.0"
        ]
    );
}

#[tokio::test]
async fn connections_are_kept_as_far_as_the_pool_allows() {
    for (size, connections) in [(8, [0, 0, 0]), (0, [0, 1, 2])] {
        let server = Loopback::plain(|_| json(PAGE)).await;
        let client = Client::builder(server.url())
            .pool_size(size)
            .no_proxy()
            .build()
            .unwrap();
        for _ in 0..3 {
            client.clone().send(Title { id: 1 }).await.unwrap();
        }
        let seen: Vec<_> = server
            .received()
            .iter()
            .map(|received| received.connection)
            .collect();
        assert_eq!(seen, connections, "pool of {size}");
    }
}

/// The server closes a connection that was idle for 5 s; a request that comes then would be lost on it.
#[tokio::test]
async fn a_connection_is_let_go_before_the_server_closes_it() {
    let server = Loopback::plain(|_| json(PAGE)).await;
    let client = Client::builder(server.url()).no_proxy().build().unwrap();
    for idle in [0, 3_900, 4_100] {
        let_pass(Duration::from_millis(idle)).await;
        client.send(Title { id: 1 }).await.unwrap();
    }
    let seen: Vec<_> = server
        .received()
        .iter()
        .map(|received| received.connection)
        .collect();
    assert_eq!(seen, [0, 0, 1]);
}

/// Moves the clock on while nothing is under way.
async fn let_pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_redirect_of_a_post_is_not_followed() {
    let elsewhere = Loopback::plain(|_| json(PAGE)).await;
    let target = elsewhere.url().replace("127.0.0.1", "localhost") + "/graphql";
    let to = target.clone();
    let server = Loopback::plain(move |_| {
        Act::Write(answer("307 Temporary Redirect", &[("location", &to)], ""))
    })
    .await;
    let client = Client::builder(server.url())
        .token("key")
        .no_proxy()
        .build()
        .unwrap();
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert!(error.is_redirect());
    assert!(error.to_string().contains(&target), "{error}");
    assert!(elsewhere.received().is_empty());
}

/// A proxy that leads every tunnel to `port`, and tells what it was asked.
async fn tunnel_to(port: u16) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let head = read_head(&mut client).await.unwrap();
            tell.send(head).unwrap();
            let mut server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            tokio::spawn(async move { copy_bidirectional(&mut client, &mut server).await });
        }
    });
    (address, told)
}

#[tokio::test]
async fn https_goes_through_a_tunnel_of_the_proxy() {
    let authority = Authority::new();
    let server = authority.serve("wiki.test", None, |_| json(PAGE)).await;
    let (proxy, mut told) = tunnel_to(server.port()).await;
    let client = Client::builder("https://wiki.test")
        .token("key")
        .root_certificate(authority.pem())
        .proxy(format!("http://me:s3cret@{proxy}"))
        .build()
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    let head = told.recv().await.unwrap();
    assert!(
        head.starts_with("CONNECT wiki.test:443 HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(
        head.to_lowercase()
            .contains("proxy-authorization: basic bwu6cznjcmv0"),
        "{head}"
    );
    assert!(
        !head.contains("key"),
        "the proxy must not see the token: {head}"
    );
    assert_eq!(server.only().header("authorization"), Some("Bearer key"));
}

#[tokio::test]
async fn plain_http_is_handed_to_the_proxy() {
    let proxy = Loopback::plain(|_| json(PAGE)).await;
    let client = Client::builder("http://wiki.test")
        .proxy(proxy.url())
        .build()
        .unwrap();
    client.send(Title { id: 1 }).await.unwrap();
    assert_eq!(
        proxy.only().line(),
        "POST http://wiki.test/graphql HTTP/1.1"
    );
}

#[tokio::test]
async fn a_proxy_that_is_not_there_means_that_nothing_was_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let client = Client::builder("https://wiki.test")
        .proxy(format!("http://127.0.0.1:{port}"))
        .build()
        .unwrap();
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
}

/// Run in a process of its own by the test below, since only there the environment can be set.
#[tokio::test]
async fn child_that_has_a_proxy_in_its_environment() {
    let Ok(url) = std::env::var("WIKIJS_SDK_TEST_SERVER") else {
        return;
    };
    let heeds = Client::builder("http://wiki.test").build().unwrap();
    heeds.send(Title { id: 1 }).await.unwrap();
    // Through the proxy, this would not come back to this machine's own loopback.
    let beside = Client::builder(url).build().unwrap();
    beside.send(Title { id: 2 }).await.unwrap();
    let ignores = Client::builder("http://wiki.invalid")
        .no_proxy()
        .build()
        .unwrap();
    ignores.send(Title { id: 3 }).await.unwrap_err();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_environments_proxy_is_heeded_unless_told_not_to() {
    let (proxy, server) = (
        Loopback::plain(|_| json(PAGE)).await,
        Loopback::plain(|_| json(PAGE)).await,
    );
    let (proxy_url, url) = (proxy.url(), server.url());
    let child = tokio::task::spawn_blocking(move || {
        Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "settings::child_that_has_a_proxy_in_its_environment",
            ])
            .env("HTTP_PROXY", &proxy_url)
            .env("http_proxy", &proxy_url)
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .env_remove("REQUEST_METHOD")
            .env("WIKIJS_SDK_TEST_SERVER", url)
            .output()
            .unwrap()
    });
    let child = child.await.unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stdout)
    );
    assert_eq!(
        proxy.only().line(),
        "POST http://wiki.test/graphql HTTP/1.1"
    );
    assert_eq!(server.only().line(), "POST /graphql HTTP/1.1");
}

#[test]
fn a_token_on_an_open_line_is_warned_of() {
    let build = |url: &str, token: Option<&str>| {
        let builder = Client::builder(url).connector(Recorder::default().answering(PAGE));
        match token {
            Some(token) => builder.token(token).build().unwrap(),
            None => builder.build().unwrap(),
        }
    };
    for (url, token, warned) in [
        ("http://wiki.test", Some("key"), true),
        ("http://wiki.test", None, false),
        ("https://wiki.test", Some("key"), false),
        ("http://127.0.0.1:3000", Some("key"), false),
        ("http://localhost:3000", Some("key"), false),
    ] {
        let lines = logged(|| drop(build(url, token)));
        assert_eq!(lines.len(), usize::from(warned), "{url}: {lines:?}");
        assert!(
            lines
                .iter()
                .all(|line| line.starts_with("WARN") && !line.contains("key")),
            "{lines:?}"
        );
    }
    let client = build("http://wiki.test", None);
    let lines = logged(|| {
        for _ in 0..2 {
            drop(client.send(Title { id: 1 }).token("key").into_future());
        }
    });
    assert_eq!(lines.len(), 1, "once a client: {lines:?}");
}

#[tokio::test]
async fn a_call_is_logged_without_a_secret() {
    let client = Client::builder("https://wiki.test")
        .token("s3cret")
        .connector(Recorder::default().answering(PAGE))
        .build()
        .unwrap();
    let lines = crate::support::log::logged_async(client.send(Title { id: 1 }).into_future()).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("PagesTitle") && lines[0].contains("answered"),
        "{lines:?}"
    );
    assert!(!lines[0].contains("s3cret"), "{lines:?}");
}
