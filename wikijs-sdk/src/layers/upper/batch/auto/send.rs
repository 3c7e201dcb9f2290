//! Sends a group, and gives each of its calls its own answer.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use http::StatusCode;
use tokio::time::Instant;
use tower::{Service, ServiceExt};
use wikijs_wire::batch::{self, Limits, Load, PartAnswer};
use wikijs_wire::{Effect, Envelope};

use super::super::{Batching, LARGEST_REQUEST, LONGEST_REQUEST, is_refused_whole, load};
use super::group::Member;
use crate::call::{Call, DataSlot, Facts, Part, Reply, ReplyBody, Underway, broken};
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};

/// Sends these calls in as few requests as are right, one after another.
pub(super) async fn send<S>(batching: Arc<Batching>, inner: S, members: Vec<Member>)
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
{
    let mut waiting = cut(members);
    while let Some(mut chunk) = waiting.pop_front() {
        // Who went away before it was sent is not sent.
        chunk.retain(|member| !member.to.is_closed());
        let halves = match chunk.len() {
            0 => None,
            1 => alone(inner.clone(), chunk).await,
            _ => together(&batching, inner.clone(), chunk).await,
        };
        if let Some((first, second)) = halves {
            waiting.push_front(second);
            waiting.push_front(first);
        }
    }
}

type Chunk = Vec<Member>;

fn cut(members: Vec<Member>) -> VecDeque<Chunk> {
    let loads: Vec<Load> = members.iter().map(|member| load_of(&member.call)).collect();
    let writes = members.iter().any(|member| is_write(&member.call));
    let limits = Limits {
        bytes: LARGEST_REQUEST,
        time: if writes {
            LONGEST_REQUEST
        } else {
            Limits::default().time
        },
        count: members.len(),
    };
    let mut members = members.into_iter();
    let chunks = batch::chunks(&loads, limits).into_iter();
    chunks
        .map(|range| members.by_ref().take(range.len()).collect())
        .collect()
}

fn is_write(call: &Call) -> bool {
    call.part.is_some_and(Part::writes)
}

fn load_of(call: &Call) -> Load {
    let parts = call.part.map(|part| &part.parts);
    let field = call.fields.first().copied().unwrap_or_default();
    load(parts, is_write(call), field, &call.variables)
}

async fn alone<S>(inner: S, chunk: Chunk) -> Option<(Chunk, Chunk)>
where
    S: Service<Call, Response = Reply, Error = Error> + Clone,
{
    for Member { call, mut to } in chunk {
        tokio::select! {
            biased;
            () = to.closed() => {}
            reply = inner.clone().oneshot(call) => drop(to.send(reply)),
        }
    }
    None
}

/// Sends one request for many calls. Where it was refused as a whole, its halves are given back to be sent.
async fn together<S>(batching: &Batching, inner: S, mut chunk: Chunk) -> Option<(Chunk, Chunk)>
where
    S: Service<Call, Response = Reply, Error = Error> + Clone,
{
    let parts: Vec<&Part> = chunk.iter().filter_map(|member| member.call.part).collect();
    let first = *parts.first()?;
    let call = compose(batching, first, &chunk);
    for member in &chunk {
        member.call.progress.follow(&call.progress);
    }
    let reply = tokio::select! {
        biased;
        // Dropped as any of them would be that had been sent alone; but not for one that went away.
        _ = join_all(chunk.iter_mut().map(|member| member.to.closed())) => return None,
        reply = inner.oneshot(call) => reply,
    };
    match reply {
        Err(error) if is_refused_whole(&error, first.writes()) => {
            let second = chunk.split_off(chunk.len() / 2);
            return Some((chunk, second));
        }
        Err(error) => give(chunk, |_| Err(error.copy())),
        Ok(reply) => match shares(reply, &parts) {
            Ok(shares) => {
                let mut shares = shares.into_iter();
                give(chunk, |_| shares.next().unwrap_or_else(|| Err(lacking())));
            }
            Err(error) => give(chunk, |_| Err(error.copy())),
        },
    }
    None
}

fn give(chunk: Chunk, mut answer: impl FnMut(usize) -> Result<Reply, Error>) {
    for (index, member) in chunk.into_iter().enumerate() {
        drop(member.to.send(answer(index)));
    }
}

fn compose(batching: &Batching, first: &Part, chunk: &[Member]) -> Call {
    let calls = || chunk.iter().map(|member| &member.call);
    let parts: Vec<_> = calls()
        .filter_map(|call| call.part)
        .map(|part| part.parts)
        .collect();
    let plan = batching.plan(first, &parts);
    let expected = calls().map(|call| load_of(call).time()).sum();
    let mut options = match chunk.first() {
        Some(member) => member.call.options.again(),
        None => Default::default(),
    };
    options.allowance = batching.allowance(expected);
    options.deadline = latest(calls().map(|call| call.options.deadline));
    Call {
        name: Cow::Borrowed(batch::NAME),
        document: Cow::Owned(plan.document().to_owned()),
        effect: calls()
            .map(|call| call.effect)
            .max()
            .unwrap_or(Effect::Once),
        fields: calls()
            .flat_map(|call| call.fields.iter().copied())
            .collect(),
        variables: batch::variables(calls().map(|call| &call.variables)),
        part: None,
        options,
        identity: chunk
            .first()
            .map(|member| member.call.identity.clone())
            .unwrap_or_default(),
        progress: Progress::new(),
        // Shutting down waits for the server, also where all callers went away.
        underway: Underway::together(calls().filter_map(|call| call.underway.clone())),
    }
}

/// The request is of use as long as anybody waits for it.
fn latest(deadlines: impl Iterator<Item = Option<Instant>>) -> Option<Instant> {
    deadlines
        .reduce(|one, other| Some(one?.max(other?)))
        .flatten()
}

/// What each part would have been answered alone.
fn shares(reply: Reply, parts: &[&Part]) -> Result<Vec<Result<Reply, Error>>, Error> {
    let ReplyBody::Answer { text, data } = reply.body else {
        return Err(Error::new(
            ErrorKind::NotAWiki,
            "the answer is content and no GraphQL",
        ));
    };
    let envelope = Envelope {
        data: data.of(&text)?,
        errors: reply.errors,
        extensions: None,
    };
    let parts: Vec<_> = parts.iter().map(|part| part.parts).collect();
    let shares =
        batch::split(&envelope, &parts).map_err(|error| broken(StatusCode::OK, error.into()))?;
    Ok(shares
        .into_iter()
        .map(|share| Ok(answer(share, &reply.facts)))
        .collect())
}

fn answer(share: PartAnswer<'_>, facts: &Facts) -> Reply {
    let (data, errors) = share.into_answer();
    let body = match data {
        None => ReplyBody::Answer {
            text: Bytes::new(),
            data: DataSlot::Null,
        },
        Some(data) => whole(&data, errors.is_empty()),
    };
    Reply {
        facts: facts.clone(),
        errors,
        body,
    }
}

/// The answer around the data, as the server writes it. One without errors is read in one pass by whoever knows its
/// types.
fn whole(data: &[u8], is_flawless: bool) -> ReplyBody {
    const BEFORE: &[u8] = br#"{"data":"#;
    let text = Bytes::from([BEFORE, data, b"}"].concat());
    let data = match is_flawless {
        true => DataSlot::Unread,
        false => DataSlot::At(BEFORE.len()..text.len() - 1),
    };
    ReplyBody::Answer { text, data }
}

fn lacking() -> Error {
    Error::new(
        ErrorKind::Missing,
        "the answer to the merged request has no share for this call",
    )
}
