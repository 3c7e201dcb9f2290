//! New accounts from outside, and forgotten passwords.

use serde_json::Value;

use super::super::{Answer, Call, done, users};
use super::nothing;
use crate::graphql::Failure;
use crate::state::User;

pub(super) fn register(call: &mut Call<'_>) -> Answer {
    let strategy = call.wiki.settings.local_strategy();
    if strategy["selfRegistration"] != Value::Bool(true) {
        return Err(Failure::coded(
            1010,
            "AuthRegistrationDisabled",
            "Registration is disabled. Contact your system administrator.",
        ));
    }
    let (email, name, password) = (
        call.args.string("email").to_lowercase(),
        call.args.string("name"),
        call.args.string("password"),
    );
    users::check_new(&email, &name, &password, "Password")?;
    let domains: Vec<_> = strategy["domainWhitelist"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let domain = email.rsplit('@').next().unwrap_or_default();
    if !domains.is_empty() && !domains.contains(&domain) {
        return Err(Failure::coded(
            1011,
            "AuthRegistrationDomainUnauthorized",
            "You are not authorized to register. Your domain is not whitelisted.",
        ));
    }
    if call.wiki.users.by_email(&email, "local").is_some() {
        return Err(users::taken());
    }
    let groups: Vec<_> = strategy["autoEnrollGroups"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect();
    let created = call.wiki.clock.stamp();
    let user = User::new(&email, &name, &password, created);
    call.wiki.users.add(User {
        is_verified: false,
        groups,
        ..user
    });
    // The mail that verifies the account: the user is there, whether it can be sent or not.
    users::send_mail(call)?;
    Ok(nothing("Registration success"))
}

pub(super) fn forgot_password(call: &mut Call<'_>) -> Answer {
    let email = call.args.string("email").to_lowercase();
    if call.wiki.users.by_email(&email, "local").is_some() {
        users::send_mail(call)?;
    }
    Ok(done("Password reset request processed."))
}
