//! The connection to a Redis: made at first use, made again when it was lost, every command within a time limit; and the
//! task that looks after a Redis that is away.
//!
//! The redis crate speaks the protocol over a stream that is made here, and so TLS is that of the SDK: its roots, its one
//! provider. (The crate's own manager of connections would bring both anew, and repeats by itself what has a limit here.)

use std::fmt::Display;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use ::redis::aio::MultiplexedConnection;
use ::redis::{AsyncConnectionConfig, Cmd, ErrorKind, FromRedisValue, RedisError, ServerErrorKind};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Mutex as Queue;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;

use super::address::{Address, Place};
use super::parting;
use super::script::{NotSent, Refused, Run, Running, Script, Store};
use crate::connector::BoxError;

/// Refusals that come before a script has changed anything: of who asks, of all writes, of all that there is.
const BEFORE_ALL: [&str; 9] = [
    "BUSY",
    "LOADING",
    "MASTERDOWN",
    "MISCONF",
    "NOAUTH",
    "NOREPLICAS",
    "NOSCRIPT",
    "OOM",
    "READONLY",
];

/// A connection that makes itself anew.
#[derive(Clone)]
pub(super) struct Link(Arc<Inner>);

struct Inner {
    address: Address,
    tls: Arc<ClientConfig>,
    timeout: Duration,
    probe_every: Duration,
    slot: Queue<Slot>,
    /// Where the last connection went.
    peer: Mutex<Option<SocketAddr>>,
    away: Mutex<Option<Away>>,
}

/// It does not answer at present.
struct Away {
    why: Arc<str>,
    /// Looks after it; ends with its runtime.
    prober: AbortHandle,
}

#[derive(Default)]
struct Slot {
    connection: Option<MultiplexedConnection>,
    /// Which one it is.
    number: u64,
}

/// A connection out of the slot.
struct Taken {
    connection: MultiplexedConnection,
    number: u64,
    /// Made just now, so that what fails on it is no leftover of a Redis that was started anew.
    is_new: bool,
}

impl Link {
    pub(super) fn new(
        address: Address,
        tls: ClientConfig,
        timeout: Duration,
        probe_every: Duration,
    ) -> Self {
        Self(Arc::new(Inner {
            address,
            tls: Arc::new(tls),
            timeout,
            probe_every,
            slot: Queue::default(),
            peer: Mutex::default(),
            away: Mutex::default(),
        }))
    }
}

impl Store for Link {
    fn run(&self, run: Run) -> Running {
        let inner = Arc::clone(&self.0);
        Box::pin(async move {
            let sent = AtomicBool::new(false);
            let outcome = inner.within(inner.evaluate(&run, &sent)).await;
            match &outcome {
                Err(why) if !why.is::<Refused>() => inner.is_away(why),
                // Also what refuses answers: it is no worse for what it does not refuse.
                _ => inner.is_back(),
            }
            outcome.map_err(|why| match sent.into_inner() {
                true => why,
                false => NotSent(why).into(),
            })
        })
    }

    fn part(&self, run: &Run) {
        let inner = &self.0;
        let way = (*lock(&inner.peer), &inner.tls);
        // What cannot be said ends by itself.
        if let Err(why) = parting::run(run, &inner.address, way, inner.timeout) {
            tracing::debug!(%why, "a Redis was not told that the program ends");
        }
    }

    fn away(&self) -> Option<Arc<str>> {
        let away = lock(&self.0.away);
        // Where nobody looks after it any more, those who ask do.
        let away = away.as_ref().filter(|away| !away.prober.is_finished());
        away.map(|away| Arc::clone(&away.why))
    }
}

impl Inner {
    /// The answer, or the end of the time that it may take.
    async fn within<T>(
        &self,
        asking: impl Future<Output = Result<T, BoxError>>,
    ) -> Result<T, BoxError> {
        let Ok(answer) = timeout(self.timeout, asking).await else {
            // What hangs holds up all that comes behind it on the same connection. Where another is at it already, the
            // connection is being made anew.
            if let Ok(mut slot) = self.slot.try_lock() {
                slot.connection = None;
            }
            return Err(self.silent(format_args!("no answer within {:?}", self.timeout)));
        };
        answer
    }

    /// `sent` says whether it may have been run, also where the time ends first.
    async fn evaluate(&self, run: &Run, sent: &AtomicBool) -> Result<Vec<i64>, BoxError> {
        let by_hash = command("EVALSHA", hash(run.script), run);
        let answer = match self.ask(&by_hash, sent).await {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                sent.store(false, Ordering::Relaxed);
                self.ask(&command("EVAL", run.script.text, run), sent).await
            }
            other => other,
        };
        answer.map_err(|error| self.failed(&error, sent.load(Ordering::Relaxed)))
    }

    fn failed(&self, error: &RedisError, was_sent: bool) -> BoxError {
        let refuses = |why: &dyn Display| format!("the Redis at {} refuses: {why}", self.address);
        match error.code() {
            Some(code) => {
                let detail = error.detail().unwrap_or_default();
                let why = refuses(&format_args!("{code} {detail}"));
                let had_begun = !BEFORE_ALL.contains(&code);
                // Else it refuses who asks, as the connection was made.
                match was_sent {
                    true => Refused { why, had_begun }.into(),
                    false => why.into(),
                }
            }
            None if error.kind() == ErrorKind::AuthenticationFailed => refuses(error).into(),
            None => self.silent(error),
        }
    }

    /// Asks; a second time, where the connection had broken while nobody used it.
    async fn ask<T: FromRedisValue>(
        &self,
        command: &Cmd,
        sent: &AtomicBool,
    ) -> Result<T, RedisError> {
        let mut taken = self.connection().await?;
        sent.store(true, Ordering::Relaxed);
        let outcome = command.query_async(&mut taken.connection).await;
        let Err(error) = outcome else {
            return outcome;
        };
        if !error.is_unrecoverable_error() {
            return Err(error);
        }
        self.forget(taken.number).await;
        if taken.is_new {
            return Err(error);
        }
        let outcome = match self.connection().await {
            Ok(mut anew) => command.query_async(&mut anew.connection).await,
            Err(error) => Err(error),
        };
        match outcome {
            // That this one was not run says nothing of the first, which may have been.
            Err(refused) if is_before_all(&refused) => Err(error),
            outcome => outcome,
        }
    }

    /// The connection that is there, or one that is made now. Others wait meanwhile, as long as their time allows.
    async fn connection(&self) -> Result<Taken, RedisError> {
        let mut slot = self.slot.lock().await;
        let is_new = slot.connection.is_none();
        let connection = match &slot.connection {
            Some(connection) => connection.clone(),
            None => self.connect().await?,
        };
        if is_new {
            slot.connection = Some(connection.clone());
            slot.number += 1;
        }
        Ok(Taken {
            connection,
            number: slot.number,
            is_new,
        })
    }

    async fn forget(&self, number: u64) {
        let mut slot = self.slot.lock().await;
        if slot.number == number {
            slot.connection = None;
        }
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        match &self.address.place {
            Place::Tcp { host, port } => self.greet(self.tcp(host, *port).await?).await,
            Place::Tls { host, port } => {
                let name = ServerName::try_from(host.clone()).map_err(io::Error::other)?;
                let stream = self.tcp(host, *port).await?;
                let connector = TlsConnector::from(Arc::clone(&self.tls));
                self.greet(connector.connect(name, stream).await?).await
            }
            #[cfg(unix)]
            Place::Unix(path) => {
                let stream = tokio::net::UnixStream::connect(path).await?;
                self.greet(stream).await
            }
            #[cfg(not(unix))]
            Place::Unix(_) => {
                Err(io::Error::other("this system has no sockets of that kind").into())
            }
        }
    }

    async fn tcp(&self, host: &str, port: u16) -> io::Result<TcpStream> {
        let stream = TcpStream::connect((host, port)).await?;
        stream.set_nodelay(true)?;
        *lock(&self.peer) = stream.peer_addr().ok();
        Ok(stream)
    }

    /// Says who asks; what answers is a task of its own until nobody has the connection any more.
    async fn greet<S>(&self, stream: S) -> Result<MultiplexedConnection, RedisError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        // The time limit is held above, connecting included.
        let config = AsyncConnectionConfig::new().set_response_timeout(None);
        let login = &self.address.login;
        let made = MultiplexedConnection::new_with_config(login, stream, config).await;
        let (connection, driver) = made?;
        tokio::spawn(driver);
        Ok(connection)
    }

    fn silent(&self, why: impl Display) -> BoxError {
        format!("the Redis at {} does not answer: {why}", self.address).into()
    }

    fn is_back(&self) {
        let mut away = lock(&self.away);
        if away.is_some() {
            *away = None;
        }
    }

    /// Notes it, and has it looked after, if that is news.
    fn is_away(self: &Arc<Self>, why: &BoxError) {
        let mut away = lock(&self.away);
        let is_looked_after = away.as_ref().is_some_and(|away| !away.prober.is_finished());
        if !is_looked_after {
            let probing = probe(Arc::downgrade(self), self.probe_every);
            *away = Some(Away {
                why: why.to_string().into(),
                prober: tokio::spawn(probing).abort_handle(),
            });
        }
    }

    async fn answers(&self) -> bool {
        let ping = ::redis::cmd("PING");
        let asking = async {
            let answer: Result<String, _> = self.ask(&ping, &AtomicBool::default()).await;
            answer.map_err(|error| self.silent(error))
        };
        self.within(asking).await.is_ok()
    }
}

/// Asks whether it is back, until it is, or until nobody is interested any more.
async fn probe(link: Weak<Inner>, pause: Duration) {
    loop {
        sleep(pause).await;
        let Some(link) = link.upgrade() else {
            return;
        };
        if lock(&link.away).is_none() || link.answers().await {
            return link.is_back();
        }
    }
}

/// Whether it refuses whatever is asked for now; a script that it does not know is told to it.
fn is_before_all(error: &RedisError) -> bool {
    let is_of_all = |code| code != "NOSCRIPT" && BEFORE_ALL.contains(&code);
    error.code().is_some_and(is_of_all)
}

fn command(name: &str, script: &str, run: &Run) -> Cmd {
    let mut command = ::redis::cmd(name);
    command.arg(script).arg(run.keys.len());
    command.arg(&*run.keys).arg(&run.arguments);
    command
}

/// What a Redis knows a script by.
fn hash(script: &Script) -> &str {
    script
        .hash
        .get_or_init(|| ::redis::Script::new(script.text).get_hash().to_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
