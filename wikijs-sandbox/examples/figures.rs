//! Prints what the sandbox costs: `cargo run --release -p wikijs-sandbox --example figures [PAGES]`.
//!
//! A single page is compared with an empty answer over the same loopback and kept-open connection.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use wikijs_sandbox::{Sandbox, SeedPage};

type Failed = Box<dyn std::error::Error>;

const ROUNDS: u32 = 500;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failed> {
    let pages = std::env::args()
        .nth(1)
        .map_or(Ok(50_000), |text| text.parse())?;
    println!("| figure | value |\n|---|---|");
    let begun = Instant::now();
    drop(Sandbox::start().await?);
    row("start on a port", begun.elapsed());
    let begun = Instant::now();
    let many: Vec<_> = (0..1_000).map(|_| Sandbox::in_process()).collect();
    row("1,000 in process", begun.elapsed());
    drop(many);
    reading(pages).await
}

fn row(name: &str, took: Duration) {
    println!("| {name} | {:.3} ms |", took.as_secs_f64() * 1000.0);
}

async fn reading(pages: usize) -> Result<(), Failed> {
    let begun = Instant::now();
    let page = |number| SeedPage::new(format!("p/{number}"), format!("Page {number}"), "# Hello");
    let builder = (0..pages).fold(Sandbox::builder(), |builder, number| {
        builder.page(page(number))
    });
    let sandbox = builder.start().await?;
    row(&format!("filled with {pages} pages"), begun.elapsed());
    let token = sandbox.admin_token();
    let echo = asked(echo().await?, token, "").await?;
    row("an empty answer", echo);
    let address = sandbox.address().ok_or("no socket")?;
    let single = asked(address, token, "{pages{single(id:2){title}}}").await?;
    row("a single page", single);
    println!(
        "| a single page, in empty answers | {:.2} |",
        single.as_secs_f64() / echo.as_secs_f64()
    );
    for limit in [pages / 10, pages] {
        let document = format!("{{pages{{list(limit:{limit}){{path}}}}}}");
        let took = once(&mut connect(address).await?, token, &document).await?;
        row(&format!("a list of {limit}"), took);
    }
    Ok(())
}

// What a request costs in the middle of many.
async fn asked(address: SocketAddr, token: &str, document: &str) -> Result<Duration, Failed> {
    let mut sender = connect(address).await?;
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        took.push(once(&mut sender, token, document).await?);
    }
    took.sort();
    Ok(took.get(took.len() / 2).copied().unwrap_or_default())
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>, Failed> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn once(
    sender: &mut SendRequest<Full<Bytes>>,
    token: &str,
    document: &str,
) -> Result<Duration, Failed> {
    let request = Request::post("/graphql")
        .header("host", "127.0.0.1")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Full::from(json!({ "query": document }).to_string()))?;
    let begun = Instant::now();
    sender.ready().await?;
    let reply = sender.send_request(request).await?;
    let status = reply.status();
    reply.into_body().collect().await?;
    match status.is_success() {
        true => Ok(begun.elapsed()),
        false => Err(format!("{document}: {status}").into()),
    }
}

async fn echo() -> Result<SocketAddr, Failed> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer =
                service_fn(async |_| Ok::<_, Infallible>(Response::new(Full::<Bytes>::default())));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    Ok(address)
}
