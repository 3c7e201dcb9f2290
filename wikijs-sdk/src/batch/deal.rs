//! Gives each part of a request its share of what came back.

use std::ops::Range;

use wikijs_wire::batch::{self, Odd, PartAnswer, Walk};
use wikijs_wire::{Envelope, Parts};

use super::input::Sink;
use super::job::{Job, Judge};
use super::progress::{BatchProgress, PartState};
use super::share::{Given, Share};
use crate::call::{DataSlot, Reply, ReplyBody};
use crate::error::{Error, ErrorKind};
use crate::response::unreadable;

/// Takes in what comes back.
pub(super) struct Deal<'d> {
    pub(super) sink: &'d mut dyn Sink,
    pub(super) progress: &'d BatchProgress,
}

impl Deal<'_> {
    /// Gives the parts of a request that is over what came of it.
    pub(super) fn out(
        &mut self,
        range: Range<usize>,
        parts: &[Parts],
        reply: Result<Reply, &Error>,
    ) {
        match reply {
            Ok(reply) => self.share(range, parts, reply),
            Err(error) => self.fail(range, error),
        }
    }

    /// Gives these parts the same error.
    pub(super) fn fail(&mut self, range: Range<usize>, error: &Error) {
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
            states[index] = self.sink.take(range.start + index, given)?;
        }
        for (index, state) in range.zip(states) {
            self.progress.set(index..index + 1, state);
        }
        Ok(())
    }

    fn give(&mut self, index: usize, share: Result<Share<'_>, Error>) {
        let given = Given::Share(share);
        let state = self.sink.take(index, given);
        let state = state.unwrap_or(PartState::Failed);
        self.progress.set(index..index + 1, state);
    }
}

fn split<'j>(envelope: &Envelope<'j>, parts: &[Parts]) -> Result<Vec<PartAnswer<'j>>, Error> {
    batch::split(envelope, parts)
        .map_err(|error| unreadable(error.locate(envelope.data.value().unwrap_or_default())))
}

/// Stands in for a batch that was dropped: learns what came of the parts of its last request.
pub(super) struct Heir {
    start: usize,
    judges: Vec<Judge>,
}

impl Heir {
    pub(super) fn of(start: usize, jobs: &[Job]) -> Self {
        let judges = jobs.iter().map(|job| job.judge).collect();
        Self { start, judges }
    }
}

impl Sink for Heir {
    fn len(&self) -> usize {
        self.judges.len()
    }

    fn jobs(&self) -> Vec<Job> {
        Vec::new()
    }

    fn take(&mut self, index: usize, given: Given<'_, '_, '_>) -> Result<PartState, Odd> {
        let judge = index
            .checked_sub(self.start)
            .and_then(|at| self.judges.get(at));
        judge.map_or(Ok(PartState::Failed), |judge| judge(index, given))
    }
}
