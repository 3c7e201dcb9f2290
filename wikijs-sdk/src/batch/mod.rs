//! Many operations in few requests, each with its own result.
//!
//! `input` takes what callers give (tuples, lists) and makes `job`s of it, which are untyped; `cut` says how many go
//! into the next request, `run` sends them, `underway` is one that was sent, `deal` gives out what came back, and `share`
//! is what each part gets of it; `answers` is what callers get of a list; `progress` tells how far it has come.

mod answers;
mod cut;
mod deal;
mod input;
mod job;
mod progress;
mod run;
mod share;
mod underway;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use wikijs_wire::Secret;

pub use self::answers::{Answers, Failed};
pub use self::input::{ByItems, ByTuple, IntoBatch};
pub use self::progress::{BatchProgress, PartState};

use self::cut::Cut;
use self::input::Parcel;
use crate::call::{CallOptions, Retry, WritePermit};
use crate::client::Client;
use crate::error::Error;

/// Requests with queries that may be under way at the same time.
const IN_FLIGHT: usize = 4;

impl Client {
    /// Sends many operations of one kind in as few requests as are right: a tuple of up to twelve different ones, or
    /// any number of the same one.
    ///
    /// Each part has a result of its own, as if it had been sent alone. A tuple gives a tuple of results, a list gives
    /// [`Answers`]. An error of the whole is a wrong option: nothing was sent then.
    ///
    /// Parts are cut into requests by number, size and, for mutations, by the time that the server is expected to
    /// take. Some requests with queries are under way at a time, and one with mutations, which run in order. A request
    /// that is refused as a whole is halved until the part at fault stands alone. Fields that the server lets be
    /// called only so often are sent one by one, at the pace that it allows.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// use wikijs_sdk::{pages, system, users};
    ///
    /// let (page, users, info) = client
    ///     .batch((pages::Single::new(1), users::List::new(), system::Info::new()))
    ///     .await?;
    /// println!("{} has {} users", info?.hostname.unwrap_or_default(), users?.len());
    /// if let Err(error) = page {
    ///     println!("no page: {error}");
    /// }
    ///
    /// let pages = client.batch((1..=300).map(pages::Single::new)).await?;
    /// for failed in pages.failed() {
    ///     println!("{}: {}", failed.index, failed.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A query and a mutation are no batch:
    ///
    /// ```compile_fail
    /// # fn run(client: wikijs_sdk::Client) {
    /// use wikijs_sdk::pages;
    ///
    /// client.batch((pages::Single::new(1), pages::Delete::new(1)));
    /// # }
    /// ```
    pub fn batch<By, I: IntoBatch<By>>(&self, parts: I) -> Batch<I::Answers> {
        Batch::new(self, parts.into_parcel())
    }
}

/// Operations to be sent together, not yet sent: `.await` sends them.
///
/// Dropped half-way, nothing more is sent; [`progress`](Self::progress) tells what was done, and what may be done yet.
#[must_use = "a batch is sent when it is awaited"]
pub struct Batch<A> {
    client: Client,
    parcel: Box<dyn Parcel<A>>,
    options: CallOptions,
    cut: Cut,
    in_flight: usize,
    progress: BatchProgress,
}

impl<A> Batch<A> {
    fn new(client: &Client, parcel: Box<dyn Parcel<A>>) -> Self {
        Self {
            client: client.clone(),
            progress: BatchProgress::new(parcel.len()),
            parcel,
            options: CallOptions::default(),
            cut: Cut::default(),
            in_flight: IN_FLIGHT,
        }
    }

    /// The longest that each request of the batch may take, whatever the client's settings say.
    ///
    /// Without it the client's settings hold, raised by what the parts of a request are expected to take.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed requests of the batch so, whatever the client's settings say.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.set_retry(retry.into());
        self
    }

    /// Sends each request of the batch once and not again.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Runs the batch as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.set_token(&token.into());
        self
    }

    /// Sends a header with each request; it replaces one of the client's of the same name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.options.add_header(name.as_ref(), value.as_ref());
        self
    }

    /// Passes the write gate under a permit that the caller holds: see
    /// [`Client::write_permit`](crate::Client::write_permit).
    pub fn permit(mut self, permit: &WritePermit) -> Self {
        self.options.permit = Some(permit.clone());
        self
    }

    /// The most parts that go into one request; 50 by default. None is an error when the batch is sent.
    pub fn chunk_size(mut self, parts: usize) -> Self {
        self.refuse_zero("chunk_size", parts == 0);
        self.cut.count = parts;
        self
    }

    /// The most bytes that one request may have; a little less than the 5 MiB that the server takes by default.
    ///
    /// A part that is larger by itself is sent alone. None is an error when the batch is sent.
    pub fn chunk_bytes(mut self, bytes: usize) -> Self {
        self.refuse_zero("chunk_bytes", bytes == 0);
        self.cut.bytes = bytes;
        self
    }

    /// The time that the server should need for one request with mutations; 20 s by default. How long each takes is
    /// learnt while the batch runs. None is an error when the batch is sent.
    pub fn chunk_time(mut self, time: Duration) -> Self {
        self.refuse_zero("chunk_time", time.is_zero());
        self.cut.time = time;
        self
    }

    /// How many requests with queries may be under way at a time; 4 by default. Mutations go one request at a time. None
    /// is an error when the batch is sent.
    pub fn in_flight(mut self, requests: usize) -> Self {
        self.refuse_zero("in_flight", requests == 0);
        self.in_flight = requests;
        self
    }

    fn refuse_zero(&mut self, option: &str, is_zero: bool) {
        if is_zero {
            let problem = format!("`{option}` of a batch is zero: nothing would be sent");
            self.options.complain(Error::settings(problem));
        }
    }

    /// A handle that tells, from anywhere and also after the batch was dropped, how far it has come.
    pub fn progress(&self) -> BatchProgress {
        self.progress.clone()
    }
}

impl<A: 'static> IntoFuture for Batch<A> {
    type Output = Result<A, Error>;
    type IntoFuture = BatchFuture<A>;

    fn into_future(self) -> BatchFuture<A> {
        BatchFuture(Box::pin(self.send()))
    }
}

impl<A> Batch<A> {
    async fn send(mut self) -> Result<A, Error> {
        let mut parcel = self.parcel;
        if let Some(problem) = self.options.problem.take() {
            return Err(problem);
        }
        run::run(run::Order {
            client: &self.client,
            options: &self.options,
            cut: self.cut,
            in_flight: self.in_flight,
            progress: &self.progress,
            parcel: parcel.as_mut(),
        })
        .await?;
        Ok(parcel.finish())
    }
}

impl<A> fmt::Debug for Batch<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

/// A [`Batch`] that is under way.
#[must_use = "a batch is sent when it is awaited"]
pub struct BatchFuture<A>(Pin<Box<dyn Future<Output = Result<A, Error>> + Send>>);

impl<A> Future for BatchFuture<A> {
    type Output = Result<A, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<A> fmt::Debug for BatchFuture<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchFuture").finish_non_exhaustive()
    }
}
