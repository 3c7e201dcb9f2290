//! Sends the parts of a batch, a request after another or some at a time. Knows nothing of their types.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::future::Future;
use std::ops::Range;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use wikijs_wire::batch::{self, Odd, PartAnswer, Walk};
use wikijs_wire::{Effect, Envelope, Parts};

use super::cut::Cut;
use super::input::Sink;
use super::job::Job;
use super::progress::{BatchProgress, PartState};
use super::share::{Given, Share};
use crate::call::{Call, CallOptions, DataSlot, Identity, Reply, ReplyBody};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};
use crate::flight::{self, Flight};
use crate::layers::lower::limit::ServerTurn;
use crate::layers::upper::batch::is_refused_whole;
use crate::response::unreadable;

/// What is to be sent, and how.
pub(super) struct Order<'o> {
    pub(super) client: &'o Client,
    pub(super) options: &'o CallOptions,
    pub(super) cut: Cut,
    pub(super) in_flight: usize,
    pub(super) progress: &'o BatchProgress,
    pub(super) parcel: &'o mut dyn Sink,
}

/// Sends all parts, and gives each its share of the answers.
///
/// # Errors
///
/// There is no runtime to send them from.
pub(super) async fn run(order: Order<'_>) -> Result<(), Error> {
    flight::within_a_runtime()?;
    let jobs = order.parcel.jobs();
    let mut run = Run {
        settled: None,
        next: 0,
        halves: VecDeque::new(),
        jobs: &jobs,
        order,
    };
    let mut under_way = FuturesUnordered::new();
    loop {
        while under_way.len() < run.width()
            && let Some(range) = run.next_range()
        {
            under_way.push(run.send(range));
        }
        match under_way.next().await {
            Some(returned) => run.take(returned),
            None => break,
        }
    }
    run.settle();
    Ok(())
}

struct Run<'j, 'o> {
    /// What refused a request, and would refuse all the others.
    settled: Option<Error>,
    /// From here on nothing was cut.
    next: usize,
    /// Ranges that were refused as a whole, cut in two.
    halves: VecDeque<Range<usize>>,
    jobs: &'j [Job],
    order: Order<'o>,
}

/// A request that is over.
struct Returned {
    range: Range<usize>,
    /// How long the server took over the last attempt; `None` where none was sent.
    took: Option<Duration>,
    parts: Vec<Parts>,
    reply: Result<Reply, Error>,
}

impl<'j, 'o> Run<'j, 'o> {
    fn writes(&self) -> bool {
        self.jobs.first().is_some_and(|job| job.part.writes())
    }

    fn width(&self) -> usize {
        match self.writes() {
            true => 1,
            false => self.order.in_flight,
        }
    }

    fn next_range(&mut self) -> Option<Range<usize>> {
        if self.settled.is_some() {
            return None;
        }
        if let Some(half) = self.halves.pop_front() {
            return Some(half);
        }
        if self.next >= self.jobs.len() {
            return None;
        }
        let range = self.order.cut.next(self.jobs, self.next);
        self.next = range.end;
        Some(range)
    }

    fn send(&self, range: Range<usize>) -> impl Future<Output = Returned> + Send + use<'j, 'o> {
        let jobs = &self.jobs[range.clone()];
        let (call, parts) = self.call(jobs);
        let client = self.order.client;
        let sending = call.progress.clone();
        let flight = Flight::of(client, call);
        self.order.progress.set(range.clone(), PartState::UnderWay);
        async move {
            let paced = jobs
                .first()
                .and_then(|job| Some((job.field, job.part.rate_limit?)));
            let mut turn = match paced {
                Some((field, limit)) => tokio::select! {
                    biased;
                    // Nothing is let in any more: that is told now, and not when it would have been its turn.
                    () = client.plan().door.closed() => None,
                    turn = client.plan().limits.server_turn(field, limit) => turn,
                },
                None => None,
            };
            turn.iter_mut().for_each(ServerTurn::begin);
            let reply = flight.await;
            drop(turn);
            Returned {
                range,
                took: sending.left().map(|left| left.elapsed()),
                parts,
                reply,
            }
        }
    }

    /// One part is sent as it would be alone, many under a joined document.
    fn call(&self, jobs: &[Job]) -> (Call, Vec<Parts>) {
        let batching = self.order.client.batching();
        let mut options = self.order.options.again();
        options.allowance = batching.allowance(self.order.cut.expected(jobs));
        let blank = |name, document, variables| Call {
            name: Cow::Borrowed(name),
            document,
            effect: jobs
                .iter()
                .map(|job| job.effect)
                .max()
                .unwrap_or(Effect::Once),
            fields: jobs.iter().map(|job| job.field).collect(),
            variables,
            part: None,
            options,
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        };
        if let [job] = jobs {
            let call = blank(job.name, Cow::Borrowed(job.document), job.variables.clone());
            return (call, Vec::new());
        }
        let parts: Vec<Parts> = jobs.iter().map(|job| job.part.parts).collect();
        let document = match jobs {
            [first, ..] => batching.plan(first.part, &parts).document().to_owned(),
            [] => String::new(),
        };
        let document = Cow::Owned(document);
        let variables = batch::variables(jobs.iter().map(|job| &job.variables));
        (blank(batch::NAME, document, variables), parts)
    }

    fn take(&mut self, returned: Returned) {
        let Returned {
            range,
            took,
            parts,
            reply,
        } = returned;
        if let Err(error) = &reply
            && is_refused_whole(error, self.writes())
            && let Some((first, second)) = batch::halve(&range)
        {
            self.order.progress.set(range, PartState::Waiting);
            self.halves.push_front(second);
            self.halves.push_front(first);
            return;
        }
        match reply {
            Err(error) => {
                self.fail(range.clone(), &error);
                self.settled = self.settled.take().or(settles(error));
            }
            Ok(reply) => self.share(range.clone(), &parts, reply),
        }
        if let Some(took) = took {
            self.learn(range, took);
        }
        self.order.progress.tell();
    }

    /// What was refused took the server next to no time: the parts that were done tell how long such take.
    fn learn(&mut self, range: Range<usize>, took: Duration) {
        let parts = range.clone().zip(&self.jobs[range.clone()]);
        let done: Vec<&Job> = parts
            .filter(|(index, _)| self.order.progress.has_succeeded(*index))
            .map(|(_, job)| job)
            .collect();
        match done.is_empty() {
            false => self.order.cut.learn(done, took),
            true => self.order.cut.learn_in_vain(&self.jobs[range], took),
        }
    }

    /// Fails what was never sent, where it would have been refused as well.
    fn settle(&mut self) {
        let Some(error) = self.settled.take() else {
            return;
        };
        let rest = self.next..self.jobs.len();
        for range in self.halves.drain(..).chain([rest]).collect::<Vec<_>>() {
            self.fail(range, &error);
        }
        self.order.progress.tell();
    }

    fn fail(&mut self, range: Range<usize>, error: &Error) {
        for index in range {
            self.give(index, Err(error.copy()));
        }
    }

    fn share(&mut self, range: Range<usize>, parts: &[Parts], reply: Reply) {
        if parts.is_empty() {
            return self.give(range.start, Ok(Share::whole(reply)));
        }
        let attempts = reply.facts.attempts;
        let ReplyBody::Answer { text, data } = reply.body else {
            return self.fail(
                range,
                &Error::new(ErrorKind::NotAWiki, "the answer is no GraphQL"),
            );
        };
        let read = match &data {
            DataSlot::Unread => Walk::new(&text, parts),
            DataSlot::At(at) => Walk::beside(&text[at.clone()], &reply.errors, parts),
            DataSlot::Null => Err(Odd),
        }
        .and_then(|walk| self.walk(range.clone(), walk, attempts));
        if read.is_ok() {
            return;
        }
        let data = match data.of(&text) {
            Ok(data) => data,
            Err(error) => return self.fail(range, &error),
        };
        let envelope = Envelope {
            data,
            errors: reply.errors,
            extensions: None,
        };
        match split(&envelope, parts) {
            Ok(shares) => {
                for (index, share) in range.zip(shares) {
                    self.give(index, Ok(Share::part(share, attempts)));
                }
            }
            Err(error) => self.fail(range, &error),
        }
    }

    /// Reads an answer in one pass. If it is odd, what was taken in is to be replaced.
    fn walk(
        &mut self,
        range: Range<usize>,
        mut walk: Walk<'_, '_>,
        attempts: u32,
    ) -> Result<(), Odd> {
        let mut states = vec![PartState::UnderWay; range.len()];
        while let Some(part) = walk.next()? {
            let index = part.index();
            let given = Given::Here(part, attempts);
            states[index] = self.order.parcel.take(range.start + index, given)?;
        }
        for (index, state) in range.zip(states) {
            self.order.progress.set(index..index + 1, state);
        }
        Ok(())
    }

    fn give(&mut self, index: usize, share: Result<Share<'_>, Error>) {
        let given = Given::Share(share);
        let state = self.order.parcel.take(index, given);
        let state = state.unwrap_or(PartState::Failed);
        self.order.progress.set(index..index + 1, state);
    }
}

fn split<'j>(envelope: &Envelope<'j>, parts: &[Parts]) -> Result<Vec<PartAnswer<'j>>, Error> {
    batch::split(envelope, parts)
        .map_err(|error| unreadable(error.locate(envelope.data.value().unwrap_or_default())))
}

/// The error that parts are given which are not sent any more, since this one has nothing to do with what was sent.
fn settles(error: Error) -> Option<Error> {
    let is_final = match error.kind() {
        ErrorKind::Unauthorized
        | ErrorKind::ApiDisabled
        | ErrorKind::ReadOnly
        | ErrorKind::ShutDown => true,
        // None is asked for before somebody says so.
        ErrorKind::NoToken => error.retry_after().is_none(),
        _ => false,
    };
    is_final.then(|| {
        Error::new(
            error.kind(),
            "not sent, since the request before it was refused for a reason that holds for all",
        )
        .with_source(error)
    })
}
