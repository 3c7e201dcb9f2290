//! One's own account: profile and password. Guests are told to sign in.

use serde_json::json;

use super::super::{Answer, Call, done};
use crate::clock::iso;
use crate::codes::{AUTH_PASSWORD_INVALID, AUTH_REQUIRED, INPUT_INVALID};
use crate::graphql::{Failure, Node};
use crate::state::User;

const DATE_FORMATS: [&str; 6] = [
    "",
    "DD/MM/YYYY",
    "DD.MM.YYYY",
    "MM/DD/YYYY",
    "YYYY-MM-DD",
    "YYYY/MM/DD",
];
const APPEARANCES: [&str; 3] = ["", "light", "dark"];

pub(super) fn profile(call: &Call<'_>) -> Answer {
    let user = account(call)?;
    let groups = user
        .groups
        .iter()
        .filter_map(|id| call.wiki.groups.get(*id));
    let groups: Vec<_> = groups.map(|group| &group.name).collect();
    let pages = call
        .wiki
        .pages
        .list()
        .filter(|page| page.creator == user.id)
        .count();
    let profile = json!({
        "id": user.id, "name": user.name, "email": user.email, "providerKey": user.provider, "providerName": "Local",
        "isSystem": user.is_system, "isVerified": user.is_verified, "location": user.location,
        "jobTitle": user.job_title, "timezone": user.timezone, "dateFormat": user.date_format,
        "appearance": user.appearance, "createdAt": iso(user.created), "updatedAt": iso(user.updated),
        "lastLoginAt": user.last_login.map(iso), "groups": groups, "pagesTotal": pages,
    });
    Ok(profile.into())
}

pub(super) fn update_profile(call: &mut Call<'_>) -> Answer {
    let id = account(call)?.id;
    let text = |name: &str| call.args.string(name).trim().to_owned();
    let (format, appearance) = (text("dateFormat"), text("appearance"));
    if !DATE_FORMATS.contains(&format.as_str()) || !APPEARANCES.contains(&appearance.as_str()) {
        return Err(INPUT_INVALID.failure());
    }
    let (name, location, job, zone) = (
        text("name"),
        text("location"),
        text("jobTitle"),
        text("timezone"),
    );
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        // Empty texts change nothing.
        for (place, text) in [
            (&mut user.name, name),
            (&mut user.location, location),
            (&mut user.job_title, job),
            (&mut user.timezone, zone),
            (&mut user.date_format, format),
            (&mut user.appearance, appearance),
        ] {
            if !text.is_empty() {
                *place = text;
            }
        }
        user.updated = now;
    }
    Ok(with_token(call, id, "User profile updated successfully"))
}

pub(super) fn change_password(call: &mut Call<'_>) -> Answer {
    let user = account(call)?;
    let (id, matches) = (user.id, user.password == call.args.string("current"));
    if !matches {
        return Err(AUTH_PASSWORD_INVALID.failure());
    }
    let new = call.args.string("new");
    if new.chars().count() < 6 {
        return Err(super::write::short_password());
    }
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        (user.password, user.updated) = (new, now);
    }
    Ok(with_token(call, id, "Password changed successfully"))
}

fn with_token(call: &mut Call<'_>, id: i64, message: &str) -> Node {
    let token = call.wiki.user_token(id);
    done(message).with("jwt", token)
}

fn account<'a>(call: &'a Call<'_>) -> Result<&'a User, Failure> {
    let unknown = || AUTH_REQUIRED.failure();
    if call.who.is_guest() {
        return Err(unknown());
    }
    call.wiki.users.get(call.who.user).ok_or_else(unknown)
}
