//! Whether a write that failed may have been done all the same, what to look at then, and why it was not sent again.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use wikijs_wire::Effect;

use super::{Error, ErrorKind, Inner, ServerCode};
use crate::connector::Reach;

/// Why an attempt that could have been repeated was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// The wait before the next one would have outlasted the time limit.
    Wait(Duration),
    /// The retry budget was used up.
    Budget,
    /// The client was shut down meanwhile.
    ShutDown,
}

impl fmt::Display for GivenUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wait(wait) => write!(
                f,
                "not tried again: the wait of {:.1}s before it would outlast the time limit",
                wait.as_secs_f64()
            ),
            Self::ShutDown => f.write_str("not tried again: the client was shut down"),
            Self::Budget => {
                f.write_str("not tried again: too many calls fail, and the retry budget is used up")
            }
        }
    }
}

impl Error {
    /// True if a write may have been done, wholly or in part, though the call failed: look at the server's state
    /// before it is repeated. Never true for a query.
    pub fn may_have_run(&self) -> bool {
        self.writes() && (self.0.done || self.0.in_part || self.0.doubted || self.left_doubt())
    }

    /// True if it is not known whether a write was done: it went out, or an attempt before the last one did, and no
    /// answer tells. It was not sent again, since a second time may be once too many; the error's text says what to look
    /// at. Never true for a query, and not where [`was_done`](Self::was_done) is.
    pub fn is_doubtful(&self) -> bool {
        self.may_have_run() && !self.0.done
    }

    fn writes(&self) -> bool {
        let effect = self.0.context.effect;
        effect.is_some_and(|effect| effect != Effect::Read)
    }

    fn left_doubt(&self) -> bool {
        match self.0.kind {
            ErrorKind::Lost | ErrorKind::Unavailable => true,
            // 501: the request was not understood by whoever got it.
            ErrorKind::NotAWiki => self.0.status != Some(501),
            ErrorKind::AnswerTooLarge | ErrorKind::Unreadable | ErrorKind::Missing => true,
            ErrorKind::Timeout => self.0.reach != Reach::NeverSent,
            ErrorKind::Refused => self.says_little(),
            ErrorKind::Failed => self.says_little() || self.lies_below_the_field(),
            ErrorKind::Redirected => self.0.status == Some(303),
            _ => self.lies_below_the_field(),
        }
    }

    /// True if the code does not tell that nothing was done.
    fn says_little(&self) -> bool {
        match self.0.code {
            None | Some(ServerCode::Unspecific | ServerCode::Unknown(_)) => true,
            Some(code) => code.may_come_late(),
        }
    }

    /// True if an error arose in what a field's own work gave, and so after that work.
    fn lies_below_the_field(&self) -> bool {
        // Where the field is not known, it is one of a namespace, as all of this API are.
        let depths = |fields: &str| {
            fields
                .split(", ")
                .map(|field| field.split('.').count())
                .min()
        };
        let depth = self.field().and_then(depths).unwrap_or(2);
        self.0.errors.iter().any(|error| error.path.len() > depth)
    }

    /// Notes whether an attempt before the last one may have been carried out.
    pub(crate) fn doubted(mut self, doubted: bool) -> Self {
        self.0.doubted |= doubted;
        self
    }

    /// True if an attempt before the last one may have been carried out.
    pub(crate) fn was_doubted(&self) -> bool {
        self.0.doubted
    }

    /// What the client itself did not send, and why: the text says whether it was sent before.
    pub(crate) fn not_sent(kind: ErrorKind, why: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(kind, why);
        error.0.held_back = true;
        error
    }

    /// Notes why there is no further attempt.
    pub(crate) fn given_up(mut self, why: Option<GivenUp>) -> Self {
        self.0.given_up = why;
        self
    }

    /// Adds to the line what it leaves the reader to do.
    pub(super) fn write_rest(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(why) = self.0.given_up {
            write!(f, "; {why}")?;
        }
        if self.is_doubtful() && !self.has_verdict() {
            let look = to_look_at(&self.0);
            write!(f, "; it may have been done: {look} before it is sent again")?;
        }
        Ok(())
    }

    /// True if the server itself says what became of the write, or of its parts.
    fn has_verdict(&self) -> bool {
        let is_told = self.0.in_part || self.0.refusal.is_some() || !self.0.errors.is_empty();
        is_told && !self.0.doubted
    }
}

/// What to look at before a write is sent again, by its field.
const TO_LOOK_AT: [(&str, &str); 16] = [
    (
        "pages.create",
        "look whether there is a page at its path (`pages().single_by_path`)",
    ),
    ("pages.update", PAGE),
    ("pages.convert", PAGE),
    ("pages.restore", PAGE),
    ("pages.move", "look where the page is (`pages().single`)"),
    (
        "pages.delete",
        "look whether the page is there (`pages().single`)",
    ),
    (
        "pages.deleteTag",
        "look whether the tag is there (`pages().tags`)",
    ),
    ("comments.create", COMMENTS),
    ("comments.delete", COMMENTS),
    ("users.create", USER),
    ("users.delete", USER),
    (
        "groups.create",
        "look whether there is a group of its name (`groups().list`)",
    ),
    (
        "groups.assignUser",
        "look at the group's users (`groups().single`)",
    ),
    (
        "assets.createFolder",
        "look whether the folder is there (`assets().folders`)",
    ),
    ("assets.deleteAsset", FILES),
    ("assets.renameAsset", FILES),
];

const PAGE: &str = "look at the page's content and its `updated_at` (`pages().single`)";
const COMMENTS: &str = "look at the page's comments (`comments().list`)";
const USER: &str = "look whether the user is there (`users().search`)";
const FILES: &str = "look at the folder's files (`assets().list`)";

/// Where the state shows whether the write was done.
fn to_look_at(inner: &Inner) -> &'static str {
    let field = inner.context.field;
    let known = TO_LOOK_AT.iter().find(|(known, _)| field == Some(known));
    known.map_or("read what it was to change", |(_, look)| look)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Context;
    use super::*;

    /// The catalogue's file of a field, as in `queries/pages/delete_tag.graphql`.
    fn is_in_the_catalogue(namespace: &str, field: &str) -> bool {
        let snake: String = field
            .chars()
            .flat_map(|c| {
                c.is_uppercase()
                    .then_some('_')
                    .into_iter()
                    .chain(c.to_lowercase())
            })
            .collect();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../queries");
        folder
            .join(namespace)
            .join(format!("{snake}.graphql"))
            .is_file()
    }

    #[test]
    fn what_is_to_be_looked_at_is_in_the_catalogue() {
        for (field, look) in TO_LOOK_AT {
            let (namespace, name) = field.split_once('.').unwrap();
            assert!(is_in_the_catalogue(namespace, name), "{field}");
            let method = look.split('`').find(|part| part.contains("().")).unwrap();
            let (namespace, name) = method.split_once("().").unwrap();
            assert!(is_in_the_catalogue(namespace, name), "{look}");
        }
    }

    fn error(kind: ErrorKind, reach: Reach, effect: Effect, field: &'static str) -> Error {
        Error::new(kind, "words").with_reach(reach).within(Context {
            operation: Some("Name".into()),
            field: Some(field),
            effect: Some(effect),
        })
    }

    #[test]
    fn a_doubtful_write_says_what_to_look_at() {
        use Effect::{Once, Read, Repeatable};
        use Reach::{Answered, NeverSent, Unknown};
        for (kind, reach, effect, field, doubted, says) in [
            (
                ErrorKind::Lost,
                Unknown,
                Once,
                "pages.create",
                false,
                Some("single_by_path"),
            ),
            (
                ErrorKind::Lost,
                Unknown,
                Once,
                "system.export",
                false,
                Some("read what it was"),
            ),
            (ErrorKind::Lost, Unknown, Read, "pages.list", false, None),
            (ErrorKind::Lost, Unknown, Read, "pages.list", true, None),
            (
                ErrorKind::Connect,
                NeverSent,
                Once,
                "pages.create",
                false,
                None,
            ),
            (
                ErrorKind::Connect,
                NeverSent,
                Repeatable,
                "users.update",
                true,
                Some("read what it was"),
            ),
            (
                ErrorKind::RateLimited,
                Answered,
                Once,
                "comments.create",
                false,
                None,
            ),
            (
                ErrorKind::Unavailable,
                Answered,
                Once,
                "users.create",
                false,
                Some("users().search"),
            ),
        ] {
            let error = error(kind, reach, effect, field).doubted(doubted);
            assert_eq!(error.is_doubtful(), says.is_some(), "{error}");
            assert_eq!(error.may_have_run(), says.is_some(), "{error}");
            match says {
                Some(says) => assert!(error.to_string().contains(says), "{error}"),
                None => assert!(!error.to_string().contains("may have"), "{error}"),
            }
        }
    }

    #[test]
    fn what_was_sent_before_was_not_sent_again() {
        for (attempts, says) in [(0, "nothing was sent: "), (1, "not sent again: ")] {
            let error = Error::not_sent(ErrorKind::CircuitOpen, "words").with_attempts(attempts);
            assert_eq!(error.to_string(), format!("{says}words"));
        }
    }

    #[test]
    fn what_was_done_is_not_doubtful() {
        let done = error(
            ErrorKind::Failed,
            Reach::Answered,
            Effect::Once,
            "pages.create",
        )
        .done();
        assert!(done.may_have_run() && !done.is_doubtful());
    }

    #[test]
    fn it_says_why_there_was_no_further_attempt() {
        for (why, says) in [
            (GivenUp::Budget, "the retry budget is used up"),
            (
                GivenUp::Wait(Duration::from_millis(30_500)),
                "the wait of 30.5s",
            ),
        ] {
            let error = error(ErrorKind::Lost, Reach::Unknown, Effect::Read, "pages.list");
            let error = error.given_up(Some(why)).with_attempts(2);
            assert!(error.to_string().contains(says), "{error}");
            assert!(error.to_string().contains("after 2 attempts"), "{error}");
        }
    }
}
