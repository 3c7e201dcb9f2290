//! `mail`: settings are kept, mail is never sent.

use serde_json::Value;

use super::{Answer, Call, Caught, done, unsupported, users};
use crate::codes::MAIL_INVALID_RECIPIENT;

const MASK: &str = "********";

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "config" => {
            let mut config = call.wiki.settings.mail.clone();
            let masked = if config.get("pass") == Some(&"".into()) {
                ""
            } else {
                MASK
            };
            config.insert("pass".into(), masked.into());
            Ok(Value::Object(config).into())
        }
        _ => Err(unsupported("MailQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateConfig" => update(call).caught(),
        "sendTest" => send_test(call).caught(),
        _ => Err(unsupported("MailMutation", field)),
    }
}

// The mask written back keeps the password.
fn update(call: &mut Call<'_>) -> Answer {
    let mut config = call.args.values().clone();
    if config.get("pass") == Some(&MASK.into()) {
        let kept = call
            .wiki
            .settings
            .mail
            .get("pass")
            .cloned()
            .unwrap_or_default();
        config.insert("pass".into(), kept);
    }
    call.wiki.settings.mail = config;
    Ok(done("Mail configuration updated successfully."))
}

fn send_test(call: &mut Call<'_>) -> Answer {
    if call.args.string("recipientEmail").chars().count() < 6 {
        return Err(MAIL_INVALID_RECIPIENT.failure());
    }
    users::send_mail(call)?;
    Ok(done("Test email sent successfully."))
}
