//! Sends the parts of a batch, a request after another or some at a time. Knows nothing of their types.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::future::Future;
use std::ops::Range;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use wikijs_wire::batch;
use wikijs_wire::{Effect, Parts};

use super::cut::Cut;
use super::deal::{Deal, Heir};
use super::input::Sink;
use super::job::Job;
use super::progress::{BatchProgress, PartState};
use super::underway::UnderWay;
use crate::call::{Call, CallOptions, Identity, Reply, shut_down};
use crate::client::Client;
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};
use crate::flight::{self, Flight};
use crate::layers::lower::limit::ServerTurn;
use crate::layers::upper::batch::is_refused_whole;
use crate::layers::upper::write_gate::is_gated;

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
        let progress = self.order.progress.clone();
        progress.begin(range.clone(), sending.clone());
        let mut under_way = UnderWay {
            goes_on: is_gated(&call),
            flight: Some(Flight::of(client, call)),
            sending: sending.clone(),
            range: range.clone(),
            parts: parts.clone(),
            heir: Some(Heir::of(range.start, jobs)),
            progress,
        };
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
            let reply = under_way.answer().await;
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
        self.order.progress.end(&range);
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
                self.deal().out(range.clone(), &parts, Err(&error));
                self.settled = self.settled.take().or(settles(error));
            }
            Ok(reply) => self.deal().out(range.clone(), &parts, Ok(reply)),
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
            self.deal().fail(range, &error);
        }
        self.order.progress.tell();
    }

    fn deal(&mut self) -> Deal<'_> {
        Deal {
            sink: &mut *self.order.parcel,
            progress: self.order.progress,
        }
    }
}

/// The error that parts are given which are not sent any more, since this one has nothing to do with what was sent.
fn settles(error: Error) -> Option<Error> {
    if error.kind() == ErrorKind::ShutDown {
        return Some(shut_down());
    }
    error.holds_for_all().then(|| {
        Error::new(
            error.kind(),
            "not sent, since the request before it was refused for a reason that holds for all",
        )
        .with_source(error)
    })
}
