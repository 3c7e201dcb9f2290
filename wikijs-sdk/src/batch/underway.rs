//! A request of a batch that is under way, whoever goes away.

use std::ops::Range;

use tokio::runtime::Handle;
use wikijs_wire::Parts;

use super::deal::{Deal, Heir};
use super::progress::BatchProgress;
use crate::call::Reply;
use crate::connector::Progress;
use crate::error::Error;
use crate::flight::Flight;

/// A request of a batch. Where it is dropped and the client waits for the answer all the same, as it does for what
/// passed the write gate, those who hold the progress still learn what came of it.
pub(super) struct UnderWay {
    /// `None` once it was answered.
    pub(super) flight: Option<Flight>,
    /// Whether the client waits for the answer whoever goes away, once it was sent.
    pub(super) goes_on: bool,
    pub(super) sending: Progress,
    pub(super) range: Range<usize>,
    pub(super) parts: Vec<Parts>,
    pub(super) heir: Option<Heir>,
    pub(super) progress: BatchProgress,
}

impl UnderWay {
    /// Waits for the answer.
    pub(super) async fn answer(&mut self) -> Result<Reply, Error> {
        let Some(flight) = &mut self.flight else {
            return Err(Error::settings(
                "a request of a batch was asked for its answer twice",
            ));
        };
        let reply = flight.await;
        self.flight = None;
        reply
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let (Some(flight), Some(mut heir)) = (self.flight.take(), self.heir.take()) else {
            return;
        };
        let is_out = self.goes_on && self.sending.may_have_arrived();
        let Some(runtime) = Handle::try_current().ok().filter(|_| is_out) else {
            return;
        };
        let (range, parts) = (self.range.clone(), std::mem::take(&mut self.parts));
        let progress = self.progress.clone();
        runtime.spawn(async move {
            let reply = flight.await;
            progress.end(&range);
            let mut deal = Deal {
                sink: &mut heir,
                progress: &progress,
            };
            match reply {
                Ok(reply) => deal.out(range, &parts, Ok(reply)),
                Err(error) => deal.out(range, &parts, Err(&error)),
            }
            progress.tell();
        });
    }
}
