//! `cargo xtask soak --hours N`: a client in a process of its own, for hours, on an embedded wiki in trouble that is another
//! process: so that what this one holds is the client's. Where there is a `redis-server`, some of the clients share limits and
//! a write gate over it; now and then it hangs, or is started anew.
//!
//! The program takes seconds, calls a second and a seed. It starts itself once more, with `serve`, as the wiki.

#![allow(
    clippy::expect_used,
    reason = "a soak that cannot go on says so and ends"
)]

mod churn;
mod measure;
mod redis;
#[allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a server of the tests, which can do more than is needed here"
)]
#[path = "../../wikijs-sdk/tests/it/support/redis_server.rs"]
mod redis_server;
mod report;
mod verdict;

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, stdin};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use wikijs_sdk::Client;

use crate::churn::{Load, Make, wiki};
use crate::redis::InTrouble;

/// Tasks that call at the same time.
const TASKS: u64 = 8;

/// What a command to the Redis may take.
const REDIS_TIMEOUT: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => runtime.block_on(serve()),
        [seconds, rate, seed] => {
            let load =
                load(seconds, rate, seed).expect("three numbers: seconds, calls a second, seed");
            return runtime.block_on(soak(load));
        }
        _ => {
            eprintln!("usage: soak SECONDS CALLS_A_SECOND SEED; see `cargo xtask soak --help`");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn load(seconds: &str, rate: &str, seed: &str) -> Option<Load> {
    let rate: f64 = rate.parse().ok().filter(|rate| *rate > 0.0)?;
    Some(Load {
        tasks: TASKS,
        pause: Duration::try_from_secs_f64(TASKS as f64 / rate).ok()?,
        time: Duration::from_secs(seconds.parse().ok()?),
        most: u64::MAX,
        seed: seed.parse().ok()?,
        makes_pages: true,
    })
}

/// The wiki, until nobody holds its input any more.
async fn serve() {
    let sandbox = wiki()
        .start_now()
        .start()
        .await
        .expect("a free port of loopback");
    println!("{} {}", sandbox.url(), sandbox.admin_token());
    let closed = tokio::task::spawn_blocking(|| stdin().read_to_end(&mut Vec::new()));
    let _ = closed.await;
}

async fn soak(load: Load) -> ExitCode {
    let (wiki, url, token) = other_process();
    let mut redis = InTrouble::start();
    if redis.is_none() {
        println!("no redis-server: no client has limits or a write gate over a Redis");
    }
    let make = Make {
        begin: Arc::new(move || (Client::builder(url.clone()), token.clone())),
        redis: redis.as_ref().map(|redis| (redis.url(), REDIS_TIMEOUT)),
    };
    let soaking = report::soak(make, load, |line| println!("{line}"));
    let leaks = match &mut redis {
        None => soaking.await,
        Some(redis) => tokio::select! {
            leaks = soaking => leaks,
            never = redis.trouble() => match never {},
        },
    };
    if let Some(redis) = &redis {
        println!(
            "{} scripts were run by a Redis that hangs and restarts",
            redis.ran()
        );
    }
    drop(wiki);
    match leaks.as_slice() {
        [] => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The wiki's process, which ends with this value.
struct Wiki(Child);

impl Drop for Wiki {
    fn drop(&mut self) {
        // It ends by itself, too, when its input does.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn other_process() -> (Wiki, String, String) {
    let mut child = Command::new(env::current_exe().expect("the path of this program"))
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the wiki's process");
    let output = child.stdout.take().expect("its output");
    let wiki = Wiki(child);
    let mut line = String::new();
    BufReader::new(output)
        .read_line(&mut line)
        .expect("its address");
    let (url, token) = line.trim().split_once(' ').expect("address and token");
    (wiki, url.to_owned(), token.to_owned())
}
