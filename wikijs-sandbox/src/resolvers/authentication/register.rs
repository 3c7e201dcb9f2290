//! New accounts from outside, and forgotten passwords.

use serde_json::Value;

use super::super::{Answer, Call, done, users};
use super::nothing;
use crate::codes::{AUTH_REGISTRATION_DISABLED, AUTH_REGISTRATION_DOMAIN_UNAUTHORIZED};
use crate::state::User;

pub(super) fn register(call: &mut Call<'_>) -> Answer {
    let strategy = call.wiki.settings.local_strategy();
    if strategy["selfRegistration"] != Value::Bool(true) {
        return Err(AUTH_REGISTRATION_DISABLED.failure());
    }
    let (email, name) = (
        call.args.string("email").to_lowercase(),
        call.args.string("name"),
    );
    let password = call.args.string("password");
    users::check_new(&email, &name, &password, "Password")?;
    if !is_welcome(&email, &strategy["domainWhitelist"]) {
        return Err(AUTH_REGISTRATION_DOMAIN_UNAUTHORIZED.failure());
    }
    if call.wiki.users.by_email(&email, "local").is_some() {
        return Err(users::taken());
    }
    let groups = strategy["autoEnrollGroups"]
        .as_array()
        .into_iter()
        .flatten();
    let groups = groups.filter_map(Value::as_i64).collect();
    let user = User::new(&email, &name, &password, call.wiki.clock.stamp());
    call.wiki.users.add(User {
        is_verified: false,
        groups,
        ..user
    });
    // The mail that verifies the account: the user is there, whether it can be sent or not.
    users::send_mail(call)?;
    Ok(nothing("Registration success"))
}

// An empty list of domains welcomes everybody.
fn is_welcome(email: &str, domains: &Value) -> bool {
    let domains: Vec<_> = domains
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    domains.is_empty() || domains.contains(&email.rsplit('@').next().unwrap_or_default())
}

pub(super) fn forgot_password(call: &mut Call<'_>) -> Answer {
    let email = call.args.string("email").to_lowercase();
    if call.wiki.users.by_email(&email, "local").is_some() {
        users::send_mail(call)?;
    }
    Ok(done("Password reset request processed."))
}
