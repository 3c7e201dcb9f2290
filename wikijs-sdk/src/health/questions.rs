//! The request that is asked, and what each answer to it proves.
//!
//! Each read in it needs one of some permissions, and the server looks at those first: `Forbidden` says that none of them
//! is there, and anything else, be it an error of what was asked for, that one of them is. None of them changes
//! anything, and none gives back more than a few lines.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use tokio::time::Instant;
use wikijs_wire::operation::Facts;
use wikijs_wire::{Errors, GraphqlError, Operation, PathSegment, Secret};

use super::parts::{Account, ApiState, NotKnown, Version, Who};
use super::permissions::{Permissions, Tried};
use super::token::Claims;
use crate::call::{Call, CallOptions, Reply, ReplyBody};
use crate::client::Client;
use crate::error::{self, Error, ErrorKind, Verdict};
use crate::flight::Flight;
use crate::types::UserId;
use crate::{assets, authentication, comments, groups, navigation, pages, theming, users};

/// Fields that every server since 2.5.201 has. Each stands below an alias of its own: a field that may not be read empties
/// its namespace.
const DOCUMENT: &str = "query Health{\
    info:system{info{currentVersion pagesTotal usersTotal}}\
    who:users{profile{id name}}\
    api:authentication{apiState}\
    list:pages{list(limit:1){id}}\
    history:pages{history(id:0){total}}\
    edit:pages{checkConflicts(id:0,checkoutDate:\"2000-01-01T00:00:00.000Z\")}\
    comment:comments{single(id:0){id}}\
    files:assets{list(folderId:-1,kind:ALL){id}}\
    people:users{search(query:\"no account is called so\"){id}}\
    account:users{single(id:2){id}}\
    group:groups{single(id:1){id}}\
    navigation:navigation{config{mode}}\
    theme:theming{config{theme}}\
    }";

/// A read of the request, and the permissions of which it needs one.
struct Question {
    /// Where its answer stands; what it is refused with stands at the same path, or above.
    path: &'static [&'static str],
    any_of: &'static [&'static str],
}

const QUESTIONS: [Question; 14] = [
    question(&["info", "info", "currentVersion"], &["manage:system"]),
    question(
        &["info", "info", "pagesTotal"],
        &[
            "manage:system",
            "manage:navigation",
            "manage:pages",
            "delete:pages",
        ],
    ),
    question(
        &["info", "info", "usersTotal"],
        &[
            "manage:system",
            "manage:navigation",
            "manage:groups",
            "write:groups",
            "manage:users",
            "write:users",
        ],
    ),
    asking::<authentication::ApiState>(&["api", "apiState"]),
    asking::<pages::List>(&["list", "list"]),
    asking::<pages::History>(&["history", "history"]),
    asking::<pages::CheckConflicts>(&["edit", "checkConflicts"]),
    asking::<comments::Single>(&["comment", "single"]),
    asking::<assets::List>(&["files", "list"]),
    asking::<users::Search>(&["people", "search"]),
    asking::<users::Single>(&["account", "single"]),
    asking::<groups::Single>(&["group", "single"]),
    asking::<navigation::Config>(&["navigation", "config"]),
    asking::<theming::Config>(&["theme", "config"]),
];

const fn question(path: &'static [&'static str], any_of: &'static [&'static str]) -> Question {
    Question { path, any_of }
}

const fn asking<O: Operation>(path: &'static [&'static str]) -> Question {
    let facts: Facts = O::FACTS;
    question(path, facts.requires)
}

/// What came of asking, and how long it took.
pub(super) struct Asked {
    pub(super) took: Duration,
    pub(super) heard: Result<Heard, Error>,
}

/// The answer.
pub(super) struct Heard {
    data: Value,
    errors: Errors,
    /// Whether a token was sent.
    with_token: bool,
    /// What the token says that the server goes by: the renewed one, where it renewed it.
    claims: Option<Claims>,
    /// The call as errors name it that are found in its answer, and the attempts it took.
    landed: (error::Context, u32),
}

/// Sends the request.
pub(super) async fn ask(client: &Client, mut options: CallOptions) -> Asked {
    let begun = Instant::now();
    options.asks_who = true;
    let mut flight = Flight::of(client, Call::own_query("Health", DOCUMENT, options));
    let heard = match (&mut flight).await {
        Ok(reply) => heard(reply, flight.landed()),
        Err(error) => Err(error),
    };
    Asked {
        took: begun.elapsed(),
        heard: heard.map_err(|error| flight.name(error)),
    }
}

fn heard(reply: Reply, landed: (error::Context, u32)) -> Result<Heard, Error> {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return Err(not_understood());
    };
    let data = data.of(text)?;
    let data = serde_json::from_slice(data.value().unwrap_or(b"null"))
        .map_err(|error| not_understood().with_source(error))?;
    let renewed = reply.facts.headers.get("new-jwt");
    let renewed = renewed.and_then(|token| token.to_str().ok());
    let sent = reply.facts.sent_as.map(|held| held.credential.token());
    let sent = sent.as_ref().map(Secret::expose);
    Ok(Heard {
        data,
        errors: reply.errors,
        with_token: sent.is_some(),
        claims: renewed.or(sent).and_then(Claims::read),
        landed,
    })
}

fn not_understood() -> Error {
    Error::new(
        ErrorKind::Unreadable,
        "the answer does not fit the question for the wiki's health",
    )
}

impl Heard {
    /// Whom the call ran as.
    pub(super) fn who(&self) -> Result<Who, NotKnown> {
        let path = ["who", "profile"];
        if let Some(refused) = self.refusal() {
            return Err(NotKnown::of(&refused));
        }
        match self.errors_at(&path).next() {
            Some(error) if kind(error) == ErrorKind::Unauthorized => Ok(Who::Guest {
                with_token: self.with_token,
            }),
            Some(error) => Err(NotKnown::of(&reported(error))),
            None => self.account().map(|account| self.owner(account)),
        }
    }

    fn account(&self) -> Result<Account, NotKnown> {
        let profile = &self.data["who"]["profile"];
        let id = profile["id"].as_i64().and_then(|id| id.try_into().ok());
        let (Some(id), Some(name)) = (id, profile["name"].as_str()) else {
            return Err(NotKnown::of(&not_understood()));
        };
        Ok(Account {
            id: UserId(id),
            name: name.to_owned(),
        })
    }

    fn owner(&self, account: Account) -> Who {
        match self.claims {
            Some(Claims::Key { id, group }) => Who::ApiKey {
                id,
                group,
                acts_as: account,
            },
            Some(Claims::User { id, .. }) if id == i64::from(account.id.0) => Who::User(account),
            _ => Who::UserOrKey(account),
        }
    }

    /// The version that runs.
    pub(super) fn version(&self) -> Result<Version, NotKnown> {
        let running = &self.data["info"]["info"]["currentVersion"];
        match running.as_str() {
            Some(running) => Ok(Version::new(running)),
            None => Err(self.why_not(&["info", "info", "currentVersion"], "manage:system")),
        }
    }

    /// Whether keys are let in.
    pub(super) fn api(&self, who: Option<&Who>) -> Result<ApiState, NotKnown> {
        // No key gets as far as an answer otherwise.
        if matches!(who, Some(Who::ApiKey { .. })) {
            return Ok(ApiState::On);
        }
        match self.data["api"]["apiState"].as_bool() {
            Some(true) => Ok(ApiState::On),
            Some(false) => Ok(ApiState::Off),
            None => Err(self.why_not(&["api", "apiState"], "manage:api")),
        }
    }

    /// What the identity may do.
    pub(super) fn permissions(&self, who: Option<&Who>) -> Result<Permissions, NotKnown> {
        if let Some(refused) = self.refusal() {
            return Err(NotKnown::of(&refused));
        }
        let listed = match (&self.claims, who) {
            (Some(Claims::User { permissions, .. }), Some(Who::User(_))) => {
                Some(permissions.clone())
            }
            _ => None,
        };
        let tried = QUESTIONS.iter().filter_map(|question| self.tried(question));
        Ok(Permissions::new(tried.collect(), listed))
    }

    /// What the answer to a question proves, if anything.
    fn tried(&self, question: &Question) -> Option<Tried> {
        let mut kinds = self.errors_at(question.path).map(kind).peekable();
        let passed = match kinds.peek() {
            None => self.was_answered(question.path),
            Some(_) => {
                let kinds: Vec<_> = kinds.collect();
                if kinds.contains(&ErrorKind::RateLimited) {
                    return None;
                }
                !kinds.contains(&ErrorKind::Forbidden)
            }
        };
        Some(Tried {
            any_of: question.any_of,
            passed,
        })
    }

    fn was_answered(&self, path: &[&str]) -> bool {
        let namespace = path.first().and_then(|alias| self.data.get(alias));
        namespace.is_some_and(|namespace| !namespace.is_null())
    }

    /// The errors that concern a field: those at its path and above it.
    fn errors_at(&self, path: &[&str]) -> impl Iterator<Item = &GraphqlError> {
        self.errors.iter().filter(move |error| {
            let mut keys = error.path.iter().filter_map(PathSegment::key).zip(path);
            !error.path.is_empty() && keys.all(|(key, part)| key == *part)
        })
    }

    fn why_not(&self, path: &[&str], permission: &str) -> NotKnown {
        match self.errors_at(path).next() {
            Some(error) if is_refused(error) => NotKnown::new(
                ErrorKind::Forbidden,
                format!("the wiki tells it to holders of `{permission}` alone"),
            ),
            Some(error) => NotKnown::of(&reported(error)),
            None => NotKnown::of(&not_understood()),
        }
    }

    /// The error that says that the token is refused, if it is.
    fn refusal(&self) -> Option<Error> {
        let verdict = Verdict::of(&self.errors);
        let is_refused = verdict.kind == ErrorKind::Unauthorized && verdict.code.is_none();
        is_refused.then(|| verdict.into_error(self.errors.clone()))
    }

    /// What stands in the way of knowing who the caller is.
    pub(super) fn refused(&self) -> Error {
        self.named(match self.refusal() {
            Some(error) => error,
            None if self.errors.is_empty() => not_understood(),
            None => Verdict::of(&self.errors).into_error(self.errors.clone()),
        })
    }

    /// The error of a token that does not count.
    pub(super) fn as_guest(&self) -> Error {
        self.named(Error::new(
            ErrorKind::Unauthorized,
            "the wiki takes the owner of this token for a guest: it does not know it, or knows it no more; give the client a \
             token that counts, or none",
        ))
    }

    fn named(&self, error: Error) -> Error {
        let (context, attempts) = &self.landed;
        error
            .with_status(StatusCode::OK)
            .within(context.clone())
            .with_attempts(*attempts)
    }
}

/// A permission lacks: the server asked before it looked at anything else.
fn is_refused(error: &GraphqlError) -> bool {
    let verdict = Verdict::of(std::slice::from_ref(error));
    verdict.kind == ErrorKind::Forbidden && verdict.code.is_none()
}

fn kind(error: &GraphqlError) -> ErrorKind {
    Verdict::of(std::slice::from_ref(error)).kind
}

fn reported(error: &GraphqlError) -> Error {
    let errors = Errors::from(vec![error.clone()]);
    Verdict::of(&errors).into_error(errors)
}
