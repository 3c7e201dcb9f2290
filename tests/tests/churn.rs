//! A client that is left alone holds no more after an hour than at its start: calls that are dropped in the middle, time
//! limits, faults, clients that come and go. The hour is compressed: the clock is tokio's, and stands whenever there is
//! work.
//!
//! A binary of its own, with one test at a time, since it counts what the whole process holds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../soak/churn.rs"]
mod churn;
#[path = "../soak/measure.rs"]
mod measure;
#[path = "../soak/redis.rs"]
mod redis;
#[allow(
    dead_code,
    reason = "a server of the tests, which can do more than is needed here"
)]
#[path = "../../wikijs-sdk/tests/it/support/redis_server.rs"]
mod redis_server;
#[path = "../soak/report.rs"]
mod report;
#[path = "../soak/verdict.rs"]
mod verdict;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::{advance, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::Client;
use wikijs_sdk::connector::HttpService;

use crate::churn::{Load, Make, Tally, wiki};
use crate::measure::Held;
use crate::redis::InTrouble;

const HOUR: Duration = Duration::from_secs(3_600);

/// One at a time.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn in_process(sandbox: &Arc<Sandbox>) -> Make {
    let sandbox = Arc::clone(sandbox);
    let begin = move || {
        let builder = Client::builder(sandbox.url());
        let builder = builder.connector(HttpService::new(sandbox.service()));
        (builder, sandbox.admin_token().to_owned())
    };
    Make {
        begin: Arc::new(begin),
        redis: None,
    }
}

fn load(time: Duration) -> Load {
    Load {
        tasks: 8,
        pause: Duration::from_secs(4),
        time,
        most: u64::MAX,
        seed: 11,
        makes_pages: true,
    }
}

/// A runtime whose clock stands whenever there is work.
fn compressed() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap()
}

#[test]
fn an_hour_of_churn_leaves_nothing_behind() {
    let _turn = alone();
    let runtime = compressed();
    let sandbox = Arc::new(wiki().in_process());
    let (make, tally) = (in_process(&sandbox), Arc::new(Tally::default()));
    let before = runtime.block_on(async { Held::now() });
    // It signs in by itself, and renews its token over and over.
    let common = churn::client(&make, churn::SIGNS_IN);
    // Writes in doubt keep their gate for a while, whoever waits.
    let hour = |tally| async {
        churn::churn(common.clone(), make.clone(), load(HOUR), tally).await;
        sleep(HOUR / 4).await;
    };
    // Caches fill first, and the sandbox's log of requests.
    runtime.block_on(hour(Arc::default()));
    let used = allocation_counter::measure(|| runtime.block_on(hour(Arc::clone(&tally))));
    let after = runtime.block_on(async { Held::now() });
    println!(
        "{} calls by {} clients, {} of them dropped: {} bytes more in {} allocations, {} descriptors, {} tasks",
        tally.calls(),
        tally.clients.load(Ordering::Relaxed) + 1,
        tally.dropped.load(Ordering::Relaxed),
        used.bytes_current,
        used.count_current,
        after.descriptors - before.descriptors,
        after.tasks - before.tasks,
    );
    assert!(tally.calls() > 5_000 && tally.dropped.load(Ordering::Relaxed) > 500);
    assert_eq!(after.tasks, before.tasks);
    assert_eq!(after.descriptors, before.descriptors);
    assert!(used.bytes_current < 5 << 20, "{used:?}");
}

/// As much, with limits and a write gate over a Redis that hangs and is started anew. It answers in the world's own time,
/// and so the clock does not stand here: it hurries.
#[test]
fn churn_over_a_redis_leaves_nothing_behind() {
    let _turn = alone();
    let runtime = compressed();
    let sandbox = Arc::new(wiki().in_process());
    let mut redis = InTrouble::start().expect("`cargo xtask test` installs redis-server");
    let make = Make {
        redis: Some((redis.url(), HURRIED_TIMEOUT)),
        ..in_process(&sandbox)
    };
    let tally = Arc::new(Tally::default());
    let before = runtime.block_on(async { Held::now() });
    let common = churn::client(&make, churn::OVER_REDIS);
    let mut churned = |time, tally| {
        let work = churn::churn(common.clone(), make.clone(), load(time), tally);
        runtime.block_on(hurried(async {
            tokio::select! {
                () = work => {}
                never = redis.trouble() => match never {},
            }
            // A write in doubt keeps its gate for a while.
            sleep(QUIET).await;
        }));
    };
    churned(HOUR / 4, Arc::default());
    let used = allocation_counter::measure(|| churned(HOUR / 2, Arc::clone(&tally)));
    drop(common);
    runtime.block_on(hurried(async { sleep(QUIET).await }));
    let after = runtime.block_on(async { Held::now() });
    println!(
        "{} calls by {} clients, some over a Redis: {} bytes more in {} allocations, {} descriptors, {} tasks",
        tally.calls(),
        tally.clients.load(Ordering::Relaxed) + 1,
        used.bytes_current,
        used.count_current,
        after.descriptors - before.descriptors,
        after.tasks - before.tasks,
    );
    let ran = redis.ran();
    println!("{ran} scripts were run by the Redis, warming up included");
    assert!(tally.calls() > 1_500 && ran > 1_500);
    assert_eq!(after.tasks, before.tasks);
    assert_eq!(after.descriptors, before.descriptors);
    assert!(used.bytes_current < 5 << 20, "{used:?}");
}

/// What a command to a Redis may take while the clock hurries: the Redis does not.
const HURRIED_TIMEOUT: Duration = Duration::from_secs(20);

/// Longer than what goes on for its own sake behind a call.
const QUIET: Duration = Duration::from_secs(120);

/// Has a future done while the clock goes some hundred times as fast as the world's.
async fn hurried<T>(future: impl Future<Output = T>) -> T {
    let clock = async {
        loop {
            // A clock that stands goes on by itself, to the next time limit, but for while a thread is waited for.
            let waited = spawn_blocking(|| thread::sleep(Duration::from_millis(1)));
            waited.await.expect("it sleeps");
            advance(Duration::from_millis(400)).await;
        }
    };
    tokio::select! {
        biased;
        () = clock => unreachable!("it never ends"),
        done = future => done,
    }
}

#[test]
fn a_soak_tells_a_line_a_minute_and_a_verdict() {
    let _turn = alone();
    let sandbox = Arc::new(wiki().in_process());
    let mut lines = Vec::new();
    let minutes = Duration::from_secs(200);
    let soak = report::soak(in_process(&sandbox), load(minutes), |line| lines.push(line));
    let leaks = compressed().block_on(soak);
    assert_eq!(leaks, [""; 0]);
    let starts: Vec<_> = lines
        .iter()
        .flat_map(|line| line.lines())
        .map(|line| line.split_whitespace().next().unwrap_or_default())
        .collect();
    assert_eq!(
        starts,
        ["minute", "0", "1", "2", "3", "end", "Nothing"],
        "{lines:#?}"
    );
}

/// Descriptors and tasks once no more are held than before; whatever is held when that takes too long.
async fn settled(before: Held) -> Held {
    let is_left = || {
        let held = Held::now();
        held.descriptors > before.descriptors || held.tasks > before.tasks
    };
    let settles = async {
        while is_left() {
            yield_now().await;
        }
    };
    let _ = timeout(Duration::from_secs(30), settles).await;
    Held::now()
}

#[test]
fn connections_of_calls_that_were_dropped_are_closed_with_their_client() {
    let _turn = alone();
    Runtime::new().unwrap().block_on(over_loopback());
}

async fn over_loopback() {
    let faults = [
        FaultKind::CutBefore,
        FaultKind::CutAfter,
        FaultKind::HalfBody,
    ];
    let builder = faults
        .into_iter()
        .fold(Sandbox::builder(), |builder, fault| {
            builder.fault(Fault::new(fault).chance(0.03))
        });
    let pages = (1..=40).fold(builder, |builder, page| {
        builder.page(SeedPage::new(
            format!("p/{page}"),
            "A page",
            "A line.\n".repeat(500),
        ))
    });
    let sandbox = Arc::new(pages.start().await.unwrap());
    let before = Held::now();
    let wiki = Arc::clone(&sandbox);
    let begin = move || (Client::builder(wiki.url()), wiki.admin_token().to_owned());
    let make = Make {
        begin: Arc::new(begin),
        redis: None,
    };
    let tally = Arc::new(Tally::default());
    let load = Load {
        tasks: 8,
        pause: Duration::ZERO,
        time: HOUR,
        most: 600,
        seed: 5,
        makes_pages: false,
    };
    let client = churn::client(&make, 0);
    churn::churn(client, make, load, Arc::clone(&tally)).await;
    let after = settled(before).await;
    assert!(
        after.descriptors <= before.descriptors,
        "{before:?} {after:?}"
    );
    assert!(after.tasks <= before.tasks, "{before:?} {after:?}");
}
