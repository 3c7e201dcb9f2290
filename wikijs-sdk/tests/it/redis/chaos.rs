//! A wiki in trouble under limits and a write gate over a Redis that hangs now and then: what is read is right, no write is
//! done twice, and no two that change the page tree meet.
//!
//! The wiki's clock is tokio's, and the Redis answers in the world's time: the one hurries, and does not stand.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::task::spawn_blocking;
use tokio::time::{advance, sleep};
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::connector::{Connector, Exchanging, HttpService, RequestBody, WireRequest};
use wikijs_sdk::{
    CircuitBreaker, Client, Error, ErrorKind, OnLoss, Rate, RateLimits, RedisGate, RedisLimiter,
    Retry, RetryBudget, groups,
};

use super::builder;
use crate::support::redis_server::RedisServer;
use crate::support::wiki::with_pages;

const PROCESSES: usize = 3;
const TASKS: usize = 60;
const CALLS: usize = 8;
const PAGES: usize = 20;

/// The faults of which one strikes a request in five: 1 - 0.973^8.
const FAULTS: [FaultKind; 8] = [
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::HalfBody,
    FaultKind::NoAnswer,
    FaultKind::Hang,
    FaultKind::Html(502),
    FaultKind::Status(503, Some(1)),
    FaultKind::Status(429, Some(1)),
];
const CHANCE: f64 = 0.027;

/// Counts the requests that change the page tree, and are under way at the same time.
#[derive(Clone)]
struct Meetings {
    wiki: Arc<dyn Connector>,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

struct Under(Arc<AtomicUsize>);

impl Drop for Under {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Connector for Meetings {
    fn send(&self, request: WireRequest) -> Exchanging {
        let changes = matches!(&request.body, RequestBody::Bytes(body) if changes_tree(body));
        let under = changes.then(|| {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            Under(Arc::clone(&self.now))
        });
        let answer = self.wiki.send(request);
        Box::pin(async move {
            // For long enough that others could come in between.
            if under.is_some() {
                sleep(Duration::from_millis(500)).await;
            }
            let answer = answer.await;
            drop(under);
            answer
        })
    }
}

fn changes_tree(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    text.contains("PagesCreate")
}

/// A client with a connection of its own, as another process would have.
fn client(sandbox: &Sandbox, server: &RedisServer, meetings: &Meetings) -> Client {
    let redis = builder(server).timeout(Duration::from_secs(20));
    let redis = redis.build().unwrap();
    let rate = Rate::bucket(50, Duration::from_secs(1));
    let limiter = RedisLimiter::new(&redis, "all", rate).unwrap();
    Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(meetings.clone())
        .attempt_timeout(Duration::from_secs(5))
        .total_timeout(None)
        .retry(
            Retry::patient()
                .attempts(20)
                .when(|error| error.kind() == ErrorKind::CircuitOpen),
        )
        .retry_budget(RetryBudget::new(1_000, 0.08))
        .circuit_breaker(CircuitBreaker::new())
        .rate_limits(RateLimits::new().all(limiter.on_loss(OnLoss::GoOn)))
        .write_gate(RedisGate::new(&redis, "wiki").on_loss(OnLoss::Stop))
        .build()
        .unwrap()
}

/// A write by its name, and what was told of it.
type Written = (String, Result<(), Error>);

async fn task(client: Client, number: usize) -> Vec<Written> {
    let mut written = Vec::new();
    for call in 0..CALLS {
        let name = format!("made {number}");
        match call {
            2 => {
                let made = client.send(groups::Create::new(&name)).await.map(drop);
                written.push((name, made));
            }
            5 => {
                let made = client
                    .pages()
                    .create(name.replace(' ', "/"), &name, "Text")
                    .await;
                written.push((name.replace(' ', "/"), made.map(drop)));
            }
            _ => {
                let page = 1 + (number + call) % PAGES;
                let read = client.pages().single(page as i32).await;
                let read = read.unwrap_or_else(|error| panic!("{number}/{call}: {error}"));
                assert_eq!(read.content, format!("Content of {page}."));
            }
        }
    }
    written
}

/// Has a future done while the clock goes some hundred times as fast as the world's.
async fn hurried<T>(future: impl Future<Output = T>) -> T {
    let clock = async {
        loop {
            // A clock that stands goes on by itself, to the next time limit, but for while a thread is waited for.
            let waited = spawn_blocking(|| std::thread::sleep(Duration::from_millis(1)));
            waited.await.unwrap();
            advance(Duration::from_millis(200)).await;
        }
    };
    tokio::select! {
        biased;
        () = clock => unreachable!("it never ends"),
        done = future => done,
    }
}

#[tokio::test(start_paused = true)]
async fn with_a_wiki_and_a_redis_in_trouble_reads_are_right_and_no_write_is_done_twice_or_meets_another()
 {
    let server = RedisServer::start();
    let faults = FAULTS
        .into_iter()
        .fold(Sandbox::builder().seed(6), |builder, fault| {
            builder.fault(Fault::new(fault).chance(CHANCE))
        });
    let (sandbox, _) = with_pages(faults, PAGES);
    let meetings = Meetings {
        wiki: Arc::new(HttpService::new(sandbox.service())),
        now: Arc::default(),
        most: Arc::default(),
    };
    let clients = [(); PROCESSES].map(|()| client(&sandbox, &server, &meetings));
    let tasks =
        (0..TASKS).map(|number| tokio::spawn(task(clients[number % PROCESSES].clone(), number)));
    let tasks: Vec<_> = tasks.collect();
    let hangs = async {
        loop {
            sleep(Duration::from_secs(60)).await;
            server.hang(true);
            sleep(Duration::from_secs(10)).await;
            server.hang(false);
        }
    };
    let written = hurried(async {
        tokio::select! {
            written = join_all(tasks) => written,
            () = hangs => unreachable!("it goes on for ever"),
        }
    });
    let written: Vec<Written> = written.await.into_iter().flat_map(Result::unwrap).collect();
    server.hang(false);

    let struck = sandbox.faults_taken().len();
    sandbox.clear_faults();
    let admin = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    let groups = admin.groups().list().await.unwrap();
    let groups = groups.into_iter().map(|group| group.name);
    let paths = sandbox.pages().into_iter().map(|page| page.path);
    let mut there: HashMap<String, usize> = HashMap::new();
    groups
        .chain(paths)
        .for_each(|name| *there.entry(name).or_default() += 1);
    let mut doubtful = 0;
    for (name, outcome) in &written {
        let times = there.get(name).copied().unwrap_or_default();
        match outcome {
            Ok(()) => assert_eq!(times, 1, "{name}"),
            Err(error) if error.is_doubtful() => {
                doubtful += 1;
                assert!(times <= 1, "{name}: {error}");
            }
            Err(error) => assert_eq!(times, 0, "{name}: {error}"),
        }
    }
    println!(
        "{} calls, {struck} requests in trouble; {} writes, {doubtful} doubtful, none twice",
        TASKS * CALLS,
        written.len()
    );
    assert!(struck > TASKS * CALLS / 10, "{struck}");
    assert_eq!(
        meetings.most.load(Ordering::SeqCst),
        1,
        "no two creates met"
    );
    assert!(server.number("DBSIZE") > 0, "the limit is counted there");
}
