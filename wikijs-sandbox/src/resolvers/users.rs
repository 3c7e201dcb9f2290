//! `users`: accounts as administrators see them, and one's own profile.

mod own;
mod write;

use serde_json::{Value, json};

use super::{Answer, Call, Caught, groups, unsupported};
use crate::clock::iso;
use crate::graphql::{Failure, Node};
use crate::state::{User, Wiki};

pub(super) use write::{check_guest, check_new, send_mail, short_password, taken};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "list" => Ok(call
            .wiki
            .users
            .list()
            .into_iter()
            .map(|user| minimal(user).into())
            .collect()),
        "search" => Ok(search(call)),
        "single" => single(call),
        "profile" => own::profile(call),
        "lastLogins" => Ok(last_logins(call.wiki)),
        _ => Err(unsupported("UserQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "create" => write::create(call).caught(),
        "update" => write::update(call).caught(),
        "delete" => write::delete(call).caught(),
        "verify" => write::verify(call).caught(),
        "activate" => write::activate(call).caught(),
        "deactivate" => write::deactivate(call).caught(),
        "enableTFA" => write::set_tfa(call, true).caught(),
        "disableTFA" => write::set_tfa(call, false).caught(),
        // The server has the field, and nothing behind it.
        "resetPassword" => Ok(Node::empty().with("responseResult", Value::Null)),
        "updateProfile" => own::update_profile(call).caught(),
        "changePassword" => own::change_password(call).caught(),
        _ => Err(unsupported("UserMutation", field)),
    }
}

/// A user as lists show it.
pub(super) fn minimal(user: &User) -> Value {
    json!({
        "id": user.id, "name": user.name, "email": user.email, "providerKey": user.provider,
        "isSystem": user.is_system, "isActive": user.is_active, "createdAt": iso(user.created),
        "lastLoginAt": user.last_login.map(iso),
    })
}

// Neither the switches nor the last login are read here: selecting a switch empties its item.
fn search(call: &Call<'_>) -> Node {
    let wanted = call.args.string("query").to_lowercase();
    let hit = |user: &&User| {
        [&user.email, &user.name]
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted))
    };
    let item = |user: &User| {
        json!({
            "id": user.id, "name": user.name, "email": user.email, "providerKey": user.provider,
            "createdAt": iso(user.created),
        })
    };
    call.wiki
        .users
        .list()
        .into_iter()
        .filter(hit)
        .take(10)
        .map(|user| item(user).into())
        .collect()
}

fn single(call: &Call<'_>) -> Answer {
    let unknown = || {
        Failure::named(
            "TypeError",
            "Cannot set properties of undefined (setting 'password')",
        )
    };
    let user = call
        .wiki
        .users
        .get(call.args.id("id"))
        .ok_or_else(unknown)?;
    let groups = user
        .groups
        .iter()
        .filter_map(|id| call.wiki.groups.get(*id));
    let groups: Node = groups.map(|group| groups::full(call.wiki, group)).collect();
    Ok(Node::Object(vec![
        ("id", user.id.into()),
        ("name", user.name.clone().into()),
        ("email", user.email.clone().into()),
        ("providerKey", user.provider.clone().into()),
        ("providerName", "Local".into()),
        ("providerId", Node::NULL),
        ("providerIs2FACapable", true.into()),
        ("isSystem", user.is_system.into()),
        ("isActive", user.is_active.into()),
        ("isVerified", user.is_verified.into()),
        ("location", user.location.clone().into()),
        ("jobTitle", user.job_title.clone().into()),
        ("timezone", user.timezone.clone().into()),
        ("dateFormat", user.date_format.clone().into()),
        ("appearance", user.appearance.clone().into()),
        ("createdAt", iso(user.created).into()),
        ("updatedAt", iso(user.updated).into()),
        ("lastLoginAt", user.last_login.map(iso).into()),
        ("tfaIsActive", user.tfa_active.into()),
        ("groups", groups),
    ]))
}

fn last_logins(wiki: &Wiki) -> Node {
    let mut users: Vec<_> = wiki
        .users
        .list()
        .into_iter()
        .filter(|user| user.last_login.is_some())
        .collect();
    users.sort_by_key(|user| std::cmp::Reverse(user.last_login));
    let item = |user: &User| json!({ "id": user.id, "name": user.name, "lastLoginAt": user.last_login.map(iso) });
    users
        .into_iter()
        .take(10)
        .map(|user| item(user).into())
        .collect()
}
