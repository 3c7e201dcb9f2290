//! Processes that share one Redis: a limit that is none of each, and writes that do not meet.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::future::join_all;
use wikijs_sandbox::{Races, Sandbox, Timing};
use wikijs_sdk::{
    Client, LocalGate, Rate, RateLimiter, RateLimits, Redis, RedisGate, RedisLimiter, Take, Wanted,
    WriteGate,
};

use super::{open, until};
use crate::support::redis_server::RedisServer;

const ROLE: &str = "WIKIJS_TEST_ROLE";
const REDIS: &str = "WIKIJS_TEST_REDIS";
const WIKI: &str = "WIKIJS_TEST_WIKI";
const TOKEN: &str = "WIKIJS_TEST_TOKEN";
const NUMBER: &str = "WIKIJS_TEST_NUMBER";

const PROCESSES: usize = 4;
const PAGES: usize = 250;
const AT_A_TIME: usize = 5;

/// Short enough for a test, and long enough for two writes to meet: a create takes 2 ms.
fn timing() -> Timing {
    Timing::measured().scaled(0.001)
}

/// What the other processes of these tests do.
#[tokio::test]
async fn other_process() {
    let Ok(role) = env::var(ROLE) else {
        return;
    };
    let redis = Redis::builder(env::var(REDIS).unwrap())
        .prefix("test")
        .build()
        .unwrap();
    match role.as_str() {
        "holds" => hold(&redis).await,
        "writes" => write(Some(&redis), PAGES).await,
        "writes without" => write(None, PAGES / 2).await,
        other => panic!("{other}"),
    }
}

async fn hold(redis: &Redis) {
    let gate = RedisGate::new(redis, "wiki").lease(Duration::ZERO);
    let wanted = Wanted::new(Duration::from_secs(1), Duration::from_secs(1));
    let _permit = gate.acquire(wanted).await.unwrap();
    println!("\nhas the permit");
    std::future::pending::<()>().await;
}

/// Creates pages, a few at a time; says how many failed.
async fn write(redis: Option<&Redis>, pages: usize) {
    let number = env::var(NUMBER).unwrap();
    let builder = Client::builder(env::var(WIKI).unwrap()).token(env::var(TOKEN).unwrap());
    let limit = Rate::window(
        u32::try_from(PROCESSES * pages).unwrap(),
        Duration::from_secs(3600),
    );
    let client = match redis {
        Some(redis) => builder
            .write_gate(RedisGate::new(redis, "wiki"))
            .rate_limits(RateLimits::new().all(RedisLimiter::new(redis, "all", limit).unwrap())),
        None => builder.write_gate(LocalGate::default()),
    };
    let client = client.build().unwrap();
    let workers = (0..AT_A_TIME).map(|worker| {
        let (client, number) = (client.clone(), number.clone());
        async move {
            let mut failed = 0;
            for page in (worker..pages).step_by(AT_A_TIME) {
                let path = format!("n/{number}/{page}");
                let made = client
                    .pages()
                    .create(path, "Title", "Text")
                    .no_retry()
                    .await;
                failed += usize::from(made.is_err());
            }
            failed
        }
    });
    let failed: usize = join_all(workers).await.into_iter().sum();
    println!("\nfailed: {failed}");
}

fn start(role: &str, number: usize, redis: &RedisServer, wiki: Option<&Sandbox>) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["redis::processes::other_process", "--exact", "--nocapture"])
        .env(ROLE, role)
        .env(REDIS, redis.url())
        .env(NUMBER, number.to_string())
        .stdout(Stdio::piped());
    if let Some(wiki) = wiki {
        command.env(WIKI, wiki.url()).env(TOKEN, wiki.admin_token());
    }
    command.spawn().unwrap()
}

/// Waits until the process says that.
fn says(child: &mut Child, words: &str) {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = lines.any(|line| line.is_ok_and(|line| line == words));
    assert!(said, "the other process ended without saying {words:?}");
}

/// How many creates failed, when the process has ended.
fn failed(child: Child) -> usize {
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    let mut lines = told.lines();
    let line = lines.find_map(|line| line.strip_prefix("failed: "));
    line.unwrap().parse().unwrap()
}

/// How many creates of all processes failed, and how many pages there are by then.
async fn write_all(role: &'static str, redis: &RedisServer) -> (usize, usize) {
    let wiki = Sandbox::builder()
        .timing(timing())
        .races(Races::measured())
        .start()
        .await
        .unwrap();
    let writers: Vec<Child> = (0..PROCESSES)
        .map(|number| start(role, number, redis, Some(&wiki)))
        .collect();
    let ends = writers
        .into_iter()
        .map(|child| tokio::task::spawn_blocking(move || failed(child)));
    let failed = join_all(ends).await.into_iter().map(Result::unwrap).sum();
    (failed, wiki.pages().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_creates_of_four_processes_do_not_meet() {
    let redis = RedisServer::start();
    let (failed, _) = write_all("writes without", &redis).await;
    assert!(failed > 0, "without a gate in common they meet");
    let (failed, pages) = write_all("writes", &redis).await;
    assert_eq!((failed, pages), (0, PROCESSES * PAGES));
    // The limit was used up by all of them together.
    let limit = Rate::window(
        u32::try_from(PROCESSES * PAGES).unwrap(),
        Duration::from_secs(3600),
    );
    let limiter = RedisLimiter::new(&open(&redis), "all", limit).unwrap();
    assert!(matches!(limiter.take(1).await.unwrap(), Take::Wait(_)));
}

#[tokio::test]
async fn a_process_that_ends_in_the_middle_leaves_the_gate_shut_for_a_while() {
    let redis = RedisServer::start();
    let mut other = start("holds", 0, &redis, None);
    says(&mut other, "has the permit");
    other.kill().unwrap();
    other.wait().unwrap();
    let began = tokio::time::Instant::now();
    // Renewed until then, for a second of an attempt and one of the quarantine.
    let left = redis.number("PTTL test:{gate:wiki}:lease");
    assert!((500..=2000).contains(&left), "{left}");
    let gate = RedisGate::new(&open(&redis), "wiki");
    let wanted = Wanted::new(Duration::from_secs(1), Duration::from_secs(1));
    let _permit = gate.acquire(wanted).await.unwrap();
    let left = Duration::from_millis(left.try_into().unwrap());
    assert!(began.elapsed() >= left, "{:?} of {left:?}", began.elapsed());
    until(|| async { redis.number("EXISTS test:{gate:wiki}:queue") == 0 }).await;
}
