//! Accounts made, changed and deleted by administrators.

use super::super::{Answer, Call, done, foreign_key};
use crate::codes::{
    AUTH_ACCOUNT_ALREADY_EXISTS, MAIL_NOT_CONFIGURED, PASSWORD_TOO_SHORT, USER_DELETE_PROTECTED,
    USER_NOT_FOUND,
};
use crate::graphql::Failure;
use crate::state::{GUESTS, User};

pub(super) fn create(call: &mut Call<'_>) -> Answer {
    let (email, name) = (
        call.args.string("email").to_lowercase(),
        call.args.string("name"),
    );
    let groups: Vec<i64> = numbers(call, "groups").unwrap_or_default();
    may_assign(call, &groups)?;
    let (password, provider) = (
        call.args.string("passwordRaw"),
        call.args.string("providerKey"),
    );
    let known = call.wiki.settings.has_strategy(&provider);
    // Other strategies keep no passwords here.
    let checked = if known && provider != "local" {
        "not asked for"
    } else {
        &password
    };
    check_new(&email, &name, checked, "Password raw")?;
    if call.wiki.users.by_email(&email, &provider).is_some() {
        return Err(taken());
    }
    if !known {
        call.wiki.users.skip();
        return Err(unknown_provider());
    }
    let user = User::new(&email, &name, &password, call.wiki.clock.stamp());
    let must_change_password = call.args.bool("mustChangePassword").unwrap_or(false);
    let id = call.wiki.users.add(User {
        must_change_password,
        provider,
        ..user
    });
    // From here on a failure leaves the user behind.
    set_groups(call, id, groups)?;
    if call.args.bool("sendWelcomeEmail").unwrap_or(false) {
        send_mail(call)?;
    }
    Ok(done("User created successfully"))
}

// Only who may do everything may make others so.
fn may_assign(call: &Call<'_>, groups: &[i64]) -> Result<(), Failure> {
    let strong = call
        .wiki
        .permissions(groups)
        .iter()
        .any(|permission| permission == "manage:system");
    if call.who.has("manage:system") || !strong {
        return Ok(());
    }
    Err(Failure::plain(
        "You are not authorized to create a user with an assignment to an administrative group.",
    ))
}

pub(super) fn update(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    let user = call.wiki.users.get(id).ok_or_else(not_found)?;
    let changed = changed(call, user)?;
    if let Some(groups) = numbers(call, "groups") {
        set_groups(call, id, groups)?;
    }
    if !is_email(&changed.email) {
        return Err(Failure::named(
            "ValidationError",
            "email: should match format \"email\"",
        ));
    }
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        let (groups, touched) = (std::mem::take(&mut user.groups), user.touched);
        *user = User {
            groups,
            touched,
            updated: now,
            ..changed
        };
    }
    Ok(done("User updated successfully"))
}

// The account as it would be; empty texts change nothing.
fn changed(call: &Call<'_>, user: &User) -> Result<User, Failure> {
    let mut changed = user.clone();
    let email = text(call, "email").map(|email| email.to_lowercase());
    if let Some(email) = email.filter(|email| *email != user.email) {
        if call.wiki.users.by_email(&email, &user.provider).is_some() {
            return Err(taken());
        }
        changed.email = email;
    }
    if let Some(password) = text(call, "newPassword") {
        if password.chars().count() < 6 {
            return Err(short_password());
        }
        changed.password = password;
    }
    for (place, name) in [
        (&mut changed.name, "name"),
        (&mut changed.location, "location"),
        (&mut changed.job_title, "jobTitle"),
        (&mut changed.timezone, "timezone"),
        (&mut changed.date_format, "dateFormat"),
        (&mut changed.appearance, "appearance"),
    ] {
        *place = text(call, name).unwrap_or_else(|| std::mem::take(place));
    }
    Ok(changed)
}

pub(super) fn delete(call: &mut Call<'_>) -> Answer {
    let (id, heir) = (call.args.id("id"), call.args.id("replaceId"));
    if id == 1 || id == GUESTS {
        return Err(USER_DELETE_PROTECTED.failure());
    }
    call.wiki.users.get(id).ok_or_else(not_found)?;
    let owns = |page: &crate::state::Page| page.author == id || page.creator == id;
    if call.wiki.users.get(heir).is_none() && call.wiki.pages.list().any(owns) {
        return Err(heirless());
    }
    call.wiki.pages.change_each(|page| {
        for author in [&mut page.author, &mut page.creator] {
            if *author == id {
                *author = heir;
            }
        }
    });
    call.wiki.history.change_author(id, heir);
    call.wiki.comments.change_author(id, heir);
    call.wiki.users.remove(id);
    call.wiki.revoke_user(id);
    Ok(done("User deleted successfully"))
}

pub(super) fn verify(call: &mut Call<'_>) -> Answer {
    change(call, |user| user.is_verified = true);
    Ok(done("User verified successfully"))
}

pub(super) fn activate(call: &mut Call<'_>) -> Answer {
    change(call, |user| user.is_active = true);
    Ok(done("User activated successfully"))
}

pub(super) fn deactivate(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    if id == 1 || id == GUESTS {
        return Err(Failure::plain("Cannot deactivate system accounts."));
    }
    change(call, |user| user.is_active = false);
    call.wiki.revoke_user(id);
    // Whatever the age of its tokens: the next request with one is refused.
    let at = call.wiki.clock.now() + 3_600_000;
    call.wiki.revoked_users.insert(id, at);
    Ok(done("User deactivated successfully"))
}

/// Either way the old secret goes: with two factors on, the next login sets a new one up.
pub(super) fn set_tfa(call: &mut Call<'_>, on: bool) -> Answer {
    change(call, |user| (user.tfa_active, user.tfa_secret) = (on, None));
    Ok(done(if on {
        "User 2FA enabled successfully"
    } else {
        "User 2FA disabled successfully"
    }))
}

/// The checks of a new account, in the words of the server.
pub(in crate::resolvers) fn check_new(
    email: &str,
    name: &str,
    password: &str,
    label: &str,
) -> Result<(), Failure> {
    let invalid = |message: String| Failure::coded(1012, "InputInvalid", &message);
    if !is_email(email) {
        return Err(invalid("Email is not a valid email".into()));
    }
    if password.is_empty() {
        return Err(invalid(format!("{label} can't be blank")));
    }
    if password.chars().count() < 6 {
        return Err(invalid(format!(
            "{label} is too short (minimum is 6 characters)"
        )));
    }
    if name.chars().count() < 2 {
        return Err(invalid(
            "Name is too short (minimum is 2 characters)".into(),
        ));
    }
    Ok(())
}

/// The checks of a guest who leaves a comment.
pub(in crate::resolvers) fn check_guest(email: &str, name: &str) -> Result<(), Failure> {
    check_new(email, name, "not asked for", "")
}

pub(in crate::resolvers) fn short_password() -> Failure {
    PASSWORD_TOO_SHORT.failure()
}

pub(in crate::resolvers) fn taken() -> Failure {
    AUTH_ACCOUNT_ALREADY_EXISTS.failure()
}

/// Nothing is ever sent: without a host the server says so, with one the connection fails.
pub(in crate::resolvers) fn send_mail(call: &Call<'_>) -> Result<(), Failure> {
    let settings = &call.wiki.settings;
    if settings.mail_host().is_empty() {
        return Err(MAIL_NOT_CONFIGURED.failure());
    }
    let port = settings
        .mail
        .get("port")
        .and_then(serde_json::Value::as_i64)
        .unwrap_or(0);
    Err(Failure::plain(format!(
        "connect ECONNREFUSED {}:{port}",
        settings.mail_host()
    )))
}

// New memberships are added one by one, so a group that is not there stops the list; then missing ones are taken away.
// A list that names a new group twice adds it twice, and never takes the second one away.
fn set_groups(call: &mut Call<'_>, id: i64, groups: Vec<i64>) -> Result<(), Failure> {
    let before = call
        .wiki
        .users
        .get(id)
        .map(|user| user.groups.clone())
        .unwrap_or_default();
    for group in groups.iter().filter(|group| !before.contains(group)) {
        if call.wiki.groups.get(*group).is_none() {
            return Err(foreign_key(
                "insert into \"userGroups\" (\"groupId\", \"userId\") values ($1, $2) returning \"groupId\"",
                "userGroups",
                "usergroups_groupid_foreign",
            ));
        }
        call.wiki
            .users
            .groups_mut(id)
            .into_iter()
            .for_each(|place| place.push(*group));
    }
    call.wiki
        .users
        .groups_mut(id)
        .into_iter()
        .for_each(|place| place.retain(|group| groups.contains(group)));
    Ok(())
}

fn change(call: &mut Call<'_>, change: impl FnOnce(&mut User)) {
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(call.args.id("id")) {
        change(user);
        user.updated = now;
    }
}

// Empty texts are as good as none.
fn text(call: &Call<'_>, name: &str) -> Option<String> {
    call.args
        .text(name)
        .filter(|text| !text.is_empty())
        .map(String::from)
}

fn numbers(call: &Call<'_>, name: &str) -> Option<Vec<i64>> {
    Some(
        call.args
            .list(name)?
            .iter()
            .filter_map(serde_json::Value::as_i64)
            .collect(),
    )
}

fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.split_once('@') else {
        return false;
    };
    !user.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(' ')
}

fn not_found() -> Failure {
    USER_NOT_FOUND.failure()
}

fn unknown_provider() -> Failure {
    foreign_key(
        "insert into \"users\" (\"createdAt\", \"email\", \"isActive\", \"isSystem\", \"isVerified\", \
         \"mustChangePwd\", \"name\", \"providerKey\", \"tfaIsActive\", \"updatedAt\") values ($1, $2, $3, $4, $5, $6, \
         $7, $8, $9, $10) returning \"id\"",
        "users",
        "users_providerkey_foreign",
    )
}

fn heirless() -> Failure {
    foreign_key(
        "update \"pages\" set \"authorId\" = $1 where \"authorId\" = $2",
        "pages",
        "pages_authorid_foreign",
    )
}
