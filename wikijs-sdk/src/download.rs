//! What a wiki serves beside its API: the source of a page, an asset, a rendered page.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};
use wikijs_wire::{Effect, Secret};

use crate::call::{CallOptions, Exchange, Expects, Reply, ReplyBody, Retry};
use crate::client::Client;
use crate::connector::{HeaderNames, IncomingBody, Progress, RequestBody, WireRequest};
use crate::error::{self, Error, ErrorKind};
use crate::flight::Flight;
use crate::layers::lower::attempt::cut_off;

/// A path of the wiki, not yet asked for: `.await` asks, and is answered once the head of the answer is there.
///
/// A redirect within the wiki's origin is followed; one that leads elsewhere is followed without the token and
/// without any header of yours.
#[must_use = "a request is sent when it is awaited"]
pub struct Download {
    client: Client,
    path: String,
    options: CallOptions,
}

impl Client {
    /// Reads a path of the wiki that is no part of the GraphQL API, as in `/d/en/home` for the source of a page.
    pub fn download(&self, path: impl Into<String>) -> Download {
        Download::new(self, path.into())
    }
}

impl Download {
    fn new(client: &Client, path: String) -> Self {
        Self {
            client: client.clone(),
            path,
            options: CallOptions::default(),
        }
    }

    /// The longest wait for the head of the answer, and after it for each piece.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts of this call so, whatever the client's settings say. Once the head of the answer is there,
    /// nothing is repeated.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.set_retry(retry.into());
        self
    }

    /// Makes one attempt at this call and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Runs this call as the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.set_token(&token.into());
        self
    }

    /// Sends a header with this call, as in `range` or `if-none-match`.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.options.add_header(name.as_ref(), value.as_ref());
        self
    }

    /// The download as its errors name it. What follows the path may be a secret.
    fn context(&self) -> error::Context {
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        error::Context {
            operation: Some(Cow::Owned(format!("GET /{}", path.trim_start_matches('/')))),
            field: None,
            effect: Some(Effect::Read),
        }
    }

    fn exchange(&mut self) -> Result<Exchange, Error> {
        if let Some(problem) = self.options.problem.take() {
            return Err(problem);
        }
        self.client.mind_listeners(&self.options);
        let mut headers = self.client.plan().target.headers.clone();
        headers.extend(std::mem::take(&mut self.options.headers));
        let request = WireRequest {
            method: Method::GET,
            url: self.client.at().below(&self.path)?,
            headers,
            body: RequestBody::Empty,
            progress: Progress::new(),
        };
        Ok(Exchange {
            name: self.context().operation.unwrap_or_default(),
            effect: Effect::Read,
            server_limit: None,
            underway: None,
            fields: Cow::default(),
            request,
            expects: Expects::Content,
            identity: self.options.identity(),
            sent_as: None,
            attempt_timeout: self.options.timeout,
            allowance: Duration::ZERO,
            deadline: None,
            retry: self.options.retry.take(),
            permit: None,
        })
    }
}

impl IntoFuture for Download {
    type Output = Result<Content, Error>;
    type IntoFuture = DownloadFuture;

    fn into_future(mut self) -> DownloadFuture {
        let exchange = self.exchange();
        let plan = self.client.plan();
        DownloadFuture {
            flight: Flight::of_exchange(&self.client, exchange, self.context()),
            idle_timeout: self.options.timeout.unwrap_or(plan.attempt_timeout),
            largest: plan.largest_answer,
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The answer of a [`Download`] that is under way.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct DownloadFuture {
    flight: Flight,
    idle_timeout: Duration,
    largest: usize,
}

impl Future for DownloadFuture {
    type Output = Result<Content, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.flight).poll(context));
        Poll::Ready(
            reply
                .and_then(|reply| self.content(reply))
                .map_err(|error| self.flight.name(error)),
        )
    }
}

impl DownloadFuture {
    fn content(&self, reply: Reply) -> Result<Content, Error> {
        let ReplyBody::Content(body) = reply.body else {
            return Err(Error::new(
                ErrorKind::Unreadable,
                "the answer is none that can be read as content",
            ));
        };
        Ok(Content {
            status: reply.facts.status.as_u16(),
            headers: reply.facts.headers,
            body,
            idle_timeout: self.idle_timeout,
            largest: self.largest,
            landed: self.flight.landed(),
        })
    }
}

/// Content of the wiki: its head is there, its body still to be read.
pub struct Content {
    status: u16,
    headers: HeaderMap,
    body: IncomingBody,
    idle_timeout: Duration,
    largest: usize,
    landed: (error::Context, u32),
}

impl Content {
    /// The HTTP status: 200, 206 for a range, 304 where `if-none-match` or the like was sent and nothing changed.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header of the answer, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What kind of content it is, as in `text/markdown; charset=utf-8`.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The next piece, as it came off the connection; `None` at the end.
    ///
    /// # Errors
    ///
    /// The connection was lost, or no piece came within the time limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match tokio::time::timeout(self.idle_timeout, self.body.chunk()).await {
            Ok(piece) => piece.map_err(|failure| self.name(cut_off(failure))),
            Err(_) => Err(self.name(stalled(self.idle_timeout))),
        }
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), and if the body is longer than the client's `largest_answer`.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut whole = BytesMut::new();
        while let Some(piece) = self.chunk().await? {
            self.within_limit(whole.len().saturating_add(piece.len()))?;
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }

    /// The whole body as text.
    ///
    /// # Errors
    ///
    /// As [`bytes`](Self::bytes), and if it is not UTF-8.
    pub async fn text(self) -> Result<String, Error> {
        let (status, landed) = (self.status, self.landed.clone());
        let bytes = self.bytes().await?;
        String::from_utf8(bytes.into()).map_err(|error| {
            let unreadable = Error::new(ErrorKind::Unreadable, "the content is no text");
            name(unreadable.with_source(error), status, &landed)
        })
    }

    fn within_limit(&self, length: usize) -> Result<(), Error> {
        if length <= self.largest {
            return Ok(());
        }
        let message = format!(
            "the content is longer than {} bytes: read it piece by piece",
            self.largest
        );
        Err(self.name(Error::new(ErrorKind::AnswerTooLarge, message)))
    }

    fn name(&self, error: Error) -> Error {
        name(error, self.status, &self.landed)
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the values of the headers: a renewed token comes in one of them.
        f.debug_struct("Content")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .finish_non_exhaustive()
    }
}

/// Puts on an error what is known since the head of the answer came.
fn name(error: Error, status: u16, landed: &(error::Context, u32)) -> Error {
    let (context, attempts) = landed;
    error
        .answered_with(status)
        .within(context.clone())
        .with_attempts(*attempts)
}

fn stalled(limit: Duration) -> Error {
    let message = format!("no piece of the content came within {limit:?}");
    Error::new(ErrorKind::Timeout, message)
}
