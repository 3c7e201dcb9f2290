//! An embedded wiki in a process of its own, so that neither its work nor its memory is counted as the client's: the
//! benchmark starts itself once more.

use std::env;
use std::io::{BufRead, BufReader, Read, stdin};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::runtime::Builder;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage, Timing};
use wikijs_sdk::{Client, ClientBuilder};

/// What the other process is to serve, in its environment.
const ORDER: &str = "WIKIJS_BENCH_SERVES";

/// What a wiki holds and how long it takes.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    /// `p/0/1`, `p/0/2` and so on, a thousand to a folder.
    pub(crate) pages: usize,
    /// Whether answers take the time that a real server takes, measured on a small one.
    pub(crate) timing: bool,
    /// How much longer the network takes, there and back.
    pub(crate) round_trip: Duration,
}

/// A wiki in another process, which ends with this value.
pub(crate) struct Served {
    process: Child,
    url: String,
    token: String,
}

impl Served {
    /// Starts it.
    pub(crate) fn start(order: Order) -> Self {
        let text = format!(
            "{} {} {}",
            order.pages,
            u8::from(order.timing),
            order.round_trip.as_millis()
        );
        let mut process = Command::new(env::current_exe().expect("a program"))
            .env(ORDER, text)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let output = process.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let (url, token) = (lines.next().expect("a URL"), lines.next().expect("a token"));
        Self {
            process,
            url,
            token,
        }
    }

    /// The settings of a client that may do all.
    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder(&self.url)
            .token(self.token.as_str())
            .total_timeout(Duration::from_secs(600))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It ends with its input.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// What the other process does; `false` in the one that measures.
pub(crate) fn serves() -> bool {
    let Ok(text) = env::var(ORDER) else {
        return false;
    };
    let numbers: Vec<u64> = text
        .split(' ')
        .map(|word| word.parse().expect("a number"))
        .collect();
    let mut builder = Sandbox::builder();
    for number in 0..numbers[0] {
        builder = builder.page(page(number));
    }
    if numbers[1] == 1 {
        builder = builder.timing(Timing::measured());
    }
    if numbers[2] > 0 {
        builder = builder.fault(Fault::new(FaultKind::Delay(Duration::from_millis(
            numbers[2],
        ))));
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let sandbox = runtime.block_on(builder.start()).expect("a wiki");
    println!("{}\n{}", sandbox.url(), sandbox.admin_token());
    // Until the other process ends.
    let _ = stdin().read_to_end(&mut Vec::new());
    true
}

fn page(number: u64) -> SeedPage {
    let path = format!("p/{}/{number}", number / 1000);
    let content = "A line of text with [a link](/en/home).\n".repeat(20);
    SeedPage::new(path, format!("Page {number}"), content).tags(["bench"])
}
