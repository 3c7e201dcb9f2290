//! Stands for a Redis under a paused clock: does to a lease what the scripts do, or does not answer.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::connector::BoxError;
use crate::redis::script::{ENTER, LEAVE, NotSent, RENEW, Refused, Run, Running, Store};

/// A Redis that many processes share.
#[derive(Clone, Default)]
pub(super) struct Fake(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    lease: Option<(String, Instant)>,
    /// Those who wait, in order, and until when they do unless they ask again.
    queue: Vec<(String, Instant)>,
    trouble: Trouble,
    /// What is done once it answers again.
    late: Vec<Run>,
    asked: usize,
}

/// What becomes of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Trouble {
    #[default]
    None,
    /// No connection comes about.
    Refused,
    /// Nothing is answered in time; it was not done.
    Hangs,
    /// It was done, and the answer is lost.
    AnswerLost,
    /// Nothing is answered in time; it is done once it answers again.
    Late,
    /// It was done but for its end, which is refused.
    BreaksOff,
}

/// The time limit of a command.
const LIMIT: Duration = Duration::from_millis(500);

impl Fake {
    pub(super) fn trouble(&self, trouble: Trouble) {
        let mut state = self.0.lock().unwrap();
        state.trouble = trouble;
        if trouble == Trouble::None {
            drop(state);
            self.catch_up(self.hold_up());
        }
    }

    /// It is started anew, and remembers nothing.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap() = State::default();
    }

    /// Takes out what is to be done late, as where it comes over another connection.
    pub(super) fn hold_up(&self) -> Vec<Run> {
        std::mem::take(&mut self.0.lock().unwrap().late)
    }

    pub(super) fn catch_up(&self, late: Vec<Run>) {
        let mut state = self.0.lock().unwrap();
        late.iter().for_each(|run| drop(state.play(run)));
    }

    /// How often it was asked for something, or would have been.
    pub(super) fn asked(&self) -> usize {
        self.0.lock().unwrap().asked
    }

    /// Who holds the lease, and for how long.
    pub(super) fn holder(&self) -> Option<(String, Duration)> {
        let state = self.0.lock().unwrap();
        let now = Instant::now();
        let (owner, until) = state.lease.clone().filter(|(_, until)| *until > now)?;
        Some((owner, until - now))
    }

    /// How it looks from a process.
    pub(super) fn seen_by(&self, process: &Process) -> impl Store + use<> {
        Seen {
            fake: self.clone(),
            process: process.clone(),
        }
    }
}

/// A process that may end: nothing of it reaches the Redis any more.
#[derive(Clone, Default)]
pub(super) struct Process(Arc<Mutex<bool>>);

impl Process {
    pub(super) fn end(&self) {
        *self.0.lock().unwrap() = true;
    }

    fn has_ended(&self) -> bool {
        *self.0.lock().unwrap()
    }
}

struct Seen {
    fake: Fake,
    process: Process,
}

impl Store for Seen {
    fn run(&self, run: Run) -> Running {
        let (fake, process) = (self.fake.clone(), self.process.clone());
        Box::pin(async move {
            if process.has_ended() {
                pending::<()>().await;
            }
            fake.0.lock().unwrap().asked += 1;
            let trouble = fake.0.lock().unwrap().trouble;
            match trouble {
                Trouble::None => Ok(fake.0.lock().unwrap().play(&run)),
                Trouble::Refused => Err(NotSent("connection refused".into()).into()),
                Trouble::Hangs => late().await,
                Trouble::Late => {
                    fake.0.lock().unwrap().late.push(run);
                    late().await
                }
                Trouble::BreaksOff => {
                    fake.0.lock().unwrap().play(&run);
                    let why = "no right to do the rest".to_owned();
                    Err(Refused {
                        why,
                        had_begun: true,
                    }
                    .into())
                }
                Trouble::AnswerLost => {
                    fake.0.lock().unwrap().play(&run);
                    late().await
                }
            }
        })
    }

    fn part(&self, run: &Run) {
        if !self.process.has_ended() {
            self.fake.0.lock().unwrap().play(run);
        }
    }

    fn away(&self) -> Option<Arc<str>> {
        None
    }
}

async fn late() -> Result<Vec<i64>, BoxError> {
    sleep(LIMIT).await;
    Err("no answer in time".into())
}

impl State {
    fn play(&mut self, run: &Run) -> Vec<i64> {
        let now = Instant::now();
        self.lease.take_if(|(_, until)| *until <= now);
        self.queue.retain(|(_, until)| *until > now);
        let time = |index: usize| Duration::from_millis(run.arguments[index].parse().unwrap());
        let owner = &run.arguments[0];
        let scripts = [&ENTER, &RENEW, &LEAVE].map(|script| std::ptr::eq(script, run.script));
        match scripts {
            [true, ..] => self.enter(owner, now + time(1), now + time(2)),
            [_, true, _] => self.renew(owner, now + time(1), run.arguments[2] == "1"),
            [.., true] => self.leave(owner, time(1), now),
            _ => panic!("{run:?}"),
        }
    }

    fn enter(&mut self, owner: &str, until: Instant, patience: Instant) -> Vec<i64> {
        let is_held = self
            .lease
            .as_ref()
            .is_some_and(|(holder, _)| holder != owner);
        let is_ours = self.lease.is_some() && !is_held;
        let is_first = self.queue.first().is_none_or(|(first, _)| first == owner);
        if is_ours || !is_held && is_first {
            self.queue.retain(|(other, _)| other != owner);
            self.lease = Some((owner.to_owned(), until));
            return vec![1, 0];
        }
        let place = self.queue.iter().position(|(other, _)| other == owner);
        let place = place.unwrap_or_else(|| {
            self.queue.push((owner.to_owned(), patience));
            self.queue.len() - 1
        });
        self.queue[place].1 = patience;
        vec![0, i64::try_from(place).unwrap()]
    }

    fn renew(&mut self, owner: &str, until: Instant, anew: bool) -> Vec<i64> {
        match &mut self.lease {
            Some((holder, ends)) if holder == owner => *ends = until.max(*ends),
            Some(_) => return vec![0],
            None if anew => self.lease = Some((owner.to_owned(), until)),
            None => return vec![-1],
        }
        vec![1]
    }

    fn leave(&mut self, owner: &str, shut: Duration, now: Instant) -> Vec<i64> {
        self.queue.retain(|(other, _)| other != owner);
        match &mut self.lease {
            Some((holder, ends)) if holder == owner => *ends = now + shut,
            _ => return vec![0],
        }
        vec![1]
    }
}
