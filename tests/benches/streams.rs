//! A list of 100,000 pages, read while it arrives: how much memory it needs, and when the first item is out.
//!
//! `cargo bench -p wikijs-tests --bench streams`
//!
//! The embedded wiki runs in a process of its own; what is counted is the client's memory alone.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on panics")]

mod served;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use allocation_counter::measure;
use bytes::Bytes;
use hyper::body::{Body, Frame};
use served::{Order, Served, serves};
use tokio::runtime::{Builder, Runtime};
use wikijs_sdk::Client;
use wikijs_sdk::connector::{
    Connector, Exchanging, Failure, IncomingBody, WireRequest, default_connector,
};

const PAGES: usize = 100_000;

fn main() {
    if serves() {
        return;
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let served = Served::start(Order {
        pages: PAGES,
        timing: false,
        round_trip: Duration::ZERO,
    });
    let read = Arc::new(AtomicUsize::new(0));
    let connector = Counting {
        inner: default_connector().expect("a connector"),
        read: Arc::clone(&read),
    };
    let client = served
        .client()
        .connector(connector)
        .build()
        .expect("a client");
    runtime.block_on(async { client.pages().tags().await.expect("tags") });
    read.store(0, Ordering::Relaxed);

    let walk = walk(&runtime, &client, &read);
    let list = measure(|| {
        let pages = runtime.block_on(client.pages().list().into_future());
        assert_eq!(pages.expect("a list").len(), PAGES);
    });
    println!("a list of {PAGES} pages, {:.1} MB\n", megabytes(walk.bytes));
    println!("{:<44} {:>10} {:>10}", "", "read", "seconds");
    println!(
        "{:<44} {:>9.3} % {:>9.3}",
        "iter_all: when the first item is out",
        share(walk.first_bytes, walk.bytes),
        walk.first_seconds
    );
    println!(
        "{:<44} {:>9.3} % {:>9.3}",
        "iter_all: at the end", 100.0, walk.seconds
    );
    println!("\n{:<44} {:>10}", "", "MB at most");
    println!(
        "{:<44} {:>10.2}",
        "iter_all, each page dropped",
        megabytes(walk.held)
    );
    println!(
        "{:<44} {:>10.2}",
        "list, all pages kept",
        megabytes(usize::try_from(list.bytes_max).expect("a size"))
    );
}

struct Walk {
    first_bytes: usize,
    first_seconds: f64,
    bytes: usize,
    seconds: f64,
    held: usize,
}

fn walk(runtime: &Runtime, client: &Client, read: &AtomicUsize) -> Walk {
    let (mut count, mut first, began) = (0, None, Instant::now());
    let memory = measure(|| {
        runtime.block_on(async {
            let mut pages = client.pages().iter_all();
            while let Some(page) = pages.next().await {
                drop(page.expect("a page"));
                first.get_or_insert_with(|| (read.load(Ordering::Relaxed), began.elapsed()));
                count += 1;
            }
        });
    });
    assert_eq!(count, PAGES);
    let (first_bytes, first_seconds) = first.expect("an item");
    Walk {
        first_bytes,
        first_seconds: first_seconds.as_secs_f64(),
        bytes: read.load(Ordering::Relaxed),
        seconds: began.elapsed().as_secs_f64(),
        held: usize::try_from(memory.bytes_max).expect("a size"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "megabytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "a share")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// Counts the bytes of answers as they are handed over.
struct Counting<C> {
    inner: C,
    read: Arc<AtomicUsize>,
}

impl<C: Connector> Connector for Counting<C> {
    fn send(&self, request: WireRequest) -> Exchanging {
        let (sent, read) = (self.inner.send(request), Arc::clone(&self.read));
        Box::pin(async move {
            let mut reply = sent.await?;
            reply.body = IncomingBody::stream(Counted {
                body: reply.body,
                read,
            });
            Ok(reply)
        })
    }
}

struct Counted {
    body: IncomingBody,
    read: Arc<AtomicUsize>,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let bytes = frame
            .as_ref()
            .and_then(|frame| frame.as_ref().ok()?.data_ref());
        self.read
            .fetch_add(bytes.map_or(0, Bytes::len), Ordering::Relaxed);
        Poll::Ready(frame)
    }
}
