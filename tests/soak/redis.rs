//! The Redis of a soak, where there is a `redis-server`: it hangs, and is started anew, now and then.

use std::convert::Infallible;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::time::sleep;

use crate::redis_server::RedisServer;

/// It is well for so long, and hangs for so long.
const WELL: Duration = Duration::from_secs(150);
const HANGS: Duration = Duration::from_secs(3);

/// A Redis that hangs, and is started anew.
pub(crate) struct InTrouble {
    server: RedisServer,
    /// How many scripts those ran that were there before.
    ran: u64,
}

impl InTrouble {
    /// Starts one, where there is one to start.
    pub(crate) fn start() -> Option<Self> {
        let asked = Command::new("redis-server")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        let is_there = asked.is_ok_and(|status| status.success());
        is_there.then(|| Self {
            server: RedisServer::start(),
            ran: 0,
        })
    }

    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// How many scripts it ran: what is counted and ordered is one each.
    pub(crate) fn ran(&self) -> u64 {
        let stats = self.server.tell("INFO commandstats");
        let line = stats
            .lines()
            .find_map(|line| line.strip_prefix("cmdstat_evalsha:calls="));
        let count = line.and_then(|line| line.split(',').next()?.parse::<u64>().ok());
        self.ran + count.unwrap_or_default()
    }

    /// Lets it hang, and starts it anew, by turns and for ever.
    pub(crate) async fn trouble(&mut self) -> Infallible {
        loop {
            sleep(WELL).await;
            self.server.hang(true);
            sleep(HANGS).await;
            self.server.hang(false);
            sleep(WELL).await;
            self.ran = self.ran();
            self.server.start_again();
        }
    }
}
