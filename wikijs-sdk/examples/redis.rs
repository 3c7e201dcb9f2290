//! Limits and a write gate that many processes share over a Redis: `REDIS_URL`, or one that is started from the path.
//!
//! `cargo run -p wikijs-sdk --features redis --example redis`

use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::{
    Client, ErrorKind, OnLoss, Rate, RateLimits, Redis, RedisGate, RedisLimiter, WhenLimited,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, own) = match env::var("REDIS_URL") {
        Ok(url) => (url, None),
        Err(_) => {
            let own = OwnRedis::start()?;
            (own.url(), Some(own))
        }
    };
    let sandbox = Sandbox::start().await?;
    shares(&sandbox, &url).await?;
    limits(&sandbox, &url).await?;
    workflow(&sandbox, &url).await?;
    secured()?;
    match own {
        Some(own) => loss(&sandbox, own).await,
        None => Ok(()),
    }
}

async fn shares(sandbox: &Sandbox, redis_url: &str) -> Result<(), Box<dyn Error>> {
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    // docs: shares
    // The prefix says which wiki: processes that share it name it alike.
    let redis = Redis::builder(redis_url).prefix(&url).build()?;
    // Twenty a second for all processes together, and one write at a time.
    let rate = Rate::bucket(20, Duration::from_secs(1));
    let client = Client::builder(url)
        .token(token)
        .rate_limits(RateLimits::new().all(RedisLimiter::new(&redis, "all", rate)?))
        .write_gate(RedisGate::new(&redis, "pages"))
        .build()?;
    // Nothing is connected before it is needed: at the start of a program, ask.
    redis.ping().await?;
    let made = client.pages().create("redis", "Redis", "# Shared").await?;
    println!("made {:?}", made.page.map(|page| page.id));
    // docs: end
    Ok(())
}

async fn limits(sandbox: &Sandbox, redis_url: &str) -> Result<(), Box<dyn Error>> {
    // docs: limits
    // What two programs of a nightly job would do, each with a connection of its own.
    let program = || -> Result<Client, Box<dyn Error>> {
        let redis = Redis::builder(redis_url).prefix(sandbox.url()).build()?;
        let three_a_minute = Rate::window(3, Duration::from_secs(60));
        let limiter = RedisLimiter::new(&redis, "lists", three_a_minute)?;
        let limits = RateLimits::new()
            .field("pages.list", limiter)
            .when_limited(WhenLimited::Fail);
        let builder = Client::builder(sandbox.url()).token(sandbox.admin_token());
        Ok(builder.rate_limits(limits).build()?)
    };
    let (one, other) = (program()?, program()?);
    for client in [&one, &other, &one] {
        client.pages().list().await?;
    }
    match other.pages().list().await {
        Err(error) if error.kind() == ErrorKind::OverLimit => {
            println!("the fourth of both together: {error}");
        }
        outcome => return Err(format!("{:?}", outcome.map(|pages| pages.len())).into()),
    }
    // docs: end
    Ok(())
}

async fn workflow(sandbox: &Sandbox, redis_url: &str) -> Result<(), Box<dyn Error>> {
    let redis = Redis::builder(redis_url).prefix(sandbox.url()).build()?;
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    // docs: workflow
    // A program that is away for a while must not lose its lease for one renewal that fails: 60 s more.
    let gate = RedisGate::new(&redis, "pages").lease(Duration::from_secs(60));
    let client = Client::builder(url)
        .token(token)
        .write_gate(gate)
        // A lease lasts for an attempt and what comes on top: short attempts, short leases.
        .attempt_timeout(Duration::from_secs(20))
        .build()?;
    // No create, move or delete of any process that shares the gate comes in between.
    let permit = client.write_permit().await?;
    let draft = client.pages().create("redis/draft", "Draft", "Text");
    let draft = draft.permit(&permit).await?;
    if let Some(page) = draft.page {
        let pages = client.pages();
        let moved = pages.move_page(page.id, "redis/done", "en");
        moved.permit(&permit).await?;
    }
    drop(permit);
    // docs: end
    Ok(())
}

/// Builds what a Redis behind TLS needs; nothing is connected.
fn secured() -> Result<(), Box<dyn Error>> {
    // docs: secured
    let password = env::var("REDIS_PASSWORD").unwrap_or_default();
    let redis = Redis::builder(format!(
        "rediss://wikijs:{password}@redis.example.org:6380/0"
    ))
    .prefix("wiki.example.org")
    .timeout(Duration::from_millis(200))
    .build()?;
    // Neither this nor an error shows the password.
    println!("{redis:?}");
    // docs: end
    Ok(())
}

async fn loss(sandbox: &Sandbox, own: OwnRedis) -> Result<(), Box<dyn Error>> {
    let redis = Redis::open(own.url(), "wiki.example.org")?;
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    // docs: loss
    let second = Duration::from_secs(1);
    // Twenty a second for four programs together; five for each while none knows of the others.
    let limiter = RedisLimiter::new(&redis, "all", Rate::bucket(20, second))?
        .on_loss(OnLoss::GoOn)
        .alone(Rate::bucket(5, second))?;
    let client = Client::builder(url)
        .token(token)
        .rate_limits(RateLimits::new().all(limiter))
        .write_gate(RedisGate::new(&redis, "pages").on_loss(OnLoss::Stop))
        .build()?;
    drop(own); // The Redis is gone.
    println!("reads go on: {} pages", client.pages().list().await?.len());
    match client.pages().delete(1).await {
        Err(error) if error.kind() == ErrorKind::NoPermit => println!("writes do not: {error}"),
        outcome => return Err(format!("{:?}", outcome.map(drop)).into()),
    }
    // docs: end
    Ok(())
}

/// A Redis of the example's own, on a socket in a folder of its own; it ends with this value.
struct OwnRedis {
    child: Child,
    folder: TempDir,
}

impl OwnRedis {
    fn start() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let child = Command::new("redis-server")
            .args(["--port", "0", "--save", "", "--unixsocket"])
            .arg(folder.path().join("redis.sock"))
            .stdout(Stdio::piped())
            .spawn();
        let child = child.map_err(|error| {
            format!("cannot run redis-server: {error}; install it, or set REDIS_URL to one that is there")
        })?;
        let mut own = Self { child, folder };
        let told = own.child.stdout.take().ok_or("no output of redis-server")?;
        for line in BufReader::new(told).lines() {
            if line?.contains("eady to accept connections") {
                return Ok(own);
            }
        }
        Err("redis-server ended before it was ready".into())
    }

    fn url(&self) -> String {
        format!("unix://{}", self.folder.path().join("redis.sock").display())
    }
}

impl Drop for OwnRedis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
