//! Signing in: password, then whatever else the account needs before it gets a token.

use super::super::{Answer, Call, users};
use super::nothing;
use crate::auth::token::seconds;
use crate::auth::totp;
use crate::codes::{
    AUTH_ACCOUNT_BANNED, AUTH_ACCOUNT_NOT_VERIFIED, AUTH_LOGIN_FAILED, AUTH_PROVIDER_INVALID,
    AUTH_TFA_FAILED, AUTH_TFA_INVALID, AUTH_VALIDATION_TOKEN_INVALID,
};
use crate::graphql::{Failure, Node};
use crate::qr;
use crate::state::{Continuation, User};

pub(super) fn login(call: &mut Call<'_>) -> Answer {
    if call.args.text("strategy") != Some("local") {
        return Err(AUTH_PROVIDER_INVALID.failure());
    }
    let (email, password) = (
        call.args.string("username").to_lowercase(),
        call.args.string("password"),
    );
    let user = call.wiki.users.by_email(&email, "local");
    let user = user.filter(|user| !user.is_system && user.password == password);
    let user = user.ok_or_else(|| AUTH_LOGIN_FAILED.failure())?.clone();
    if !user.is_active {
        return Err(AUTH_ACCOUNT_BANNED.failure());
    }
    if !user.is_verified {
        return Err(AUTH_ACCOUNT_NOT_VERIFIED.failure());
    }
    Ok(proceed(
        call,
        &user,
        "Login success",
        Step {
            tfa: true,
            change: true,
        },
    ))
}

/// What is still to be asked.
struct Step {
    tfa: bool,
    change: bool,
}

fn proceed(call: &mut Call<'_>, user: &User, message: &str, ask: Step) -> Node {
    let redirect = redirect(call, user);
    let answer = nothing(message).with("redirect", redirect);
    if ask.tfa && (user.tfa_active || call.wiki.settings.on("authEnforce2FA")) {
        if !user.tfa_active || user.tfa_secret.is_none() {
            return set_up(call, user, answer);
        }
        let token = continuation(call, user.id, Continuation::Tfa);
        return answer
            .with("mustProvideTFA", true)
            .with("continuationToken", token);
    }
    if ask.change && user.must_change_password {
        let token = continuation(call, user.id, Continuation::ChangePassword);
        return answer
            .with("mustChangePwd", true)
            .with("continuationToken", token);
    }
    answer.with("jwt", signed_in(call, user.id))
}

// Until two factors are set up, each login hands the secret out, as a QR code.
fn set_up(call: &mut Call<'_>, user: &User, answer: Node) -> Node {
    let secret = call.wiki.seed.base32(32);
    if let Some(user) = call.wiki.users.get_mut(user.id) {
        (user.tfa_active, user.tfa_secret) = (false, Some(secret.clone()));
    }
    let issuer = call.wiki.settings.text("title").replace(' ', "%20");
    let address = format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}",
        user.email
    );
    let token = continuation(call, user.id, Continuation::TfaSetup);
    answer
        .with("mustSetupTFA", true)
        .with("continuationToken", token)
        .with("tfaQRImage", qr::svg(&address))
}

fn continuation(call: &mut Call<'_>, user: i64, kind: Continuation) -> String {
    let token = call.wiki.seed.token(21);
    call.wiki.users.keep_continuation(token.clone(), user, kind);
    token
}

fn signed_in(call: &mut Call<'_>, id: i64) -> Option<String> {
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        user.last_login = Some(now);
    }
    let token = call.wiki.user_token(id);
    // With a span in the settings that cannot be read, the server never answers a login.
    call.stalled |= token.is_none();
    token
}

// The first group that leads elsewhere than home.
fn redirect(call: &Call<'_>, user: &User) -> String {
    let groups = user
        .groups
        .iter()
        .filter_map(|id| call.wiki.groups.get(*id));
    groups
        .map(|group| group.redirect.as_str())
        .find(|path| *path != "/")
        .unwrap_or("/")
        .into()
}

pub(super) fn login_tfa(call: &mut Call<'_>) -> Answer {
    let (token, code) = (
        call.args.string("continuationToken"),
        call.args.string("securityCode"),
    );
    let setup = call.args.bool("setup").unwrap_or(false);
    if code.chars().count() != 6 {
        return Err(AUTH_TFA_INVALID.failure());
    }
    let kind = if setup {
        Continuation::TfaSetup
    } else {
        Continuation::Tfa
    };
    let id = call
        .wiki
        .users
        .continuation(&token, kind)
        .ok_or_else(invalid_token)?;
    let user = call.wiki.users.get(id).ok_or_else(invalid_token)?.clone();
    let now = seconds(call.wiki.clock.now());
    let right = user
        .tfa_secret
        .as_deref()
        .is_some_and(|secret| totp::verify(secret, &code, now));
    // A wrong code uses the token up, except while two factors are being set up.
    if right || !setup {
        call.wiki.users.use_up(&token);
    }
    if !right {
        return Err(AUTH_TFA_FAILED.failure());
    }
    if setup {
        activate_tfa(call, id);
    }
    Ok(proceed(
        call,
        &user,
        "TFA success",
        Step {
            tfa: false,
            change: true,
        },
    ))
}

fn activate_tfa(call: &mut Call<'_>, id: i64) {
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        (user.tfa_active, user.updated) = (true, now);
    }
}

pub(super) fn change_password(call: &mut Call<'_>) -> Answer {
    let (token, password) = (
        call.args.string("continuationToken"),
        call.args.string("newPassword"),
    );
    if password.chars().count() < 6 {
        return Err(users::short_password());
    }
    let kind = Continuation::ChangePassword;
    let id = call
        .wiki
        .users
        .continuation(&token, kind)
        .ok_or_else(invalid_token)?;
    call.wiki.users.use_up(&token);
    let now = call.wiki.clock.stamp();
    if let Some(user) = call.wiki.users.get_mut(id) {
        (user.password, user.must_change_password, user.updated) = (password, false, now);
    }
    let jwt = signed_in(call, id);
    Ok(nothing("Password changed successfully").with("jwt", jwt))
}

fn invalid_token() -> Failure {
    AUTH_VALIDATION_TOKEN_INVALID.failure()
}
