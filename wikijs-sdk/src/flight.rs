//! A call under way: the future below all typed ones.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tower::ServiceExt;
use tower::util::Oneshot;

use crate::call::{Call, Exchange, Reply, signs_in};
use crate::client::{Calls, Client, Exchanges};
use crate::connector::Progress;
use crate::error::{self, Error};

pub(crate) use crate::call::within_a_runtime;

/// A call, or an exchange that began as such, on its way down the stack. It holds the stack's one boxed future.
pub(crate) struct Flight {
    stage: Stage,
    context: error::Context,
    progress: Progress,
}

enum Stage {
    /// It never took off: an option was wrong.
    Grounded(Option<Error>),
    Call(Oneshot<Calls, Call>),
    Exchange(Oneshot<Exchanges, Exchange>),
}

impl Stage {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply, Error>> {
        match (self, within_a_runtime()) {
            (Self::Grounded(problem), _) => {
                Poll::Ready(Err(problem.take().unwrap_or_else(polled_again)))
            }
            (_, Err(problem)) => Poll::Ready(Err(problem)),
            (Self::Call(call), Ok(())) => Pin::new(call).poll(context),
            (Self::Exchange(exchange), Ok(())) => Pin::new(exchange).poll(context),
        }
    }
}

impl Flight {
    /// Sends a call, unless an option of it was wrong.
    pub(crate) fn of(client: &Client, mut call: Call) -> Self {
        let (context, progress) = (call.context(), call.progress.clone());
        client.mind_listeners(&call.options);
        let stage = match call.options.problem.take() {
            Some(problem) => Stage::Grounded(Some(problem)),
            None => Stage::Call(client.calls().oneshot(call)),
        };
        Self {
            stage,
            context,
            progress,
        }
    }

    /// Sends an exchange that is no GraphQL; its errors are told of `context`.
    pub(crate) fn of_exchange(
        client: &Client,
        exchange: Result<Exchange, Error>,
        context: error::Context,
    ) -> Self {
        let (stage, progress) = match exchange {
            Ok(exchange) => {
                let progress = exchange.request.progress.clone();
                let sent = client.exchanges().oneshot(exchange);
                (Stage::Exchange(sent), progress)
            }
            Err(problem) => (Stage::Grounded(Some(problem)), Progress::new()),
        };
        Self {
            stage,
            context,
            progress,
        }
    }

    /// Puts the name of the call and its attempts on an error: the one place where that is done. Where it leaves a write in
    /// doubt, the log tells so, since a caller may drop it.
    pub(crate) fn name(&self, error: Error) -> Error {
        let named = error
            .within(self.context.clone())
            .with_attempts(self.progress.attempts())
            .doubted(self.progress.is_doubted());
        tell_doubt(&named);
        named
    }

    /// The call as errors name it that come after this flight is over, and the attempts it took.
    pub(crate) fn landed(&self) -> (error::Context, u32) {
        (self.context.clone(), self.progress.attempts())
    }
}

impl Future for Flight {
    type Output = Result<Reply, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.stage.poll(context));
        self.stage = Stage::Grounded(None);
        let (attempts, doubted) = (self.progress.attempts(), self.progress.is_doubted());
        Poll::Ready(answer.map_err(|error| error.with_attempts(attempts).doubted(doubted)))
    }
}

/// Tells the log of an error that leaves a write in doubt.
pub(crate) fn tell_doubt(error: &Error) {
    // A sign-in that failed is told as such.
    let is_sign_in = error.field().is_some_and(signs_in);
    if error.is_doubtful() && !is_sign_in {
        tracing::warn!(%error, "it is not known whether a write was done");
    }
}

fn polled_again() -> Error {
    Error::settings("the future of a request was polled after it was done")
}

impl fmt::Debug for Flight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flight").finish_non_exhaustive()
    }
}
