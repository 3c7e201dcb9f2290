//! The work of a soak: tasks that call whatever there is to call, go away in the middle, and drop and make clients, on a
//! wiki in trouble; where there is a Redis, some of the clients share limits and a write gate over it. What a call gives is
//! counted and no more: that it is right is tested elsewhere.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep};
use wikijs_sandbox::{Builder, Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::types::PageId;
use wikijs_sdk::{
    AutoBatch, Backoff, CircuitBreaker, Client, ClientBuilder, Error, OnLoss, Rate, RateLimits,
    Redis, RedisGate, RedisLimiter, Retry, pages,
};

/// Pages of the wiki, with the ids 1 and up.
const PAGES: u64 = 40;

/// The wiki's first administrator.
const USER: (&str, &str) = ("admin@sandbox.test", "sandbox-admin");

/// The kind of client that signs in by itself, and renews its token.
pub(crate) const SIGNS_IN: u64 = 15;

/// A kind that shares limits and a gate over a Redis, where there is one.
pub(crate) const OVER_REDIS: u64 = 3;

/// Of these kinds, the one that goes on without.
const GOES_ON: u64 = 13;

const SECOND: Duration = Duration::from_secs(1);

/// The faults of which one strikes a request in ten.
const FAULTS: [FaultKind; 8] = [
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::HalfBody,
    FaultKind::NotJson,
    FaultKind::NoAnswer,
    FaultKind::Hang,
    FaultKind::Html(502),
    FaultKind::DelayBetween(Duration::from_millis(1), Duration::from_millis(500)),
];

/// A wiki in trouble, not yet started.
pub(crate) fn wiki() -> Builder {
    let pages = (1..=PAGES).fold(Sandbox::builder().seed(7), |builder, page| {
        let content = "A line.\n".repeat(page as usize * 10);
        builder.page(SeedPage::new(
            format!("p/{page}"),
            format!("Page {page}"),
            content,
        ))
    });
    FAULTS.into_iter().fold(pages, |builder, fault| {
        builder.fault(Fault::new(fault).chance(0.0125))
    })
}

/// How much is done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Tasks that call at the same time.
    pub(crate) tasks: u64,
    /// What a task waits between two calls, on average.
    pub(crate) pause: Duration,
    /// How long it goes on.
    pub(crate) time: Duration,
    /// The calls that are enough, where time is not what ends it.
    pub(crate) most: u64,
    /// What the dice are thrown by.
    pub(crate) seed: u64,
    /// Whether pages are made and taken away: a gate stays shut for seconds behind a write that is in doubt.
    pub(crate) makes_pages: bool,
}

/// What became of the calls.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) answered: AtomicU64,
    pub(crate) failed: AtomicU64,
    pub(crate) dropped: AtomicU64,
    pub(crate) clients: AtomicU64,
}

impl Tally {
    pub(crate) fn calls(&self) -> u64 {
        let parts = [&self.answered, &self.failed, &self.dropped];
        parts.iter().map(|part| part.load(Ordering::Relaxed)).sum()
    }
}

/// Begins clients.
#[derive(Clone)]
pub(crate) struct Make {
    /// One that still needs a token, and the token.
    pub(crate) begin: Arc<dyn Fn() -> (ClientBuilder, String) + Send + Sync>,
    /// The address of a Redis, where there is one, and what a command to it may take.
    pub(crate) redis: Option<(String, Duration)>,
}

/// Does it, with tasks of the runtime that it is in; `common` is there all the time, beside those that are made.
pub(crate) async fn churn(common: Client, make: Make, load: Load, tally: Arc<Tally>) {
    let until = Instant::now() + load.time;
    let tasks = (0..load.tasks).map(|number| {
        let mut task = Task {
            dice: Dice(load.seed ^ (number << 32)),
            client: common.clone(),
            common: common.clone(),
            make: make.clone(),
            tally: Arc::clone(&tally),
            kinds: 11 + u64::from(load.makes_pages),
        };
        tokio::spawn(async move {
            while Instant::now() < until && task.tally.calls() < load.most {
                task.step().await;
                sleep(load.pause.mul_f64(task.dice.part() * 2.0)).await;
            }
        })
    });
    for ended in join_all(tasks).await {
        ended.expect("a task went on to its end");
    }
}

/// One of several kinds of clients: not all have all layers.
pub(crate) fn client(make: &Make, kind: u64) -> Client {
    let backoff = Backoff::exponential(Duration::from_millis(20)).at_most(Duration::from_secs(1));
    let (builder, token) = (make.begin)();
    let builder = builder
        .attempt_timeout(Duration::from_secs(3))
        .total_timeout(Duration::from_secs(20))
        .retry(Retry::new().backoff(backoff));
    let builder = match kind {
        // The server takes five sign-ins a minute.
        SIGNS_IN => builder.sign_in(USER.0, USER.1),
        _ => builder.token(token),
    };
    let builder = match (kind % 5, &make.redis) {
        (0, _) => builder.circuit_breaker(CircuitBreaker::new()),
        (1, _) => builder.auto_batch(AutoBatch::within(Duration::from_millis(2))),
        (2, _) => builder.rate_limits(RateLimits::new().all(Rate::bucket(50, SECOND))),
        (OVER_REDIS, Some(redis)) => over_redis(builder, redis, kind),
        _ => builder.requests_at_a_time(2),
    };
    builder.build().expect("the settings are right")
}

/// Shares limits and a write gate, by a connection of its own.
fn over_redis(
    builder: ClientBuilder,
    (url, timeout): &(String, Duration),
    kind: u64,
) -> ClientBuilder {
    let redis = Redis::builder(url).prefix("soak").timeout(*timeout).build();
    let redis = redis.expect("the URL of a Redis");
    let limiter =
        |name, rate| RedisLimiter::new(&redis, name, rate).expect("the rate can be meant");
    let limits = RateLimits::new()
        .all(limiter("all", Rate::bucket(50, SECOND)))
        .field("pages.list", limiter("lists", Rate::window(20, SECOND)));
    let on_loss = match kind {
        GOES_ON => OnLoss::GoOn,
        _ => OnLoss::Stop,
    };
    let gate = RedisGate::new(&redis, "pages").on_loss(on_loss);
    builder.rate_limits(limits).write_gate(gate)
}

struct Task {
    dice: Dice,
    client: Client,
    /// The one that is there all the time.
    common: Client,
    make: Make,
    tally: Arc<Tally>,
    /// How many kinds of calls there are.
    kinds: u64,
}

impl Task {
    /// One call, and now and then another client.
    async fn step(&mut self) {
        match self.dice.below(40) {
            0 => {
                self.client = client(&self.make, self.dice.below(SIGNS_IN + 1));
                self.tally.clients.fetch_add(1, Ordering::Relaxed);
            }
            1 => self.client = self.common.clone(),
            2 => self.client = self.client.read_only(),
            _ => {}
        }
        let call = call(
            self.client.clone(),
            self.dice.below(self.kinds),
            self.dice.below(PAGES) + 1,
        );
        let polls = match self.dice.below(3) {
            0 => self.dice.below(5),
            _ => u64::MAX,
        };
        let count = match dropped_after(polls, call).await {
            Some(Ok(())) => &self.tally.answered,
            Some(Err(_)) => &self.tally.failed,
            None => &self.tally.dropped,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

type Calling = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// Whatever there is to call, by number.
fn call(client: Client, number: u64, page: u64) -> Calling {
    let id = PageId(i32::try_from(page).expect("there are few pages"));
    match number {
        0 => Box::pin(async move { client.pages().list().await.map(drop) }),
        1 => Box::pin(batch(client, id)),
        2 => Box::pin(stream(client)),
        3 => Box::pin(download(client, page)),
        4 => Box::pin(group(client, page)),
        5 => Box::pin(async move { client.users().activate(1).await.map(drop) }),
        6 => Box::pin(async move {
            drop(client.health().await);
            Ok(())
        }),
        7 => Box::pin(async move { client.check::<(pages::Create,)>().await.map(drop) }),
        8 => Box::pin(async move {
            let document = "{site{config{title}}}";
            client.raw(document, ()).await?.into_data().map(drop)
        }),
        9 => Box::pin(
            client
                .pages()
                .single(id)
                .timeout(Duration::from_millis(page))
                .into_future_of_nothing(),
        ),
        10 => Box::pin(client.pages().single(id).into_future_of_nothing()),
        _ => Box::pin(page_of_its_own(client, page)),
    }
}

/// A call whose value nobody wants.
trait OfNothing {
    fn into_future_of_nothing(self) -> impl Future<Output = Result<(), Error>> + Send;
}

impl<T, R> OfNothing for R
where
    R: IntoFuture<Output = Result<T, Error>>,
    R::IntoFuture: Send,
{
    fn into_future_of_nothing(self) -> impl Future<Output = Result<(), Error>> + Send {
        let sent = self.into_future();
        async move { sent.await.map(drop) }
    }
}

async fn batch(client: Client, id: PageId) -> Result<(), Error> {
    let parts = (0..5).map(|_| pages::Single::new(id));
    client.batch(parts.collect::<Vec<_>>()).await.map(drop)
}

/// Reads a part of a list, and leaves the rest.
async fn stream(client: Client) -> Result<(), Error> {
    let mut items = client.pages().list().stream();
    for _ in 0..5 {
        if let Some(item) = items.next().await {
            item?;
        }
    }
    Ok(())
}

/// Reads the beginning of a page's source, and leaves the rest.
async fn download(client: Client, page: u64) -> Result<(), Error> {
    let mut content = client.download(format!("/d/en/p/{page}")).await?;
    content.chunk().await.map(drop)
}

/// Makes a group, and takes it away.
async fn group(client: Client, number: u64) -> Result<(), Error> {
    let made = client
        .groups()
        .create_group(format!("group {number}"))
        .await?;
    match made.group {
        Some(group) => client.groups().delete(group.id).await.map(drop),
        None => Ok(()),
    }
}

/// Makes a page, and takes it away: writes that pass through the gate.
async fn page_of_its_own(client: Client, number: u64) -> Result<(), Error> {
    let path = format!("soak/{number}");
    let made = client.pages().create(&path, "Soak", "A line.").await;
    let id = match made {
        Ok(made) => made.page.map(|page| page.id),
        // Whoever made it went away before it took it away.
        Err(error) if error.is_taken() => Some(client.pages().single_by_path(&path).await?.id),
        Err(error) => return Err(error),
    };
    match id {
        Some(id) => client.pages().delete(id).await.map(drop),
        None => Ok(()),
    }
}

/// Drops a future after so many polls: `None`.
async fn dropped_after<F: Future>(polls: u64, future: F) -> Option<F::Output> {
    let (mut left, mut future) = (polls, pin!(future));
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Numbers by chance, the same ones for the same seed (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
