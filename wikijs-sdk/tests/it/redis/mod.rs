//! Limits and gates over a real Redis, which each test starts for itself.

mod access;
mod chaos;
mod gates;
mod limits;
mod processes;

use std::future::Future;
use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::timeout;
use wikijs_sdk::{Redis, RedisBuilder};

use crate::support::redis_server::RedisServer;

/// Only where something hangs that should not.
const LONGEST: Duration = Duration::from_secs(60);

fn builder(server: &RedisServer) -> RedisBuilder {
    Redis::builder(server.url()).prefix("test")
}

fn open(server: &RedisServer) -> Redis {
    builder(server).build().unwrap()
}

/// Asks until it is so.
async fn until<F: Future<Output = bool>>(mut is_so: impl FnMut() -> F) {
    let asking = async {
        while !is_so().await {
            yield_now().await;
        }
    };
    timeout(LONGEST, asking).await.expect("it never was so");
}
