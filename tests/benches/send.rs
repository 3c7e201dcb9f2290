//! `cargo bench -p wikijs-tests --bench send`: one page through the client against a loopback server, beside bare
//! reqwest + serde_json, and bare beside bare, which shows what the measurement itself is worth.
//!
//! The three take turns in blocks; each block gives one ratio to the bare block beside it. The server runs in a thread
//! of its own, so that allocations are counted for the caller alone.

#![allow(clippy::expect_used, reason = "a benchmark that fails may say so")]

mod equal;

use std::{
    convert::Infallible,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use equal::{SingleData, derived};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::{net::TcpListener, runtime::Builder};
use wikijs_sdk::{Client, pages};
use wikijs_wire::generated::Operation;

const BLOCKS: usize = 200;
const CALLS: usize = 40;
const TOKEN: &str = "a-token-of-usual-length-a-token-of-usual-length";

#[derive(Serialize)]
struct Body<'a> {
    query: &'a str,
    variables: Variables,
    #[serde(rename = "operationName")]
    operation_name: &'a str,
}

#[derive(Serialize)]
struct Variables {
    id: i32,
}

fn main() {
    let url = format!("http://{}", serve(equal::page()));
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let bare = Bare::new(&url);
    let client = Client::builder(&url)
        .token(TOKEN)
        .build()
        .expect("a client");
    let mut turns = Turns::default();
    let call_bare = || runtime.block_on(bare.call());
    let call_ours = || runtime.block_on(ours(&client));
    for _ in 0..3 {
        block(&call_bare);
        block(&call_ours);
    }
    for _ in 0..BLOCKS {
        let (one, mine, two) = (block(&call_bare), block(&call_ours), block(&call_bare));
        turns.note(one, mine, two);
    }
    turns.print();
    print_allocations(allocations(&call_bare), allocations(&call_ours));
}

async fn ours(client: &Client) {
    let page = client.send(pages::Single::new(2)).await.expect("a page");
    std::hint::black_box(page);
}

/// What a careful user writes without the SDK.
struct Bare {
    client: reqwest::Client,
    url: String,
}

impl Bare {
    fn new(url: &str) -> Self {
        Self {
            client: bare_client(),
            url: format!("{url}/graphql"),
        }
    }

    async fn call(&self) {
        let body = Body {
            query: pages::Single::DOCUMENT,
            variables: Variables { id: 2 },
            operation_name: pages::Single::NAME,
        };
        let request = self.client.post(&self.url).bearer_auth(TOKEN).json(&body);
        let bytes = request
            .send()
            .await
            .expect("an answer")
            .bytes()
            .await
            .expect("a body");
        let page = derived::<SingleData>(&bytes)
            .pages
            .and_then(|pages| pages.single);
        std::hint::black_box(page.expect("a page"));
    }
}

/// With the SDK's TLS, which the loopback never uses but which reqwest wants to be told.
fn bare_client() -> reqwest::Client {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .build()
        .expect("a client")
}

fn block(call: &impl Fn()) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    start.elapsed()
}

/// Allocations of one warm call, the least of some: now and then a pool or a timer grows.
fn allocations(call: &impl Fn()) -> u64 {
    (0..20)
        .map(|_| allocation_counter::measure(call).count_total)
        .min()
        .unwrap_or_default()
}

/// What the blocks took, and their ratios.
#[derive(Default)]
struct Turns {
    bare: Vec<f64>,
    ours: Vec<f64>,
    ours_to_bare: Vec<f64>,
    bare_to_bare: Vec<f64>,
}

impl Turns {
    fn note(&mut self, one: Duration, mine: Duration, two: Duration) {
        let call = |block: Duration| block.as_secs_f64() * 1e6 / CALLS as f64;
        let (one, mine, two) = (call(one), call(mine), call(two));
        self.bare.push(one);
        self.ours.push(mine);
        self.ours_to_bare.push(mine / f64::midpoint(one, two));
        self.bare_to_bare.push(two / one);
    }

    fn print(&self) {
        println!(
            "{BLOCKS} interleaved blocks of {CALLS} calls, one page of {} bytes\n",
            equal::page().len()
        );
        println!("{:<22} {:>10} {:>10} {:>10}", "", "p10", "median", "p90");
        line("bare, us a call", &self.bare);
        line("client, us a call", &self.ours);
        line("client to bare", &self.ours_to_bare);
        line("bare to bare", &self.bare_to_bare);
    }
}

fn line(name: &str, values: &[f64]) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |part: usize| sorted[(sorted.len() - 1) * part / 10];
    println!("{name:<22} {:>10.3} {:>10.3} {:>10.3}", at(1), at(5), at(9));
}

fn print_allocations(bare: u64, ours: u64) {
    println!(
        "\nallocations a call: bare {bare}, client {ours}, difference {}",
        ours as i64 - bare as i64
    );
}

/// Answers every POST with `body`, in a thread of its own.
fn serve(body: String) -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            tell.send(listener.local_addr().expect("an address"))
                .expect("a listener");
            let body = Bytes::from(body);
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                let _ = stream.set_nodelay(true);
                let body = body.clone();
                let service = service_fn(move |request| reply(request, body.clone()));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
    });
    told.recv().expect("a server")
}

async fn reply(
    request: Request<Incoming>,
    body: Bytes,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    let mut response = Response::new(Full::new(body));
    response.headers_mut().insert(
        hyper::header::CONTENT_TYPE,
        hyper::header::HeaderValue::from_static("application/json; charset=utf-8"),
    );
    Ok(response)
}
