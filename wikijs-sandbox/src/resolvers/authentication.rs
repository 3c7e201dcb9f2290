//! `authentication`: signing in, keys, and the switches around them.

mod keys;
mod login;
mod register;
mod strategies;

use serde_json::json;

use super::{Answer, Call, Caught, done, unsupported};
use crate::graphql::Node;

pub(crate) use keys::make as make_key;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "apiKeys" => Ok(keys::list(call.wiki)),
        "strategies" => Ok(strategies::list()),
        "activeStrategies" => Ok(strategies::active(call)),
        "apiState" => Ok(call.wiki.settings.api_enabled.into()),
        _ => Err(unsupported("AuthenticationQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "login" => login::login(call).caught(),
        "loginTFA" => login::login_tfa(call).caught(),
        "loginChangePassword" => login::change_password(call).caught(),
        "forgotPassword" => register::forgot_password(call).caught(),
        "register" => register::register(call).caught(),
        "createApiKey" => keys::create(call).caught(),
        "revokeApiKey" => keys::revoke(call).caught(),
        "setApiState" => set_api_state(call).caught(),
        "updateStrategies" => strategies::update(call).caught(),
        "regenerateCertificates" => regenerate(call).caught(),
        "resetGuestUser" => reset_guest(call).caught(),
        _ => Err(unsupported("AuthenticationMutation", field)),
    }
}

fn set_api_state(call: &mut Call<'_>) -> Answer {
    call.wiki.settings.api_enabled = call.args.bool("enabled").unwrap_or(false);
    Ok(done("API State changed successfully"))
}

// Every token and key is as good as none from now on.
fn regenerate(call: &mut Call<'_>) -> Answer {
    call.wiki.secret = call.wiki.seed.token(40);
    Ok(done("Certificates have been regenerated successfully."))
}

// The account only: the group of guests keeps what it may do.
fn reset_guest(call: &mut Call<'_>) -> Answer {
    let now = call.wiki.clock.stamp();
    call.wiki.users.reset_guest(now);
    Ok(done("Guest user has been reset successfully."))
}

/// A modulus as the public key of the certificates shows it: long, and another one after new certificates.
pub(crate) fn modulus(secret: &str) -> serde_json::Value {
    let modulus: String = secret.chars().cycle().take(342).collect();
    json!({ "kty": "RSA", "n": modulus, "e": "AQAB" })
}

/// The payload of a login in which nothing but the result is known.
fn nothing(message: &str) -> Node {
    done(message)
}
