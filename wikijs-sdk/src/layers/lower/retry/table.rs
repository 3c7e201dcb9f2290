//! What may be sent again: what an operation may do, by how far a failed attempt came. One table. Pure.

use std::slice;

use wikijs_wire::{Effect, GraphqlError};

use crate::call::Reply;
use crate::connector::Reach;
use crate::error::{Error, ErrorKind, Verdict};

/// How far a failed attempt came, and what that says of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The client itself did not send it: a limit, a breaker, a setting.
    HeldBack,
    /// Nothing of it reached the server.
    NeverSent,
    /// It went out, and what came of it is not known.
    MaybeDone,
    /// It was refused before any work, for now.
    Refused,
    /// It was answered: another attempt would be answered the same.
    Answered,
}

/// Whether to send it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Yes.
    Yes,
    /// Of no use, unless the user says otherwise.
    IfAsked,
    /// It may have been done, and a second time would be once too many.
    No,
}

/// The table.
pub(super) fn again(effect: Effect, class: Class) -> Again {
    match (effect, class) {
        (_, Class::NeverSent | Class::Refused) => Again::Yes,
        (_, Class::HeldBack) => Again::IfAsked,
        (Effect::Read | Effect::Repeatable, Class::MaybeDone) => Again::Yes,
        (Effect::Read | Effect::Repeatable, Class::Answered) => Again::IfAsked,
        (Effect::Once, Class::MaybeDone | Class::Answered) => Again::No,
    }
}

/// How far the attempt came that failed so.
pub(super) fn class(error: &Error) -> Class {
    match (error.kind(), error.reach()) {
        // None is asked for before somebody says so.
        (ErrorKind::NoToken, _) if error.retry_after().is_none() => Class::HeldBack,
        (ErrorKind::Connect | ErrorKind::NoToken, _) | (ErrorKind::Timeout, Reach::NeverSent) => {
            Class::NeverSent
        }
        (ErrorKind::Lost | ErrorKind::Timeout | ErrorKind::Unavailable, _) => Class::MaybeDone,
        // The answer was cut off; what does not fit the types is found out further up.
        (ErrorKind::Unreadable, Reach::Answered) => Class::MaybeDone,
        (ErrorKind::RateLimited, Reach::Answered) => Class::Refused,
        (_, Reach::Answered) => Class::Answered,
        _ => Class::HeldBack,
    }
}

/// The refusal that an answer amounts to as a whole: the server's own rate limit stands in an answer of success. One with
/// several parts may hold some that were done, and so may one that asks for one field twice.
pub(super) fn refusal(reply: &Reply, effect: Effect, parts: usize) -> Option<Verdict> {
    if reply.errors.is_empty() {
        return None;
    }
    let was_nothing_done =
        || parts == 1 && !reply.is_partial() && reply.errors.iter().all(is_limit);
    if effect != Effect::Read && !was_nothing_done() {
        return None;
    }
    let verdict = Verdict::of(&reply.errors);
    (verdict.kind == ErrorKind::RateLimited).then_some(verdict)
}

fn is_limit(error: &GraphqlError) -> bool {
    Verdict::of(slice::from_ref(error)).kind == ErrorKind::RateLimited
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::StatusCode;

    use super::*;

    /// A line a cell: how it failed, and for each effect whether it is sent again.
    const TABLE: &str = include_str!("table.txt");

    fn failure(words: &[&str]) -> Error {
        let kind = match words[0] {
            "Settings" => ErrorKind::Settings,
            "Connect" => ErrorKind::Connect,
            "Lost" => ErrorKind::Lost,
            "Timeout" => ErrorKind::Timeout,
            "Redirected" => ErrorKind::Redirected,
            "NotAWiki" => ErrorKind::NotAWiki,
            "Unavailable" => ErrorKind::Unavailable,
            "AnswerTooLarge" => ErrorKind::AnswerTooLarge,
            "Unreadable" => ErrorKind::Unreadable,
            "Missing" => ErrorKind::Missing,
            "RequestTooLarge" => ErrorKind::RequestTooLarge,
            "Invalid" => ErrorKind::Invalid,
            "Unauthorized" => ErrorKind::Unauthorized,
            "ApiDisabled" => ErrorKind::ApiDisabled,
            "Forbidden" => ErrorKind::Forbidden,
            "NoToken" | "NoTokenForNow" => ErrorKind::NoToken,
            "NotFound" => ErrorKind::NotFound,
            "RateLimited" => ErrorKind::RateLimited,
            "OverLimit" => ErrorKind::OverLimit,
            "ReadOnly" => ErrorKind::ReadOnly,
            "ShutDown" => ErrorKind::ShutDown,
            "CircuitOpen" => ErrorKind::CircuitOpen,
            "NoPermit" => ErrorKind::NoPermit,
            "Refused" => ErrorKind::Refused,
            "Failed" => ErrorKind::Failed,
            other => panic!("the table has a kind that is not known here: {other}"),
        };
        let wait = (words[0] == "NoTokenForNow").then_some(Duration::ZERO);
        let error = Error::new(kind, "").with_retry_after(wait);
        match words[1] {
            "never-sent" => error.with_reach(Reach::NeverSent),
            "unknown" => error.with_reach(Reach::Unknown),
            "answered" => error.with_reach(Reach::Answered),
            status => {
                let status = status.parse().unwrap();
                error.with_status(StatusCode::from_u16(status).unwrap())
            }
        }
    }

    #[test]
    fn each_cell() {
        let lines = TABLE
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut cells = 0;
        for line in lines {
            let words: Vec<_> = line.split_whitespace().collect();
            let class = class(&failure(&words));
            assert_eq!(format!("{class:?}"), words[2], "{line}");
            for (effect, word) in [Effect::Read, Effect::Repeatable, Effect::Once]
                .into_iter()
                .zip(&words[3..])
            {
                let expected = match *word {
                    "again" => Again::Yes,
                    "asked" => Again::IfAsked,
                    _ => Again::No,
                };
                assert_eq!(again(effect, class), expected, "{effect:?}: {line}");
                cells += 1;
            }
        }
        assert!(cells >= 3 * 30, "{cells}");
    }
}
