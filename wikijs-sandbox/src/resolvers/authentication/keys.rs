//! API keys: made, listed, revoked.

use serde_json::json;

use super::super::{Answer, Call, done};
use crate::auth::span;
use crate::clock::{Millis, iso};
use crate::graphql::{Failure, Node};
use crate::state::{ADMINISTRATORS, Key, Wiki};

pub(super) fn list(wiki: &Wiki) -> Node {
    let item = |key: &Key| {
        json!({
            "id": key.id, "name": key.name, "keyShort": format!("...{}", key.tail), "expiration": iso(key.expires),
            "createdAt": iso(key.created), "updatedAt": iso(key.updated), "isRevoked": key.revoked,
        })
    };
    wiki.keys
        .list()
        .into_iter()
        .map(|key| item(key).into())
        .collect()
}

// The row is written before the key is signed: a span that cannot be read leaves a dead key behind.
pub(super) fn create(call: &mut Call<'_>) -> Answer {
    let span = span::parse(&call.args.string("expiration"));
    let created = call.wiki.clock.stamp();
    let id = call.wiki.keys.add(
        &call.args.string("name"),
        created + span.unwrap_or(0),
        created,
    );
    let span = span.ok_or_else(|| {
        Failure::plain(
            "\"expiresIn\" should be a number of seconds or string representing a timespan eg: \"1d\", \"20h\", 60",
        )
    })?;
    let group = match call.args.bool("fullAccess") {
        Some(true) => ADMINISTRATORS,
        _ => call.args.int("group").unwrap_or(ADMINISTRATORS),
    };
    let token = sign(call.wiki, id, group, span);
    Ok(done("API Key created successfully").with("key", token))
}

/// A key that works, made without being asked for over the API.
pub(crate) fn make(wiki: &mut Wiki, name: &str, group: i64, span: Millis) -> String {
    let created = wiki.clock.stamp();
    let id = wiki.keys.add(name, created + span, created);
    sign(wiki, id, group, span)
}

fn sign(wiki: &mut Wiki, id: i64, group: i64, span: Millis) -> String {
    let token = wiki.key_token(id, group, span);
    let updated = wiki.clock.stamp();
    if let Some(key) = wiki.keys.get_mut(id) {
        (key.tail, key.updated, key.revoked) = (tail(&token), updated, false);
    }
    token
}

fn tail(token: &str) -> String {
    token
        .get(token.len().saturating_sub(20)..)
        .unwrap_or(token)
        .into()
}

pub(super) fn revoke(call: &mut Call<'_>) -> Answer {
    let updated = call.wiki.clock.stamp();
    if let Some(key) = call.wiki.keys.get_mut(call.args.id("id")) {
        (key.revoked, key.updated) = (true, updated);
    }
    Ok(done("API Key revoked successfully"))
}
