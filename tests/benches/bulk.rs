//! What batches save: reads one by one, eight at a time and in batches; writes; and the memory of a long batch.
//!
//! `cargo bench -p wikijs-tests --bench bulk`
//!
//! The embedded wiki runs in a process of its own, with the times that were measured on a real server, and with 20 ms of
//! round trip or none. The ratios are those of runs that follow one another; the last column is the same run beside
//! itself.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on panics")]

mod served;

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use futures_util::{StreamExt, stream};
use served::{Order, Served, serves};
use tokio::runtime::{Builder, Runtime};
use wikijs_sdk::{Client, pages};

/// The pages that the wiki holds; those asked for are among them, again and again.
const PAGES: usize = 1000;

fn main() {
    if serves() {
        return;
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let rtt = Duration::from_millis(20);
    println!("reads of single pages, seconds and how many times faster (median, least to most)\n");
    println!(
        "{:<30} {:>8} {:>8} {:>8}   {:>20} {:>20} {:>20}",
        "", "one", "eight", "batch", "one / batch", "eight / batch", "batch / batch"
    );
    reads(&runtime, "50, 20 ms, server's times", 50, 9, true, rtt);
    reads(&runtime, "1,000, 20 ms, server's times", 1000, 3, true, rtt);
    reads(
        &runtime,
        "1,000, loopback, server's times",
        1000,
        5,
        true,
        Duration::ZERO,
    );
    reads(
        &runtime,
        "1,000, loopback, no times",
        1000,
        5,
        false,
        Duration::ZERO,
    );
    writes(&runtime, rtt);
    memory(&runtime);
}

fn reads(
    runtime: &Runtime,
    name: &str,
    count: i32,
    rounds: usize,
    timing: bool,
    round_trip: Duration,
) {
    let served = Served::start(Order {
        pages: PAGES,
        timing,
        round_trip,
    });
    let client = served.client().build().expect("a client");
    runtime.block_on(batch(&client, count));
    let mut turns = [(); 4].map(|()| Vec::new());
    for _ in 0..rounds {
        turns[0].push(seconds(runtime, one_by_one(&client, count)));
        turns[1].push(seconds(runtime, eight_at_a_time(&client, count)));
        turns[2].push(seconds(runtime, batch(&client, count)));
        turns[3].push(seconds(runtime, batch(&client, count)));
    }
    let [one, eight, batch, again] = turns;
    println!(
        "{name:<30} {:>8.3} {:>8.3} {:>8.3}   {:>20} {:>20} {:>20}",
        median(&one),
        median(&eight),
        median(&batch),
        ratio(&one, &batch),
        ratio(&eight, &batch),
        ratio(&again, &batch)
    );
}

fn seconds(runtime: &Runtime, work: impl Future<Output = ()>) -> f64 {
    let began = Instant::now();
    runtime.block_on(work);
    began.elapsed().as_secs_f64()
}

fn ids(count: i32) -> impl Iterator<Item = i32> {
    let pages = i32::try_from(PAGES).expect("a small number");
    (0..count).map(move |number| number % pages + 1)
}

async fn one_by_one(client: &Client, count: i32) {
    for id in ids(count) {
        client.pages().single(id).await.expect("a page");
    }
}

async fn eight_at_a_time(client: &Client, count: i32) {
    let calls = stream::iter(ids(count)).map(|id| client.pages().single(id).into_future());
    calls
        .buffered(8)
        .for_each(async |page| drop(page.expect("a page")))
        .await;
}

async fn batch(client: &Client, count: i32) {
    let pages = client.pages().get_many(ids(count)).await.expect("a batch");
    assert_eq!(pages.succeeded().count(), ids(count).count());
}

/// Batches save a round trip for each write, and none of the server's time.
fn writes(runtime: &Runtime, round_trip: Duration) {
    let served = Served::start(Order {
        pages: 0,
        timing: true,
        round_trip,
    });
    let client = served.client().build().expect("a client");
    let create = |folder: &str, number: i32| {
        pages::Create::new(format!("{folder}/{number}"), "Title", "Text")
    };
    let one = seconds(runtime, async {
        for number in 0..10 {
            client.send(create("one", number)).await.expect("a page");
        }
    });
    let batch = seconds(runtime, async {
        let batch = client.batch((0..10).map(|number| create("batch", number)));
        batch.await.expect("a batch").into_result().expect("pages");
    });
    println!(
        "\n10 creates, 20 ms, server's times: {one:.2} s one by one, {batch:.2} s in a batch ({:.3})",
        one / batch
    );
}

/// What 5,000 pages need between the first tenth and the end.
fn memory(runtime: &Runtime) {
    const COUNT: i32 = 5000;
    let served = Served::start(Order {
        pages: PAGES * 5,
        timing: false,
        round_trip: Duration::ZERO,
    });
    let client = served.client().build().expect("a client");
    runtime.block_on(batch(&client, 50));

    let mut walk = client.pages().iter_contents();
    let mut take = |count: i32| {
        measure(|| {
            runtime.block_on(async {
                for _ in 0..count {
                    walk.next().await.expect("an item").expect("a page");
                }
            });
        })
    };
    let (first, rest) = (take(COUNT / 10), take(COUNT - COUNT / 10));
    println!("\n5,000 pages, megabytes above what was held at the first tenth, at most:");
    println!(
        "{:<44} {:>8.2}   (the first tenth itself: {:.2})",
        "iter_contents, each page dropped",
        megabytes(rest.bytes_max),
        megabytes(first.bytes_max)
    );

    let get = client.pages().get_many(1..=COUNT);
    let progress = get.progress();
    let mut get = Box::pin(get.into_future());
    let first = measure(|| {
        runtime.block_on(async {
            let tenth = usize::try_from(COUNT / 10).expect("a small number");
            let reached = async {
                while progress.finished() < tenth {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                _ = &mut get => {}
                () = reached => {}
            }
        });
    });
    let mut answers = None;
    let rest = measure(|| answers = runtime.block_on(&mut get).ok());
    let pages = answers.expect("a batch").into_result().expect("pages");
    let size = |page: &wikijs_sdk::types::Page| {
        size_of_val(page) + page.content.len() + page.render.as_ref().map_or(0, String::len)
    };
    let held: usize = pages.iter().skip(pages.len() / 10).map(size).sum();
    println!(
        "{:<44} {:>8.2}   (the first tenth itself: {:.2})",
        "get_many, all answers kept",
        megabytes(rest.bytes_max),
        megabytes(first.bytes_max)
    );
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let held = held as f64 / 1e6;
    println!(
        "{:<44} {:>8.2}",
        "of that, contents and structs of the pages", held
    );
}

#[expect(clippy::cast_precision_loss, reason = "megabytes")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn ratio(over: &[f64], under: &[f64]) -> String {
    let mut ratios: Vec<f64> = over
        .iter()
        .zip(under)
        .map(|(over, under)| over / under)
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (least, most) = (ratios[0], ratios[ratios.len() - 1]);
    format!("{:.2} ({least:.2} to {most:.2})", median(&ratios))
}
