//! Merges single calls that are made at the same time into one request.
//!
//! The first call opens a group and a window of time; those that come meanwhile and agree with it join; when the window
//! closes, or the group is full, one request is sent in a task of its own, and each call gets its own share of the
//! answer, in the form that it would have had alone. So nothing above this layer knows of it. `group.rs` says who may
//! travel together, `send.rs` sends.

mod group;
mod send;
mod settings;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::sleep;
use tower::{Layer, Service};

pub use self::settings::AutoBatch;

use self::group::{Group, Member, may_travel};
use self::send::send;
use super::Batching;
use crate::call::{Call, Reply};
use crate::connector::Reach;
use crate::error::{Error, ErrorKind};

/// Merges calls, where it is switched on.
#[derive(Clone)]
pub(crate) struct AutoBatchLayer(Option<Arc<Shared>>);

struct Shared {
    settings: AutoBatch,
    batching: Arc<Batching>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    groups: Vec<Group>,
    /// How many were opened before: the number of the next one.
    opened: u64,
}

impl AutoBatchLayer {
    /// Merges calls as the settings say; without settings none.
    pub(crate) fn new(settings: Option<AutoBatch>, batching: &Arc<Batching>) -> Self {
        Self(settings.map(|settings| {
            Arc::new(Shared {
                settings,
                batching: Arc::clone(batching),
                open: Mutex::default(),
            })
        }))
    }
}

impl<S> Layer<S> for AutoBatchLayer {
    type Service = Merge<S>;

    fn layer(&self, inner: S) -> Merge<S> {
        Merge {
            inner,
            shared: self.0.clone(),
        }
    }
}

/// The service of [`AutoBatchLayer`].
#[derive(Clone)]
pub(crate) struct Merge<S> {
    inner: S,
    shared: Option<Arc<Shared>>,
}

impl<S> Service<Call> for Merge<S>
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
{
    type Response = Reply;
    type Error = Error;
    type Future = Merging<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, call: Call) -> Self::Future {
        match &self.shared {
            Some(shared) if may_travel(&call, shared.settings.with_mutations) => Merging::Merged {
                answer: shared.join(call, &self.inner),
            },
            _ => Merging::Alone {
                call: self.inner.call(call),
            },
        }
    }
}

impl Shared {
    /// Lets the call join a group, and opens one where there is none.
    fn join<S>(self: &Arc<Self>, call: Call, inner: &S) -> oneshot::Receiver<Result<Reply, Error>>
    where
        S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
    {
        let (to, answer) = oneshot::channel();
        let member = Member { call, to };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at = match open.groups.iter().position(|group| group.takes(&member)) {
            Some(at) => at,
            None => {
                open.opened += 1;
                let number = open.opened;
                open.groups.push(Group::new(number));
                tokio::spawn(Arc::clone(self).close(number, inner.clone()));
                open.groups.len() - 1
            }
        };
        open.groups[at].members.push(member);
        if open.groups[at].members.len() >= self.settings.chunk_size {
            let full = open.groups.swap_remove(at);
            tokio::spawn(send(
                Arc::clone(&self.batching),
                inner.clone(),
                full.members,
            ));
        }
        answer
    }

    /// Sends a group once its window is over, unless it was full before.
    async fn close<S>(self: Arc<Self>, number: u64, inner: S)
    where
        S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
    {
        match self.settings.window {
            Duration::ZERO => yield_now().await,
            window => sleep(window).await,
        }
        if let Some(group) = self.take(number) {
            send(Arc::clone(&self.batching), inner, group.members).await;
        }
    }

    fn take(&self, number: u64) -> Option<Group> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at = open
            .groups
            .iter()
            .position(|group| group.number == number)?;
        Some(open.groups.swap_remove(at))
    }
}

pin_project! {
    /// A call on its way, in a group or alone.
    #[project = MergingProjection]
    pub(crate) enum Merging<F> {
        Alone {
            #[pin]
            call: F,
        },
        Merged {
            answer: oneshot::Receiver<Result<Reply, Error>>,
        },
    }
}

impl<F: Future<Output = Result<Reply, Error>>> Future for Merging<F> {
    type Output = Result<Reply, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            MergingProjection::Alone { call } => call.poll(context),
            MergingProjection::Merged { answer } => {
                let answer = ready!(Pin::new(answer).poll(context));
                Poll::Ready(answer.unwrap_or_else(|_| Err(ended())))
            }
        }
    }
}

/// The task that sent the group is gone: its runtime was shut down, or it panicked.
fn ended() -> Error {
    Error::new(
        ErrorKind::Lost,
        "the task that carried out the merged request was ended before it was answered",
    )
    .with_reach(Reach::Unknown)
}
